//! Functions as arguments: `twice(|x| a * x, y)`, `twice(exp, y)`.
//!
//! They are always specialised away. A call with function arguments gives an instance of its own, in which the parameter's
//! name means the argument; what the argument mentions of its surroundings are further parameters of that instance.
//! Every call of the parameter gives an instance of the argument, for the shapes of that call.

use std::rc::Rc;
use std::sync::Arc;

use base::{Code, DType, Diagnostic, Id, Span};
use syntax::ast::{self, ExprKind as Ast, Name};

use crate::body::{Extra, FnCx, Special};
use crate::call::Arg;
use crate::header::{FnDim, FnPart, FnType, Generic, Header, HeaderResult, instantiate};
use crate::lit::Lit;
use crate::scopes::{Barrier, Meaning};
use crate::tuples::{self, Nest};
use crate::typed::{
    Apply, Expr, ExprKind, FunctionId, Local, LocalId, LocalKind, Op, Operand, Size, SizeVar, Type,
};
use crate::values::Val;

/// What a function argument does.
#[derive(Debug)]
pub(crate) enum Action {
    /// `|a, b| a + b`
    Lambda(Vec<ast::LambdaParam>, ast::Expr),
    /// `max`
    Named(Name),
    /// `std.max`
    OfStd(Name),
}

/// A function argument as it is written.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) action: Action,
    pub(crate) in_prelude: bool,
    /// The type variables where it is written, with their types.
    generics: Vec<(Name, DType)>,
    /// The instance in which it is written.
    pub(crate) owner: FunctionId,
    pub(crate) span: Span,
}

/// A name that a function argument mentions, in terms of its captured locals by number.
#[derive(Clone, Debug)]
enum Captured {
    Value(usize),
    Lit(Lit),
    Tuple(Nest<usize>),
    Function(Rc<Source>, Rc<Environment>, FnType),
}

type Environment = Vec<(Arc<str>, Captured)>;

/// A function argument in some instance.
#[derive(Clone, Debug)]
pub(crate) struct FnValue {
    pub(crate) source: Rc<Source>,
    environment: Rc<Environment>,
    /// The instance's locals that are captured.
    values: Vec<LocalId>,
}

/// What a name means that is a function parameter.
#[derive(Clone, Debug)]
pub(crate) struct Binding {
    pub(crate) value: FnValue,
    /// Its type, with the element types and sizes of the instance.
    pub(crate) ty: FnType,
}

/// The body of an instance that is a function argument.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) value: FnValue,
    /// The locals of its parameters.
    params: Vec<Nest<LocalId>>,
}

/// The locals that are captured so far, each once.
#[derive(Default)]
struct Values(Vec<LocalId>);

impl Values {
    fn number(&mut self, local: LocalId) -> usize {
        self.0.iter().position(|known| *known == local).unwrap_or_else(|| {
            self.0.push(local);
            self.0.len() - 1
        })
    }

    /// The size with captured locals by number.
    fn size(&mut self, size: &Size) -> Size {
        size.substitute(&mut |local| Size::var(LocalId::from_index(self.number(*local))))
    }
}

/// Further parameters of an instance: their types in its own terms, and what a call gives for them.
pub(crate) struct Further {
    next: usize,
    first_param: usize,
    /// Sizes of the caller with what they are in the instance.
    known: Vec<(Size, Size)>,
    pub(crate) extra: Extra,
    pub(crate) args: Vec<Expr>,
    /// The values of the further sizes.
    pub(crate) sizes: Vec<Size>,
}

impl Further {
    /// Behind the parameters and sizes of the header, whose values in the caller are `sizes`.
    pub(crate) fn new(cx: &FnCx<'_, '_>, header: &Header, sizes: &[Option<Size>]) -> Self {
        let known = sizes.iter().enumerate().filter_map(|(local, size)| {
            let size = size.as_ref()?;
            Some((cx.norm(size), Size::var(LocalId::from_index(local))))
        });
        Self {
            next: header.params.len() + header.sizes.len(),
            first_param: header.params.len(),
            known: known.collect(),
            extra: Extra::default(),
            args: Vec::new(),
            sizes: Vec::new(),
        }
    }

    fn local(&mut self, name: &str, ty: Type, kind: LocalKind, span: Span) -> LocalId {
        self.extra.locals.push(Local { name: name.to_string(), ty, kind, span });
        self.next += 1;
        LocalId::from_index(self.next - 1)
    }

