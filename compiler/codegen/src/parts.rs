//! Kernels that are too long for one LLVM function: rows of statements become functions of their own.
//!
//! ```text
//! i32 part(ptr captures, ptr results, ptr ctx)
//! ```
//! LLVM takes more than twice as long for a function of twice the length, so the length of a function must have a
//! bound for the time to have one. Only programs that a machine has written are so long; others stay whole, since a part
//! passes what it reads and writes through memory.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use base::Id;
use inkwell::module::Linkage;
use inkwell::types::{BasicTypeEnum, StructType};
use inkwell::values::FunctionValue;
use loops::ir::{Affine, Kernel, Operand, Register, Stmt, Value};
use loops::map::{self, Mapper};
use loops::visit;

use crate::builder::{Must, V, call_result};
use crate::function::Function;
use crate::parallel::{Captures, members_of};
use crate::pieces::Pieces;
use crate::uses::{self, Uses};

/// Statements of a kernel that stays one function.
const LONG: usize = 6_000;
/// Statements after which a part ends.
const PART: usize = 1_200;
/// Statements that become a part where it must end, since behind it memory is placed.
const SHORT: usize = 60;
/// What the call of a part counts.
const CALL: usize = 20;
/// Loops and branches inside of each other, after which a part ends: what LLVM does for a nest grows with its square.
const DEEP: usize = 30;

/// Where a kernel is cut.
pub(crate) struct Parts {
    /// The rows of statements that become functions, by the place of their block in memory.
    rows: BTreeMap<*const Stmt, Vec<Range<usize>>>,
    mentions: Mentions,
}

/// How often each value and each register is mentioned.
struct Mentions {
    values: Vec<u32>,
    registers: Vec<u32>,
}

impl Mentions {
    fn of(block: &[Stmt], kernel: &Kernel) -> Mentions {
        let (values, registers) = (vec![0; kernel.values.len()], vec![0; kernel.registers.len()]);
        let mut mentions = Mentions { values, registers };
        // What the mapper gives back is the block as it was.
        map::block(&mut mentions, block);
        visit::registers(block, &mut |register, _| mentions.registers[register.index()] += 1);
        mentions
    }
}

impl Mapper for Mentions {
    fn define(&mut self, value: Value) -> Value {
        value
    }
    fn operand(&mut self, operand: Operand) -> Operand {
        if let Operand::Value(value) = operand {
            self.values[value.index()] += 1;
        }
        operand
    }
    fn poly(&mut self, poly: &Affine) -> Affine {
        poly.vars().into_iter().for_each(|value| self.values[value.index()] += 1);
        poly.clone()
    }
}

impl Parts {
    /// Of a kernel; none if it is short enough.
    pub(crate) fn of(kernel: &Kernel) -> Option<Parts> {
        (length(&kernel.body) > LONG || depth(&kernel.body) > DEEP).then(|| {
            let mentions = Mentions::of(&kernel.body, kernel);
            let mut parts = Parts { rows: BTreeMap::new(), mentions };
            parts.cut(&kernel.body);
            parts
        })
    }

    /// Cuts a block, from the inside out; what is left of its length and its depth.
    fn cut(&mut self, block: &[Stmt]) -> (usize, usize) {
        let (mut left, mut deepest, mut start, mut rows) = (0, 0, 0, Vec::new());
        // What was left at the start of the row.
        let mut before = 0;
        for (at, stmt) in block.iter().enumerate() {
            let inner = match stmt {
                // A condition is computed where it is tested.
                Stmt::While { test, body, .. } => {
                    let (own, (inner, depth)) = (length(test), self.cut(body));
                    (own + inner, depth + 1)
                }
                _ => visit::blocks(stmt)
                    .into_iter()
                    .map(|inner| self.cut(inner))
                    .fold((0, 0), |sum, (n, depth)| (sum.0 + n, sum.1.max(depth + 1))),
            };
            let stays = !may_move(stmt);
            if stays && left - before > SHORT {
                rows.push(start..at);
                (left, deepest) = (before + CALL, 0);
            }
            left += 1 + inner.0;
            deepest = deepest.max(inner.1);
            if stays {
                (start, before) = (at + 1, left);
            } else if left > PART || deepest > DEEP {
                rows.push(start..at + 1);
                (left, deepest, start, before) = (CALL, 0, at + 1, CALL);
            }
        }
        if !rows.is_empty() {
            self.rows.insert(block.as_ptr(), rows);
        }
        (left, deepest)
    }
}

fn depth(block: &[Stmt]) -> usize {
    let inner = |stmt| visit::blocks(stmt).into_iter().map(|inner| 1 + depth(inner)).max();
    block.iter().filter_map(inner).max().unwrap_or(0)
}

fn length(block: &[Stmt]) -> usize {
    let mut length = 0;
    visit::stmts(block, &mut |_| length += 1);
    length
}

