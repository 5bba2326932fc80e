//! The standard library's source, part of the compiler.

use base::SourceMap;

/// Its files.
pub(crate) const FILES: &[(&str, &str)] = &[
    ("std/bits.arr", include_str!("../../../stdlib/bits.arr")),
    ("std/compare.arr", include_str!("../../../stdlib/compare.arr")),
    ("std/complex.arr", include_str!("../../../stdlib/complex.arr")),
    ("std/erf.arr", include_str!("../../../stdlib/erf.arr")),
    ("std/exp.arr", include_str!("../../../stdlib/exp.arr")),
    ("std/factors.arr", include_str!("../../../stdlib/factors.arr")),
    ("std/fourier.arr", include_str!("../../../stdlib/fourier.arr")),
    ("std/gamma.arr", include_str!("../../../stdlib/gamma.arr")),
    ("std/hyperbolic.arr", include_str!("../../../stdlib/hyperbolic.arr")),
    ("std/image.arr", include_str!("../../../stdlib/image.arr")),
    ("std/inverse_hyperbolic.arr", include_str!("../../../stdlib/inverse_hyperbolic.arr")),
    ("std/inverse_trig.arr", include_str!("../../../stdlib/inverse_trig.arr")),
    ("std/linear.arr", include_str!("../../../stdlib/linear.arr")),
    ("std/log.arr", include_str!("../../../stdlib/log.arr")),
    ("std/normal.arr", include_str!("../../../stdlib/normal.arr")),
    ("std/numbers.arr", include_str!("../../../stdlib/numbers.arr")),
    ("std/pi_trig.arr", include_str!("../../../stdlib/pi_trig.arr")),
    ("std/pow.arr", include_str!("../../../stdlib/pow.arr")),
    ("std/random.arr", include_str!("../../../stdlib/random.arr")),
    ("std/roots.arr", include_str!("../../../stdlib/roots.arr")),
    ("std/search.arr", include_str!("../../../stdlib/search.arr")),
    ("std/shapes.arr", include_str!("../../../stdlib/shapes.arr")),
    ("std/signal.arr", include_str!("../../../stdlib/signal.arr")),
    ("std/sort.arr", include_str!("../../../stdlib/sort.arr")),
    ("std/statistics.arr", include_str!("../../../stdlib/statistics.arr")),
    ("std/trig.arr", include_str!("../../../stdlib/trig.arr")),
];

/// What operators stand for.
const OPERATORS: &[&str] = &["pow"];

/// What functions stand for where their arguments are complex.
const OF_COMPLEX: &[&str] = &[
    "complex_abs",
    "complex_acos",
    "complex_acosh",
    "complex_asin",
    "complex_asinh",
    "complex_atan",
    "complex_atanh",
    "complex_cos",
    "complex_cosh",
    "complex_exp",
    "complex_ln",
    "complex_log10",
    "complex_log2",
    "complex_norm",
    "complex_pow",
    "complex_sin",
    "complex_sinh",
    "complex_sqrt",
    "complex_tan",
    "complex_tanh",
];

/// What `unique` is made of.
const OF_UNIQUE: &[&str] = &["sort", "first_of_runs"];

/// Whether a program may have complex numbers, by its text alone: it names a type, or a function of the library that makes them.
fn mentions_complex(program: &str) -> bool {
    let imaginary = program.as_bytes().windows(2).any(|pair| pair[0].is_ascii_digit() && pair[1] == b'i');
    imaginary || ["c64", "c128", "complex", "fft", "polar"].iter().any(|name| program.contains(name))
}

/// Reads the part of the standard library that `program` can reach, adding all files to `sources`.
#[must_use]
pub fn modules(sources: &mut SourceMap, program: &str) -> Vec<syntax::ast::Module> {
    let files: Vec<_> = FILES.iter().map(|(name, text)| (sources.add(*name, *text), *text)).collect();
    let of_complex = if mentions_complex(program) { OF_COMPLEX } else { &[] };
    let of_unique = if program.contains("unique") { OF_UNIQUE } else { &[] };
    let also = [OPERATORS, of_complex, of_unique].concat();
    let (modules, diagnostics) = syntax::parse_library(&files, program, &also);
    if let Some(diagnostic) = diagnostics.first() {
        base::bug!("the standard library does not parse: {}", diagnostic.message);
    }
    modules
}