    /// A size of the caller in the instance's terms; none if the instance does not have it.
    fn find(&self, cx: &FnCx<'_, '_>, size: &Size) -> Option<Size> {
        let size = cx.norm(size);
        let known =
            |wanted: &Size| self.known.iter().find(|(caller, _)| caller == wanted).map(|(_, own)| own);
        if let Some(own) = known(&size) {
            return Some(own.clone());
        }
        let vars = size.vars();
        let all = vars.iter().all(|var| known(&Size::var(*var)).is_some());
        all.then(|| {
            size.substitute(&mut |var| known(&Size::var(*var)).cloned().unwrap_or_else(|| Size::var(*var)))
        })
    }

    /// The same; a parameter of its own where the instance does not have it.
    fn size(&mut self, cx: &FnCx<'_, '_>, size: &Size, span: Span) -> Size {
        if let Some(own) = self.find(cx, size) {
            return own;
        }
        let ty = Type::scalar(DType::I64);
        let local = self.local("$size", ty.clone(), LocalKind::Param, span);
        self.extra.params.push(local);
        self.args.push(Expr::new(ExprKind::Size(size.clone()), ty, span));
        self.known.push((cx.norm(size), Size::var(local)));
        Size::var(local)
    }

    /// A parameter for an argument whose cells have that shape.
    fn param(&mut self, cx: &FnCx<'_, '_>, name: &str, arg: Expr, core: &[Size]) -> LocalId {
        let (param, span, dtype) = (self.first_param + self.extra.params.len(), arg.span, arg.ty().dtype);
        let mut shape = Vec::new();
        for (axis, size) in core.iter().enumerate() {
            let own = self.find(cx, size).unwrap_or_else(|| {
                let local = self.local("$size", Type::scalar(DType::I64), LocalKind::Size, span);
                self.extra.sizes.push(SizeVar { local, param, axis });
                self.sizes.push(size.clone());
                self.known.push((cx.norm(size), Size::var(local)));
                Size::var(local)
            });
            shape.push(own);
        }
        let local = self.local(name, Type { dtype, shape }, LocalKind::Param, span);
        self.extra.params.push(local);
        let mut arg = arg;
        if let (0, Some(size)) = (arg.ty().rank(), cx.as_size(&arg)) {
            match self.find(cx, &size) {
                Some(own) => self.extra.known.push((local, own)),
                None => self.known.push((cx.norm(&size), Size::var(local))),
            }
            // By the size that it is, so that extents in its terms are the caller's.
            arg.kind = ExprKind::Size(cx.norm(&size));
        }
        self.args.push(arg);
        local
    }

    /// The function argument of a call in terms of the instance.
    pub(crate) fn function(&mut self, cx: &FnCx<'_, '_>, value: &FnValue) -> FnValue {
        let mut values = vec![LocalId::from_index(0); value.values.len()];
        // Numbers first: they may be extents of the arrays.
        for is_array in [false, true] {
            for (own, &local) in values.iter_mut().zip(&value.values) {
                let Local { name, ty, .. } = &cx.locals[local];
                if (ty.rank() > 0) == is_array {
                    let arg = Expr::new(ExprKind::Local(local), ty.clone(), value.source.span);
                    *own = self.param(cx, name, arg, &ty.shape);
                }
            }
        }
        FnValue { values, ..value.clone() }
    }
}

impl FnCx<'_, '_> {
    /// The function that an argument is, where a parameter takes one; none if it is a value, or after a message.
    pub(crate) fn function_argument(&mut self, arg: &ast::Expr) -> Option<FnValue> {
        let action = match &arg.kind {
            Ast::Lambda { params, body } => Action::Lambda(params.clone(), (**body).clone()),
            Ast::Name(name) => {
                if let Some((entry, _)) = self.scopes.lookup(&name.text) {
                    let Meaning::Function(binding) = &entry.meaning else { return None };
                    entry.used = true;
                    return Some(binding.value.clone());
                }
                if !self.is_function(&name.text) {
                    return None;
                }
                Action::Named(name.clone())
            }
            Ast::Field { base, name } if self.is_std(base) => Action::OfStd(name.clone()),
            _ => return None,
        };
        let mut values = Values::default();
        let environment = match &action {
            Action::Lambda(..) => self.captures(arg.span, &mut values),
            _ => Vec::new(),
        };
        let generics = self.header.generics.iter().zip(&self.dtypes);
        let source = Source {
            action,
            in_prelude: self.in_prelude,
            generics: generics.map(|(generic, dtype)| (generic.name.clone(), *dtype)).collect(),
            owner: self.id,
            span: arg.span,
        };
        Some(FnValue { source: Rc::new(source), environment: Rc::new(environment), values: values.0 })
    }

