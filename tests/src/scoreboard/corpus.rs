//! The programs of `tests/run` and what they bring the compiler to.

use std::collections::BTreeMap;
use std::path::Path;

use base::fault;
use driver::pipeline::{Options, Times};
use loops::Level;

use super::BOUNDARY;
use crate::differential::{module, panics, with_stack};
use crate::run::{self, RunFile};

/// For each fault the programs that bring the compiler to its place, the shortest first.
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
    files.sort_by_key(|file| file.source.len());
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
    reach
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
