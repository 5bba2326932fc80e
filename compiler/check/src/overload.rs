//! Multimethods: which of several definitions a call means, and which pairs could never be told apart.

use std::rc::Rc;

use base::{Code, DType, Diagnostic, Span};
use syntax::ast::{self, Name};

use crate::body::{FnCx, is_unit};
use crate::call::Given;
use crate::function_value::FnValue;
use crate::header::{self, Breadth, Header, Pat};
use crate::instance_call::works_along_an_axis;
use crate::program::{DefId, Program};
use crate::tuples::{Form, Nest, texts};
use crate::typed::{Expr, Size};
use crate::types::widens_to;
use crate::values::{Item, Kind, Val, convert};

/// A definition that fits a call.
struct Candidate {
    def: DefId,
    header: Rc<Header>,
    dtypes: Vec<DType>,
    cost: Cost,
}

/// How well a definition fits; less is better: core ranks (negated), parameters of any rank, breadths, how far open
/// constants are from their default types.
type Cost = (i64, usize, usize, usize);

/// The kind and rank of each argument.
type Ranked = Vec<(Kind, usize)>;

impl FnCx<'_, '_> {
    /// Chooses the definition and calls it.
    pub(crate) fn resolve(
        &mut self,
        defs: &[DefId],
        name: &Name,
        args: Vec<Given>,
        axis: Option<&ast::Expr>,
        span: Span,
        want: Option<DType>,
    ) -> Val {
        let takes: Vec<bool> = args.iter().map(|arg| arg.function.is_some()).collect();
        let (functions, args): (Vec<Given>, Vec<Given>) =
            args.into_iter().partition(|arg| arg.function.is_some());
        let functions: Vec<FnValue> = functions.into_iter().filter_map(|arg| arg.function).collect();
        let forms: Vec<Form> = args.iter().map(|arg| arg.val.form()).collect();
        let Some((args, kinds)) = self.parts_of(args) else { return Val::Error };
        let of_complex = self.complex_versions(defs, name, &kinds);
        let defs = of_complex.as_deref().unwrap_or(defs);
        let ranks: Vec<usize> = kinds.iter().map(|(_, rank)| *rank).collect();
        let Some(mut headers) = self.headers_for(defs, name, &takes, &ranks, span) else { return Val::Error };
        if !self.forms_fit(&mut headers, defs, &forms, &args, name) {
            return Val::Error;
        }
        let updates = |(_, header): &(DefId, Rc<Header>)| {
            header.params.iter().zip(&args).all(|(param, arg)| param.inout == arg.inout.is_some())
        };
        if !headers.is_empty() && !headers.iter().any(updates) {
            self.updates_differ(&headers[0].1, name, &args);
            return Val::Error;
        }
        headers.retain(updates);
        // An axis is for a definition that works along one, if there is such: `norm(a, axis = 1)` is not that of a matrix.
        let along = |(_, header): &(DefId, Rc<Header>)| works_along_an_axis(header);
        if axis.is_some() && headers.iter().any(along) {
            headers.retain(along);
        }
        let fitting = |widening| -> Vec<Candidate> {
            headers.iter().filter_map(|(def, header)| fit(*def, header, &kinds, widening, want)).collect()
        };
        let mut fitting =
            Some(fitting(false)).filter(|exact| !exact.is_empty()).unwrap_or_else(|| fitting(true));
        let Some(best) = fitting.iter().map(|c| c.cost).min() else {
            let args: Vec<Val> = args.into_iter().map(|arg| arg.val).collect();
            self.nothing_fits(defs, name, &args, span);
            return Val::Error;
        };
        fitting.retain(|c| c.cost == best);
        match (fitting.len(), fitting.pop()) {
            (1, Some(c)) => {
                let half = self.half_result(&c, &kinds);
                let val = self.call_instance(c.def, &c.header, c.dtypes, (args, functions), axis, span);
                half.map_or(val.clone(), |half| rounded(val, half))
            }
            (_, last) => {
                fitting.extend(last);
                self.several_fit(&fitting, name, span);
                Val::Error
            }
        }
    }

