//! Doc comments: which item each belongs to.

use crate::ast::{Item, ItemKind, Module};
use crate::lexer::CommentKind;
use base::{Code, Diagnostic, Span};
use std::sync::Arc;

/// Gives the doc comments to the module, its items and the fields of its records; a warning for each row of them
/// that stands before nothing.
pub(crate) fn attach_docs(
    text: &str,
    comments: &[(CommentKind, Span)],
    module: &mut Module,
) -> Vec<Diagnostic> {
    let line = |span: Span| {
        let line = &text[span.lo as usize + 2..span.hi as usize];
        line.strip_prefix(' ').unwrap_or(line)
    };
    let mut stray = Vec::new();
    for (kind, span) in comments {
        match kind {
            CommentKind::Plain => {}
            CommentKind::ModuleDoc => append(&mut module.docs, line(*span)),
            CommentKind::Doc => match find_target(&mut module.items, *span) {
                Some(docs) => append(docs, line(*span)),
                None => stray.push(*span),
            },
        }
    }
    stray.dedup_by(|next, first| {
        let between = &text[first.hi as usize..next.lo as usize];
        let is_same = between.trim().is_empty();
        if is_same {
            first.hi = next.hi;
        }
        is_same
    });
    stray.into_iter().map(warn_stray).collect()
}

/// The docs of the item or field that begins after `comment`.
fn find_target(items: &mut [Item], comment: Span) -> Option<&mut Option<Arc<str>>> {
    let next = items.partition_point(|item| item.span.hi <= comment.lo);
    let item = items.get_mut(next)?;
    if comment.lo < keyword(item) {
        return Some(&mut item.docs);
    }
    let ItemKind::Struct(record) = &mut item.kind else {
        return None;
    };
    let field = record.fields.iter_mut().find(|field| comment.lo < field.span.lo)?;
    Some(&mut field.docs)
}

/// Where the item itself begins, after its attributes.
fn keyword(item: &Item) -> u32 {
    match &item.kind {
        ItemKind::Function(f) => f.span.lo,
        ItemKind::Struct(record) => record.span.lo,
        ItemKind::Use(import) => import.span.lo,
        ItemKind::Test(test) => test.span.lo,
        // Nobody reads the docs of what could not be read, but a warning would be noise.
        ItemKind::Error => item.span.hi,
    }
}

fn append(docs: &mut Option<Arc<str>>, line: &str) {
    *docs = Some(match docs {
        None => line.into(),
        Some(before) => format!("{before}\n{line}").into(),
    });
}

fn warn_stray(span: Span) -> Diagnostic {
    Diagnostic::warning(Code::E0019, "this doc comment documents nothing")
        .primary(span, "no item or field follows")
        .note("`##` stands before an item or a field; begin other comments with a single `#`")
}
