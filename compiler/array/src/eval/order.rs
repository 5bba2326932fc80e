//! Reductions and scans, in the order that the language defines.
//!
//! With `e` the neutral element (-0.0 for a sum, 1 for a product, the user's) and W = 32 for [`Form::Array`], 1 for
//! [`Form::Loop`]:
//!
//! ```text
//! reduce1(n, leaf, W):
//!   if n <= 32: W = 1
//!   c = 16 if W == 32 else 256
//!   each block of W*c leaves:
//!     lane l: acc = e; leaves l, l+W, l+2W, … in order
//!     for s = W/2 … 1: lane[l] = lane[l] ⊕ lane[l+s]  for l < s
//!   until one value is left: left-fold each run of 16
//! ```
//!
//! Several axes: one row-major chain if the product of the extents is at most 32 (loop form: 256), else `reduce1` over
//! the first with the reduction over the rest as its leaf. Nothing to reduce: +0.0, 1, the user's neutral element.
//!
//! Scans: groups of 16 by Sklansky's scheme give p. In chunks of 4096: C = e; per group y = S ⊕ (C ⊕ p), then
//! C = C ⊕ p₁₅; at the chunk's end S = S ⊕ C.

use std::rc::Rc;

use abi::Status;
use base::{BinOp, CmpOp, DType, Scalar, scalar};

use super::env::Env;
use super::{ArrayValue, Eval, EvalError, Evaluator, Value};
use crate::ir::{Binder, Block, Form, Reducer};

/// A combination of two tuples of values.
type Combine<'c> =
    dyn FnMut(&mut Evaluator<'_>, &mut Env<'_>, &[Scalar], &[Scalar]) -> Eval<Vec<Scalar>> + 'c;

/// The values of one leaf.
type Leaf = Vec<Scalar>;

/// What is the same at every level of a reduction over several axes.
struct Reduction<'a> {
    body: &'a Block,
    reducer: &'a Reducer,
    form: Form,
    neutral: Leaf,
}

