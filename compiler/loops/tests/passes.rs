//! What the passes make of the programs in `tests/ir`.
//!
//! A file holds a program, a line of dashes and the program that the pass of its folder makes of it, numbered anew.
//! `UPDATE=1` rewrites the second part. The folder `schedule` takes the schedule for the highest level.

use std::path::{Path, PathBuf};

use base::PassCx;
use loops::ir::{Program, Stage};
use loops::{Level, Target, validate};

const SEPARATOR: &str = "# ----------------------------------------------------------------\n";

fn check_folder(name: &str, stages: (Stage, Stage), apply: &dyn Fn(&mut Program)) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/ir").join(name);
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    assert!(files.len() >= 2, "{name} needs a test that fires and one that declines");
    for file in files {
        let text = std::fs::read_to_string(&file).expect("readable");
        let (input, expected) = text.split_once(SEPARATOR).unwrap_or((&text, ""));
        let mut program = loops::parse(input).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        validate(&program, stages.0).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        apply(&mut program);
        validate(&program, stages.1).unwrap_or_else(|e| panic!("{}: {e}\n{program}", file.display()));
        program.kernels.iter_mut().for_each(loops::pass::renumber);
        let found = program.to_string();
        if std::env::var_os("UPDATE").is_some() {
            let text = format!("{}\n\n{SEPARATOR}\n{found}", input.trim_end());
            std::fs::write(&file, text).expect("writable");
            continue;
        }
        assert_eq!(found.trim(), expected.trim(), "{name} made something else of {}", file.display());
    }
}

#[test]
fn passes_make_what_the_files_say() {
    let mut before = Stage::Scalar;
    for (pass, stage) in loops::PASSES {
        check_folder(pass.name, (before, *stage), &|program| PassCx::new().run(pass, program));
        before = *stage;
    }
}

#[test]
fn passes_before_the_schedule_make_what_the_files_say() {
    for pass in loops::BEFORE {
        check_folder(pass.name, (Stage::Scalar, Stage::Scalar), &|program| PassCx::new().run(pass, program));
    }
}

#[test]
fn the_schedule_decides_what_the_files_say() {
    check_folder("schedule", (Stage::Scalar, Stage::Scalar), &|program| {
        let schedule = loops::schedule(program, &Target::of(Level::V4));
        schedule.apply(program, &mut PassCx::new());
    });
}
