//! `arrc explain`.

use std::io::Write;

use base::Code;

use crate::cli::ExplainArgs;
use crate::error::{Outcome, usage};

/// Prints the page about a code.
///
/// # Errors
/// A code that does not exist.
pub fn run(args: &ExplainArgs) -> Outcome<()> {
    let wanted = args.code.to_ascii_uppercase();
    let Some(code) = Code::ALL.iter().find(|code| code.name() == wanted) else {
        return Err(usage(format!(
            "there is no code `{}`; a message names its code: `error[E0123]: …`",
            args.code
        )));
    };
    // A closed pipe is the reader's decision.
    let _ = std::io::stdout().write_all(to_plain(code.page()).as_bytes());
    Ok(())
}

/// A page as plain text: its title without the mark, its programs indented instead of fenced.
fn to_plain(page: &str) -> String {
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
