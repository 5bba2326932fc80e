//! Makes the shared library: compiled objects and the support object, linked by lld in this
//! process.
//!
//! The bytes depend on the arguments alone. The library appears under its name in one step, when
//! it is complete.

use crate::elf::{self, Machine};
use crate::symbols;
use std::ffi::{CStr, CString, c_char};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::{fmt, fs, io};

unsafe extern "C" {
    fn arrc_lld_link(args: *const *const c_char, count: usize, message: *mut *mut c_char) -> i32;
    fn arrc_lld_free(message: *mut c_char);
}

/// The code that every library contains, compiled when arrc was built.
pub static SUPPORT_OBJECT: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/support.o"));

/// The same before it became machine code, for sanitizers.
pub static SUPPORT_BITCODE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/support.bc"));

/// lld keeps its state in globals. `false` once it has said that it cannot run again.
static LLD: Mutex<bool> = Mutex::new(true);

/// Everything that goes into a library.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// Compiled objects: kernels, and entries with the manifest.
    pub objects: &'a [Vec<u8>],
    /// Names of all functions and data that hosts may use; see `abi::Interface::exports`.
    pub exports: &'a [String],
    /// Processor of the objects.
    pub machine: Machine,
    /// The support object that a sanitizer watches. Its runtime, and the libc that it sees, are the host's.
    pub watched_support: Option<&'a [u8]>,
}

/// Why there is no library.
#[derive(Debug)]
pub enum LinkError {
    /// The output or a temporary file cannot be written.
    Io(PathBuf, io::Error),
    /// lld refused; an error in arrc itself, or in objects that the user named.
    Lld(String),
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LinkError::Io(path, error) => write!(f, "cannot write {}: {error}", path.display()),
            LinkError::Lld(message) => write!(f, "linking failed: {message}"),
        }
    }
}

impl std::error::Error for LinkError {}

/// Whether a library can be written to `out`; asked before any work is done.
pub fn check_writable(out: &Path) -> Result<(), LinkError> {
    if out.is_dir() {
        let error = io::Error::new(io::ErrorKind::IsADirectory, "it is a folder");
        return Err(LinkError::Io(out.to_path_buf(), error));
    }
    scratch_folder(out).map(drop)
}

/// Links a library and puts it at `out`.
pub fn link(input: &Input<'_>, out: &Path) -> Result<(), LinkError> {
    let scratch = scratch_folder(out)?;
    let made = scratch.path().join("out.so");
    let arguments = prepare(input, out, scratch.path(), &made)?;
    run_lld(&arguments)?;
    seal(&made).map_err(|error| LinkError::Io(made.clone(), error))?;
    fs::rename(&made, out).map_err(|error| LinkError::Io(out.to_path_buf(), error))
}

/// Joins everything to one relocatable object at `out`, for hosts that link it into a program or library of theirs. Only
/// the exports are global in it, so that a program may hold several.
pub fn link_relocatable(input: &Input<'_>, out: &Path) -> Result<(), LinkError> {
    let scratch = scratch_folder(out)?;
    let made = scratch.path().join("out.o");
    let mut arguments = vec!["-r".to_string(), "--threads=1".into(), "--color-diagnostics=never".into()];
    arguments.extend(write_objects(input, scratch.path())?);
    arguments.extend(["-o".to_string(), made.to_string_lossy().into_owned()]);
    run_lld(&arguments)?;
    let localised = fs::read(&made).and_then(|mut object| {
        symbols::keep_global(&mut object, input.exports);
        fs::write(&made, object)
    });
    localised.map_err(|error| LinkError::Io(made.clone(), error))?;
    fs::rename(&made, out).map_err(|error| LinkError::Io(out.to_path_buf(), error))
}

/// Appends the checksum by which hosts notice a damaged file.
fn seal(path: &Path) -> io::Result<()> {
    let seal = abi::seal::make(&fs::read(path)?);
    fs::OpenOptions::new().append(true).open(path)?.write_all(&seal)
}

