//! Loads and stores: addresses, masks, and what is known about overlap.
//!
//! Index polynomials are added up outermost variables first, so that what does not change in a loop is one sum that
//! can move out of it. Their arithmetic wraps and carries no `nsw`: a partial sum may leave the range where the whole
//! does not. Addresses are plain `getelementptr` without `inbounds` for the same reason; with 64-bit indices that
//! loses nothing in addressing modes.
//!
//! Every access of a buffer carries its class as an alias scope and all other classes of the kernel as `noalias`.
//! The buffers of a lifted scalar function count as one class: a host may pass the same memory as parameter and as
//! result, and then only the order of loads and stores that the loop IR has keeps the results right.

use std::collections::{BTreeMap, BTreeSet};

use base::{Atom, DType, Poly, Scalar, bug, fault};
use inkwell::IntPredicate;
use inkwell::attributes::AttributeLoc;
use inkwell::basic_block::BasicBlock;
use inkwell::types::{BasicTypeEnum, VectorType};
use inkwell::values::{
    BasicMetadataValueEnum, BasicValue, CallSiteValue, InstructionOpcode as Code, InstructionValue, IntValue,
    MetadataValue, PointerValue,
};
use loops::Level;
use loops::ir::{Access, Affine, Buffer, Kernel, Lanes, Operand, Param, Storage, Value};

use crate::builder::{Build, Must, V, call_result, lanes_of};
use crate::function::Function;
use crate::masked::{Kind, Masked};
use crate::math::Arg;
use crate::pieces::Pieces;
use crate::types::with_lanes;

/// Scope and `noalias` list of each class that occurs, where there are several.
pub(crate) fn scopes<'c>(
    build: &Build<'c>,
    kernel: &Kernel,
) -> BTreeMap<u32, (MetadataValue<'c>, MetadataValue<'c>)> {
    let classes: BTreeSet<u32> = kernel
        .buffers
        .iter_ids()
        .filter(|(_, info)| !matches!(info.storage, Storage::Constant(_)))
        .map(|(buffer, _)| class_of(kernel, buffer))
        .collect();
    if classes.len() < 2 {
        return BTreeMap::new();
    }
    let context = build.context;
    let domain = context.metadata_node(&[context.metadata_string(&kernel.name).into()]);
    let scopes: BTreeMap<u32, MetadataValue> = classes
        .iter()
        .map(|&class| {
            let name = context.metadata_string(&format!("{}.{class}", kernel.name));
            (class, context.metadata_node(&[name.into(), domain.into()]))
        })
        .collect();
    let others = |class: u32| -> Vec<BasicMetadataValueEnum> {
        scopes
            .iter()
            .filter(|(other, _)| **other != class || fault!(OwnClassApart))
            .map(|(_, &scope)| scope.into())
            .collect()
    };
    scopes
        .iter()
        .map(|(&class, &scope)| {
            let own = context.metadata_node(&[scope.into()]);
            (class, (own, context.metadata_node(&others(class))))
        })
        .collect()
}

/// The class of a buffer; one for all buffers over the frame of a lifted scalar function.
fn class_of(kernel: &Kernel, buffer: Buffer) -> u32 {
    let mut frame = kernel.params.iter().filter_map(|param| match param {
        Param::FrameArray(buffer) => Some(*buffer),
        _ => None,
    });
    let first = frame.next();
    if first.is_some_and(|first| first == buffer) || frame.any(|other| other == buffer) {
        return first.map_or(0, |first| kernel.buffers[first].class);
    }
    kernel.buffers[buffer].class
}

