//! Masked accesses that a level has no instruction for.
//!
//! LLVM takes them apart into a branch for each lane, at every access: on the lower levels most of the code of a
//! kernel's remainder would be these branches. Here they are calls of a small function, one for each type and module,
//! with a loop over the active lanes.

use base::fault;
use inkwell::IntPredicate;
use inkwell::attributes::{Attribute, AttributeLoc};
use inkwell::intrinsics::Intrinsic;
use inkwell::module::Linkage;
use inkwell::types::{BasicType, BasicTypeEnum};
use inkwell::values::{CallSiteValue, FunctionValue, InstructionOpcode as Code, PointerValue};
use loops::Level;

use crate::builder::{Build, Must, V, split_type};
use crate::target;

/// The four kinds of masked accesses.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Elements side by side.
    Load,
    /// Elements side by side.
    Store,
    /// A pointer for each lane.
    Gather,
    /// A pointer for each lane; a later lane wins.
    Scatter,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::Load => "load",
            Kind::Store => "store",
            Kind::Gather => "gather",
            Kind::Scatter => "scatter",
        }
    }
    fn intrinsic(self) -> &'static str {
        match self {
            Kind::Load => "llvm.masked.load",
            Kind::Store => "llvm.masked.store",
            Kind::Gather => "llvm.masked.gather",
            Kind::Scatter => "llvm.masked.scatter",
        }
    }
    fn reads(self) -> bool {
        matches!(self, Kind::Load | Kind::Gather)
    }
    /// Whether each lane has a pointer of its own.
    fn is_spread(self) -> bool {
        matches!(self, Kind::Gather | Kind::Scatter)
    }
    /// Whether the level has an instruction for elements of so many bits.
    fn is_native(self, level: Level, bits: u32) -> bool {
        let wide = bits >= 32;
        match self {
            Kind::Load | Kind::Store => level == Level::V4 || (level == Level::V3 && wide),
            Kind::Gather => level >= Level::V3 && wide,
            Kind::Scatter => level == Level::V4 && wide,
        }
    }
}

/// A masked access under construction.
pub(crate) struct Masked<'c> {
    /// Which.
    pub(crate) kind: Kind,
    /// The vector type in memory.
    pub(crate) ty: BasicTypeEnum<'c>,
    /// A pointer, or a vector of pointers.
    pub(crate) at: V<'c>,
    /// A bool for each lane.
    pub(crate) mask: V<'c>,
    /// What is stored.
    pub(crate) value: Option<V<'c>>,
}

impl Masked<'_> {
    /// Whether the level has an instruction for it, which nobody watches in vain.
    pub(crate) fn is_native(&self, build: &Build<'_>) -> bool {
        let (element, lanes) = split_type(self.ty);
        let is_native = build.sees_masked && self.kind.is_native(build.target.level, bits_of(element));
        is_native || lanes > 64
    }
}

impl<'c> Build<'c> {
    /// The call that makes the access: of LLVM's intrinsic, or of a function that replaces it. Says with it which
    /// parameter holds the addresses of an intrinsic, for its alignment.
    pub(crate) fn masked(&self, access: &Masked<'c>) -> (CallSiteValue<'c>, Option<u32>) {
        let (_, lanes) = split_type(access.ty);
        let kind = access.kind;
        if access.is_native(self) {
            let overloads = [access.ty, access.at.get_type()];
            return match access.value {
                Some(value) => {
                    let args = [value, access.at, access.mask];
                    (self.intrinsic_call(kind.intrinsic(), &overloads, &args), Some(1))
                }
                None => {
                    let args = [access.at, access.mask, access.ty.const_zero()];
                    (self.intrinsic_call(kind.intrinsic(), &overloads, &args), Some(0))
                }
            };
        }
        let bits = self.mask_type(lanes);
        let mask = self.cast(Code::BitCast, access.mask, bits);
        let mut args = vec![access.at, mask];
        args.extend(access.value);
        (self.call(self.masked_function(access), &args), None)
    }

