//! The programs in the documentation compile, or fail where they should.

use base::Diagnostic;

use crate::root;

#[test]
fn programs_in_the_documentation_are_what_they_say() {
    let blocks = tests::docs::blocks(&root());
    let mut wrong = Vec::new();
    for block in &blocks {
        let (source, diagnostics) = driver::source::analyse(&block.name, block.source.as_bytes());
        let refused = diagnostics.iter().any(Diagnostic::is_error);
        if refused != block.fails {
            let text = driver::render::to_text(&source.sources, &diagnostics);
            let what = if block.fails { "is accepted" } else { "is refused" };
            wrong.push(format!("{} {what}\n{text}", block.name));
        }
    }
    assert!(wrong.is_empty(), "{} programs are wrong\n{}", wrong.len(), wrong.join("\n"));
    assert!(blocks.len() >= 25, "{} programs", blocks.len());
}
