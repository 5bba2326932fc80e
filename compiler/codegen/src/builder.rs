//! A thin layer over inkwell: operations that work alike on scalars and vectors.
//!
//! inkwell gives scalars and vectors different Rust types; here a value is one [`V`], so that every formula is
//! written once. A failing builder call would be a mistake of this crate, hence [`Must`].

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ffi::CString;
use std::fmt;

use base::{Scalar, bug};
use inkwell::attributes::{Attribute, AttributeLoc};
use inkwell::basic_block::BasicBlock;
use inkwell::context::Context;
use inkwell::intrinsics::Intrinsic;
use inkwell::llvm_sys::LLVMVisibility;
use inkwell::llvm_sys::core::{LLVMAddAlias2, LLVMBuildGEP2, LLVMConstBitCast, LLVMSetVisibility};
use inkwell::module::{Linkage, Module};
use inkwell::types::{AsTypeRef, BasicType, BasicTypeEnum, VectorType};
use inkwell::values::{
    AsValueRef, BasicMetadataValueEnum, BasicValueEnum, CallSiteValue, FunctionValue, InstructionOpcode,
    InstructionValue, IntValue, PointerValue, ValueKind, VectorValue,
};
use inkwell::{AddressSpace, FloatPredicate, GlobalVisibility, IntPredicate};
use loops::Target;

use abi::{AbiType, RuntimeFunction};

/// A scalar or a vector.
pub(crate) type V<'c> = BasicValueEnum<'c>;

/// Results that can only fail by a mistake of this crate.
pub(crate) trait Must<T> {
    /// The value.
    fn must(self) -> T;
}

impl<T, E: fmt::Display> Must<T> for Result<T, E> {
    fn must(self) -> T {
        match self {
            Ok(value) => value,
            Err(error) => bug!("LLVM builder: {error}"),
        }
    }
}

impl<T> Must<T> for Option<T> {
    fn must(self) -> T {
        match self {
            Some(value) => value,
            None => bug!("LLVM builder: nothing where a value was expected"),
        }
    }
}

/// One module under construction.
pub(crate) struct Build<'c> {
    /// Owner of types and values.
    pub(crate) context: &'c Context,
    /// The module.
    pub(crate) module: Module<'c>,
    /// inkwell's builder, whose position is where new instructions go.
    pub(crate) inner: inkwell::builder::Builder<'c>,
    /// What it is compiled for.
    pub(crate) target: Target,
    /// Whether what watches the code sees through instructions with masks.
    pub(crate) sees_masked: bool,
    strings: RefCell<BTreeMap<String, PointerValue<'c>>>,
    /// Private constants by their data, which LLVM keeps once, and alignment.
    constants: RefCell<BTreeMap<(usize, u32), PointerValue<'c>>>,
    /// Records by their members.
    pub(crate) records: RefCell<BTreeMap<Vec<(u64, u64)>, PointerValue<'c>>>,
    intrinsics: RefCell<BTreeMap<&'static str, Intrinsic>>,
}

impl<'c> Build<'c> {
    pub(crate) fn new(context: &'c Context, module: Module<'c>, target: Target) -> Self {
        Self {
            context,
            module,
            inner: context.create_builder(),
            target,
            sees_masked: true,
            strings: RefCell::default(),
            records: RefCell::default(),
            constants: RefCell::default(),
            intrinsics: RefCell::default(),
        }
    }