impl Evaluator<'_> {
    pub(super) fn reduce(
        &mut self,
        env: &mut Env<'_>,
        binders: &[Binder],
        extents: &[i64],
        body: &Block,
        reducer: &Reducer,
        form: Form,
    ) -> Eval<Vec<Value>> {
        let values = match reducer {
            Reducer::ArgMin => vec![self.arg(env, binders, extents, body, CmpOp::Lt)?],
            Reducer::ArgMax => vec![self.arg(env, binders, extents, body, CmpOp::Gt)?],
            Reducer::Op(op @ (BinOp::Min | BinOp::Max)) => self.extremes(env, binders, extents, body, *op)?,
            _ if extents.contains(&0) => self.of_nothing(env, body, reducer)?,
            _ => {
                let neutral = self.neutral(env, body, reducer)?;
                let reduction = Reduction { body, reducer, form, neutral };
                self.nested(env, binders, extents, &reduction)?
            }
        };
        Ok(values.into_iter().map(Value::Scalar).collect())
    }

    /// The element type of a sum or a product, known without evaluating a leaf.
    fn leaf_type(env: &Env<'_>, body: &Block) -> DType {
        env.operand_type(&body.results[0]).dtype
    }

    fn neutral(&mut self, env: &mut Env<'_>, body: &Block, reducer: &Reducer) -> Eval<Leaf> {
        let dtype = Self::leaf_type(env, body);
        let neutral = match reducer {
            Reducer::User { init, .. } => return Ok(init.iter().map(|x| env.scalar(x)).collect()),
            Reducer::Op(BinOp::Mul) if dtype.is_float() => Scalar::float(dtype, 1.0),
            Reducer::Op(BinOp::Mul) => Scalar::int(dtype, 1),
            Reducer::Op(BinOp::And) => Scalar::int(dtype, -1),
            _ if dtype.is_float() => Scalar::float(dtype, -0.0),
            _ => Scalar::zero(dtype),
        };
        Ok(vec![neutral; n_results(body, reducer)])
    }

    fn of_nothing(&mut self, env: &mut Env<'_>, body: &Block, reducer: &Reducer) -> Eval<Leaf> {
        match reducer {
            Reducer::Op(BinOp::Add) | Reducer::SumOfProducts => {
                Ok(vec![Scalar::zero(Self::leaf_type(env, body)); n_results(body, reducer)])
            }
            _ => self.neutral(env, body, reducer),
        }
    }

    /// `left ⊕ right`.
    fn combine(
        &mut self,
        env: &mut Env<'_>,
        reducer: &Reducer,
        left: &[Scalar],
        right: &[Scalar],
    ) -> Eval<Leaf> {
        // A leaf without statements counts too, or the sum of a large array of one value would cost nothing.
        self.steps += 1;
        if self.steps > self.options.max_steps {
            return Err(EvalError::new(Status::Cancelled, "too many steps"));
        }
        match reducer {
            Reducer::Op(op) => each(*op, left, right),
            Reducer::User { combine, .. } => {
                for (&param, &value) in combine.params.iter().zip(left.iter().chain(right)) {
                    env.set(param, Value::Scalar(value));
                }
                self.scalars(env, &combine.body)
            }
            _ => each(BinOp::Add, left, right),
        }
    }

    /// Several axes, none of them empty.
    fn nested(
        &mut self,
        env: &mut Env<'_>,
        binders: &[Binder],
        extents: &[i64],
        reduction: &Reduction<'_>,
    ) -> Eval<Leaf> {
        let limit = if reduction.form == Form::Loop { 256 } else { 32 };
        let small =
            extents.iter().try_fold(1i64, |product, &n| product.checked_mul(n).filter(|&p| p <= limit));
        if small.is_some() {
            let mut acc = reduction.neutral.clone();
            self.each(env, binders, extents, &mut |this, env| {
                acc = this.step(env, reduction, &acc)?;
                Ok(())
            })?;
            return Ok(acc);
        }
        let width: i64 = if reduction.form == Form::Loop || extents[0] <= 32 { 1 } else { 32 };
        let count = if width == 32 { 16 } else { 256 };
        let mut values = Vec::new();
        let mut start = 0;
        while start < extents[0] {
            let end = extents[0].min(start.saturating_add(width * count));
            let mut lanes = Vec::new();
            for lane in 0..width {
                let mut acc = reduction.neutral.clone();
                let mut at = start + lane;
                while at < end {
                    env.set(binders[0].var, Value::Scalar(Scalar::i64(at)));
                    acc = self.row(env, &binders[1..], &extents[1..], reduction, &acc)?;
                    at += width;
                }
                lanes.push(acc);
            }
            values.push(self.fold_lanes(env, reduction, lanes)?);
            start = end;
        }
        self.fold_runs(env, reduction, values)
    }

    /// `acc` with what stands at one index of the first axis.
    fn row(
        &mut self,
        env: &mut Env<'_>,
        binders: &[Binder],
        extents: &[i64],
        reduction: &Reduction<'_>,
        acc: &[Scalar],
    ) -> Eval<Leaf> {
        if binders.is_empty() {
            return self.step(env, reduction, acc);
        }
        let leaf = self.nested(env, binders, extents, reduction)?;
        self.combine(env, reduction.reducer, acc, &leaf)
    }

    /// A power of two of lanes, the upper half onto the lower until one is left.
    fn fold_lanes(
        &mut self,
        env: &mut Env<'_>,
        reduction: &Reduction<'_>,
        mut lanes: Vec<Leaf>,
    ) -> Eval<Leaf> {
        while lanes.len() > 1 {
            let upper = lanes.split_off(lanes.len() / 2);
            for (lane, other) in lanes.iter_mut().zip(&upper) {
                *lane = self.combine(env, reduction.reducer, lane, other)?;
            }
        }
        Ok(lanes.swap_remove(0))
    }

    /// Runs of 16 values, folded from the left until one is left.
    fn fold_runs(
        &mut self,
        env: &mut Env<'_>,
        reduction: &Reduction<'_>,
        mut values: Vec<Leaf>,
    ) -> Eval<Leaf> {
        while values.len() > 1 {
            let mut folded = Vec::new();
            for run in values.chunks(16) {
                let mut acc = run[0].clone();
                for value in &run[1..] {
                    acc = self.combine(env, reduction.reducer, &acc, value)?;
                }
                folded.push(acc);
            }
            values = folded;
        }
        Ok(values.swap_remove(0))
    }

    /// `acc ⊕ leaf`, by one fma where the leaf is a product.
    fn step(&mut self, env: &mut Env<'_>, reduction: &Reduction<'_>, acc: &[Scalar]) -> Eval<Leaf> {
        let leaf = self.scalars(env, reduction.body)?;
        match reduction.reducer {
            Reducer::SumOfProducts => {
                let fma = self.options.fma;
                let each = leaf.chunks(2).zip(acc).map(|(x, acc)| scalar::fma(x[0], x[1], *acc, fma));
                Ok(each.collect())
            }
            reducer => self.combine(env, reducer, acc, &leaf),
        }
    }

    /// Minima or maxima: free of order.
    fn extremes(
        &mut self,
        env: &mut Env<'_>,
        binders: &[Binder],
        extents: &[i64],
        body: &Block,
        op: BinOp,
    ) -> Eval<Leaf> {
        let mut best: Option<Leaf> = None;
        self.each(env, binders, extents, &mut |this, env| {
            let leaf = this.scalars(env, body)?;
            best = Some(match best.take() {
                Some(best) => each(op, &best, &leaf)?,
                None => leaf,
            });
            Ok(())
        })?;
        best.ok_or_else(|| EvalError::new(Status::Shape, format!("{op} of nothing")))
    }

    /// The position of the first leaf that is NaN, or else of the first that is better than all before.
    fn arg(
        &mut self,
        env: &mut Env<'_>,
        binders: &[Binder],
        extents: &[i64],
        body: &Block,
        better: CmpOp,
    ) -> Eval<Scalar> {
        let mut best: Option<(i64, Scalar)> = None;
        let mut position = 0;
        self.each(env, binders, extents, &mut |this, env| {
            let leaf = this.scalars(env, body)?[0];
            let wins = match best {
                None => true,
                Some((_, best)) if best.is_nan() => false,
                Some((_, best)) => leaf.is_nan() || scalar::compare(better, leaf, best),
            };
            if wins {
                best = Some((position, leaf));
            }
            position += 1;
            Ok(())
        })?;
        match best {
            Some((position, _)) => Ok(Scalar::i64(position)),
            None => Err(EvalError::new(Status::Shape, "argmin or argmax of nothing")),
        }
    }

    pub(super) fn scan(
        &mut self,
        env: &mut Env<'_>,
        binder: &Binder,
        body: &Block,
        reducer: &Reducer,
    ) -> Eval<Vec<Value>> {
        let extent = env.size(&binder.extent)?.max(0);
        self.allocate(&[usize::try_from(extent).unwrap_or(usize::MAX)])?;
        let mut leaves: Vec<Leaf> = Vec::new();
        self.each(env, std::slice::from_ref(binder), &[extent], &mut |this, env| {
            let leaf = this.scalars(env, body)?;
            leaves.push(leaf);
            Ok(())
        })?;
        let mut combine = |this: &mut Evaluator<'_>, env: &mut Env<'_>, a: &[Scalar], b: &[Scalar]| {
            this.combine(env, reducer, a, b)
        };
        let prefixes = match reducer {
            Reducer::Op(BinOp::Min | BinOp::Max) => self.running(env, &leaves, &mut combine)?,
            _ => {
                let neutral = self.neutral(env, body, reducer)?;
                self.chunks(env, &leaves, &neutral, &mut combine)?
            }
        };
        let shape = vec![leaves.len()];
        let array = |(idx, result)| {
            let dtype = env.operand_type(result).dtype;
            let data = prefixes.iter().map(|prefix: &Leaf| prefix[idx]).collect();
            Value::Array(Rc::new(ArrayValue { dtype, shape: shape.clone(), data }))
        };
        Ok(body.results.iter().enumerate().map(array).collect())
    }

    /// One after the other, for operators that are free of order and have no neutral element.
    fn running(&mut self, env: &mut Env<'_>, leaves: &[Leaf], combine: &mut Combine<'_>) -> Eval<Vec<Leaf>> {
        let mut prefixes: Vec<Leaf> = Vec::new();
        for leaf in leaves {
            let prefix = match prefixes.last() {
                Some(last) => combine(self, env, last, leaf)?,
                None => leaf.clone(),
            };
            prefixes.push(prefix);
        }
        Ok(prefixes)
    }

    fn chunks(
        &mut self,
        env: &mut Env<'_>,
        leaves: &[Leaf],
        neutral: &[Scalar],
        combine: &mut Combine<'_>,
    ) -> Eval<Vec<Leaf>> {
        let mut prefixes = Vec::new();
        let mut before = neutral.to_vec();
        for chunk in leaves.chunks(4096) {
            let mut within = neutral.to_vec();
            for group in chunk.chunks(16) {
                let group = self.sklansky(env, group, combine)?;
                for p in &group {
                    let local = combine(self, env, &within, p)?;
                    prefixes.push(combine(self, env, &before, &local)?);
                }
                if let Some(last) = group.last() {
                    within = combine(self, env, &within, last)?;
                }
            }
            before = combine(self, env, &before, &within)?;
        }
        Ok(prefixes)
    }

    /// Prefixes of at most 16 leaves: the halves of a group of 16, the right one with the left one's last value before
    /// each; an incomplete group is the start of a complete one.
    fn sklansky(&mut self, env: &mut Env<'_>, group: &[Leaf], combine: &mut Combine<'_>) -> Eval<Vec<Leaf>> {
        let mut values = group.to_vec();
        let mut half = 1;
        while half < 16 {
            for idx in 0..values.len() {
                if idx & half != 0 {
                    let last_of_left = (idx & !(half - 1)) - 1;
                    values[idx] = combine(self, env, &values[last_of_left].clone(), &values[idx])?;
                }
            }
            half *= 2;
        }
        Ok(values)
    }
}

/// The operator on each two values.
fn each(op: BinOp, left: &[Scalar], right: &[Scalar]) -> Eval<Leaf> {
    left.iter().zip(right).map(|(a, b)| Ok(scalar::binary(op, *a, *b)?)).collect()
}

/// How many results a sum or product has.
fn n_results(body: &Block, reducer: &Reducer) -> usize {
    if *reducer == Reducer::SumOfProducts { body.results.len() / 2 } else { body.results.len() }
}
