//! Reading a header from the syntax tree.

use std::collections::BTreeSet;
use std::sync::Arc;

use base::{Code, DType, Diagnostic, Span};
use syntax::ast::{self, BinaryOp, DimKind, ExprKind, Name, TypeExpr, TypeExprKind};

use super::{
    Breadth, FnDim, FnPart, FnType, Generic, Header, HeaderParam, HeaderResult, HeaderSize, Leaf, Pat,
    REST_RANKS, comparison, local, rest_names, takes_function,
};
use crate::expr::{MAX_RANK, too_many_axes};
use crate::header;
use crate::sizes::{self, SizeError};
use crate::tuples::{Form, Nest};
use crate::typed::{Constraint, LocalId, Size};
use crate::{notyet, suggest, types};

/// Most instances that one definition may have.
const MAX_INSTANCES: usize = 512;

/// Reads a header for these ranks of what is written `..s`; none if it has mistakes that leave it without meaning.
pub(crate) fn read_header(
    function: &ast::Function,
    records: &BTreeSet<&str>,
    ranks: &[usize],
) -> (Option<Header>, Vec<Diagnostic>) {
    let rests = rest_names(function).into_iter().zip(ranks);
    let mut reader = Reader {
        header: Header::default(),
        ranks: rests.map(|(name, rank)| (name, *rank)).collect(),
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

/// A dimension of a parameter or result.
#[derive(Clone)]
enum Dim<'t> {
    Written(&'t ast::DimExpr),
    /// One of those that `..s` stands for, by a name that nobody can write.
    OfRest(Name),
}

impl Dim<'_> {
    fn span(&self) -> Span {
        match self {
            Dim::Written(dim) => dim.span,
            Dim::OfRest(name) => name.span,
        }
    }
}

struct Reader<'r> {
    header: Header,
    /// The rank of each `..s`.
    ranks: Vec<(&'r Name, usize)>,
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
        for param in function.params.iter().filter(|param| !takes_function(param)) {
            dims.extend(self.param(param));
        }
        self.bind_sizes(&dims);
        self.bind_rests();
        for param in &function.params {
            self.function_param(param);
        }
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
        let n_ranks = REST_RANKS.count().checked_pow(u32::try_from(self.ranks.len()).unwrap_or(u32::MAX));
        if n_ranks.is_none_or(|n| n.saturating_mul(self.header.instances().len()) > MAX_INSTANCES) {
            let message = format!("`{}` would have more than {MAX_INSTANCES} instances", function.name.text);
            let label = "write the sets of types that are needed, and fewer `..s`";
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
        if let Some(other) = self.header.generics.iter().find(|g| g.name.text == generic.name.text) {
            let twice = defined_twice(&generic.name, other.name.span);
            self.diagnostics.push(twice);
            return;
        }
        let (set, breadth) = match generic.bound.as_slice() {
            [] => (DType::ALL.to_vec(), Breadth::Kind),
            [kind] if types::kind_set(&kind.text).is_some() => {
                (types::kind_set(&kind.text).unwrap_or_default(), Breadth::Kind)
            }
            names => {
                let mut set = Vec::new();
                for name in names {
                    if types::kind_set(&name.text).is_some() {
                        let message = format!("`{}` is a kind of types and stands alone", name.text);
                        let error = Diagnostic::error(Code::E0133, message)
                            .primary(name.span, "no type to choose from")
                            .note("`real` is every `int` and `float`; or name each type: `<T: f32 | f64 | i64>`");
                        self.diagnostics.push(error);
                    } else if let Some(dtype) = self.dtype(name)
                        && !set.contains(&dtype)
                    {
                        set.push(dtype);
                    }
                }
                if set.is_empty()
                    && names.iter().all(|name| types::kind_set(&name.text).is_none())
                    && let Some(told) = self.diagnostics.last_mut()
                {
                    told.notes.push("kinds are num, int, uint, real, float, complex and any".into());
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

    /// Reads the element types of a parameter and gives its dimensions, for each part if it is a tuple.
    fn param<'t>(&mut self, param: &'t ast::Param) -> Vec<Vec<Dim<'t>>> {
        if let Some((other, _)) = self.header.written.iter().find(|(name, _)| name.text == param.name.text) {
            let twice = defined_twice(&param.name, other.span);
            self.diagnostics.push(twice);
        }
        let leaves = header::leaves(&param.ty);
        let form = leaves.form();
        if matches!(&form, Nest::Several(items) if items.is_empty()) {
            let error = Diagnostic::error(Code::E0133, "a parameter without a value");
            self.diagnostics.push(error.primary(param.ty.span, "leave it out"));
        }
        if param.inout && form != Nest::One(()) {
            let error = Diagnostic::error(Code::E0307, "a call updates arrays, no tuples");
            let error = error.primary(param.span, "give each item a parameter of its own");
            self.diagnostics.push(error);
        }
        self.refuse_twice(&param.ty);
        let mut dims = Vec::new();
        for (leaf, path) in leaves.parts().into_iter().zip(item_paths(&form)) {
            let name = match path {
                Some(path) => Name::new(format!("{}.{path}", param.name.text), param.name.span),
                None => param.name.clone(),
            };
            dims.push(self.param_leaf(param, name, leaf));
        }
        self.header.written.push((param.name.clone(), form));
        dims
    }

    fn param_leaf<'t>(&mut self, param: &ast::Param, name: Name, leaf: &Leaf<'t>) -> Vec<Dim<'t>> {
        let dtype = self.element(leaf.element);
        let n_rests = leaf.dims.iter().filter(|dim| matches!(dim.kind, DimKind::Rest(_))).count();
        if n_rests > 1 {
            let error = Diagnostic::error(Code::E0218, "two lists of dimensions of any number in one type");
            let error = error.primary(leaf.span, "a call could not tell where the one ends");
            self.diagnostics.push(error);
        }
        let dims = self.expand(&leaf.dims);
        self.header.params.push(HeaderParam {
            name,
            dtype: dtype.unwrap_or(Pat::Exact(DType::F64)),
            rank: dims.len(),
            shape: Vec::new(),
            has_rest: n_rests > 0,
            inout: param.inout,
            span: param.span,
            written: leaf.span,
            in_sizes: false,
        });
        dims
    }

    /// Refuses tuples with two items of one name.
    fn refuse_twice(&mut self, ty: &TypeExpr) {
        let fields = match &ty.kind {
            TypeExprKind::Tuple(fields) => fields,
            TypeExprKind::Array { element, .. } => return self.refuse_twice(element),
            _ => return,
        };
        for (i, field) in fields.iter().enumerate() {
            let others = fields[..i].iter().filter_map(|field| field.name.as_ref());
            if let Some(name) = &field.name
                && let Some(other) = others.into_iter().find(|other| other.text == name.text)
            {
                let twice = defined_twice(name, other.span);
                self.diagnostics.push(twice);
            }
            self.refuse_twice(&field.ty);
        }
    }

    /// Reads a parameter that is a function.
    fn function_param(&mut self, param: &ast::Param) {
        let TypeExprKind::Function { params, result } = &param.ty.kind else { return };
        let values = self.header.written.iter().map(|(name, _)| name);
        let mut others = values.chain(self.header.functions.iter().map(|f| &f.0));
        if let Some(other) = others.find(|name| name.text == param.name.text) {
            let twice = defined_twice(&param.name, other.span);
            self.diagnostics.push(twice);
        }
        if param.inout {
            let error = Diagnostic::error(Code::E0307, "a function cannot be updated");
            self.diagnostics.push(error.primary(param.span, "leave `inout` out"));
        }
        let of_params: Vec<_> = params.iter().map(header::leaves).collect();
        let param_forms = of_params.iter().map(Nest::form).collect();
        let params = of_params.iter().flat_map(Nest::parts).map(|leaf| self.function_leaf(leaf)).collect();
        let of_result = header::leaves(result);
        let result_form = of_result.form();
        let names =
            result_form.paths("_").into_iter().map(|path| path.map(|path| Name::new(path, result.span)));
        let results = of_result.parts().into_iter().map(|leaf| self.function_leaf(leaf));
        let results = names.zip(results).collect();
        let ty = FnType { params, param_forms, result_form, results, span: param.span };
        self.header.functions.push((param.name.clone(), ty));
    }

    /// A parameter or result in the type of a function.
    fn function_leaf(&mut self, leaf: &Leaf<'_>) -> FnPart {
        let dtype = self.element(leaf.element);
        let mut all = Vec::new();
        for dim in self.expand(&leaf.dims) {
            let free = match &dim {
                Dim::Written(ast::DimExpr { kind: DimKind::Any, span, .. }) => {
                    Some(Arc::from(format!("_{}", span.lo)))
                }
                Dim::Written(ast::DimExpr { kind: DimKind::Size(size), .. }) => size
                    .as_name()
                    .filter(|name| self.lookup(&name.text).is_none())
                    .map(|name| Arc::clone(&name.text)),
                _ => None,
            };
            all.push(match free {
                Some(name) => FnDim::Free(name),
                None => FnDim::Known(self.shape(&[dim], None).pop().unwrap_or_else(|| Size::constant(1))),
            });
        }
        (dtype.unwrap_or(Pat::Exact(DType::F64)), all)
    }

    /// The dimensions with what `..s` stands for.
    fn expand<'t>(&mut self, dims: &[&'t ast::DimExpr]) -> Vec<Dim<'t>> {
        let mut all = Vec::new();
        for &dim in dims {
            let DimKind::Rest(name) = &dim.kind else {
                all.push(Dim::Written(dim));
                continue;
            };
            let Some((_, rank)) = self.ranks.iter().find(|(rest, _)| rest.text == name.text) else {
                let error = Diagnostic::error(Code::E0201, format!("nothing says what `..{}` is", name.text));
                self.diagnostics.push(error.primary(dim.span, "stands in no parameter's type"));
                continue;
            };
            all.extend((0..*rank).map(|k| Dim::OfRest(Name::new(format!("{}.{k}", name.text), dim.span))));
        }
        all
    }

    /// Finds the sizes of each `..s`.
    fn bind_rests(&mut self) {
        for (name, rank) in std::mem::take(&mut self.ranks) {
            let sizes = (0..rank).filter_map(|k| self.lookup(&format!("{}.{k}", name.text)));
            let sizes = sizes.collect();
            self.header.rests.push((name.clone(), sizes));
            self.ranks.push((name, rank));
        }
    }

    /// An element type.
    fn element(&mut self, ty: &TypeExpr) -> Option<Pat> {
        match &ty.kind {
            TypeExprKind::Name { module: None, name } => {
                let var = self.header.generics.iter().position(|g| g.name.text == name.text);
                var.map(Pat::Var).or_else(|| self.dtype(name).map(Pat::Exact))
            }
            TypeExprKind::Error => None,
            _ => {
                self.diagnostics.push(notyet::type_expr(ty));
                None
            }
        }
    }

    /// Gives every name that stands alone as a dimension its size variable.
    fn bind_sizes(&mut self, dims: &[Vec<Dim<'_>>]) {
        for (param, dims) in dims.iter().enumerate() {
            for (axis, dim) in dims.iter().enumerate() {
                let name = match dim {
                    Dim::OfRest(name) => Some(name),
                    Dim::Written(ast::DimExpr { kind: DimKind::Any, .. }) => None,
                    Dim::Written(ast::DimExpr { kind: DimKind::Size(size), .. }) => match size.as_name() {
                        Some(name) => Some(name),
                        None => continue,
                    },
                    Dim::Written(_) => continue,
                };
                if name.is_some_and(|name| self.lookup(&name.text).is_some()) {
                    continue;
                }
                if let Some(name) = name
                    && let Some(param) = self.header.params.iter().find(|p| p.name.text == name.text)
                {
                    let other = param.name.span;
                    let twice = defined_twice(name, other).note(
                        "a parameter is a size if its type is `i64`; sizes and values share their names",
                    );
                    self.diagnostics.push(twice);
                }
                let (name, span) = (name.cloned(), dim.span());
                self.header.sizes.push(HeaderSize { name, param, axis, span });
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

    fn shape(&mut self, dims: &[Dim<'_>], param: Option<usize>) -> Vec<Size> {
        let mut shape = Vec::new();
        for (axis, dim) in dims.iter().enumerate() {
            let dim = match dim {
                Dim::Written(dim) => dim,
                Dim::OfRest(name) => {
                    shape.push(self.lookup(&name.text).unwrap_or_else(|| Size::constant(1)));
                    continue;
                }
            };
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
        if let (true, Some(first)) = (shape.len() > MAX_RANK, dims.first()) {
            self.diagnostics.push(too_many_axes(shape.len(), first.span()));
        }
        shape
    }

    fn size(&mut self, expr: &ast::Expr) -> Option<Size> {
        let size = sizes::read_size(expr, &mut |name| self.lookup(name));
        match size {
            Ok(size) if size.as_constant().is_some_and(|size| size < 0) => {
                let error = Diagnostic::error(Code::E0202, "this is no size")
                    .primary(expr.span, "negative: no array has such an extent");
                self.diagnostics.push(error);
                None
            }
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
            Err(SizeError::Large(span)) => {
                let error = Diagnostic::error(Code::E0202, "this is no size")
                    .primary(span, "too large: no array has such an extent");
                self.diagnostics.push(error);
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
            Some(near) => error.offer(name.span, near, "a size with a similar name exists"),
            None => error,
        }
    }

    fn results(&mut self, ty: &TypeExpr) {
        self.refuse_twice(ty);
        let leaves = header::leaves(ty);
        self.header.result_form = leaves.form();
        let paths = self.header.result_form.paths("_");
        for (leaf, path) in leaves.parts().into_iter().zip(paths) {
            let dtype = self.element(leaf.element);
            let dims = self.expand(&leaf.dims);
            let shape = self.shape(&dims, None);
            let name = path.map(|path| Name::new(path, leaf.span));
            if let Some(dtype) = dtype {
                self.header.results.push(HeaderResult { name, dtype, shape, span: leaf.span });
            }
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
        let against = |c: &&Constraint| sizes::contradict((c.op, &c.lhs, &c.rhs), (op, &lhs, &rhs));
        if let Some(other) = self.header.constraints.iter().find(against) {
            let error = Diagnostic::error(Code::E0214, "these two constraints never hold together")
                .primary(expr.span, "no sizes fit this one …")
                .secondary(other.span, "… and this one: every call would be refused");
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
            if param.in_sizes && param.inout {
                let message = format!("`{}` is a size and cannot be updated", param.name.text);
                let error = Diagnostic::error(Code::E0307, message).primary(param.span, "stands in sizes");
                self.diagnostics.push(error.note("sizes do not change while the function runs"));
            }
        }
    }
}

fn defined_twice(name: &Name, other: Span) -> Diagnostic {
    Diagnostic::error(Code::E0105, format!("`{}` is defined twice", name.text))
        .primary(name.span, "defined again")
        .secondary(other, "first defined here")
}

/// What follows the name of a parameter in those of its parts: nothing where it is no tuple.
fn item_paths(form: &Form) -> Vec<Option<String>> {
    let number = |(i, path): (usize, Option<String>)| Some(path.unwrap_or_else(|| i.to_string()));
    match form {
        Nest::One(()) => vec![None],
        Nest::Several(_) => form.paths(".").into_iter().enumerate().map(number).collect(),
    }
}
