//! Carries a schedule out: marks loops and reductions, cuts loops that run on threads.

use base::{BinOp, PassCx, Poly, Scalar, Span, fault};

use super::{Choice, KernelSchedule, Part, Schedule, pack, short, tile};
use crate::build::{Builder, constant, poly_of};
use crate::ir::{Affine, Block, For, Kernel, LoopKind, Program, Stmt, Value};
use crate::visit;

/// Rows of a part that is tiled, about: as many at all levels, whatever the rows of a tile.
const TILED_ROWS: u32 = 96;

impl Schedule {
    /// Marks and cuts the loops of the program that the schedule was made for.
    pub fn apply(&self, program: &mut Program, cx: &mut PassCx) {
        cx.enter(super::NAME);
        for (kernel, schedule) in program.kernels.iter_mut().zip(&self.kernels) {
            let mut taken = std::mem::replace(kernel, Kernel::new("", Span::none()));
            let body = std::mem::take(&mut taken.body);
            let mut builder = Builder::new(taken);
            block(&mut builder, schedule, body, &mut Vec::new());
            *kernel = builder.finish();
            schedule.remarks.iter().for_each(|(span, text)| cx.remark(*span, text.clone()));
        }
    }
}

fn block(b: &mut Builder, schedule: &KernelSchedule, stmts: Block, around: &mut Vec<Value>) {
    for mut stmt in stmts {
        match &mut stmt {
            Stmt::Reduce(reduce) => {
                reduce.plan = schedule.reductions.get(&reduce.results[0]).copied().unwrap_or_default();
                reduce.strip = schedule.strips.get(&reduce.results[0]).copied();
            }
            Stmt::Scan(scan) => scan.plan = schedule.scans.get(&scan.binder.0).copied().unwrap_or_default(),
            _ => {}
        }
        let vars = around.len();
        if let Stmt::For(l) = &stmt {
            around.push(l.var);
        }
        for inner in visit::blocks_mut(&mut stmt) {
            let taken = std::mem::take(inner);
            b.open();
            block(b, schedule, taken, around);
            *inner = b.close();
        }
        around.truncate(vars);
        match stmt {
            Stmt::For(l) => for_loop(b, schedule.loops.get(&l.var), *l, around),
            stmt => b.push(stmt),
        }
    }
}

/// `around`: the variables of the loops around it.
fn for_loop(b: &mut Builder, choice: Option<&Choice>, mut l: For, around: &[Value]) {
    let Some(choice) = choice else {
        b.push(Stmt::For(Box::new(l)));
        return;
    };
    l.kind = choice.kind;
    let Some(parts) = &choice.parts else {
        one_part(b, choice, l, around);
        return;
    };
    let whole = match (choice.rows, l.kind) {
        // Several tiles use what one has brought into the cache.
        (Some(rows), _) => i64::from(TILED_ROWS.next_multiple_of(rows)),
        (None, kind) => kind.lanes().map_or(1, i64::from),
    };
    let size = part_size(b, parts, whole);
    let extent = l.hi.sub(&l.lo);
    let count = if fault!(LastPartDropped) {
        extent.floor_div(&size)
    } else {
        extent.add(&size).sub(&constant(1)).floor_div(&size)
    };
    let count = b.settle(&count, "parts");
    b.for_loop((constant(0), count), LoopKind::Parallel { grain: 1 }, ("part", l.span), |b, part| {
        let start = l.lo.add(&Poly::var(part).mul(&size));
        let start = b.settle(&start, "start");
        let (end, hi) = (b.index(&start.add(&size), "end"), b.index(&l.hi, "hi"));
        let end = if fault!(LastPartTooLong) { end } else { b.binary(BinOp::Min, end, hi, "end") };
        one_part(b, choice, For { lo: start, hi: poly_of(end), ..l }, around);
    });
}

fn one_part(b: &mut Builder, choice: &Choice, l: For, around: &[Value]) {
    match choice.rows {
        Some(rows) => tile::emit(b, &l, rows, around),
        None => match &choice.short {
            Some(known) => short::emit(b, l, known),
            None => whole(b, l),
        },
    }
}

fn whole(b: &mut Builder, mut l: For) {
    if l.kind.lanes().is_some() {
        pack::within(b, &mut l);
    }
    b.push(Stmt::For(Box::new(l)));
}

/// Iterations of a part: whole vectors or tiles, so that only the last part has a remainder.
fn part_size(b: &mut Builder, parts: &Part, whole: i64) -> Affine {
    let round = |size: Affine| {
        let count = size.add(&constant(whole - 1)).floor_div(&constant(whole));
        count.scale(whole)
    };
    let (work, part) = match parts {
        Part::Constant(n) => return round(constant(*n)),
        Part::ByWork(work, part) => (work, *part),
    };
    let work = b.index(work, "work");
    let work = b.binary(BinOp::Max, work, Scalar::i64(1).into(), "work");
    let size = b.binary(BinOp::FloorDiv, Scalar::i64(part).into(), work, "part");
    let size = b.binary(BinOp::Max, size, Scalar::i64(1).into(), "part");
    b.settle(&round(poly_of(size)), "part")
}
