//! The page about a diagnostic code.

use base::Code;

use crate::error::{Outcome, usage};

/// The code that a word names: `E0123` in any case.
pub(super) fn names_code(word: &str) -> bool {
    let digits = word.strip_prefix(['E', 'e']);
    digits.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

/// The page as plain text.
///
/// # Errors
/// A code that does not exist.
pub(super) fn text_of(word: &str) -> Outcome<String> {
    let wanted = word.to_ascii_uppercase();
    let Some(code) = Code::ALL.iter().find(|code| code.name() == wanted) else {
        return Err(usage(format!("there is no code `{word}`; a message names its code: `error[E0123]: …`")));
    };
    Ok(to_plain(code.page()))
}

/// A page as plain text: its title without the mark, its programs indented instead of fenced.
pub(super) fn to_plain(page: &str) -> String {
    let mut plain = String::new();
    let mut in_program = false;
    for line in page.lines() {
        if line.starts_with("```") {
            in_program = !in_program;
            continue;
        }
        let line = line.trim_start_matches("# ");
        if in_program && !line.is_empty() {
            plain += "    ";
        }
        plain += line;
        plain.push('\n');
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_readable_as_they_are() {
        let page = "# E0000: a title\n\nWords with `code`.\n\n```arr\nfn f() -> i64 = 1;\n\nfn g() -> i64 = 2;\n```\n";
        let plain =
            "E0000: a title\n\nWords with `code`.\n\n    fn f() -> i64 = 1;\n\n    fn g() -> i64 = 2;\n";
        assert_eq!(to_plain(page), plain);
        for code in Code::ALL {
            let plain = to_plain(code.page());
            assert!(plain.starts_with(&format!("{code}: ")), "{plain}");
            assert!(!plain.contains("```"), "{plain}");
        }
    }
}