    /// Everything in scope whose name the text at `span` mentions.
    fn captures(&mut self, span: Span, values: &mut Values) -> Environment {
        let text = self.program.source_text(span);
        let mut names: Vec<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
        names.sort_unstable();
        names.dedup();
        let mut environment = Vec::new();
        for text in names {
            let Some((entry, _)) = self.scopes.lookup(text) else { continue };
            entry.used = true;
            let meaning = entry.meaning.clone();
            let captured = match meaning {
                Meaning::Local(local) => {
                    if self.locals[local].kind == LocalKind::Binder {
                        self.binder_uses.push(local);
                    }
                    Captured::Value(values.number(local))
                }
                Meaning::Lit(lit) => Captured::Lit(lit),
                Meaning::Open(expr) => {
                    let Some(value) = self.decide(Val::Open(expr)) else { continue };
                    let ExprKind::Local(local) = self.hide("constant", value).kind else { continue };
                    Captured::Value(values.number(local))
                }
                Meaning::Tuple(tuple) => Captured::Tuple(tuple.map(&mut |local| values.number(*local))),
                Meaning::Function(binding) => {
                    let Binding { value, ty } = &*binding;
                    let inner = value.environment.iter();
                    let numbers: Vec<usize> =
                        value.values.iter().map(|&local| values.number(local)).collect();
                    let inner =
                        inner.map(|(name, captured)| (Arc::clone(name), captured.renumbered(&numbers)));
                    let ty = ty.map_sizes(&mut |size| values.size(size));
                    Captured::Function(Rc::clone(&value.source), Rc::new(inner.collect()), ty)
                }
                Meaning::Updated | Meaning::Error => continue,
            };
            environment.push((Arc::from(text), captured));
        }
        environment
    }

    /// Puts what a function argument mentions in scope.
    fn define_captured(&mut self, value: &FnValue) {
        let local = |number: usize| value.values[number];
        for (text, captured) in value.environment.iter() {
            let meaning = match captured {
                Captured::Value(number) => Meaning::Local(local(*number)),
                Captured::Lit(lit) => Meaning::Lit(*lit),
                Captured::Tuple(tuple) => Meaning::Tuple(tuple.map(&mut |number| local(*number))),
                Captured::Function(source, environment, ty) => {
                    let (source, environment) = (Rc::clone(source), Rc::clone(environment));
                    let value = FnValue { source, environment, values: value.values.clone() };
                    let in_place = |size: &Size| size.substitute(&mut |var| Size::var(local(var.index())));
                    let ty = ty.map_sizes(&mut |size| in_place(size));
                    Meaning::Function(Rc::new(Binding { value, ty }))
                }
            };
            self.define(&Name::new(Arc::clone(text), value.source.span), meaning, false, false);
        }
    }

    /// A call of a function parameter.
    pub(crate) fn call_binding(&mut self, binding: &Binding, name: &Name, args: Vec<Val>, span: Span) -> Val {
        if args.iter().any(|arg| matches!(arg, Val::Error)) {
            return Val::Error;
        }
        self.call_bound(binding, name, args, span).unwrap_or(Val::Error)
    }

