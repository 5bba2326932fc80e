//! One LLVM function under construction: a kernel, the body of a parallel loop or a part of a long kernel.

use std::collections::{BTreeMap, BTreeSet};

use base::{DType, Id, Scalar, Span, bug};
use inkwell::basic_block::BasicBlock;
use inkwell::debug_info::DISubprogram;
use inkwell::types::BasicType;
use inkwell::values::{FunctionValue, IntValue, MetadataValue, PointerValue};
use loops::ir::{Block, Buffer, Kernel, LoopKind, Operand, Param, Register, Site, Stmt, Storage, Ty, Value};

use abi::layout::MAX_SLOTS;

use crate::builder::{Build, Must, V};
use crate::debug::Debug;
use crate::functions::Functions;
use crate::kernel_symbol;
use crate::outside::Outside;
use crate::parallel::shared_stack;
use crate::parts::Parts;
use crate::pieces::{self, Pieces};
use crate::target;
use crate::uses;

/// What all kernels of one module share.
pub(crate) struct Module<'a, 'c> {
    /// The module.
    pub(crate) build: &'a Build<'c>,
    /// Line tables, if wanted.
    pub(crate) debug: Option<&'a Debug<'c>>,
    /// The program's sources.
    pub(crate) sources: &'a base::SourceMap,
    /// What kernels call.
    pub(crate) functions: Functions<'a, 'c>,
}

/// What all functions of one kernel share.
pub(crate) struct KernelCx<'a, 'c> {
    /// What it shares with other kernels.
    pub(crate) module: &'a Module<'a, 'c>,
    /// The module.
    pub(crate) build: &'a Build<'c>,
    /// The kernel.
    pub(crate) kernel: &'a Kernel,
    /// Its symbol: `jacobi.v3`.
    pub(crate) symbol: String,
    /// For each class of buffers: its scope and the list of all others.
    pub(crate) scopes: BTreeMap<u32, (MetadataValue<'c>, MetadataValue<'c>)>,
    /// Buffers whose memory is exchanged somewhere.
    pub(crate) swapped: BTreeSet<Buffer>,
    /// Stack buffers that a parallel loop shares with what stands outside of it.
    pub(crate) shared_stack: BTreeSet<Buffer>,
    /// Lane counts that are kept in pieces, and the lanes of a piece.
    pub(crate) pieces: BTreeMap<u32, u32>,
    /// Where it is cut into several functions, if it is too long for one.
    pub(crate) parts: Option<Parts>,
    /// The levels whose code outside of parallel loops is one.
    pub(crate) outside: Option<&'a Outside>,
    /// Number of the next function beside its own.
    pub(crate) bodies: std::cell::Cell<u32>,
}