    /// The arguments with the parts of tuples by themselves, with their kinds and ranks; none after a message.
    fn parts_of(&mut self, args: Vec<Given>) -> Option<(Vec<Given>, Ranked)> {
        let (mut parts, mut kinds) = (Vec::new(), Vec::new());
        for Given { val, inout, .. } in args {
            if is_unit(&val) {
                self.decide(val);
                return None;
            }
            for val in val.into_parts() {
                kinds.push((val.kind()?, val.shape().len()));
                parts.push(Given { inout, ..Given::value(val) });
            }
        }
        Some((parts, kinds))
    }

    /// Leaves the definitions whose parameters are tuples where the arguments are; tells it if there are none.
    fn forms_fit(
        &mut self,
        headers: &mut Vec<(DefId, Rc<Header>)>,
        defs: &[DefId],
        forms: &[Form],
        args: &[Given],
        name: &Name,
    ) -> bool {
        let fits = |(_, header): &(DefId, Rc<Header>)| {
            header.written.iter().zip(forms).all(|((_, needed), form)| form.fits(needed))
        };
        headers.retain(fits);
        let is_plain = forms.iter().all(|form| *form == Nest::One(()));
        let takes_tuples = |def: &DefId| {
            let params = &self.program.defs[*def].function.params;
            params.iter().any(|param| matches!(header::leaves(&param.ty), Nest::Several(_)))
        };
        if !headers.is_empty() || (is_plain && !defs.iter().any(takes_tuples)) {
            return true;
        }
        let function = self.program.defs[defs[0]].function;
        let mut first = 0;
        for (form, param) in forms.iter().zip(function.params.iter().filter(|p| !header::takes_function(p))) {
            let needed = header::leaves(&param.ty).form();
            if !form.fits(&needed) {
                let message = format!("`{}` of `{}` is another tuple", param.name.text, name.text);
                let [is, should] = texts(form, &needed);
                let found = args.get(first).and_then(|arg| arg.val.span()).unwrap_or(name.span);
                let error = Diagnostic::error(Code::E0112, message)
                    .primary(found, format!("this is {is}"))
                    .secondary(param.span, format!("this is {should}"));
                self.error(error);
                return false;
            }
            first += form.parts().len();
        }
        true
    }

    /// The headers of the definitions that take functions and values as the call gives them.
    fn headers_for(
        &mut self,
        defs: &[DefId],
        name: &Name,
        takes: &[bool],
        ranks: &[usize],
        span: Span,
    ) -> Option<Vec<(DefId, Rc<Header>)>> {
        let fits = |def: &&DefId| {
            let params = &self.program.defs[**def].function.params;
            params.len() == takes.len() && params.iter().map(header::takes_function).eq(takes.iter().copied())
        };
        let of_arity: Vec<DefId> = defs.iter().filter(fits).copied().collect();
        if of_arity.is_empty() {
            self.wrong_arity(defs, name, takes, span);
            return None;
        }
        let mut headers = Vec::new();
        for def in of_arity {
            let Some(rests) = header::rest_ranks(self.program.defs[def].function, ranks) else { continue };
            headers.push((def, self.program.header(def, &rests)?));
        }
        Some(headers)
    }

    fn several_fit(&mut self, fitting: &[Candidate], name: &Name, span: Span) {
        let headers: Vec<Span> = fitting.iter().map(|c| self.program.defs[c.def].function.header).collect();
        if headers.iter().any(|&span| self.program.has_said(Code::E0114, span)) {
            return;
        }
        let mut error = Diagnostic::error(Code::E0113, format!("several definitions of `{}` fit", name.text))
            .primary(span, "convert an argument to the type that is meant");
        for header in headers {
            error = error.secondary(header, "this one");
        }
        self.error(error);
    }

    /// `inout` stands before the wrong arguments.
    fn updates_differ(&mut self, header: &Header, name: &Name, args: &[Given]) {
        for (param, arg) in header.params.iter().zip(args) {
            let span = arg.val.span().unwrap_or(name.span);
            let text = &param.name.text;
            let error = match (param.inout, arg.inout) {
                (true, None) => Diagnostic::error(Code::E0307, format!("`{}` updates `{text}`", name.text))
                    .primary(span, "the call must say so: `inout` before the name of a `var`")
                    .secondary(param.span, "declared here"),
                (false, Some(_)) => {
                    Diagnostic::error(Code::E0307, format!("`{}` does not update `{text}`", name.text))
                        .primary(span, "leave `inout` out")
                        .secondary(param.span, "declared here")
                }
                _ => continue,
            };
            self.error(error);
        }
    }

