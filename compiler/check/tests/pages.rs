//! Every code has a page in `docs/errors`: its first program has the mistake, its second has none.

use std::path::Path;

use base::Code;

use crate::common::check;

/// The programs on a page.
fn programs(page: &str) -> Vec<String> {
    page.split("```arr\n")
        .skip(1)
        .filter_map(|rest| rest.split_once("\n```"))
        .map(|(p, _)| p.into())
        .collect()
}

/// What is wrong with the page of `code`.
fn problem(folder: &Path, code: Code) -> Option<String> {
    let page = match std::fs::read_to_string(folder.join(format!("{code}.md"))) {
        Ok(page) => page,
        Err(error) => return Some(format!("no page: {error}")),
    };
    if !page.starts_with(&format!("# {code}: {}\n", code.title())) {
        return Some("the title is another".into());
    }
    let programs = programs(&page);
    let [wrong, right] = programs.as_slice() else { return Some(format!("{} programs", programs.len())) };
    let found = check(wrong);
    let mut codes = found.lines().filter_map(|line| line.split(' ').next());
    // What machine code breaks is found behind this stage; the tests of the driver look for it.
    if code != Code::E0500 && !codes.all(|found| found == code.name()) {
        return Some(format!("{wrong}\n{found}"));
    }
    let found = check(right);
    found.starts_with('E').then(|| format!("{right}\n{found}"))
}

#[test]
fn every_page_shows_its_mistake_and_a_way_out() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/errors");
    let codes = Code::ALL.iter().filter(|code| code.name() >= "E0100");
    let problems = codes.filter_map(|&code| problem(&folder, code).map(|text| format!("{code}: {text}")));
    let problems: Vec<String> = problems.collect();
    assert!(problems.is_empty(), "{}", problems.join("\n\n"));
}
