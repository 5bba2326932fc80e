//! Hosts of a library that arrc made from `tests/abi/kernel.arr`: in C, in Python, in Rust by symbols and by the crate
//! `runtime`; what the library contains and needs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use ndarray::{Array2, arr2, s};
use runtime::{BF16, F16, In, Out, Tensor};
use tests::differential::library::levels;

use crate::contents::complaints;
use crate::{build_library, root};

struct Built {
    folder: tempfile::TempDir,
    exports: Vec<String>,
}

impl Built {
    fn library(&self) -> PathBuf {
        self.folder.path().join("libkernel.so")
    }
}

/// The library with its header, made once.
fn built() -> &'static Built {
    static BUILT: OnceLock<Built> = OnceLock::new();
    BUILT.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let exports = build_into(folder.path());
        Built { folder, exports }
    })
}

/// Compiles the kernels into a folder; the names that the library exports.
fn build_into(folder: &Path) -> Vec<String> {
    build_library(&root().join("tests/abi/kernel.arr"), folder)
}

/// Runs a host at every CPU level with one thread and two.
fn run_everywhere(command: impl Fn() -> Command) {
    for level in levels() {
        for threads in ["1", "2"] {
            let mut command = command();
            command.env("ARRC_CPU_LEVEL", level.to_string()).env("ARRC_NUM_THREADS", threads);
            let output = command.output().expect("the host starts");
            let text = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "v{level}, {threads} threads: {:?}\n{text}", output.status);
            assert!(text.contains("all as expected"), "{text}");
        }
    }
}

#[test]
fn hosts_in_c_link_with_the_library() {
    let folder = built().folder.path();
    let host = folder.join("host");
    let status = Command::new("cc")
        .args(["-std=c99", "-Wall", "-Wextra", "-Werror", "-O1", "-I"])
        .arg(folder)
        .arg(root().join("tests/abi/host.c"))
        .arg("-L")
        .arg(folder)
        .arg("-lkernel")
        .arg(format!("-Wl,-rpath,{}", folder.display()))
        .arg("-o")
        .arg(&host)
        .status();
    assert!(status.expect("a C compiler").success());
    run_everywhere(|| Command::new(&host));
}

/// Every request for memory and for a thread fails once, for every function of `tests/abi/failing.arr`.
#[test]
fn requests_that_fail_are_told_and_leave_nothing_behind() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    build_library(&root().join("tests/abi/failing.arr"), folder.path());
    let host = folder.path().join("host");
    let status = Command::new("cc")
        .args(["-std=c99", "-Wall", "-Wextra", "-Werror", "-O1", "-rdynamic", "-I"])
        .arg(folder.path())
        .arg(root().join("tests/abi/failing.c"))
        .args(["-ldl", "-lpthread", "-o"])
        .arg(&host)
        .status();
    assert!(status.expect("a C compiler").success());
    for threads in ["1", "4"] {
        let mut command = Command::new(&host);
        command.arg(folder.path().join("libfailing.so")).env("ARRC_NUM_THREADS", threads);
        let output = command.output().expect("the host starts");
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && said.ends_with("all as expected\n"), "{threads} threads: {said}");
    }
}

/// Python with NumPy, where there is one.
fn python() -> Option<std::ffi::OsString> {
    let python = std::env::var_os("ARRC_TEST_PYTHON");
    if python.is_none() {
        println!("left out: ARRC_TEST_PYTHON names no interpreter");
    }
    python
}

#[test]
fn hosts_in_python_use_ctypes_and_numpy() {
    let Some(python) = python() else { return };
    run_everywhere(|| {
        let mut command = Command::new(&python);
        command.arg(root().join("tests/abi/host.py")).arg(root().join("examples")).arg(built().library());
        command
    });
}

#[test]
fn the_standard_library_gives_what_numpy_gives() {
    let Some(python) = python() else { return };
    let folder = tempfile::tempdir().expect("a temporary folder");
    build_library(&root().join("tests/abi/stdlib.arr"), folder.path());
    run_everywhere(|| {
        let mut command = Command::new(&python);
        command.arg(root().join("tests/abi/stdlib.py")).arg(root().join("examples"));
        command.arg(folder.path().join("libstdlib.so"));
        command
    });
}

