//! Calls: what is called, and with what.

use std::rc::Rc;

use base::{Code, DType, Diagnostic, Span};
use syntax::ast::{self, ExprKind as Ast, Name};

use crate::body::FnCx;
use crate::builtin::Builtin;
use crate::function_value::{Binding, FnValue};
use crate::header;
use crate::notyet;
use crate::program::DefId;
use crate::scopes::Meaning;
use crate::suggest;
use crate::typed::LocalId;
use crate::values::Val;

/// An argument as it is written; a receiver before a point or `|>` is the first.
#[derive(Clone, Copy)]
pub(crate) struct Arg<'e> {
    pub(crate) name: Option<&'e Name>,
    pub(crate) inout: bool,
    pub(crate) value: &'e ast::Expr,
    pub(crate) span: Span,
}

impl<'e> Arg<'e> {
    pub(crate) fn plain(value: &'e ast::Expr) -> Self {
        Arg { name: None, inout: false, value, span: value.span }
    }

    fn written(arg: &'e ast::Arg) -> Self {
        Arg { name: arg.name.as_ref(), inout: arg.inout, value: &arg.value, span: arg.span }
    }
}

/// An argument that has been checked.
pub(crate) struct Given {
    pub(crate) val: Val,
    /// The `var` that the call updates.
    pub(crate) inout: Option<LocalId>,
    /// A function; `val` means nothing then.
    pub(crate) function: Option<FnValue>,
}

impl Given {
    pub(crate) fn value(val: Val) -> Self {
        Given { val, inout: None, function: None }
    }
}

/// The element type that a name of NumPy's means, if it means one.
fn type_meant(name: &Name) -> Option<String> {
    match notyet::named_dtype(name) {
        Ok(dtype) => Some(dtype.name().to_string()),
        Err(unknown) => unknown.fixes.first().map(|fix| fix.replacement.clone()),
    }
}

impl FnCx<'_, '_> {
    pub(crate) fn call(
        &mut self,
        callee: &ast::Expr,
        args: &[ast::Arg],
        span: Span,
        want: Option<DType>,
    ) -> Val {
        let args: Vec<Arg> = args.iter().map(Arg::written).collect();
        self.call_expr(callee, &args, span, want)
    }

