//! Whole reductions and scans, as the arithmetic page words them.

use base::{BinOp, Scalar, scalar};

use super::{Machine, Run, Stop};
use crate::ir::{Affine, Operand, Reduce, Reducer, Scan, Value};
use base::neutral::neutral;

/// Leaves or partial results of one index.
type Leaf = Vec<Scalar>;

impl Machine<'_> {
    pub(super) fn reduce(&mut self, reduce: &Reduce) -> Run<()> {
        let mut extents = Vec::new();
        for (_, extent) in &reduce.binders {
            extents.push(self.poly(extent)?.max(0));
        }
        let empty = extents.contains(&0);
        if let (true, Some(site)) = (empty, reduce.empty) {
            return Err(Stop::Failed(site, Vec::new()));
        }
        let result = match &reduce.reducer {
            Reducer::ArgMin | Reducer::ArgMax => vec![self.extreme_index(reduce, &extents)?],
            Reducer::Op(BinOp::Min | BinOp::Max) => self.extreme(reduce, &extents)?,
            _ if empty => self.of_nothing(reduce),
            _ => self.axes(reduce, &reduce.binders, &extents)?,
        };
        for ((register, value), place) in reduce.results.iter().zip(result).zip(0..) {
            match reduce.into {
                Some(buffer) => *self.element(buffer, place)? = Some(value),
                None => self.registers[register.0 as usize] = vec![value],
            }
        }
        Ok(())
    }
    fn of_nothing(&self, reduce: &Reduce) -> Leaf {
        match &reduce.reducer {
            Reducer::User { init, .. } => init.iter().map(|operand| self.scalar(operand)).collect(),
            _ => {
                let start = self.start(reduce);
                // The empty sum is +0.
                let zero = start[0].dtype.is_float() && start[0].as_f64() == 0.0;
                let value = if zero { Scalar::zero(start[0].dtype) } else { start[0] };
                vec![value; start.len()]
            }
        }
    }
    fn start(&self, reduce: &Reduce) -> Leaf {
        let dtype = self.kernel.registers[reduce.results[0]].ty.dtype;
        match &reduce.reducer {
            Reducer::Op(op) => vec![neutral(*op, dtype); reduce.results.len()],
            Reducer::User { init, .. } => init.iter().map(|operand| self.scalar(operand)).collect(),
            _ => vec![neutral(BinOp::Add, dtype); reduce.results.len()],
        }
    }

    /// The leaves at the binders' present values.
    fn leaves(&mut self, reduce: &Reduce) -> Run<Leaf> {
        self.block(&reduce.body)?;
        Ok(reduce.leaves.iter().map(|leaf| self.scalar(leaf)).collect())
    }
    /// All indices in row-major order.
    fn each(
        &mut self,
        binders: &[(Value, Affine)],
        extents: &[i64],
        see: &mut dyn FnMut(&mut Self) -> Run<()>,
    ) -> Run<()> {
        let (Some(((var, _), inner)), Some((extent, rest))) = (binders.split_first(), extents.split_first())
        else {
            return see(self);
        };
        for i in 0..*extent {
            self.values[var.0 as usize] = vec![Scalar::i64(i)];
            self.each(inner, rest, see)?;
        }
        Ok(())
    }
    fn extreme(&mut self, reduce: &Reduce, extents: &[i64]) -> Run<Leaf> {
        let Reducer::Op(op) = reduce.reducer else { return Ok(Vec::new()) };
        let mut best: Option<Leaf> = None;
        self.each(&reduce.binders, extents, &mut |machine| {
            let leaf = machine.leaves(reduce)?;
            best = Some(match best.take() {
                None => leaf,
                Some(best) => machine.join(&Reducer::Op(op), &best, &leaf)?,
            });
            Ok(())
        })?;
        Ok(best.unwrap_or_default())
    }
    fn extreme_index(&mut self, reduce: &Reduce, extents: &[i64]) -> Run<Scalar> {
        let op = if reduce.reducer == Reducer::ArgMin { base::CmpOp::Lt } else { base::CmpOp::Gt };
        let (mut best, mut flat): (Option<(Scalar, i64)>, i64) = (None, 0);
        self.each(&reduce.binders, extents, &mut |machine| {
            let leaf = machine.leaves(reduce)?[0];
            let better =
                best.is_none_or(|(b, _)| scalar::compare(op, leaf, b) || (leaf.is_nan() && !b.is_nan()));
            if better {
                best = Some((leaf, flat));
            }
            flat += 1;
            Ok(())
        })?;
        Ok(Scalar::i64(best.map_or(0, |(_, index)| index)))
    }

    fn step(&mut self, reduce: &Reduce, acc: &Leaf, leaf: &Leaf) -> Run<Leaf> {
        match &reduce.reducer {
            Reducer::SumOfProducts => {
                Ok(leaf.chunks(2).zip(acc).map(|(x, acc)| self.fma(x[0], x[1], *acc)).collect())
            }
            reducer => self.join(reducer, acc, leaf),
        }
    }
    fn join(&mut self, reducer: &Reducer, a: &Leaf, b: &Leaf) -> Run<Leaf> {
        match reducer {
            Reducer::Op(op) => a.iter().zip(b).map(|(a, b)| self.binary(*op, *a, *b)).collect(),
            Reducer::User { left, right, body, result, .. } => {
                for (value, scalar) in left.iter().zip(a).chain(right.iter().zip(b)) {
                    self.values[value.0 as usize] = vec![*scalar];
                }
                self.block(body)?;
                Ok(result.iter().map(|operand: &Operand| self.scalar(operand)).collect())
            }
            _ => a.iter().zip(b).map(|(a, b)| self.binary(BinOp::Add, *a, *b)).collect(),
        }
    }

    /// Several axes: one chain where they are short, else over the first with the rest as its leaf.
    fn axes(&mut self, reduce: &Reduce, binders: &[(Value, Affine)], extents: &[i64]) -> Run<Leaf> {
        let short = if reduce.array_form { 32 } else { 256 };
        let product = extents.iter().fold(1i64, |product, extent| product.saturating_mul(*extent));
        let start = self.start(reduce);
        if binders.len() > 1 && product <= short {
            let mut acc = start;
            self.each(binders, extents, &mut |machine| {
                let leaf = machine.leaves(reduce)?;
                acc = machine.step(reduce, &acc, &leaf)?;
                Ok(())
            })?;
            return Ok(acc);
        }
        let ((var, _), inner) = (&binders[0], &binders[1..]);
        let mut leaves = Vec::new();
        for i in 0..extents[0] {
            self.values[var.0 as usize] = vec![Scalar::i64(i)];
            let leaf = if inner.is_empty() {
                self.leaves(reduce)?
            } else {
                self.axes(reduce, inner, &extents[1..])?
            };
            leaves.push(leaf);
        }
        self.one_axis(reduce, &start, &leaves, !inner.is_empty())
    }
    fn one_axis(&mut self, reduce: &Reduce, start: &Leaf, leaves: &[Leaf], partial: bool) -> Run<Leaf> {
        let lanes = if reduce.array_form && leaves.len() > 32 { 32 } else { 1 };
        let rows = if lanes == 32 { 16 } else { 256 };
        let mut partials = Vec::new();
        for block in leaves.chunks(lanes * rows) {
            let mut accs = vec![start.clone(); lanes];
            for (k, leaf) in block.iter().enumerate() {
                accs[k % lanes] = if partial {
                    self.join(&reduce.reducer, &accs[k % lanes], leaf)?
                } else {
                    self.step(reduce, &accs[k % lanes], leaf)?
                };
            }
            while accs.len() > 1 {
                let half = accs.split_off(accs.len() / 2);
                for (acc, other) in accs.iter_mut().zip(&half) {
                    *acc = self.join(&reduce.reducer, acc, other)?;
                }
            }
            partials.append(&mut accs);
        }
        while partials.len() > 1 {
            let mut next = Vec::new();
            for run in partials.chunks(16) {
                let mut acc = run[0].clone();
                for other in &run[1..] {
                    acc = self.join(&reduce.reducer, &acc, other)?;
                }
                next.push(acc);
            }
            partials = next;
        }
        Ok(partials.pop().unwrap_or_else(|| start.clone()))
    }

    pub(super) fn scan(&mut self, scan: &Scan) -> Run<()> {
        let extent = self.poly(&scan.binder.1)?.max(0);
        let mut leaves = Vec::new();
        for i in 0..extent {
            self.values[scan.binder.0.0 as usize] = vec![Scalar::i64(i)];
            self.block(&scan.body)?;
            leaves.push(scan.leaves.iter().map(|leaf| self.scalar(leaf)).collect::<Leaf>());
        }
        let neutral: Leaf = match &scan.reducer {
            Reducer::User { init, .. } => init.iter().map(|operand| self.scalar(operand)).collect(),
            Reducer::Op(op) => {
                let dtype = |access: &crate::ir::Access| self.kernel.buffers[access.buffer].dtype;
                scan.outputs.iter().map(|access| neutral(*op, dtype(access))).collect()
            }
            _ => return super::broken("a scan of indices".into()),
        };
        let (mut outer, mut at) = (neutral.clone(), 0);
        for chunk in leaves.chunks(4096) {
            let mut carry = neutral.clone();
            for group in chunk.chunks(16) {
                let prefixes = self.sklansky(&scan.reducer, group)?;
                for prefix in &prefixes {
                    let inner = self.join(&scan.reducer, &carry, prefix)?;
                    let y = self.join(&scan.reducer, &outer, &inner)?;
                    self.values[scan.binder.0.0 as usize] = vec![Scalar::i64(at)];
                    at += 1;
                    for (access, y) in scan.outputs.iter().zip(y) {
                        let place = self.poly(&access.base)?;
                        *self.element(access.buffer, place)? = Some(y);
                    }
                }
                if let Some(last) = prefixes.last() {
                    carry = self.join(&scan.reducer, &carry, last)?;
                }
            }
            outer = self.join(&scan.reducer, &outer, &carry)?;
        }
        Ok(())
    }
    fn sklansky(&mut self, reducer: &Reducer, group: &[Leaf]) -> Run<Vec<Leaf>> {
        let mut prefixes = group.to_vec();
        let mut half = 1;
        while half < prefixes.len() {
            for i in (0..prefixes.len()).filter(|i| i & half != 0) {
                let last = (i & !(2 * half - 1)) + half - 1;
                prefixes[i] = self.join(reducer, &prefixes[last].clone(), &prefixes[i].clone())?;
            }
            half *= 2;
        }
        Ok(prefixes)
    }
}
