//! The text form of the loop IR; `parse` reads it back.
//!
//! ```text
//! kernel scale {
//!   param array &x.0 [%n.0] [%sx.1]
//!   param array &y.1 [%ny.2] [%sy.3]
//!   buffer &x.0: f64 input class 0
//!   buffer &y.1: f64 output class 1
//!   for %i.4 in 0..%n.0 independent {
//!     %t.5: f64 = load &x.0[%i.4]
//!     %u.6: f64 = mul %t.5, 2.0:f64
//!     store &y.1[%i.4] = %u.6
//!   }
//! }
//! ```
//!
//! A function that kernels call stands before them: `function fn0 name { … } gives %y.3`. One statement a line, blocks in braces, `%name.3` values, `$name.3` registers, `&name.3` buffers, `site3` sites.
//! A vector type is `f64x8`. A place in the source stands behind `@` as `file:lo..hi` and is left out where unknown.

use std::fmt::{self, Display, Formatter, Write};

use base::{Poly, Span};

use crate::ir::{
    Access, Affine, Block, Buffer, Function, Kernel, Lanes, Length, LoopKind, Op, Operand, Param, Plan,
    Program, Reduce, Reducer, Register, Scan, SiteInfo, Stmt, Storage, Ty, Value,
};

impl Display for Program {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (function, Function { code, result }) in self.functions.iter_ids() {
            writeln!(f, "function {function} {}{} {{", code.name, span(code.span))?;
            let mut printer = Printer { kernel: code, out: f, indent: 1 };
            printer.code()?;
            let result = printer.operand(result);
            writeln!(f, "}} gives {result}\n")?;
        }
        for (i, kernel) in self.kernels.iter().enumerate() {
            if i > 0 {
                writeln!(f)?;
            }
            write!(f, "{kernel}")?;
        }
        Ok(())
    }
}

impl Display for Kernel {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut printer = Printer { kernel: self, out: f, indent: 1 };
        printer.kernel()
    }
}

impl Display for Ty {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self.dtype.name())?;
        if self.lanes == 1 { Ok(()) } else { write!(f, "x{}", self.lanes) }
    }
}

impl Display for LoopKind {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            LoopKind::Serial => f.write_str("serial"),
            LoopKind::Independent => f.write_str("independent"),
            LoopKind::Parallel { grain } => write!(f, "parallel({grain})"),
            LoopKind::Vector(lanes) => write!(f, "vector({lanes})"),
            LoopKind::ThenScalar(lanes) => write!(f, "then_scalar({lanes})"),
            LoopKind::Masked(lanes) => write!(f, "masked({lanes})"),
            LoopKind::Unrolled => f.write_str("unrolled"),
        }
    }
}

impl Display for Plan {
    /// With a space in front; nothing for a serial one.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Plan::Serial => Ok(()),
            Plan::Lanes => f.write_str(" lanes"),
            Plan::Parallel(grain) => write!(f, " parallel({grain})"),
        }
    }
}

/// A name with what the reader does not take replaced.
pub(crate) fn clean(name: &str) -> String {
    name.chars().map(|c| if c.is_alphanumeric() || c == '_' { c } else { '_' }).collect()
}

