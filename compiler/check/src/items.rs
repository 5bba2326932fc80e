//! Items that are no functions, attributes, and names that are defined twice.

use base::{Code, DType, Diagnostic};
use syntax::ast::{self, ItemKind};

use crate::program::Program;
use crate::{notyet, suggest};

/// The attributes of the language.
const ATTRIBUTES: [&str; 4] = ["fast", "accurate", "require", "export"];

/// What `@require` promises of the machine code.
const PROMISES: [&str; 4] = ["lanes", "no_alloc", "no_checks", "in_place"];

/// Looks at everything of the user's module but the bodies of its functions.
pub(crate) fn check_items(program: &mut Program<'_>, module: &ast::Module) {
    for item in &module.items {
        match &item.kind {
            ItemKind::Function(function) => {
                attributes(program, item);
                type_names(program, function);
            }
            ItemKind::Struct(s) => program.report(notyet::not_yet(Code::E0901, s.name.span, "records")),
            ItemKind::Use(u) => program.report(notyet::not_yet(Code::E0902, u.span, "other modules")),
            // Tests have become functions.
            ItemKind::Test(_) | ItemKind::Error => {}
        }
    }
}

/// A function must not be called like an element type: `f32(x)` converts.
fn type_names(program: &mut Program<'_>, function: &ast::Function) {
    if DType::from_name(&function.name.text).is_some() {
        let error = Diagnostic::error(Code::E0105, format!("`{}` is a type", function.name.text))
            .primary(function.name.span, "a function needs another name");
        program.report(error);
    }
}

fn attributes(program: &mut Program<'_>, item: &ast::Item) {
    for attribute in &item.attributes {
        let name = &*attribute.name.text;
        match name {
            "export" => {
                if !matches!(attribute.args.as_slice(), [ast::AttributeArg::Text(_)]) {
                    let error = Diagnostic::error(Code::E0104, "`@export` takes a name in quotes")
                        .primary(attribute.span, "such as `@export(\"name\")`");
                    program.report(error);
                }
            }
            "fast" => {
                if !attribute.args.is_empty() {
                    let error = Diagnostic::error(Code::E0104, "`@fast` takes nothing")
                        .primary(attribute.span, "write `@fast`");
                    program.report(error);
                }
            }
            "require" => promises(program, item, attribute),
            "reproducible" => {
                let error = Diagnostic::error(Code::E0104, "there is no attribute `@reproducible`")
                    .primary(attribute.name.span, "not known")
                    .note("it is a matter of the whole library: `arrc build --reproducible`");
                program.report(error);
            }
            _ if ATTRIBUTES.contains(&name) => {
                let what = format!("the attribute `@{name}`");
                program.report(notyet::not_yet(Code::E0913, attribute.span, &what));
            }
            _ => {
                let mut error = Diagnostic::error(Code::E0104, format!("there is no attribute `@{name}`"))
                    .primary(attribute.name.span, "not known");
                if let Some(near) = suggest::nearest(name, ATTRIBUTES.into_iter()) {
                    error = error.offer(attribute.name.span, near, format!("did you mean `@{near}`?"));
                }
                program.report(error);
            }
        }
    }
}

/// `@require(lanes, no_alloc)`; whether the promises are kept is seen when machine code is made.
fn promises(program: &mut Program<'_>, item: &ast::Item, attribute: &ast::Attribute) {
    let known = "`lanes`, `no_alloc`, `no_checks`, `in_place`";
    if attribute.args.is_empty() {
        let error = Diagnostic::error(Code::E0104, "`@require` needs something to promise")
            .primary(attribute.span, format!("one or several of {known}"));
        program.report(error);
    }
    for arg in &attribute.args {
        let error = Diagnostic::error(Code::E0104, "nothing can be promised by that name");
        let error = match arg {
            ast::AttributeArg::Name(name) if PROMISES.contains(&&*name.text) => continue,
            ast::AttributeArg::Name(name) => {
                let error = error.primary(name.span, format!("known are {known}"));
                match suggest::nearest(&name.text, PROMISES.into_iter()) {
                    Some(near) => error.offer(name.span, near, format!("did you mean `{near}`?")),
                    None => error,
                }
            }
            _ => error.primary(attribute.span, format!("known are {known}")),
        };
        program.report(error);
    }
    if !item.public {
        let error = Diagnostic::error(Code::E0104, "`@require` is for exported functions");
        let error = error.primary(attribute.span, "this function is compiled as a part of its callers");
        program.report(error.note("write it before the `pub fn` whose machine code it is about"));
    }
}
