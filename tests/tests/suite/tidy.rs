//! Rules of the house that a machine can check.

use std::fs;
use std::path::{Path, PathBuf};

use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use crate::root;

const LONGEST_FILE: usize = 600;
const LONGEST_FUNCTION: usize = 60;
/// A match may go on for longer when each of its arms is short.
const LONGEST_ARM: usize = 14;

/// Every Rust file of the project, the generated ones left out.
fn rust_files() -> Vec<PathBuf> {
    let mut files = Vec::new();
    for folder in ["compiler", "runtime", "tests", "examples"] {
        collect(&root().join(folder), &mut files);
    }
    files.sort();
    assert!(files.len() > 50, "the walk has lost its way");
    files
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    for entry in entries {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            if path.file_name().is_some_and(|n| n != "target" && n != "data") {
                collect(&path, files);
            }
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
}

fn report(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn files_are_short_and_open_with_a_module_comment() {
    let mut complaints = Vec::new();
    for path in rust_files() {
        let text = fs::read_to_string(&path).expect("a text");
        let lines = text.lines().count();
        if lines > LONGEST_FILE {
            complaints.push(format!("{}: {lines} lines, more than {LONGEST_FILE}", path.display()));
        }
        if !text.starts_with("//!") && !text.starts_with("#!") {
            complaints.push(format!("{}: no module comment", path.display()));
        }
    }
    report(&complaints);
}

/// Looks at every function of a file.
struct Functions {
    path: PathBuf,
    complaints: Vec<String>,
}

impl Functions {
    fn look(&mut self, name: &syn::Ident, block: &syn::Block) {
        let lines = lines_of(block);
        if lines > LONGEST_FUNCTION && !is_flat_match(block) {
            let place = self.path.display();
            self.complaints
                .push(format!("{place}: `{name}` has {lines} lines, more than {LONGEST_FUNCTION}"));
        }
    }
}

impl<'a> Visit<'a> for Functions {
    fn visit_item_fn(&mut self, item: &'a syn::ItemFn) {
        self.look(&item.sig.ident, &item.block);
        visit::visit_item_fn(self, item);
    }
    fn visit_impl_item_fn(&mut self, item: &'a syn::ImplItemFn) {
        self.look(&item.sig.ident, &item.block);
        visit::visit_impl_item_fn(self, item);
    }
    fn visit_attribute(&mut self, attribute: &'a syn::Attribute) {
        let silences = attribute.path().is_ident("allow") || attribute.path().is_ident("ignore");
        if silences {
            let place = self.path.display();
            self.complaints.push(format!("{place}: a silenced lint or an ignored test"));
        }
    }
}

fn lines_of(item: &impl Spanned) -> usize {
    let span = item.span();
    span.end().line - span.start().line + 1
}

/// Whether a body is a dispatch: few statements, the last a match whose arms are short.
fn is_flat_match(block: &syn::Block) -> bool {
    let Some(syn::Stmt::Expr(syn::Expr::Match(last), _)) = block.stmts.last() else { return false };
    let before: usize = block.stmts[..block.stmts.len() - 1].iter().map(lines_of).sum();
    before <= 12 && last.arms.iter().all(|arm| lines_of(arm) <= LONGEST_ARM)
}

#[test]
fn functions_are_short_and_nothing_is_silenced() {
    let mut complaints = Vec::new();
    for path in rust_files() {
        let text = fs::read_to_string(&path).expect("a text");
        let file = syn::parse_file(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let mut functions = Functions { path, complaints: Vec::new() };
        functions.visit_file(&file);
        complaints.append(&mut functions.complaints);
    }
    report(&complaints);
}

#[test]
fn placeholders_do_not_stay() {
    let words = ["todo".to_owned() + "!(", "unimplemented".to_owned() + "!(", "FIX".to_owned() + "ME"];
    let mut complaints = Vec::new();
    for path in rust_files() {
        let text = fs::read_to_string(&path).expect("a text");
        for (number, line) in text.lines().enumerate() {
            if words.iter().any(|word| line.contains(word.as_str())) {
                complaints.push(format!("{}:{}: {}", path.display(), number + 1, line.trim()));
            }
        }
    }
    report(&complaints);
}