/// Where a buffer's pointer is.
#[derive(Clone, Copy)]
pub(crate) enum Place<'c> {
    /// It never changes.
    Fixed(PointerValue<'c>),
    /// In this variable.
    Variable(PointerValue<'c>),
}

/// A function that is being filled.
pub(crate) struct Function<'a, 'c> {
    /// What it shares with the kernel's other functions.
    pub(crate) cx: &'a KernelCx<'a, 'c>,
    /// The module.
    pub(crate) build: &'a Build<'c>,
    /// In LLVM.
    pub(crate) function: FunctionValue<'c>,
    /// The call's context, passed on to the runtime.
    pub(crate) ctx: PointerValue<'c>,
    /// Loops around the current place.
    pub(crate) depth: u32,
    /// The variables of the serial loops around it.
    pub(crate) counters: Vec<Value>,
    /// What such a loop counts down, and masks of so many lanes: all lanes but in the last iteration.
    pub(crate) falling: BTreeSet<Value>,
    entry: BasicBlock<'c>,
    values: Vec<Option<Pieces<'c>>>,
    depths: Vec<u32>,
    registers: Vec<Option<Vec<PointerValue<'c>>>>,
    places: Vec<Option<Place<'c>>>,
    scope: Option<DISubprogram<'c>>,
}

impl<'a, 'c> Function<'a, 'c> {
    /// A function with its entry block, which holds nothing but stack variables until [`Function::finish`].
    pub(crate) fn new(cx: &'a KernelCx<'a, 'c>, function: FunctionValue<'c>, ctx: PointerValue<'c>) -> Self {
        let build = cx.build;
        target::set_attributes(build, function);
        let entry = build.context.append_basic_block(function, "entry");
        let start = build.context.append_basic_block(function, "start");
        build.position(start);
        let symbol = function.get_name().to_string_lossy().into_owned();
        let scope =
            cx.module.debug.map(|debug| debug.subprogram(function, &cx.kernel.name, &symbol, cx.kernel.span));
        let mut this = Self {
            cx,
            build,
            function,
            ctx,
            depth: 0,
            counters: Vec::new(),
            falling: BTreeSet::new(),
            entry,
            values: vec![None; cx.kernel.values.len()],
            depths: vec![0; cx.kernel.values.len()],
            registers: vec![None; cx.kernel.registers.len()],
            places: vec![None; cx.kernel.buffers.len()],
            scope,
        };
        this.locate(cx.kernel.span);
        this
    }

    /// Returns success at the current place and closes the entry block.
    pub(crate) fn finish(self) {
        let success = self.build.i32(0);
        self.give(success.into());
    }

    /// Returns `value` at the current place and closes the entry block.
    pub(crate) fn give(self, value: V<'c>) {
        self.build.inner.build_return(Some(&value)).must();
        let start = self.entry.get_next_basic_block().must();
        self.build.position(self.entry);
        self.build.branch(start);
        self.build.inner.unset_current_debug_location();
    }

    /// New instructions come from `span`.
    pub(crate) fn locate(&mut self, span: Span) {
        if let (Some(debug), Some(scope)) = (self.cx.module.debug, self.scope) {
            debug.locate(self.build, scope, span);
        }
    }

    /// A new block at the end.
    pub(crate) fn new_block(&self, name: &str) -> BasicBlock<'c> {
        self.build.context.append_basic_block(self.function, name)
    }

    /// A stack variable.
    pub(crate) fn variable(&self, ty: impl BasicType<'c>, align: u32) -> PointerValue<'c> {
        let here = self.build.current_block();
        self.build.position(self.entry);
        let variable = self.build.inner.build_alloca(ty, "").must();
        if align > 0 {
            variable.as_instruction().must().set_alignment(align).must();
        }
        self.build.position(here);
        variable
    }

    /// Records what a value is.
    pub(crate) fn define(&mut self, value: Value, is: Pieces<'c>) {
        self.values[value.index()] = Some(is);
        self.depths[value.index()] = self.depth;
    }

    /// Loops around the definition of a value.
    pub(crate) fn depth_of(&self, value: Value) -> u32 {
        self.depths[value.index()]
    }

    /// Lanes of the pieces that values of so many lanes are kept in.
    pub(crate) fn piece(&self, lanes: u32) -> u32 {
        self.cx.pieces.get(&lanes).copied().unwrap_or(lanes)
    }

    /// A value in LLVM.
    pub(crate) fn value(&self, value: Value) -> Pieces<'c> {
        let Some(is) = &self.values[value.index()] else { bug!("{value} is used before it is defined") };
        is.clone()
    }

    /// A scalar value in LLVM.
    pub(crate) fn scalar(&self, value: Value) -> V<'c> {
        self.value(value)[0]
    }

    /// An operand in so many lanes.
    pub(crate) fn operand(&self, operand: Operand, lanes: u32) -> Pieces<'c> {
        let piece = self.piece(lanes);
        let alike = |value| vec![self.build.splat(value, piece); (lanes / piece) as usize];
        match operand {
            Operand::Const(scalar) => alike(self.build.constant(scalar, 1)),
            Operand::Value(value) if self.lanes(operand) == lanes => self.value(value),
            Operand::Value(value) => alike(self.scalar(value)),
        }
    }

    /// A scalar operand.
    pub(crate) fn scalar_operand(&self, operand: Operand) -> V<'c> {
        self.operand(operand, 1)[0]
    }

    /// Lanes of an operand; a constant has one.
    pub(crate) fn lanes(&self, operand: Operand) -> u32 {
        self.cx.kernel.operand_ty(operand).lanes
    }

    /// The variables of a register, one for each piece; they start as zero.
    fn variables(&mut self, register: Register) -> Vec<PointerValue<'c>> {
        if let Some(found) = &self.registers[register.index()] {
            return found.clone();
        }
        let lanes = self.register_type(register).lanes;
        let here = self.build.current_block();
        let mut variables = Vec::new();
        for _ in 0..lanes / self.piece(lanes) {
            let zero = self.register_zero(register);
            let variable = self.variable(zero.get_type(), 0);
            self.build.position(self.entry);
            self.build.store(variable, zero);
            self.build.position(here);
            variables.push(variable);
        }
        self.registers[register.index()] = Some(variables.clone());
        variables
    }

    /// What the variables of a register start as.
    fn register_zero(&self, register: Register) -> V<'c> {
        let Ty { dtype, lanes } = self.register_type(register);
        let zero = self.build.constant(Scalar::zero(dtype), self.piece(lanes));
        if dtype == DType::Bool { self.build.constant_mask(zero) } else { zero }
    }

    /// The value of a register.
    pub(crate) fn get_register(&mut self, register: Register) -> Pieces<'c> {
        let ty = self.register_zero(register).get_type();
        let Ty { dtype, lanes } = self.register_type(register);
        let piece = self.piece(lanes);
        let variables = self.variables(register);
        let load = |variable: &PointerValue<'c>| {
            let value = self.build.load(ty, *variable);
            if dtype == DType::Bool { self.build.unpack_mask(value, piece) } else { value }
        };
        variables.iter().map(load).collect()
    }

    /// Gives a register a value.
    pub(crate) fn set_register(&mut self, register: Register, value: &[V<'c>]) {
        let is_mask = self.register_type(register).dtype == DType::Bool;
        for (variable, &piece) in self.variables(register).into_iter().zip(value) {
            let piece = if is_mask { self.build.pack_mask(piece) } else { piece };
            self.build.store(variable, piece);
        }
    }

    /// The type of a register's value.
    pub(crate) fn register_type(&self, register: Register) -> Ty {
        self.cx.kernel.registers[register].ty
    }

    /// Says where a buffer's memory is from now on.
    pub(crate) fn place(&mut self, buffer: Buffer, pointer: PointerValue<'c>) {
        if !self.cx.swapped.contains(&buffer) {
            self.places[buffer.index()] = Some(Place::Fixed(pointer));
            return;
        }
        let variable = match self.places[buffer.index()] {
            Some(Place::Variable(variable)) => variable,
            _ => self.variable(self.build.ptr(), 0),
        };
        self.build.store(variable, pointer.into());
        self.places[buffer.index()] = Some(Place::Variable(variable));
    }

    /// Where a buffer's pointer is; memory on the stack is made at its first use.
    pub(crate) fn place_of(&mut self, buffer: Buffer) -> Place<'c> {
        if let Some(place) = self.places[buffer.index()] {
            return place;
        }
        let info = &self.cx.kernel.buffers[buffer];
        match &info.storage {
            Storage::Constant(elements) => {
                let data = constant_array(self.build, self.build.memory_type(info.dtype), elements);
                let place = Place::Fixed(self.build.private_constant("table", data, 64));
                self.places[buffer.index()] = Some(place);
                place
            }
            Storage::Stack(elements) => {
                let ty = self.build.memory_type(info.dtype).array_type(*elements);
                let memory = self.variable(ty, 64);
                if self.cx.swapped.contains(&buffer) {
                    let variable = self.variable(self.build.ptr(), 0);
                    let here = self.build.current_block();
                    self.build.position(self.entry);
                    self.build.store(variable, memory.into());
                    self.build.position(here);
                    self.places[buffer.index()] = Some(Place::Variable(variable));
                } else {
                    self.places[buffer.index()] = Some(Place::Fixed(memory));
                }
                self.place_of(buffer)
            }
            _ => bug!("{buffer} is used before it is allocated"),
        }
    }

    /// A buffer's pointer.
    pub(crate) fn pointer(&mut self, buffer: Buffer) -> PointerValue<'c> {
        match self.place_of(buffer) {
            Place::Fixed(pointer) => pointer,
            Place::Variable(variable) => self.build.load(self.build.ptr(), variable).into_pointer_value(),
        }
    }
}

