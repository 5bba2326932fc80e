//! Pages in Markdown.

use super::model::{Definition, Docs, Entry, Module};

/// The page of a module.
pub(super) fn module_page(module: &Module) -> String {
    let mut page = format!("# {}\n", module.name);
    push_docs(&mut page, &module.docs);
    if !module.entries.is_empty() {
        page.push('\n');
    }
    for entry in &module.entries {
        page += format!("- [`{}`](#{}) {}", entry.name, entry.name, entry.summary()).trim_end();
        page.push('\n');
    }
    for entry in &module.entries {
        // Headings of their own would lose capitals and signs in their anchors.
        page += &format!("\n<a id=\"{}\"></a>\n\n## {}\n", entry.name, entry.name);
        for definition in &entry.definitions {
            push_definition(&mut page, definition);
        }
    }
    page
}

/// The page of the standard library: what each function takes, what it means, an example. What functions mean for complex
/// numbers is left out: they stand under other names there.
pub(super) fn library_page(modules: &[Module]) -> String {
    let mut page = String::from(LIBRARY);
    for module in modules {
        let shown = |entry: &&Entry| !entry.name.starts_with("complex_");
        let entries: Vec<&Entry> = module.entries.iter().filter(shown).collect();
        if entries.is_empty() {
            continue;
        }
        page += &format!("\n## {}\n", module.name);
        push_docs(&mut page, &module.docs);
        for entry in entries {
            page += &format!("\n### {}\n", entry.name);
            for definition in &entry.definitions {
                page += &format!("\n```arr\n{}\n```\n", definition.signature);
                push_docs(&mut page, &definition.docs);
            }
        }
    }
    page
}

/// How the page of the standard library begins.
const LIBRARY: &str = "# Functions of the standard library

Made by `arrc doc --library -o docs` from the comments in [stdlib](../stdlib); `arrc explain NAME` prints one of them. The
[reference](language.md#standard-library) lists them by purpose, with those that are part of the language: reductions, scans,
`sqrt`, `abs`, `min`, `max`, rounding, conversions. Every example is true, and run by the tests.
";

/// The page that leads to all modules.
pub(super) fn index_page(modules: &[Module]) -> String {
    let mut page = String::from("# Modules\n");
    for module in modules {
        page += &format!("\n## [{}]({}.md)\n", module.name, module.name);
        let summary = module.docs.summary();
        if !summary.is_empty() {
            page += &format!("\n{summary}\n");
        }
        let names = module.entries.iter().map(|e| format!("[`{}`]({}.md#{})", e.name, module.name, e.name));
        page += &format!("\n{}\n", names.collect::<Vec<_>>().join(" · "));
    }
    page
}

/// One definition by itself.
pub(super) fn definition(definition: &Definition) -> String {
    let mut page = String::new();
    push_definition(&mut page, definition);
    page.trim_start().to_string()
}

fn push_definition(page: &mut String, definition: &Definition) {
    *page += &format!("\n```arr\n{}\n```\n", definition.signature);
    push_docs(page, &definition.docs);
    let facts = facts(definition);
    if !facts.is_empty() {
        *page += &format!("\n{facts}");
    }
}

/// What is to be known of the sizes, as a list.
pub(super) fn facts(definition: &Definition) -> String {
    let mut list = String::new();
    for (name, place) in &definition.sizes {
        list += &format!("- `{name}`: {place}\n");
    }
    for constraint in &definition.constraints {
        list += &format!("- requires `{constraint}`\n");
    }
    list
}

fn push_docs(page: &mut String, docs: &Docs) {
    if !docs.prose.is_empty() {
        *page += &format!("\n{}\n", docs.prose);
    }
    if !docs.examples.is_empty() {
        *page += &format!("\n```arr\n{}\n```\n", docs.examples.join("\n"));
    }
}
