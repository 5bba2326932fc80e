//! Runs of partial results: those of every level that are not at their end, and how they become one.

use base::{BinOp, CmpOp, DType, Poly, Scalar, fault};

use super::Expansion;
use super::blocks::RUN;
use crate::build::{Builder, constant, poly_of};
use crate::ir::{Affine, Buffer, LoopKind, Operand, Reducer, Register, Stmt, Storage};

/// Levels: hexadecimal digits of the number of a partial, which stands for 4096 leaves or more.
const LEVELS: i64 = 13;
/// Results that are combined side by side.
const FEW: usize = 2;

/// The open runs of a reduction.
pub(super) struct Levels {
    stack: Stack,
    /// Where several results that have nothing to do with each other are kept. The code that combines runs is long and
    /// rarely gets to run: it stands once for all of them, which take their turns.
    turns: Option<Buffer>,
}

/// Where the results of runs are.
#[derive(Clone, Copy)]
pub(super) struct Totals<'a> {
    /// The reduction's accumulators.
    accs: &'a [Register],
    /// Where they are until the end, if not there: registers are for the chains.
    turns: Option<Buffer>,
}

impl<'a> Totals<'a> {
    /// In the accumulators.
    pub(super) fn in_registers(accs: &'a [Register]) -> Self {
        Self { accs, turns: None }
    }
    /// Where the runs' results have to be for these levels.
    pub(super) fn of(levels: &Levels, accs: &'a [Register]) -> Self {
        Self { accs, turns: levels.turns }
    }
    pub(super) fn get(&self, b: &mut Builder) -> Vec<Operand> {
        match self.turns {
            Some(turns) => {
                let all = 0..i64::try_from(self.accs.len()).unwrap_or(0);
                all.map(|turn| b.load(turns, constant(turn), "acc").into()).collect()
            }
            None => self.accs.iter().map(|acc| b.get(*acc).into()).collect(),
        }
    }
    pub(super) fn set(&self, b: &mut Builder, values: &[Operand]) {
        for ((acc, value), turn) in self.accs.iter().zip(values).zip(0..) {
            match self.turns {
                Some(turns) => b.store(turns, constant(turn), *value),
                None => b.set(*acc, *value),
            }
        }
    }
    /// Whether they are in memory.
    pub(super) fn wait(&self) -> bool {
        self.turns.is_some()
    }
    /// Brings them into the accumulators.
    pub(super) fn finish(&self, b: &mut Builder) {
        if self.wait() {
            let values = self.get(b);
            Totals::in_registers(self.accs).set(b, &values);
        }
    }
}

/// A partial of every level.
#[derive(Clone)]
pub(super) struct Stack {
    buffers: Vec<Buffer>,
    /// Partials of a level in one buffer.
    width: i64,
    /// Which of them.
    turn: Affine,
}

impl Stack {
    fn place(&self, level: &Affine) -> Affine {
        level.scale(self.width).add(&self.turn)
    }
    fn load(&self, b: &mut Builder, level: &Affine) -> Vec<Operand> {
        self.buffers.iter().map(|buffer| b.load(*buffer, self.place(level), "run").into()).collect()
    }
}