/// Compiles one kernel; of one whose code outside of parallel loops is that of another level only the bodies.
pub(crate) fn compile_kernel<'c>(module: &Module<'_, 'c>, kernel: &Kernel, outside: Option<&Outside>) {
    let (build, level) = (module.build, module.build.target.level);
    let symbol = &kernel_symbol(&kernel.name, level);
    let outside = outside.filter(|outside| outside.levels.contains(&level));
    if outside.is_some_and(|outside| outside.stands_elsewhere(level)) {
        KernelCx { outside, ..KernelCx::new(module, kernel, symbol) }.all_bodies();
        return;
    }
    let signature = target::kernel_signature(build);
    let function = build.module.add_function(symbol, signature, None);
    function.as_global_value().set_visibility(inkwell::GlobalVisibility::Hidden);
    for other in outside.iter().flat_map(|outside| &outside.levels).filter(|other| **other != level) {
        build.alias(function, &kernel_symbol(&kernel.name, *other));
    }
    let cx = KernelCx { parts: Parts::of(kernel), outside, ..KernelCx::new(module, kernel, symbol) };
    let mut this = Function::new(&cx, function, function.get_nth_param(1).must().into_pointer_value());
    this.unpack_slots();
    this.root_block(&kernel.body);
    this.finish();
}

