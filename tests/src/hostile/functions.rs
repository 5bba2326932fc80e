//! The functions of `tests/abi/hostile.arr`, which hosts call with any arguments.

use super::model::{Dim, Slot};

/// A function of the library under test.
pub(super) struct Function {
    pub(super) name: &'static str,
    pub(super) slots: &'static [Slot],
    pub(super) n_params: usize,
    /// Size variable and its least value.
    pub(super) constraint: Option<(usize, i64)>,
    /// Element types by instance: code, bits and alignment for each slot.
    pub(super) instances: &'static [&'static [Element]],
    pub(super) typed: Option<Typed>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Element {
    pub(super) code: u8,
    pub(super) bits: u8,
    pub(super) align: u64,
}

const F32: Element = Element { code: 2, bits: 32, align: 4 };
const F64: Element = Element { code: 2, bits: 64, align: 8 };
const I64: Element = Element { code: 0, bits: 64, align: 8 };
const C64: Element = Element { code: 5, bits: 64, align: 4 };

/// How the typed entry takes its arguments: pointers, but for scalars in front or behind.
#[derive(Clone, Copy)]
pub(super) enum Typed {
    Pointers,
    NumberFirst,
}

const fn read(dims: &'static [Dim]) -> Slot {
    Slot { dims, written: false, defines: None }
}
const N: Dim = Dim::Size(0);

/// All of them.
pub(super) const FUNCTIONS: [Function; 9] = [
    Function {
        name: "axpy",
        slots: &[read(&[]), read(&[N]), read(&[N]), read(&[N])],
        n_params: 3,
        constraint: None,
        instances: &[&[F64, F64, F64, F64]],
        typed: Some(Typed::NumberFirst),
    },
    Function {
        name: "hypotenuse",
        slots: &[read(&[]), read(&[]), read(&[])],
        n_params: 2,
        constraint: None,
        instances: &[&[F32, F32, F32], &[F64, F64, F64]],
        typed: None,
    },
    Function {
        name: "product",
        slots: &[read(&[N, Dim::Size(1)]), read(&[Dim::Size(1), Dim::Size(2)]), read(&[N, Dim::Size(2)])],
        n_params: 2,
        constraint: None,
        instances: &[&[F64, F64, F64]],
        typed: Some(Typed::Pointers),
    },
    Function {
        name: "tail",
        slots: &[read(&[Dim::OneMore(0)]), read(&[N]), read(&[N])],
        n_params: 2,
        constraint: Some((0, 2)),
        instances: &[&[I64, F64, F64]],
        typed: Some(Typed::Pointers),
    },
    Function {
        name: "swapped",
        slots: &[read(&[N, Dim::Exactly(2)]), read(&[N, Dim::Exactly(2)])],
        n_params: 1,
        constraint: None,
        instances: &[&[F32, F32]],
        typed: Some(Typed::Pointers),
    },
    Function {
        name: "accumulate",
        slots: &[Slot { dims: &[N], written: true, defines: None }, read(&[N]), read(&[])],
        n_params: 2,
        constraint: None,
        instances: &[&[F64, F64, F64]],
        typed: Some(Typed::Pointers),
    },
    Function {
        name: "turned",
        slots: &[read(&[N]), read(&[]), read(&[N])],
        n_params: 2,
        constraint: None,
        instances: &[&[C64, C64, C64]],
        typed: None,
    },
    Function {
        name: "total",
        slots: &[read(&[N, Dim::Size(1)]), read(&[])],
        n_params: 1,
        constraint: None,
        instances: &[&[F64, F64]],
        typed: Some(Typed::Pointers),
    },
    Function {
        name: "ramp",
        slots: &[Slot { dims: &[], written: false, defines: Some(0) }, read(&[N])],
        n_params: 1,
        constraint: None,
        instances: &[&[I64, I64]],
        typed: None,
    },
];
