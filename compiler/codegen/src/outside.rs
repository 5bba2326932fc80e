//! What stands outside of a kernel's loops on threads, compiled once for all CPU levels where it is the same.
//!
//! Checks, sizes, allocations and the calls of the bodies hold no vectors, so that they gain nothing by a higher level: they
//! are compiled for the lowest one, and reach the bodies of all levels by a table. [`share`] finds the kernels; their
//! entities are numbered anew, what is mentioned outside first, so that equal code has equal numbers at every level.

use std::collections::{BTreeMap, BTreeSet};

use base::{Id, IndexVec, Poly};
use loops::ir::{
    Affine, Block, Buffer, BufferInfo, For, Kernel, LoopKind, Op, Operand, Param, Program, Register, Stmt,
    Value, ValueInfo,
};
use loops::map::{self, Mapper};
use loops::{Level, Target, visit};

use crate::parallel::{Captures, shared_stack};
use crate::parts::Parts;
use crate::uses::Uses;

/// A kernel whose code outside of loops on threads is that of several levels.
pub struct Outside {
    /// These levels, at least two of them; the lowest has the code.
    pub(crate) levels: Vec<Level>,
    /// For each loop on threads what its bodies are given, at all of these levels.
    pub(crate) captures: Vec<Captures>,
}

impl Outside {
    /// Whether a kernel's code at a level is that of the lowest one.
    pub(crate) fn stands_elsewhere(&self, level: Level) -> bool {
        self.levels[0] != level
    }
}

/// Finds for each kernel the levels at which its code outside of loops on threads is the same. The programs are those of one
/// source, lowest level first, and have the same kernels; they get other numbers.
pub fn share(programs: &mut [(Target, &mut Program)]) -> Vec<Option<Outside>> {
    let kernels = programs.first().map_or(0, |(_, program)| program.kernels.len());
    let mut found = Vec::new();
    for number in 0..kernels {
        let mut numbered: Vec<(Level, Numbered)> = Vec::new();
        for (target, program) in programs.iter() {
            let numbered_one = Numbered::of(&program.kernels[number], target);
            numbered.extend(numbered_one.map(|one| (target.level, one)));
        }
        let alike = |a: &(Level, Numbered)| {
            numbered.iter().filter(|b| a.1.outside == b.1.outside).map(|b| b.0).collect::<Vec<_>>()
        };
        let levels = numbered.iter().map(alike).max_by_key(Vec::len).unwrap_or_default();
        if levels.len() < 2 {
            found.push(None);
            continue;
        }
        let mut captures: Vec<Captures> = Vec::new();
        for (level, one) in numbered.into_iter().filter(|(level, _)| levels.contains(level)) {
            captures.resize_with(one.captures.len(), Captures::default);
            captures.iter_mut().zip(&one.captures).for_each(|(all, more)| all.add(more));
            if let Some((_, program)) = programs.iter_mut().find(|(target, _)| target.level == level) {
                program.kernels[number] = one.kernel;
            }
        }
        found.push(Some(Outside { levels, captures }));
    }
    found
}

/// A kernel with its new numbers.
struct Numbered {
    kernel: Kernel,
    /// The same without the bodies of loops on threads, names, and whether the target has fma where that matters.
    outside: (Kernel, bool),
    captures: Vec<Captures>,
}

impl Numbered {
    /// None if the code outside had better be of the level: where it has vectors, where it calls functions, where nothing
    /// runs on threads.
    fn of(kernel: &Kernel, target: &Target) -> Option<Numbered> {
        let mut without = kernel.body.clone();
        let (mut threads, mut calls, mut fma) = (0, false, false);
        without_bodies(&mut without, &mut threads);
        visit::stmts(&without, &mut |stmt| {
            calls |= matches!(stmt, Stmt::Let { op: Op::Call(..), .. });
            fma |= matches!(stmt, Stmt::Let { op: Op::Fma(..), .. });
        });
        if threads == 0 || calls || Parts::of(kernel).is_some() {
            return None;
        }
        let mut numbers = Numbers::default();
        let params: Vec<Param> = kernel.params.iter().map(|param| map::param(&mut numbers, param)).collect();
        let body = map::block(&mut numbers, &without);
        let mut outside = numbers.kernel(kernel, params.clone(), body);
        let first = [outside.values.len(), outside.registers.len(), outside.buffers.len()];
        let vectors = outside.values.iter().chain(outside.registers.iter()).any(|info| info.ty.lanes > 1);
        let infos = outside.values.iter_mut().chain(outside.registers.iter_mut());
        infos.for_each(|info| info.name.clear());
        for info in outside.buffers.iter_mut() {
            info.name.clear();
            info.class = 0;
        }
        let body = map::block(&mut numbers, &kernel.body);
        let kernel = numbers.kernel(kernel, params, body);
        let shared = shared_stack(&kernel);
        let of_loop = |each: &For| Captures::of(&kernel, &Uses::of(&each.body), Some(each.var), &shared);
        let captures: Vec<Captures> = threaded(&kernel.body).into_iter().map(of_loop).collect();
        let is_outside = |captures: &Captures| {
            captures.values.iter().all(|value| value.index() < first[0])
                && captures.registers.iter().all(|register| register.index() < first[1])
                && captures.buffers.iter().all(|buffer| buffer.index() < first[2])
        };
        let all_outside = captures.iter().all(is_outside);
        let outside = (outside, fma && target.fma);
        (!vectors && all_outside).then_some(Numbered { kernel, outside, captures })
    }
}