    /// The pointer type.
    pub(crate) fn ptr(&self) -> BasicTypeEnum<'c> {
        self.context.ptr_type(AddressSpace::default()).into()
    }

    /// An `i64` constant.
    pub(crate) fn i64(&self, value: i64) -> IntValue<'c> {
        self.context.i64_type().const_int(value.cast_unsigned(), true)
    }

    /// An `i32` constant.
    pub(crate) fn i32(&self, value: i32) -> IntValue<'c> {
        self.context.i32_type().const_int(u64::from(value.cast_unsigned()), true)
    }

    /// A constant in as many equal lanes.
    pub(crate) fn constant(&self, scalar: Scalar, lanes: u32) -> V<'c> {
        let ty = self.element(scalar.dtype);
        let one: V = match ty {
            BasicTypeEnum::IntType(ty) => ty.const_int(scalar.bits, false).into(),
            BasicTypeEnum::FloatType(_) => {
                let bits = self.bits_type(ty).into_int_type().const_int(scalar.bits, false);
                // SAFETY: both types have the same width. By way of the bits, so that a NaN keeps them.
                unsafe { V::new(LLVMConstBitCast(bits.as_value_ref(), ty.as_type_ref())) }
            }
            _ => bug!("constant of a strange type"),
        };
        self.splat(one, lanes)
    }

    /// The integer `value` in the shape of `like` (an integer scalar or vector type).
    pub(crate) fn int_like(&self, like: BasicTypeEnum<'c>, value: i64) -> V<'c> {
        let (element, lanes) = split_type(like);
        self.splat(element.into_int_type().const_int(value.cast_unsigned(), true).into(), lanes)
    }

    /// The float `value` in the shape of `like` (a float scalar or vector type).
    pub(crate) fn float_like(&self, like: BasicTypeEnum<'c>, value: f64) -> V<'c> {
        let (element, lanes) = split_type(like);
        self.splat(element.into_float_type().const_float(value).into(), lanes)
    }

    /// The same scalar in every lane; itself for one lane.
    pub(crate) fn splat(&self, value: V<'c>, lanes: u32) -> V<'c> {
        if lanes == 1 {
            return value;
        }
        let is_const = match value {
            BasicValueEnum::IntValue(value) => value.is_const(),
            BasicValueEnum::FloatValue(value) => value.is_const(),
            _ => false,
        };
        if is_const {
            return VectorType::const_vector(&vec![value; lanes as usize]).into();
        }
        let ty = vector_type(value.get_type(), lanes);
        let zero = self.context.i64_type().const_zero();
        let first = self.inner.build_insert_element(ty.get_poison(), value, zero, "").must();
        let numbers = self.context.i32_type().vec_type(lanes).const_zero();
        self.inner.build_shuffle_vector(first, ty.get_poison(), numbers, "").must().into()
    }

    /// A binary instruction.
    pub(crate) fn binop(&self, op: InstructionOpcode, a: V<'c>, b: V<'c>) -> V<'c> {
        self.inner.build_binop(op, a, b, "").must()
    }

    /// A cast instruction; `to` has as many lanes as `value`.
    pub(crate) fn cast(&self, op: InstructionOpcode, value: V<'c>, to: BasicTypeEnum<'c>) -> V<'c> {
        if value.get_type() == to { value } else { self.inner.build_cast(op, value, to, "").must() }
    }

    /// Integer comparison.
    pub(crate) fn icmp(&self, predicate: IntPredicate, a: V<'c>, b: V<'c>) -> V<'c> {
        match (a, b) {
            (BasicValueEnum::IntValue(a), BasicValueEnum::IntValue(b)) => {
                self.inner.build_int_compare(predicate, a, b, "").must().into()
            }
            (BasicValueEnum::VectorValue(a), BasicValueEnum::VectorValue(b)) => {
                self.inner.build_int_compare(predicate, a, b, "").must().into()
            }
            _ => bug!("integer comparison of strange operands"),
        }
    }

    /// Float comparison.
    pub(crate) fn fcmp(&self, predicate: FloatPredicate, a: V<'c>, b: V<'c>) -> V<'c> {
        match (a, b) {
            (BasicValueEnum::FloatValue(a), BasicValueEnum::FloatValue(b)) => {
                self.inner.build_float_compare(predicate, a, b, "").must().into()
            }
            (BasicValueEnum::VectorValue(a), BasicValueEnum::VectorValue(b)) => {
                self.inner.build_float_compare(predicate, a, b, "").must().into()
            }
            _ => bug!("float comparison of strange operands"),
        }
    }

    /// `a` where `cond`, else `b`; a scalar condition takes one of them whole.
    pub(crate) fn select(&self, cond: V<'c>, a: V<'c>, b: V<'c>) -> V<'c> {
        let (compared, selected) = match cond {
            BasicValueEnum::IntValue(cond) => {
                (cond.as_instruction(), self.inner.build_select(cond, a, b, "").must())
            }
            BasicValueEnum::VectorValue(cond) => {
                (cond.as_instruction(), self.inner.build_select(cond, a, b, "").must())
            }
            _ => bug!("selection by a strange condition"),
        };
        // LLVM 22 takes two such selections in a row for one, and loses what the second makes of NaN. The fence stands
        // between them and becomes no instruction.
        if compared.is_some_and(|compare| is_float_clamp(compare, a, b)) {
            return self.intrinsic("llvm.arithmetic.fence", &[selected.get_type()], &[selected]);
        }
        selected
    }

    /// Float negation.
    pub(crate) fn fneg(&self, value: V<'c>) -> V<'c> {
        match value {
            BasicValueEnum::FloatValue(value) => self.inner.build_float_neg(value, "").must().into(),
            BasicValueEnum::VectorValue(value) => self.inner.build_float_neg(value, "").must().into(),
            _ => bug!("float negation of a strange operand"),
        }
    }

    /// Bitwise complement; of a bool or mask: not.
    pub(crate) fn not(&self, value: V<'c>) -> V<'c> {
        self.binop(InstructionOpcode::Xor, value, self.int_like(value.get_type(), -1))
    }

    /// Lane number `lane` of a vector; of a scalar itself.
    pub(crate) fn extract(&self, value: V<'c>, lane: u32) -> V<'c> {
        self.extract_at(value, self.context.i64_type().const_int(u64::from(lane), false))
    }

    /// Lane number `lane`, which need not be constant.
    pub(crate) fn extract_at(&self, value: V<'c>, lane: IntValue<'c>) -> V<'c> {
        match value {
            BasicValueEnum::VectorValue(value) => self.inner.build_extract_element(value, lane, "").must(),
            scalar => scalar,
        }
    }

    /// The vector with another lane number `lane`.
    pub(crate) fn insert(&self, vector: VectorValue<'c>, element: V<'c>, lane: u32) -> VectorValue<'c> {
        let lane = self.context.i64_type().const_int(u64::from(lane), false);
        self.inner.build_insert_element(vector, element, lane, "").must()
    }

    /// The lanes of `a` and then `b` (one type) that the numbers name.
    pub(crate) fn shuffle(&self, a: V<'c>, b: V<'c>, numbers: &[u32]) -> V<'c> {
        let i32_type = self.context.i32_type();
        let numbers: Vec<IntValue> =
            numbers.iter().map(|&n| i32_type.const_int(u64::from(n), false)).collect();
        let numbers = VectorType::const_vector(&numbers);
        let (a, b) = (a.into_vector_value(), b.into_vector_value());
        self.inner.build_shuffle_vector(a, b, numbers, "").must().into()
    }

    /// Calls an intrinsic of which `overloads` are the type parameters.
    pub(crate) fn intrinsic_call(
        &self,
        name: &'static str,
        overloads: &[BasicTypeEnum<'c>],
        args: &[V<'c>],
    ) -> CallSiteValue<'c> {
        let found = *self.intrinsics.borrow_mut().entry(name).or_insert_with(|| Intrinsic::find(name).must());
        let declaration = found.get_declaration(&self.module, overloads).must();
        self.call(declaration, args)
    }

    /// The result of an intrinsic of which `overloads` are the type parameters.
    pub(crate) fn intrinsic(
        &self,
        name: &'static str,
        overloads: &[BasicTypeEnum<'c>],
        args: &[V<'c>],
    ) -> V<'c> {
        call_result(self.intrinsic_call(name, overloads, args))
    }

    /// The same integer, of which LLVM knows nothing; no instruction.
    pub(crate) fn opaque(&self, value: V<'c>) -> V<'c> {
        let ty = value.get_type().fn_type(&[value.get_type().into()], false);
        let (text, places) = (String::new(), "=r,0".to_owned());
        let nothing = self.context.create_inline_asm(ty, text, places, false, false, None, false);
        call_result(self.inner.build_indirect_call(ty, nothing, &[value.into()], "").must())
    }

    /// The first of two integers, of which LLVM knows that it depends on both; no instruction.
    pub(crate) fn anew(&self, value: V<'c>, other: V<'c>) -> V<'c> {
        let ty = value.get_type().fn_type(&[value.get_type().into(), other.get_type().into()], false);
        let (text, places) = (String::new(), "=r,0,r".to_owned());
        let nothing = self.context.create_inline_asm(ty, text, places, false, false, None, false);
        call_result(self.inner.build_indirect_call(ty, nothing, &[value.into(), other.into()], "").must())
    }

    /// Calls a function.
    pub(crate) fn call(&self, function: FunctionValue<'c>, args: &[V<'c>]) -> CallSiteValue<'c> {
        let args: Vec<BasicMetadataValueEnum> = args.iter().map(|&arg| arg.into()).collect();
        self.inner.build_call(function, &args, "").must()
    }

    /// Calls a runtime function.
    pub(crate) fn runtime_call(&self, function: RuntimeFunction, args: &[V<'c>]) -> CallSiteValue<'c> {
        let declaration = self.runtime(function);
        self.call(declaration, args)
    }

    /// Declares a runtime function once.
    pub(crate) fn runtime(&self, function: RuntimeFunction) -> FunctionValue<'c> {
        if let Some(found) = self.module.get_function(function.symbol()) {
            return found;
        }
        let ty = |ty: AbiType| -> BasicTypeEnum<'c> {
            match ty {
                AbiType::Ptr => self.ptr(),
                AbiType::I32 => self.context.i32_type().into(),
                AbiType::I64 => self.context.i64_type().into(),
                AbiType::Void => bug!("a parameter of no type"),
            }
        };
        let params: Vec<_> = function.params().iter().map(|&param| ty(param).into()).collect();
        let signature = match function.result() {
            AbiType::Void => self.context.void_type().fn_type(&params, false),
            AbiType::Ptr => self.ptr().into_pointer_type().fn_type(&params, false),
            AbiType::I32 => self.context.i32_type().fn_type(&params, false),
            AbiType::I64 => self.context.i64_type().fn_type(&params, false),
        };
        let declaration = self.declare(function.symbol(), signature);
        if function.is_cold() {
            declaration.add_attribute(AttributeLoc::Function, self.flag("cold"));
        }
        declaration
    }

    /// Declares a function of the same library: hidden, so that calls need no table.
    pub(crate) fn declare(
        &self,
        symbol: &str,
        signature: inkwell::types::FunctionType<'c>,
    ) -> FunctionValue<'c> {
        if let Some(found) = self.module.get_function(symbol) {
            return found;
        }
        let declaration = self.module.add_function(symbol, signature, Some(Linkage::External));
        declaration.as_global_value().set_visibility(GlobalVisibility::Hidden);
        declaration.add_attribute(AttributeLoc::Function, self.flag("nounwind"));
        declaration
    }

    /// Another name for a function, for the library alone.
    pub(crate) fn alias(&self, function: FunctionValue<'c>, symbol: &str) {
        let name = CString::new(symbol).must();
        let ty = function.get_type().as_type_ref();
        // SAFETY: the function is of this module, and the name ends with a zero byte; LLVM copies it.
        unsafe {
            let alias =
                LLVMAddAlias2(self.module.as_mut_ptr(), ty, 0, function.as_value_ref(), name.as_ptr());
            LLVMSetVisibility(alias, LLVMVisibility::LLVMHiddenVisibility);
        }
    }

    /// An attribute without a value.
    pub(crate) fn flag(&self, name: &str) -> Attribute {
        let kind = Attribute::get_named_enum_kind_id(name);
        self.context.create_enum_attribute(kind, 0)
    }

    /// A zero-terminated constant text, one for equal texts. A zero inside ends it.
    pub(crate) fn string(&self, text: &str) -> PointerValue<'c> {
        if let Some(&found) = self.strings.borrow().get(text) {
            return found;
        }
        let until_zero = text.split('\0').next().unwrap_or("");
        let data = self.context.const_string(until_zero.as_bytes(), true);
        let pointer = self.private_constant("string", data.into(), 1);
        self.strings.borrow_mut().insert(text.to_owned(), pointer);
        pointer
    }

    /// A private constant whose address does not matter, one for equal data.
    pub(crate) fn private_constant(&self, name: &str, data: V<'c>, align: u32) -> PointerValue<'c> {
        let key = (data.as_value_ref().addr(), align);
        if let Some(&found) = self.constants.borrow().get(&key) {
            return found;
        }
        // No name of a program has a point.
        let global = self.module.add_global(data.get_type(), None, &format!(".{name}"));
        global.set_initializer(&data);
        global.set_constant(true);
        global.set_linkage(Linkage::Private);
        global.set_unnamed_address(inkwell::values::UnnamedAddress::Global);
        global.set_alignment(align);
        self.constants.borrow_mut().insert(key, global.as_pointer_value());
        global.as_pointer_value()
    }

    /// Jumps.
    pub(crate) fn branch(&self, to: BasicBlock<'c>) {
        self.inner.build_unconditional_branch(to).must();
    }

    /// Branches by a scalar bool.
    pub(crate) fn branch_if(
        &self,
        cond: V<'c>,
        then: BasicBlock<'c>,
        otherwise: BasicBlock<'c>,
    ) -> InstructionValue<'c> {
        self.inner.build_conditional_branch(cond.into_int_value(), then, otherwise).must()
    }

    /// Branches by a scalar bool that is hardly ever true.
    pub(crate) fn branch_if_rarely(&self, cond: V<'c>, then: BasicBlock<'c>, otherwise: BasicBlock<'c>) {
        let branch = self.branch_if(cond, then, otherwise);
        self.weigh(branch, 1, 1 << 20);
    }

    /// How often a branch is taken against how often it is not.
    pub(crate) fn weigh(&self, branch: InstructionValue<'c>, taken: i32, not: i32) {
        let weights = self.context.metadata_node(&[
            self.context.metadata_string("branch_weights").into(),
            self.i32(taken).into(),
            self.i32(not).into(),
        ]);
        branch.set_metadata(weights, self.context.get_kind_id("prof")).must();
    }

    /// Goes on at the end of `block`.
    pub(crate) fn position(&self, block: BasicBlock<'c>) {
        self.inner.position_at_end(block);
    }

    /// The block where new instructions go.
    pub(crate) fn current_block(&self) -> BasicBlock<'c> {
        self.inner.get_insert_block().must()
    }

    /// Loads a value of type `ty` with its natural alignment.
    pub(crate) fn load(&self, ty: BasicTypeEnum<'c>, from: PointerValue<'c>) -> V<'c> {
        self.inner.build_load(ty, from, "").must()
    }

    /// Stores a value with its natural alignment.
    pub(crate) fn store(&self, to: PointerValue<'c>, value: V<'c>) -> InstructionValue<'c> {
        self.inner.build_store(to, value).must()
    }

    /// The address of element `index` of type `ty`.
    pub(crate) fn element_address(
        &self,
        ty: BasicTypeEnum<'c>,
        base: PointerValue<'c>,
        index: IntValue<'c>,
    ) -> PointerValue<'c> {
        // Safe whatever the index: without `inbounds` address arithmetic is defined for every value.
        unsafe { self.inner.build_gep(ty, base, &[index], "") }.must()
    }

    /// The addresses of elements, one for each lane of `indices`.
    pub(crate) fn element_addresses(
        &self,
        ty: BasicTypeEnum<'c>,
        base: PointerValue<'c>,
        indices: V<'c>,
    ) -> V<'c> {
        let mut indices = [indices.as_value_ref()];
        let builder = self.inner.as_mut_ptr();
        // SAFETY: the builder has a position, and one index of integer lanes fits any element type. inkwell's own
        // wrapper takes scalar indices only.
        unsafe {
            let base = base.as_value_ref();
            V::new(LLVMBuildGEP2(builder, ty.as_type_ref(), base, indices.as_mut_ptr(), 1, c"".as_ptr()))
        }
    }

    /// The address of member number `index` of a struct.
    pub(crate) fn member(
        &self,
        ty: inkwell::types::StructType<'c>,
        base: PointerValue<'c>,
        index: usize,
    ) -> PointerValue<'c> {
        let index = u32::try_from(index).must();
        self.inner.build_struct_gep(ty, base, index, "").must()
    }
}

