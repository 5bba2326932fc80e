//! The text of the typed program, for `--emit=typed`: close to the source, locals with their numbers.

use std::fmt::{self, Display, Write};

use base::{IndexVec, Poly};

use super::{
    Apply, Binder, Block, Constraint, Edge, Expr, ExprKind, Form, Function, If, Index, IndexItem, Local,
    LocalId, Module, Op, Operand, Operator, Reduce, Selection, Size, Stmt, StmtKind, Type,
};

impl Display for Module {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        for function in self.functions.iter() {
            let mut printer = Printer { locals: &function.locals, module: self, out: &mut text, indent: 0 };
            printer.function(function)?;
        }
        f.write_str(&text)
    }
}

struct Printer<'a> {
    locals: &'a IndexVec<LocalId, Local>,
    module: &'a Module,
    out: &'a mut String,
    indent: usize,
}

impl Printer<'_> {
    fn name(&self, local: LocalId) -> String {
        self.locals.get(local).map_or_else(|| local.to_string(), |l| format!("{}.{}", l.name, local.0))
    }

    fn size(&self, size: &Size) -> String {
        let named: Poly<String> = size.substitute(&mut |local| Poly::var(self.name(*local)));
        named.to_string()
    }

    fn sizes(&self, sizes: &[Size]) -> String {
        sizes.iter().map(|s| self.size(s)).collect::<Vec<_>>().join(", ")
    }

    fn ty(&self, ty: &Type) -> String {
        match ty.rank() {
            0 => ty.dtype.name().to_string(),
            _ => format!("{}[{}]", ty.dtype.name(), self.sizes(&ty.shape)),
        }
    }

    fn types(&self, types: &[Type]) -> String {
        match types {
            [ty] => self.ty(ty),
            types => format!("({})", types.iter().map(|t| self.ty(t)).collect::<Vec<_>>().join(", ")),
        }
    }

    fn line(&mut self) -> fmt::Result {
        writeln!(self.out)?;
        for _ in 0..self.indent {
            self.out.write_str("    ")?;
        }
        Ok(())
    }

    fn function(&mut self, function: &Function) -> fmt::Result {
        if function.exported {
            self.out.write_str("pub ")?;
        }
        write!(self.out, "fn {}(", function.name)?;
        for (i, &param) in function.params.iter().enumerate() {
            let inout = if function.inout.contains(&i) { "inout " } else { "" };
            let text = format!("{inout}{}: {}", self.name(param), self.ty(&self.locals[param].ty));
            write!(self.out, "{}{text}", if i == 0 { "" } else { ", " })?;
        }
        let results: Vec<Type> = function.results.iter().map(|r| r.ty.clone()).collect();
        let results = self.types(&results);
        write!(self.out, ") -> {results} ")?;
        for (i, Constraint { lhs, op, rhs, .. }) in function.constraints.iter().enumerate() {
            let (lhs, rhs) = (self.size(lhs), self.size(rhs));
            write!(self.out, "{} {lhs} {op} {rhs} ", if i == 0 { "where" } else { "," })?;
        }
        self.block(&function.body)?;
        self.out.write_str("\n")
    }

    fn block(&mut self, block: &Block) -> fmt::Result {
        self.out.write_str("{")?;
        self.indent += 1;
        for stmt in &block.stmts {
            self.line()?;
            self.stmt(stmt)?;
        }
        if let Some(value) = &block.value {
            self.line()?;
            self.expr(value)?;
        }
        self.indent -= 1;
        self.line()?;
        self.out.write_str("}")
    }

    fn stmt(&mut self, stmt: &Stmt) -> fmt::Result {
        match &stmt.kind {
            StmtKind::Let { locals, value } => {
                let bound: Vec<String> = locals
                    .iter()
                    .map(|local| match local {
                        Some(local) => format!("{}: {}", self.name(*local), self.ty(&self.locals[*local].ty)),
                        None => "_".into(),
                    })
                    .collect();
                write!(self.out, "let {} = ", bound.join(", "))?;
                self.expr(value)
            }
            StmtKind::Assign { local, value } => {
                let name = self.name(*local);
                write!(self.out, "{name} = ")?;
                self.expr(value)
            }
            StmtKind::Update { local, selection, op, value } => {
                let name = self.name(*local);
                self.out.write_str(&name)?;
                self.selection(selection)?;
                match op {
                    Some(op) => write!(self.out, " {op}= ")?,
                    None => self.out.write_str(" = ")?,
                }
                self.operand(value)
            }
            StmtKind::Loop { binder, body } => {
                self.out.write_str("loop ")?;
                self.binder(binder)?;
                self.out.write_str(" ")?;
                self.block(body)
            }
            StmtKind::While { cond, body } => {
                self.out.write_str("while ")?;
                self.expr(cond)?;
                self.out.write_str(" ")?;
                self.block(body)
            }
            StmtKind::Break => self.out.write_str("break"),
            StmtKind::Continue => self.out.write_str("continue"),
            StmtKind::Return => self.out.write_str("return"),
            StmtKind::Assert { cond, message, .. } => {
                self.out.write_str("assert ")?;
                self.expr(cond)?;
                write!(self.out, ", {message:?}")
            }
            StmtKind::Eval(value) => self.expr(value),
        }
    }

    fn binder(&mut self, binder: &Binder) -> fmt::Result {
        let (name, lo, extent) = (self.name(binder.local), self.size(&binder.lo), self.size(&binder.extent));
        write!(self.out, "{name} from {lo}")?;
        if binder.step.as_constant() != Some(1) {
            write!(self.out, " by {}", self.size(&binder.step))?;
        }
        write!(self.out, " times {extent}")
    }

    fn list(&mut self, exprs: &[Expr]) -> fmt::Result {
        for (i, expr) in exprs.iter().enumerate() {
            self.out.write_str(if i == 0 { "" } else { ", " })?;
            self.expr(expr)?;
        }
        Ok(())
    }

    fn expr(&mut self, expr: &Expr) -> fmt::Result {
        match &expr.kind {
            ExprKind::Const(scalar) => write!(self.out, "{scalar}"),
            ExprKind::Local(local) => {
                let name = self.name(*local);
                self.out.write_str(&name)
            }
            ExprKind::Size(size) => {
                let size = self.size(size);
                write!(self.out, "size({size})")
            }
            ExprKind::Apply(apply) => self.apply(apply, expr),
            ExprKind::Tuple(items) => self.wrapped("(", items, ")"),
            ExprKind::Array(items) => self.wrapped("[", items, "]"),
            ExprKind::Item { tuple, index } => {
                self.expr(tuple)?;
                write!(self.out, ".{index}")
            }
            ExprKind::For(f) => {
                for (i, binder) in f.binders.iter().enumerate() {
                    self.out.write_str(if i == 0 { "(for " } else { ", " })?;
                    self.binder(binder)?;
                }
                self.out.write_str(": ")?;
                self.expr(&f.body)?;
                self.out.write_str(")")
            }
            ExprKind::Reduce(reduce) => self.reduce(reduce),
            ExprKind::Scan(scan) => {
                self.out.write_str("scan.")?;
                self.operator(&scan.operator)?;
                write!(self.out, "(axis {}, ", scan.axis)?;
                self.expr(&scan.value)?;
                self.out.write_str(")")
            }
            ExprKind::Index(index) => {
                let Index { base, selection } = &**index;
                self.expr(base)?;
                self.selection(selection)
            }
            ExprKind::Permute { value, axes } => {
                write!(self.out, "permute{axes:?}(")?;
                self.expr(value)?;
                self.out.write_str(")")
            }
            ExprKind::Expect { value } => {
                let ty = self.types(&expr.types);
                write!(self.out, "expect {ty}(")?;
                self.expr(value)?;
                self.out.write_str(")")
            }
            ExprKind::If(choice) => self.choice(choice),
            ExprKind::Block(block) => self.block(block),
        }
    }

    fn choice(&mut self, choice: &If) -> fmt::Result {
        self.out.write_str("if ")?;
        self.expr(&choice.cond)?;
        self.out.write_str(" ")?;
        self.block(&choice.then)?;
        self.out.write_str(" else ")?;
        self.block(&choice.otherwise)
    }

    fn wrapped(&mut self, open: &str, items: &[Expr], close: &str) -> fmt::Result {
        self.out.write_str(open)?;
        self.list(items)?;
        self.out.write_str(close)
    }

    fn apply(&mut self, apply: &Apply, expr: &Expr) -> fmt::Result {
        match &apply.op {
            Op::Unary(op) => write!(self.out, "{op}")?,
            Op::Binary(op) => write!(self.out, "{op}")?,
            Op::Compare(op) => write!(self.out, "{op}")?,
            Op::Fma => self.out.write_str("fma")?,
            Op::Convert => self.out.write_str(expr.ty().dtype.name())?,
            Op::Select => self.out.write_str("select")?,
            Op::Complex => self.out.write_str("complex")?,
            Op::Real => self.out.write_str("real")?,
            Op::Imag => self.out.write_str("imag")?,
            Op::Call { function, sizes } => {
                let name = self.module.functions.get(*function).map_or("?", |f| f.name.as_str());
                self.out.write_str(name)?;
                if !sizes.is_empty() {
                    let sizes = self.sizes(sizes);
                    write!(self.out, "<{sizes}>")?;
                }
            }
        }
        if !apply.frame.is_empty() {
            let frame = self.sizes(&apply.frame);
            write!(self.out, "[{frame}]")?;
        }
        self.out.write_str("(")?;
        for (i, arg) in apply.args.iter().enumerate() {
            self.out.write_str(if i == 0 { "" } else { ", " })?;
            self.operand(arg)?;
        }
        self.out.write_str(")")
    }

    fn operand(&mut self, operand: &Operand) -> fmt::Result {
        self.expr(&operand.value)?;
        if !operand.frame.is_empty() {
            let axes: Vec<String> = operand
                .frame
                .iter()
                .map(|axis| axis.map_or_else(|| "_".to_string(), |k| k.to_string()))
                .collect();
            write!(self.out, "@{}", axes.join(","))?;
        }
        Ok(())
    }

    fn operator(&mut self, operator: &Operator) -> fmt::Result {
        match operator {
            Operator::Op(op) => write!(self.out, "{op}"),
            Operator::ArgMin => self.out.write_str("argmin"),
            Operator::ArgMax => self.out.write_str("argmax"),
            Operator::User(user) => {
                let names: Vec<String> =
                    user.left.iter().chain(&user.right).map(|&local| self.name(local)).collect();
                write!(self.out, "(|{}| ", names.join(", "))?;
                self.expr(&user.body)?;
                self.out.write_str("; ")?;
                self.expr(&user.init)?;
                self.out.write_str(")")
            }
        }
    }

    fn reduce(&mut self, reduce: &Reduce) -> fmt::Result {
        self.out.write_str("reduce.")?;
        self.operator(&reduce.operator)?;
        if reduce.form == Form::Loop {
            self.out.write_str(".loop")?;
        }
        if reduce.fma_leaf {
            self.out.write_str(".fma")?;
        }
        let axes: Vec<String> = reduce.axes.iter().map(usize::to_string).collect();
        write!(self.out, "({}{}; ", axes.join(","), if reduce.keep { " keep" } else { "" })?;
        self.expr(&reduce.value)?;
        self.out.write_str(")")
    }

    fn selection(&mut self, selection: &Selection) -> fmt::Result {
        self.out.write_str("[")?;
        for (i, item) in selection.items.iter().enumerate() {
            self.out.write_str(if i == 0 { "" } else { ", " })?;
            match item {
                IndexItem::At { index, edge } => {
                    self.operand(index)?;
                    self.edge(edge)?;
                }
                IndexItem::Slice { lo, step, extent, .. } => {
                    let (lo, extent) = (self.size(lo), self.size(extent));
                    write!(self.out, "from {lo} by {step} times {extent}")?;
                }
                IndexItem::New => self.out.write_str("new")?,
            }
        }
        self.out.write_str("]")
    }

    fn edge(&mut self, edge: &Edge) -> fmt::Result {
        match edge {
            Edge::Check | Edge::Inside => Ok(()),
            Edge::Wrap => self.out.write_str(" wrap"),
            Edge::Clamp => self.out.write_str(" clamp"),
            Edge::Mirror => self.out.write_str(" mirror"),
            Edge::Fill(value) => {
                self.out.write_str(" fill ")?;
                self.expr(value)
            }
        }
    }
}
