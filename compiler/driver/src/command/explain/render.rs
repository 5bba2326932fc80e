//! Facts as text for people and as JSON for tools.

use base::{SourceMap, Span};
use loops::Level;
use serde_json::{Value, json};

use super::facts::{Fact, How, KernelFacts, Kind, Threads};

/// Each entry point, then each line with what became of it.
pub(super) fn to_text(sources: &SourceMap, level: Level, kernels: &[KernelFacts]) -> String {
    let mut text = String::new();
    for kernel in kernels {
        let (line, _) = sources.line_column(kernel.span);
        text +=
            &format!("{} ({}:{line}) at {}\n", kernel.symbol, file_of(sources, kernel.span), level.name());
        let mut last = None;
        for fact in &kernel.facts {
            let place = (fact.span.file, sources.line_column(fact.span).0);
            if last != Some(place) {
                text += &line_text(sources, kernel, fact.span);
                last = Some(place);
            }
            text += &format!("          {}\n", sentence(&fact.kind));
        }
        if !kernel.facts.iter().any(|fact| matches!(fact.kind, Kind::Check { .. })) {
            text += "    no check is left in it\n";
        }
        text.push('\n');
    }
    text
}

fn file_of(sources: &SourceMap, span: Span) -> &str {
    sources.get(span.file).map_or("?", |file| file.name.as_str())
}

/// The line of a place as it stands in the source.
fn line_text(sources: &SourceMap, kernel: &KernelFacts, span: Span) -> String {
    let (line, _) = sources.line_column(span);
    let lines = sources.get(span.file).map(|file| file.text.lines());
    let content = lines.and_then(|mut lines| lines.nth(line as usize - 1)).unwrap_or_default().trim_end();
    let file =
        if span.file == kernel.span.file { String::new() } else { format!("{}:", file_of(sources, span)) };
    format!("  {file}{line:>4} | {content}\n")
}

fn sentence(kind: &Kind) -> String {
    match kind {
        Kind::Loop { variable, how, threads } => {
            format!("loop over `{variable}`: {}; {}", how_text(how), threads_text(threads))
        }
        Kind::Fold { what, how, threads } => format!("{what}: {}; {}", how_text(how), threads_text(threads)),
        Kind::Check { message, repeated, why } => {
            let when = if *repeated { "in every iteration" } else { "once" };
            format!("check, {when}: \"{message}\"; stays because {why}")
        }
        Kind::Temporary { name, elements } => format!("stores `{name}`, {elements} elements, between loops"),
        Kind::Remark { message, .. } => message.clone(),
    }
}

fn how_text(how: &How) -> String {
    match how {
        How::Lanes(Some(width)) => format!("{width} lanes"),
        How::Lanes(None) => "in lanes".into(),
        How::Tiles(rows) => format!("tiles of {rows} rows, in lanes along them"),
        How::Serial(why) => format!("one after another, because {why}"),
        How::Unrolled => "unrolled".into(),
    }
}

fn threads_text(threads: &Threads) -> String {
    match threads {
        Threads::Shared(Some(part)) => format!("on threads, {part} iterations a part"),
        Threads::Shared(None) => "on threads, parts by their work".into(),
        Threads::No(why) => format!("not on threads: {why}"),
    }
}

/// One object a line and fact.
pub(super) fn to_json(sources: &SourceMap, level: Level, kernels: &[KernelFacts]) -> String {
    let facts = kernels.iter().flat_map(|kernel| kernel.facts.iter().map(move |fact| (kernel, fact)));
    facts.map(|(kernel, fact)| format!("{}\n", fact_json(sources, level, kernel, fact))).collect()
}

fn fact_json(sources: &SourceMap, level: Level, kernel: &KernelFacts, fact: &Fact) -> Value {
    let (line, column) = sources.line_column(fact.span);
    let mut value = match &fact.kind {
        Kind::Loop { variable, how, threads } => {
            json!({ "kind": "loop", "variable": variable, "how": how_json(how), "threads": threads_json(threads) })
        }
        Kind::Fold { what, how, threads } => {
            json!({ "kind": "reduction", "what": what, "how": how_json(how), "threads": threads_json(threads) })
        }
        Kind::Check { message, repeated, why } => {
            json!({ "kind": "check", "text": message, "repeated": repeated, "why": why })
        }
        Kind::Temporary { name, elements } => {
            json!({ "kind": "temporary", "name": name, "elements": elements })
        }
        Kind::Remark { pass, .. } => json!({ "kind": "remark", "pass": pass }),
    };
    value["function"] = json!(kernel.function);
    value["symbol"] = json!(kernel.symbol);
    value["cpu"] = json!(level.name());
    value["file"] = json!(file_of(sources, fact.span));
    value["line"] = json!(line);
    value["column"] = json!(column);
    value["message"] = json!(sentence(&fact.kind));
    value
}

fn how_json(how: &How) -> Value {
    match how {
        How::Lanes(width) => json!({ "lanes": true, "width": width }),
        How::Tiles(rows) => json!({ "lanes": true, "rows": rows }),
        How::Serial(why) => json!({ "lanes": false, "why": why }),
        How::Unrolled => json!({ "lanes": false, "unrolled": true }),
    }
}

fn threads_json(threads: &Threads) -> Value {
    match threads {
        Threads::Shared(part) => json!({ "shared": true, "part": part }),
        Threads::No(why) => json!({ "shared": false, "why": why }),
    }
}
