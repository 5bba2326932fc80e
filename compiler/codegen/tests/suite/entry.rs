//! The entry object is loaded, its entries are called, and what reaches the runtime is read back.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ffi::{CStr, c_char, c_void};

use abi::layout::{
    FN_FRAME, FnDesc, GroupDesc, ManifestHeader, Options, REL_GE, SIZE_BIND, SIZE_CODE, SIZE_VAR, SizeCode,
};
use abi::{
    Constraint, DType, Dim, Function, Instance, Interface, Param, Relation, Role, SizeExpr, SizeSource,
    SizeVar,
};
use codegen::{Emit, Entries, entries};
use loops::Level;

use crate::jit::load;

thread_local! {
    static TYPED: RefCell<Option<(usize, Vec<usize>)>> = const { RefCell::new(None) };
    static SCALAR: RefCell<f32> = const { RefCell::new(0.0) };
    static UNIFORM: RefCell<Option<(usize, usize)>> = const { RefCell::new(None) };
    static THREADS: RefCell<i32> = const { RefCell::new(0) };
}

unsafe extern "C" fn call_typed(desc: *const FnDesc, argv: *const *const c_void) -> i32 {
    let count = unsafe { (*desc).n_params + (*desc).n_results } as usize;
    let argv: Vec<usize> = (0..count).map(|i| unsafe { *argv.add(i) } as usize).collect();
    SCALAR.set(unsafe { *(argv[1] as *const f32) });
    TYPED.set(Some((desc as usize, argv)));
    7
}

unsafe extern "C" fn call_dl(
    group: *const GroupDesc,
    inputs: *const c_void,
    _outputs: *const c_void,
    _options: *const Options,
) -> i32 {
    UNIFORM.set(Some((group as usize, inputs as usize)));
    8
}

extern "C" fn last_error() -> *const c_char {
    c"nothing".as_ptr()
}

extern "C" fn set_num_threads(count: i32) {
    THREADS.set(count);
}

fn param(name: &str, dtype: DType, dims: Vec<Dim>) -> Param {
    let path = vec![name.into()];
    Param { name: name.into(), path, dtype, dims, role: Role::Values, inout: false, closed: false }
}

fn dim(extent: SizeExpr, text: &str) -> Dim {
    Dim { extent: Some(extent), text: text.into(), label: None }
}

/// `smooth(x: f64[n, n - 1], weight: f32) -> f64[n]`, n at least 3, and a lifted scalar function.
fn interface() -> Interface {
    let n = SizeExpr::Size(0);
    let less = SizeExpr::Sub(Box::new(n.clone()), Box::new(SizeExpr::Const(1)));
    let instance = Instance {
        symbol: "smooth".into(),
        dl_symbol: None,
        params: vec![
            param("x", DType::F64, vec![dim(n.clone(), "n"), dim(less, "n - 1")]),
            param("weight", DType::F32, Vec::new()),
        ],
        results: vec![param("out", DType::F64, vec![dim(n.clone(), "n")])],
        sizes: vec![SizeVar { name: "n".into(), source: SizeSource::Axis { param: 0, axis: 0 } }],
        constraints: vec![Constraint {
            lhs: n,
            relation: Relation::Ge,
            rhs: SizeExpr::Const(3),
            text: "n >= 3".into(),
            line: 4,
        }],
    };
    let lifted = Instance {
        symbol: "twice".into(),
        params: vec![param("x", DType::F32, Vec::new())],
        results: vec![param("out", DType::F32, Vec::new())],
        ..Instance::default()
    };
    let function = |name: &str, instance: Instance| Function {
        name: name.into(),
        dl_symbol: format!("{name}_dl"),
        line: 5,
        instances: vec![instance],
        ..Function::default()
    };
    Interface {
        library: "lib".into(),
        file: "kernel.arr".into(),
        functions: vec![function("smooth", instance), function("twice", lifted)],
        ..Interface::default()
    }
}

fn build(emit: Emit) -> Vec<u8> {
    let interface = interface();
    let request = Entries {
        interface: &interface,
        levels: &[Level::V2, Level::V4],
        manifest: "{\"abi\":1}",
        in_place: &BTreeSet::new(),
        verify: true,
        optimise: true,
        emit,
    };
    entries(&request).expect("compiles").bytes
}

fn text(text: *const c_char) -> String {
    unsafe { CStr::from_ptr(text) }.to_string_lossy().into_owned()
}

