//! Functions that kernels call: a version for each number of lanes that is needed, at most as many as fill a register.

use std::cell::RefCell;
use std::collections::BTreeMap;

use base::IndexVec;
use inkwell::attributes::AttributeLoc;
use inkwell::module::Linkage;
use inkwell::types::{BasicMetadataTypeEnum, BasicType};
use inkwell::values::FunctionValue;
use loops::Level;
use loops::ir::{self, FuncId, Operand, Param, Ty};

use crate::builder::{Build, V, call_result};
use crate::function::{Function, KernelCx};
use crate::pieces::Pieces;
use crate::types::with_lanes;

/// LLVM's `intel_ocl_bicc`, made for functions of vectors: half of the vector registers outlive a call, so that a loop
/// keeps its constants and partial results there. In C's convention none does.
const OF_VECTORS: u32 = 77;

/// The functions of a program and what has been made of them in one module.
pub(crate) struct Functions<'a, 'c> {
    all: &'a IndexVec<FuncId, ir::Function>,
    /// By number of lanes, with how often it is called.
    made: RefCell<BTreeMap<(FuncId, u32), (FunctionValue<'c>, u32)>>,
}

/// A function without branches that is called no more often is put in its place at the highest level: two of its bodies
/// side by side fill the long waits of each other, and registers there are many.
const FEW: u32 = 2;

fn is_straight(block: &[ir::Stmt]) -> bool {
    block.iter().all(|stmt| matches!(stmt, ir::Stmt::Let { .. } | ir::Stmt::Set { .. }))
}

impl<'a> Functions<'a, '_> {
    /// Nothing made yet.
    pub(crate) fn new(all: &'a IndexVec<FuncId, ir::Function>) -> Self {
        Self { all, made: RefCell::default() }
    }

    /// To be called when all kernels are made.
    pub(crate) fn finish(&self, build: &Build<'_>) {
        if build.target.level < Level::V4 {
            return;
        }
        for ((id, _), (function, calls)) in self.made.borrow().iter() {
            if *calls <= FEW && is_straight(&self.all[*id].code.body) {
                function.add_attribute(AttributeLoc::Function, build.flag("alwaysinline"));
            }
        }
    }

    /// Lanes of its widest type that fill a register.
    fn natural_lanes(&self, function: FuncId, build: &Build<'_>) -> u32 {
        let widths = self.all[function].code.values.iter().map(|info| info.ty.dtype.bits());
        build.target.vector_bits / widths.max().unwrap_or(64).max(8)
    }
}

impl<'c> Function<'_, 'c> {
    /// A function of operands in so many lanes, a register at a time.
    pub(crate) fn apply(&mut self, function: FuncId, args: &[Operand], lanes: u32) -> Pieces<'c> {
        let step = self.cx.module.functions.natural_lanes(function, self.build).min(lanes);
        let version = self.version(function, step, lanes / step);
        let in_steps = |operand: &Operand| {
            let pieces = self.operand(*operand, lanes);
            if self.piece(lanes) == step { pieces } else { self.build.split(self.build.join(&pieces), step) }
        };
        let args: Vec<Pieces> = args.iter().map(in_steps).collect();
        let call = |number: usize| {
            let args: Vec<V> = args.iter().map(|arg| arg[number]).collect();
            let call = self.build.call(version, &args);
            call.set_call_convention(version.get_call_conventions());
            call_result(call)
        };
        let results: Pieces = (0..(lanes / step) as usize).map(call).collect();
        if self.piece(lanes) == step {
            return results;
        }
        self.build.split(self.build.join(&results), self.piece(lanes))
    }

    /// The function for so many lanes, for so many calls more; the place where instructions go stays where it is.
    fn version(&self, id: FuncId, lanes: u32, more: u32) -> FunctionValue<'c> {
        let module = self.cx.module;
        if let Some((found, calls)) = module.functions.made.borrow_mut().get_mut(&(id, lanes)) {
            *calls += more;
            return *found;
        }
        let build = self.build;
        let ir::Function { code, result } = loops::in_lanes(&module.functions.all[id], lanes);
        let params: Vec<_> = code.params.iter().map(scalar_of).collect();
        let ty = |Ty { dtype, .. }| with_lanes(build.element(dtype), lanes);
        let types: Vec<BasicMetadataTypeEnum> =
            params.iter().map(|&param| ty(code.values[param].ty).into()).collect();
        let signature = ty(code.operand_ty(result)).fn_type(&types, false);
        let symbol = format!("{}.{}.x{lanes}", code.name, build.target.level.name());
        let function = build.module.add_function(&symbol, signature, Some(Linkage::Internal));
        // At v3 LLVM clears the upper halves of all registers (`vzeroupper`) at a call that neither takes nor gives whole ones,
        // of those too that the convention keeps.
        let fills = |ty: Ty| ty.dtype.bits() * lanes == build.target.vector_bits;
        let is_whole = fills(code.operand_ty(result)) && params.iter().any(|&p| fills(code.values[p].ty));
        if lanes > 1 && (is_whole || build.target.level != Level::V3) {
            function.set_call_conventions(OF_VECTORS);
            if build.target.level == Level::V3 {
                keep_upper_halves(build, function);
            }
        }
        for name in ["memory", "willreturn"] {
            function.add_attribute(AttributeLoc::Function, build.flag(name));
        }
        module.functions.made.borrow_mut().insert((id, lanes), (function, more));

        let here = build.current_block();
        let location = module.debug.and_then(|_| build.inner.get_current_debug_location());
        let cx = KernelCx::new(module, &code, &symbol);
        let mut inner = Function::new(&cx, function, build.ptr().into_pointer_type().const_null());
        for (param, value) in params.iter().zip(function.get_param_iter()) {
            inner.define(*param, vec![value]);
        }
        inner.root_block(&code.body);
        let gives = inner.operand(result, lanes)[0];
        inner.give(gives);
        build.position(here);
        if let Some(location) = location {
            build.inner.set_current_debug_location(location);
        }
        function
    }
}

/// Forbids `vzeroupper`, which LLVM puts before a return in a register's lower half: there it also clears the upper
/// halves of the registers that outlive the call. With AVX-512 those are registers that it leaves alone.
fn keep_upper_halves(build: &Build<'_>, function: FunctionValue<'_>) {
    let feature = build.context.create_string_attribute("target-features", "-vzeroupper");
    function.add_attribute(AttributeLoc::Function, feature);
}

fn scalar_of(param: &Param) -> ir::Value {
    match param {
        Param::Scalar(value) => *value,
        _ => base::bug!("a function of other than scalars"),
    }
}
