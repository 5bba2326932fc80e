//! Constants of the layouts in `abi::layout`, which refer to others by their distance.

use abi::layout::N_LEVELS;
use inkwell::module::Linkage;
use inkwell::types::BasicTypeEnum;
use inkwell::values::{FunctionValue, PointerValue, UnnamedAddress};
use loops::Level;

use crate::builder::{Build, Must, V};

/// One member of a C struct.
#[derive(Clone, Copy)]
pub(crate) enum Member<'c> {
    /// Eight bits.
    Byte(u8),
    /// 16 bits.
    Half(u16),
    /// 32 bits.
    Word(u32),
    /// 64 bits.
    Long(i64),
    /// `Rel`: to another constant or a function of the library, or to nothing.
    To(Option<PointerValue<'c>>),
}

impl<'c> Member<'c> {
    /// A reference.
    pub(crate) fn to(target: PointerValue<'c>) -> Self {
        Member::To(Some(target))
    }
    /// A number of things.
    pub(crate) fn count(count: usize) -> Self {
        Member::Word(u32::try_from(count).must())
    }
    fn bytes(self) -> u64 {
        match self {
            Member::Byte(_) => 1,
            Member::Half(_) => 2,
            Member::Word(_) | Member::To(_) => 4,
            Member::Long(_) => 8,
        }
    }
    /// What tells it from others of the same kind.
    pub(crate) fn key(self) -> (u64, u64) {
        let is = match self {
            Member::Byte(value) => u64::from(value),
            Member::Half(value) => u64::from(value),
            Member::Word(value) => u64::from(value),
            Member::Long(value) => value.cast_unsigned(),
            Member::To(target) => {
                let address =
                    |target: PointerValue| inkwell::values::AsValueRef::as_value_ref(&target).addr();
                return (0, target.map_or(0, |target| u64::try_from(address(target)).must()));
            }
        };
        (self.bytes(), is)
    }
}

/// A table with a function for each CPU level: that of the highest of these levels (ascending) that is not above it.
pub(crate) fn by_level<'c>(
    levels: &[Level],
    of: impl Fn(Level) -> FunctionValue<'c>,
) -> [Member<'c>; N_LEVELS] {
    Level::ALL.map(|level| {
        let highest = levels.iter().rev().find(|other| **other <= level);
        Member::To(highest.map(|level| of(*level).as_global_value().as_pointer_value()))
    })
}

impl<'c> Build<'c> {
    /// A struct, or structs one after another, without gaps between the members; one for equal ones.
    pub(crate) fn record(&self, name: &str, members: &[Member<'c>]) -> PointerValue<'c> {
        let key: Vec<_> = members.iter().map(|member| member.key()).collect();
        if let Some(&found) = self.records.borrow().get(&key) {
            return found;
        }
        let int = |member: &Member<'c>| -> BasicTypeEnum<'c> {
            let bits = std::num::NonZeroU32::new(u32::try_from(8 * member.bytes()).must()).must();
            self.context.custom_width_int_type(bits).must().into()
        };
        let types: Vec<BasicTypeEnum> = members.iter().map(int).collect();
        let ty = self.context.struct_type(&types, false);
        let global = self.module.add_global(ty, None, &format!(".{name}"));
        let (place, mut offset) = (global.as_pointer_value(), 0);
        let mut values: Vec<V> = Vec::new();
        for (member, ty) in members.iter().zip(&types) {
            if offset % member.bytes() != 0 {
                base::bug!("a gap in {name}");
            }
            let number = |value: u64| ty.into_int_type().const_int(value, false).into();
            values.push(match *member {
                Member::To(Some(target)) => self.distance(place, offset, target),
                Member::To(None) => number(0),
                _ => number(member.key().1),
            });
            offset += member.bytes();
        }
        global.set_initializer(&ty.const_named_struct(&values));
        global.set_constant(true);
        global.set_linkage(Linkage::Private);
        global.set_unnamed_address(UnnamedAddress::Global);
        global.set_alignment(
            u32::try_from(members.iter().map(|member| member.bytes()).max().unwrap_or(1)).must(),
        );
        self.records.borrow_mut().insert(key, place);
        place
    }

    /// Bytes from an offset in one constant to another.
    fn distance(&self, from: PointerValue<'c>, offset: u64, to: PointerValue<'c>) -> V<'c> {
        let (byte, long) = (self.context.i8_type(), self.context.i64_type());
        // SAFETY: the offset is inside of the constant.
        let from = unsafe { from.const_in_bounds_gep(byte, &[long.const_int(offset, false)]) };
        let distance = to.const_to_int(long).const_sub(from.const_to_int(long));
        distance.const_truncate(self.context.i32_type()).into()
    }
}
