//! The entry object: everything that hosts see, compiled once for the lowest level.
//!
//! For each instance a typed entry, which gathers the addresses of its arguments, for each function a uniform entry,
//! which passes its arguments on, and the descriptors by which the runtime checks them and finds the kernels.

use std::collections::BTreeSet;

use abi::layout::{FN_FRAME, FN_IN_PLACE, MANIFEST_MAGIC, MAX_ARGS};
use abi::{Function, Instance, Interface, RuntimeFunction};
use inkwell::context::Context;
use inkwell::types::BasicTypeEnum;
use inkwell::values::PointerValue;
use loops::{Level, Target};

use crate::builder::{Build, Must};
use crate::descriptor::Descriptors;
use crate::record::by_level;
use crate::{Clock, Emit, Error, Options, Output, finish, kernel_symbol, new_module, stub, target};

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
    let mut code = String::new();
    let [typed, uniform] =
        [RuntimeFunction::CallTyped, RuntimeFunction::CallDl].map(|function| declared(&build, function));
    for function in &interface.functions {
        function.instances.iter().try_for_each(|instance| check(function, instance))?;
        let descriptors = Descriptors { build: &build, interface, function };
        let described: Vec<PointerValue> =
            function.instances.iter().map(|instance| describe(entries, &descriptors, instance)).collect();
        for (instance, &descriptor) in function.instances.iter().zip(&described) {
            code += &stub::typed(instance, &name_of(descriptor), typed);
            if let Some(symbol) = &instance.dl_symbol {
                code +=
                    &stub::uniform(symbol, &name_of(descriptors.group(&[(instance, descriptor)])), uniform);
            }
        }
        let all: Vec<_> = function.instances.iter().zip(described).collect();
        code += &stub::uniform(&function.dl_symbol, &name_of(descriptors.group(&all)), uniform);
    }
    let library = &interface.library;
    let (last_error, set_num_threads) = (RuntimeFunction::LastError, RuntimeFunction::SetNumThreads);
    code += &stub::forward(&format!("{library}_last_error"), declared(&build, last_error));
    code += &stub::forward(&format!("{library}_set_num_threads"), declared(&build, set_num_threads));
    build.module.set_inline_assembly(&code);
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
    let kernels =
        by_level(entries.levels, |level| build.declare(&kernel_symbol(&instance.symbol, level), signature));
    let mut flags = 0;
    if instance.has_frame() {
        flags |= FN_FRAME;
    }
    if entries.in_place.contains(&instance.symbol) {
        flags |= FN_IN_PLACE;
    }
    descriptors.function(instance, flags, kernels)
}

/// The name of a runtime function, declared for those that load the module elsewhere.
fn declared(build: &Build<'_>, function: RuntimeFunction) -> &'static str {
    build.runtime(function);
    function.symbol()
}

/// The name of a private constant.
fn name_of(constant: PointerValue<'_>) -> String {
    constant.get_name().to_string_lossy().into_owned()
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
