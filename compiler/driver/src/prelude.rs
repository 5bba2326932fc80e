//! The standard library's source, part of the compiler.

use base::SourceMap;

/// Its files.
const FILES: &[(&str, &str)] = &[
    ("std/compare.arr", include_str!("../../../stdlib/compare.arr")),
    ("std/exp.arr", include_str!("../../../stdlib/exp.arr")),
    ("std/log.arr", include_str!("../../../stdlib/log.arr")),
    ("std/pow.arr", include_str!("../../../stdlib/pow.arr")),
    ("std/erf.arr", include_str!("../../../stdlib/erf.arr")),
    ("std/hyperbolic.arr", include_str!("../../../stdlib/hyperbolic.arr")),
    ("std/trig.arr", include_str!("../../../stdlib/trig.arr")),
    ("std/inverse_trig.arr", include_str!("../../../stdlib/inverse_trig.arr")),
    ("std/roots.arr", include_str!("../../../stdlib/roots.arr")),
];

/// What operators stand for.
const OPERATORS: &[&str] = &["pow"];

/// Reads the part of the standard library that `program` can reach, adding all files to `sources`.
#[must_use]
pub fn modules(sources: &mut SourceMap, program: &str) -> Vec<syntax::ast::Module> {
    let files: Vec<_> = FILES.iter().map(|(name, text)| (sources.add(*name, *text), *text)).collect();
    let (modules, diagnostics) = syntax::parse_library(&files, program, OPERATORS);
    if let Some(diagnostic) = diagnostics.first() {
        base::bug!("the standard library does not parse: {}", diagnostic.message);
    }
    modules
}