    fn call_bound(&mut self, binding: &Binding, name: &Name, args: Vec<Val>, span: Span) -> Option<Val> {
        let FnType { params, param_forms, results, span: declared, .. } = &binding.ty;
        if args.len() != param_forms.len() {
            let needed = crate::overload::arguments(&param_forms.len().to_string());
            let message = format!("`{}` takes {needed}, not {}", name.text, args.len());
            let error = Diagnostic::error(Code::E0110, message).primary(span, "called here");
            self.error(error.secondary(*declared, "declared here"));
            return None;
        }
        let mut values = Vec::new();
        for (arg, form) in args.iter().zip(param_forms) {
            if self.refuse_form(arg, form, "the parameter has this type", span) {
                return None;
            }
        }
        for (val, (pat, dims)) in args.into_iter().flat_map(Val::into_parts).zip(params) {
            let value = self.coerce(val, instantiate(*pat, &[]), "the parameter has this type")?;
            values.push((value, dims.len()));
        }
        let free = self.fit_shapes(name, &values, params, *declared)?;
        let lifted = self.lift(values.clone())?;
        let mut header = self.argument_header(binding);
        let mut further = Further::new(self, &header, &[]);
        let mut own = Vec::new();
        for (k, (value, rank)) in values.iter().enumerate() {
            let core = value.ty().shape[value.ty().rank() - rank..].to_vec();
            own.push(further.param(self, &binding.value.source.param_name(k), value.clone(), &core));
        }
        let n_own = further.args.len();
        let value = further.function(self, &binding.value);
        let cores = self.result_cores(&binding.ty, &free)?;
        for (result, core) in header.results.iter_mut().zip(&cores) {
            result.shape = core.iter().map(|size| further.size(self, size, span)).collect();
        }
        let types = cores.into_iter().zip(results).map(|(core, (_, (pat, _)))| Type {
            dtype: instantiate(*pat, &[]),
            shape: lifted.frame.iter().cloned().chain(core).collect(),
        });
        let types = types.collect();
        let special = Special {
            extra: further.extra,
            functions: Vec::new(),
            body: Some(Body { value, params: tuples_of(param_forms, own) }),
            owner: Some(binding.value.source.owner),
        };
        let function = self.program.argument_instance(self.id, Rc::new(header), special, span)?;
        self.calls.push((function, span));
        let mut operands = lifted.operands;
        let rest = further.args.into_iter().skip(n_own);
        operands.extend(rest.map(|value| Operand { value, frame: Vec::new() }));
        let op = Op::Call { function, sizes: further.sizes };
        let apply = Apply { op, frame: lifted.frame, args: operands };
        let call = Expr { kind: ExprKind::Apply(Box::new(apply)), types, span };
        let val = self.spread(call, &binding.ty.result_form);
        Some(self.ranked(val))
    }

    /// The shapes of the results of one call.
    fn result_cores(&mut self, ty: &FnType, free: &[(Arc<str>, Size)]) -> Option<Vec<Vec<Size>>> {
        let mut cores = Vec::new();
        for (_, (_, dims)) in &ty.results {
            let mut core = Vec::new();
            for dim in dims {
                let Some(size) = dim.size(free) else {
                    let error = Diagnostic::error(Code::E0201, "nothing gives a size of the result a value");
                    self.error(error.primary(ty.span, "it stands alone in no parameter of this function"));
                    return None;
                };
                core.push(self.norm(&size));
            }
            cores.push(core);
        }
        Some(cores)
    }

    /// Compares the cells of the arguments with the declared shapes; gives the sizes that the type itself binds.
    fn fit_shapes(
        &mut self,
        name: &Name,
        values: &[(Expr, usize)],
        params: &[FnPart],
        declared: Span,
    ) -> Option<Vec<(Arc<str>, Size)>> {
        let mut free: Vec<(Arc<str>, Size)> = Vec::new();
        for ((value, rank), (_, dims)) in values.iter().zip(params) {
            if value.ty().rank() < *rank {
                let message = format!("`{}` takes {rank} dimensions here", name.text);
                let error = Diagnostic::error(Code::E0112, message)
                    .primary(value.span, format!("this is `{}`", self.type_text(value.ty())))
                    .secondary(declared, "declared here");
                self.error(error);
                return None;
            }
            let core = value.ty().shape[value.ty().rank() - rank..].to_vec();
            for (dim, size) in dims.iter().zip(core) {
                match (dim.size(&free), dim) {
                    (Some(needed), _) if !self.same(&needed, &size) => {
                        let (needed, found) = (self.size_text(&needed), self.size_text(&size));
                        let message = format!("`{}` needs the extent `{needed}`, has `{found}`", name.text);
                        let error = Diagnostic::error(Code::E0200, message)
                            .primary(value.span, format!("this is `{}`", self.type_text(value.ty())))
                            .secondary(declared, "declared here");
                        self.error(error);
                        return None;
                    }
                    (None, FnDim::Free(dim)) => free.push((Arc::clone(dim), size)),
                    _ => {}
                }
            }
        }
        Some(free)
    }

    /// The header of an instance of a function argument, without the shapes of its results.
    fn argument_header(&self, binding: &Binding) -> Header {
        let generics = binding.value.source.generics.iter();
        let generics = generics.map(|(name, dtype)| Generic::exactly(name.clone(), *dtype));
        let results = binding.ty.results.iter().map(|(name, (pat, _))| HeaderResult {
            name: name.clone(),
            dtype: *pat,
            shape: Vec::new(),
            span: binding.ty.span,
        });
        let result_form = binding.ty.result_form.clone();
        Header { generics: generics.collect(), results: results.collect(), result_form, ..Header::default() }
    }

