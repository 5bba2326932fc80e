//! The interface of a checked program: what `pub fn` exports, under which names, with which shapes.

use std::collections::BTreeMap;

use abi::layout;
use base::{Atom, CmpOp, Code, DType, Diagnostic, Id, Span};

use crate::header::{self, Header, instantiate};
use crate::program::{DefId, Program};
use crate::typed::{FunctionId, LocalId, Size};

/// An exported instance before it has a name.
struct Export {
    id: FunctionId,
    dtypes: Vec<DType>,
    ranks: Vec<usize>,
    n_results: usize,
    suffix: String,
    /// The name of its definition.
    span: Span,
}

/// The exports of the user's module, in the order of the source. Gives exported instances their symbols.
pub(crate) fn build_interface(
    program: &mut Program<'_>,
    doc: String,
) -> (abi::Interface, BTreeMap<FunctionId, String>) {
    let mut interface = abi::Interface { doc, ..abi::Interface::default() };
    let mut symbols: BTreeMap<FunctionId, String> = BTreeMap::new();
    let mut owners: BTreeMap<String, (String, Span)> = BTreeMap::new();
    for (name, defs) in groups(program) {
        refuse_functions(program, &name, &defs);
        let mut exports = exports_of(program, &defs);
        if exports.is_empty() {
            continue;
        }
        let first = &program.defs[defs[0]];
        let span = first.function.name.span;
        check_name(program, &name, span);
        add_suffixes(&mut exports);
        if !check_shapes(program, &name, &exports, span) {
            continue;
        }
        let several = exports.len() > 1;
        let mut instances = Vec::new();
        for export in &exports {
            let symbol = format!("{name}{}", export.suffix);
            let dl_symbol = several.then(|| format!("{symbol}_dl"));
            claim(program, &mut owners, &symbol, (&name, export.span));
            if several {
                claim(program, &mut owners, &format!("{symbol}_dl"), (&name, export.span));
            }
            symbols.insert(export.id, symbol.clone());
            let instance = instance(program, export, symbol, dl_symbol);
            check_sizes(program, &name, &instance, span);
            instances.push(instance);
        }
        claim(program, &mut owners, &format!("{name}_dl"), (&name, span));
        interface.functions.push(function(program, &name, &defs, instances));
    }
    (interface, symbols)
}

/// The public functions with their exported names, in the order of the source.
fn groups(program: &Program<'_>) -> Vec<(String, Vec<DefId>)> {
    let mut groups: Vec<(String, Vec<DefId>)> = Vec::new();
    for (id, def) in program.defs.iter_ids() {
        if def.in_prelude || !def.item.public {
            continue;
        }
        let name = exported_name(def.item, def.function);
        match groups.iter_mut().find(|(known, _)| *known == name) {
            Some((_, defs)) => defs.push(id),
            None => groups.push((name, vec![id])),
        }
    }
    groups
}

/// The name that `@export("name")` gives, or the function's own.
fn exported_name(item: &syntax::ast::Item, function: &syntax::ast::Function) -> String {
    let given =
        item.attributes.iter().filter(|a| &*a.name.text == "export").find_map(|a| match a.args.as_slice() {
            [syntax::ast::AttributeArg::Text(text)] => Some(text.value.to_string()),
            _ => None,
        });
    given.unwrap_or_else(|| function.name.text.to_string())
}

fn exports_of(program: &mut Program<'_>, defs: &[DefId]) -> Vec<Export> {
    let mut exports = Vec::new();
    for &def in defs {
        let span = program.defs[def].function.name.span;
        for header in program.headers(def) {
            for dtypes in header.instances() {
                if let Some(id) = program.find_instance(def, &header, &dtypes) {
                    let of_params = header.params.iter().map(|p| instantiate(p.dtype, &dtypes)).collect();
                    let ranks = header.params.iter().map(|p| p.rank).collect();
                    let n_results = header.results.len();
                    exports.push(Export {
                        id,
                        dtypes: of_params,
                        ranks,
                        n_results,
                        suffix: String::new(),
                        span,
                    });
                }
            }
        }
    }
    exports
}

