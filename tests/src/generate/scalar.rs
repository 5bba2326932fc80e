//! Random scalar expressions.

use base::DType;

use super::tree::{Node, Ty};
use super::{Generator, scope::Class};

/// Elementary functions of one float.
const ELEMENTARY: [&str; 8] = ["exp", "ln", "sin", "cos", "tanh", "erf", "erfc", "exp"];
/// Operations of one float that are exact or correctly rounded.
const FLOAT_UNARY: [&str; 8] =
    ["-$", "abs($)", "sqrt($)", "floor($)", "ceil($)", "round($)", "trunc($)", "$**2"];
const FLOAT_BINARY: [&str; 10] =
    ["$ + $", "$ - $", "$ * $", "$ / $", "min($, $)", "max($, $)", "signed($, $)", "$ + $", "$ * $", "$ - $"];
const INT_UNARY: [&str; 4] = ["-$", "~$", "abs($)", "$**2"];
const INT_BINARY: [&str; 10] =
    ["$ + $", "$ - $", "$ * $", "min($, $)", "max($, $)", "$ & $", "$ | $", "$ ^ $", "$ << $", "$ >> $"];
const COMPARISONS: [&str; 6] = ["==", "!=", "<", "<=", ">", ">="];

impl Generator {
    /// A scalar of type `dtype`.
    pub(super) fn scalar(&mut self, dtype: DType, depth: usize) -> Node {
        if depth == 0 || !self.spend() {
            return self.scalar_leaf(dtype);
        }
        if dtype.is_complex() {
            return self.complex(&Ty::scalar(dtype), depth);
        }
        if dtype == DType::Bool {
            return self.condition(depth);
        }
        if self.rng.chance(7) {
            return self.pattern(dtype, depth);
        }
        let reductions = if self.scope.nest < 3 && !self.scope.dims.is_empty() { 10 } else { 0 };
        let indices = if self.scope.arrays(None).is_empty() { 0 } else { 16 };
        match self.rng.weighted(&[14, 30, 8, indices, reductions, 7, 5, 4, 4, reductions / 2]) {
            0 => self.scalar_leaf(dtype),
            1 => self.lifted_operation(&Ty::scalar(dtype), depth),
            2 => self.converted(&Ty::scalar(dtype), depth),
            3 => self.element(dtype, depth),
            4 => self.reduction(dtype, depth),
            5 => self.branches(&Ty::scalar(dtype), depth),
            6 => self.helper_call(&Ty::scalar(dtype), depth),
            7 => self.block_value(&Ty::scalar(dtype), depth),
            9 => self.library_reduction(dtype, depth),
            _ if self.scope.nest < 3 => self.iteration(dtype, depth),
            _ => self.lifted_operation(&Ty::scalar(dtype), depth),
        }
    }

    /// A name, a size, a binder or a literal.
    pub(super) fn scalar_leaf(&mut self, dtype: DType) -> Node {
        let ty = Ty::scalar(dtype);
        let names: Vec<String> = self.scope.of_type(&ty).iter().map(|name| name.text.clone()).collect();
        if !names.is_empty() && self.rng.chance(80) {
            return Node::value(&ty, &self.rng.pick(&names).clone(), Vec::new());
        }
        if let Some(text) = self.other_leaf(dtype) {
            return Node::value(&ty, &text, Vec::new());
        }
        let literal = self.literal(dtype);
        Node::value(&ty, &literal, Vec::new())
    }

    /// A converted name, the first element of an array, a size or a binder.
    fn other_leaf(&mut self, dtype: DType) -> Option<String> {
        let of_class = |counts: bool| {
            let is_count = |class: &Class| matches!(class, Class::Count | Class::Binder(_));
            let fits = |from: DType| !from.is_complex() || dtype.is_complex();
            let scalars = self.scope.names.iter().filter(|n| n.ty.rank() == 0 && fits(n.ty.dtype));
            let fits = scalars.filter(|n| is_count(&n.class) == counts);
            fits.map(|n| (n.text.clone(), n.ty.dtype)).collect::<Vec<_>>()
        };
        let (counts, values) = (of_class(true), of_class(false));
        let arrays: Vec<(String, Ty)> =
            self.scope.arrays(Some(dtype)).into_iter().map(|(_, n)| (n.text.clone(), n.ty.clone())).collect();
        let convert =
            |(name, from): (String, DType)| if from == dtype { name } else { format!("{dtype}({name})") };
        if !arrays.is_empty() && self.rng.chance(40) {
            let (name, ty) = self.rng.pick(&arrays).clone();
            return Some(format!("{name}[{}; clamp]", vec!["0"; ty.rank()].join(", ")));
        }
        if !values.is_empty() && self.rng.chance(50) {
            return Some(convert(self.rng.pick(&values).clone()));
        }
        (!counts.is_empty() && self.rng.chance(40)).then(|| convert(self.rng.pick(&counts).clone()))
    }

