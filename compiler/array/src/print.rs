//! The text form of a program; [`crate::parse`] reads it back.
//!
//! ```text
//! func @scale(%n.0: size, %x.1: f64[%n.0], %a.2: f64) -> (f64[%n.0]) exported {
//!   %y.3: f64[%n.0] = build [%i.4 < %n.0] {
//!     %element.5: f64 = index %x.1[%i.4?]
//!     %mul.6: f64 = mul %a.2, %element.5
//!     yield %mul.6
//!   }
//!   yield %y.3
//! }
//! ```
//!
//! One statement a line, a type at every definition. Variables are numbered in the order of their definitions in the
//! text, so that the numbers a pass happens to use do not show; a question mark stands after a checked index. Spans
//! are left out.

use std::fmt::{self, Display, Write};

use base::{Atom, DType, Id, Scalar};

use crate::analysis::definition_order;
use crate::ir::{
    Binder, Block, EdgeMode, Form, Function, Loop, Op, Operand, Program, Reducer, Size, Stmt, Type, Var,
};

impl Display for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (idx, function) in self.functions.iter().enumerate() {
            if idx > 0 {
                f.write_char('\n')?;
            }
            Printer::new(self, function).function(f)?;
        }
        Ok(())
    }
}

/// A function's name as the text form writes it: quoted where it is not a plain word.
#[must_use]
pub fn function_name(name: &str) -> String {
    let plain = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.');
    if plain { format!("@{name}") } else { format!("@{}", quote(name)) }
}

/// A variable's name with what the text form cannot hold replaced.
#[must_use]
pub fn plain_name(name: &str) -> String {
    name.chars().map(|c| if c.is_alphanumeric() || "_$.".contains(c) { c } else { '_' }).collect()
}

fn quote(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A constant with its type: `1.5:f64`; a NaN by its bits, which a number would lose.
fn scalar(value: Scalar) -> String {
    if value.is_nan() { format!("{:#x}:{}", value.bits, value.dtype) } else { value.to_string() }
}

/// The word for an edge mode.
pub(crate) fn edge_name(mode: EdgeMode) -> &'static str {
    match mode {
        EdgeMode::Clamp => "clamp",
        EdgeMode::Wrap => "wrap",
        EdgeMode::Mirror => "mirror",
    }
}

type Out<'a, 'b> = &'a mut fmt::Formatter<'b>;

struct Printer<'a> {
    program: &'a Program,
    function: &'a Function,
    numbers: Vec<usize>,
}

impl<'a> Printer<'a> {
    fn new(program: &'a Program, function: &'a Function) -> Self {
        // Variables without a definition are an error that the validator reports; they still need a number.
        let count = function.vars.len();
        let mut numbers: Vec<usize> = (count..2 * count).collect();
        for (number, var) in definition_order(function).into_iter().enumerate() {
            if let Some(slot) = numbers.get_mut(var.index()) {
                *slot = number;
            }
        }
        Self { program, function, numbers }
    }

    fn var(&self, var: Var) -> String {
        match (self.function.vars.get(var), self.numbers.get(var.index())) {
            (Some(info), Some(number)) => format!("%{}.{number}", plain_name(&info.name)),
            _ => format!("%unknown.{}", var.index()),
        }
    }

    fn operand(&self, operand: &Operand) -> String {
        match operand {
            Operand::Var(var) => self.var(*var),
            Operand::Const(value) => scalar(*value),
        }
    }

    fn operands(&self, operands: &[Operand]) -> String {
        operands.iter().map(|operand| self.operand(operand)).collect::<Vec<_>>().join(", ")
    }

    /// Terms in the order of the printed variables, the constant last, so that the text does not show which numbers
    /// the variables have.
    fn size(&self, size: &Size) -> String {
        let mut terms: Vec<(Vec<String>, i64)> = Vec::new();
        for (atoms, coefficient) in size.terms() {
            let mut keyed: Vec<(usize, String)> = atoms.iter().map(|atom| self.atom(atom)).collect();
            keyed.sort();
            terms.push((keyed.into_iter().map(|(_, text)| text).collect(), coefficient));
        }
        let key = |atoms: &[String]| {
            let number =
                |text: &String| text.rsplit('.').next().and_then(|n| n.parse().ok()).unwrap_or(usize::MAX);
            (atoms.is_empty(), atoms.iter().map(number).collect::<Vec<_>>(), atoms.to_vec())
        };
        terms.sort_by_cached_key(|(atoms, _)| key(atoms));
        sum(&terms)
    }

    fn atom(&self, atom: &Atom<Var>) -> (usize, String) {
        match atom {
            Atom::Var(var) => (self.numbers.get(var.index()).copied().unwrap_or(usize::MAX), self.var(*var)),
            Atom::FloorDiv(a, b) => (usize::MAX, format!("(({}) // ({}))", self.size(a), self.size(b))),
        }
    }

