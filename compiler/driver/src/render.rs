//! Diagnostics on a terminal and as JSON.

use std::borrow::Cow;
use std::io::IsTerminal;

use base::{Diagnostic, FileId, Severity, SourceMap, Span};
use codespan_reporting::diagnostic as report;
use codespan_reporting::files::SimpleFiles;
use codespan_reporting::term;
use codespan_reporting::term::termcolor::{ColorChoice, StandardStream};
use serde_json::json;

use crate::cli::MessageFormat;

/// Lines longer than this are not shown, only their place.
const LONGEST_LINE: usize = 400;

/// Prints diagnostics: to standard error for people, to standard output as JSON lines for tools.
pub fn print(sources: &SourceMap, diagnostics: &[Diagnostic], format: MessageFormat) {
    match format {
        MessageFormat::Json => {
            for diagnostic in diagnostics {
                outln!("{}", to_json(sources, diagnostic));
            }
        }
        MessageFormat::Human => {
            let colour = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
            let choice = if colour { ColorChoice::Always } else { ColorChoice::Never };
            let mut stream = StandardStream::stderr(choice);
            let files = Files::new(sources);
            for diagnostic in diagnostics {
                let config = config_for(sources, diagnostic);
                let _ = term::emit_to_write_style(&mut stream, &config, &files.0, &files.convert(diagnostic));
            }
            print_summary(diagnostics);
        }
    }
}

/// Prints why a command failed, where no diagnostic has told it: as [`print`] prints diagnostics.
pub fn print_failure(message: &str, format: MessageFormat) {
    match format {
        MessageFormat::Human => errln!("error: {message}"),
        MessageFormat::Json => {
            let failure = json!({
                "code": null, "severity": "error", "message": message, "labels": [], "notes": [], "fixes": [],
            });
            outln!("{failure}");
        }
    }
}

/// Diagnostics as they are printed for people, without colours.
#[must_use]
pub fn to_text(sources: &SourceMap, diagnostics: &[Diagnostic]) -> String {
    let files = Files::new(sources);
    let render = |d: &Diagnostic| {
        term::emit_into_string(&config_for(sources, d), &files.0, &files.convert(d))
            .unwrap_or_else(|_| format!("error[{}]: {}\n", d.code, d.message))
    };
    diagnostics.iter().map(render).collect()
}

fn print_summary(diagnostics: &[Diagnostic]) {
    match diagnostics.iter().filter(|d| d.is_error()).count() {
        0 => {}
        1 => errln!("1 error"),
        n => errln!("{n} errors"),
    }
}

fn config_for(sources: &SourceMap, diagnostic: &Diagnostic) -> term::Config {
    let long = diagnostic.labels.iter().any(|label| {
        sources
            .get(label.span.file)
            .is_some_and(|file| longest_line_in(&file.text, label.span) > LONGEST_LINE)
    });
    let display_style = if long { term::DisplayStyle::Medium } else { term::DisplayStyle::Rich };
    term::Config { display_style, ..term::Config::default() }
}

fn longest_line_in(text: &str, span: Span) -> usize {
    let (lo, hi) = ((span.lo as usize).min(text.len()), (span.hi as usize).min(text.len()));
    let start = text.as_bytes()[..lo].iter().rposition(|&b| b == b'\n').map_or(0, |i| i + 1);
    let end = text.as_bytes()[hi..].iter().position(|&b| b == b'\n').map_or(text.len(), |i| hi + i);
    text.as_bytes()[start..end].split(|&b| b == b'\n').map(<[u8]>::len).max().unwrap_or(0)
}

/// A text without the characters that turn the direction of what follows them on a terminal; of the same length in bytes.
fn visible(text: &str) -> Cow<'_, str> {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    match text.contains(turns) {
        true => Cow::Owned(text.replace(turns, "\u{fffd}")),
        false => Cow::Borrowed(text),
    }
}

struct Files<'a>(SimpleFiles<&'a str, Cow<'a, str>>);

impl<'a> Files<'a> {
    fn new(sources: &'a SourceMap) -> Self {
        let mut files = SimpleFiles::new();
        for (_, file) in sources.files() {
            files.add(file.name.as_str(), visible(&file.text));
        }
        Self(files)
    }

    fn convert(&self, diagnostic: &Diagnostic) -> report::Diagnostic<usize> {
        let severity = match diagnostic.severity {
            Severity::Error => report::Severity::Error,
            Severity::Warning => report::Severity::Warning,
        };
        let known = |file: FileId| self.0.get(file.0 as usize).is_ok();
        let labels = diagnostic.labels.iter().filter(|label| known(label.span.file)).map(|label| {
            let style =
                if label.primary { report::LabelStyle::Primary } else { report::LabelStyle::Secondary };
            let range = label.span.lo as usize..label.span.hi as usize;
            report::Label::new(style, label.span.file.0 as usize, range).with_message(visible(&label.message))
        });
        let fixes = diagnostic.fixes.iter().filter_map(|fix| fix_text(diagnostic, fix));
        let notes = diagnostic.notes.iter().cloned().chain(fixes);
        report::Diagnostic::new(severity)
            .with_code(diagnostic.code.name())
            .with_message(visible(&diagnostic.message))
            .with_labels(labels.collect())
            .with_notes(notes.collect())
    }
}

/// A fix in words; none where the message, a label or a note has said what to write.
fn fix_text(diagnostic: &Diagnostic, fix: &base::Fix) -> Option<String> {
    let written = fix.replacement.trim();
    if written.is_empty() {
        return Some(format!("help: {}", fix.message));
    }
    let quoted = format!("`{written}`");
    let labels = diagnostic.labels.iter().map(|label| &label.message);
    let mut said = labels.chain(&diagnostic.notes).chain([&diagnostic.message]);
    if said.any(|text| text.contains(&quoted)) {
        return None;
    }
    match fix.message.contains(&quoted) {
        true => Some(format!("help: {}", fix.message)),
        false => Some(format!("help: {}: {quoted}", fix.message)),
    }
}

fn to_json(sources: &SourceMap, diagnostic: &Diagnostic) -> serde_json::Value {
    let place = |span: Span| {
        let (line, column) = sources.line_column(span);
        let (end_line, end_column) = sources.line_column(Span { lo: span.hi, ..span });
        let file = sources.get(span.file).map_or("", |file| file.name.as_str());
        json!({
            "file": file, "line": line, "column": column, "end_line": end_line, "end_column": end_column,
            "byte_start": span.lo, "byte_end": span.hi,
        })
    };
    json!({
        "code": diagnostic.code.name(),
        "severity": match diagnostic.severity { Severity::Error => "error", Severity::Warning => "warning" },
        "message": diagnostic.message,
        "labels": diagnostic.labels.iter().map(|l| {
            json!({ "span": place(l.span), "message": l.message, "primary": l.primary })
        }).collect::<Vec<_>>(),
        "notes": diagnostic.notes,
        "fixes": diagnostic.fixes.iter().map(|f| {
            json!({
                "span": place(f.span), "replacement": f.replacement, "message": f.message, "sure": f.sure,
            })
        }).collect::<Vec<_>>(),
    })
}
