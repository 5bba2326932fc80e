//! The formatter on random typed programs: the meaning stays, and a second time changes nothing.

use base::FileId;
use tests::differential::with_stack;
use tests::generate::{Style, program, source_of};

#[test]
fn random_programs_keep_their_meaning_when_formatted() {
    with_stack(|| {
        for seed in 0..40 {
            let text = source_of(&program(seed, Style { entries: 5, elementary: true }));
            let once = syntax::format(FileId(0), &text).unwrap_or_else(|errors| panic!("{text}\n{errors:?}"));
            assert!(syntax::is_same_program(&text, &once), "seed {seed}:\n{text}\n\nformatted:\n{once}");
            let again = syntax::format(FileId(0), &once).expect("it parses");
            assert!(once == again, "seed {seed}, once:\n{once}\n\ntwice:\n{again}");
        }
    });
}
