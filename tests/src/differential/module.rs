//! One module of random programs: what its calls mean, and what its libraries give.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Instant;

use array::EvalOptions;
use array::ir::{FuncId, Program};
use base::Diagnostic;
use driver::cli::Arithmetic;
use driver::error::{Failure, Outcome};
use driver::pipeline::{self, Options, Times};
use driver::source::Source;

use super::case::{Case, evaluate, options_for};
use super::configuration::Configuration;
use super::library::{Entry, Loaded};
use super::{Counts, Finding, panics};
use crate::generate::rng::Rng;
use crate::inputs::{self, Scale};
use crate::parts::{self, Signature};

pub use super::case::result_shapes;

/// A module that compiles, with its calls and the ways to make them.
pub struct Module {
    source: Source,
    cases: Vec<Case>,
    configurations: Vec<Configuration>,
    /// What hosts see of a library, by level: compiled once for those configurations that leave it as it is.
    entries: RefCell<BTreeMap<u8, driver::library::Entries>>,
}

/// Parses and checks a text; the messages where it is refused.
///
/// # Errors
/// What is wrong with it.
pub fn analyse(text: &str, arithmetic: Arithmetic) -> Result<Source, Vec<String>> {
    let fast = arithmetic.fast();
    let (mut source, diagnostics) = driver::source::analyse_fast("random.arr", text.as_bytes(), fast);
    if diagnostics.iter().any(Diagnostic::is_error) {
        let errors = diagnostics.into_iter().filter(Diagnostic::is_error);
        return Err(errors.map(|d| format!("{}: {}", d.code, d.message)).collect());
    }
    source.checked.interface.library = "random".into();
    Ok(source)
}

/// The number of the entry point with that symbol: 12 for `entry12` and for `entry12_f32`.
pub(super) fn entry_number(symbol: &str) -> u64 {
    let digits = symbol.trim_start_matches(|c: char| !c.is_ascii_digit());
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    digits[..end].parse().unwrap_or(0)
}

impl Module {
    /// The module with a few calls of each entry point, to be made in the ways that `seed` gives.
    #[must_use]
    pub fn new(source: Source, seed: u64, at: &dyn Fn(&str), counts: &mut Counts) -> Self {
        let start = Instant::now();
        let configurations = Configuration::draw(seed);
        let fma = configurations.iter().all(Configuration::fma);
        let program = array::lower(&source.checked.module);
        let mut cases = Vec::new();
        let mut seen = BTreeSet::new();
        for (id, function) in program.functions.iter_ids().filter(|(_, f)| f.exported) {
            let Some(signature) = Signature::of(&source.checked.interface, &function.name) else { continue };
            // Instances of one generic function are one program.
            let number = entry_number(&function.name);
            counts.programs += u64::from(seen.insert(number));
            at(&format!("evaluate {}", function.name));
            for scale in Scale::ALL {
                // The number in the name, so that a program that was made smaller has the same arguments.
                let case_seed =
                    seed.wrapping_mul(1000).wrapping_add(number).wrapping_mul(8).wrapping_add(scale as u64);
                let mut rng = Rng::new(case_seed);
                cases_of(
                    &program,
                    id,
                    &signature,
                    (scale, options_for(fma, scale)),
                    &mut rng,
                    &mut cases,
                    counts,
                );
            }
        }
        counts.evaluating += start.elapsed();
        Self { source, cases, configurations, entries: RefCell::default() }
    }