impl<'a, 'c> KernelCx<'a, 'c> {
    /// The descriptor of a place that can fail.
    pub(crate) fn site(&self, site: Site) -> PointerValue<'c> {
        crate::sites::describe(self.build, self.kernel, site, self.module.sources)
    }

    /// For a kernel, or the code of a function.
    pub(crate) fn new(module: &'a Module<'a, 'c>, kernel: &'a Kernel, symbol: &str) -> Self {
        let build = module.build;
        Self {
            module,
            build,
            kernel,
            symbol: symbol.to_owned(),
            scopes: crate::access::scopes(build, kernel),
            swapped: uses::swapped(&kernel.body),
            pieces: pieces::plan(kernel, build.target),
            shared_stack: shared_stack(kernel),
            parts: None,
            outside: None,
            bodies: std::cell::Cell::new(0),
        }
    }
}

fn constant_array<'c>(
    build: &Build<'c>,
    element: inkwell::types::BasicTypeEnum<'c>,
    elements: &[Scalar],
) -> V<'c> {
    match element {
        inkwell::types::BasicTypeEnum::IntType(ty) => {
            let elements: Vec<_> = elements.iter().map(|e| ty.const_int(e.bits, false)).collect();
            ty.const_array(&elements).into()
        }
        inkwell::types::BasicTypeEnum::FloatType(ty) => {
            let element = |e: &Scalar| build.constant(*e, 1).into_float_value();
            ty.const_array(&elements.iter().map(element).collect::<Vec<_>>()).into()
        }
        _ => bug!("a constant buffer of a strange type"),
    }
}