/// Empties the bodies of loops on threads, and counts them.
fn without_bodies(block: &mut Block, count: &mut usize) {
    for stmt in block {
        match stmt {
            Stmt::For(each) if matches!(each.kind, LoopKind::Parallel { .. }) => {
                each.body.clear();
                *count += 1;
            }
            _ => visit::blocks_mut(stmt).into_iter().for_each(|inner| without_bodies(inner, count)),
        }
    }
}

/// The loops on threads, in the order in which they are compiled.
pub(crate) fn threaded(block: &[Stmt]) -> Vec<&For> {
    let mut found = Vec::new();
    visit::stmts(block, &mut |stmt| {
        if let Stmt::For(each) = stmt
            && matches!(each.kind, LoopKind::Parallel { .. })
        {
            found.push(&**each);
        }
    });
    found
}

/// New numbers, in the order of the first mention.
#[derive(Default)]
struct Numbers {
    values: BTreeMap<Value, Value>,
    registers: BTreeMap<Register, Register>,
    buffers: BTreeMap<Buffer, Buffer>,
}

fn number<I: Id>(map: &mut BTreeMap<I, I>, old: I) -> I {
    let next = I::from_index(map.len());
    *map.entry(old).or_insert(next)
}

/// What is known of those that have numbers, in their order.
fn in_order<I: Id, T: Clone>(map: &BTreeMap<I, I>, all: &IndexVec<I, T>) -> IndexVec<I, T> {
    let by_new: BTreeMap<I, I> = map.iter().map(|(old, new)| (*new, *old)).collect();
    by_new.into_values().map(|old| all[old].clone()).collect()
}

impl Numbers {
    fn value(&mut self, value: Value) -> Value {
        number(&mut self.values, value)
    }
    /// A kernel of these parameters and statements.
    fn kernel(&self, old: &Kernel, params: Vec<Param>, body: Block) -> Kernel {
        let values: IndexVec<Value, ValueInfo> = in_order(&self.values, &old.values);
        let registers: IndexVec<Register, ValueInfo> = in_order(&self.registers, &old.registers);
        let buffers: IndexVec<Buffer, BufferInfo> = in_order(&self.buffers, &old.buffers);
        let (name, sites) = (old.name.clone(), old.sites.clone());
        Kernel { name, params, values, registers, buffers, sites, body, span: old.span }
    }
}

impl Mapper for Numbers {
    fn define(&mut self, value: Value) -> Value {
        self.value(value)
    }
    fn operand(&mut self, operand: Operand) -> Operand {
        match operand {
            Operand::Value(value) => Operand::Value(self.value(value)),
            Operand::Const(_) => operand,
        }
    }
    fn poly(&mut self, poly: &Affine) -> Affine {
        poly.substitute(&mut |value| Poly::var(self.value(*value)))
    }
    fn register(&mut self, register: Register) -> Register {
        number(&mut self.registers, register)
    }
    fn buffer(&mut self, buffer: Buffer) -> Buffer {
        number(&mut self.buffers, buffer)
    }
}

impl Captures {
    /// What these or those are.
    fn add(&mut self, more: &Captures) {
        fn both<T: Ord + Copy>(all: &mut Vec<T>, more: &[T]) {
            let set: BTreeSet<T> = all.iter().chain(more).copied().collect();
            *all = set.into_iter().collect();
        }
        both(&mut self.values, &more.values);
        both(&mut self.registers, &more.registers);
        both(&mut self.buffers, &more.buffers);
    }
}
