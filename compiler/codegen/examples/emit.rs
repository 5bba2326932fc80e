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
    let output = compile(&program, &options, &base::SourceMap::default())?;
    if form == "times" {
        for (stage, time) in &output.times {
            println!("{stage:8} {:8.3} ms", time.as_secs_f64() * 1e3);
        }
    } else {
        std::io::Write::write_all(&mut std::io::stdout(), &output.bytes)?;
    }
    Ok(())
}