/// Whether a statement may stand in another function than those after it: memory is placed for all of them.
fn may_move(stmt: &Stmt) -> bool {
    let mut places = matches!(stmt, Stmt::Alloc { .. });
    visit::stmts(std::slice::from_ref(stmt), &mut |inner| places |= matches!(inner, Stmt::Swap(..)));
    !places
}

/// What a part hands back, in the order of the struct's members.
struct Results<'c> {
    registers: Vec<Register>,
    /// With the number of their pieces.
    values: Vec<(Value, usize)>,
    ty: StructType<'c>,
}

impl<'c> Function<'_, 'c> {
    /// The statements of a block, some rows of them as parts.
    pub(crate) fn block_in_parts(&mut self, block: &[Stmt], parts: &Parts) {
        let rows = parts.rows.get(&block.as_ptr()).map_or(&[][..], Vec::as_slice);
        let mut next = 0;
        for row in rows {
            block[next..row.start].iter().for_each(|stmt| self.stmt(stmt));
            self.part(&block[row.clone()], parts);
            next = row.end;
        }
        block[next..].iter().for_each(|stmt| self.stmt(stmt));
    }

    fn part(&mut self, row: &[Stmt], parts: &Parts) {
        let (uses, inside) = (Uses::of(row), Mentions::of(row, self.cx.kernel));
        // Memory on the stack that only parts share stands in the caller too.
        let shared = self.cx.shared_stack.union(&uses::shared(row)).copied().collect();
        // A register that a loop carries is set in front of it, so one that nothing else mentions is the part's own.
        let passes = |register: &Register| {
            inside.registers[register.index()] < parts.mentions.registers[register.index()]
        };
        let is_result = |value: &Value| inside.values[value.index()] < parts.mentions.values[value.index()];
        let captures = Captures {
            registers: uses.get.union(&uses.set).copied().filter(passes).collect(),
            ..Captures::of(self.cx.kernel, &uses, None, &shared)
        };
        let set = uses.set.iter().copied().filter(passes).collect();
        let defined = uses.defined.iter().copied().filter(is_result).collect();
        let members = self.members(&captures);
        let types: Vec<BasicTypeEnum> = members.iter().map(V::get_type).collect();
        let given = self.build.context.struct_type(&types, false);
        let (function, results) = self.part_function(row, &captures, given, (set, defined));

        let (frame, back) = (self.variable(given, 0), self.variable(results.ty, 0));
        for (index, member) in members.into_iter().enumerate() {
            self.build.store(self.build.member(given, frame, index), member);
        }
        let args = [frame.into(), back.into(), self.ctx.into()];
        let status = call_result(self.build.call(function, &args));
        self.return_unless_zero(status);
        let mut member = members_of(self.build, results.ty, back, 0);
        for &register in &results.registers {
            let count = self.pieces_of(self.register_type(register));
            let is: Pieces = (0..count).map(|_| member()).collect();
            self.set_register(register, &is);
        }
        for &(value, count) in &results.values {
            let is = (0..count).map(|_| member()).collect();
            self.define(value, is);
        }
    }

    /// The row as a function; the place where instructions go stays where it is.
    fn part_function(
        &self,
        row: &[Stmt],
        captures: &Captures,
        given: StructType<'c>,
        (set, defined): (Vec<Register>, BTreeSet<Value>),
    ) -> (FunctionValue<'c>, Results<'c>) {
        let build = self.build;
        let here = build.current_block();
        let ptr = build.ptr();
        let signature = build.context.i32_type().fn_type(&[ptr.into(); 3], false);
        let symbol = format!("{}.part{}", self.cx.symbol, self.cx.next_number());
        let function = build.module.add_function(&symbol, signature, Some(Linkage::Internal));
        let location = self.cx.module.debug.and_then(|_| build.inner.get_current_debug_location());
        let param = |index| function.get_nth_param(index).must().into_pointer_value();

        let mut inner = Function::new(self.cx, function, param(2));
        inner.depth = self.depth;
        inner.counters.clone_from(&self.counters);
        inner.falling.clone_from(&self.falling);
        inner.unpack(captures, given, param(0), 0);
        // What is inside of the row has been cut already.
        row.iter().for_each(|stmt| inner.stmt(stmt));
        let mut members: Pieces = set.iter().flat_map(|&register| inner.get_register(register)).collect();
        let values = defined.into_iter().map(|value| {
            let pieces = inner.value(value);
            members.extend(&pieces);
            (value, pieces.len())
        });
        let values = values.collect();
        let types: Vec<BasicTypeEnum> = members.iter().map(V::get_type).collect();
        let ty = build.context.struct_type(&types, false);
        for (index, member) in members.into_iter().enumerate() {
            build.store(build.member(ty, param(1), index), member);
        }
        inner.finish();

        build.position(here);
        if let Some(location) = location {
            build.inner.set_current_debug_location(location);
        }
        (function, Results { registers: set, values, ty })
    }
}
