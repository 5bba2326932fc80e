//! The programs in the documentation compile, or fail where they should.

use std::fs;

use base::{Code, Diagnostic};

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

#[test]
fn pages_of_syntax_errors_show_the_mistake_and_a_way_out() {
    let mut wrong = Vec::new();
    for code in Code::ALL.iter().filter(|code| code.name() < "E0100") {
        let path = root().join(format!("docs/errors/{code}.md"));
        let page = fs::read_to_string(&path).unwrap_or_default();
        if !page.starts_with(&format!("# {code}: {}\n", code.title())) {
            wrong.push(format!("{code}: no page, or another title"));
        }
        let programs = page.split("```arr\n").skip(1).filter_map(|rest| rest.split_once("```"));
        let programs: Vec<&str> = programs.map(|(program, _)| program).collect();
        for (i, program) in programs.iter().enumerate() {
            let is_right = i + 1 == programs.len();
            let (_, diagnostics) = driver::source::analyse(code.name(), program.as_bytes());
            let found: Vec<Code> = diagnostics.iter().map(|d| d.code).collect();
            let expected = if is_right { vec![] } else { vec![*code] };
            if found != expected {
                wrong.push(format!("{code}, program {}: {found:?}", i + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