    fn call_expr(&mut self, callee: &ast::Expr, args: &[Arg<'_>], span: Span, want: Option<DType>) -> Val {
        match &callee.kind {
            Ast::Name(name) => self.call_name(name, args, span, want),
            Ast::Index { base, items, edges } if edges.is_empty() => {
                if let Some(dtype) = self.type_name(base) {
                    return match dtype {
                        Some(dtype) => self.array_type_call(dtype, items, args, span),
                        None => Val::Error,
                    };
                }
                self.not_callable(callee)
            }
            Ast::Field { base, name } if self.is_std(base) => self.call_std(name, args, span, want),
            Ast::Optional(inner) => {
                self.error(notyet::not_yet(Code::E0904, inner.span, "missing values"));
                Val::Error
            }
            _ => self.not_callable(callee),
        }
    }

    fn not_callable(&mut self, callee: &ast::Expr) -> Val {
        if let Val::Error = self.expr(callee, None) {
            return Val::Error;
        }
        let error = Diagnostic::error(Code::E0107, "this is no function")
            .primary(callee.span, "called here")
            .note("functions are called by their names; indices stand in brackets: `x[i]`");
        self.error(error);
        Val::Error
    }

    /// The type that an expression names: none if it names no type, an inner none if that type was refused.
    fn type_name(&mut self, expr: &ast::Expr) -> Option<Option<DType>> {
        let name = expr.as_name().filter(|name| self.scopes.peek(&name.text).is_none())?;
        if let Some(dtype) = self.generic_dtype(&name.text) {
            return Some(Some(dtype));
        }
        DType::from_name(&name.text)?;
        match notyet::named_dtype(name) {
            Ok(dtype) => Some(Some(dtype)),
            Err(error) => {
                self.error(error);
                Some(None)
            }
        }
    }

    /// Whether an expression names the standard library.
    pub(crate) fn is_std(&self, expr: &ast::Expr) -> bool {
        expr.as_name().is_some_and(|name| &*name.text == "std" && self.scopes.peek("std").is_none())
    }

    pub(crate) fn method_call(
        &mut self,
        receiver: &ast::Expr,
        name: &Name,
        args: &[ast::Arg],
        span: Span,
        want: Option<DType>,
    ) -> Val {
        let written: Vec<Arg> = args.iter().map(Arg::written).collect();
        if self.is_std(receiver) {
            return self.call_std(name, &written, span, want);
        }
        if let Some(module) = receiver.as_name()
            && self.scopes.peek(&module.text).is_none()
            && suggest::is_python_module(&module.text)
        {
            return self.python_module(module, name, &written);
        }
        if let Ast::Field { base, name: part } = &receiver.kind
            && let Some(module) = base.as_name()
            && self.scopes.peek(&module.text).is_none()
            && suggest::is_python_module(&module.text)
        {
            let text = format!("{}.{}", module.text, part.text);
            if suggest::is_part_of_module(&part.text) {
                return self.python_module(&Name::new(text, receiver.span), name, &written);
            }
            let error =
                Diagnostic::error(Code::E0109, format!("there is no function `{text}.{}`", name.text));
            let error = error.primary(receiver.span.to(name.span), "not known");
            self.error(match suggest::method_of_function(&part.text, &name.text) {
                Some(hint) => error.note(hint),
                None => error,
            });
            return Val::Error;
        }
        let mut all = vec![Arg::plain(receiver)];
        all.extend(written);
        let known = self.is_function(&name.text) || self.scopes.peek(&name.text).is_some();
        if !known && let Some(hint) = suggest::attribute(&name.text) {
            let error = Diagnostic::error(Code::E0109, format!("arrays have no method `{}`", name.text))
                .primary(name.span, "not known")
                .note(hint);
            let error = match (&*name.text, args) {
                ("astype", [arg]) => {
                    let name = match &arg.value.kind {
                        Ast::Field { name, .. } | Ast::Name(name) => type_meant(name),
                        _ => None,
                    };
                    match name {
                        Some(name) => {
                            let text = format!("{name}({})", self.program.source_text(receiver.span));
                            error.fix(span, text, "convert it")
                        }
                        None => error,
                    }
                }
                _ => error,
            };
            self.error(error);
            return Val::Error;
        }
        self.call_name(name, &all, span, want)
    }

    /// `np.sum(x)`: says what to write instead.
    fn python_module(&mut self, module: &Name, name: &Name, args: &[Arg<'_>]) -> Val {
        args.iter().filter(|arg| arg.name.is_none()).for_each(|arg| drop(self.expr(arg.value, None)));
        let message = format!("there is no module `{}`", module.text);
        let mut error = Diagnostic::error(Code::E0109, message);
        let whole = module.span.to(name.span);
        if self.is_function(&name.text) {
            let text = name.text.to_string();
            error = error
                .primary(module.span, format!("write `{text}` alone"))
                .note("functions of the standard library need no module before them")
                .fix(whole, text, "without the module");
        } else if let Some(renamed) = suggest::renamed(&name.text) {
            error = error.primary(whole, format!("write `{renamed}`")).fix(whole, renamed, "its name in arr");
            error = match suggest::function(&name.text) {
                Some(hint) => error.note(hint),
                None => error.note("functions of the standard library need no module before them"),
            };
        } else if let Some(hint) = suggest::function(&name.text) {
            error = error.primary(whole, "not known").note(hint);
        } else if let Some(dtype) = type_meant(name) {
            error = error
                .primary(whole, format!("write `{dtype}`"))
                .note("a type's name converts: `f32(x)`")
                .fix(whole, dtype, "the type's name in arr");
        } else {
            error = error.primary(whole, "not known");
        }
        self.error(error);
        Val::Error
    }

    pub(crate) fn pipe(
        &mut self,
        value: &ast::Expr,
        call: &ast::Expr,
        span: Span,
        want: Option<DType>,
    ) -> Val {
        let (callee, args) = match &call.kind {
            Ast::Call { callee, args } => (&**callee, args),
            Ast::MethodCall { receiver, name, args } if self.is_std(receiver) => {
                let mut all = vec![Arg::plain(value)];
                all.extend(args.iter().map(Arg::written));
                return self.call_std(name, &all, span, want);
            }
            _ => {
                self.expr(value, None);
                if !matches!(call.kind, Ast::Error) {
                    self.error(notyet::not_yet(Code::E0902, call.span, "functions of other modules"));
                }
                return Val::Error;
            }
        };
        let mut all = vec![Arg::plain(value)];
        all.extend(args.iter().map(Arg::written));
        self.call_expr(callee, &all, span, want)
    }

    /// Whether a name is that of a function that this module sees.
    pub(crate) fn is_function(&self, name: &str) -> bool {
        !self.program.lookup(name, self.in_prelude).is_empty() || Builtin::named(name).is_some()
    }

    pub(crate) fn call_name(
        &mut self,
        name: &Name,
        args: &[Arg<'_>],
        span: Span,
        want: Option<DType>,
    ) -> Val {
        if let Some((entry, _)) = self.scopes.lookup(&name.text) {
            if let Meaning::Function(binding) = &entry.meaning {
                entry.used = true;
                let binding = Rc::clone(binding);
                return self.function_called(&binding, name, args, span);
            }
            return self.value_called(name, args);
        }
        let as_type = ast::Expr::new(Ast::Name(name.clone()), name.span);
        if let Some(dtype) = self.type_name(&as_type) {
            return match dtype {
                Some(dtype) => self.conversion(dtype, args, span),
                None => Val::Error,
            };
        }
        let defs = self.program.lookup(&name.text, self.in_prelude).to_vec();
        if !defs.is_empty() {
            return self.call_defs(&defs, name, args, span, want);
        }
        match Builtin::named(&name.text) {
            Some(builtin) => self.call_builtin(builtin, name, args, span, want),
            None => self.unknown_function(name, args),
        }
    }

    /// `std.f(…)`.
    pub(crate) fn call_std(&mut self, name: &Name, args: &[Arg<'_>], span: Span, want: Option<DType>) -> Val {
        let defs = self.program.lookup_prelude(&name.text).to_vec();
        if !defs.is_empty() {
            return self.call_defs(&defs, name, args, span, want);
        }
        match Builtin::named(&name.text) {
            Some(builtin) => self.call_builtin(builtin, name, args, span, want),
            None => self.unknown_function(name, args),
        }
    }

    /// A call of a parameter that is a function.
    fn function_called(&mut self, binding: &Binding, name: &Name, args: &[Arg<'_>], span: Span) -> Val {
        if let Some(arg) = args.iter().find(|arg| arg.inout || arg.name.is_some()) {
            let message = format!("the arguments of `{}` have no names", name.text);
            self.error(Diagnostic::error(Code::E0111, message).primary(arg.span, "it is a parameter"));
            return Val::Error;
        }
        let args = args.iter().map(|arg| self.expr(arg.value, None)).collect();
        self.call_binding(binding, name, args, span)
    }

    fn value_called(&mut self, name: &Name, args: &[Arg<'_>]) -> Val {
        args.iter().for_each(|arg| drop(self.expr(arg.value, None)));
        let Some(entry) = self.scopes.peek(&name.text) else { return Val::Error };
        if let Meaning::Error = entry.meaning {
            return Val::Error;
        }
        let mut error = Diagnostic::error(Code::E0107, format!("`{}` is a value, not a function", name.text))
            .primary(name.span, "called here")
            .secondary(entry.span, "defined here");
        error = if self.is_function(&name.text) {
            error.note(format!("it hides the function `{}`: give it another name", name.text))
        } else {
            error.note(format!("indices stand in brackets: `{}[i]`", name.text))
        };
        self.error(error);
        Val::Error
    }

    fn unknown_function(&mut self, name: &Name, args: &[Arg<'_>]) -> Val {
        let is_lambda = |arg: &Arg| matches!(arg.value.kind, Ast::Lambda { .. });
        args.iter().filter(|arg| !is_lambda(arg)).for_each(|arg| drop(self.expr(arg.value, None)));
        if self.program.records.contains(&*name.text) {
            return Val::Error;
        }
        let text = &*name.text;
        let mut error = match suggest::function(text) {
            Some(hint) => {
                let error = Diagnostic::error(Code::E0109, format!("there is no function `{text}`"));
                error.primary(name.span, "not known").note(hint)
            }
            None => Diagnostic::error(Code::E0101, format!("there is no function `{text}`"))
                .primary(name.span, "not known"),
        };
        if let Some(renamed) = suggest::renamed(text) {
            error = error.fix(name.span, renamed, "its name in arr");
        } else if error.code == Code::E0101
            && let Some(near) = self.near_function(text)
        {
            let question = format!("did you mean `{near}`?");
            error = error.offer(name.span, near, question);
        }
        self.error(error);
        Val::Error
    }

    fn near_function(&self, name: &str) -> Option<String> {
        let defined = suggest::nearest(name, self.program.function_names());
        defined.or_else(|| suggest::nearest(name, Builtin::names())).map(str::to_string)
    }

    /// A call of the function `name` on checked arguments.
    pub(crate) fn call_values(&mut self, name: &Name, args: Vec<Val>, span: Span) -> Val {
        let defs: Vec<DefId> = self.program.lookup(&name.text, self.in_prelude).to_vec();
        match Builtin::named(&name.text) {
            Some(builtin) if defs.is_empty() => self.builtin_values(builtin, name, args, span),
            _ => self.call_checked(&defs, name, args, span),
        }
    }

    /// A call of one of `defs` on checked arguments.
    pub(crate) fn call_checked(&mut self, defs: &[DefId], name: &Name, args: Vec<Val>, span: Span) -> Val {
        if args.iter().any(|arg| matches!(arg, Val::Error)) {
            return Val::Error;
        }
        if defs.is_empty() {
            let error = Diagnostic::error(Code::E0101, format!("there is no function `{}`", name.text));
            self.error(error.primary(span, "needed for this"));
            return Val::Error;
        }
        self.resolve(defs, name, args.into_iter().map(Given::value).collect(), None, span, None)
    }

    /// The `var` that an `inout` argument names.
    fn updated(&mut self, arg: &Arg<'_>) -> Option<Given> {
        if !arg.inout {
            return None;
        }
        let entry = arg.value.as_name().and_then(|name| self.scopes.lookup(&name.text));
        if let Some((entry, _)) = entry {
            entry.used = true;
        }
        if arg.value.as_name().is_none() {
            if !matches!(arg.value.kind, Ast::Error) {
                let error = Diagnostic::error(Code::E0307, "only a `var` can be updated by a call")
                    .primary(arg.value.span, "this is no name of one")
                    .note("`var y = …;`, then the call with `inout y`, then use `y`");
                self.error(error);
            }
            return None;
        }
        let (local, value) = self.assigned_local(arg.value)?;
        Some(Given { inout: Some(local), ..Given::value(Val::Expr(value)) })
    }

    /// Whether parameter number `k` of some definition is a function.
    fn takes_function(&self, defs: &[DefId], k: usize) -> bool {
        defs.iter()
            .any(|&def| self.program.defs[def].function.params.get(k).is_some_and(header::takes_function))
    }

    fn call_defs(
        &mut self,
        defs: &[DefId],
        name: &Name,
        args: &[Arg<'_>],
        span: Span,
        want: Option<DType>,
    ) -> Val {
        if args.iter().any(|arg| arg.inout) && self.whole != Some(span) {
            let error = Diagnostic::error(Code::E0302, "a call that updates a `var` is no operand")
                .primary(span, "this is part of a larger expression")
                .note("the order of evaluation would show: make it a statement, or bind its result with `let` first");
            self.error(error);
            return Val::Error;
        }
        if let Some(error) = self.sizes_of_numpy(defs, name, args) {
            self.error(error);
            return Val::Error;
        }
        let (mut vals, mut named) = (Vec::new(), Vec::new());
        let mut axis = None;
        let mut failed = false;
        let updated: Vec<Option<Given>> = args.iter().map(|arg| self.updated(arg)).collect();
        self.scopes.push(None);
        for arg in args.iter().filter(|arg| arg.inout) {
            if let Some(name) = arg.value.as_name() {
                self.define(name, Meaning::Updated, false, false);
            }
        }
        for (arg, updated) in args.iter().zip(updated) {
            match arg.name {
                None if arg.inout => match updated {
                    Some(given) => vals.push(given),
                    None => failed = true,
                },
                None => {
                    let given = self.given(defs, vals.len(), arg);
                    vals.push(given);
                }
                Some(key) => match self.named_position(defs, key) {
                    None if &*key.text == "axis" => axis = Some(arg.value),
                    None => {
                        self.unknown_parameter(defs, name, key);
                        failed = true;
                    }
                    Some(at) => {
                        let given = self.given(defs, at, arg);
                        named.push((key, given));
                    }
                },
            }
        }
        self.scopes.pop();
        if failed {
            return Val::Error;
        }
        match self.in_order(defs, name, vals, named) {
            Some((defs, vals)) => self.resolve(&defs, name, vals, axis, span, want),
            None => Val::Error,
        }
    }

    /// `reshape(x, -1)` and `reshape(x, (n, m))` of the standard library.
    fn sizes_of_numpy(&self, defs: &[DefId], name: &Name, args: &[Arg<'_>]) -> Option<Diagnostic> {
        let is_reshape =
            &*name.text == "reshape" && defs.iter().all(|&def| self.program.defs[def].in_prelude);
        let sizes = args.get(1..).filter(|_| is_reshape)?;
        let text = |arg: &Arg<'_>| self.program.source_text(arg.span);
        let error = |message| Diagnostic::error(Code::E0202, message);
        match sizes {
            [all] if text(all) == "-1" => Some(
                error("no size is worked out from the others")
                    .primary(all.span, "no size")
                    .note("`flatten(x)` has all elements along one axis"),
            ),
            [all] if matches!(all.value.kind, Ast::Tuple(_)) => {
                let sizes = text(all);
                let sizes = sizes.trim_start_matches('(').trim_end_matches(')').to_string();
                Some(
                    error("each size is an argument of its own").primary(all.span, "a tuple is no size").fix(
                        all.span,
                        sizes,
                        "without the parentheses",
                    ),
                )
            }
            _ => {
                let left = sizes.iter().find(|arg| text(arg) == "-1")?;
                let others =
                    "write it, as in `reshape(x, n // 4, 4)`; the call fails if the product is another";
                Some(
                    error("no size is worked out from the others").primary(left.span, "no size").note(others),
                )
            }
        }
    }

    /// An argument for parameter number `k`.
    fn given(&mut self, defs: &[DefId], k: usize, arg: &Arg<'_>) -> Given {
        let function = if self.takes_function(defs, k) { self.function_argument(arg.value) } else { None };
        let val = if function.is_some() { Val::Error } else { self.expr(arg.value, None) };
        Given { function, ..Given::value(val) }
    }

    /// The position of the parameter of that name in the first definition that has one.
    fn named_position(&self, defs: &[DefId], key: &Name) -> Option<usize> {
        let at = |&def: &DefId| {
            self.program.defs[def].function.params.iter().position(|param| param.name.text == key.text)
        };
        defs.iter().find_map(at)
    }

    fn unknown_parameter(&mut self, defs: &[DefId], name: &Name, key: &Name) {
        let params = defs.iter().flat_map(|&def| &self.program.defs[def].function.params);
        let names: Vec<&str> = params.map(|param| param.name.as_str()).collect();
        let error =
            Diagnostic::error(Code::E0111, format!("`{}` has no parameter `{}`", name.text, key.text))
                .primary(key.span, format!("its parameters are {}", names.join(", ")));
        let error = match suggest::nearest(&key.text, names.into_iter()) {
            Some(near) => error.fix(key.span, near, format!("did you mean `{near}`?")),
            None => error,
        };
        self.error(error);
    }

    /// The arguments in the order of the parameters, and the definitions that have these names in this order.
    fn in_order(
        &mut self,
        defs: &[DefId],
        name: &Name,
        mut vals: Vec<Given>,
        named: Vec<(&Name, Given)>,
    ) -> Option<(Vec<DefId>, Vec<Given>)> {
        let Some((first, _)) = named.first() else { return Some((defs.to_vec(), vals)) };
        let (first, n_plain) = (*first, vals.len());
        let params = |def: DefId| &self.program.defs[def].function.params;
        let places = |def: DefId| -> Option<Vec<usize>> {
            let at = |(key, _): &(&Name, Given)| params(def).iter().position(|p| p.name.text == key.text);
            let places: Vec<usize> = named.iter().map(at).collect::<Option<_>>()?;
            let mut sorted = places.clone();
            sorted.sort_unstable();
            let rest: Vec<usize> = (n_plain..params(def).len()).collect();
            (sorted == rest).then_some(places)
        };
        let Some(order) = defs.iter().find_map(|&def| places(def)) else {
            let message =
                format!("these arguments do not name the other parameters of `{}` once each", name.text);
            let mut error = Diagnostic::error(Code::E0111, message).primary(first.span, "named here");
            for &def in defs.iter().take(3) {
                error = error.secondary(self.program.defs[def].function.header, "defined here");
            }
            self.error(error);
            return None;
        };
        let fitting = defs.iter().copied().filter(|&def| places(def).as_ref() == Some(&order)).collect();
        let mut rest: Vec<(usize, Given)> =
            order.into_iter().zip(named).map(|(at, (_, given))| (at, given)).collect();
        rest.sort_by_key(|(at, _)| *at);
        vals.extend(rest.into_iter().map(|(_, given)| given));
        Some((fitting, vals))
    }
}