    /// The value of the body of an instance that is a function argument.
    pub(crate) fn argument_body(&mut self, body: &Body, want: Option<DType>) -> Val {
        self.define_captured(&body.value);
        let source = Rc::clone(&body.value.source);
        let written: Vec<ast::Expr> = body
            .params
            .iter()
            .enumerate()
            .map(|(k, locals)| {
                // A name that nobody can write.
                let name = Name::new(format!("argument.{k}"), source.span);
                self.define(&name, meaning_of(locals), false, false);
                ast::Expr::new(Ast::Name(name), source.span)
            })
            .collect();
        let args: Vec<Arg> = written.iter().map(Arg::plain).collect();
        match &source.action {
            Action::Named(name) => self.call_name(name, &args, source.span, want),
            Action::OfStd(name) => self.call_std(name, &args, source.span, want),
            Action::Lambda(params, value) => {
                if params.len() != body.params.len() {
                    let (needed, found) = (body.params.len(), params.len());
                    let message = format!("a function of {needed} is needed, this takes {found}");
                    self.error(Diagnostic::error(Code::E0110, message).primary(source.span, "given here"));
                    return Val::Error;
                }
                self.scopes.push(Some(Barrier::Lambda));
                for (param, locals) in params.iter().zip(&body.params) {
                    let meaning = meaning_of(locals);
                    self.lambda_param(param, &meaning);
                    self.define(&param.name, meaning, false, false);
                }
                let val = self.full_expr(value, want);
                self.scopes.pop();
                val
            }
        }
    }

    /// Compares the type that is written for a lambda's parameter with the one that it has.
    pub(crate) fn lambda_param(&mut self, param: &ast::LambdaParam, meaning: &Meaning) {
        let Some(written) = &param.ty else { return };
        let Some(types) = self.local_types(written) else { return };
        let own = match meaning {
            Meaning::Local(local) => Nest::One(*local),
            Meaning::Tuple(tuple) => tuple.clone(),
            _ => return,
        };
        let own = own.map(&mut |local| self.locals[*local].ty.clone());
        let same =
            |(ty, own): (&Type, &Type)| ty.dtype == own.dtype && self.same_shape(&ty.shape, &own.shape);
        if types.form().fits(&own.form()) && types.parts().into_iter().zip(own.parts()).all(same) {
            return;
        }
        let text = |types: &Nest<Type>| -> String {
            let parts: Vec<String> = types.parts().into_iter().map(|ty| self.type_text(ty)).collect();
            if let Nest::One(_) = types { parts.concat() } else { format!("({})", parts.join(", ")) }
        };
        let (found, needed) = (text(&types), text(&own));
        let error = Diagnostic::error(
            Code::E0127,
            format!("`{}` is `{needed}` here, not `{found}`", param.name.text),
        );
        self.error(error.primary(written.span, "the type may be left out"));
    }
}

/// The locals of each parameter.
fn tuples_of(forms: &[tuples::Form], locals: Vec<LocalId>) -> Vec<Nest<LocalId>> {
    let mut locals = locals.into_iter();
    forms.iter().map(|form| form.filled(&mut locals)).collect()
}

fn meaning_of(locals: &Nest<LocalId>) -> Meaning {
    match locals {
        Nest::One(local) => Meaning::Local(*local),
        tuple => Meaning::Tuple(tuple.clone()),
    }
}

impl Captured {
    /// With other numbers for the captured locals.
    fn renumbered(&self, numbers: &[usize]) -> Self {
        match self {
            Captured::Value(number) => Captured::Value(numbers[*number]),
            Captured::Lit(lit) => Captured::Lit(*lit),
            Captured::Tuple(tuple) => Captured::Tuple(tuple.map(&mut |number| numbers[*number])),
            Captured::Function(source, environment, ty) => {
                let inner = environment.iter();
                let inner = inner.map(|(name, captured)| (Arc::clone(name), captured.renumbered(numbers)));
                let renumber = |size: &Size| {
                    size.substitute(&mut |var| Size::var(LocalId::from_index(numbers[var.index()])))
                };
                let ty = ty.map_sizes(&mut |size| renumber(size));
                Captured::Function(Rc::clone(source), Rc::new(inner.collect()), ty)
            }
        }
    }
}

impl Source {
    /// What parameter number `k` is called.
    fn param_name(&self, k: usize) -> String {
        match &self.action {
            Action::Lambda(params, _) => {
                params.get(k).map_or_else(|| "$x".into(), |p| p.name.text.to_string())
            }
            _ => "$x".into(),
        }
    }
}