    /// A constant of that type as written.
    pub(super) fn literal(&mut self, dtype: DType) -> String {
        match dtype {
            DType::Bool => if self.rng.chance(50) { "true" } else { "false" }.to_string(),
            _ if dtype.is_complex() => {
                let value = *self.rng.pick(&["2.0i", "1.0", "(0.5 - 1.0i)", "0.0", "inf", "(-0.0)"]);
                format!("{dtype}({value})")
            }
            _ if dtype.is_float() => {
                const VALUES: [&str; 14] = [
                    "0.0", "(-0.0)", "1.0", "0.5", "(-1.0)", "2.0", "inf", "nan", "(-inf)", "3.25", "0.1",
                    "(-7.75)", "1.0e-40", "1.0e30",
                ];
                // The last is beyond an `f16`.
                let value = self.rng.pick(if dtype == DType::F16 { &VALUES[..13] } else { &VALUES });
                if dtype == DType::F64 { (*value).to_string() } else { format!("{dtype}({value})") }
            }
            _ => {
                const VALUES: [&str; 10] = ["0", "1", "2", "3", "7", "(-1)", "(-3)", "100", "5", "63"];
                let value = self.rng.pick(&VALUES);
                let value = if dtype.is_signed_int() {
                    value.to_string()
                } else {
                    value.replace(['(', '-', ')'], "")
                };
                // Open literals are computed exactly, so that they may come out too large for any type.
                if dtype == DType::I64 && self.rng.chance(50) { value } else { format!("{dtype}({value})") }
            }
        }
    }

    /// An arithmetic operation, lifted where `ty` is an array.
    pub(super) fn lifted_operation(&mut self, ty: &Ty, depth: usize) -> Node {
        match ty.dtype {
            dtype if dtype.is_complex() => self.complex(ty, depth),
            dtype if dtype.is_float() => self.float_operation(ty, depth),
            _ => self.int_operation(ty, depth),
        }
    }

    fn float_operation(&mut self, ty: &Ty, depth: usize) -> Node {
        match self.rng.weighted(&[50, 16, 8, 8, 8, 3, 4, 3, 5]) {
            0 => {
                let template = *self.rng.pick(&FLOAT_BINARY);
                self.binary(ty, template, depth)
            }
            1 => {
                let template = *self.rng.pick(&FLOAT_UNARY);
                let operand = self.operand(ty, depth);
                Node::value(ty, &format!("({template})"), vec![operand])
            }
            2 => {
                let (a, b) = self.operands(ty, depth);
                let c = self.operand(ty, depth.saturating_sub(1));
                Node::value(ty, "fma($, $, $)", vec![a, b, c])
            }
            3 => self.selection(ty, depth),
            4 => {
                // Products in sums, in the places where they fuse and where they do not.
                let template =
                    *self.rng.pick(&["($ * $ + $)", "($ * $ - $)", "($ + $ * $)", "(-($ * $) + $)"]);
                let (a, b) = self.operands(ty, depth);
                let c = self.operand(ty, depth.saturating_sub(1));
                Node::value(ty, template, vec![a, b, c])
            }
            6 => self.library_scalar(ty, depth),
            7 => self.part_of_complex(ty, depth),
            8 => self.form(ty, depth),
            _ if self.elementary => {
                let name = *self.rng.pick(&ELEMENTARY);
                let operand = self.operand(ty, depth);
                Node::value(ty, &format!("{name}($)"), vec![operand])
            }
            _ => self.selection(ty, depth),
        }
    }

    fn int_operation(&mut self, ty: &Ty, depth: usize) -> Node {
        match self.rng.weighted(&[56, 14, 12, 10, 6, 6]) {
            0 => {
                let template = *self.rng.pick(&INT_BINARY);
                self.binary(ty, template, depth)
            }
            1 => {
                let template = *self.rng.pick(&INT_UNARY);
                let operand = self.operand(ty, depth);
                Node::value(ty, &format!("({template})"), vec![operand])
            }
            2 => self.division(ty, depth),
            4 => self.library_scalar(ty, depth),
            5 => self.form(ty, depth),
            _ => self.selection(ty, depth),
        }
    }

    /// A quotient or a remainder; the divisor is odd, or rarely anything.
    fn division(&mut self, ty: &Ty, depth: usize) -> Node {
        let op = if self.rng.chance(50) { "//" } else { "%" };
        let (a, b) = self.operands(ty, depth);
        let template = match self.rng.below(20) {
            0 => format!("($ {op} $)"),
            1..=5 => {
                let divisor = self.rng.pick(&["2", "3", "7", "8", "10"]);
                return Node::value(ty, &format!("($ {op} {}({divisor}))", ty.dtype), vec![a]);
            }
            _ => format!("($ {op} ($ | {}(1)))", ty.dtype),
        };
        Node::value(ty, &template, vec![a, b])
    }

    fn binary(&mut self, ty: &Ty, template: &str, depth: usize) -> Node {
        let (a, b) = self.operands(ty, depth);
        let template = if template.starts_with('$') { format!("({template})") } else { self.named(template) };
        Node::value(ty, &template, vec![a, b])
    }

    /// An operand that gives the result its type.
    fn operand(&mut self, ty: &Ty, depth: usize) -> Node {
        self.value(ty, depth.saturating_sub(1))
    }

