//! Nests of loops of which an inner one has no iteration do nothing at once.
//!
//! ```text
//! for %i in 0..m { for %j in 0..n { … } }
//!     =>
//! %some = lt 0, n; %rows = select %some, m, 0; for %i in 0..%rows { for %j in 0..n { … } }
//! ```
//!
//! An array of no elements may have any extent on its other axes, and nobody waits for 2^60 iterations of nothing. The
//! outer axes of a reduction likewise.
//! Declines: what does more than loop inside; extents known to be positive, or to depend on the outer loop; an operator
//! of the user's, whose neutral element may be none.

use std::collections::BTreeSet;

use base::{BinOp, CmpOp, Pass, PassCx};

use crate::build::{Builder, constant, poly_of};
use crate::ir::{Affine, Block, For, Program, Reducer, Stmt, Value};
use crate::visit;

/// The pass.
pub const SKIP_EMPTY: Pass<Program> = Pass { name: "skip-empty", run };

fn run(program: &mut Program, _: &mut PassCx) {
    super::rebuild(program, |b, block| skip(b, block, false));
}

/// `guarded`: the loop of the block stands in a nest that is skipped already.
fn skip(b: &mut Builder, block: Block, guarded: bool) {
    for mut stmt in block {
        let mut nest = false;
        match &mut stmt {
            Stmt::For(l) => {
                nest = only_loop(&l.body).is_some();
                let inner = inner_ranges(l);
                if !guarded && !inner.is_empty() && extent(&l.lo, &l.hi).is_none() {
                    l.hi = unless_empty(b, &inner, &l.lo, &l.hi);
                }
            }
            Stmt::Reduce(reduce) if !matches!(reduce.reducer, Reducer::User { .. }) => {
                let ranges = reduce.binders.iter().skip(1).map(|(_, n)| (constant(0), n.clone()));
                let inner: Vec<(Affine, Affine)> = ranges.filter(is_open).collect();
                if let Some((_, first)) = reduce.binders.first_mut()
                    && first.as_constant().is_none()
                    && !inner.is_empty()
                {
                    *first = unless_empty(b, &inner, &constant(0), first);
                }
            }
            _ => {}
        }
        for inner in visit::blocks_mut(&mut stmt) {
            let taken = std::mem::take(inner);
            b.open();
            skip(b, taken, nest);
            *inner = b.close();
        }
        b.push(stmt);
    }
}

/// The loop of a block that does nothing else.
fn only_loop(block: &Block) -> Option<&For> {
    let mut found = None;
    for stmt in block {
        match stmt {
            Stmt::Let { .. } => {}
            Stmt::For(l) if found.is_none() => found = Some(&**l),
            _ => return None,
        }
    }
    found
}

/// The ranges of the loops in a nest that the loops around them do not change, where they may be empty.
fn inner_ranges(l: &For) -> Vec<(Affine, Affine)> {
    let mut inside = BTreeSet::from([l.var]);
    let (mut ranges, mut body) = (Vec::new(), &l.body);
    while let Some(inner) = only_loop(body) {
        inside.extend(body.iter().filter_map(|stmt| match stmt {
            Stmt::Let { value, .. } => Some(*value),
            _ => None,
        }));
        let range = (inner.lo.clone(), inner.hi.clone());
        let outside = |poly: &Affine| poly.vars().iter().all(|value: &Value| !inside.contains(value));
        if outside(&range.0) && outside(&range.1) && is_open(&range) {
            ranges.push(range);
        }
        inside.insert(inner.var);
        body = &inner.body;
    }
    ranges
}

fn extent(lo: &Affine, hi: &Affine) -> Option<i64> {
    hi.sub(lo).as_constant()
}

/// Whether a range may have no value.
fn is_open((lo, hi): &(Affine, Affine)) -> bool {
    extent(lo, hi).is_none_or(|n| n <= 0)
}

/// `hi`, or `lo` where one of the ranges has no value.
fn unless_empty(b: &mut Builder, ranges: &[(Affine, Affine)], lo: &Affine, hi: &Affine) -> Affine {
    let tests = ranges.iter().map(|(lo, hi)| {
        let (lo, hi) = (b.index(lo, "lo"), b.index(hi, "hi"));
        b.compare(CmpOp::Lt, lo, hi, "some")
    });
    let tests: Vec<_> = tests.collect();
    let Some(all) = tests.into_iter().reduce(|x, y| b.binary(BinOp::And, x, y, "some")) else {
        return hi.clone();
    };
    let (lo, hi) = (b.index(lo, "lo"), b.index(hi, "hi"));
    poly_of(b.select(all, hi, lo, "rows"))
}