    /// The half-precision type that a function of the library, called with no other floats, gives: it computes in `f32`.
    fn half_result(&self, chosen: &Candidate, kinds: &[(Kind, usize)]) -> Option<DType> {
        let params = chosen.header.params.iter();
        let dtypes = params.map(|param| crate::header::instantiate(param.dtype, &chosen.dtypes));
        let mut floats = Vec::new();
        for (dtype, (kind, _)) in dtypes.zip(kinds) {
            match (dtype, kind) {
                (DType::F32, Kind::Known(known)) => floats.push(*known),
                (DType::F32, _) => {}
                (dtype, _) if dtype.is_float() || dtype.is_complex() => return None,
                _ => {}
            }
        }
        let first = *floats.first().filter(|dtype| dtype.is_half())?;
        let alike = floats.iter().all(|dtype| *dtype == first) && self.program.defs[chosen.def].in_prelude;
        alike.then_some(first)
    }

    /// A function of the library may have versions for complex numbers under a name of their own.
    fn complex_versions(&self, defs: &[DefId], name: &Name, kinds: &[(Kind, usize)]) -> Option<Vec<DefId>> {
        let is_complex = kinds.iter().any(|(kind, _)| kind.default_dtype().is_complex());
        if !is_complex || !defs.iter().all(|&def| self.program.defs[def].in_prelude) {
            return None;
        }
        let found = self.program.lookup_prelude(&format!("complex_{}", name.text)).to_vec();
        (!found.is_empty()).then_some(found)
    }

    fn wrong_arity(&mut self, defs: &[DefId], name: &Name, takes: &[bool], span: Span) {
        let n = takes.len();
        let of_arity = defs.iter().map(|&def| self.program.defs[def].function);
        if let Some(function) = of_arity.into_iter().find(|function| function.params.len() == n) {
            let mut error = Diagnostic::error(
                Code::E0112,
                format!("`{}` takes functions and values elsewhere", name.text),
            )
            .primary(span, "called here");
            for param in function.params.iter().filter(|param| header::takes_function(param)) {
                error = error.secondary(param.span, "a function: `|x| x + 1`, or the name of one");
            }
            self.error(error);
            return;
        }
        let mut counts: Vec<usize> =
            defs.iter().map(|&def| self.program.defs[def].function.params.len()).collect();
        counts.sort_unstable();
        counts.dedup();
        let counts: Vec<String> = counts.iter().map(usize::to_string).collect();
        let message = format!("`{}` takes {}, not {n}", name.text, arguments(&counts.join(" or ")));
        let mut error = Diagnostic::error(Code::E0110, message).primary(span, arguments(&n.to_string()));
        for &def in defs.iter().take(3) {
            error = error.secondary(self.program.defs[def].function.header, "defined here");
        }
        self.error(error);
    }

    fn nothing_fits(&mut self, defs: &[DefId], name: &Name, args: &[Val], span: Span) {
        let describe = |cx: &Self, val: &Val| match val {
            Val::Expr(expr) => format!("`{}`", cx.type_text(expr.ty())),
            val => val.kind().map_or_else(String::new, Kind::text),
        };
        let found: Vec<String> = args.iter().map(|arg| describe(self, arg)).collect();
        let message = format!("`{}` does not take {}", name.text, found.join(", "));
        let mut error = Diagnostic::error(Code::E0112, message);
        let takes = |&def: &DefId| header::n_values(self.program.defs[def].function) == args.len();
        let of_arity: Vec<DefId> = defs.iter().copied().filter(takes).collect();
        if let &[only] = of_arity.as_slice() {
            let error = self.explain_misfits(error, only, args, span);
            self.error(error);
            return;
        }
        error = error.primary(span, "no definition fits");
        for &def in of_arity.iter().take(6) {
            let header = self.program.defs[def].function.header;
            error = match header.file == span.file {
                true => error.secondary(header, "takes these"),
                false => error.note(format!("there is `{}`", self.program.source_text(header))),
            };
        }
        // A float function on integers is the most common case.
        if let [Val::Expr(only)] = args
            && only.ty().dtype.is_int()
        {
            error = self.offer_conversion(error, only.span, DType::F64);
        }
        self.error(error);
    }
}