/// Where the lanes of an access are.
enum Address<'c> {
    /// One element.
    One(PointerValue<'c>),
    /// Elements side by side, in order or from the last to the first.
    Row { first: PointerValue<'c>, reversed: bool },
    /// One pointer for each lane, known one by one.
    Each(Vec<PointerValue<'c>>),
    /// A vector of pointers.
    Pointers(V<'c>),
}

/// The lanes of a piece that are active.
#[derive(Clone, Copy)]
struct Mask<'c> {
    is: V<'c>,
    /// Whether all are but in the last iteration of a loop.
    falls: bool,
}

impl<'c> Function<'_, 'c> {
    /// The value of a polynomial.
    pub(crate) fn affine(&mut self, poly: &Affine) -> IntValue<'c> {
        self.affine_terms(poly, &mut |this, code, a, b| this.build.binop(code, a, b))
    }

    /// The value of a polynomial and whether computing it left the range of `i64`.
    pub(crate) fn checked_affine(&mut self, poly: &Affine) -> (IntValue<'c>, V<'c>) {
        let mut overflow: V = self.build.context.bool_type().const_zero().into();
        let value = self.affine_terms(poly, &mut |this, code, a, b| {
            let name = match code {
                Code::Add => "llvm.sadd.with.overflow",
                Code::Sub => "llvm.ssub.with.overflow",
                _ => "llvm.smul.with.overflow",
            };
            let pair = this.build.intrinsic(name, &[a.get_type()], &[a, b]).into_struct_value();
            let part = |index| this.build.inner.build_extract_value(pair, index, "").must();
            overflow = this.build.binop(Code::Or, overflow, part(1));
            part(0)
        });
        (value, overflow)
    }

    fn affine_terms(
        &mut self,
        poly: &Affine,
        combine: &mut impl FnMut(&mut Self, Code, V<'c>, V<'c>) -> V<'c>,
    ) -> IntValue<'c> {
        let mut terms: Vec<(u32, &[Atom<Value>], i64)> =
            poly.terms().map(|(atoms, c)| (self.depth_of_atoms(atoms), atoms, c)).collect();
        // Stable: equal depths stay in the polynomial's order. The constant comes last, where it becomes part of
        // the address, and the sums before it are shared by neighbouring elements.
        terms.sort_by_key(|(depth, atoms, _)| (atoms.is_empty(), *depth));
        let mut sum: Option<V<'c>> = None;
        for (_, atoms, coefficient) in terms {
            let negative = sum.is_some() && coefficient < 0 && coefficient != i64::MIN;
            let magnitude = if negative { -coefficient } else { coefficient };
            let term = self.monomial(atoms, magnitude, combine);
            sum = Some(match sum {
                None => term,
                Some(sum) if negative => combine(self, Code::Sub, sum, term),
                Some(sum) => combine(self, Code::Add, sum, term),
            });
        }
        sum.map_or_else(|| self.build.i64(0), V::into_int_value)
    }

    fn monomial(
        &mut self,
        atoms: &[Atom<Value>],
        coefficient: i64,
        combine: &mut impl FnMut(&mut Self, Code, V<'c>, V<'c>) -> V<'c>,
    ) -> V<'c> {
        let mut atoms: Vec<&Atom<Value>> = atoms.iter().collect();
        atoms.sort_by_key(|atom| self.depth_of_atoms(std::slice::from_ref(*atom)));
        let mut product: Option<V<'c>> = (coefficient != 1).then(|| self.build.i64(coefficient).into());
        for atom in atoms {
            let factor = self.atom(atom);
            product = Some(match product {
                None => factor,
                Some(product) => combine(self, Code::Mul, factor, product),
            });
        }
        product.unwrap_or_else(|| self.build.i64(coefficient).into())
    }

    fn atom(&mut self, atom: &Atom<Value>) -> V<'c> {
        match atom {
            Atom::Var(value) => self.scalar(*value),
            Atom::FloorDiv(a, b) => {
                let constant = b.as_constant().map(base::Scalar::i64);
                let a = self.affine(a).into();
                let b = Arg { value: self.affine(b).into(), constant };
                self.build.floor_divide(DType::I64, a, b).0
            }
        }
    }

    fn depth_of_atoms(&self, atoms: &[Atom<Value>]) -> u32 {
        let of_poly = |poly: &Poly<Value>| poly.vars().iter().map(|&v| self.depth_of(v)).max();
        let of_atom = |atom: &Atom<Value>| match atom {
            Atom::Var(value) => self.depth_of(*value),
            Atom::FloorDiv(a, b) => of_poly(a).max(of_poly(b)).unwrap_or(0),
        };
        atoms.iter().map(of_atom).max().unwrap_or(0)
    }

    /// Elements from an address on to the next multiple of so many bytes.
    pub(crate) fn lead(&mut self, access: &Access, bytes: u32) -> V<'c> {
        let dtype = self.cx.kernel.buffers[access.buffer].dtype;
        let addresses = self.addresses(access, 1, false);
        let [Address::One(at)] = addresses.as_slice() else { base::bug!("the lead of lanes") };
        let i64_type = self.build.context.i64_type();
        let address = self.build.cast(Code::PtrToInt, (*at).into(), i64_type.into());
        let past = self.build.binop(Code::Sub, self.build.i64(0).into(), address);
        let past = self.build.binop(Code::And, past, self.build.i64(i64::from(bytes) - 1).into());
        let shift = i64::from(dtype.size().trailing_zeros());
        self.build.binop(Code::LShr, past, self.build.i64(shift).into())
    }

    /// Loads `lanes` elements; inactive lanes touch no memory and give 0.
    pub(crate) fn load(&mut self, access: &Access, mask: Option<Value>, lanes: u32) -> Pieces<'c> {
        let masks = mask.map(|mask| self.masks(mask));
        let addresses = self.addresses(access, lanes, mask.is_some());
        let piece = self.piece(lanes);
        let mut loaded = Vec::new();
        for (number, address) in addresses.into_iter().enumerate() {
            let mask = masks.as_ref().map(|masks| masks[number]);
            loaded.push(self.load_piece(access.buffer, address, mask, piece));
        }
        loaded
    }

    fn load_piece(
        &mut self,
        buffer: Buffer,
        address: Address<'c>,
        mask: Option<Mask<'c>>,
        lanes: u32,
    ) -> V<'c> {
        let dtype = self.cx.kernel.buffers[buffer].dtype;
        let element = self.build.memory_type(dtype);
        let loaded = match address {
            Address::One(from) => match mask {
                None => self.plain_load(buffer, element, from),
                Some(mask) => self.load_if(buffer, element, from, mask.is),
            },
            Address::Row { first, reversed } => {
                let reversed_mask = |mask: Mask<'c>| Mask { is: self.reverse(mask.is, lanes), ..mask };
                let mask = if reversed { mask.map(reversed_mask) } else { mask };
                let row = self.load_row(buffer, element, first, mask, lanes);
                if reversed { self.reverse(row, lanes) } else { row }
            }
            Address::Each(pointers) => {
                let mut vector = with_lanes(element, lanes).into_vector_type().get_poison();
                for (lane, pointer) in (0..).zip(pointers) {
                    let one = self.plain_load(buffer, element, pointer);
                    vector = self.build.insert(vector, one, lane);
                }
                vector.into()
            }
            Address::Pointers(pointers) => {
                let ty = with_lanes(element, lanes);
                let mask = mask.map_or_else(|| self.all_lanes(lanes), |mask| mask.is);
                self.masked(buffer, &Masked { kind: Kind::Gather, ty, at: pointers, mask, value: None })
            }
        };
        self.value_in_memory(dtype, loaded)
    }

    /// Stores `lanes` elements in the active lanes; a later lane wins.
    pub(crate) fn store(&mut self, access: &Access, value: Operand, mask: Option<Value>, lanes: u32) {
        let values = self.operand(value, lanes);
        let masks = mask.map(|mask| self.masks(mask));
        let addresses = self.addresses(access, lanes, mask.is_some());
        for (number, address) in addresses.into_iter().enumerate() {
            let mask = masks.as_ref().map(|masks| masks[number]);
            self.store_piece(access.buffer, address, values[number], mask);
        }
    }

    fn store_piece(&mut self, buffer: Buffer, address: Address<'c>, value: V<'c>, mask: Option<Mask<'c>>) {
        let value = self.to_memory(self.cx.kernel.buffers[buffer].dtype, value);
        let lanes = lanes_of(value);
        match address {
            Address::One(to) => match mask {
                None => self.plain_store(buffer, to, value),
                Some(mask) => self.store_if(buffer, to, value, mask.is),
            },
            Address::Row { first, reversed } => {
                let reorder = |v| if reversed { self.reverse(v, lanes) } else { v };
                let turned =
                    |mask: Mask<'c>| if fault!(MaskNotReversed) { mask.is } else { reorder(mask.is) };
                let mask = mask.map(|mask| Mask { is: turned(mask), ..mask });
                let value = reorder(value);
                match mask {
                    None => self.plain_store(buffer, first, value),
                    Some(mask) => self.store_row(buffer, first, mask, value),
                }
            }
            Address::Each(pointers) => {
                for (lane, pointer) in (0..).zip(pointers) {
                    self.plain_store(buffer, pointer, self.build.extract(value, lane));
                }
            }
            Address::Pointers(pointers) => {
                let mask = mask.map_or_else(|| self.all_lanes(lanes), |mask| mask.is);
                self.masked_store(buffer, Kind::Scatter, (pointers, mask), value);
            }
        }
    }

    fn store_row(
        &self,
        buffer: Buffer,
        first: PointerValue<'c>,
        Mask { is: mask, falls }: Mask<'c>,
        value: V<'c>,
    ) {
        let ty = value.get_type();
        let access = Masked { kind: Kind::Store, ty, at: first.into(), mask, value: Some(value) };
        if !falls || access.is_native(self.build) {
            self.masked_call(buffer, &access);
            return;
        }
        let (whole, part, after) = self.fork(mask);
        self.build.position(whole);
        self.plain_store(buffer, first, value);
        self.build.branch(after);
        self.build.position(part);
        self.masked_call(buffer, &access);
        self.build.branch(after);
        self.build.position(after);
    }

    /// The addresses of an access, one for each piece.
    fn addresses(&mut self, access: &Access, lanes: u32, masked: bool) -> Vec<Address<'c>> {
        let element = self.build.memory_type(self.cx.kernel.buffers[access.buffer].dtype);
        let base = self.affine(&access.base);
        let memory = self.pointer(access.buffer);
        let piece = self.piece(lanes);
        let firsts = (0..i64::from(lanes / piece)).map(|number| number * i64::from(piece));
        let at = |index| self.build.element_address(element, memory, index);
        let plus = |offset: V<'c>| self.build.binop(Code::Add, base.into(), offset).into_int_value();
        let row = |first: i64| if first == 0 { at(base) } else { at(plus(self.build.i64(first).into())) };
        // No level has an instruction for narrow elements that are apart.
        let one_by_one = !masked && self.cx.kernel.buffers[access.buffer].dtype.size() < 4;
        let step = match access.lanes {
            Lanes::Scalar => return vec![Address::One(at(base))],
            Lanes::Contiguous | Lanes::Strided(Operand::Const(Scalar { bits: 1, .. })) => {
                return firsts.map(|first| Address::Row { first: row(first), reversed: false }).collect();
            }
            Lanes::Strided(Operand::Const(step)) if step.as_i64() == -1 => {
                let last = i64::from(piece) - 1;
                return firsts
                    .map(|first| Address::Row {
                        first: row(-first - last),
                        reversed: !fault!(FallingNotReversed),
                    })
                    .collect();
            }
            Lanes::Gather(offsets) if one_by_one => {
                let offset = |all: V<'c>| (0..piece).map(move |lane| (all, lane));
                let pointer = |(all, lane)| at(plus(self.build.extract(all, lane)));
                let all = self.value(offsets).into_iter();
                return all.map(|all| Address::Each(offset(all).map(pointer).collect())).collect();
            }
            Lanes::Gather(offsets) => {
                let base = at(base);
                let pointers = |offsets| self.build.element_addresses(element, base, offsets);
                return self.value(offsets).into_iter().map(|o| Address::Pointers(pointers(o))).collect();
            }
            Lanes::Strided(step) => self.scalar_operand(step),
        };
        if one_by_one || (!masked && self.build.target.level < Level::V4) {
            // No gather, or a slow one.
            let step = if fault!(StridedTwice) { self.build.binop(Code::Add, step, step) } else { step };
            let offset = |lane: i64| self.build.binop(Code::Mul, step, self.build.i64(lane).into());
            let pointer = |lane| at(plus(offset(lane)));
            return firsts
                .map(|first| Address::Each((first..first + i64::from(piece)).map(pointer).collect()))
                .collect();
        }
        let base = at(base);
        let i64_type = self.build.context.i64_type().into();
        let pointers = |first: i64| {
            let numbers = self.build.iota(i64_type, u32::try_from(first).must(), piece);
            let offsets = self.build.binop(Code::Mul, self.build.splat(step, piece), numbers);
            Address::Pointers(self.build.element_addresses(element, base, offsets))
        };
        firsts.map(pointers).collect()
    }

    fn load_row(
        &mut self,
        buffer: Buffer,
        element: BasicTypeEnum<'c>,
        first: PointerValue<'c>,
        mask: Option<Mask<'c>>,
        lanes: u32,
    ) -> V<'c> {
        let ty = with_lanes(element, lanes);
        let Some(Mask { is: mask, falls }) = mask else { return self.plain_load(buffer, ty, first) };
        let access = Masked { kind: Kind::Load, ty, at: first.into(), mask, value: None };
        if !falls || access.is_native(self.build) {
            return self.masked(buffer, &access);
        }
        let (whole, part, after) = self.fork(mask);
        self.build.position(whole);
        let plain = self.plain_load(buffer, ty, first);
        self.build.branch(after);
        self.build.position(part);
        let masked = self.masked(buffer, &access);
        self.build.branch(after);
        self.build.position(after);
        let merged = self.build.inner.build_phi(ty, "").must();
        merged.add_incoming(&[(&plain, whole), (&masked, part)]);
        merged.as_basic_value()
    }

    /// A mask in pieces.
    fn masks(&self, mask: Value) -> Vec<Mask<'c>> {
        let falls = self.falling.contains(&mask);
        self.value(mask).into_iter().map(|is| Mask { is, falls }).collect()
    }

    /// Branches on whether all lanes are active: the blocks where they are and where not, and what comes after. A call
    /// for each access would be slow in loops that have masks from start to end.
    fn fork(&self, mask: V<'c>) -> (BasicBlock<'c>, BasicBlock<'c>, BasicBlock<'c>) {
        let (whole, part, after) = (self.new_block("whole"), self.new_block("part"), self.new_block("after"));
        self.build.branch_if(self.build.all(&[mask]), whole, part);
        (whole, part, after)
    }

    fn plain_load(&self, buffer: Buffer, ty: BasicTypeEnum<'c>, from: PointerValue<'c>) -> V<'c> {
        let value = self.build.load(ty, from);
        let Some(load) = value.as_instruction_value() else { bug!("a load that is no instruction") };
        load.set_alignment(self.align(buffer)).must();
        self.annotate(load, buffer);
        if self.is_constant(buffer) {
            let context = self.build.context;
            let kind = context.get_kind_id("invariant.load");
            load.set_metadata(context.metadata_node(&[]), kind).must();
        }
        value
    }

    fn plain_store(&self, buffer: Buffer, to: PointerValue<'c>, value: V<'c>) {
        let store = self.build.store(to, value);
        store.set_alignment(self.align(buffer)).must();
        self.annotate(store, buffer);
    }

    /// A scalar access by a scalar condition.
    fn load_if(
        &mut self,
        buffer: Buffer,
        element: BasicTypeEnum<'c>,
        from: PointerValue<'c>,
        cond: V<'c>,
    ) -> V<'c> {
        let (active, after) = (self.new_block("active"), self.new_block("after"));
        let before = self.build.current_block();
        self.build.branch_if(cond, active, after);
        self.build.position(active);
        let value = self.plain_load(buffer, element, from);
        self.build.branch(after);
        self.build.position(after);
        let merged = self.build.inner.build_phi(element, "").must();
        merged.add_incoming(&[(&value, active), (&element.const_zero(), before)]);
        merged.as_basic_value()
    }

    fn store_if(&mut self, buffer: Buffer, to: PointerValue<'c>, value: V<'c>, cond: V<'c>) {
        let (active, after) = (self.new_block("active"), self.new_block("after"));
        self.build.branch_if(cond, active, after);
        self.build.position(active);
        self.plain_store(buffer, to, value);
        self.build.branch(after);
        self.build.position(after);
    }

    /// Bytes that addresses of a buffer's elements are multiples of.
    fn align(&self, buffer: Buffer) -> u32 {
        u32::try_from(self.cx.kernel.buffers[buffer].dtype.align()).must()
    }

    fn masked(&self, buffer: Buffer, access: &Masked<'c>) -> V<'c> {
        call_result(self.masked_call(buffer, access))
    }

    fn masked_store(&self, buffer: Buffer, kind: Kind, (at, mask): (V<'c>, V<'c>), value: V<'c>) {
        let ty = value.get_type();
        self.masked_call(buffer, &Masked { kind, ty, at, mask, value: Some(value) });
    }

    fn masked_call(&self, buffer: Buffer, access: &Masked<'c>) -> CallSiteValue<'c> {
        let (call, pointer_param) = self.build.masked(access);
        if let Some(index) = pointer_param {
            call.set_alignment_attribute(AttributeLoc::Param(index), self.align(buffer));
        }
        // SAFETY: a call site is an instruction.
        let instruction = unsafe { InstructionValue::new(inkwell::values::AsValueRef::as_value_ref(&call)) };
        self.annotate(instruction, buffer);
        call
    }

    /// What is known about overlap and change.
    fn annotate(&self, instruction: InstructionValue<'c>, buffer: Buffer) {
        let context = self.build.context;
        let set = |name: &str, node| instruction.set_metadata(node, context.get_kind_id(name)).must();
        let class = class_of(self.cx.kernel, buffer);
        if let Some((own, others)) = self.cx.scopes.get(&class) {
            set("alias.scope", *own);
            set("noalias", *others);
        }
    }

    /// Whether a buffer's elements stay the same as long as the kernel runs. The parameters of a lifted scalar
    /// function do not: its results may be the same memory.
    fn is_constant(&self, buffer: Buffer) -> bool {
        let kernel = self.cx.kernel;
        let lifted = kernel.params.iter().any(|param| matches!(param, Param::Frame(_)));
        let input = matches!(kernel.buffers[buffer].storage, Storage::Input);
        input && !lifted && !self.cx.swapped.contains(&buffer)
    }

    /// A value as it is in memory, from what was loaded.
    pub(crate) fn value_in_memory(&self, dtype: DType, loaded: V<'c>) -> V<'c> {
        if dtype != DType::Bool {
            return loaded;
        }
        self.build.icmp(IntPredicate::NE, loaded, self.build.int_like(loaded.get_type(), 0))
    }

    fn to_memory(&self, dtype: DType, value: V<'c>) -> V<'c> {
        if dtype != DType::Bool {
            return value;
        }
        let ty = with_lanes(self.build.memory_type(dtype), lanes_of(value));
        self.build.cast(Code::ZExt, value, ty)
    }

    fn reverse(&self, value: V<'c>, lanes: u32) -> V<'c> {
        self.build.shuffle(value, value, &(0..lanes).rev().collect::<Vec<_>>())
    }

    fn all_lanes(&self, lanes: u32) -> V<'c> {
        let all = self.build.context.bool_type().const_int(1, false);
        self.build.splat(all.into(), lanes)
    }
}

impl<'c> Build<'c> {
    /// `first`, `first + 1` … of an integer type.
    pub(crate) fn iota(&self, element: BasicTypeEnum<'c>, first: u32, lanes: u32) -> V<'c> {
        let element = element.into_int_type();
        let number = |lane: u32| element.const_int(u64::from(first + lane), false);
        let numbers: Vec<_> = (0..lanes).map(number).collect();
        if lanes == 1 { numbers[0].into() } else { VectorType::const_vector(&numbers).into() }
    }
}
