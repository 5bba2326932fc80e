//! `arrc build`.

use std::path::{Path, PathBuf};

use base::{Remark, SourceMap};
use loops::Level;
use serde_json::json;

use crate::cache::{Cache, Entry, Key};
use crate::cli::{BuildArgs, Emit, MessageFormat, Sanitize};
use crate::error::{Failure, Outcome, usage};
use crate::pipeline::{self, Options, Times};
use crate::{files, header, library, objects, promises, render, source};

/// What the output's ending asks for.
enum Kind {
    Library,
    Object,
    Text(codegen::Emit),
}

/// Compiles a source file.
///
/// # Errors
/// Wrong usage, an output that cannot be written, a program with errors.
pub fn run(args: &BuildArgs) -> Outcome<()> {
    let options = options_of(args)?;
    if args.emit.is_some() || args.emit_after.is_some() {
        return print_stage(args, &options);
    }
    let output = args.output.clone().unwrap_or_else(|| default_output(&args.source.file));
    let kind = kind_of(&output)?;
    if let Kind::Text(_) = kind
        && options.levels.len() != 1
    {
        return Err(usage("this output holds code for one CPU level: choose it, for example `--cpu v3`"));
    }
    if let Some(depfile) = &args.depfile {
        check_depfile(depfile, args, &output)?;
    }
    files::check_writable(&output)?;
    if !args.no_header && !matches!(kind, Kind::Text(_)) {
        check_header(&library::header_path(&output))?;
    }
    match kind {
        Kind::Library | Kind::Object => build_library(args, &options, &output, matches!(kind, Kind::Object))?,
        Kind::Text(emit) => {
            let mut times = Times::default();
            let source = times.stage("parse and check", || source::load(&args.source))?;
            keep_promises(args, &source, &options)?;
            let middle = pipeline::middle(&source, &options, &mut times)?;
            let code = objects::compile(&source, &middle, &options, emit)?;
            files::write_atomically(&output, &code.objects.concat())?;
            let remarks: Vec<Remark> = code.remarks.into_iter().chain(middle.remarks).collect();
            report(args, &source, &remarks, &times);
        }
    }
    match &args.depfile {
        Some(depfile) => files::write_atomically(depfile, depfile_text(args, &output, &kind).as_bytes()),
        None => Ok(()),
    }
}

fn build_library(args: &BuildArgs, options: &Options, output: &Path, relocatable: bool) -> Outcome<()> {
    let bytes = source::read(&args.source.file)?;
    let cache = Cache::from_environment();
    let key = key_of(args, &bytes, output);
    // What the compiler did can be told only by doing it.
    let wants_report = args.remarks || args.time_passes;
    if let Some(entry) = cache.as_ref().filter(|_| !wants_report).and_then(|cache| cache.get(&key)) {
        if entry.warned {
            source::load_bytes(&args.source, &bytes)?;
        }
        let write = if relocatable { files::write_atomically } else { files::write_program };
        write(output, &entry.library)?;
        return write_header(args, output, &entry.header);
    }
    let mut times = Times::default();
    let (mut source, warned) = times.stage("parse and check", || source::load_bytes(&args.source, &bytes))?;
    keep_promises(args, &source, options)?;
    source.checked.interface.library = library::name_of(output);
    let remarks = library::build(&source, options, output, relocatable, &mut times)?;
    let header = header::write_header(&source.checked.interface, library::COMPILER).into_bytes();
    write_header(args, output, &header)?;
    if let Some(cache) = cache
        && let Ok(library) = std::fs::read(output)
    {
        cache.put(&key, &Entry { library, header, warned });
    }
    report(args, &source, &remarks, &times);
    Ok(())
}

/// Refuses code that breaks what a function promises of it.
fn keep_promises(args: &BuildArgs, source: &source::Source, options: &Options) -> Outcome<()> {
    let broken = promises::broken(source, &options.levels)?;
    if broken.is_empty() {
        return Ok(());
    }
    render::print(&source.sources, &broken, args.source.message_format);
    Err(Failure::Reported)
}

fn write_header(args: &BuildArgs, output: &Path, header: &[u8]) -> Outcome<()> {
    if args.no_header { Ok(()) } else { files::write_atomically(&library::header_path(output), header) }
}

