//! How many float operations a call takes, for measurements.

use std::collections::{BTreeMap, BTreeSet};

use base::{BinOp, UnOp};

use crate::ir::{Binder, Block, Function, Op, Reducer, Size, Stmt, Var};

/// Scalar float operations: sums, products, quotients, minima, roots, roundings count as one, a fused multiply-add as
/// two; comparisons, selections, conversions and moved bits do not count.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct FloatOps {
    /// How many.
    pub count: f64,
    /// Whether it is exact. It is an estimate where branches differ (the larger counts), a loop may end early (it counts
    /// whole) or an extent depends on loop variables (it is taken at their middle).
    pub exact: bool,
}

impl FloatOps {
    fn of(count: f64) -> Self {
        Self { count, exact: true }
    }
    fn plus(self, other: Self) -> Self {
        Self { count: self.count + other.count, exact: self.exact && other.exact }
    }
}

/// The operations of one call of a function without calls in it, where `values` gives the sizes and the integer
/// parameters. None where the number depends on data.
#[must_use]
pub fn float_ops(function: &Function, values: &BTreeMap<Var, i64>) -> Option<FloatOps> {
    Counter { function, values: values.clone(), middles: BTreeSet::new() }.block(&function.body)
}

struct Counter<'a> {
    function: &'a Function,
    values: BTreeMap<Var, i64>,
    /// Those that are only the middle of a loop variable's range.
    middles: BTreeSet<Var>,
}

impl Counter<'_> {
    fn block(&mut self, block: &Block) -> Option<FloatOps> {
        let mut sum = FloatOps::of(0.0);
        for stmt in &block.stmts {
            if let Op::Size(size) = &stmt.op
                && let Some(value) = self.value(size)
            {
                self.values.insert(stmt.outs[0], value);
                if self.is_middle(size) {
                    self.middles.insert(stmt.outs[0]);
                }
            }
            sum = sum.plus(self.stmt(stmt)?);
        }
        Some(sum)
    }

    fn stmt(&mut self, stmt: &Stmt) -> Option<FloatOps> {
        let is_float = stmt.outs.first().is_some_and(|out| self.function.vars[*out].ty.dtype.is_float());
        let scalar = |count: f64| Some(FloatOps::of(if is_float { count } else { 0.0 }));
        match &stmt.op {
            Op::Unary(UnOp::Sqrt | UnOp::Floor | UnOp::Ceil | UnOp::Trunc | UnOp::Round, _) => scalar(1.0),
            Op::Binary(op, ..) => scalar(operations_of(*op)),
            Op::Fma(..) => scalar(2.0),
            Op::Build { binders, body } => self.domain(binders, |counter| counter.block(body)),
            Op::Update { binders, body, op, .. } => self.domain(binders, |counter| {
                let own = if is_float { op.map_or(0.0, operations_of) } else { 0.0 };
                Some(counter.block(body)?.plus(FloatOps::of(own)))
            }),
            Op::Reduce { binders, body, reducer, .. } => self.domain(binders, |counter| {
                Some(counter.block(body)?.plus(counter.combination(reducer, is_float)?))
            }),
            Op::Scan { binder, body, reducer } => self.domain(std::slice::from_ref(binder), |counter| {
                Some(counter.block(body)?.plus(counter.combination(reducer, is_float)?))
            }),
            Op::If { then, otherwise, .. } => {
                let (a, b) = (self.block(then)?, self.block(otherwise)?);
                let exact = a.exact && b.exact && a.count == b.count;
                Some(FloatOps { count: a.count.max(b.count), exact })
            }
            Op::Loop(l) => {
                let trip = l.trip.as_slice();
                let mut body = self.domain(trip, |counter| counter.block(&l.body))?;
                let is_open = l.breaks || l.cond.is_some();
                // Without a bound, only a loop that computes nothing is known.
                if trip.is_empty() && body.count > 0.0 {
                    return None;
                }
                body.exact &= !is_open || body.count == 0.0;
                Some(body)
            }
            Op::Call { .. } => None,
            _ => Some(FloatOps::of(0.0)),
        }
    }

    /// What a reducer does for one leaf.
    fn combination(&mut self, reducer: &Reducer, is_float: bool) -> Option<FloatOps> {
        let one = if is_float { 1.0 } else { 0.0 };
        match reducer {
            Reducer::Op(op) => Some(FloatOps::of(one * operations_of(*op))),
            Reducer::SumOfProducts => Some(FloatOps::of(2.0 * one)),
            Reducer::ArgMin | Reducer::ArgMax => Some(FloatOps::of(0.0)),
            Reducer::User { combine, .. } => self.block(&combine.body),
        }
    }

    /// So many times what one iteration takes. Extents inside that depend on the binders are taken at their middle.
    fn domain(
        &mut self,
        binders: &[Binder],
        one: impl FnOnce(&mut Self) -> Option<FloatOps>,
    ) -> Option<FloatOps> {
        let extents: Vec<Option<i64>> = binders.iter().map(|binder| self.value(&binder.extent)).collect();
        for (binder, extent) in binders.iter().zip(&extents) {
            if let Some(extent) = extent {
                self.values.insert(binder.var, (extent - 1).max(0) / 2);
                self.middles.insert(binder.var);
            }
        }
        let body = one(self)?;
        // Nothing, however often.
        if body.count == 0.0 {
            return Some(body);
        }
        let mut times = 1.0;
        for extent in extents {
            times *= extent?.max(0) as f64;
        }
        let exact = body.exact && !binders.iter().any(|binder| self.is_middle(&binder.extent));
        Some(FloatOps { count: body.count * times, exact })
    }

    fn is_middle(&self, size: &Size) -> bool {
        size.vars().iter().any(|var| self.middles.contains(var))
    }

    fn value(&self, size: &Size) -> Option<i64> {
        if !size.vars().iter().all(|var| self.values.contains_key(var)) {
            return None;
        }
        size.evaluate(&mut |var| self.values.get(var).copied().unwrap_or(0))
    }
}