impl FnCx<'_, '_> {
    /// Says of each argument what the only definition needs instead.
    fn explain_misfits(&mut self, mut error: Diagnostic, def: DefId, args: &[Val], span: Span) -> Diagnostic {
        let function = self.program.defs[def].function;
        let ranks: Vec<usize> = args.iter().map(|arg| arg.shape().len()).collect();
        let rests = header::rest_ranks(function, &ranks);
        let rests = rests.unwrap_or_else(|| vec![0; header::rest_names(function).len()]);
        let Some(header) = self.program.header(def, &rests) else { return error };
        let mut found = false;
        for (param, arg) in header.params.iter().zip(args) {
            let (Some(kind), Some(arg_span)) = (arg.kind(), arg.span()) else { continue };
            let set = header.set(param.dtype);
            let rank_fits = arg.shape().len() >= param.rank;
            if rank_fits && set.iter().any(|&dtype| kind.fits(dtype)) {
                continue;
            }
            found = true;
            let has = match arg {
                Val::Expr(expr) => format!("`{}`", self.type_text(expr.ty())),
                _ => kind.text(),
            };
            let label = format!(
                "this is {has}, the parameter `{}` is `{}`",
                param.name.text,
                self.program.source_text(param.written)
            );
            error = error.primary(arg_span, label).secondary(param.span, "declared here");
            if !rank_fits {
                error = error.note(format!(
                    "arguments may have more dimensions than their parameters, then the call is made for each \
                     cell, but never fewer; `{}` needs {}",
                    param.name.text,
                    if param.rank == 1 { "one".to_string() } else { param.rank.to_string() }
                ));
            } else if let Some(&dtype) = set.iter().find(|dtype| dtype.is_float()).or(set.first()) {
                error = self.offer_conversion(error, arg_span, dtype);
            }
        }
        match found {
            true => error,
            false => error
                .primary(span, "no type of its type variables holds all arguments")
                .secondary(function.header, "defined here"),
        }
    }
}

/// "1 argument", "2 arguments".
pub(crate) fn arguments(n: &str) -> String {
    if n == "1" { "1 argument".into() } else { format!("{n} arguments") }
}

/// Whether a definition fits arguments of these kinds and ranks, and how well.
fn fit(
    def: DefId,
    header: &Rc<Header>,
    args: &[(Kind, usize)],
    widening: bool,
    want: Option<DType>,
) -> Option<Candidate> {
    let mut dtypes = Vec::new();
    for (k, generic) in header.generics.iter().enumerate() {
        let kinds =
            header.params.iter().zip(args).filter(|(p, _)| p.dtype == Pat::Var(k)).map(|(_, arg)| arg.0);
        dtypes.push(choose(&generic.set, &kinds.collect::<Vec<_>>(), widening, want)?);
    }
    let mut distance = 0;
    for (param, &(kind, arg_rank)) in header.params.iter().zip(args) {
        let dtype = header::instantiate(param.dtype, &dtypes);
        let fits = match kind {
            Kind::Known(known) if !widening => known == dtype,
            kind => kind.fits(dtype),
        };
        if !fits || param.rank > arg_rank {
            return None;
        }
        distance += open_distance(kind, dtype, want);
    }
    let (rank, n_rests, breadth) = preference(header);
    Some(Candidate { def, header: Rc::clone(header), dtypes, cost: (rank, n_rests, breadth, distance) })
}

/// What a header says of how narrow it is: core ranks (negated), parameters of any rank, breadths.
fn preference(header: &Header) -> (i64, usize, usize) {
    let rank: usize = header.params.iter().map(|param| param.rank).sum();
    let breadth = header.params.iter().map(|param| match header.breadth(param.dtype) {
        Breadth::Exact => 0,
        Breadth::Set => 1,
        Breadth::Kind => 2,
    });
    let n_rests = header.params.iter().filter(|param| param.has_rest).count();
    (-i64::try_from(rank).unwrap_or(0), n_rests, breadth.sum())
}