#[test]
fn a_typed_entry_passes_descriptor_and_addresses() {
    let engine = load(
        &build(Emit::Bitcode),
        &[
            ("arrc_rt_call_typed", call_typed as *const () as usize),
            ("arrc_rt_call_dl", call_dl as *const () as usize),
            ("arrc_rt_last_error", last_error as *const () as usize),
            ("arrc_rt_set_num_threads", set_num_threads as *const () as usize),
        ],
        &["smooth.v2", "smooth.v4", "twice.v2", "twice.v4"],
    );
    let address = |name: &str| engine.get_function_address(name).expect("exported");
    // LLVM finds the entries, which are assembly, once it has compiled something of the module.
    address("smooth.v2");

    type Smooth = unsafe extern "C" fn(usize, f32, usize) -> i32;
    let smooth: Smooth = unsafe { std::mem::transmute(address("smooth")) };
    assert_eq!(unsafe { smooth(0x1000, 2.5, 0x2000) }, 7);
    let (desc, argv) = TYPED.take().expect("called");
    assert_eq!((argv[0], SCALAR.take(), argv[2]), (0x1000, 2.5, 0x2000));

    let desc = unsafe { &*(desc as *const FnDesc) };
    assert_eq!(
        (text(desc.name.get()), text(desc.file.get()), desc.line),
        ("smooth".into(), "kernel.arr".into(), 5)
    );
    assert_eq!((desc.n_params, desc.n_results, desc.n_sizes, desc.n_slots), (2, 1, 1, 5 + 1 + 3));
    assert_eq!(desc.flags, 0);
    let kernels = desc.impls.each_ref().map(|kernel| kernel.kernel().expect("a kernel") as usize);
    assert_eq!(kernels, ["smooth.v2", "smooth.v2", "smooth.v4"].map(address));
    check_params(desc);

    type Uniform = unsafe extern "C" fn(usize, usize, usize) -> i32;
    let uniform: Uniform = unsafe { std::mem::transmute(address("twice_dl")) };
    assert_eq!(unsafe { uniform(0x30, 0x40, 0) }, 8);
    let (group, inputs) = UNIFORM.take().expect("called");
    let group = unsafe { &*(group as *const GroupDesc) };
    assert_eq!((inputs, group.n_inputs, group.n_outputs, group.n_instances), (0x30, 1, 1, 1));
    assert_eq!(unsafe { (*(*group.instances.get()).get()).flags }, FN_FRAME);

    let last: extern "C" fn() -> *const c_char = unsafe { std::mem::transmute(address("lib_last_error")) };
    assert_eq!(text(last()), "nothing");
    let set: extern "C" fn(i32) = unsafe { std::mem::transmute(address("lib_set_num_threads")) };
    set(3);
    assert_eq!(THREADS.take(), 3);
}

fn check_params(desc: &FnDesc) {
    let params = unsafe { std::slice::from_raw_parts(desc.params.get(), 3) };
    let x = &params[0];
    assert_eq!((text(x.name.get()), x.dtype, x.rank, x.size), ("x".into(), DType::F64 as u8, 2, -1));
    let dims: &[SizeCode] = unsafe { std::slice::from_raw_parts(x.dims.get(), 2) };
    assert_eq!((dims[0].kind, dims[0].value), (SIZE_BIND, 0));
    assert_eq!((dims[1].kind, dims[1].len, text(dims[1].text.get())), (SIZE_CODE, 3, "n - 1".into()));
    let steps = unsafe { std::slice::from_raw_parts(dims[1].code.get(), 3) };
    let steps: Vec<_> = steps.iter().map(|step| (step.op, step.value)).collect();
    assert_eq!(steps, [(1, 0), (0, 1), (3, 0)]);
    assert_eq!((params[1].dtype, params[1].rank), (DType::F32 as u8, 0));
    assert!(params[1].dims.get().is_null());
    assert_eq!(unsafe { (*params[2].dims.get()).kind }, SIZE_VAR);
    let constraint = unsafe { &*desc.constraints.get() };
    assert_eq!((constraint.relation, constraint.line, constraint.rhs.value), (REL_GE, 4, 3));
    assert_eq!(text(constraint.text.get()), "n >= 3");
}

#[test]
fn the_manifest_follows_its_header() {
    let object = build(Emit::Object);
    let json = b"{\"abi\":1}";
    let at = object.windows(4).position(|window| window == b"ARRC").expect("the manifest");
    let header = &object[at..at + size_of::<ManifestHeader>()];
    assert_eq!(&header[4..8], &1u32.to_le_bytes());
    assert_eq!(&header[8..16], &9u64.to_le_bytes());
    assert_eq!(&object[at + header.len()..at + header.len() + json.len()], json);
}

#[test]
fn the_same_interface_gives_the_same_bytes() {
    assert_eq!(build(Emit::Object), build(Emit::Object));
}
