//! Statements: control flow, registers, checks, storage.

use base::bug;
use inkwell::IntPredicate;
use inkwell::basic_block::BasicBlock;
use inkwell::values::{BasicValue, InstructionOpcode as Code, IntValue};
use loops::ir::{Affine, Block, Buffer, For, Operand, Register, Site, Stmt, Value};
use loops::visit;

use abi::RuntimeFunction;

use crate::builder::{Must, V, call_result, lanes_of};
use crate::function::{Function, Place, runs_serially};
use crate::pieces::Pieces;

impl<'c> Function<'_, 'c> {
    /// Compiles one statement.
    pub(crate) fn stmt(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::Let { value, op } => self.evaluate(*value, op),
            Stmt::Set { register, value, mask } => self.set(*register, *value, *mask),
            Stmt::Store { access, value, mask } => {
                let lanes = match access.lanes {
                    loops::ir::Lanes::Scalar => 1,
                    loops::ir::Lanes::Gather(offsets) => self.cx.kernel.values[offsets].ty.lanes,
                    _ => self.access_lanes(*value, *mask),
                };
                self.store(access, *value, *mask, lanes);
            }
            Stmt::For(each) if runs_serially(each.kind) => self.serial_for(each),
            Stmt::For(each) => self.parallel_for(each),
            Stmt::While { test, cond, body } => self.repeat_while(test, *cond, body),
            Stmt::If { cond, then, otherwise } => self.branch(*cond, then, otherwise),
            Stmt::Check { ok, mask, site, args } => self.check(*ok, *mask, *site, args),
            Stmt::Alloc { buffer, extent, site } => self.allocate(*buffer, extent, *site),
            Stmt::Swap(a, b) => self.swap(*a, *b),
            Stmt::Reduce(_) | Stmt::Scan(_) => {
                bug!("code generation takes programs without reductions and scans")
            }
        }
    }

    fn access_lanes(&self, value: Operand, mask: Option<Value>) -> u32 {
        let of_mask = mask.map_or(1, |mask| self.cx.kernel.values[mask].ty.lanes);
        self.lanes(value).max(of_mask)
    }

    fn set(&mut self, register: Register, value: Operand, mask: Option<Value>) {
        let lanes = self.register_type(register).lanes;
        let mut value = self.operand(value, lanes);
        if let Some(mask) = mask {
            let old = self.get_register(register);
            let masked = self.value(mask).into_iter().zip(value).zip(old);
            value = masked.map(|((mask, new), old)| self.build.select(mask, new, old)).collect();
        }
        self.set_register(register, &value);
    }

    fn serial_for(&mut self, each: &For) {
        self.locate(each.span);
        let lo = self.affine(&each.lo);
        let hi = self.affine(&each.hi);
        let never_empty = match (each.lo.as_constant(), each.hi.as_constant()) {
            (Some(lo), Some(hi)) if lo >= hi => return,
            (Some(_), Some(_)) => true,
            _ => false,
        };
        self.counted_loop(lo, hi, never_empty, |this, var| {
            this.define(each.var, vec![var.into()]);
            this.counters.push(each.var);
            this.inner_block(&each.body);
            this.counters.pop();
            this.locate(each.span);
        });
    }

    /// `for var in lo..hi`, tested at its end; a guard before it unless it is `never_empty`.
    pub(crate) fn counted_loop(
        &mut self,
        lo: IntValue<'c>,
        hi: IntValue<'c>,
        never_empty: bool,
        body: impl FnOnce(&mut Self, IntValue<'c>),
    ) {
        let (before, header, after, join) = (
            self.new_block("before"),
            self.new_block("loop"),
            self.new_block("after"),
            self.new_block("join"),
        );
        if never_empty {
            self.build.branch(before);
        } else {
            let some = self.build.icmp(IntPredicate::SLT, lo.into(), hi.into());
            self.build.branch_if(some, before, join);
        }
        self.build.position(before);
        self.build.branch(header);
        self.build.position(header);
        let counter = self.build.inner.build_phi(self.build.context.i64_type(), "").must();
        let var = counter.as_basic_value().into_int_value();
        self.depth += 1;
        body(self, var);
        self.depth -= 1;
        // The counter stays below `hi`, so that counting on cannot overflow.
        let next = self.build.inner.build_int_nsw_add(var, self.build.i64(1), "").must();
        let latch = self.build.current_block();
        counter.add_incoming(&[(&lo, before), (&next, latch)]);
        let again = self.build.icmp(IntPredicate::SLT, next.into(), hi.into());
        self.build.branch_if(again, header, after);
        self.build.position(after);
        self.build.branch(join);
        self.build.position(join);
    }

    fn repeat_while(&mut self, test: &Block, cond: Operand, body: &Block) {
        let (header, inside, after) =
            (self.new_block("while"), self.new_block("body"), self.new_block("after"));
        self.build.branch(header);
        self.build.position(header);
        self.depth += 1;
        self.inner_block(test);
        let again = self.scalar_operand(cond);
        self.build.branch_if(again, inside, after);
        self.build.position(inside);
        self.inner_block(body);
        self.build.branch(header);
        self.depth -= 1;
        self.build.position(after);
    }

    fn branch(&mut self, cond: Operand, then: &Block, otherwise: &Block) {
        let cond = self.scalar_operand(cond);
        let join = self.new_block("join");
        let block_for = |this: &Self, block: &Block, name| {
            if block.is_empty() { join } else { this.new_block(name) }
        };
        let (yes, no) = (block_for(self, then, "then"), block_for(self, otherwise, "else"));
        let branch = self.build.branch_if(cond, yes, no);
        // LLVM takes each loop to run many times, and would give all registers to the side that has loops in loops.
        let (few, many) = (depth(then), depth(otherwise));
        if few > 0 && many == few + 1 {
            self.build.weigh(branch, 1 << 5, 1);
        }
        for (start, block) in [(yes, then), (no, otherwise)] {
            if !block.is_empty() {
                self.build.position(start);
                self.inner_block(block);
                self.build.branch(join);
            }
        }
        self.build.position(join);
    }

    fn check(&mut self, ok: Operand, mask: Option<Value>, site: Site, args: &[Operand]) {
        self.locate(self.cx.kernel.sites[site].span);
        let lanes = self.access_lanes(ok, mask);
        let mut bad: Pieces = self.operand(ok, lanes).into_iter().map(|ok| self.build.not(ok)).collect();
        if let Some(mask) = mask {
            let both = bad.into_iter().zip(self.value(mask));
            bad = both.map(|(bad, mask)| self.build.binop(Code::And, bad, mask)).collect();
        }
        let (fail, go_on) = (self.new_block("fail"), self.new_block("checked"));
        self.build.branch_if_rarely(self.build.any(&bad), fail, go_on);
        self.build.position(fail);
        let lane = self.first_lane(self.build.join(&bad));
        let mut call: Vec<V> = vec![self.ctx.into(), self.cx.site(site).into()];
        for index in 0..4 {
            call.push(match args.get(index) {
                Some(&arg) => {
                    let arg = self.build.join(&self.operand(arg, self.lanes(arg)));
                    self.build.extract_at(arg, lane)
                }
                None => self.build.i64(0).into(),
            });
        }
        self.build.runtime_call(RuntimeFunction::Fail, &call);
        let status = self.build.i32(self.cx.kernel.sites[site].status as i32);
        self.build.inner.build_return(Some(&status)).must();
        self.build.position(go_on);
    }

    fn allocate(&mut self, buffer: Buffer, extent: &Affine, site: Option<Site>) {
        let size = self.cx.kernel.buffers[buffer].dtype.size();
        let (elements, overflow) = self.checked_affine(extent);
        let size = i64::try_from(size).must();
        // Too much to count in bytes is asked for as -1, which the runtime refuses.
        let limit = self.build.i64(i64::MAX / size).into();
        let beyond = self.build.icmp(IntPredicate::UGT, elements.into(), limit);
        let too_much = self.build.binop(Code::Or, overflow, beyond);
        let bytes = self.build.binop(Code::Mul, elements.into(), self.build.i64(size).into());
        let bytes = self.build.select(too_much, self.build.i64(-1).into(), bytes);
        let memory = self.build.runtime_call(RuntimeFunction::Alloc, &[self.ctx.into(), bytes]);
        let memory = call_result(memory).into_pointer_value();
        let (fail, go_on) = (self.new_block("nomemory"), self.new_block("allocated"));
        let is_null = self.build.inner.build_is_null(memory, "").must();
        self.build.branch_if_rarely(is_null.into(), fail, go_on);
        self.build.position(fail);
        let status = match site {
            Some(site) => {
                let zero: V = self.build.i64(0).into();
                let elements = self.build.select(overflow, self.build.i64(i64::MAX).into(), elements.into());
                let call = [self.ctx.into(), self.cx.site(site).into(), elements, zero, zero, zero];
                self.build.runtime_call(RuntimeFunction::Fail, &call);
                self.build.i32(self.cx.kernel.sites[site].status as i32).into()
            }
            None => call_result(self.build.runtime_call(RuntimeFunction::FailMemory, &[self.ctx.into()])),
        };
        self.build.inner.build_return(Some(&status)).must();
        self.build.position(go_on);
        self.place(buffer, memory);
    }

    fn swap(&mut self, a: Buffer, b: Buffer) {
        let (Place::Variable(a), Place::Variable(b)) = (self.place_of(a), self.place_of(b)) else {
            bug!("{a} and {b} are swapped but have no variables")
        };
        let ptr = self.build.ptr();
        let (first, second) = (self.build.load(ptr, a), self.build.load(ptr, b));
        self.build.store(a, second);
        self.build.store(b, first);
    }

    /// Returns `status` from the function unless it is 0; goes on otherwise.
    pub(crate) fn return_unless_zero(&mut self, status: V<'c>) {
        debug_assert_eq!(lanes_of(status), 1);
        let (fail, go_on): (BasicBlock, BasicBlock) = (self.new_block("failed"), self.new_block("done"));
        let failed = self.build.icmp(IntPredicate::NE, status, self.build.i32(0).into());
        self.build.branch_if_rarely(failed, fail, go_on);
        self.build.position(fail);
        let status: &dyn BasicValue = &status;
        self.build.inner.build_return(Some(status)).must();
        self.build.position(go_on);
    }
}

/// How deep loops stand in one another.
fn depth(block: &Block) -> u32 {
    let of_stmt = |stmt: &Stmt| {
        let inner = visit::blocks(stmt).into_iter().map(depth).max().unwrap_or(0);
        inner + u32::from(matches!(stmt, Stmt::For(_) | Stmt::While { .. }))
    };
    block.iter().map(of_stmt).max().unwrap_or(0)
}
