//! Object code for all CPU levels, on all cores.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use base::Remark;
use loops::Level;

use crate::error::{Failure, Outcome};
use crate::limits;
use crate::pipeline::{self, Middle, Options};
use crate::progress::Progress;
use crate::source::Source;

/// What one level's chunk of kernels became.
struct Chunk {
    bytes: Vec<u8>,
    remarks: Vec<Remark>,
    times: String,
}

/// The code of a program, one object a chunk, in a fixed order.
pub struct Objects {
    /// Objects (or the one text that was asked for).
    pub objects: Vec<Vec<u8>>,
    /// What the optimiser said, for the highest level.
    pub remarks: Vec<Remark>,
    /// How long the stages took, as text.
    pub times: String,
}

/// Compiles every kernel for every level. Each chunk of kernels has its own LLVM context; the threads take chunks one
/// after another, and the result does not depend on who took which.
///
/// # Errors
/// What LLVM says; a bug in arrc.
pub fn compile(source: &Source, middle: &Middle, options: &Options, emit: codegen::Emit) -> Outcome<Objects> {
    let jobs =
        jobs_for(middle.program.functions.iter().filter(|f| f.exported).count(), &options.levels, emit);
    let results: Vec<Mutex<Option<Outcome<Chunk>>>> = jobs.iter().map(|_| Mutex::new(None)).collect();
    let next = AtomicUsize::new(0);
    let progress = Progress::start();
    let work = || {
        while let Some(index) = Some(next.fetch_add(1, Ordering::Relaxed)).filter(|i| *i < jobs.len()) {
            progress.say(format_args!("compiling part {} of {}", index + 1, jobs.len()));
            let result = compile_chunk(source, middle, options, emit, &jobs[index]);
            if let Ok(mut slot) = results[index].lock() {
                *slot = Some(result);
            }
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(jobs.len());
    std::thread::scope(|scope| {
        for _ in 1..threads {
            // As much as the thread has that compiles: what it walks over is as deep. Without a thread, the others do its work.
            let thread = std::thread::Builder::new().stack_size(crate::STACK_BYTES);
            let _ = thread.spawn_scoped(scope, work);
        }
        work();
    });
    let mut all = Objects { objects: Vec::new(), remarks: Vec::new(), times: String::new() };
    for (job, slot) in jobs.iter().zip(results) {
        let result = slot.into_inner().ok().flatten();
        let chunk = result.unwrap_or_else(|| base::bug!("a chunk was not compiled"))?;
        all.times.push_str(&chunk.times);
        all.objects.push(chunk.bytes);
        if Some(&job.level) == options.levels.last() {
            all.remarks.extend(chunk.remarks);
        }
    }
    Ok(all)
}

/// Some of the kernels at one level.
struct Job {
    level: Level,
    part: usize,
    parts: usize,
}

/// Two chunks a level, so that two cores finish at about the same time; a text is one chunk.
fn jobs_for(kernels: usize, levels: &[Level], emit: codegen::Emit) -> Vec<Job> {
    let parts = if emit == codegen::Emit::Object { kernels.clamp(1, 2) } else { 1 };
    let of_level = |&level: &Level| (0..parts).map(move |part| Job { level, part, parts });
    levels.iter().flat_map(of_level).collect()
}

fn compile_chunk(
    source: &Source,
    middle: &Middle,
    options: &Options,
    emit: codegen::Emit,
    job: &Job,
) -> Outcome<Chunk> {
    let target = options.target(job.level);
    let start = std::time::Instant::now();
    let lowered =
        pipeline::loop_program(&middle.program, &target, options, |index| index % job.parts == job.part)?;
    let loops_time = start.elapsed();
    let length = limits::length(&lowered.program);
    if let Some(why) = limits::too_long(&lowered.program, job.parts) {
        return Err(Failure::Program(why));
    }
    let (verify, optimise, line_tables) = (options.verify, !options.unoptimised, !options.no_line_tables);
    let (sanitize, code_options) = (options.sanitize, codegen::Options::new(target));
    let parts = job.parts;
    let code_options =
        codegen::Options { verify, optimise, line_tables, sanitize, emit, parts, ..code_options };
    let output =
        codegen::compile(&lowered.program, &code_options, &source.sources).map_err(|error| match error {
            codegen::Error::TooLong { .. } => Failure::Program(limits::divide(error, &lowered.program)),
            failed => Failure::Program(failed.to_string()),
        })?;
    let mut remarks = lowered.remarks;
    if output.too_long_to_improve {
        remarks.push(limits::not_improved(&lowered.program));
    }
    let (time, level) = (loops_time.as_secs_f64() * 1e3, job.level.name());
    let mut times = format!("{time:>9.2} ms  {level} loops: {length} statements\n");
    for (name, time) in &output.times {
        times.push_str(&format!("{:>9.2} ms  {} llvm: {name}\n", time.as_secs_f64() * 1e3, job.level.name()));
    }
    Ok(Chunk { bytes: output.bytes, remarks, times })
}