#[test]
fn indices_that_wrap_are_refused_or_inside() {
    let Some(python) = python() else { return };
    let script = root().join("tests/abi/wrapping.py");
    for seed in ["1", "2", "3"] {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let source = folder.path().join("wrapping.arr");
        let written = Command::new(&python).arg(&script).arg(seed).output().expect("Python starts");
        std::fs::write(&source, written.stdout).expect("it can be written");
        build_library(&source, folder.path());
        let mut command = Command::new(&python);
        command.arg(&script).arg(seed).arg(root().join("examples"));
        let output =
            command.arg(folder.path().join("libwrapping.so")).arg("60").output().expect("Python starts");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "seed {seed}: {} {said}", output.status);
    }
}

type Length = unsafe extern "C" fn(f64, f64, *mut f64) -> i32;
type LastError = unsafe extern "C" fn() -> *const std::ffi::c_char;
type Broken = unsafe extern "C" fn(*const u8, i64, *mut i64) -> i32;

#[test]
fn hosts_in_rust_find_the_symbols() {
    let library = unsafe { libloading::Library::new(built().library()) }.expect("it loads");
    let (length, at, last_error) = unsafe {
        (
            library.get::<Length>(b"squared_length").expect("exported"),
            library.get::<Broken>(b"at").expect("exported"),
            library.get::<LastError>(b"kernel_last_error").expect("exported"),
        )
    };
    std::thread::scope(|scope| {
        for number in 0..8 {
            let (length, at, last_error) = (&length, &at, &last_error);
            scope.spawn(move || {
                for round in 0..500 {
                    let (a, mut out) = (f64::from(number * 1000 + round), 0.0);
                    assert_eq!(unsafe { length(a, 1.0, &mut out) }, 0);
                    assert_eq!(out.to_bits(), (a * a + 1.0).to_bits());
                    // A message belongs to the thread whose call failed.
                    assert_eq!(unsafe { at(std::ptr::null(), i64::from(number), &mut 0) }, 7);
                    let message = unsafe { std::ffi::CStr::from_ptr(last_error()) };
                    assert!(
                        message.to_string_lossy().starts_with("at: `x` is a null pointer"),
                        "{message:?}"
                    );
                }
            });
        }
    });
}

#[test]
fn libraries_are_loaded_and_unloaded_again_and_again() {
    let copy = built().folder.path().join("again.so");
    fs::copy(built().library(), &copy).expect("a copy");
    for round in 0..100 {
        let library = unsafe { libloading::Library::new(&copy) }.expect("it loads");
        let length = unsafe { library.get::<Length>(b"squared_length") }.expect("exported");
        let mut out = 0.0;
        assert_eq!(unsafe { length(f64::from(round), 2.0, &mut out) }, 0);
        assert_eq!(out, f64::from(round * round + 4));
    }
}

/// Large enough for threads.
fn multiply(library: &runtime::Library) -> Array2<f64> {
    let a = Array2::from_shape_fn((150, 150), |(i, j)| (i * 7 + j * 3) as f64);
    let mut out = Array2::<f64>::zeros((150, 150));
    let product = library.function("product").expect("it exists");
    product.call(&[(&a).into(), (&a).into()], &mut [(&mut out).into()]).expect("a product");
    out
}

#[test]
fn copies_of_a_library_live_and_die_side_by_side() {
    let expected = multiply(&runtime::Library::open(built().library()).expect("it loads"));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let copies: Vec<PathBuf> = (0..3).map(|k| folder.path().join(format!("copy{k}.so"))).collect();
    for copy in &copies {
        fs::copy(built().library(), copy).expect("a copy");
    }
    std::thread::scope(|scope| {
        for thread in 0..6 {
            let (copies, expected) = (&copies, &expected);
            scope.spawn(move || {
                for round in 0..8 {
                    // Each copy is closed here while others call it or its siblings.
                    let (one, other) = (&copies[(thread + round) % 3], &copies[round % 3]);
                    let one = runtime::Library::open(one).expect("it loads");
                    one.set_num_threads(1 + (thread + round) % 4);
                    let other = runtime::Library::open(other).expect("it loads");
                    assert!(multiply(&one) == *expected);
                    drop(one);
                    assert!(multiply(&other) == *expected);
                }
            });
        }
    });
}