    /// Two operands; one of them may be a scalar that is stretched over the other.
    pub(super) fn operands(&mut self, ty: &Ty, depth: usize) -> (Node, Node) {
        let scalar = Ty::scalar(ty.dtype);
        let (left, right) = match self.rng.below(6) {
            0 => (&scalar, ty),
            1 => (ty, &scalar),
            _ => (ty, ty),
        };
        (self.value(left, depth.saturating_sub(1)), self.value(right, depth.saturating_sub(1)))
    }

    pub(super) fn selection(&mut self, ty: &Ty, depth: usize) -> Node {
        let cond = self.value(&ty.with(DType::Bool), depth.saturating_sub(1));
        let (a, b) = self.operands(ty, depth);
        Node::value(ty, "where($, $, $)", vec![cond, a, b])
    }

    /// A conversion from another element type.
    pub(super) fn converted(&mut self, ty: &Ty, depth: usize) -> Node {
        let from = self.real_or_bool();
        let operand = self.value(&ty.with(from), depth.saturating_sub(1));
        Node::value(ty, &format!("{}($)", ty.dtype), vec![operand])
    }

    /// A bool: comparisons, connectives.
    fn condition(&mut self, depth: usize) -> Node {
        let ty = Ty::scalar(DType::Bool);
        let reductions = if self.scope.nest < 3 && !self.scope.dims.is_empty() { 6 } else { 0 };
        match self.rng.weighted(&[10, 50, 12, 6, 6, reductions, 4]) {
            0 => self.scalar_leaf(DType::Bool),
            1 => self.comparison(&ty, depth),
            2 => {
                let op = *self.rng.pick(&["and", "or"]);
                let (a, b) = (
                    self.scalar(DType::Bool, depth.saturating_sub(1)),
                    self.scalar(DType::Bool, depth.saturating_sub(1)),
                );
                Node::value(&ty, &format!("($ {op} $)"), vec![a, b])
            }
            3 => {
                let operand = self.scalar(DType::Bool, depth.saturating_sub(1));
                Node::value(&ty, "(not $)", vec![operand])
            }
            4 => {
                let op = *self.rng.pick(&["^", "&", "|"]);
                let (a, b) = (
                    self.scalar(DType::Bool, depth.saturating_sub(1)),
                    self.scalar(DType::Bool, depth.saturating_sub(1)),
                );
                Node::value(&ty, &format!("($ {op} $)"), vec![a, b])
            }
            5 => self.reduction(DType::Bool, depth),
            _ => self.converted(&ty, depth),
        }
    }

    /// A comparison, lifted where `ty` is an array.
    pub(super) fn comparison(&mut self, ty: &Ty, depth: usize) -> Node {
        let complex = self.rng.chance(3);
        let of = ty.with(if complex { DType::C128 } else { self.number() });
        let op = *self.rng.pick(if complex { &COMPARISONS[..2] } else { &COMPARISONS });
        let (a, b) = self.operands(&of, depth);
        Node::value(ty, &format!("($ {op} $)"), vec![a, b])
    }

    /// `if`, of scalars or arrays.
    pub(super) fn branches(&mut self, ty: &Ty, depth: usize) -> Node {
        let cond = self.scalar(DType::Bool, depth.saturating_sub(1));
        let (a, b) = (self.value(ty, depth.saturating_sub(1)), self.value(ty, depth.saturating_sub(1)));
        Node::value(ty, "(if $ { $ } else { $ })", vec![cond, a, b])
    }

    /// A `while` or a `loop` that works on scalars and ends soon.
    fn iteration(&mut self, dtype: DType, depth: usize) -> Node {
        let ty = Ty::scalar(dtype);
        let (acc, count) = (self.fresh("s"), self.fresh("k"));
        let init = self.scalar(dtype, depth.saturating_sub(1));
        let before = self.scope.clone();
        self.scope.nest += 1;
        self.scope.add(&count, &Ty::scalar(DType::I64), Class::Count);
        self.scope.add(&acc, &ty, Class::Value);
        let step = self.scalar(dtype, depth.saturating_sub(1));
        let rounds = 1 + self.rng.below(9);
        let template = match self.rng.below(4) {
            0 => {
                let cond = self.scalar(DType::Bool, depth.min(2));
                let template = format!(
                    "({{ var {acc} = $; loop {count} in 0..{rounds} {{ {acc} = $; if $ {{ break; }} }} {acc} }})"
                );
                self.scope = before;
                return Node::value(&ty, &template, vec![init, step, cond]);
            }
            1 => format!("({{ var {acc} = $; loop {count} in 0..{rounds} {{ {acc} = $; }} {acc} }})"),
            _ => {
                let cond = self.scalar(DType::Bool, depth.min(2));
                let template = format!(
                    "({{ var {acc} = $; var {count} = 0; while {count} < {rounds} and $ \
                     {{ {acc} = $; {count} += 1; }} {acc} }})"
                );
                self.scope = before;
                return Node::value(&ty, &template, vec![init, cond, step]);
            }
        };
        self.scope = before;
        Node::value(&ty, &template, vec![init, step])
    }
}
