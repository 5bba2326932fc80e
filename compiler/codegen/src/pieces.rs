//! Wide values in pieces of one register.
//!
//! LLVM takes vectors wider than a register apart by itself, but late: a wide mask stays one mask until then and is
//! packed and unpacked at every use. Where a kernel has masks of so many lanes, values of that many lanes are
//! therefore kept in pieces from the start, each as long as a register of the kernel's widest element type. On levels
//! without mask registers a mask that lives in a register of the loop IR is kept as integers of that width.

use std::collections::BTreeMap;

use base::{DType, fault};
use inkwell::IntPredicate;
use inkwell::types::BasicTypeEnum;
use inkwell::values::InstructionOpcode as Code;
use loops::ir::{Fold, Kernel, Ty};
use loops::{Level, Target};

use crate::builder::{Build, V, lanes_of, split_type};
use crate::math::Arg;
use crate::types::with_lanes;

/// A value: one vector or scalar, or several vectors of equal length in order.
pub(crate) type Pieces<'c> = Vec<V<'c>>;

/// For lane counts that are taken apart: lanes of a piece.
pub(crate) fn plan(kernel: &Kernel, target: Target) -> BTreeMap<u32, u32> {
    #[derive(Default)]
    struct Seen {
        mask: bool,
        float: u32,
        int: u32,
    }
    let mut seen: BTreeMap<u32, Seen> = BTreeMap::new();
    for info in kernel.values.iter().chain(kernel.registers.iter()) {
        let Ty { dtype, lanes } = info.ty;
        let entry = seen.entry(lanes).or_default();
        match dtype {
            DType::Bool => entry.mask = true,
            _ if dtype.is_float() => entry.float = entry.float.max(dtype.bits()),
            // Offsets are 64 bits wide whatever the elements are: floats go before.
            _ => entry.int = entry.int.max(dtype.bits()),
        }
    }
    let mut plan = BTreeMap::new();
    for (lanes, seen) in seen {
        let widest = if seen.float > 0 { seen.float } else { seen.int };
        let Some(piece) = target.vector_bits.checked_div(widest) else { continue };
        if seen.mask && piece > 1 && lanes > piece {
            plan.insert(lanes, piece);
        }
    }
    plan
}

