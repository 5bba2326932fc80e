//! Pages in HTML: one file each, without scripts and without anything to load.

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::markdown;
use super::model::{Definition, Docs, Module};

const STYLE: &str = "
:root { color-scheme: light dark; }
body { max-width: 50rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; }
h2 { margin-top: 2.5rem; border-top: 1px solid #8886; padding-top: 1rem; }
h2 a { color: inherit; text-decoration: none; }
pre { background: #8882; padding: .7rem 1rem; border-radius: .4rem; overflow-x: auto; }
pre.signature { border-left: .3rem solid #48c; }
code { font: .9rem/1.4 ui-monospace, monospace; }
table { border-collapse: collapse; }
td, th { border: 1px solid #8886; padding: .2rem .6rem; text-align: left; }
.examples::before { content: \"Examples\"; font-size: .85rem; opacity: .7; }
";

/// The page of a module.
pub(super) fn module_page(module: &Module) -> String {
    let mut body = format!("<p><a href=\"index.html\">Modules</a></p>\n<h1>{}</h1>\n", escape(&module.name));
    push_docs(&mut body, &module.docs);
    body += "<ul>\n";
    for entry in &module.entries {
        let name = escape(&entry.name);
        let summary = inline(&entry.summary());
        body += &format!("<li><a href=\"#{name}\"><code>{name}</code></a> {summary}</li>\n");
    }
    body += "</ul>\n";
    for entry in &module.entries {
        let name = escape(&entry.name);
        body += &format!("<h2 id=\"{name}\"><a href=\"#{name}\">{name}</a></h2>\n");
        for definition in &entry.definitions {
            push_definition(&mut body, definition);
        }
    }
    page(&module.name, &body)
}

/// The page that leads to all modules.
pub(super) fn index_page(modules: &[Module]) -> String {
    let mut body = String::from("<h1>Modules</h1>\n");
    for module in modules {
        let file = escape(&module.name);
        body += &format!("<h2><a href=\"{file}.html\">{file}</a></h2>\n");
        body += &format!("<p>{}</p>\n<p>", inline(&module.docs.summary()));
        for (at, entry) in module.entries.iter().enumerate() {
            let name = escape(&entry.name);
            let separator = if at > 0 { " · " } else { "" };
            body += &format!("{separator}<a href=\"{file}.html#{name}\"><code>{name}</code></a>");
        }
        body += "</p>\n";
    }
    page("Modules", &body)
}

fn page(title: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n<style>{STYLE}</style>\n\
         </head>\n<body>\n{body}</body>\n</html>\n",
        escape(title)
    )
}

fn push_definition(body: &mut String, definition: &Definition) {
    *body += &format!("<pre class=\"signature\"><code>{}</code></pre>\n", escape(&definition.signature));
    push_docs(body, &definition.docs);
    *body += &from_markdown(&markdown::facts(definition));
}

fn push_docs(body: &mut String, docs: &Docs) {
    *body += &from_markdown(&docs.prose);
    if !docs.examples.is_empty() {
        let examples = escape(&docs.examples.join("\n"));
        *body += &format!("<div class=\"examples\"><pre><code>{examples}</code></pre></div>\n");
    }
}

/// HTML in the source is shown, not obeyed.
fn from_markdown(text: &str) -> String {
    let events = Parser::new_ext(text, Options::ENABLE_TABLES).map(|event| match event {
        Event::Html(html) | Event::InlineHtml(html) => Event::Text(html),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) if !leads_to_a_page(&dest_url) => {
            Event::Start(Tag::Link { link_type, dest_url: "#".into(), title, id })
        }
        other => other,
    });
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, events);
    html
}

/// Whether an address has no scheme, or that of a page: others (`javascript:`) do something when they are followed.
fn leads_to_a_page(address: &str) -> bool {
    let before_path = address.split(['/', '?', '#']).next().unwrap_or_default();
    before_path.split_once(':').is_none_or(|(scheme, _)| {
        ["http", "https", "mailto"].iter().any(|known| scheme.trim().eq_ignore_ascii_case(known))
    })
}

/// One line of Markdown without the paragraph around it.
fn inline(text: &str) -> String {
    let html = from_markdown(text);
    let html = html.trim();
    html.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>")).unwrap_or(html).to_string()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
