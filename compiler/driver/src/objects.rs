//! Object code for all CPU levels, on all cores.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use base::Remark;
use loops::Level;

use crate::error::{Failure, Outcome};
use crate::limits;
use crate::pipeline::{self, Lowered, Middle, Options};
use crate::progress::Progress;
use crate::source::Source;

/// What one level's chunk of kernels became.
struct Chunk {
    bytes: Vec<u8>,
    too_long_to_improve: bool,
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
/// after another, and the result does not depend on who took which. What stands outside of loops on threads becomes code in
/// the chunk of one level, if it is the same at several.
///
/// # Errors
/// What LLVM says; a bug in arrc.
pub fn compile(source: &Source, middle: &Middle, options: &Options, emit: codegen::Emit) -> Outcome<Objects> {
    let jobs = jobs_for(middle.program.functions.iter().filter(|f| f.exported).count(), options, emit);
    let mut lowered = on_all_cores(jobs.len(), |index| lower(middle, options, &jobs[index]))?;
    let outside = shared_outside(&jobs, &mut lowered, options);
    let progress = Progress::start();
    let chunks = on_all_cores(jobs.len(), |index| {
        progress.say(format_args!("compiling part {} of {}", index + 1, jobs.len()));
        compile_chunk(source, &lowered[index], &outside[jobs[index].part], options, emit, &jobs[index])
    })?;
    let mut all = Objects { objects: Vec::new(), remarks: Vec::new(), times: String::new() };
    for ((job, (lowered, _)), chunk) in jobs.iter().zip(lowered).zip(chunks) {
        all.times.push_str(&chunk.times);
        all.objects.push(chunk.bytes);
        if Some(&job.level) == options.levels.last() {
            let not_improved = chunk.too_long_to_improve.then(|| limits::not_improved(&lowered.program));
            all.remarks.extend(lowered.remarks.into_iter().chain(not_improved));
        }
    }
    Ok(all)
}

/// What so many pieces of work give, in their order; as many at a time as there are cores. Behind one that fails none is
/// begun; the error is that of the first.
fn on_all_cores<T: Send>(count: usize, work: impl Fn(usize) -> Outcome<T> + Sync) -> Outcome<Vec<T>> {
    let results: Vec<Mutex<Option<Outcome<T>>>> = (0..count).map(|_| Mutex::new(None)).collect();
    let (next, end) = (AtomicUsize::new(0), AtomicUsize::new(count));
    let run = || {
        while let Some(index) =
            Some(next.fetch_add(1, Ordering::Relaxed)).filter(|i| *i < end.load(Ordering::Relaxed))
        {
            let result = work(index);
            if result.is_err() {
                end.fetch_min(index, Ordering::Relaxed);
            }
            if let Ok(mut slot) = results[index].lock() {
                *slot = Some(result);
            }
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(count);
    std::thread::scope(|scope| {
        for _ in 1..threads {
            // As much as the thread has that compiles: what it walks over is as deep. Without a thread, the others do its work.
            let thread = std::thread::Builder::new().stack_size(crate::STACK_BYTES);
            let _ = thread.spawn_scoped(scope, run);
        }
        run();
    });
    let result = |slot: Mutex<Option<Outcome<T>>>| slot.into_inner().ok().flatten();
    results.into_iter().map(|slot| result(slot).unwrap_or_else(|| base::bug!("work was left out"))).collect()
}

/// Some of the kernels at one level.
struct Job {
    level: Level,
    part: usize,
    parts: usize,
}

/// Two chunks a level, so that two cores finish at about the same time; a text is one chunk.
fn jobs_for(kernels: usize, options: &Options, emit: codegen::Emit) -> Vec<Job> {
    let divided = emit == codegen::Emit::Object && !options.one_object;
    let parts = if divided { kernels.clamp(1, 2) } else { 1 };
    let of_level = |&level: &Level| (0..parts).map(move |part| Job { level, part, parts });
    options.levels.iter().flat_map(of_level).collect()
}

/// The kernels of a chunk for its level, and the milliseconds that took.
fn lower(middle: &Middle, options: &Options, job: &Job) -> Outcome<(Lowered, f64)> {
    let start = std::time::Instant::now();
    let wanted = |index| index % job.parts == job.part;
    let lowered = pipeline::loop_program(&middle.program, &options.target(job.level), options, wanted)?;
    if let Some(why) = limits::too_long(&lowered.program, job.parts) {
        return Err(Failure::Program(why));
    }
    Ok((lowered, start.elapsed().as_secs_f64() * 1e3))
}

/// By part of the program, for each of its kernels the levels that share code.
fn shared_outside(
    jobs: &[Job],
    lowered: &mut [(Lowered, f64)],
    options: &Options,
) -> Vec<Vec<Option<codegen::Outside>>> {
    let parts = jobs.iter().map(|job| job.parts).max().unwrap_or(1);
    let of_part = |part| {
        let chunks = jobs.iter().zip(lowered.iter_mut()).filter(|(job, _)| job.part == part);
        let mut programs: Vec<_> =
            chunks.map(|(job, (lowered, _))| (options.target(job.level), &mut lowered.program)).collect();
        codegen::share(&mut programs)
    };
    (0..parts).map(of_part).collect()
}

fn compile_chunk(
    source: &Source,
    (lowered, loops_time): &(Lowered, f64),
    outside: &[Option<codegen::Outside>],
    options: &Options,
    emit: codegen::Emit,
    job: &Job,
) -> Outcome<Chunk> {
    let length = limits::length(&lowered.program);
    let (verify, optimise, line_tables) = (options.verify, !options.unoptimised, !options.no_line_tables);
    let (sanitize, code_options) = (options.sanitize, codegen::Options::new(options.target(job.level)));
    let parts = job.parts;
    let code_options =
        codegen::Options { verify, optimise, line_tables, sanitize, emit, parts, ..code_options };
    let output = codegen::compile_shared(&lowered.program, outside, &code_options, &source.sources);
    let output = output.map_err(|error| match error {
        codegen::Error::TooLong { .. } => Failure::Program(limits::divide(error, &lowered.program)),
        failed => Failure::Program(failed.to_string()),
    })?;
    let level = job.level.name();
    let mut times = format!("{loops_time:>9.2} ms  {level} loops: {length} statements\n");
    for (name, time) in &output.times {
        times.push_str(&format!("{:>9.2} ms  {level} llvm: {name}\n", time.as_secs_f64() * 1e3));
    }
    Ok(Chunk { bytes: output.bytes, too_long_to_improve: output.too_long_to_improve, times })
}
