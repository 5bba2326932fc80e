//! Loops over rows whose lengths are known when they run: short rows had better be lanes than have them.
//!
//! ```text
//! for %i in 0..%n { sum over %k in %m of x[%i, %k] }
//!     =>
//! if %m <= 32 { for %i in 0..%n vector(16) { a chain of %m } } else { for %i in 0..%n { as before } }
//! ```
//!
//! A row of up to 32 elements is one chain in the language's order, so that the lanes of a vector would wait for one
//! another; the rows are independent. The same holds for scans, whose groups such rows do not fill.

use std::fmt;

use base::{CmpOp, Scalar};

use super::{Decider, count_contiguous};
use crate::Level;
use crate::build::Builder;
use crate::clone::Cloner;
use crate::ir::{Affine, Block, For, Length, LoopKind, Op, Plan, Stmt};

/// Leaves of a short row.
const SHORT: i64 = 32;
/// Statements of a leaf that may stand twice.
const LIGHT: usize = 12;

/// How a loop over short rows runs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Short {
    /// The rows' length.
    extent: Affine,
    /// How the loop runs where they are short.
    kind: LoopKind,
}

impl fmt::Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, ", where {} <= {SHORT}: {}", self.extent, self.kind)
    }
}

impl Decider<'_> {
    /// Whether the iterations of a loop are reductions or scans along rows of one length, and how it runs where that is small.
    pub(super) fn short(&mut self, l: &For) -> Option<Short> {
        // Little code: such machines are rare.
        if self.target.level == Level::V2 || self.obstacle(&l.body).is_some() {
            return None;
        }
        let plain = |stmt: &Stmt| matches!(stmt, Stmt::Let { .. } | Stmt::Check { .. });
        let (mut extent, mut lanes, mut along) = (None, u32::MAX, false);
        for stmt in &l.body {
            let (binders, body, leaf, takes_lanes) = match stmt {
                Stmt::Reduce(reduce) => {
                    (reduce.binders.as_slice(), &reduce.body, reduce.leaves[0], self.takes_lanes(reduce))
                }
                Stmt::Scan(scan) => {
                    let takes_lanes = self.scan_along(std::slice::from_ref(stmt), &l.var).is_some();
                    (std::slice::from_ref(&scan.binder), &scan.body, scan.leaves[0], takes_lanes)
                }
                Stmt::Store { .. } => continue,
                stmt if plain(stmt) => continue,
                _ => return None,
            };
            let [(binder, length)] = binders else { return None };
            let known = super::known(&self.scope, length) && length.as_constant().is_none();
            let same = extent.get_or_insert_with(|| length.clone()) == length;
            let light = body.len() <= LIGHT && body.iter().all(plain);
            if !known || !same || !light || !takes_lanes || !self.is_wide(body) {
                return None;
            }
            along |= count_contiguous(body, binder) > count_contiguous(body, &l.var);
            lanes = lanes.min(self.target.lanes(self.kernel.operand_ty(leaf).dtype));
        }
        let extent = extent.filter(|_| along && lanes > 1)?;
        let kind = self.with_remainder(&l.body, l.var, lanes);
        self.remark(l.span, format!("runs in {lanes} lanes where the rows have at most {SHORT} elements"));
        Some(Short { extent, kind })
    }

    /// Whether all elements that a block loads are so large that a CPU gathers them.
    pub(super) fn is_wide(&self, block: &Block) -> bool {
        let wide = |stmt: &Stmt| match stmt {
            Stmt::Let { op: Op::Load(access, _), .. } => self.kernel.buffers[access.buffer].dtype.size() >= 4,
            _ => true,
        };
        block.iter().all(wide)
    }
}

/// Puts a loop into the builder in both forms.
pub(super) fn emit(b: &mut Builder, mut l: For, short: &Short) {
    let original = vec![Stmt::For(Box::new(l.clone()))];
    let mut then = Cloner::default().block(&mut b.kernel, &original);
    for stmt in &mut then {
        if let Stmt::For(copy) = stmt {
            copy.kind = short.kind;
            know(&mut copy.body, Length::Short);
        }
    }
    know(&mut l.body, Length::Long);
    let length = b.index(&short.extent, "length");
    let few = b.compare(CmpOp::Le, length, Scalar::i64(SHORT).into(), "short");
    b.push(Stmt::If { cond: few, then, otherwise: vec![Stmt::For(Box::new(l))] });
}

/// Says how long the reductions of a block are; short ones, and short scans, have no lanes of their own.
fn know(block: &mut Block, length: Length) {
    for stmt in block {
        match stmt {
            Stmt::Reduce(reduce) => {
                reduce.length = length;
                if length == Length::Short {
                    (reduce.plan, reduce.strip) = (Plan::Serial, None);
                }
            }
            Stmt::Scan(scan) if length == Length::Short => scan.plan = Plan::Serial,
            _ => {}
        }
    }
}