fn operations_of(op: BinOp) -> f64 {
    let counts = matches!(op, BinOp::Add | BinOp::Sub | BinOp::Mul | BinOp::Div | BinOp::Min | BinOp::Max);
    f64::from(u8::from(counts))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(text: &str, sizes: &[i64]) -> Option<FloatOps> {
        let program = crate::parse(text).expect("a program");
        crate::validate(&program).expect("valid");
        let function = program.functions.iter_ids().next().expect("a function").1;
        float_ops(function, &function.sizes.iter().copied().zip(sizes.iter().copied()).collect())
    }

    #[test]
    fn loops_multiply_and_triangles_are_halved() {
        let text = "func @f(%n.0: size, %x.1: f64[%n.0]) -> (f64[%n.0]) exported {
  %y.2: f64[%n.0] = build [%i.3 < %n.0] {
    %s.4: f64 = reduce loop add [%j.5 < %i.3 + 1] {
      %a.6: f64 = index %x.1[%j.5]
      %b.7: f64 = fma %a.6, %a.6, %a.6
      yield %b.7
    }
    yield %s.4
  }
  yield %y.2
}
";
        let found = count(text, &[101]).expect("known");
        assert_eq!(found, FloatOps { count: 101.0 * 51.0 * 3.0, exact: false });
    }

    #[test]
    fn what_depends_on_data_is_not_known_and_integers_do_not_count() {
        let text = "func @f(%n.0: size, %x.1: i64[%n.0]) -> (i64[%n.0]) exported {
  %y.2: i64[%n.0] = build [%i.3 < %n.0] {
    %k.4: i64 = index %x.1[%i.3]
    %s.5: i64 = reduce loop add [%j.6 < %k.4] {
      %a.7: i64 = mul %j.6, 2:i64
      yield %a.7
    }
    yield %s.5
  }
  yield %y.2
}
";
        assert_eq!(count(text, &[10]), Some(FloatOps { count: 0.0, exact: true }));
        let float = text.replace("i64[%n.0]) exported", "f64[%n.0]) exported");
        let float = float.replace("%y.2: i64", "%y.2: f64").replace("%s.5: i64", "%s.5: f64");
        let float = float.replace("%a.7: i64 = mul %j.6, 2:i64", "%a.7: f64 = convert f64 %j.6");
        assert_eq!(count(&float, &[10]), None);
    }
}
