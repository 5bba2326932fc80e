//! The programs in `tests/run` by the evaluator.

use std::path::PathBuf;

use base::SourceMap;
use tests::run::{self, RunFile};

fn programs() -> Vec<RunFile> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("run");
    run::load(&folder).expect("programs with expectations")
}

#[test]
fn programs_are_written_correctly() {
    let mut wrong = Vec::new();
    for program in programs() {
        let mut sources = SourceMap::default();
        let file = sources.add(&program.name, &program.source);
        let (_, diagnostics) = syntax::parse(file, &program.source);
        for diagnostic in diagnostics {
            let place = diagnostic.span().map(|span| sources.line_column(span));
            wrong.push(format!("{}:{place:?}: {}", program.name, diagnostic.message));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
