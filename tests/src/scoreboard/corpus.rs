//! The programs of `tests/run` and what they bring the compiler to.

use std::collections::BTreeMap;
use std::path::Path;

use base::fault;
use driver::pipeline::{Options, Times};
use loops::Level;

use super::BOUNDARY;
use crate::differential::{module, panics, with_stack};
use crate::run::{self, RunFile};

/// For each fault the programs that bring the compiler to its place: one that is known to show it, then the shortest first.
pub type Reach = BTreeMap<&'static str, Vec<String>>;

/// Faults of most stages, each with a program that shows it at once.
const QUICK: [(&str, &str); 10] = [
    ("FmaZeroDropped", "arith/added_zero"),
    ("PrefixIsWhole", "for/places"),
    ("ElementByFirstIndex", "for/places"),
    ("ScanRegrouped", "scan/long"),
    ("ElseForgetsMask", "mask/nested_choices"),
    ("StoresPassLoads", "inout/pairs_in_turn"),
    ("RoundsHalfUp", "arith/round_halves"),
    ("HalfRoundedTwice", "half/ties"),
    ("QuotientTruncated", "arith/quotients_of_arrays"),
    ("StridedTwice", "scan/columns_of_numbers"),
];

/// More faults that one program shows at once and most that come to the same place do not.
const SHOWN: [(&str, &str); 19] = [
    ("MeetingForgotten", "loop/meeting_in_one_iteration"),
    ("MeetingTwice", "loop/meeting_in_one_iteration"),
    ("TransposedBackwards", "reduce/mean"),
    ("GroupTakenAgain", "reduce/mean"),
    ("HeldFromElse", "return/in_nests"),
    ("OtherStoreForgotten", "loop/elements_just_written"),
    ("ScanStoredDense", "scan/columns_of_pairs"),
    ("FallibleSpeculated", "arith/guarded_division"),
    ("DivisorTaken", "arith/guarded_division"),
    ("FlattenedFallible", "for/failing_rows_of_nothing"),
    ("LaneCountWraps", "for/long_bytes"),
    ("WrittenLoadedEarly", "inout/pairs_in_turn"),
    ("LaneRevived", "mask/loop_in_a_branch"),
    ("NeighboursFolded", "reduce/halves_of_columns"),
    ("RunsSwapped", "reduce/runs_in_order"),
    ("StartTakenAgain", "reduce/starts_of_runs"),
    ("LanesFoldedNear", "reduce/sum_beside_products"),
    ("ChunkForgotten", "scan/later_chunks"),
    ("SharedIsDistinct", "update/overlapping_windows"),
];

/// A few faults with their programs, by which a test sees within a minute that faults are found.
#[must_use]
pub fn quick() -> Reach {
    QUICK.iter().map(|(fault, program)| (*fault, vec![(*program).to_string()])).collect()
}

/// All programs.
#[must_use]
pub fn files() -> Vec<RunFile> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("run");
    run::load(&folder).expect("programs with expectations")
}

/// Compiles every program with nothing planted. Faults of the boundary are not the compiler's: no program is named for them.
#[must_use]
pub fn reach() -> Reach {
    fault::plant(None);
    let mut files = files();
    files.sort_by_key(code_length);
    let mut reach: Reach = fault::ALL
        .iter()
        .filter(|(_, _, stage, _)| *stage != BOUNDARY)
        .map(|(_, name, ..)| (*name, Vec::new()))
        .collect();
    for file in files {
        fault::forget();
        // What it says of a program that it cannot compile is a matter of other tests.
        let _ = panics::caught(|| with_stack(|| compile(&file.source)));
        for (fault, name, ..) in fault::ALL {
            if fault::reached(*fault)
                && let Some(programs) = reach.get_mut(name)
            {
                programs.push(file.name.clone());
            }
        }
    }
    for (fault, program) in QUICK.iter().chain(&SHOWN) {
        let programs = reach.get_mut(fault);
        if let Some(programs) = programs
            && let Some(at) = programs.iter().position(|name| name == program)
        {
            programs[..=at].rotate_right(1);
        }
    }
    reach
}

/// The length of a program without its comments and calls.
fn code_length(file: &RunFile) -> usize {
    file.source.lines().filter(|line| !line.starts_with('#')).map(str::len).sum()
}

/// To a library, at every level.
fn compile(text: &str) {
    let Ok(mut source) = module::analyse(text, driver::cli::Arithmetic::default()) else { return };
    source.checked.interface.library = "input".into();
    // What LLVM does is no place of ours.
    let options = Options {
        levels: Level::ALL.to_vec(),
        unoptimised: true,
        no_line_tables: true,
        ..Options::default()
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let library = folder.path().join("libinput.so");
    let _ = driver::library::build(&source, &options, &library, false, &mut Times::default());
}
