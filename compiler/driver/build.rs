//! Builds what is not Rust of this workspace: the shim around lld, and the support object that is
//! linked into every library.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

const HINT: &str = "arrc needs LLVM 22 with lld: run `make setup`";

/// LLVM's targets that code is made for.
const TARGETS: [&str; 1] = ["X86"];

fn main() {
    build_lld_shim();
    // Nothing has to be relocated when arrc starts, which takes longer than a small compilation otherwise.
    println!("cargo:rustc-link-arg-bins=-no-pie");
    if env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        // What `tools/layout.sh` needs to move functions.
        println!("cargo:rustc-link-arg-bin=arrc=-Wl,--emit-relocs");
    }
    build_support_object();
}

/// Runs `llvm-config` of the LLVM that inkwell links too.
fn llvm_config(arguments: &str) -> String {
    println!("cargo:rerun-if-env-changed=LLVM_SYS_221_PREFIX");
    let program = match env::var_os("LLVM_SYS_221_PREFIX") {
        Some(prefix) => PathBuf::from(prefix).join("bin/llvm-config"),
        None => PathBuf::from("llvm-config-22"),
    };
    let output = Command::new(&program)
        .args(arguments.split(' '))
        .output()
        .unwrap_or_else(|error| panic!("cannot run {}: {error}; {HINT}", program.display()));
    assert!(output.status.success(), "{} {arguments} failed; {HINT}", program.display());
    String::from_utf8_lossy(&output.stdout).trim().to_string()
}

fn build_lld_shim() {
    let include = llvm_config("--includedir");
    let libraries = llvm_config("--libdir");
    let archive = Path::new(&libraries).join("liblldELF.a");
    assert!(archive.exists(), "{} is missing; {HINT}", archive.display());
    println!("cargo:rerun-if-changed=cpp/lld_shim.cpp");
    let out_dir = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out_dir.join("unused_targets.inc"), unused_targets())
        .unwrap_or_else(|error| panic!("cannot write to {}: {error}", out_dir.display()));
    cc::Build::new()
        .cpp(true)
        .cpp_link_stdlib(None)
        .std("c++17")
        .file("cpp/lld_shim.cpp")
        .include(out_dir)
        .include(include)
        .flag("-fno-exceptions")
        .flag("-fno-rtti")
        .warnings(false)
        .compile("arrc_lld_shim");
    println!("cargo:rustc-link-search=native={libraries}");
    println!("cargo:rustc-link-lib=static:-bundle=lldELF");
    println!("cargo:rustc-link-lib=static:-bundle=lldCommon");
    link_llvm();
}

/// Names of the targets that LLVM has and arrc does not use, each in a macro.
fn unused_targets() -> String {
    let built = llvm_config("--targets-built");
    let unused = built.split_whitespace().filter(|target| !TARGETS.contains(target));
    unused.map(|target| format!("UNUSED_TARGET({target})\n")).collect()
}

/// LLVM's archives have to come after lld's. That llvm-sys names them too does no harm, since a
/// linker takes each member of an archive once.
fn link_llvm() {
    for flag in llvm_config("--link-static --libs").split_whitespace() {
        if let Some(name) = flag.strip_prefix("-l") {
            println!("cargo:rustc-link-lib=static:-bundle={name}");
        }
    }
    for flag in llvm_config("--link-static --system-libs").split_whitespace() {
        if let Some(name) = flag.strip_prefix("-l") {
            println!("cargo:rustc-link-lib=dylib={name}");
        } else if let Some(folder) = Path::new(flag).parent() {
            // A library given by its path: `/usr/lib/libz3.so`.
            let name = Path::new(flag).file_stem().unwrap_or_default().to_string_lossy();
            println!("cargo:rustc-link-search=native={}", folder.display());
            println!("cargo:rustc-link-lib=dylib={}", name.trim_start_matches("lib"));
        }
    }
    link_cpp();
}

/// C++'s library becomes part of arrc where it can: loading it takes a millisecond, mostly for references into it.
fn link_cpp() {
    let compiler = cc::Build::new().cpp(true).get_compiler();
    let asked = Command::new(compiler.path()).arg("-print-file-name=libstdc++.a").output();
    let path =
        asked.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_string()).unwrap_or_default();
    match Path::new(&path).parent().and_then(Path::to_str) {
        Some(folder) if Path::new(&path).is_absolute() => {
            println!("cargo:rustc-link-search=native={folder}");
            println!("cargo:rustc-link-lib=static:-bundle=stdc++");
        }
        _ => println!("cargo:rustc-link-lib=dylib=stdc++"),
    }
}

/// Compiles the support crate by itself: without std, without unwinding, one object. Its bytes
/// then depend on the Rust compiler alone.
fn build_support_object() {
    let manifest_dir = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let runtime = manifest_dir.join("../../runtime");
    let out_dir = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    for folder in ["support/src", "abi/src"] {
        println!("cargo:rerun-if-changed={}", runtime.join(folder).display());
    }
    let Ok(runtime) = fs::canonicalize(&runtime) else {
        panic!("{} is missing", runtime.display());
    };
    let (object, bitcode) = (out_dir.join("support.o"), out_dir.join("support.bc"));
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let faults = env::var_os("CARGO_FEATURE_FAULTS").map(|_| "--cfg=faults");
    let status = Command::new(rustc)
        .current_dir(&runtime)
        .args(faults)
        .args(["--crate-type=lib", "--crate-name=support", "--edition=2024"])
        .args(["-Cpanic=abort", "-Copt-level=s", "-Ccodegen-units=1", "-Cdebuginfo=0"])
        // More inlining costs 5 KB in every library and gains nothing that can be measured.
        .arg("-Cllvm-args=-inline-threshold=25")
        .args(["-Crelocation-model=pic", "-Cforce-unwind-tables=no", "--cap-lints=allow"])
        .arg(format!("--target={}", env::var("TARGET").unwrap_or_default()))
        .arg(format!("--emit=obj={},llvm-bc={}", object.display(), bitcode.display()))
        .arg("support/src/lib.rs")
        .status();
    match status {
        Ok(status) if status.success() => {}
        other => panic!("cannot compile runtime/support: {other:?}"),
    }
    drop_sections(&object, &[".eh_frame", ".rela.eh_frame", ".comment"]);
}

/// Takes sections out of an object. Nothing unwinds through the support code, yet functions that inline parts of core
/// have tables for it.
fn drop_sections(object: &Path, names: &[&str]) {
    let program = Path::new(&llvm_config("--bindir")).join("llvm-objcopy");
    let status = Command::new(&program)
        .args(names.iter().map(|name| format!("--remove-section={name}")))
        .arg(object)
        .status();
    match status {
        Ok(status) if status.success() => {}
        other => panic!("{} failed: {other:?}; {HINT}", program.display()),
    }
}
