//! The standard library's source, part of the compiler.

use base::SourceMap;

/// Its files.
const FILES: &[(&str, &str)] = &[
    ("std/exp_log.arr", include_str!("../../../stdlib/exp_log.arr")),
];

/// Parses the standard library, adding its files to `sources`.
#[must_use]
pub fn modules(sources: &mut SourceMap) -> Vec<syntax::ast::Module> {
    let parse = |(name, text): &(&str, &str)| {
        let file = sources.add(*name, *text);
        let (module, diagnostics) = syntax::parse(file, text);
        if let Some(diagnostic) = diagnostics.first() {
            base::bug!("{name} does not parse: {}", diagnostic.message);
        }
        module
    };
    FILES.iter().map(parse).collect()
}