/// Tells several instances of one name apart: by the element types that differ, then by rank.
fn add_suffixes(exports: &mut [Export]) {
    if exports.len() < 2 {
        return;
    }
    let n_params = exports.iter().map(|e| e.dtypes.len()).min().unwrap_or(0);
    let mut shown: Vec<usize> = Vec::new();
    for i in 0..n_params {
        let varies = exports.iter().any(|e| e.dtypes[i] != exports[0].dtypes[i]);
        let is_new = !shown.iter().any(|&j| exports.iter().all(|e| e.dtypes[i] == e.dtypes[j]));
        if varies && is_new {
            shown.push(i);
        }
    }
    for export in exports.iter_mut() {
        let dtypes = shown.iter().map(|&i| format!("_{}", export.dtypes[i]));
        export.suffix = dtypes.collect();
    }
    let suffixes: Vec<String> = exports.iter().map(|e| e.suffix.clone()).collect();
    for export in exports.iter_mut() {
        if suffixes.iter().filter(|suffix| **suffix == export.suffix).count() > 1 {
            let rank = export.ranks.iter().max().copied().unwrap_or(0);
            export.suffix = format!("{}_{rank}d", export.suffix);
        }
    }
}

/// Refuses exports with parameters that are functions.
fn refuse_functions(program: &mut Program<'_>, name: &str, defs: &[DefId]) {
    for &def in defs {
        let function = program.defs[def].function;
        if let Some(param) = function.params.iter().find(|param| header::takes_function(param)) {
            let error =
                Diagnostic::error(Code::E0403, format!("`{name}` takes a function and cannot be exported"))
                    .primary(param.span, "a host has no function of the language to give")
                    .note("export a function that calls it with a function of the program");
            program.report(error);
        }
    }
}

fn check_name(program: &mut Program<'_>, name: &str, span: Span) {
    let is_identifier = !name.is_empty()
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        && !name.as_bytes()[0].is_ascii_digit();
    if !is_identifier {
        let error =
            Diagnostic::error(Code::E0400, format!("the exported name `{name}` is no ASCII identifier"))
                .primary(span, "exported names become C symbols")
                .note("write `@export(\"name\")` before the function, or rename it");
        program.report(error);
    }
}

/// Takes a symbol; two exports of one name and names of C are refused.
fn claim(
    program: &mut Program<'_>,
    owners: &mut BTreeMap<String, (String, Span)>,
    symbol: &str,
    (name, span): (&str, Span),
) {
    if let Some(why) = abi::names::collides(symbol) {
        let error =
            Diagnostic::error(Code::E0401, format!("`{symbol}` cannot be exported")).primary(span, why);
        let error = match why.contains("the C library") {
            true => error.note("the library would take its place in the host program"),
            false => error,
        };
        program.report(error.note("write `@export(\"name\")` before the function, or rename it"));
    }
    // Definitions that no call can tell apart have been told of.
    let ambiguous = |other: &str| other == name && program.diagnostics.iter().any(|d| d.code == Code::E0114);
    let before = owners.insert(symbol.to_string(), (name.to_string(), span));
    if let Some((_, other)) = before.filter(|(other, _)| !ambiguous(other)) {
        let error = Diagnostic::error(Code::E0402, format!("two exports are called `{symbol}`"))
            .primary(span, "this one")
            .secondary(other, "and this one")
            .note("write `@export(\"name\")` before one of them");
        program.report(error);
    }
}

/// Refuses what the boundary cannot carry; whether it can.
fn check_shapes(program: &mut Program<'_>, name: &str, exports: &[Export], span: Span) -> bool {
    let mut problem = None;
    for export in exports {
        let header = &program.instances[export.id].header;
        let n_args = header.params.len() + header.results.len();
        let shapes = header.params.iter().map(|p| &p.shape).chain(header.results.iter().map(|r| &r.shape));
        let rank = shapes.clone().map(Vec::len).max().unwrap_or(0);
        let n_slots: usize = shapes.map(|shape| 1 + 2 * shape.len()).sum();
        problem = if export.n_results != exports[0].n_results {
            Some(format!(
                "the definitions of `{name}` have different numbers of results; exported ones equally many"
            ))
        } else if export.dtypes.len() != exports[0].dtypes.len() {
            let (a, b) = (exports[0].dtypes.len(), export.dtypes.len());
            Some(format!(
                "the definitions of `{name}` take {a} and {b} parameters; exported ones take equally many"
            ))
        } else if n_args > layout::MAX_ARGS {
            Some(format!(
                "`{name}` has {n_args} parameters and results, an export at most {}",
                layout::MAX_ARGS
            ))
        } else if header.sizes.len() + header.params.len() > layout::MAX_SIZES {
            Some(format!("`{name}` has too many sizes, an export at most {}", layout::MAX_SIZES))
        } else if rank > layout::MAX_RANK || n_slots > layout::MAX_SLOTS {
            Some(format!("`{name}` has too many dimensions in all for an export"))
        } else {
            problem
        };
    }
    let Some(message) = problem else { return true };
    program.report(Diagnostic::error(Code::E0403, message).primary(span, "exported here"));
    false
}