impl<'c> Build<'c> {
    /// The pieces as one vector.
    pub(crate) fn join(&self, pieces: &[V<'c>]) -> V<'c> {
        let mut pieces = pieces.to_vec();
        while pieces.len() > 1 {
            let pair = |pair: &[V<'c>]| {
                let lanes = lanes_of(pair[0]);
                self.shuffle(pair[0], pair[1], &(0..2 * lanes).collect::<Vec<_>>())
            };
            pieces = pieces.chunks(2).map(pair).collect();
        }
        pieces[0]
    }

    /// A vector in pieces of so many lanes.
    pub(crate) fn split(&self, value: V<'c>, piece: u32) -> Pieces<'c> {
        let lanes = lanes_of(value);
        if lanes <= piece {
            return vec![value];
        }
        let part = |first: u32| self.shuffle(value, value, &(first..first + piece).collect::<Vec<_>>());
        (0..lanes / piece).map(|number| part(number * piece)).collect()
    }

    /// Lane l with lane l + s for s = lanes/2 … 1.
    pub(crate) fn fold_lanes(&self, fold: Fold, dtype: DType, value: Pieces<'c>) -> V<'c> {
        let arg = |value| Arg { value, constant: None };
        let join = |a: V<'c>, b: V<'c>| match fold {
            Fold::Op(op) => self.binary(op, dtype, arg(a), arg(b)),
            Fold::Better(op) => self.select(self.compare(op, dtype, b, a), b, a),
        };
        let mut pieces = value;
        while pieces.len() > 1 {
            let upper = pieces.split_off(pieces.len() / 2);
            let both = pieces.into_iter().zip(upper);
            pieces = both.map(|(a, b)| join(a, b)).collect();
        }
        let mut value = pieces[0];
        let mut half = lanes_of(value) / 2;
        while half > 0 {
            let part = |from: u32| {
                if half == 1 {
                    self.extract(value, from)
                } else {
                    let near =
                        |k: u32| if fault!(LanesFoldedNear) { 2 * k + u32::from(from > 0) } else { from + k };
                    self.shuffle(value, value, &(0..half).map(near).collect::<Vec<_>>())
                }
            };
            value = join(part(0), part(half));
            half /= 2;
        }
        value
    }

    /// Whether any lane of a mask is set.
    pub(crate) fn any(&self, mask: &[V<'c>]) -> V<'c> {
        self.reduce_mask("llvm.vector.reduce.or", Code::Or, mask)
    }

    /// Whether every lane of a mask is set.
    pub(crate) fn all(&self, mask: &[V<'c>]) -> V<'c> {
        self.reduce_mask("llvm.vector.reduce.and", Code::And, mask)
    }

    fn reduce_mask(&self, name: &'static str, code: Code, mask: &[V<'c>]) -> V<'c> {
        // Asking about the form in which a variable would keep it makes that form, not the mask itself, what later
        // blocks use.
        let ask = |piece: V<'c>| self.unpack_mask(self.pack_mask(piece), lanes_of(piece));
        let mut joined = ask(mask[0]);
        for &piece in &mask[1..] {
            joined = self.binop(code, joined, ask(piece));
        }
        match joined {
            V::VectorValue(_) => self.intrinsic(name, &[joined.get_type()], &[joined]),
            scalar => scalar,
        }
    }

    /// A mask as it is kept in a variable.
    ///
    /// Without mask registers that is whole elements of ones or zeros. LLVM would turn such a variable into a mask
    /// again and keep that in the narrowest elements it finds, packing and unpacking at every use; the fence, which
    /// costs no instruction, hides from it what the elements are made of.
    pub(crate) fn pack_mask(&self, mask: V<'c>) -> V<'c> {
        let Some(packed) = self.packed_type(lanes_of(mask)) else { return mask };
        let wide = self.cast(Code::SExt, mask, packed);
        let fenced = self.fence_type(packed);
        self.intrinsic("llvm.arithmetic.fence", &[fenced], &[self.cast(Code::BitCast, wide, fenced)])
    }

    /// A mask of no lanes as it is kept in a variable, from that mask.
    pub(crate) fn constant_mask(&self, none: V<'c>) -> V<'c> {
        let Some(packed) = self.packed_type(lanes_of(none)) else { return none };
        self.float_like(self.fence_type(packed), 0.0)
    }

    /// The mask of so many lanes that [`Build::pack_mask`] has made this of.
    pub(crate) fn unpack_mask(&self, packed: V<'c>, lanes: u32) -> V<'c> {
        let Some(ty) = self.packed_type(lanes) else { return packed };
        // The sign bit is what blends and moves of masks look at.
        self.icmp(IntPredicate::SLT, self.cast(Code::BitCast, packed, ty), self.int_like(ty, 0))
    }

    /// What masks of so many lanes are kept as; none where they are kept as they are.
    fn packed_type(&self, lanes: u32) -> Option<BasicTypeEnum<'c>> {
        let bits = self.target.vector_bits / lanes;
        let keeps = lanes == 1 || self.target.level >= Level::V4 || !(8..=64).contains(&bits);
        (!keeps).then(|| with_lanes(self.int_of_bits(bits), lanes))
    }

    /// As many bits in floats.
    fn fence_type(&self, packed: BasicTypeEnum<'c>) -> BasicTypeEnum<'c> {
        let (element, lanes) = split_type(packed);
        let bits = element.into_int_type().get_bit_width() * lanes;
        with_lanes(self.element(DType::F32), bits / 32)
    }
}