    fn ty(&self, ty: &Type) -> String {
        if ty.shape.is_empty() {
            return ty.dtype.name().to_string();
        }
        let dims: Vec<String> = ty.shape.iter().map(|size| self.size(size)).collect();
        format!("{}[{}]", ty.dtype, dims.join(", "))
    }

    fn typed(&self, var: Var) -> String {
        match self.function.vars.get(var) {
            Some(info) => format!("{}: {}", self.var(var), self.ty(&info.ty)),
            None => self.var(var),
        }
    }

    fn binders(&self, binders: &[Binder]) -> String {
        let one = |binder: &Binder| format!("{} < {}", self.var(binder.var), self.size(&binder.extent));
        format!("[{}]", binders.iter().map(one).collect::<Vec<_>>().join(", "))
    }

    fn function(&self, f: Out<'_, '_>) -> fmt::Result {
        let function = self.function;
        let sizes = function.sizes.iter().map(|&var| format!("{}: size", self.var(var)));
        let params = function.params.iter().enumerate().map(|(i, &var)| {
            let inout = if function.inout.contains(&i) { "inout " } else { "" };
            format!("{inout}{}", self.typed(var))
        });
        let header: Vec<String> = sizes.chain(params).collect();
        let results: Vec<String> = function.results.iter().map(|ty| self.ty(ty)).collect();
        write!(
            f,
            "func {}({}) -> ({})",
            function_name(&function.name),
            header.join(", "),
            results.join(", ")
        )?;
        if function.exported {
            f.write_str(" exported")?;
        }
        if function.frame {
            f.write_str(" frame")?;
        }
        for (idx, fact) in function.nonnegative.iter().enumerate() {
            f.write_str(if idx == 0 { " where " } else { ", " })?;
            write!(f, "{} >= 0", self.size(fact))?;
        }
        f.write_char(' ')?;
        self.block(f, &function.body, 0)?;
        f.write_char('\n')
    }

    fn block(&self, f: Out<'_, '_>, block: &Block, depth: usize) -> fmt::Result {
        f.write_str("{\n")?;
        for stmt in &block.stmts {
            self.stmt(f, stmt, depth + 1)?;
        }
        let space = if block.results.is_empty() { "" } else { " " };
        writeln!(f, "{:depth$}  yield{space}{}", "", self.operands(&block.results), depth = 2 * depth)?;
        write!(f, "{:depth$}}}", "", depth = 2 * depth)
    }

    fn stmt(&self, f: Out<'_, '_>, stmt: &Stmt, depth: usize) -> fmt::Result {
        write!(f, "{:depth$}", "", depth = 2 * depth)?;
        let outs: Vec<String> = stmt.outs.iter().map(|&var| self.typed(var)).collect();
        if !outs.is_empty() {
            write!(f, "{} = ", outs.join(", "))?;
        }
        self.op(f, &stmt.op, depth)?;
        f.write_char('\n')
    }

    fn op(&self, f: Out<'_, '_>, op: &Op, depth: usize) -> fmt::Result {
        let operands = |operands: &[&Operand]| {
            operands.iter().map(|operand| self.operand(operand)).collect::<Vec<_>>().join(", ")
        };
        match op {
            Op::Size(size) => write!(f, "size {}", self.size(size)),
            Op::Copy(x) => write!(f, "copy {}", self.operand(x)),
            Op::Unary(op, x) => write!(f, "{op} {}", self.operand(x)),
            Op::Binary(op, a, b) => write!(f, "{op} {}", operands(&[a, b])),
            Op::Compare(op, a, b) => write!(f, "{op} {}", operands(&[a, b])),
            Op::Fma(a, b, c) => write!(f, "fma {}", operands(&[a, b, c])),
            Op::Convert(dtype, x) => write!(f, "convert {dtype} {}", self.operand(x)),
            Op::Select(cond, a, b) => write!(f, "select {}", operands(&[cond, a, b])),
            Op::Edge { mode, index, extent } => {
                write!(f, "edge {} {}, {}", edge_name(*mode), self.operand(index), self.size(extent))
            }
            Op::Index { array, indices, checked } => {
                let mark = |(index, &checked): (&Operand, &bool)| {
                    format!("{}{}", self.operand(index), if checked { "?" } else { "" })
                };
                let indices: Vec<String> = indices.iter().zip(checked).map(mark).collect();
                write!(f, "index {}[{}]", self.var(*array), indices.join(", "))
            }
            Op::Assert { cond, failure } => {
                let status = failure.status as i32;
                write!(f, "assert {}, {status} {}", self.operand(cond), quote(&failure.message))?;
                write!(f, " ({})", self.operands(&failure.args))
            }
            Op::Literal { dtype, shape, elements } => self.literal(f, *dtype, shape, elements),
            Op::Call { function, sizes, args } => {
                let name = self.program.functions.get(*function).map_or("?", |callee| &callee.name);
                let sizes: Vec<String> = sizes.iter().map(|size| self.size(size)).collect();
                let name = function_name(name);
                write!(f, "call {name} [{}] ({})", sizes.join(", "), self.operands(args))
            }
            Op::Apply { function, args } => {
                let name = self.program.functions.get(*function).map_or("?", |callee| &callee.name);
                write!(f, "apply {} ({})", function_name(name), self.operands(args))
            }
            _ => self.nested(f, op, depth),
        }
    }

