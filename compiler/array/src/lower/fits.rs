//! Extents that an `i64` may not hold: what has wrapped would be the extent of another array.

use abi::Status;
use abi::layout::EXTENTS_BELOW;
use base::{Atom, BinOp, CmpOp, DType, Scalar, UnOp, fault};
use check::typed;

use super::context::Lower;
use crate::ir::{Operand, Size, Var};

/// Beyond this the terms of an extent do not add up, without looking at their signs.
const LARGEST: f64 = (1u64 << 62) as f64;
/// Sizes are at most `EXTENTS_BELOW`, 2^47: so many of them add up to less than 2^61.
const MOST_BOUNDED: u64 = 1 << 14;
/// Values that a message can show.
const MAX_SHOWN: usize = 4;

impl Lower<'_> {
    /// Fails where an extent, computed without wrapping, is far from what an `i64` holds. The terms are added up in
    /// floats, which is exact enough.
    pub(super) fn check_fits(&mut self, size: &Size) {
        for atom in size.terms().flat_map(|(atoms, _)| atoms) {
            if let Atom::FloorDiv(dividend, divisor) = atom {
                self.check_fits(dividend);
                self.check_fits(divisor);
            }
        }
        if self.fits(size) || self.is_told_to_fit(size) || fault!(ExtentMayWrap) {
            return;
        }
        let mut total: Operand = Scalar::f64(0.0).into();
        for (atoms, coefficient) in size.terms() {
            let mut product: Operand = Scalar::f64(coefficient.unsigned_abs() as f64).into();
            for atom in atoms {
                let value = self.size_operand(&size_of(atom));
                let value = self.b.convert(DType::F64, value);
                product = self.b.binary(BinOp::Mul, product, value);
            }
            let product = self.b.unary(UnOp::Abs, product);
            total = self.b.binary(BinOp::Add, total, product);
        }
        let cond = self.b.compare(CmpOp::Le, total, Scalar::f64(LARGEST));
        let mut shown: Vec<Var> = Vec::new();
        for var in size.vars() {
            if shown.len() < MAX_SHOWN && !shown.contains(&var) {
                shown.push(var);
            }
        }
        let values =
            shown.iter().enumerate().map(|(at, var)| format!("`{}` = {{{at}}}", self.b.vars[*var].name));
        let values = values.collect::<Vec<_>>().join(", ");
        let message = format!("an extent is too large for an i64, with {values}");
        self.assert(cond, Status::Shape, message, shown.into_iter().map(Operand::Var).collect());
    }

    /// Whether the polynomial is a sum of a few extents and binders, which is far from overflowing, and so are its parts.
    pub(super) fn is_near(&self, size: &Size) -> bool {
        size.is_moderate() && self.bounded_in(size).is_some_and(|bounded| bounded <= MOST_BOUNDED)
    }

    /// Whether computing the polynomial gives the number that it is.
    pub(super) fn is_number(&self, size: &Size) -> bool {
        size.as_var().is_some() || self.is_near(size)
    }

    /// The extents that a function is given; fails where one is larger than the boundary lets it be. An array that is never
    /// stored may have any extent, but functions rely on it that sums of a few do not wrap.
    pub(super) fn given_size(&mut self, size: &typed::Size) -> Size {
        let size = self.checked_size(size);
        if !self.is_at_most_one_size(&size) {
            let largest = Size::constant(EXTENTS_BELOW);
            let message = || "no memory holds an axis of {0} elements".to_string();
            self.assert_ordered((&size, &largest), Status::Memory, message, &[&size]);
        }
        size
    }

    /// Whether the polynomial is no larger than one size.
    fn is_at_most_one_size(&self, size: &Size) -> bool {
        let mut sizes = 0;
        let small = size.terms().all(|(atoms, factor)| match atoms {
            [] => factor <= 0 || size.as_constant().is_some(),
            [Atom::Var(_)] if factor < 0 => true,
            [atom] if factor == 1 && self.bounded_in_atom(atom) == Some(1) => {
                sizes += 1;
                sizes == 1
            }
            _ => false,
        });
        small && self.is_near(size)
    }

    /// Whether no value of the polynomial leaves an `i64`, unless it is negative then: a sum of bounded values and of
    /// at most one other.
    fn fits(&self, size: &Size) -> bool {
        let (mut bounded, mut others) = (0u64, 0u64);
        for (atoms, coefficient) in size.terms() {
            match atoms {
                [] => {}
                [atom] => match self.bounded_in_atom(atom) {
                    Some(number) => {
                        bounded = bounded.saturating_add(number.saturating_mul(coefficient.unsigned_abs()));
                    }
                    None => others = others.saturating_add(coefficient.unsigned_abs()),
                },
                _ if coefficient == 1 && self.counts_elements(atoms) => others += 1,
                _ => return false,
            }
        }
        bounded <= MOST_BOUNDED && others <= 1
    }

    /// How many bounded values the polynomial adds up; none if it has other ones, or products.
    fn bounded_in(&self, size: &Size) -> Option<u64> {
        size.terms().try_fold(0u64, |sum, (atoms, coefficient)| match atoms {
            [] => Some(sum),
            [atom] => {
                let number = self.bounded_in_atom(atom)?.saturating_mul(coefficient.unsigned_abs());
                Some(sum.saturating_add(number))
            }
            _ => None,
        })
    }

    fn bounded_in_atom(&self, atom: &Atom<Var>) -> Option<u64> {
        match atom {
            Atom::Var(var) => self.is_size_or_binder(*var).then_some(1),
            Atom::FloorDiv(dividend, divisor) => {
                divisor.as_constant().filter(|divisor| *divisor > 0)?;
                self.bounded_in(dividend)
            }
        }
    }

    /// Whether these are extents of one array that the boundary has seen: it refuses arrays of more than 2^63 elements, also
    /// where another extent is 0.
    fn counts_elements(&self, atoms: &[Atom<Var>]) -> bool {
        let counts = |shape: &[Size]| {
            let mut extents: Vec<&Size> = shape.iter().collect();
            atoms.iter().all(|atom| {
                let at = extents.iter().position(|extent| **extent == size_of(atom));
                at.map(|at| extents.swap_remove(at)).is_some()
            })
        };
        self.given.iter().any(|shape| counts(shape))
    }
}

fn size_of(atom: &Atom<Var>) -> Size {
    match atom {
        Atom::Var(var) => Size::var(*var),
        Atom::FloorDiv(dividend, divisor) => dividend.floor_div(divisor),
    }
}
