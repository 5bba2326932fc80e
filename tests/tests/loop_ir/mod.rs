//! The loop IR of a program, at every CPU level, against the array IR's evaluator.

use abi::Status;
use array::{EvalOptions, Program};
use base::PassCx;
use loops::eval::{Options, Stop};
use loops::ir::Stage;
use loops::{Level, Target};
use tests::run::RunFile;

/// Calls that give something else, with what.
pub(crate) fn differences(file: &RunFile, mut compiled: (Program, abi::Interface)) -> Vec<String> {
    let mut cx = PassCx::new();
    for pass in array::PASSES {
        cx.run(pass, &mut compiled.0);
    }
    let program = &compiled.0;
    let mut wrong = Vec::new();
    for level in Level::ALL {
        let target = Target::of(level);
        let lowered = loops::pipeline(program, &target, &mut cx);
        if let Err(invalid) = loops::validate(&lowered, Stage::Vector) {
            wrong.push(format!("{} at {}: {invalid}", file.name, level.name()));
            continue;
        }
        for run in &file.runs {
            let Ok((id, _, args, _)) = super::arguments(&compiled, run) else { continue };
            let eval = EvalOptions { fma: target.fma, ..EvalOptions::default() };
            let expected = array::evaluate(program, id, &args, eval);
            // What the boundary refuses never comes to a kernel.
            let refused =
                |status| matches!(status, Status::Shape | Status::Rank | Status::DType | Status::Memory);
            if expected.as_ref().is_err_and(|error| refused(error.status)) {
                continue;
            }
            let function = &program.functions[id];
            let Some(kernel) = lowered.kernels.iter().find(|kernel| kernel.name == function.name) else {
                wrong.push(format!("{}: no kernel {}", file.name, function.name));
                continue;
            };
            let options = Options { fma: target.fma, backwards: true };
            let got = loops::eval::call(function, &lowered, kernel, &args, options);
            let agrees = match (&expected, &got) {
                (Ok(expected), Ok(got)) => expected.iter().zip(got).all(|(a, b)| a.same(b)),
                (Err(_), Err(Stop::Failed(..) | Stop::Refused)) => true,
                _ => false,
            };
            if !agrees {
                let place = format!("{}:{} at {}", file.name, run.line, level.name());
                wrong.push(format!("{place}: {got:?}, expected {expected:?}"));
            }
        }
    }
    wrong
}