#[test]
fn hosts_in_rust_pass_views_of_ndarray() {
    let library = runtime::Library::open(built().library()).expect("it loads");
    let product = library.function("product").expect("it exists");
    let (a, b) = (arr2(&[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), arr2(&[[7.0, 8.0], [9.0, 10.0], [11.0, 12.0]]));
    let mut out = Array2::<f64>::zeros((2, 2));
    product.call(&[(&a).into(), (&b).into()], &mut [(&mut out).into()]).expect("a product");
    assert_eq!(out, a.dot(&b));
    let (left, right) = (b.t(), a.slice(s![.., ..;-1]));
    let (left, right) = (left.slice(s![..;-1, ..]), right.t());
    product.call(&[(&left).into(), (&right).into()], &mut [(&mut out).into()]).expect("a product");
    assert_eq!(out, left.dot(&right));
    let error =
        product.call(&[(&a).into(), (&a).into()], &mut [(&mut out).into()]).expect_err("shapes differ");
    assert_eq!(error.status(), Some(abi::Status::Shape));
    assert!(error.to_string().starts_with("product: `b` has extent 2 on axis 0, expected k = 3"), "{error}");
}

#[test]
fn hosts_in_rust_have_their_arrays_updated() {
    let library = runtime::Library::open(built().library()).expect("it loads");
    let accumulate = library.function("accumulate").expect("it exists");
    let (mut total, mut sum) = (vec![1.0, 2.0], 0.0);
    let error =
        accumulate.call(&[(&total).into(), (&[3.0, 4.0]).into(), (&2.0).into()], &mut [(&mut sum).into()]);
    let error = error.expect_err("it would be written").to_string();
    assert!(error.contains("updates `total` in place"), "{error}");
    let args = [Tensor::in_place((&mut total).into()), (&[3.0, 4.0]).into(), (&2.0).into()];
    accumulate.call(&args, &mut [(&mut sum).into()]).expect("a sum");
    assert_eq!((&total[..], sum), (&[7.0, 10.0][..], 17.0));
    let (mut state, mut now) = (7u64, 0u64);
    let draw = library.function("draw").expect("it exists");
    draw.call(&[Tensor::in_place((&mut state).into()), (&3u64).into()], &mut [(&mut now).into()])
        .expect("a number");
    assert_eq!((state, now), (10, 7));
    library.typed("draw").expect("it exists").call((&mut state, 3u64, &mut now)).expect("a number");
    assert_eq!((state, now), (13, 10));
    let by_value = library.typed("draw").expect("it exists").call((state, 3u64, &mut now));
    assert!(by_value.expect_err("it could not be written").to_string().contains("written u64"));
}

#[test]
fn hosts_in_rust_have_half_precision_as_bits() {
    let library = runtime::Library::open(built().library()).expect("it loads");
    // 1.0 and -3.0, then their halves.
    let (x, mut y) = ([F16(0x3c00), F16(0xc200)], [F16::default(); 2]);
    let typed = library.typed("divided_f16").expect("it exists");
    typed.call((In::slice(&x), F16(0x4000), Out::slice(&mut y))).expect("a quotient");
    assert_eq!(y, [F16(0x3800), F16(0xbe00)]);
    let (x, mut y) = ([BF16(0x3f80), BF16(0xc040)], [BF16::default(); 2]);
    let divided = library.function("divided").expect("it exists");
    divided.call(&[(&x).into(), (&BF16(0x4000)).into()], &mut [(&mut y).into()]).expect("a quotient");
    assert_eq!(y, [BF16(0x3f00), BF16(0xbfc0)]);
}

#[test]
fn libraries_hold_and_need_nothing_foreign() {
    let bytes = fs::read(built().library()).expect("the library");
    let found = complaints(&bytes, &built().exports);
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn the_same_source_gives_the_same_bytes_in_another_folder() {
    let other = tempfile::tempdir().expect("a temporary folder");
    let folder = other.path().join("another folder, deeper");
    fs::create_dir(&folder).expect("a folder");
    build_into(&folder);
    for name in ["libkernel.so", "kernel.h"] {
        let here = fs::read(built().folder.path().join(name)).expect("a file");
        assert!(here == fs::read(folder.join(name)).expect("a file"), "{name} differs");
    }
}
