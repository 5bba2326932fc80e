//! Headers of functions: type variables, parameters, sizes, results, constraints.
//!
//! A header does not depend on the instance: only the element types of its locals do. Parameter number `i` is local
//! `i`, size variable number `j` local `params.len() + j`, in every instance.

use std::collections::BTreeSet;

use base::{CmpOp, Code, DType, Diagnostic, Span};
use syntax::ast::{self, BinaryOp, DimKind, ExprKind, Name, TypeExpr, TypeExprKind};

use crate::sizes::{self, SizeError};
use crate::typed::{Constraint, LocalId, Size};
use crate::{notyet, suggest, types};

/// Most instances that one definition may have.
const MAX_INSTANCES: usize = 256;

/// An element type in a header.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Pat {
    /// This type.
    Exact(DType),
    /// The type variable of that number.
    Var(usize),
}

/// How narrowly a type is written; the narrower wins among overloads.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Breadth {
    /// One type.
    Exact,
    /// `f32 | f64`.
    Set,
    /// `num`.
    Kind,
}

/// A type variable.
#[derive(Clone, Debug)]
pub(crate) struct Generic {
    pub(crate) name: Name,
    pub(crate) set: Vec<DType>,
    pub(crate) breadth: Breadth,
}

/// A parameter.
#[derive(Clone, Debug)]
pub(crate) struct HeaderParam {
    pub(crate) name: Name,
    pub(crate) dtype: Pat,
    /// How many core dimensions it has.
    pub(crate) rank: usize,
    pub(crate) shape: Vec<Size>,
    /// Whether it stands in sizes or constraints, and so cannot be lifted.
    pub(crate) in_sizes: bool,
}

/// A size variable.
#[derive(Clone, Debug)]
pub(crate) struct HeaderSize {
    /// None for `_`.
    pub(crate) name: Option<Name>,
    pub(crate) param: usize,
    pub(crate) axis: usize,
    pub(crate) span: Span,
}

/// A result.
#[derive(Clone, Debug)]
pub(crate) struct HeaderResult {
    pub(crate) name: Option<Name>,
    pub(crate) dtype: Pat,
    pub(crate) shape: Vec<Size>,
    pub(crate) span: Span,
}

/// A function's header.
#[derive(Clone, Debug)]
pub(crate) struct Header {
    pub(crate) generics: Vec<Generic>,
    pub(crate) params: Vec<HeaderParam>,
    pub(crate) sizes: Vec<HeaderSize>,
    pub(crate) results: Vec<HeaderResult>,
    pub(crate) constraints: Vec<Constraint>,
}

impl Header {
    /// The local of size variable number `j`.
    pub(crate) fn size_local(&self, j: usize) -> LocalId {
        local(self.params.len() + j)
    }

    /// The types of the type variables, for every instance; one empty list without type variables.
    pub(crate) fn instances(&self) -> Vec<Vec<DType>> {
        let mut all: Vec<Vec<DType>> = vec![Vec::new()];
        for generic in &self.generics {
            all = all
                .iter()
                .flat_map(|types| generic.set.iter().map(move |&dtype| [types.as_slice(), &[dtype]].concat()))
                .collect();
        }
        all
    }

    /// The types that `pat` may be.
    pub(crate) fn set(&self, pat: Pat) -> Vec<DType> {
        match pat {
            Pat::Exact(dtype) => vec![dtype],
            Pat::Var(k) => self.generics[k].set.clone(),
        }
    }

    pub(crate) fn breadth(&self, pat: Pat) -> Breadth {
        match pat {
            Pat::Exact(_) => Breadth::Exact,
            Pat::Var(k) => self.generics[k].breadth,
        }
    }
}

/// The type that `pat` is in the instance with these types.
pub(crate) fn instantiate(pat: Pat, dtypes: &[DType]) -> DType {
    match pat {
        Pat::Exact(dtype) => dtype,
        Pat::Var(k) => dtypes[k],
    }
}

fn local(index: usize) -> LocalId {
    <LocalId as base::Id>::from_index(index)
}

/// Reads a header; none if it has mistakes that leave it without meaning.
pub(crate) fn read_header(
    function: &ast::Function,
    records: &BTreeSet<&str>,
) -> (Option<Header>, Vec<Diagnostic>) {
    let mut reader = Reader {
        header: Header {
            generics: Vec::new(),
            params: Vec::new(),
            sizes: Vec::new(),
            results: Vec::new(),
            constraints: Vec::new(),
        },
        diagnostics: Vec::new(),
        records,
        mentions_record: false,
    };
    reader.read(function);
    let failed = reader.diagnostics.iter().any(Diagnostic::is_error)
        || reader.mentions_record
        || has_error_nodes(function);
    ((!failed).then_some(reader.header), reader.diagnostics)
}