/// Everything that a library depends on: all options, but of the paths only the names that get into it.
fn key_of(args: &BuildArgs, bytes: &[u8], output: &Path) -> Key {
    let mut options = args.clone();
    options.source.file = PathBuf::from(source::display_name(&args.source.file));
    options.output = output.file_name().map(PathBuf::from);
    options.depfile = None;
    (options.remarks, options.time_passes) = (false, false);
    Key::of(&[b"build", format!("{options:?}").as_bytes(), bytes])
}

/// A depfile takes the place of no other file of the build, under no name.
fn check_depfile(depfile: &Path, args: &BuildArgs, output: &Path) -> Outcome<()> {
    let header = library::header_path(output);
    for (path, what) in
        [(&*args.source.file, "the source"), (output, "the library"), (&*header, "its header")]
    {
        let is_same = match (depfile.canonicalize(), path.canonicalize()) {
            (Ok(depfile), Ok(path)) => depfile == path,
            _ => depfile == path,
        };
        if is_same {
            let name = depfile.display();
            return Err(usage(format!(
                "`-M {name}`: this is {what}; give the rule a file of its own, for example `{name}.d`"
            )));
        }
    }
    files::check_writable(depfile)
}

/// A header takes the place of none that somebody else wrote.
fn check_header(header: &Path) -> Outcome<()> {
    files::check_writable(header)?;
    match std::fs::read(header) {
        Ok(old) if !old.is_empty() && !header::is_ours(&old) => Err(usage(format!(
            "`{}` is there, and arrc has not made it: give the library another name, or `--no-header`",
            header.display()
        ))),
        _ => Ok(()),
    }
}

/// What was made, and of which files, as a rule of make.
fn depfile_text(args: &BuildArgs, output: &Path, kind: &Kind) -> String {
    let escape =
        |path: &Path| path.to_string_lossy().replace('$', "$$").replace(' ', "\\ ").replace('#', "\\#");
    let mut targets = escape(output);
    if !args.no_header && !matches!(kind, Kind::Text(_)) {
        targets.push(' ');
        targets.push_str(&escape(&library::header_path(output)));
    }
    format!("{targets}: {}\n", escape(&args.source.file))
}

fn report(args: &BuildArgs, source: &source::Source, remarks: &[Remark], times: &Times) {
    if args.remarks {
        print_remarks(&source.sources, remarks, args.source.message_format);
    }
    if args.time_passes {
        crate::out::write_error(format_args!("{times}"));
    }
}

fn options_of(args: &BuildArgs) -> Outcome<Options> {
    let fuel = args.fuel.iter().map(|limit| {
        let (pass, count) = limit.split_once('=').unwrap_or((limit, ""));
        let names = pipeline::pass_names();
        if !names.contains(&pass) {
            return Err(usage(format!("there is no pass `{pass}`; the passes are {}", names.join(", "))));
        }
        let count = count.parse().map_err(|_| usage(format!("`--fuel {limit}`: expected PASS=NUMBER")))?;
        Ok((pass.to_string(), count))
    });
    Ok(Options {
        levels: levels_of(&args.cpu)?,
        arithmetic: args.source.arithmetic,
        verify: args.verify_ir,
        sanitize: args.sanitize.map(Sanitize::sanitizer),
        fuel: fuel.collect::<Outcome<_>>()?,
        emit_after: args.emit_after.clone(),
        ..Options::default()
    })
}

/// The levels of a list such as `v2,v3`, ascending.
///
/// # Errors
/// A name that is no level.
pub fn levels_of(text: &str) -> Outcome<Vec<Level>> {
    let level = |name: &str| {
        if name == "native" {
            return Ok(native_level());
        }
        Level::ALL.into_iter().find(|l| l.name() == name.trim_start_matches("x86-64-")).ok_or_else(|| {
            usage(format!("`--cpu {name}`: expected v2, v3, v4 (or several, as `v3,v4`) or native"))
        })
    };
    let mut levels = text.split(',').map(|name| level(name.trim())).collect::<Outcome<Vec<_>>>()?;
    levels.sort();
    levels.dedup();
    Ok(levels)
}

/// The highest level that this machine has.
#[must_use]
pub fn native_level() -> Level {
    #[cfg(target_arch = "x86_64")]
    {
        let v3 = is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma");
        let v4 = v3
            && is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512bw")
            && is_x86_feature_detected!("avx512dq")
            && is_x86_feature_detected!("avx512vl");
        if v4 {
            return Level::V4;
        }
        if v3 {
            return Level::V3;
        }
    }
    Level::V2
}