/// Refuses sizes that the boundary's stack machine cannot compute.
fn check_sizes(program: &mut Program<'_>, name: &str, instance: &abi::Instance, span: Span) {
    let dims = instance.args().flat_map(|arg| &arg.dims).filter_map(|dim| dim.extent.as_ref());
    let sides = instance.constraints.iter().flat_map(|constraint| [&constraint.lhs, &constraint.rhs]);
    if dims.chain(sides).any(|size| size.depth() > layout::MAX_SIZE_DEPTH) {
        let error =
            Diagnostic::error(Code::E0403, format!("a size of `{name}` is nested too deeply for an export"));
        program.report(error.primary(span, "give a part of it a parameter of its own"));
    }
}

fn instance(
    program: &Program<'_>,
    export: &Export,
    symbol: String,
    dl_symbol: Option<String>,
) -> abi::Instance {
    let asked = &program.instances[export.id];
    let header = &asked.header;
    let sizes = Sizes::new(header);
    let mut params: Vec<abi::Param> = Vec::new();
    for (i, param) in header.params.iter().enumerate() {
        let dtype = instantiate(param.dtype, &asked.dtypes);
        let name = unique(part_name(&param.name.text, header), &params);
        let leaf = sizes.leaf(&name, dtype, &param.shape, &any_axes(header, i));
        let most = *header::REST_RANKS.end();
        let closed = param.has_rest && header.rest_ranks().contains(&most);
        params.push(abi::Param { inout: param.inout, closed, ..leaf });
    }
    let n_results = header.results.len();
    let mut all = params.clone();
    for (i, result) in header.results.iter().enumerate() {
        let name = match &result.name {
            Some(name) if name.text.starts_with(|c: char| c.is_ascii_digit()) => format!("out{}", name.text),
            Some(name) => name.text.to_string(),
            None if n_results == 1 => "out".into(),
            None => format!("out{i}"),
        };
        let name = unique(name, &all);
        all.push(sizes.leaf(&name, instantiate(result.dtype, &asked.dtypes), &result.shape, &[]));
    }
    let results = all.split_off(params.len());
    let constraints = header.constraints.iter().map(|constraint| abi::Constraint {
        lhs: sizes.expr(&constraint.lhs),
        relation: relation(constraint.op),
        rhs: sizes.expr(&constraint.rhs),
        text: program.source_text(constraint.span),
        line: program.sources.line_column(constraint.span).0,
    });
    let constraints = constraints.collect();
    abi::Instance { symbol, dl_symbol, params, results, sizes: sizes.vars, constraints }
}

/// A name that none of these has.
fn unique(mut name: String, params: &[abi::Param]) -> String {
    while params.iter().any(|param| param.name == name) {
        name.push('_');
    }
    name
}

/// The name of a parameter as hosts see it: `p.x`, a part of a tuple, becomes `p_x`.
fn part_name(name: &str, header: &Header) -> String {
    let mut plain = name.replace('.', "_");
    while plain != name && header.params.iter().any(|param| *param.name.text == *plain) {
        plain.push('_');
    }
    plain
}

/// The axes of a parameter that are written `_`.
fn any_axes(header: &Header, param: usize) -> Vec<usize> {
    let any = header.sizes.iter().filter(|size| size.param == param && size.name.is_none());
    any.map(|size| size.axis).collect()
}

/// The name of a size as hosts see it: `s.0`, a dimension of `..s`, becomes `s0`.
fn plain_name(name: &str, header: &Header) -> String {
    let mut plain = name.replace('.', "");
    let taken = |plain: &str| {
        let sizes = header.sizes.iter().filter_map(|size| size.name.as_ref());
        sizes.chain(header.params.iter().map(|param| &param.name)).any(|known| &*known.text == plain)
    };
    while plain != name && taken(&plain) {
        plain.push('_');
    }
    plain
}

fn relation(op: CmpOp) -> abi::Relation {
    match op {
        CmpOp::Eq => abi::Relation::Eq,
        CmpOp::Ne => abi::Relation::Ne,
        CmpOp::Lt => abi::Relation::Lt,
        CmpOp::Le => abi::Relation::Le,
        CmpOp::Gt => abi::Relation::Gt,
        CmpOp::Ge => abi::Relation::Ge,
    }
}