/// Whether the parser has left a hole in the header; it has told of it.
fn has_error_nodes(function: &ast::Function) -> bool {
    let types = function.params.iter().map(|p| &p.ty).chain(&function.result);
    let mut stack: Vec<&TypeExpr> = types.collect();
    while let Some(ty) = stack.pop() {
        match &ty.kind {
            TypeExprKind::Error => return true,
            TypeExprKind::Array { element, .. } => stack.push(element),
            TypeExprKind::Tuple(fields) => stack.extend(fields.iter().map(|field| &field.ty)),
            _ => {}
        }
    }
    function.constraints.iter().any(|c| matches!(c.kind, ExprKind::Error))
}

struct Reader<'r> {
    header: Header,
    diagnostics: Vec<Diagnostic>,
    records: &'r BTreeSet<&'r str>,
    mentions_record: bool,
}

impl Reader<'_> {
    fn read(&mut self, function: &ast::Function) {
        if function.is_extern() {
            self.diagnostics.push(notyet::not_yet(Code::E0907, function.header, "`extern` functions"));
            return;
        }
        function.generics.iter().for_each(|generic| self.generic(generic));
        let mut dims = Vec::new();
        for param in &function.params {
            dims.push(self.param(param));
        }
        self.bind_sizes(&dims);
        for (i, dims) in dims.iter().enumerate() {
            self.header.params[i].shape = self.shape(dims, Some(i));
        }
        if let Some(result) = &function.result {
            self.results(result);
        }
        function.constraints.iter().for_each(|constraint| self.constraint(constraint));
        self.mark_sizes();
        for (k, generic) in function.generics.iter().enumerate() {
            if !self.header.params.iter().any(|p| p.dtype == Pat::Var(k)) {
                let message = format!("no parameter has the type `{}`", generic.name.text);
                self.diagnostics.push(
                    Diagnostic::error(Code::E0133, message)
                        .primary(generic.span, "a call could not tell which type is meant"),
                );
            }
        }
        if self.header.instances().len() > MAX_INSTANCES {
            let message = format!("`{}` would have more than {MAX_INSTANCES} instances", function.name.text);
            let label = "write the sets of types that are needed";
            self.diagnostics.push(Diagnostic::error(Code::E0133, message).primary(function.header, label));
            // Nobody may count them again.
            self.header.generics.clear();
        }
    }

    fn generic(&mut self, generic: &ast::GenericParam) {
        if self.header.generics.len() >= 4 || DType::from_name(&generic.name.text).is_some() {
            let message = format!("`{}` cannot be a type variable here", generic.name.text);
            let label = "at most four, with names of their own";
            self.diagnostics.push(Diagnostic::error(Code::E0105, message).primary(generic.name.span, label));
            return;
        }
        let (set, breadth) = match generic.bound.as_slice() {
            [] => (types::SUPPORTED.to_vec(), Breadth::Kind),
            [kind] if types::kind_set(&kind.text).is_some() => {
                (types::kind_set(&kind.text).unwrap_or_default(), Breadth::Kind)
            }
            names => {
                let mut set = Vec::new();
                for name in names {
                    if let Some(dtype) = self.dtype(name)
                        && !set.contains(&dtype)
                    {
                        set.push(dtype);
                    }
                }
                if set.is_empty()
                    && let Some(told) = self.diagnostics.last_mut()
                {
                    told.notes.push("kinds are num, int, uint, real, float and any".into());
                }
                (set, Breadth::Set)
            }
        };
        self.header.generics.push(Generic { name: generic.name.clone(), set, breadth });
    }

    fn dtype(&mut self, name: &Name) -> Option<DType> {
        match notyet::named_dtype(name) {
            Ok(dtype) => Some(dtype),
            Err(_) if self.records.contains(&*name.text) => {
                self.mentions_record = true;
                None
            }
            Err(diagnostic) => {
                self.diagnostics.push(diagnostic);
                None
            }
        }
    }

    /// Reads a parameter's element type and gives its dimensions.
    fn param<'t>(&mut self, param: &'t ast::Param) -> &'t [ast::DimExpr] {
        if param.inout {
            self.diagnostics.push(notyet::not_yet(Code::E0909, param.span, "`inout` parameters"));
        }
        if let Some(other) = self.header.params.iter().find(|p| p.name.text == param.name.text) {
            self.diagnostics.push(defined_twice(&param.name, other.name.span));
        }
        let (dtype, dims) = self.leaf(&param.ty);
        self.header.params.push(HeaderParam {
            name: param.name.clone(),
            dtype: dtype.unwrap_or(Pat::Exact(DType::F64)),
            rank: dims.len(),
            shape: Vec::new(),
            in_sizes: false,
        });
        dims
    }

    /// The element type and the dimensions of a type that is one array.
    fn leaf<'t>(&mut self, ty: &'t TypeExpr) -> (Option<Pat>, &'t [ast::DimExpr]) {
        match &ty.kind {
            TypeExprKind::Array { element, dims } => (self.leaf(element).0, dims),
            TypeExprKind::Name { module: None, name } => {
                let var = self.header.generics.iter().position(|g| g.name.text == name.text);
                (var.map(Pat::Var).or_else(|| self.dtype(name).map(Pat::Exact)), &[])
            }
            TypeExprKind::Error => (None, &[]),
            _ => {
                self.diagnostics.push(notyet::type_expr(ty));
                (None, &[])
            }
        }
    }

    /// Gives every name that stands alone as a dimension its size variable.
    fn bind_sizes(&mut self, dims: &[&[ast::DimExpr]]) {
        for (param, dims) in dims.iter().enumerate() {
            for (axis, dim) in dims.iter().enumerate() {
                let name = match &dim.kind {
                    DimKind::Any => None,
                    DimKind::Size(size) => match size.as_name() {
                        Some(name) if self.lookup(&name.text).is_none() => Some(name.clone()),
                        _ => continue,
                    },
                    _ => continue,
                };
                if let Some(name) = &name
                    && let Some(param) = self.header.params.iter().find(|p| p.name.text == name.text)
                {
                    let other = param.name.span;
                    let twice = defined_twice(name, other).note(
                        "a parameter is a size if its type is `i64`; sizes and values share their names",
                    );
                    self.diagnostics.push(twice);
                }
                self.header.sizes.push(HeaderSize { name, param, axis, span: dim.span });
            }
        }
    }

    /// The size that a name means: a size variable, or an `i64` parameter.
    fn lookup(&self, name: &str) -> Option<Size> {
        let is_size =
            |p: &HeaderParam| &*p.name.text == name && p.dtype == Pat::Exact(DType::I64) && p.rank == 0;
        let by_param = self.header.params.iter().position(is_size);
        if let Some(i) = by_param {
            return Some(Size::var(local(i)));
        }
        let is_size = |size: &HeaderSize| size.name.as_ref().is_some_and(|n| &*n.text == name);
        self.header.sizes.iter().position(is_size).map(|j| Size::var(self.header.size_local(j)))
    }

    fn shape(&mut self, dims: &[ast::DimExpr], param: Option<usize>) -> Vec<Size> {
        let mut shape = Vec::new();
        for (axis, dim) in dims.iter().enumerate() {
            if dim.label.is_some() {
                self.diagnostics.push(notyet::not_yet(Code::E0903, dim.span, "labelled dimensions"));
            }
            let size = match &dim.kind {
                DimKind::Size(expr) => self.size(expr),
                DimKind::Any if param.is_some() => {
                    let at = self.header.sizes.iter().position(|s| Some(s.param) == param && s.axis == axis);
                    at.map(|j| Size::var(self.header.size_local(j)))
                }
                _ => {
                    self.diagnostics.push(notyet::dimension(dim));
                    None
                }
            };
            shape.push(size.unwrap_or_else(|| Size::constant(1)));
        }
        shape
    }

    fn size(&mut self, expr: &ast::Expr) -> Option<Size> {
        let size = sizes::read_size(expr, &mut |name| self.lookup(name));
        match size {
            Ok(size) => Some(size),
            Err(SizeError::Silent) => None,
            Err(SizeError::Unknown(name)) => {
                self.diagnostics.push(self.unknown_size(&name));
                None
            }
            Err(SizeError::Form(span)) => {
                let error = Diagnostic::error(Code::E0202, "this is no size")
                    .primary(span, "sizes are made of integers, size variables and `+ - * //`");
                self.diagnostics.push(error);
                None
            }
            Err(SizeError::Divisor(span)) => {
                self.diagnostics.push(notyet::not_yet(
                    Code::E0918,
                    span,
                    "sizes divided by anything but a number",
                ));
                None
            }
            Err(SizeError::Complicated(span)) => {
                let error = Diagnostic::error(Code::E0203, "this size is too complicated")
                    .primary(span, "give a part of it a parameter of its own");
                self.diagnostics.push(error);
                None
            }
        }
    }

    fn unknown_size(&self, name: &Name) -> Diagnostic {
        let names = self.header.sizes.iter().filter_map(|s| s.name.as_ref());
        let near = suggest::nearest(&name.text, names.map(|n| &*n.text));
        let error = Diagnostic::error(Code::E0201, format!("nothing gives the size `{}` a value", name.text));
        let wrong_type = self.header.params.iter().find(|p| p.name.text == name.text);
        let error = match wrong_type {
            Some(param) => error
                .primary(name.span, "used as a size")
                .secondary(param.name.span, "only a scalar parameter of type `i64` is a size"),
            None => error.primary(name.span, "stands alone in no parameter's type"),
        };
        let error = error.note(format!(
            "a size is bound where it stands alone in the type of a parameter, as in `x: f64[{0}]`, or is itself a \
             parameter `{0}: i64`",
            name.text
        ));
        match near {
            Some(near) => error.fix(name.span, near, "a size with a similar name exists"),
            None => error,
        }
    }

    fn results(&mut self, ty: &TypeExpr) {
        let TypeExprKind::Tuple(fields) = &ty.kind else {
            self.result(None, ty);
            return;
        };
        for field in fields {
            if let Some(name) = &field.name
                && let Some(other) =
                    self.header.results.iter().filter_map(|r| r.name.as_ref()).find(|n| n.text == name.text)
            {
                let twice = defined_twice(name, other.span);
                self.diagnostics.push(twice);
            }
            self.result(field.name.clone(), &field.ty);
        }
    }

    fn result(&mut self, name: Option<Name>, ty: &TypeExpr) {
        let (dtype, dims) = self.leaf(ty);
        let shape = self.shape(dims, None);
        if let Some(dtype) = dtype {
            self.header.results.push(HeaderResult { name, dtype, shape, span: ty.span });
        }
    }

    fn constraint(&mut self, expr: &ast::Expr) {
        let (op, lhs, rhs) = match &expr.kind {
            ExprKind::Error => return,
            ExprKind::Binary { op: BinaryOp::And, lhs, rhs, .. } => {
                self.constraint(lhs);
                self.constraint(rhs);
                return;
            }
            ExprKind::Binary { op, lhs, rhs, .. } if comparison(*op).is_some() => (comparison(*op), lhs, rhs),
            _ => {
                let error = Diagnostic::error(Code::E0213, "`where` takes comparisons of sizes")
                    .primary(expr.span, "expected such as `n >= 3`")
                    .note("what depends on values is checked by `assert` in the body");
                self.diagnostics.push(error);
                return;
            }
        };
        let Some(op) = op else { return };
        let n_told = self.diagnostics.len();
        // One mistake is enough for one constraint.
        let sides = self.size(lhs).and_then(|lhs| Some((lhs, self.size(rhs)?)));
        if let Some(told) = self.diagnostics.get_mut(n_told).filter(|told| told.code == Code::E0202) {
            told.notes.push("what depends on values is checked by `assert` in the body".into());
        }
        let Some((lhs, rhs)) = sides else { return };
        if sizes::holds(op, &lhs, &rhs) == Some(false) {
            let error = Diagnostic::error(Code::E0214, "this constraint never holds")
                .primary(expr.span, "always false");
            self.diagnostics.push(error);
        }
        self.header.constraints.push(Constraint { lhs, op, rhs, text: String::new(), span: expr.span });
    }

    /// Marks the parameters that stand in sizes or constraints.
    fn mark_sizes(&mut self) {
        let header = &self.header;
        let shapes = header.params.iter().map(|p| &p.shape).chain(header.results.iter().map(|r| &r.shape));
        let sides = header.constraints.iter().flat_map(|c| [&c.lhs, &c.rhs]);
        let mentioned: Vec<LocalId> = shapes.flatten().chain(sides).flat_map(Size::vars).collect();
        for (i, param) in self.header.params.iter_mut().enumerate() {
            param.in_sizes = mentioned.contains(&local(i));
        }
    }
}

/// The comparison that an operator is.
pub(crate) fn comparison(op: BinaryOp) -> Option<CmpOp> {
    Some(match op {
        BinaryOp::Eq => CmpOp::Eq,
        BinaryOp::Ne => CmpOp::Ne,
        BinaryOp::Lt => CmpOp::Lt,
        BinaryOp::Le => CmpOp::Le,
        BinaryOp::Gt => CmpOp::Gt,
        BinaryOp::Ge => CmpOp::Ge,
        _ => return None,
    })
}

fn defined_twice(name: &Name, other: Span) -> Diagnostic {
    Diagnostic::error(Code::E0105, format!("`{}` is defined twice", name.text))
        .primary(name.span, "defined again")
        .secondary(other, "first defined here")
}