fn default_output(file: &Path) -> PathBuf {
    let stem = file.file_stem().map_or_else(|| "kernel".into(), |s| s.to_string_lossy().into_owned());
    PathBuf::from(format!("lib{stem}.so"))
}

fn kind_of(output: &Path) -> Outcome<Kind> {
    match output.extension().and_then(|e| e.to_str()) {
        Some("so") => Ok(Kind::Library),
        Some("o") => Ok(Kind::Object),
        Some("bc") => Ok(Kind::Text(codegen::Emit::Bitcode)),
        Some("ll") => Ok(Kind::Text(codegen::Emit::Llvm)),
        Some("s") => Ok(Kind::Text(codegen::Emit::Assembly)),
        _ => Err(usage(format!(
            "`{}`: expected an output that ends in .so, .o, .bc, .ll or .s",
            output.display()
        ))),
    }
}

fn print_stage(args: &BuildArgs, options: &Options) -> Outcome<()> {
    if let Some(output) = &args.output {
        files::check_writable(output)?;
    }
    let mut times = Times::default();
    let source = times.stage("parse and check", || source::load(&args.source))?;
    let (text, remarks) = stage_text(args, options, &source, &mut times)?;
    match &args.output {
        Some(output) => files::write_atomically(output, text.as_bytes())?,
        None => out!("{text}"),
    }
    report(args, &source, &remarks, &times);
    Ok(())
}

/// The text of the stage that was asked for, and what the optimiser said on the way there.
fn stage_text(
    args: &BuildArgs,
    options: &Options,
    source: &source::Source,
    times: &mut Times,
) -> Outcome<(String, Vec<Remark>)> {
    let highest = *options.levels.last().unwrap_or(&Level::V3);
    let one = Options { levels: vec![highest], ..options.clone() };
    match args.emit {
        Some(Emit::Ast) => return Ok((source.ast.to_string(), Vec::new())),
        Some(Emit::Typed) => return Ok((source.checked.module.to_string(), Vec::new())),
        _ => {}
    }
    let middle = pipeline::middle(source, options, times)?;
    if args.emit == Some(Emit::Array) {
        return Ok((middle.program.to_string(), middle.remarks));
    }
    if let Some(text) = middle.after {
        return Ok((text, middle.remarks));
    }
    let (text, later) = match args.emit {
        Some(stage @ (Emit::Llvm | Emit::Asm)) => {
            let emit = if stage == Emit::Llvm { codegen::Emit::Llvm } else { codegen::Emit::Assembly };
            let code = times.stage("code", || objects::compile(source, &middle, &one, emit))?;
            times.detail(&code.times);
            (String::from_utf8_lossy(&code.objects.concat()).into_owned(), code.remarks)
        }
        _ => {
            let target = options.target(highest);
            let lowered = times
                .stage("loops", || pipeline::loop_program(&middle.program, &target, options, |_| true))?;
            match (&args.emit_after, lowered.after) {
                (None, _) => (lowered.program.to_string(), lowered.remarks),
                (Some(_), Some(text)) => (text, lowered.remarks),
                (Some(pass), None) => return Err(unknown_pass(pass)),
            }
        }
    };
    Ok((text, later.into_iter().chain(middle.remarks).collect()))
}

fn unknown_pass(pass: &str) -> Failure {
    let names: Vec<&str> = pipeline::pass_names();
    usage(format!("there is no pass `{pass}`; there are: {}", names.join(", ")))
}

/// To standard error, in the order of the source: a line each, for tools a JSON object.
fn print_remarks(sources: &SourceMap, remarks: &[Remark], format: MessageFormat) {
    let mut lines: Vec<_> = remarks.iter().map(|r| (sources.line_column(r.span), r)).collect();
    lines.sort_by_key(|(place, remark)| (remark.span.file, *place));
    lines.dedup();
    for ((line, column), Remark { pass, span, message }) in lines {
        let file = sources.get(span.file).map_or("?", |file| file.name.as_str());
        match format {
            MessageFormat::Human => errln!("{file}:{line}:{column}: {pass}: {message}"),
            MessageFormat::Json => errln!(
                "{}",
                json!({ "pass": pass, "message": message, "file": file, "line": line, "column": column })
            ),
        }
    }
}
