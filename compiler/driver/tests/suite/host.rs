//! The crate `runtime` as a host of a library that was linked as arrc links.

use crate::fixture::built;
use ndarray::{Array1, Array2, arr1, arr2, s};
use runtime::{Error, In, Library, Out, Status, Tensor};
use std::path::PathBuf;
use std::sync::atomic::AtomicI32;

fn library() -> Library {
    Library::open(built().path("libk.so")).expect("it loads")
}

#[test]
fn functions_take_slices_arrays_and_numbers() {
    let library = library();
    let axpy = library.function("axpy").expect("it exists");
    let (x, y, mut out) = (vec![1.0, 2.0], arr1(&[10.0, 20.0]), [0.0; 2]);
    axpy.call(&[(&2.0).into(), (&x).into(), (&y).into()], &mut [out.as_mut_slice().into()]).expect("ok");
    assert_eq!(out, [12.0, 24.0]);
    let total = library.function("total").expect("it exists");
    let table = arr2(&[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    let mut rows = Array1::<f64>::zeros(2);
    total.call(&[(&table).into()], &mut [(&mut rows).into()]).expect("ok");
    assert_eq!(rows, arr1(&[6.0, 15.0]));
    let mut columns = Array2::<f64>::zeros((1, 3));
    let turned = table.slice(s![.., ..;-1]).reversed_axes();
    total.call(&[(&turned).into()], &mut [(&mut columns.row_mut(0)).into()]).expect("ok");
    assert_eq!(columns, arr2(&[[9.0, 7.0, 5.0]]));
}

#[test]
fn typed_functions_take_rust_values() {
    let axpy = library().typed("axpy").expect("it exists");
    let (x, mut out) = ([1.0, 2.0, 3.0], [0.0; 3]);
    axpy.call((2.0, In::slice(&x), In::slice(&x), Out::slice(&mut out))).expect("ok");
    assert_eq!(out, [3.0, 6.0, 9.0]);
    let mut sum = 0.0;
    let total = library().typed("total").expect("it exists");
    let table = arr2(&[[1.0, 2.0], [3.0, 4.0]]);
    let column = table.column(1);
    total.call((In::<f64, 1>::array(&column).expect("rank 1"), &mut sum)).expect("ok");
    assert_eq!(sum, 6.0);
    let wrong = total.call((In::slice(&[1.0f32]), &mut sum)).expect_err("f32 for f64");
    assert!(wrong.to_string().contains("takes (f64 of rank 1, written f64 of rank 0)"), "{wrong}");
    assert!(In::<f64, 1>::array(&table).is_none());
}

#[test]
fn errors_have_status_and_message() {
    let library = library();
    let axpy = library.function("axpy").expect("it exists");
    let (x, y, mut out) = ([1.0, 2.0], [1.0; 3], [0.0; 2]);
    let short = axpy
        .call(&[(&2.0).into(), x.as_slice().into(), y.as_slice().into()], &mut [out.as_mut_slice().into()]);
    let short = short.expect_err("shapes differ");
    assert_eq!(short.status(), Some(Status::Shape));
    assert_eq!(short.to_string(), "axpy: `y` has extent 3 on axis 0, expected n = 2 (k.arr:3)");
    let few = axpy.call(&[(&2.0).into()], &mut []).expect_err("too few");
    assert_eq!(few.to_string(), "`axpy` takes 3 inputs and 1 outputs, not 1 and 0");
    let ints = axpy
        .call(&[(&2i64).into(), x.as_slice().into(), x.as_slice().into()], &mut [out.as_mut_slice().into()]);
    assert_eq!(ints.expect_err("no such instance").status(), Some(Status::DType));
    assert!(matches!(library.function("nothing"), Err(Error::NoFunction { .. })));
}

#[test]
fn cancelled_calls_end() {
    let count = library().function("count").expect("it exists");
    let stop = AtomicI32::new(1);
    let options = runtime::CallOptions { threads: 2, cancel: Some(&stop) };
    let mut out = vec![0i64; 1000];
    let (n, grain) = (1000i64, 10i64);
    let inputs = [Tensor::from(&n), Tensor::from(&grain)];
    let ended = count.call_with(&inputs, &mut [(&mut out).into()], options);
    assert_eq!(ended.expect_err("cancelled").status(), Some(Status::Cancelled));
    count.call(&inputs, &mut [(&mut out).into()]).expect("ok");
    assert_eq!(out[999], 1000);
}

#[test]
fn foreign_files_are_refused() {
    let folder = tempfile::tempdir().expect("temporary folder");
    let write = |name: &str, content: &[u8]| -> PathBuf {
        let path = folder.path().join(name);
        std::fs::write(&path, content).expect("written");
        path
    };
    let refused = |path: PathBuf, reason: &str| match Library::open(&path) {
        Ok(_) => panic!("{} was loaded", path.display()),
        Err(error) => assert!(error.to_string().contains(reason), "{error}"),
    };
    refused(folder.path().join("nothing.so"), "cannot read");
    refused(folder.path().to_path_buf(), "no regular file");
    refused(PathBuf::from("/dev/zero"), "no regular file");
    refused(write("empty.so", b""), "no ELF file");
    refused(write("text.so", b"\x7fELF, it says"), "no shared library");
    refused(PathBuf::from("/bin/sh"), "no intact library");
    refused(built().path("kernels.o"), "no shared library");
    let whole = std::fs::read(built().path("libk.so")).expect("a library");
    refused(write("cut.so", &whole[..whole.len() / 2]), "shorter than");
    let mut other = whole.clone();
    let at = other.windows(4).position(|window| window == b"ARRC").expect("a manifest");
    other[at + 4] = 77;
    other.truncate(other.len() - 16);
    let path = write("version.so", &other);
    assert!(matches!(Library::open(path), Err(Error::Version { found: 77, .. })));
}

/// A generator of numbers for damage that is the same every time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }
}

#[test]
fn damaged_files_are_refused() {
    let folder = tempfile::tempdir().expect("temporary folder");
    let whole = std::fs::read(built().path("libk.so")).expect("a library");
    let path = folder.path().join("libk.so");
    let mut numbers = Numbers(1);
    for round in 0..400 {
        let mut damaged = whole.clone();
        for _ in 0..1 + round % 4 {
            let at = numbers.below(whole.len() - 16);
            damaged[at] ^= 1 << numbers.below(8);
        }
        if round % 5 == 0 {
            damaged.truncate(numbers.below(whole.len()));
        }
        std::fs::write(&path, &damaged).expect("written");
        if damaged != whole && damaged.len() == whole.len() {
            assert!(Library::open(&path).is_err(), "round {round}");
        }
    }
}

#[test]
fn structure_and_manifest_are_judged_without_a_seal() {
    let whole = std::fs::read(built().path("libk.so")).expect("a library");
    let content = &whole[..whole.len() - 16];
    let folder = tempfile::tempdir().expect("temporary folder");
    let path = folder.path().join("libk.so");
    let at = content.windows(4).position(|window| window == b"ARRC").expect("a manifest");
    let mut numbers = Numbers(7);
    for _ in 0..500 {
        let mut damaged = content.to_vec();
        // In the manifest, so that loading stays harmless.
        let place = at + numbers.below(2000);
        damaged[place] = numbers.below(256) as u8;
        std::fs::write(&path, &damaged).expect("written");
        assert!(Library::open(&path).is_err(), "its checksum is missing");
        if let Ok(manifest) = Library::inspect(&path) {
            assert_eq!(manifest.library, "k");
        }
    }
    std::fs::write(&path, content).expect("written");
    let error = Library::open(&path).err().expect("refused").to_string();
    assert!(error.contains("its checksum is missing"), "{error}");
    // Safety: nothing but the checksum has been taken away.
    let library = unsafe { Library::open_changed(&path) }.expect("it loads");
    assert_eq!(*library.manifest(), Library::inspect(&path).expect("a manifest"));
}
