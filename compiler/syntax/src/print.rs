//! The tree as text: one construct a line, parentheses only where the grammar needs them.
//!
//! Parsing the text gives the same tree again, places and plain comments aside. An `Error` node prints as
//! `<error>`, which does not parse.

pub(crate) mod expr;
mod stmt;

use crate::ast::*;
use std::fmt::{self, Display, Formatter, Write};

/// Writes with indentation.
struct Printer<'a, 'f> {
    out: &'a mut Formatter<'f>,
    indent: usize,
}

impl Printer<'_, '_> {
    fn text(&mut self, text: &str) -> fmt::Result {
        self.out.write_str(text)
    }

    fn show(&mut self, what: impl Display) -> fmt::Result {
        write!(self.out, "{what}")
    }

    /// Ends the line and indents the next.
    fn line(&mut self) -> fmt::Result {
        self.out.write_char('\n')?;
        for _ in 0..self.indent {
            self.out.write_str("    ")?;
        }
        Ok(())
    }

    /// `items` between commas.
    fn list<T>(&mut self, items: &[T], one: impl Fn(&mut Self, &T) -> fmt::Result) -> fmt::Result {
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                self.text(", ")?;
            }
            one(self, item)?;
        }
        Ok(())
    }

    /// A comma behind the only item of a tuple without names, which makes it one.
    fn tuple_comma(&mut self, len: usize, is_named: bool) -> fmt::Result {
        if len == 1 && !is_named { self.text(",") } else { Ok(()) }
    }

    fn docs(&mut self, marker: &str, docs: &Option<std::sync::Arc<str>>) -> fmt::Result {
        let Some(docs) = docs else { return Ok(()) };
        for line in docs.split('\n') {
            self.text(marker)?;
            if !line.is_empty() {
                self.text(" ")?;
                self.text(line)?;
            }
            self.line()?;
        }
        Ok(())
    }

    fn module(&mut self, module: &Module) -> fmt::Result {
        self.docs("#!", &module.docs)?;
        for (at, item) in module.items.iter().enumerate() {
            if at > 0 || module.docs.is_some() {
                self.line()?;
            }
            self.item(item)?;
            self.line()?;
        }
        Ok(())
    }

    fn item(&mut self, item: &Item) -> fmt::Result {
        self.docs("##", &item.docs)?;
        for attribute in &item.attributes {
            self.attribute(attribute)?;
            self.line()?;
        }
        if item.public {
            self.text("pub ")?;
        }
        match &item.kind {
            ItemKind::Function(function) => self.function(function),
            ItemKind::Struct(record) => self.record(record),
            ItemKind::Use(import) => self.import(import),
            ItemKind::Test(test) => {
                self.text("test ")?;
                self.quoted(&test.name)?;
                self.text(" ")?;
                self.block(&test.body)
            }
            ItemKind::Error => self.text("<error>"),
        }
    }

    fn attribute(&mut self, attribute: &Attribute) -> fmt::Result {
        self.show(format_args!("@{}", attribute.name))?;
        if attribute.args.is_empty() {
            return Ok(());
        }
        self.text("(")?;
        self.list(&attribute.args, |p, arg| match arg {
            AttributeArg::Name(name) => p.show(name),
            AttributeArg::Text(text) => p.quoted(text),
        })?;
        self.text(")")
    }

    fn import(&mut self, import: &Use) -> fmt::Result {
        self.text("use ")?;
        for (at, name) in import.path.iter().enumerate() {
            self.show(format_args!("{}{name}", if at > 0 { "." } else { "" }))?;
        }
        if let Some(names) = &import.names {
            self.text(".{")?;
            self.list(names, |p, name| p.show(name))?;
            self.text("}")?;
        }
        self.text(";")
    }

    fn record(&mut self, record: &Struct) -> fmt::Result {
        self.show(format_args!("struct {} {{", record.name))?;
        if record.fields.is_empty() {
            return self.text("}");
        }
        self.indent += 1;
        for field in &record.fields {
            self.line()?;
            self.docs("##", &field.docs)?;
            self.show(format_args!("{}: ", field.name))?;
            self.ty(&field.ty)?;
            self.text(",")?;
        }
        self.indent -= 1;
        self.line()?;
        self.text("}")
    }

    fn function(&mut self, function: &Function) -> fmt::Result {
        self.text(if function.is_extern() { "extern fn " } else { "fn " })?;
        self.show(&function.name)?;
        if !function.generics.is_empty() {
            self.text("<")?;
            self.list(&function.generics, |p, generic| {
                p.show(&generic.name)?;
                for (at, bound) in generic.bound.iter().enumerate() {
                    p.show(format_args!("{}{bound}", if at > 0 { " | " } else { ": " }))?;
                }
                Ok(())
            })?;
            self.text(">")?;
        }
        self.text("(")?;
        self.list(&function.params, |p, param| {
            p.show(format_args!("{}{}: ", if param.inout { "inout " } else { "" }, param.name))?;
            p.ty(&param.ty)
        })?;
        self.text(")")?;
        if let Some(result) = &function.result {
            self.text(" -> ")?;
            self.ty(result)?;
        }
        if !function.constraints.is_empty() {
            self.text(" where ")?;
            self.list(&function.constraints, |p, constraint| p.operand(constraint))?;
        }
        self.body(&function.body)
    }

    fn body(&mut self, body: &Option<Expr>) -> fmt::Result {
        match body {
            None => self.text(";"),
            Some(Expr { kind: ExprKind::Block(block), .. }) => {
                self.text(" ")?;
                self.block(block)
            }
            Some(expr) => {
                self.text(" = ")?;
                self.expr(expr)?;
                self.text(";")
            }
        }
    }

    fn ty(&mut self, ty: &TypeExpr) -> fmt::Result {
        match &ty.kind {
            TypeExprKind::Name { module, name } => {
                if let Some(module) = module {
                    self.show(format_args!("{module}."))?;
                }
                self.show(name)
            }
            TypeExprKind::Optional(inner) => {
                self.ty(inner)?;
                self.text("?")
            }
            TypeExprKind::Array { element, dims } => {
                self.ty(element)?;
                self.text("[")?;
                self.list(dims, Self::dim)?;
                self.text("]")
            }
            TypeExprKind::Tuple(fields) => {
                self.text("(")?;
                self.list(fields, |p, field| {
                    if let Some(name) = &field.name {
                        p.show(format_args!("{name}: "))?;
                    }
                    p.ty(&field.ty)
                })?;
                self.tuple_comma(fields.len(), fields.iter().any(|field| field.name.is_some()))?;
                self.text(")")
            }
            TypeExprKind::Function { params, result } => {
                self.text("fn(")?;
                self.list(params, |p, param| p.ty(param))?;
                self.text(") -> ")?;
                self.ty(result)
            }
            TypeExprKind::Error => self.text("<error>"),
        }
    }

    fn dim(&mut self, dim: &DimExpr) -> fmt::Result {
        if let Some(label) = &dim.label {
            self.show(format_args!("{label}: "))?;
        }
        match &dim.kind {
            DimKind::Size(size) => self.operand(size),
            DimKind::Rest(name) => self.show(format_args!("..{name}")),
            DimKind::Unknown => self.text("?"),
            DimKind::Any => self.text("_"),
        }
    }

    fn quoted(&mut self, text: &Text) -> fmt::Result {
        self.text("\"")?;
        for c in text.value.chars() {
            match c {
                '\n' => self.text("\\n")?,
                '\t' => self.text("\\t")?,
                '"' | '\\' => self.show(format_args!("\\{c}"))?,
                c => self.show(c)?,
            }
        }
        self.text("\"")
    }
}

impl Display for Name {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// `Display` by a method of [`Printer`].
macro_rules! display {
    ($($node:ty => $method:ident,)*) => {
        $(impl Display for $node {
            fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
                Printer { out: f, indent: 0 }.$method(self)
            }
        })*
    };
}

display! {
    Module => module,
    Item => item,
    TypeExpr => ty,
    DimExpr => dim,
    Expr => expr,
    Stmt => stmt,
    Block => block,
    Pattern => pattern,
    Literal => literal,
}
