//! One helper for all tests: a source against what the checker says of it.

use base::SourceMap;

/// Stand-ins for what the standard library has: signatures count here, not values.
const PRELUDE: &str = "
pub fn exp(x: f32) -> f32 = x;
pub fn exp(x: f64) -> f64 = x;
pub fn ln(x: f32) -> f32 = x;
pub fn ln(x: f64) -> f64 = x;
pub fn erfc(x: f64) -> f64 = x;
pub fn pow(x: f64, y: f64) -> f64 = x * y;
pub fn broken(x: f64) -> f64 = nowhere(x);
";

/// Every diagnostic as `code line:column message`, or the typed program if there is none.
pub(crate) fn check(source: &str) -> String {
    let source = source.to_string();
    // Trees may be deep; tests run on small stacks.
    let thread = std::thread::Builder::new().stack_size(256 << 20);
    let joined = thread.spawn(move || check_here(&source)).expect("a thread starts").join();
    joined.expect("the checker does not panic")
}

fn check_here(source: &str) -> String {
    let mut sources = SourceMap::default();
    let file = sources.add("test.arr", source);
    let std_file = sources.add("std.arr", PRELUDE);
    let (module, mut diagnostics) = syntax::parse(file, source);
    let (prelude, prelude_diagnostics) = syntax::parse(std_file, PRELUDE);
    assert!(prelude_diagnostics.is_empty(), "{prelude_diagnostics:?}");
    let checked = check::check(&sources, &module, &[prelude]);
    diagnostics.extend(checked.diagnostics);
    if diagnostics.is_empty() {
        return checked.module.to_string();
    }
    let lines = diagnostics.iter().map(|d| {
        let (line, column) = d.span().map_or((0, 0), |span| sources.line_column(span));
        format!("{} {line}:{column} {}", d.code, d.message)
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Compares without regard to the indentation of `expect`.
pub(crate) fn expect(source: &str, expect: &str) {
    let trimmed = |text: &str| text.trim().lines().map(str::trim).collect::<Vec<_>>().join("\n");
    let found = check(source);
    assert_eq!(trimmed(&found), trimmed(expect), "\nsource:\n{source}\nfound:\n{found}");
}

/// The program has no mistake.
pub(crate) fn accept(source: &str) {
    let found = check(source);
    let source: String = source.chars().take(1000).collect();
    assert!(!found.starts_with('E'), "source:\n{source}\nfound:\n{found}");
}

/// The program's only mistakes have these codes, in order.
pub(crate) fn refuse(source: &str, codes: &str) {
    let found = check(source);
    let of_lines: Vec<&str> = found.lines().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(of_lines.join(" "), codes, "\nsource:\n{source}\nfound:\n{found}");
}
