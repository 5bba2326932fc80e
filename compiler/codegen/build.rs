//! Builds the shim by which LLVM makes code with a list of passes of ours.

use std::env;
use std::path::PathBuf;
use std::process::Command;

fn main() {
    println!("cargo:rerun-if-env-changed=LLVM_SYS_221_PREFIX");
    println!("cargo:rerun-if-changed=cpp/emit_shim.cpp");
    let program = match env::var_os("LLVM_SYS_221_PREFIX") {
        Some(prefix) => PathBuf::from(prefix).join("bin/llvm-config"),
        None => PathBuf::from("llvm-config-22"),
    };
    let include = match Command::new(&program).arg("--includedir").output() {
        Ok(output) if output.status.success() => String::from_utf8_lossy(&output.stdout).trim().to_string(),
        other => panic!("{} failed: {other:?}; arrc needs LLVM 22: run `make setup`", program.display()),
    };
    cc::Build::new()
        .cpp(true)
        .cpp_link_stdlib(None)
        .std("c++17")
        .file("cpp/emit_shim.cpp")
        .include(include)
        .flag("-fno-exceptions")
        .flag("-fno-rtti")
        .warnings(false)
        .compile("arrc_emit_shim");
}