/// A temporary folder beside the output, so that the finished file can be moved by renaming.
fn scratch_folder(out: &Path) -> Result<tempfile::TempDir, LinkError> {
    let folder = match out.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    tempfile::Builder::new()
        .prefix(".arrc-")
        .tempdir_in(folder)
        .map_err(|error| LinkError::Io(out.to_path_buf(), error))
}

/// Writes an input of lld and gives its path.
fn write_input(folder: &Path, name: &str, content: &[u8]) -> Result<String, LinkError> {
    let path = folder.join(name);
    fs::write(&path, content).map_err(|error| LinkError::Io(path.clone(), error))?;
    Ok(path.to_string_lossy().into_owned())
}

/// Writes the objects, the support code among them, and gives their paths.
fn write_objects(input: &Input<'_>, folder: &Path) -> Result<Vec<String>, LinkError> {
    let objects =
        input.objects.iter().map(Vec::as_slice).chain([input.watched_support.unwrap_or(SUPPORT_OBJECT)]);
    objects.enumerate().map(|(idx, object)| write_input(folder, &format!("{idx}.o"), object)).collect()
}

/// Writes all inputs into the folder and gives lld's arguments.
fn prepare(input: &Input<'_>, out: &Path, folder: &Path, made: &Path) -> Result<Vec<String>, LinkError> {
    let file_name = out.file_name().unwrap_or_default().to_string_lossy();
    let mut arguments = fixed_arguments();
    if input.watched_support.is_none() {
        // A sanitizer's report names functions.
        arguments.extend(["-zdefs", "--discard-all"].map(String::from));
    }
    // lld puts all options of LLVM back to their defaults, for the compilations after it too.
    let options = codegen::LLVM_OPTIONS.iter();
    arguments.extend(options.map(|option| format!("-mllvm={}", option.to_string_lossy())));
    arguments.push(format!("-soname={file_name}"));
    let script = format!("{{ global: {}; local: *; }};\n", input.exports.join("; "));
    arguments.push(format!("--version-script={}", write_input(folder, "exports.map", script.as_bytes())?));
    arguments.extend(write_objects(input, folder)?);
    arguments.push(write_input(folder, "libc.so", &elf::libc_stub(input.machine))?);
    arguments.extend(["-o".to_string(), made.to_string_lossy().into_owned()]);
    Ok(arguments)
}

/// Arguments that are the same for every library.
fn fixed_arguments() -> Vec<String> {
    [
        "-shared",
        "-znoexecstack",
        "-zrelro",
        "-znow",
        // Small libraries: code and constants share pages.
        "-znoseparate-code",
        "--no-rosegment",
        "--gc-sections",
        // Nothing compares the addresses of functions.
        "--icf=all",
        // Line tables are a fifth of a library with many kernels, and every reader of them knows zlib.
        "--compress-debug-sections=zlib",
        "--hash-style=gnu",
        "--build-id=none",
        "--threads=1",
        "--fatal-warnings",
        "--color-diagnostics=never",
        "-fini=arrc_rt_finalise",
    ]
    .map(String::from)
    .to_vec()
}

fn run_lld(arguments: &[String]) -> Result<(), LinkError> {
    let owned: Result<Vec<CString>, _> =
        arguments.iter().map(|argument| CString::new(argument.as_bytes())).collect();
    let Ok(owned) = owned else {
        return Err(LinkError::Lld("a path contains a zero byte".into()));
    };
    let pointers: Vec<*const c_char> = owned.iter().map(|argument| argument.as_ptr()).collect();
    let mut can_run = LLD.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if !*can_run {
        return Err(LinkError::Lld("lld has failed before and cannot run again".into()));
    }
    let mut message = std::ptr::null_mut();
    let status = unsafe { arrc_lld_link(pointers.as_ptr(), pointers.len(), &mut message) };
    *can_run = status != 2;
    let text = if message.is_null() {
        String::new()
    } else {
        let text = unsafe { CStr::from_ptr(message) }.to_string_lossy().into_owned();
        unsafe { arrc_lld_free(message) };
        text
    };
    if status == 0 { Ok(()) } else { Err(LinkError::Lld(text)) }
}