    /// Compiles the module into `folder` in every way, or only in the one with that number, calls it and compares.
    pub fn run(
        &self,
        folder: &Path,
        only: Option<usize>,
        at: &dyn Fn(&str),
        counts: &mut Counts,
    ) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (number, configuration) in self.configurations.iter().enumerate() {
            if only.is_some_and(|only| only != number) {
                continue;
            }
            let start = findings.len();
            self.library(folder, configuration, at, counts, &mut findings);
            for finding in &mut findings[start..] {
                finding.configuration = Some(number);
            }
        }
        if !findings.is_empty() {
            findings.extend(self.passes(at));
        }
        findings
    }

    /// Whether the passes of the array IR are to blame, by the evaluator.
    fn passes(&self, at: &dyn Fn(&str)) -> Vec<Finding> {
        at("passes of the array IR");
        let arithmetic = self.configurations[0].arithmetic;
        let options = Options { verify: true, arithmetic, ..Options::default() };
        let passes = || pipeline::middle(&self.source, &options, &mut Times::default());
        let program = match panics::caught(passes) {
            Ok(Ok(middle)) => middle.program,
            Ok(Err(_)) => return Vec::new(),
            Err(panic) => return vec![Finding::whole(format!("panic: {panic}"))],
        };
        let mut findings = Vec::new();
        for case in &self.cases {
            let Some(id) = program.find(&case.function).filter(|_| !case.lifted) else { continue };
            let options = options_for(self.configurations.iter().all(Configuration::fma), Scale::Huge);
            let options = EvalOptions { max_steps: 20 * options.max_steps, ..options };
            let Some(found) = evaluate(&program, id, &case.signature, &case.args, options) else { continue };
            findings.extend(case.compare(&found, "evaluator after the passes of the array IR"));
        }
        findings
    }

    fn library(
        &self,
        folder: &Path,
        configuration: &Configuration,
        at: &dyn Fn(&str),
        counts: &mut Counts,
        findings: &mut Vec<Finding>,
    ) {
        at(&format!("compile, {configuration}"));
        let start = Instant::now();
        let path = folder.join("librandom.so");
        match panics::caught(|| self.build(configuration, &path)) {
            Ok(Ok(_)) => {}
            // Without some pass a program may be too large.
            Ok(Err(Failure::Program(why))) if why.contains("too large") => return,
            Ok(Err(error)) => {
                findings.push(Finding::whole(format!("{configuration}: no library: {error:?}")))
            }
            Err(panic) => findings.push(Finding::whole(format!("{configuration}: panic {panic}"))),
        }
        counts.compiling += start.elapsed();
        if !findings.iter().all(|finding| finding.function.is_some()) {
            return;
        }
        let start = Instant::now();
        match Loaded::open(&path, "random", configuration.machine) {
            Ok(library) => self.calls(&library, configuration, at, counts, findings),
            Err(error) => findings.push(Finding::whole(format!("{configuration}: {error}"))),
        }
        counts.calling += start.elapsed();
    }

    fn build(&self, configuration: &Configuration, path: &Path) -> Outcome<()> {
        let (options, times) = (configuration.options(), &mut Times::default());
        let mut known = self.entries.borrow_mut();
        let level = configuration.machine.level;
        let made = match known.get(&level).filter(|_| configuration.unoptimised) {
            Some(made) => made.clone(),
            None => driver::library::entries(&self.source, &options)?,
        };
        driver::library::build_with(&self.source, &options, Some(&made), path, false, times)?;
        if configuration.unoptimised {
            known.insert(level, made);
        }
        Ok(())
    }

    fn calls(
        &self,
        library: &Loaded,
        configuration: &Configuration,
        at: &dyn Fn(&str),
        counts: &mut Counts,
        findings: &mut Vec<Finding>,
    ) {
        let mut said = "";
        for case in &self.cases {
            if said != case.function {
                at(&format!("{configuration}, function {}", case.function));
                said = &case.function;
            }
            counts.calls += 1;
            let mut rng = Rng::new(case.seed ^ u64::from(configuration.machine.level));
            let entry = if rng.chance(50) { case.typed_entry() } else { Entry::Uniform };
            let inout = &case.signature.inout;
            match library.call(&case.function, entry, &case.args, inout, &case.results, &mut rng) {
                Ok(found) => {
                    findings.extend(case.compare(&found, &format!("{configuration}, {entry:?} entry")));
                }
                Err(error) => {
                    findings.push(case.finding(format!("{configuration}, {entry:?} entry: {error}")))
                }
            }
        }
    }
}

/// A call of that scale, perhaps lifted too.
fn cases_of(
    program: &Program,
    id: FuncId,
    signature: &Signature,
    (scale, options): (Scale, EvalOptions),
    rng: &mut Rng,
    cases: &mut Vec<Case>,
    counts: &mut Counts,
) {
    if scale >= Scale::Large && rng.chance(if scale == Scale::Huge { 92 } else { 60 }) {
        return;
    }
    let function = &program.functions[id];
    let args = inputs::choose(function, scale, rng).map(|args| parts::join(&signature.params, args));
    let case = args.and_then(|args| Case::new(program, id, signature, args, (options, rng.bits())));
    let Some(case) = case else {
        counts.skipped += 1;
        return;
    };
    if scale == Scale::Small && !function.frame {
        cases.extend(case.lifted(program, id, options, rng));
    }
    if function.frame {
        cases.extend(case.in_rows());
    }
    cases.push(case);
}
