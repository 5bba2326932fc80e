//! The shuffles between interleaved elements and one vector for each residue.
//!
//! With step s and w lanes there are s * w elements. They stand in s rows of w lanes: lane by lane in chunks of c, so
//! that the shuffles stay inside chunks, which is cheap on every CPU: chunk q of row j holds elements
//! (q * s + j) * c and the next c - 1. All chunks of a row are treated alike; within one, element e of s * c is at
//! position e mod c of row e div c.
//!
//! An even step is halved: pairs of rows give the elements of even and those of odd number. For an odd step, the
//! elements of one residue are all at different positions, since s and c have no common divisor, and at a position p
//! residues follow each other by rows: row(o, p) = (o - p) / c mod s = (u + a(p)) mod s with u = o / c and
//! a(p) = -p / c (mod s). So rows turned by a(p) at each position, one bit of a(p) after the other by blends of two
//! rows, bring each residue into one row; one permutation brings it into order.

use base::{DType, fault};

use crate::build::Builder;
use crate::ir::{Op, Operand, Ty, Value};

/// The shuffles for one step, element type and lane count.
pub(in crate::pass) struct Network {
    dtype: DType,
    /// Lanes of a row.
    lanes: u32,
    /// Lanes of a chunk.
    chunk: u32,
    step: u32,
}

impl Network {
    pub(super) fn new(dtype: DType, lanes: u32, step: usize) -> Self {
        let size = u32::try_from(dtype.size()).unwrap_or(8);
        // CPUs without byte permutations across 16 bytes have none of words either.
        let bytes = if size < 4 { 16 } else { 32 };
        Self { dtype, lanes, chunk: lanes.min(bytes / size).max(1), step: u32::try_from(step).unwrap_or(1) }
    }
    /// Chunks of as many lanes as there are vectors: interleaving those transposes the chunks.
    pub(in crate::pass) fn square(dtype: DType, lanes: u32, chunk: u32) -> Self {
        Self { dtype, lanes, chunk, step: chunk }
    }
    /// Lanes of a chunk.
    pub(super) fn chunk(&self) -> u32 {
        self.chunk
    }
    /// How many rows there are.
    pub(super) fn rows(&self) -> u32 {
        self.step
    }
    /// The numbers, in memory, of the chunks of a row.
    pub(super) fn chunks_of(&self, row: u32) -> impl Iterator<Item = u32> + use<> {
        let step = self.step;
        (0..self.lanes / self.chunk).map(move |q| q * step + row)
    }

    /// A row of its chunks.
    pub(in crate::pass) fn join(&self, b: &mut Builder, mut chunks: Vec<Value>) -> Value {
        let mut lanes = self.chunk;
        while chunks.len() > 1 {
            lanes *= 2;
            let ty = Ty { dtype: self.dtype, lanes };
            let pair = |pair: &[Value]| {
                let numbers = (0..lanes).collect();
                b.define(ty, "row", Op::Shuffle(pair[0].into(), pair[1].into(), numbers))
            };
            chunks = chunks.chunks(2).map(pair).collect();
        }
        chunks[0]
    }
    /// A chunk of a row.
    pub(super) fn part(&self, b: &mut Builder, row: Value, place: u32) -> Value {
        if self.chunk == self.lanes {
            return row;
        }
        let first = place * self.chunk;
        let numbers = (first..first + self.chunk).collect();
        let ty = Ty { dtype: self.dtype, lanes: self.chunk };
        b.define(ty, "chunk", Op::Shuffle(row.into(), row.into(), numbers))
    }

    /// The operations that give one vector for each residue, from the rows.
    pub(super) fn split(&self, b: &mut Builder, rows: &[Value]) -> Vec<Op> {
        if !rows.len().is_multiple_of(2) {
            return self.split_odd(b, rows);
        }
        let halves = [0, 1].map(|parity| {
            let picked = rows.chunks(2).map(|pair| self.two(pair, |p| 2 * p + parity));
            picked.collect::<Vec<Op>>()
        });
        if rows.len() == 2 {
            return halves.concat();
        }
        let [even, odd] = halves.map(|half| {
            let rows = self.define_all(b, half);
            self.split(b, &rows)
        });
        let (even, odd) = if fault!(ResiduesSwapped) { (odd, even) } else { (even, odd) };
        even.into_iter().zip(odd).flat_map(|(even, odd)| [even, odd]).collect()
    }
    /// The rows, from one vector for each residue.
    pub(in crate::pass) fn merge(&self, b: &mut Builder, residues: &[Value]) -> Vec<Value> {
        if residues.len() == 1 {
            return residues.to_vec();
        }
        if !residues.len().is_multiple_of(2) {
            return self.merge_odd(b, residues);
        }
        let [even, odd] = [0, 1].map(|parity| {
            let half: Vec<Value> = residues.iter().skip(parity).step_by(2).copied().collect();
            self.merge(b, &half)
        });
        let c = self.chunk;
        let zip = |(even, odd): (Value, Value)| {
            [0, 1].map(|half| self.two(&[even, odd], |p| p % 2 * c + (half * c + p) / 2))
        };
        let ops = even.into_iter().zip(odd).flat_map(zip).collect();
        self.define_all(b, ops)
    }

    fn split_odd(&self, b: &mut Builder, rows: &[Value]) -> Vec<Op> {
        let turns = Turns::new(self.chunk, rows.len());
        let rows = self.turn(b, rows.to_vec(), &turns, false);
        let (step, c) = (turns.step, self.chunk);
        (0..step).map(|o| self.one(rows[turns.row(o)], |k| (step * k + o) % c)).collect()
    }
    fn merge_odd(&self, b: &mut Builder, residues: &[Value]) -> Vec<Value> {
        let turns = Turns::new(self.chunk, residues.len());
        let mut rows = vec![residues[0]; residues.len()];
        for (o, residue) in (0..).zip(residues) {
            // The lane of this residue that goes to each position.
            let lane = |p: u32| (0..self.chunk).find(|k| (turns.step * k + o) % self.chunk == p).unwrap_or(0);
            let op = self.one(*residue, lane);
            rows[turns.row(o)] = self.define(b, op);
        }
        self.turn(b, rows, &turns, true)
    }

