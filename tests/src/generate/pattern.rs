//! Expressions that rewrites look for, which random ones rarely are.

use base::DType;

use super::Generator;
use super::tree::{Kind, Node, Ty};

/// Of one float type. `$` is an operand, `T` the type, `@` and `&&` are two leaves that stand at several places.
const FLOAT: [&str; 32] = [
    "($ + T(0.0))",
    "(T(-0.0) + $)",
    "($ * T(0.0))",
    "($ * T(1.0))",
    "($ * T(-1.0))",
    "(-$ + $)",
    "($ - -$)",
    "($ / T(3.0))",
    "($ / T(10.0))",
    "($ / T(-0.25))",
    "fma(T(-1.0), $, $)",
    "fma($, $, T(0.0))",
    "fma($, T(1.0), $)",
    "fma(-$, -$, $)",
    "max($, T(0.0))",
    "min(T(-0.0), $)",
    "max(T(-0.0), $)",
    "(@ - @)",
    "(@ / @)",
    "(if not ($ < $) { $ } else { $ })",
    "where(not ($ <= $), $, $)",
    "where(@ == @, $, $)",
    "where(@ != @, $, $)",
    "[[T(1.5), T(2.5), T(0.25)], [T(-7.75), T(0.0), T(3.0)]][1, 0]",
    "abs(-$)",
    "floor(round($))",
    // Where the sign of a zero shows.
    "signed($, @ + T(0.0))",
    "signed($, fma(@, &&, T(0.0)))",
    "signed($, max(@, T(-0.0)))",
    "(T(1.0) / (-@ * &&))",
    "atan2($, $)",
    "hypot($, $)",
];
/// Of one integer type.
const INT: [&str; 21] = [
    "(T(0) - $)",
    "((@ - &&) ^ (&& - @))",
    "((@ - &&) * (T(3) + (&& - @)))",
    "T(i8($))",
    "T(u16($))",
    "T(f32($))",
    "T(f64($) * 1.0e10)",
    "($ // T(3))",
    "($ % T(4))",
    "($ // (-@ | T(1)))",
    "($ // ~T(0))",
    "($ << T(9))",
    "($ >> T(8))",
    "($ >> T(70))",
    "max($, T(0))",
    "min($, @)",
    "where(not ($ < $), $, $)",
    "[[T(1), T(2), T(3)], [T(4), T(5), T(6)]][1, 0]",
    "(@ & ~@)",
    "(if abs($) < T(0) { T(1) } else { T(0) })",
    "abs(-$)",
];

impl Generator {
    /// A scalar expression of that type that some rewrite looks for.
    pub(super) fn pattern(&mut self, dtype: DType, depth: usize) -> Node {
        if dtype == DType::I64
            && self.rng.chance(15)
            && let Some(search) = self.search()
        {
            return search;
        }
        let template = match dtype {
            // Their elementary functions are those of `f32`.
            DType::F16 | DType::BF16 => *self.rng.pick(&FLOAT[..30]),
            _ if dtype.is_float() => *self.rng.pick(&FLOAT),
            _ => *self.rng.pick(&INT),
        };
        let shared = [self.scalar_leaf(dtype), self.scalar_leaf(dtype)].map(|leaf| leaf.to_string());
        let text = template.replace('T', dtype.name()).replace('@', &shared[0]).replace("&&", &shared[1]);
        let text = self.named(&text);
        let operands = (0..text.matches('$').count()).map(|_| self.scalar(dtype, depth.saturating_sub(1)));
        let operands: Vec<Node> = operands.collect();
        Node::value(&Ty::scalar(dtype), &text, operands)
    }

    /// The place of the first element that is not small, by a loop whose condition must not be looked at after the end.
    fn search(&mut self) -> Option<Node> {
        let arrays = self.scope.arrays(None).into_iter().map(|(_, n)| (n.text.clone(), n.ty.clone()));
        let vectors = arrays.filter(|(_, ty)| ty.rank() == 1 && ty.dtype != DType::Bool);
        let vectors: Vec<(String, Ty)> = vectors.collect();
        if vectors.is_empty() {
            return None;
        }
        let (array, ty) = self.rng.pick(&vectors).clone();
        let k = self.fresh("k");
        let test = format!("while {array}[{k}] < {}(50) ", ty.dtype);
        let text =
            format!("({{ var {k} = 0; {test}{{ {k} += 1; if {k} >= {} {{ break; }} }} {k} }})", ty.dims[0]);
        Some(Node::value(&Ty::scalar(DType::I64), &text, Vec::new()))
    }

    /// Two variables of one type change places, if there are two.
    pub(super) fn exchange(&mut self) -> Option<Node> {
        let names: Vec<(String, Ty)> =
            self.scope.assignable().iter().map(|n| (n.text.clone(), n.ty.clone())).collect();
        let (first, ty) = self.rng.pick(&names).clone();
        let others = names.into_iter().filter(|(name, other)| *name != first && *other == ty);
        let others: Vec<(String, Ty)> = others.collect();
        if others.is_empty() {
            return None;
        }
        let second = self.rng.pick(&others).0.clone();
        let kept = self.fresh("v");
        let text = format!("let {kept} = {first};\n    {first} = {second};\n    {second} = {kept};\n    ");
        Some(Node::statement(&text, Vec::new()))
    }

    /// `x[idx] op= e` whose indices are sums of two numbers, so that some occur twice; outside in a short `x`.
    pub(super) fn overlapping_scatter(&mut self, name: &str, ty: &Ty, op: &str, depth: usize) -> Node {
        let (a, b) = (self.fresh("b"), self.fresh("b"));
        let value = self.scalar(ty.dtype, depth);
        Node::statement(
            &format!("{name}[for {a} in 0..2, {b} in 0..3: {a} + {b}] {op} $;\n    "),
            vec![value],
        )
    }

    /// An entry point that is a product of two of its arguments, with something done to each element.
    pub(super) fn product_entry(&mut self, number: usize) -> Node {
        let dtype = *self.rng.pick(&[DType::F32, DType::F64, DType::F64, DType::I32]);
        let second =
            *self.rng.pick(&["x1: T[l, m]) -> T[n, m] = x0 @ x1", "x1: T[m, l]) -> T[n, m] = x0 @ x1.T"]);
        let after = *self.rng.pick(&["", " * T(2)", " - T(1)"]);
        let text = format!("pub fn entry{number}(x0: T[n, l], {second}{after};\n");
        Node::new(
            Kind::Function,
            &text.replace("T[", &format!("{dtype}[")).replace("T(", &format!("{dtype}(")),
            Vec::new(),
        )
    }

    /// A matrix product, of which one factor may lie the other way round.
    pub(super) fn matrix_product(&mut self, ty: &Ty, depth: usize) -> Node {
        let inner = self.dim();
        let (rows, columns) = (ty.dims[0].clone(), ty.dims[1].clone());
        let turned = self.rng.chance(40);
        let second = if turned { [columns, inner.clone()] } else { [inner.clone(), columns] };
        let left = self.array(&Ty::array(ty.dtype, &[rows, inner]), depth.saturating_sub(1));
        let right = self.array(&Ty::array(ty.dtype, &second), depth.saturating_sub(1));
        Node::value(ty, if turned { "($ @ ($).T)" } else { "($ @ $)" }, vec![left, right])
    }
}
