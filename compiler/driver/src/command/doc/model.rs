//! What a page says, before it is HTML or Markdown.

use syntax::ast::{self, DimKind, ItemKind, TypeExpr, TypeExprKind};

/// A source file.
pub(super) struct Module {
    pub(super) name: String,
    pub(super) docs: Docs,
    /// In the order of the source; definitions of one name together, at the first.
    pub(super) entries: Vec<Entry>,
}

/// Everything that is exported under one name.
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) definitions: Vec<Definition>,
}

/// One function or record.
pub(super) struct Definition {
    /// As the formatter writes it.
    pub(super) signature: String,
    pub(super) docs: Docs,
    /// Size variables, each with what gives it its value.
    pub(super) sizes: Vec<(String, String)>,
    /// What must hold of the sizes.
    pub(super) constraints: Vec<String>,
}

/// A doc comment: prose in Markdown, and examples.
#[derive(Default)]
pub(super) struct Docs {
    pub(super) prose: String,
    /// Expressions that are true.
    pub(super) examples: Vec<String>,
}

/// What begins a line with an example.
const EXAMPLE: &str = "Example:";

impl Docs {
    /// Lines that begin with `Example:` are examples, the others are prose.
    pub(super) fn read(text: Option<&str>) -> Self {
        let mut docs = Docs::default();
        for line in text.unwrap_or_default().lines() {
            match line.trim_start().strip_prefix(EXAMPLE) {
                Some(example) => docs.examples.push(example.trim().to_string()),
                None => {
                    docs.prose.push_str(line);
                    docs.prose.push('\n');
                }
            }
        }
        docs.prose = docs.prose.trim_end().to_string();
        docs
    }

    /// The first sentence, on one line.
    pub(super) fn summary(&self) -> String {
        let first = self.prose.split("\n\n").next().unwrap_or_default().replace('\n', " ");
        match first.find(". ") {
            Some(end) => first[..=end].to_string(),
            None => first,
        }
    }
}

impl Entry {
    /// The first sentence of the first definition that has one.
    pub(super) fn summary(&self) -> String {
        let mut all = self.definitions.iter().map(|definition| definition.docs.summary());
        all.find(|summary| !summary.is_empty()).unwrap_or_default()
    }
}

impl Module {
    /// What is exported by the module `ast`, whose source is `text`.
    pub(super) fn read(name: String, ast: &ast::Module, text: &str) -> Self {
        let mut entries: Vec<Entry> = Vec::new();
        for item in ast.items.iter().filter(|item| item.public) {
            let Some((name, definition)) = read_item(item, text) else { continue };
            match entries.iter_mut().find(|entry| entry.name == name) {
                Some(entry) => entry.definitions.push(definition),
                None => entries.push(Entry { name, definitions: vec![definition] }),
            }
        }
        Self { name, docs: Docs::read(ast.docs.as_deref()), entries }
    }
}

fn read_item(item: &ast::Item, text: &str) -> Option<(String, Definition)> {
    let docs = Docs::read(item.docs.as_deref());
    let slice = |span: base::Span| text[span.lo as usize..span.hi as usize].to_string();
    match &item.kind {
        ItemKind::Function(function) => {
            let definition = Definition {
                signature: slice(function.header),
                docs,
                sizes: sizes_of(function),
                constraints: function.constraints.iter().map(|constraint| slice(constraint.span)).collect(),
            };
            Some((function.name.text.to_string(), definition))
        }
        ItemKind::Struct(record) => {
            let signature = slice(record.span);
            let definition = Definition { signature, docs, sizes: Vec::new(), constraints: Vec::new() };
            Some((record.name.text.to_string(), definition))
        }
        _ => None,
    }
}

/// The names that stand alone as dimensions, each where it does so first; then `i64` parameters that sizes use.
fn sizes_of(function: &ast::Function) -> Vec<(String, String)> {
    let mut sizes: Vec<(String, String)> = Vec::new();
    for param in &function.params {
        for (axis, dim) in dims_of(&param.ty).iter().enumerate() {
            if let DimKind::Size(size) = &dim.kind
                && let Some(name) = size.as_name()
                && !sizes.iter().any(|(known, _)| *known == *name.text)
            {
                let place = match dims_of(&param.ty).len() {
                    1 => format!("the length of `{}`", param.name.text),
                    _ => format!("the extent of axis {axis} of `{}`", param.name.text),
                };
                sizes.push((name.text.to_string(), place));
            }
        }
    }
    // A parameter that is a size has its own value.
    sizes.retain(|(name, _)| !function.params.iter().any(|param| *param.name.text == **name));
    sizes
}

fn dims_of(ty: &TypeExpr) -> &[ast::DimExpr] {
    match &ty.kind {
        TypeExprKind::Array { dims, .. } => dims,
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn docs_are_taken_apart() {
        let docs = Docs::read(Some("First. Second\nline.\nExample: f(1) == 2\n\nMore.\nExample: f(2) == 3"));
        assert_eq!(docs.prose, "First. Second\nline.\n\nMore.");
        assert_eq!(docs.examples, ["f(1) == 2", "f(2) == 3"]);
        assert_eq!(docs.summary(), "First.");
    }
}