impl Expansion<'_> {
    /// Whether so many results are combined one after another, by one piece of code.
    pub(super) fn takes_turns(&self, results: usize) -> bool {
        results > FEW && matches!(self.reduce.reducer, Reducer::Op(_) | Reducer::SumOfProducts)
    }
    /// Room for a partial of every level.
    pub(super) fn levels(&self, b: &mut Builder, results: usize) -> Levels {
        let width = if self.takes_turns(results) { i64::try_from(results).unwrap_or(1) } else { 1 };
        let storage = |partials: i64| Storage::Stack(u32::try_from(partials).unwrap_or(u32::MAX));
        let (mut buffers, mut turns) = (Vec::new(), None);
        if width > 1 {
            buffers.push(b.buffer(self.dtypes[0], storage(LEVELS * width), "levels"));
            let own = |b: &mut Builder| b.buffer(self.dtypes[0], storage(width), "turns");
            turns = Some(self.waiting().unwrap_or_else(|| own(b)));
        } else {
            buffers = self.buffers(b, &storage(LEVELS), "levels");
        }
        Levels { stack: Stack { buffers, width, turn: constant(0) }, turns }
    }
    /// Gives the results of a run their first values.
    pub(super) fn start_totals(&self, b: &mut Builder, totals: &Totals<'_>) {
        let Some(turns) = totals.turns else { return self.start(b, totals.accs) };
        let all = (constant(0), constant(i64::try_from(totals.accs.len()).unwrap_or(0)));
        let neutral = self.neutral()[0];
        b.for_loop(all, LoopKind::Serial, ("turn", self.reduce.span), |b, turn| {
            b.store(turns, Poly::var(turn), neutral);
        });
    }
    /// Adds partial number `block` of every result; with the last one, the open runs of all levels end, and what they make
    /// is the result.
    pub(super) fn push_all(
        &self,
        b: &mut Builder,
        levels: &Levels,
        (block, last): (&Affine, Operand),
        accs: &[Register],
    ) {
        let Some(turns) = levels.turns else { return self.push_run(b, &levels.stack, (block, last), accs) };
        self.in_turn(b, levels, &mut |b, stack, acc| {
            let value = b.load(turns, stack.turn.clone(), "acc");
            b.set(acc[0], value);
            self.push_run(b, stack, (block, last), acc);
        });
    }
    /// The results with one more block's values, one after another: onto `start` where the first of a run `starts`; and
    /// what `then` makes of each.
    pub(super) fn add_in_turn(
        &self,
        b: &mut Builder,
        levels: &Levels,
        (starts, start): (Operand, Operand),
        own: &[Register],
        then: &mut dyn FnMut(&mut Builder, &Stack, &[Register]),
    ) {
        let Some(turns) = levels.turns else { base::bug!("results that take turns are in memory") };
        let block = b.buffer(self.dtypes[0], b.kernel.buffers[turns].storage.clone(), "block");
        for (acc, turn) in own.iter().zip(0..) {
            let value = b.get(*acc);
            b.store(block, constant(turn), value);
        }
        self.in_turn(b, levels, &mut |b, stack, acc| {
            let before = |b: &mut Builder| {
                let value = b.load(turns, stack.turn.clone(), "acc");
                b.set(acc[0], value);
            };
            b.if_else(starts, |b| b.set(acc[0], start), before);
            let partial = b.load(block, stack.turn.clone(), "block").into();
            self.join_onto(b, acc, &[partial]);
            then(b, stack, acc);
        });
    }
    /// One result after another in a register, and then to its place.
    fn in_turn(
        &self,
        b: &mut Builder,
        levels: &Levels,
        step: &mut dyn FnMut(&mut Builder, &Stack, &[Register]),
    ) {
        let Some(turns) = levels.turns else { base::bug!("results that take turns are in memory") };
        let acc = b.register(self.dtypes[0], "acc");
        let all = (constant(0), constant(levels.stack.width));
        b.for_loop(all, LoopKind::Serial, ("turn", self.reduce.span), |b, turn| {
            let turn = Poly::var(turn);
            step(b, &Stack { turn: turn.clone(), ..levels.stack.clone() }, &[acc]);
            let value = b.get(acc);
            b.store(turns, turn, value);
        });
    }
    /// Adds partial number `block` of the results in `accs`.
    pub(super) fn push_run(
        &self,
        b: &mut Builder,
        stack: &Stack,
        (block, last): (&Affine, Operand),
        accs: &[Register],
    ) {
        let top = b.select(last, Scalar::i64(RUN - 1).into(), Scalar::i64(i64::MAX).into(), "top");
        self.push(b, stack, (block, top), accs);
    }
    /// Adds partial number `block`: where it ends a run, or where there are numbers above `top`, the run's value goes to the
    /// next level.
    fn push(&self, b: &mut Builder, stack: &Stack, (block, top): (&Affine, Operand), accs: &[Register]) {
        let (level, rest) = (b.register(DType::I64, "level"), b.register(DType::I64, "rest"));
        b.set(level, Scalar::i64(0));
        let number = b.index(block, "number");
        b.set(rest, number);
        let onto = |b: &mut Builder, level: Affine| {
            let run = stack.load(b, &level);
            let acc: Vec<Operand> = accs.iter().map(|acc| b.get(*acc).into()).collect();
            let joined =
                if fault!(RunsSwapped) { self.join(b, &acc, &run) } else { self.join(b, &run, &acc) };
            accs.iter().zip(joined).for_each(|(acc, value)| b.set(*acc, value));
        };
        // The run of each level up to the first that goes on.
        b.open();
        let digit = digit_of(b, rest);
        let at = poly_of(b.get(level).into());
        let open = b.compare(CmpOp::Gt, digit, Scalar::i64(0).into(), "open");
        b.if_then(open, |b| onto(b, at));
        let ends = b.compare(CmpOp::Eq, digit, Scalar::i64(RUN - 1).into(), "ends");
        let left = b.get(rest);
        let above = b.compare(CmpOp::Gt, left.into(), top, "above");
        let ends = b.binary(BinOp::Or, ends, above, "ends");
        let test = b.close();
        b.open();
        let at = poly_of(b.get(level).into());
        let next = b.index(&at.add(&constant(1)), "level");
        b.set(level, next);
        shift(b, rest);
        let body = b.close();
        b.push(Stmt::While { test, cond: ends, body });
        let at = poly_of(b.get(level).into());
        for (buffer, acc) in stack.buffers.iter().zip(accs) {
            let value = b.get(*acc);
            b.store(*buffer, stack.place(&at), value);
        }
    }
}

/// The lowest digit to the base 16.
fn digit_of(b: &mut Builder, register: Register) -> Operand {
    let rest = b.get(register);
    b.binary(BinOp::And, rest.into(), Scalar::i64(RUN - 1).into(), "digit")
}

/// The register without its lowest digit.
fn shift(b: &mut Builder, register: Register) {
    let rest = b.get(register);
    let rest = b.binary(BinOp::Shr, rest.into(), Scalar::i64(4).into(), "rest");
    b.set(register, rest);
}