/// The type of a type variable for arguments of these kinds.
fn choose(set: &[DType], kinds: &[Kind], widening: bool, want: Option<DType>) -> Option<DType> {
    let fits = |dtype: DType| {
        kinds.iter().all(|&kind| match kind {
            Kind::Known(known) if !widening => known == dtype,
            kind => kind.fits(dtype),
        })
    };
    let fitting = set.iter().copied().filter(|&dtype| fits(dtype));
    fitting.min_by_key(|&dtype| {
        let open: usize = kinds.iter().map(|&kind| open_distance(kind, dtype, want)).sum();
        // Of the types that an argument widens to, the nearest.
        let wider = set.iter().filter(|&&other| other != dtype && widens_to(other, dtype)).count();
        (open, wider)
    })
}

/// How far a type is from what an open constant would take by itself.
fn open_distance(kind: Kind, dtype: DType, want: Option<DType>) -> usize {
    match kind {
        // Half-precision floats widen to the nearest type that there is.
        Kind::Known(known) if known.is_half() => dtype.size(),
        Kind::Known(_) => 0,
        _ if want == Some(dtype) => 0,
        kind if kind.default_dtype() == dtype => 1,
        Kind::OpenInt if dtype == DType::F64 => 2,
        _ if dtype.is_complex() => 4,
        _ => 3,
    }
}

/// Reports pairs of definitions of one name that some call would fit equally well.
pub(crate) fn refuse_ambiguous(program: &mut Program<'_>) {
    for (name, defs) in program.user_functions() {
        for (i, &first) in defs.iter().enumerate() {
            for &second in &defs[i + 1..] {
                if !ambiguous(program, first, second) {
                    continue;
                }
                let spans = (program.defs[first].function.header, program.defs[second].function.header);
                let error = Diagnostic::error(
                    Code::E0114,
                    format!("two definitions of `{name}` fit the same calls"),
                )
                .primary(spans.1, "some call would fit this one")
                .secondary(spans.0, "and this one, equally well")
                .note("definitions of one name differ in element types or in the ranks of their parameters");
                program.report(error);
            }
        }
    }
}

/// Whether some call fits both equally well: arguments of the ranks that both need, at least, and of types that both
/// take.
fn ambiguous(program: &mut Program<'_>, first: DefId, second: DefId) -> bool {
    let functions = [first, second].map(|def| program.defs[def].function);
    let [kinds, others] = functions.map(|f| f.params.iter().map(header::takes_function).collect::<Vec<_>>());
    if kinds != others {
        return false;
    }
    for a in program.headers(first) {
        for b in program.headers(second) {
            let pairs = a.params.iter().zip(&b.params);
            let ranks: Vec<usize> = pairs.clone().map(|(x, y)| x.rank.max(y.rank)).collect();
            let chosen = functions.map(|function| header::rest_ranks(function, &ranks));
            let meet = pairs.clone().all(|(x, y)| {
                let (left, right) = (a.set(x.dtype), b.set(y.dtype));
                left.iter().any(|dtype| right.contains(dtype))
            });
            let forms = |header: &Header| -> Vec<Form> {
                header.written.iter().map(|(_, form)| form.clone()).collect()
            };
            let alike = forms(&a).iter().zip(forms(&b)).all(|(x, y)| x.fits(&y));
            let same_call = alike && chosen == [Some(a.rest_ranks()), Some(b.rest_ranks())];
            if meet && same_call && preference(&a) == preference(&b) {
                return true;
            }
        }
    }
    false
}

/// A dimension with the callee's sizes in the caller's terms.
pub(crate) fn in_caller(size: &Size, values: &[Option<Size>]) -> Size {
    size.substitute(&mut |local| {
        values.get(local.0 as usize).cloned().flatten().unwrap_or_else(|| Size::constant(0))
    })
}

/// Values of type `f32` rounded to a half-precision type.
fn rounded(val: Val, half: DType) -> Val {
    let round = |expr: Expr| if expr.ty().dtype == DType::F32 { convert(expr, half) } else { expr };
    match val {
        Val::Expr(expr) => Val::Expr(round(expr)),
        Val::Tuple(items, span) => {
            let items = items.into_iter().map(|item| Item { val: rounded(item.val, half), ..item });
            Val::Tuple(items.collect(), span)
        }
        val => val,
    }
}
