//! What must bear any bytes: no panic, no signal, bounded time and memory.

use std::path::Path;

use base::Diagnostic;
use driver::pipeline::{Options, Times};
use loops::Level;

/// A function that takes any bytes.
#[derive(Clone, Copy)]
pub struct Target {
    /// Its name on the command line.
    pub name: &'static str,
    /// Which inputs are near to what it expects.
    pub seeds: Seeds,
    /// It panics if something is wrong.
    pub run: fn(&[u8]),
}

/// What inputs are made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Seeds {
    /// Programs.
    Programs,
    /// Manifests.
    Manifests,
    /// Libraries.
    Libraries,
    /// Bytes without a form.
    Bytes,
    /// The programs of [`super::pumps`].
    Pumps,
}

/// All of them.
pub const ALL: [Target; 7] = [
    Target { name: "parse", seeds: Seeds::Programs, run: parse },
    Target { name: "check", seeds: Seeds::Programs, run: check },
    Target { name: "build", seeds: Seeds::Programs, run: build },
    Target { name: "manifest", seeds: Seeds::Manifests, run: manifest },
    Target { name: "library", seeds: Seeds::Libraries, run: library },
    Target { name: "call", seeds: Seeds::Bytes, run: call },
    Target { name: "pumps", seeds: Seeds::Pumps, run: build },
];

/// Targets that bear nothing, by which the tests see that findings are found.
pub const BROKEN: [Target; 3] = [
    Target { name: "panics", seeds: Seeds::Programs, run: |_| panic!("as it should") },
    Target { name: "dies", seeds: Seeds::Programs, run: |_| std::process::abort() },
    Target {
        name: "hangs",
        seeds: Seeds::Programs,
        run: |_| std::thread::sleep(std::time::Duration::from_secs(600)),
    },
];

/// Longest program that the promise is about.
pub const MAX_PROGRAM: usize = 64 << 10;

/// Lexer, parser, messages; what is accepted is laid out in a form that parses again.
pub fn parse(data: &[u8]) {
    let (module, diagnostics) = syntax::parse_bytes(base::FileId(0), data);
    if diagnostics.is_empty() {
        let text = module.to_string();
        let (_, again) = syntax::parse(base::FileId(0), &text);
        assert!(again.is_empty(), "what was printed is refused: {again:?}\n{text}");
    }
}

/// Everything up to a checked program, and its messages as a person reads them.
pub fn check(data: &[u8]) {
    let (source, diagnostics) = driver::source::analyse("input.arr", data);
    let _ = driver::render::to_text(&source.sources, &diagnostics);
}

/// The whole compiler, up to a library, which is not loaded. The level is chosen by the input.
pub fn build(data: &[u8]) {
    let (mut source, diagnostics) = driver::source::analyse("input.arr", data);
    if diagnostics.iter().any(Diagnostic::is_error) || source.checked.interface.functions.is_empty() {
        return;
    }
    source.checked.interface.library = "input".into();
    let level = Level::ALL[data.len() % Level::ALL.len()];
    let options = Options { levels: vec![level], verify: true, ..Options::default() };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let library = folder.path().join("libinput.so");
    // A refusal is an answer too.
    let _ = driver::library::build(&source, &options, &library, false, &mut Times::default());
    let _ = driver::header::write_header(&source.checked.interface, driver::library::COMPILER);
}

/// The reader of manifests.
pub fn manifest(data: &[u8]) {
    if let Ok(manifest) = abi::Manifest::from_json(data) {
        let json = manifest.to_json();
        assert!(abi::Manifest::from_json(json.as_bytes()) == Ok(manifest), "not what was written: {json}");
    }
}

/// A file for the loader, which may refuse it, tell its manifest or load it.
pub fn library(data: &[u8]) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    open(&folder.path().join("libinput.so"), data);
}

/// A call of a library with arguments that the bytes choose.
pub fn call(data: &[u8]) {
    super::call::run(data);
}

fn open(path: &Path, data: &[u8]) {
    std::fs::write(path, data).expect("a file");
    let _ = runtime::Library::inspect(path);
    if let Ok(library) = runtime::Library::open(path) {
        for function in &library.manifest().functions {
            assert!(library.function(&function.name).is_ok(), "`{}` is promised", function.name);
        }
    }
}
