//! Which scans run in lanes.
//!
//! A scan on its own does, in the lanes of its groups. One inside a loop has a lane for each iteration, unless its elements are
//! neighbours along itself and not along the loop: rows of a matrix, which lanes across them would gather and scatter. See
//! `short` for rows that turn out to be short; where there are no lanes across those, all are lanes across rows.

use base::Span;

use super::{Decider, Place, count_contiguous, has_loop, is_along};
use crate::Level;
use crate::ir::{Plan, Reducer, Scan, Stmt, Value};
use crate::visit;

impl Decider<'_> {
    /// Decides for a scan.
    pub(super) fn scan(&mut self, scan: &Scan, place: Place) {
        let lanes = !place.lanes
            && matches!(scan.reducer, Reducer::Op(_))
            && !has_loop(&scan.body)
            && self.obstacle(&scan.body).is_none()
            && self.reduction_along(&scan.body, None).is_none();
        let plan = if lanes { Plan::Lanes } else { Plan::Serial };
        self.out.scans.insert(scan.binder.0, plan);
        self.block(&scan.body, Place { lanes: place.lanes || lanes, ..place });
    }
    /// A scan in the block that reads and stores along itself and not along `var`: where it is.
    pub(super) fn scan_along(&self, block: &[Stmt], var: &Value) -> Option<Span> {
        let mut found = None;
        if self.target.level == Level::V2 {
            return found;
        }
        visit::stmts(block, &mut |stmt| {
            let Stmt::Scan(scan) = stmt else { return };
            let (binder, extent) = &scan.binder;
            let short = extent.as_constant().is_some_and(|n| n <= 32);
            let stores = |value: &Value| scan.outputs.iter().filter(|access| is_along(access, value)).count();
            let along = |value: &Value| count_contiguous(&scan.body, value) + stores(value);
            let takes_lanes = matches!(scan.reducer, Reducer::Op(_)) && self.is_wide(&scan.body);
            if !short && takes_lanes && along(binder) > along(var) {
                found = Some(scan.span);
            }
        });
        found
    }
}