impl<'c> Function<'_, 'c> {
    /// Gives parameters their values from the slots.
    fn unpack_slots(&mut self) {
        let slots = self.function.get_nth_param(0).must().into_pointer_value();
        let mut next = 0usize;
        let kernel = self.cx.kernel;
        for param in &kernel.params {
            match param {
                Param::Scalar(value) | Param::Frame(value) => self.unpack_scalar(slots, &mut next, *value),
                Param::Array { buffer, extents, strides } => {
                    self.unpack_pointer(slots, &mut next, *buffer);
                    for value in extents.iter().chain(strides) {
                        self.unpack_scalar(slots, &mut next, *value);
                    }
                }
                Param::ScalarPlace(buffer) => self.unpack_pointer(slots, &mut next, *buffer),
                Param::FrameArray(buffer) => {
                    self.unpack_pointer(slots, &mut next, *buffer);
                    next += 1;
                }
            }
        }
        if next > MAX_SLOTS {
            bug!("kernel {} has {next} slots", kernel.name);
        }
    }

    fn slot(&self, slots: PointerValue<'c>, next: &mut usize) -> PointerValue<'c> {
        let index: IntValue = self.build.i64(i64::try_from(*next).must());
        *next += 1;
        self.build.element_address(self.build.context.i64_type().into(), slots, index)
    }

    fn unpack_pointer(&mut self, slots: PointerValue<'c>, next: &mut usize, buffer: Buffer) {
        let slot = self.slot(slots, next);
        let pointer = self.build.load(self.build.ptr(), slot).into_pointer_value();
        self.place(buffer, pointer);
    }

    fn unpack_scalar(&mut self, slots: PointerValue<'c>, next: &mut usize, value: Value) {
        let slot = self.slot(slots, next);
        let dtype = self.cx.kernel.values[value].ty.dtype;
        // The bits stand in the low bytes of the word.
        let memory = self.build.load(self.build.memory_type(dtype), slot);
        let is = self.value_in_memory(dtype, memory);
        self.define(value, vec![is]);
    }

    /// The statements of a function: memory that they allocate need not be given back.
    pub(crate) fn root_block(&mut self, block: &Block) {
        match &self.cx.parts {
            Some(parts) => self.block_in_parts(block, parts),
            None => block.iter().for_each(|stmt| self.stmt(stmt)),
        }
    }

    /// The statements of a block inside: memory that they allocate is given back at its end, unless it may have become
    /// the memory of a buffer that lives on.
    pub(crate) fn inner_block(&mut self, block: &Block) {
        let allocated: BTreeSet<Buffer> = block
            .iter()
            .filter_map(|stmt| if let Stmt::Alloc { buffer, .. } = stmt { Some(*buffer) } else { None })
            .collect();
        if allocated.is_empty() || self.exchanges_outside(&allocated) {
            return self.root_block(block);
        }
        let ctx = self.ctx.into();
        let mark = self.build.runtime_call(abi::RuntimeFunction::Mark, &[ctx]);
        let mark = crate::builder::call_result(mark);
        self.root_block(block);
        self.build.runtime_call(abi::RuntimeFunction::Release, &[ctx, mark]);
    }

    /// Whether one of these buffers may exchange its memory with another one.
    fn exchanges_outside(&self, allocated: &BTreeSet<Buffer>) -> bool {
        let class = |buffer: &Buffer| self.cx.kernel.buffers[*buffer].class;
        let swapped = &self.cx.swapped;
        let others: BTreeSet<u32> = swapped.difference(allocated).map(class).collect();
        allocated.intersection(swapped).any(|buffer| others.contains(&class(buffer)))
    }
}

/// Whether iterations of a loop of this kind follow one another in the generated code.
pub(crate) fn runs_serially(kind: LoopKind) -> bool {
    match kind {
        LoopKind::Serial | LoopKind::Independent => true,
        LoopKind::Parallel { .. } => false,
        LoopKind::Vector(_) | LoopKind::ThenScalar(_) | LoopKind::Masked(_) | LoopKind::Unrolled => {
            bug!("code generation takes programs whose vector and unrolled loops have been carried out")
        }
    }
}
