//! The entry object: everything that hosts see, compiled once for the lowest level.
//!
//! For each instance a typed entry, which gathers the addresses of its arguments, for each function a uniform entry,
//! which passes its arguments on, and the descriptors by which the runtime checks them and finds the kernels.

use std::collections::BTreeSet;

use abi::layout::{FN_FRAME, FN_IN_PLACE, MANIFEST_MAGIC, MAX_ARGS};
use abi::{Function, Instance, Interface, RuntimeFunction};
use inkwell::context::Context;
use inkwell::types::BasicTypeEnum;
use inkwell::values::{BasicValue, FunctionValue, PointerValue};
use loops::{Level, Target};

use crate::builder::{Build, Must, V, call_result};
use crate::descriptor::Descriptors;
use crate::passing::passing;
use crate::{Clock, Emit, Error, Options, Output, finish, kernel_symbol, new_module, target};

/// What the entry object is made from.
#[derive(Clone, Copy, Debug)]
pub struct Entries<'a> {
    /// The exports.
    pub interface: &'a Interface,
    /// Levels for which the library has kernels.
    pub levels: &'a [Level],
    /// The manifest as JSON.
    pub manifest: &'a str,
    /// Symbols of instances whose results may be the same memory as parameters (`FN_IN_PLACE`).
    pub in_place: &'a BTreeSet<String>,
    /// Whether LLVM checks the module.
    pub verify: bool,
    /// Whether LLVM improves the code.
    pub optimise: bool,
    /// The form of the result.
    pub emit: Emit,
}

/// Compiles the entry object.
///
/// # Errors
/// LLVM does not know the target, a function has too many arguments, or its types are not supported.
pub fn entries(entries: &Entries<'_>) -> Result<Output, Error> {
    let mut clock = Clock::start();
    let target = Target::of(Level::V2);
    let machine = target::machine(target, entries.optimise)?;
    let context = Context::create();
    let build = Build::new(&context, new_module(&context, &machine, "entries"), target);
    let interface = entries.interface;
    for function in &interface.functions {
        function.instances.iter().try_for_each(|instance| check(function, instance))?;
        let descriptors = Descriptors { build: &build, interface, function };
        let described: Vec<PointerValue> =
            function.instances.iter().map(|instance| describe(entries, &descriptors, instance)).collect();
        for (instance, &descriptor) in function.instances.iter().zip(&described) {
            typed_entry(&build, instance, descriptor);
            if let Some(symbol) = &instance.dl_symbol {
                uniform_entry(&build, symbol, descriptors.group(&[(instance, descriptor)]));
            }
        }
        let all: Vec<_> = function.instances.iter().zip(described).collect();
        uniform_entry(&build, &function.dl_symbol, descriptors.group(&all));
    }
    let library = &interface.library;
    forward(&build, &format!("{library}_last_error"), RuntimeFunction::LastError);
    forward(&build, &format!("{library}_set_num_threads"), RuntimeFunction::SetNumThreads);
    manifest(&build, &format!("{library}_arrc_manifest"), entries.manifest);
    clock.lap("build");
    let (verify, optimise, emit) = (entries.verify, entries.optimise, entries.emit);
    finish(&build, machine, &Options { verify, optimise, emit, ..Options::new(target) }, clock)
}

fn check(function: &Function, instance: &Instance) -> Result<(), Error> {
    let arguments = instance.args().count();
    if arguments > MAX_ARGS {
        return Err(Error::Failed(format!(
            "`{}` has {arguments} arguments, more than {MAX_ARGS}",
            function.name
        )));
    }
    Ok(())
}

fn describe<'c>(
    entries: &Entries<'_>,
    descriptors: &Descriptors<'_, 'c>,
    instance: &Instance,
) -> PointerValue<'c> {
    let build = descriptors.build;
    let signature = target::kernel_signature(build);
    let kernels = Level::ALL.map(|level| {
        let has = entries.levels.contains(&level);
        has.then(|| build.declare(&kernel_symbol(&instance.symbol, level), signature))
    });
    let mut flags = 0;
    if instance.has_frame() {
        flags |= FN_FRAME;
    }
    if entries.in_place.contains(&instance.symbol) {
        flags |= FN_IN_PLACE;
    }
    descriptors.function(instance, flags, kernels)
}

/// A function that hosts may call.
fn exported<'c>(
    build: &Build<'c>,
    symbol: &str,
    signature: inkwell::types::FunctionType<'c>,
) -> FunctionValue<'c> {
    let function = build.module.add_function(symbol, signature, None);
    target::set_attributes(build, function);
    let start = build.context.append_basic_block(function, "start");
    build.position(start);
    function
}

/// `i32 f(views and scalars…, results…)`: the arguments' addresses go to the runtime.
fn typed_entry<'c>(build: &Build<'c>, instance: &Instance, descriptor: PointerValue<'c>) {
    let passed = passing(build, instance);
    let types: Vec<_> = passed.iter().flat_map(|passed| passed.types(build)).map(Into::into).collect();
    let function = exported(build, &instance.symbol, build.context.i32_type().fn_type(&types, false));
    let count = u32::try_from(passed.len()).must();
    let addresses = build.inner.build_alloca(build.ptr().into_pointer_type().array_type(count), "").must();
    let mut first = 0;
    for (index, passed) in passed.iter().enumerate() {
        let address: V = passed.address(build, function, first).into();
        first += u32::try_from(passed.types(build).len()).must();
        let index = build.i64(i64::try_from(index).must());
        build.store(build.element_address(build.ptr(), addresses, index), address);
    }
    let status = build.runtime_call(RuntimeFunction::CallTyped, &[descriptor.into(), addresses.into()]);
    build.inner.build_return(Some(&call_result(status))).must();
}

/// `i32 f_dl(inputs, outputs, options)`
fn uniform_entry<'c>(build: &Build<'c>, symbol: &str, group: PointerValue<'c>) {
    let ptr = build.ptr().into();
    let function = exported(build, symbol, build.context.i32_type().fn_type(&[ptr; 3], false));
    let mut arguments: Vec<V> = vec![group.into()];
    arguments.extend(function.get_params());
    let call = build.runtime_call(RuntimeFunction::CallDl, &arguments);
    call.set_tail_call(true);
    build.inner.build_return(Some(&call_result(call))).must();
}

/// An exported name for a runtime function.
fn forward<'c>(build: &Build<'c>, symbol: &str, to: RuntimeFunction) {
    let target = build.runtime(to);
    let function = exported(build, symbol, target.get_type());
    let call = build.call(target, &function.get_params());
    call.set_tail_call(true);
    let result: Option<V> = match call.try_as_basic_value() {
        inkwell::values::ValueKind::Basic(value) => Some(value),
        inkwell::values::ValueKind::Instruction(_) => None,
    };
    build.inner.build_return(result.as_ref().map(|value| -> &dyn BasicValue { value })).must();
}

/// `ManifestHeader` and the JSON right behind it.
fn manifest(build: &Build<'_>, symbol: &str, json: &str) {
    let context = build.context;
    let length = context.i64_type().const_int(u64::try_from(json.len()).must(), false);
    let version = context.i32_type().const_int(u64::from(abi::ABI_VERSION), false);
    let data = context.const_struct(
        &[
            context.const_string(&MANIFEST_MAGIC, false).into(),
            version.into(),
            length.into(),
            context.const_string(json.as_bytes(), false).into(),
        ],
        false,
    );
    let ty: BasicTypeEnum = data.get_type().into();
    let global = build.module.add_global(ty, None, symbol);
    global.set_initializer(&data);
    global.set_constant(true);
    global.set_alignment(8);
}