    /// At each position, the rows taken on or back by the turn there.
    fn turn(&self, b: &mut Builder, mut rows: Vec<Value>, turns: &Turns, back: bool) -> Vec<Value> {
        let step = rows.len();
        let mut distance = 1;
        while distance < step {
            let is_turned = |p: u32| turns.by(p) & distance != 0;
            if (0..self.chunk).any(is_turned) {
                let on = if back && !fault!(MergedForwards) { step - distance } else { distance };
                let blend = |u: usize| {
                    let pair = [rows[u], rows[(u + on) % step]];
                    self.two(&pair, |p| if is_turned(p) { self.chunk + p } else { p })
                };
                let blended = (0..step).map(blend).collect();
                rows = self.define_all(b, blended);
            }
            distance *= 2;
        }
        rows
    }

    /// In every chunk, position p from position `from(p)` of the first row's chunk and then the second's.
    fn two(&self, pair: &[Value], from: impl Fn(u32) -> u32) -> Op {
        let number = |lane: u32| {
            let (first, position) = (lane - lane % self.chunk, from(lane % self.chunk));
            let other = if position < self.chunk { 0 } else { self.lanes };
            first + other + position % self.chunk
        };
        let numbers = (0..self.lanes).map(number).collect();
        Op::Shuffle(Operand::Value(pair[0]), Operand::Value(pair[1]), numbers)
    }
    fn one(&self, row: Value, from: impl Fn(u32) -> u32) -> Op {
        self.two(&[row, row], from)
    }
    fn define(&self, b: &mut Builder, op: Op) -> Value {
        b.define(Ty { dtype: self.dtype, lanes: self.lanes }, "turned", op)
    }
    fn define_all(&self, b: &mut Builder, ops: Vec<Op>) -> Vec<Value> {
        ops.into_iter().map(|op| self.define(b, op)).collect()
    }
}

/// How far the rows of an odd step are turned.
struct Turns {
    step: u32,
    /// 1 / c modulo the step.
    inverse: u32,
}

impl Turns {
    fn new(chunk: u32, step: usize) -> Self {
        let step = u32::try_from(step).unwrap_or(1);
        let inverse = (0..step).find(|i| i * chunk % step == 1).unwrap_or(0);
        Self { step, inverse }
    }
    /// a(p)
    fn by(&self, position: u32) -> usize {
        let turned = (self.step - position % self.step) * self.inverse % self.step;
        turned as usize
    }
    /// u of a residue.
    fn row(&self, residue: u32) -> usize {
        (residue * self.inverse % self.step) as usize
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use base::Span;

    use super::*;
    use crate::ir::{Kernel, Stmt};

    type Lanes = BTreeMap<Value, Vec<u32>>;

    fn shuffled(known: &Lanes, op: &Op) -> Vec<u32> {
        let Op::Shuffle(Operand::Value(a), Operand::Value(b), numbers) = op else { panic!("{op:?}") };
        let both = [known[a].clone(), known[b].clone()].concat();
        numbers.iter().map(|number| both[*number as usize]).collect()
    }
    fn run(b: &mut Builder, known: &mut Lanes) {
        for stmt in b.close() {
            let Stmt::Let { value, op } = &stmt else { panic!("{stmt:?}") };
            let lanes = shuffled(known, op);
            known.insert(*value, lanes);
        }
        b.open();
    }
    fn vector(b: &mut Builder, known: &mut Lanes, ty: Ty, lanes: Vec<u32>) -> Value {
        let value = b.kernel.fresh(ty, "given");
        known.insert(value, lanes);
        value
    }

    /// Elements are their own numbers in memory.
    fn check(dtype: DType, lanes: u32, step: u32) {
        let mut b = Builder::new(Kernel::new("k", Span::none()));
        let mut known = Lanes::new();
        let network = Network::new(dtype, lanes, step as usize);
        let chunk = network.chunk();
        let residue = |o: u32| (0..lanes).map(|k| step * k + o).collect::<Vec<_>>();
        let mut rows = Vec::new();
        for row in 0..network.rows() {
            let chunks = network.chunks_of(row).map(|number| {
                let lanes = (number * chunk..(number + 1) * chunk).collect();
                vector(&mut b, &mut known, Ty { dtype, lanes: chunk }, lanes)
            });
            let chunks = chunks.collect();
            rows.push(network.join(&mut b, chunks));
        }
        let ops = network.split(&mut b, &rows);
        run(&mut b, &mut known);
        for (o, op) in (0..step).zip(&ops) {
            assert_eq!(shuffled(&known, op), residue(o), "{dtype}, {lanes} lanes, step {step}");
        }
        let ty = Ty { dtype, lanes };
        let residues: Vec<Value> = (0..step).map(|o| vector(&mut b, &mut known, ty, residue(o))).collect();
        let merged = network.merge(&mut b, &residues);
        run(&mut b, &mut known);
        for (row, merged) in rows.iter().zip(&merged) {
            assert_eq!(known[row], known[merged], "{dtype}, {lanes} lanes, step {step}");
        }
    }

    #[test]
    fn residues_come_apart_and_together() {
        for dtype in [DType::U8, DType::I16, DType::F32, DType::F64] {
            for lanes in [2, 4, 8, 16, 32, 64] {
                (2..=16).for_each(|step| check(dtype, lanes, step));
            }
        }
    }
}