    fn mask_type(&self, lanes: u32) -> BasicTypeEnum<'c> {
        let Some(bits) = std::num::NonZeroU32::new(lanes) else { base::bug!("a mask without lanes") };
        self.context.custom_width_int_type(bits).must().into()
    }

    /// The function that replaces the intrinsic, compiled at the first use: `(addresses, mask, value?) -> value?`.
    fn masked_function(&self, access: &Masked<'c>) -> FunctionValue<'c> {
        let (element, lanes) = split_type(access.ty);
        let family = if element.is_float_type() { "f" } else { "i" };
        let symbol = format!("masked.{}.{lanes}.{family}{}", access.kind.name(), bits_of(element));
        if let Some(found) = self.module.get_function(&symbol) {
            return found;
        }
        let mut params = vec![access.at.get_type().into(), self.mask_type(lanes).into()];
        let signature = if access.kind.reads() {
            access.ty.fn_type(&params, false)
        } else {
            params.push(access.ty.into());
            self.context.void_type().fn_type(&params, false)
        };
        let function = self.module.add_function(&symbol, signature, Some(Linkage::Internal));
        target::set_attributes(self, function);
        // As LLVM knows it of the intrinsic: the kernel's own memory is neither read nor written.
        let overloads = [access.ty, access.at.get_type()];
        let intrinsic = Intrinsic::find(access.kind.intrinsic()).must();
        let intrinsic = intrinsic.get_declaration(&self.module, &overloads).must();
        let memory = Attribute::get_named_enum_kind_id("memory");
        if let Some(effects) = intrinsic.get_enum_attribute(AttributeLoc::Function, memory) {
            function.add_attribute(AttributeLoc::Function, effects);
        }
        let here = self.current_block();
        let location = self.inner.get_current_debug_location();
        self.inner.unset_current_debug_location();
        self.masked_body(function, access);
        self.position(here);
        if let Some(location) = location {
            self.inner.set_current_debug_location(location);
        }
        function
    }

    fn masked_body(&self, function: FunctionValue<'c>, access: &Masked<'c>) {
        let block = |name| self.context.append_basic_block(function, name);
        let (entry, turn, done) = (block("entry"), block("lane"), block("done"));
        let (element, _) = split_type(access.ty);
        let param = |index| function.get_nth_param(index).must();
        self.position(entry);
        let room = |value: V<'c>| -> PointerValue<'c> {
            let room = self.inner.build_alloca(value.get_type(), "").must();
            self.store(room, value);
            room
        };
        let lanes = room(if access.kind.reads() { access.ty.const_zero() } else { param(2) });
        let spread = access.kind.is_spread().then(|| room(param(0)));
        let i64_type = self.context.i64_type();
        let mask = self.cast(Code::ZExt, param(1), i64_type.into());
        let zero = self.i64(0).into();
        self.branch_if(self.icmp(IntPredicate::EQ, mask, zero), done, turn);

        self.position(turn);
        let rest = self.inner.build_phi(i64_type, "").must();
        let active = rest.as_basic_value();
        let never_zero = self.context.bool_type().const_int(1, false).into();
        let lane = self.intrinsic("llvm.cttz", &[i64_type.into()], &[active, never_zero]).into_int_value();
        let place = match spread {
            Some(pointers) => self.load(self.ptr(), self.element_address(self.ptr(), pointers, lane)),
            None => self.element_address(element, param(0).into_pointer_value(), lane).into(),
        };
        let own = self.element_address(element, lanes, lane);
        let place = place.into_pointer_value();
        let (from, to) = if access.kind.reads() { (place, own) } else { (own, place) };
        self.store(to, self.load(element, from));
        let below = self.binop(Code::Sub, active, self.i64(1).into());
        let next = self.binop(Code::And, active, below);
        rest.add_incoming(&[(&mask, entry), (&next, turn)]);
        let last = if fault!(OneActiveLane) { next } else { zero };
        self.branch_if(self.icmp(IntPredicate::EQ, next, last), done, turn);

        self.position(done);
        if access.kind.reads() {
            let all = self.load(access.ty, lanes);
            self.inner.build_return(Some(&all)).must();
        } else {
            self.inner.build_return(None).must();
        }
    }
}

/// Bits of an element's type.
fn bits_of(element: BasicTypeEnum<'_>) -> u32 {
    match element {
        BasicTypeEnum::IntType(ty) => ty.get_bit_width(),
        BasicTypeEnum::FloatType(ty) => ty.get_bit_width(),
        _ => base::bug!("an element of a strange type"),
    }
}