/// Whether a choice between `a` and `b` by this comparison gives the smaller or the larger of a number and a constant.
fn is_float_clamp<'c>(compare: InstructionValue<'c>, a: V<'c>, b: V<'c>) -> bool {
    let operand = |number: u32| compare.get_operand(number).and_then(|operand| operand.value());
    let compared = (operand(0), operand(1));
    let constant = |value: V<'c>| match value {
        BasicValueEnum::FloatValue(value) => value.is_const(),
        BasicValueEnum::VectorValue(value) => value.is_const(),
        _ => false,
    };
    compare.get_opcode() == InstructionOpcode::FCmp
        && (compared == (Some(a), Some(b)) || compared == (Some(b), Some(a)))
        && (constant(a) || constant(b))
}

/// The value that a call returns.
pub(crate) fn call_result(call: CallSiteValue<'_>) -> V<'_> {
    match call.try_as_basic_value() {
        ValueKind::Basic(value) => value,
        ValueKind::Instruction(_) => bug!("a call without a result"),
    }
}

/// A vector type of that element type.
pub(crate) fn vector_type(element: BasicTypeEnum<'_>, lanes: u32) -> VectorType<'_> {
    match element {
        BasicTypeEnum::IntType(ty) => ty.vec_type(lanes),
        BasicTypeEnum::FloatType(ty) => ty.vec_type(lanes),
        BasicTypeEnum::PointerType(ty) => ty.vec_type(lanes),
        _ => bug!("vector of a strange type"),
    }
}

/// Element type and lanes of a scalar or vector type.
pub(crate) fn split_type(ty: BasicTypeEnum<'_>) -> (BasicTypeEnum<'_>, u32) {
    match ty {
        BasicTypeEnum::VectorType(ty) => (ty.get_element_type(), ty.get_size()),
        scalar => (scalar, 1),
    }
}

/// Lanes of a value.
pub(crate) fn lanes_of(value: V<'_>) -> u32 {
    split_type(value.get_type()).1
}