/// Characters as in a string literal of the text form.
pub(crate) fn quote(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            _ => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

struct Printer<'a, 'f> {
    kernel: &'a Kernel,
    out: &'a mut Formatter<'f>,
    indent: usize,
}

fn list<T>(items: &[T], one: impl FnMut(&T) -> String) -> String {
    items.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn span(span: Span) -> String {
    if span == Span::none() { String::new() } else { format!(" @{}:{}..{}", span.file.0, span.lo, span.hi) }
}

impl Printer<'_, '_> {
    fn value(&self, value: Value) -> String {
        let name = self.kernel.values.get(value).map_or(String::new(), |info| clean(&info.name));
        format!("%{name}.{}", value.0)
    }
    fn typed(&self, value: Value) -> String {
        format!("{}: {}", self.value(value), self.kernel.values[value].ty)
    }
    fn register(&self, register: Register) -> String {
        let name = self.kernel.registers.get(register).map_or(String::new(), |info| clean(&info.name));
        format!("${name}.{}", register.0)
    }
    fn buffer(&self, buffer: Buffer) -> String {
        let name = self.kernel.buffers.get(buffer).map_or(String::new(), |info| clean(&info.name));
        format!("&{name}.{}", buffer.0)
    }
    fn poly(&self, poly: &Affine) -> String {
        let named: Poly<String> = poly.substitute(&mut |value| Poly::var(self.value(*value)));
        named.to_string()
    }
    fn operand(&self, operand: &Operand) -> String {
        match operand {
            Operand::Value(value) => self.value(*value),
            Operand::Const(scalar) => scalar.to_string(),
        }
    }
    fn operands(&self, operands: &[Operand]) -> String {
        list(operands, |operand| self.operand(operand))
    }
    fn access(&self, access: &Access) -> String {
        let pattern = match &access.lanes {
            Lanes::Scalar => String::new(),
            Lanes::Contiguous => "; lanes".into(),
            Lanes::Strided(step) => format!("; step {}", self.operand(step)),
            Lanes::Gather(offsets) => format!("; offsets {}", self.value(*offsets)),
        };
        format!("{}[{}{pattern}]", self.buffer(access.buffer), self.poly(&access.base))
    }
    fn mask(&self, mask: Option<Value>) -> String {
        mask.map_or(String::new(), |mask| format!(" mask {}", self.value(mask)))
    }

    fn line(&mut self, text: &str) -> fmt::Result {
        for _ in 0..self.indent {
            self.out.write_str("  ")?;
        }
        self.out.write_str(text)?;
        self.out.write_char('\n')
    }
    fn inner(&mut self, block: &Block) -> fmt::Result {
        self.indent += 1;
        self.block(block)?;
        self.indent -= 1;
        Ok(())
    }
    fn block(&mut self, block: &Block) -> fmt::Result {
        block.iter().try_for_each(|stmt| self.stmt(stmt))
    }

    fn kernel(&mut self) -> fmt::Result {
        let kernel = self.kernel;
        writeln!(self.out, "kernel {}{} {{", kernel.name, span(kernel.span))?;
        self.code()?;
        self.out.write_str("}\n")
    }
    /// What stands between the braces.
    fn code(&mut self) -> fmt::Result {
        let kernel = self.kernel;
        for param in &kernel.params {
            self.param(param)?;
        }
        for (buffer, info) in kernel.buffers.iter_ids() {
            let storage = match &info.storage {
                Storage::Input => "input".into(),
                Storage::Output => "output".into(),
                Storage::Arena => "arena".into(),
                Storage::Stack(elements) => format!("stack({elements})"),
                Storage::Constant(elements) => format!("constant [{}]", list(elements, ToString::to_string)),
            };
            let name = self.buffer(buffer);
            self.line(&format!("buffer {name}: {} {storage} class {}", info.dtype.name(), info.class))?;
        }
        for (register, info) in kernel.registers.iter_ids() {
            let name = self.register(register);
            self.line(&format!("register {name}: {}", info.ty))?;
        }
        for (site, SiteInfo { status, message, span: place }) in kernel.sites.iter_ids() {
            self.line(&format!("{site} {status:?} {}{}", quote(message), span(*place)))?;
        }
        self.block(&kernel.body)
    }
    fn param(&mut self, param: &Param) -> fmt::Result {
        let text = match param {
            Param::Scalar(value) => format!("scalar {}", self.typed(*value)),
            Param::Array { buffer, extents, strides } => format!(
                "array {} [{}] [{}]",
                self.buffer(*buffer),
                list(extents, |value| self.value(*value)),
                list(strides, |value| self.value(*value))
            ),
            Param::ScalarPlace(buffer) => format!("result {}", self.buffer(*buffer)),
            Param::Frame(value) => format!("frame {}", self.value(*value)),
            Param::FrameArray(buffer) => format!("framed {}", self.buffer(*buffer)),
        };
        self.line(&format!("param {text}"))
    }

    fn stmt(&mut self, stmt: &Stmt) -> fmt::Result {
        match stmt {
            Stmt::Let { value, op } => {
                let text = format!("{} = {}", self.typed(*value), self.op(op));
                self.line(&text)
            }
            Stmt::Set { register, value, mask } => {
                let (register, value) = (self.register(*register), self.operand(value));
                self.line(&format!("set {register} = {value}{}", self.mask(*mask)))
            }
            Stmt::Store { access, value, mask } => {
                let (access, value) = (self.access(access), self.operand(value));
                self.line(&format!("store {access} = {value}{}", self.mask(*mask)))
            }
            Stmt::For(l) => {
                let (var, lo, hi) = (self.value(l.var), self.poly(&l.lo), self.poly(&l.hi));
                self.line(&format!("for {var} in {lo}..{hi} {}{} {{", l.kind, span(l.span)))?;
                self.inner(&l.body)?;
                self.line("}")
            }
            Stmt::While { test, cond, body } => {
                self.line("while {")?;
                self.inner(test)?;
                self.line(&format!("}} holds {} {{", self.operand(cond)))?;
                self.inner(body)?;
                self.line("}")
            }
            Stmt::If { cond, then, otherwise } => {
                self.line(&format!("if {} {{", self.operand(cond)))?;
                self.inner(then)?;
                if !otherwise.is_empty() {
                    self.line("} else {")?;
                    self.inner(otherwise)?;
                }
                self.line("}")
            }
            Stmt::Check { ok, mask, site, args } => {
                let (ok, args, mask) = (self.operand(ok), self.operands(args), self.mask(*mask));
                self.line(&format!("check {ok} {site} ({args}){mask}"))
            }
            Stmt::Alloc { buffer, extent, site } => {
                let site = site.map_or_else(String::new, |site| format!(" else {site}"));
                let text = format!("alloc {}, {}{site}", self.buffer(*buffer), self.poly(extent));
                self.line(&text)
            }
            Stmt::Swap(a, b) => {
                let text = format!("swap {}, {}", self.buffer(*a), self.buffer(*b));
                self.line(&text)
            }
            Stmt::Reduce(reduce) => self.reduce(reduce),
            Stmt::Scan(scan) => self.scan(scan),
        }
    }
    fn reduce(&mut self, reduce: &Reduce) -> fmt::Result {
        let Reduce {
            results,
            into,
            binders,
            body,
            leaves,
            reducer,
            array_form,
            empty,
            plan,
            strip,
            length,
            span: place,
        } = reduce;
        let form = if *array_form { "array" } else { "loop" };
        let empty = empty.map_or(String::new(), |site| format!(" empty {site}"));
        let strip = strip.map_or(String::new(), |lanes| format!(" strip({lanes})"));
        let length = match length {
            Length::Any => "",
            Length::Short => " short",
            Length::Long => " long",
        };
        let into = into.map_or(String::new(), |buffer| format!(" into {}", self.buffer(buffer)));
        let head = format!(
            "reduce {}{into} over {} {form} {}{empty}{plan}{strip}{length}{} {{",
            list(results, |register| self.register(*register)),
            list(binders, |(var, extent)| format!("{} in {}", self.value(*var), self.poly(extent))),
            self.reducer_name(reducer),
            span(*place)
        );
        self.line(&head)?;
        self.inner(body)?;
        let end = self.combine(reducer)?;
        self.line(&format!("}} {end}leaves {}", self.operands(leaves)))
    }
    fn scan(&mut self, scan: &Scan) -> fmt::Result {
        let Scan { binder: (var, extent), body, leaves, reducer, outputs, plan, span: place } = scan;
        let (var, extent, name) = (self.value(*var), self.poly(extent), self.reducer_name(reducer));
        self.line(&format!("scan over {var} in {extent} {name}{plan}{} {{", span(*place)))?;
        self.inner(body)?;
        let end = self.combine(reducer)?;
        let outputs = list(outputs, |access| self.access(access));
        self.line(&format!("}} {end}leaves {} to {outputs}", self.operands(leaves)))
    }
    fn reducer_name(&self, reducer: &Reducer) -> String {
        match reducer {
            Reducer::Op(op) => op.to_string(),
            Reducer::SumOfProducts => "sumproduct".into(),
            Reducer::ArgMin => "argmin".into(),
            Reducer::ArgMax => "argmax".into(),
            Reducer::User { init, .. } => format!("user({})", self.operands(init)),
        }
    }
    /// Prints a user's operator; gives what stands behind its closing brace.
    fn combine(&mut self, reducer: &Reducer) -> Result<String, fmt::Error> {
        let Reducer::User { left, right, body, result, .. } = reducer else { return Ok(String::new()) };
        let (left, right) = (list(left, |v| self.typed(*v)), list(right, |v| self.typed(*v)));
        self.line(&format!("}} combine ({left}), ({right}) {{"))?;
        self.inner(body)?;
        Ok(format!("gives {} ", self.operands(result)))
    }

    fn op(&self, op: &Op) -> String {
        let x = |operand: &Operand| self.operand(operand);
        match op {
            Op::Index(poly) => format!("index {}", self.poly(poly)),
            Op::Unary(op, a) => format!("{op} {}", x(a)),
            Op::Binary(op, a, b) => format!("{op} {}, {}", x(a), x(b)),
            Op::Compare(op, a, b) => format!("{op} {}, {}", x(a), x(b)),
            Op::Fma(a, b, c) => format!("fma {}, {}, {}", x(a), x(b), x(c)),
            Op::Convert(dtype, a) => format!("convert {}, {}", dtype.name(), x(a)),
            Op::Select(c, a, b) => format!("select {}, {}, {}", x(c), x(a), x(b)),
            Op::Call(function, args) => format!("call {function} ({})", self.operands(args)),
            Op::Load(access, mask) => format!("load {}{}", self.access(access), self.mask(*mask)),
            Op::Get(register) => format!("get {}", self.register(*register)),
            Op::Splat(a, lanes) => format!("splat {}, {lanes}", x(a)),
            Op::Iota(dtype, lanes) => format!("iota {}, {lanes}", dtype.name()),
            Op::Extract(a, lane) => format!("extract {}, {lane}", x(a)),
            Op::FoldLanes(op, a) => format!("foldlanes {op}, {}", x(a)),
            Op::Shuffle(a, b, lanes) => {
                format!("shuffle {}, {}, [{}]", x(a), x(b), list(lanes, ToString::to_string))
            }
            Op::Any(a) => format!("any {}", x(a)),
            Op::All(a) => format!("all {}", x(a)),
            Op::FirstActive(a, mask) => format!("firstactive {}, {}", x(a), self.value(*mask)),
            Op::FirstLanes(a, lanes) => format!("firstlanes {}, {lanes}", x(a)),
            Op::Lead(access, bytes) => format!("lead {}, {bytes}", self.access(access)),
            Op::Anew(a, b) => format!("anew {}, {}", x(a), x(b)),
        }
    }
}
