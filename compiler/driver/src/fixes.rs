//! Making the changes that diagnostics propose.
//!
//! Only sure ones, only in the user's file, only those that do not overlap; the text with the changes is checked again,
//! and they stay only if that has brought it closer to being right.

use base::{Diagnostic, FileId, Fix};

use crate::source::analyse;

/// A text with changes.
pub struct Mended {
    /// The whole file.
    pub text: String,
    /// How many changes were made in it.
    pub n_changes: usize,
}

/// Rounds of changes: one may bring to light what the next can mend.
const MAX_ROUNDS: usize = 20;

/// Mends a text as far as that goes without asking: none if it is not UTF-8 or nothing was changed.
#[must_use]
pub fn mend(name: &str, bytes: &[u8]) -> Option<Mended> {
    let mut mended = Mended { text: std::str::from_utf8(bytes).ok()?.to_string(), n_changes: 0 };
    let mut diagnostics = analyse(name, bytes).1;
    for _ in 0..MAX_ROUNDS {
        let fixes = applicable(&diagnostics);
        let text = apply(&mended.text, &fixes);
        let found = analyse(name, text.as_bytes()).1;
        if fixes.is_empty() || !is_better(&found, &diagnostics) {
            break;
        }
        mended = Mended { text, n_changes: mended.n_changes + fixes.len() };
        diagnostics = found;
    }
    (mended.n_changes > 0).then_some(mended)
}

/// The sure fixes, in order and apart from each other; of two that touch, the first.
fn applicable(diagnostics: &[Diagnostic]) -> Vec<&Fix> {
    let mut fixes: Vec<&Fix> = diagnostics.iter().flat_map(sure_fixes).collect();
    fixes.sort_by_key(|fix| (fix.span.lo, fix.span.hi));
    let mut apart: Vec<&Fix> = Vec::new();
    for fix in fixes {
        if apart.last().is_none_or(|last| last.span.hi < fix.span.lo) {
            apart.push(fix);
        }
    }
    apart
}

fn sure_fixes(diagnostic: &Diagnostic) -> impl Iterator<Item = &Fix> {
    diagnostic.fixes.iter().filter(|fix| fix.sure && fix.span.file == USER_FILE)
}

/// The user's module is the first file of a compilation.
const USER_FILE: FileId = FileId(0);

/// The text with fixes of its file, which are in order and apart from each other.
#[must_use]
pub fn apply(text: &str, fixes: &[&Fix]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for fix in fixes {
        let (lo, hi) = (fix.span.lo as usize, fix.span.hi as usize);
        let Some(kept) = text.get(at..lo).filter(|_| text.is_char_boundary(hi)) else { continue };
        out += kept;
        out += &fix.replacement;
        at = hi;
    }
    out += &text[at..];
    out
}

/// Whether changes have done what they should: fewer mistakes of form, which hide all others, or as many of them and
/// fewer of those that were to be mended, whatever else has come to light.
fn is_better(now: &[Diagnostic], before: &[Diagnostic]) -> bool {
    let mendable: Vec<_> = before.iter().filter(|d| sure_fixes(d).next().is_some()).collect();
    let count = |diagnostics: &[Diagnostic]| {
        let form = diagnostics.iter().filter(|d| d.is_error() && d.code < base::Code::E0100).count();
        let same = |d: &&Diagnostic| mendable.iter().any(|m| (m.code, &m.message) == (d.code, &d.message));
        (form, diagnostics.iter().filter(same).count())
    };
    count(now) < count(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(text: &str) -> Option<(String, usize)> {
        mend("t.arr", text.as_bytes()).map(|mended| (mended.text, mended.n_changes))
    }

    #[test]
    fn spellings_are_mended_round_by_round() {
        let text = "pub fn f(x: float64[n]) -> double[n] {\n    let y = np.maximum(x, 1.)\n    log(y)\n}\n";
        let (text, n_changes) = mended(text).expect("changes");
        assert_eq!(text, "pub fn f(x: f64[n]) -> f64[n] {\n    let y = max(x, 1.0);\n    ln(y)\n}\n");
        assert_eq!(n_changes, 6);
    }

    #[test]
    fn what_only_the_writer_knows_stays() {
        assert_eq!(mended("pub fn f(a: i64, b: i64) -> i64 = a / b;"), None);
        assert_eq!(mended("pub fn f(x: f64[n], y: f64[m]) -> f64[n] = x + y;"), None);
        assert_eq!(mended("pub fn f(x: f64) -> f64 = x;"), None);
        assert_eq!(mend("t.arr", b"pub fn f(x: float) -> f64 = x; # \xff").map(|m| m.text), None);
    }

    #[test]
    fn touching_changes_are_made_one_after_the_other() {
        let (text, _) = mended("pub fn f(a: bool, b: bool) -> bool = a||!b;").expect("changes");
        assert_eq!(text, "pub fn f(a: bool, b: bool) -> bool = a or not b;");
    }
}
