//! From the AST to the typed program: names, overloads, types, shapes, lifting, diagnostics.
//!
//! [`check`] is the only way in, [`typed`] what it gives. Every function of the user's module is checked, generic ones
//! once for each of their types; of the prelude only what the user's functions reach. Mistakes are collected: a wrong
//! expression has the value [`values::Val::Error`], and whatever is made of it is silent.

mod assign;
mod body;
mod bounds;
mod branch;
mod builtin;
mod call;
mod complex;
mod comprehension;
mod contract;
mod convert;
mod export;
mod expr;
mod fast;
mod fields;
mod fold;
mod function_value;
mod header;
mod index;
mod instance_call;
mod items;
mod lift;
mod lit;
mod mask;
mod matmul;
mod notyet;
mod operator_fn;
mod operators;
mod overload;
mod program;
mod ranges;
mod recursion;
mod reduce;
mod results;
mod scatter;
mod scopes;
mod shapes;
mod sizes;
mod stmt;
mod suggest;
mod tuples;
pub mod typed;
mod types;
mod values;

use std::collections::{BTreeMap, BTreeSet};

use base::{Code, Diagnostic, SourceMap};
use syntax::ast;

use program::Program;

/// What the check of a module gives.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The typed program; without meaning if there are errors.
    pub module: typed::Module,
    /// What the library exports. `library` and `file` are left to the driver.
    pub interface: abi::Interface,
    /// Errors and warnings in the order of the source.
    pub diagnostics: Vec<Diagnostic>,
}

/// Checks the user's `module` against the modules of the standard library.
///
/// `sources` holds the texts of all of them: messages, fixes and the interface quote the source. The recursion is as
/// deep as the syntax tree, so the caller gives the thread a stack for [`syntax::MAX_DEPTH`] levels.
#[must_use]
pub fn check(sources: &SourceMap, module: &ast::Module, prelude: &[ast::Module]) -> Checked {
    check_with(sources, module, prelude, Fast::Marked)
}

/// Which functions of the user's module are `@fast`.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Fast {
    /// Those that say so.
    #[default]
    Marked,
    /// All.
    All,
    /// None, whatever they say.
    Never,
}

/// As [`check`], with other functions `@fast` than say so.
#[must_use]
pub fn check_with(sources: &SourceMap, module: &ast::Module, prelude: &[ast::Module], fast: Fast) -> Checked {
    let with_tests = module.with_private_tests();
    let module = with_tests.as_ref().unwrap_or(module);
    let mut program = Program::new(sources, module, prelude);
    program.fast = fast;
    items::check_items(&mut program, module);
    overload::refuse_ambiguous(&mut program);
    program.check_all();
    let doc = module.docs.as_deref().unwrap_or("").to_string();
    let (interface, symbols) = export::build_interface(&mut program, doc);
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    taken.extend(symbols.values().map(|symbol| (symbol.clone(), 1)));
    let mut checked = typed::Module::default();
    let mut diagnostics = program.diagnostics;
    for (id, instance) in program.instances.iter_ids() {
        let Some(mut function) = instance.checked.clone() else { base::bug!("an instance was not checked") };
        function.name = match symbols.get(&id) {
            Some(symbol) => symbol.clone(),
            None => {
                let def = &program.defs[instance.def];
                let types = instance
                    .header
                    .params
                    .iter()
                    .map(|p| header::instantiate(p.dtype, &instance.dtypes).name());
                let types: Vec<&str> = types.collect();
                let origin = if def.in_prelude { "std." } else { "" };
                unique(&mut taken, format!("{origin}{}.{}", function.source_name, types.join(".")))
            }
        };
        checked.functions.push(function);
    }
    diagnostics.sort_by_key(|d| d.span().map(|span| (span.file, span.lo, span.hi)));
    // What is not there yet is told once, not everywhere it is used.
    let mut told = BTreeSet::new();
    diagnostics.retain(|d| d.code < Code::E0901 || told.insert((d.code, d.message.clone())));
    Checked { module: checked, interface, diagnostics }
}

/// The name, with a number behind it if it is taken.
fn unique(taken: &mut BTreeMap<String, usize>, name: String) -> String {
    let n = taken.entry(name.clone()).or_insert(0);
    *n += 1;
    match *n {
        1 => name,
        n => unique(taken, format!("{name}.{n}")),
    }
}