/// The size variables of an instance as the boundary numbers them.
struct Sizes {
    vars: Vec<abi::SizeVar>,
    /// Each variable's local.
    locals: Vec<LocalId>,
}

impl Sizes {
    fn new(header: &Header) -> Self {
        let mut sizes = Self { vars: Vec::new(), locals: Vec::new() };
        for (j, size) in header.sizes.iter().enumerate() {
            let Some(name) = &size.name else { continue };
            let source = abi::SizeSource::Axis { param: size.param, axis: size.axis };
            sizes.vars.push(abi::SizeVar { name: plain_name(&name.text, header), source });
            sizes.locals.push(header.size_local(j));
        }
        for (i, param) in header.params.iter().enumerate() {
            if param.in_sizes {
                let source = abi::SizeSource::Scalar { param: i };
                sizes.vars.push(abi::SizeVar { name: param.name.text.to_string(), source });
                sizes.locals.push(LocalId::from_index(i));
            }
        }
        sizes
    }

    fn leaf(&self, name: &str, dtype: DType, shape: &[Size], any: &[usize]) -> abi::Param {
        let names: Vec<String> = self.vars.iter().map(|var| var.name.clone()).collect();
        let dims = shape.iter().enumerate().map(|(axis, size)| {
            if any.contains(&axis) {
                return abi::Dim { extent: None, text: "_".into(), label: None };
            }
            let extent = self.expr(size);
            let text = extent.text(&names);
            abi::Dim { extent: Some(extent), text, label: None }
        });
        let in_c = if abi::names::is_keyword(name) { format!("{name}_") } else { name.to_string() };
        abi::Param {
            name: in_c,
            path: vec![name.to_string()],
            dtype,
            dims: dims.collect(),
            role: abi::Role::Values,
            inout: false,
            closed: false,
        }
    }

    /// A size as the boundary computes it: positive terms first, so that nothing but them is subtracted from.
    fn expr(&self, size: &Size) -> abi::SizeExpr {
        use abi::SizeExpr;
        let mut sum: Option<SizeExpr> = None;
        let mut terms: Vec<(&[Atom<LocalId>], i64)> = size.terms().collect();
        // Constants last, negative terms behind positive ones.
        terms.sort_by_key(|(monomial, coefficient)| (*coefficient < 0, monomial.is_empty()));
        for (monomial, coefficient) in terms {
            let subtract = coefficient < 0 && sum.is_some() && coefficient != i64::MIN;
            let factor = if subtract { -coefficient } else { coefficient };
            let mut term = (factor != 1 || monomial.is_empty()).then_some(SizeExpr::Const(factor));
            for atom in monomial {
                let factor = match atom {
                    Atom::Var(local) => SizeExpr::Size(
                        self.locals.iter().position(|known| known == local).unwrap_or(usize::MAX),
                    ),
                    Atom::FloorDiv(a, b) => {
                        SizeExpr::FloorDiv(Box::new(self.expr(a)), Box::new(self.expr(b)))
                    }
                };
                term = Some(match term {
                    Some(term) => SizeExpr::Mul(Box::new(term), Box::new(factor)),
                    None => factor,
                });
            }
            let term = term.unwrap_or(SizeExpr::Const(factor));
            sum = Some(match sum {
                Some(sum) if subtract => SizeExpr::Sub(Box::new(sum), Box::new(term)),
                Some(sum) => SizeExpr::Add(Box::new(sum), Box::new(term)),
                None => term,
            });
        }
        sum.unwrap_or(SizeExpr::Const(0))
    }
}

fn function(
    program: &Program<'_>,
    name: &str,
    defs: &[DefId],
    instances: Vec<abi::Instance>,
) -> abi::Function {
    let first = &program.defs[defs[0]];
    let docs: Vec<&str> = defs.iter().filter_map(|&def| program.defs[def].item.docs.as_deref()).collect();
    let attrs = first.item.attributes.iter().map(|a| {
        let text = program.source_text(a.span);
        text.strip_prefix('@').unwrap_or(&text).to_string()
    });
    abi::Function {
        name: name.to_string(),
        dl_symbol: format!("{name}_dl"),
        doc: docs.join("\n"),
        signature: program.source_text(first.function.header),
        line: program.sources.line_column(first.function.header).0,
        attrs: attrs.collect(),
        instances,
    }
}