    fn literal(&self, f: Out<'_, '_>, dtype: DType, shape: &[i64], elements: &[Operand]) -> fmt::Result {
        let dims: Vec<String> = shape.iter().map(i64::to_string).collect();
        write!(f, "literal {dtype}[{}] ({})", dims.join(", "), self.operands(elements))
    }

    /// Operations with blocks.
    fn nested(&self, f: Out<'_, '_>, op: &Op, depth: usize) -> fmt::Result {
        match op {
            Op::Build { binders, body } => {
                write!(f, "build {} ", self.binders(binders))?;
                self.block(f, body, depth)
            }
            Op::Reduce { binders, body, reducer, form } => {
                f.write_str(if *form == Form::Loop { "reduce loop " } else { "reduce array " })?;
                self.reducer(f, reducer, depth)?;
                write!(f, " {} ", self.binders(binders))?;
                self.block(f, body, depth)
            }
            Op::Scan { binder, body, reducer } => {
                f.write_str("scan ")?;
                self.reducer(f, reducer, depth)?;
                write!(f, " {} ", self.binders(std::slice::from_ref(binder)))?;
                self.block(f, body, depth)
            }
            Op::Update { array, binders, body, op, checked, distinct, apart } => {
                let marks: Vec<&str> = checked.iter().map(|&c| if c { "?" } else { "_" }).collect();
                write!(f, "update {}[{}] ", self.var(*array), marks.join(", "))?;
                if let Some(op) = op {
                    write!(f, "{op} ")?;
                }
                f.write_str(if *distinct { "distinct " } else { "" })?;
                f.write_str(if *apart { "apart " } else { "" })?;
                write!(f, "{} ", self.binders(binders))?;
                self.block(f, body, depth)
            }
            Op::If { cond, then, otherwise } => {
                write!(f, "if {} ", self.operand(cond))?;
                self.block(f, then, depth)?;
                f.write_str(" else ")?;
                self.block(f, otherwise, depth)
            }
            Op::Loop(l) => self.sequential(f, l, depth),
            _ => base::bug!("an operation without blocks"),
        }
    }

    fn reducer(&self, f: Out<'_, '_>, reducer: &Reducer, depth: usize) -> fmt::Result {
        match reducer {
            Reducer::Op(op) => write!(f, "{op}"),
            Reducer::SumOfProducts => f.write_str("sum_of_products"),
            Reducer::ArgMin => f.write_str("argmin"),
            Reducer::ArgMax => f.write_str("argmax"),
            Reducer::User { init, combine } => {
                let params: Vec<String> = combine.params.iter().map(|&var| self.typed(var)).collect();
                write!(f, "user ({}) ({}) ", self.operands(init), params.join(", "))?;
                self.block(f, &combine.body, depth)
            }
        }
    }

    fn sequential(&self, f: Out<'_, '_>, l: &Loop, depth: usize) -> fmt::Result {
        let one = |(var, init): &(Var, Operand)| format!("{} = {}", self.typed(*var), self.operand(init));
        write!(f, "loop ({}) ", l.carried.iter().map(one).collect::<Vec<_>>().join(", "))?;
        write!(f, "{} ", self.binders(l.trip.as_slice()))?;
        if let Some(cond) = &l.cond {
            f.write_str("while ")?;
            self.block(f, cond, depth)?;
            f.write_char(' ')?;
        }
        f.write_str(if l.breaks { "do breaks " } else { "do " })?;
        f.write_str(if l.independent { "independent " } else { "" })?;
        self.block(f, &l.body, depth)
    }
}

/// `2 * n * m - k + 1`.
fn sum(terms: &[(Vec<String>, i64)]) -> String {
    if terms.is_empty() {
        return "0".into();
    }
    let mut out = String::new();
    for (idx, (atoms, coefficient)) in terms.iter().enumerate() {
        out.push_str(match (idx, *coefficient < 0) {
            (0, false) => "",
            (0, true) => "-",
            (_, false) => " + ",
            (_, true) => " - ",
        });
        let magnitude = coefficient.unsigned_abs();
        let mut factors = atoms.clone();
        if magnitude != 1 || atoms.is_empty() {
            factors.insert(0, magnitude.to_string());
        }
        out.push_str(&factors.join(" * "));
    }
    out
}
