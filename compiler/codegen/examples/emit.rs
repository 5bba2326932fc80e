//! Prints what a text of the loop IR becomes: `emit FILE v2|v3|v4 [asm|llvm|raw|object|times]`.

use codegen::{Emit, Options, compile};
use loops::{Level, Target};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, level, form] = arguments.as_slice() else {
        return Err("usage: emit FILE LEVEL FORM".into());
    };
    let program = loops::parse::parse(&std::fs::read_to_string(file)?).map_err(|error| error.to_string())?;
    loops::validate::validate(&program, loops::ir::Stage::Vector).map_err(|error| error.to_string())?;
    let level = Level::ALL.into_iter().find(|l| l.name() == level).ok_or("no such level")?;
    let emit = match form.as_str() {
        "asm" => Emit::Assembly,
        "llvm" => Emit::Llvm,
        "raw" => Emit::LlvmRaw,
        _ => Emit::Object,
    };
    let options = Options { emit, verify: false, ..Options::new(Target::of(level)) };
    let once = || compile(&program, &options, &base::SourceMap::default());
    if form == "times" {
        return print_times(&(0..20).map(|_| once()).collect::<Result<Vec<_>, _>>()?);
    }
    std::io::Write::write_all(&mut std::io::stdout(), &once()?.bytes)?;
    Ok(())
}

/// Each stage in the first run and in the best of all, in milliseconds.
fn print_times(runs: &[codegen::Output]) -> Result<(), Box<dyn std::error::Error>> {
    let first = runs.first().ok_or("no run")?;
    let mut sum = (0.0, 0.0);
    for (number, (stage, time)) in first.times.iter().enumerate() {
        let best = runs.iter().map(|run| run.times[number].1).min().unwrap_or_default();
        let (time, best) = (time.as_secs_f64() * 1e3, best.as_secs_f64() * 1e3);
        sum = (sum.0 + time, sum.1 + best);
        println!("{stage:8} first {time:8.3} best {best:8.3}");
    }
    println!("{:8} first {:8.3} best {:8.3}, {} bytes", "all", sum.0, sum.1, first.bytes.len());
    Ok(())
}
