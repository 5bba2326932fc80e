//! Drops what nobody needs: statements that cannot fail and whose results are not used, and single results of builds,
//! branches and loops.

use base::{Id, fault};

use crate::analysis::{endless, fallible, for_each_own_use};
use crate::ir::{Block, Function, Loop, Op, Operand, Stmt, Var};
use crate::typing::Vars;

/// Drops dead code in the whole function.
pub(crate) fn remove_dead(function: &mut Function) {
    let mut body = std::mem::take(&mut function.body);
    let mut dead = Dead { vars: &function.vars, live: vec![false; function.vars.len()] };
    dead.block(&mut body);
    function.body = body;
}

struct Dead<'a> {
    vars: &'a Vars,
    live: Vec<bool>,
}

impl Dead<'_> {
    fn mark(&mut self, var: Var) {
        self.live[var.index()] = true;
    }
    fn is_live(&self, var: Var) -> bool {
        self.live[var.index()]
    }
    fn mark_type(&mut self, var: Var) {
        for size in &self.vars[var].ty.shape {
            size.vars().into_iter().for_each(|var| self.live[var.index()] = true);
        }
    }

    /// A block all of whose results are needed.
    fn block(&mut self, block: &mut Block) {
        block.results.iter().filter_map(|result| result.var()).for_each(|var| self.mark(var));
        let mut kept = Vec::with_capacity(block.stmts.len());
        for mut stmt in std::mem::take(&mut block.stmts).into_iter().rev() {
            let needed = stmt.outs.iter().any(|&out| self.is_live(out));
            if needed || (fallible(&stmt.op, self.vars) && !fault!(FallibleDropped)) || endless(&stmt.op) {
                self.stmt(&mut stmt);
                kept.push(stmt);
            }
        }
        kept.reverse();
        block.stmts = kept;
    }

    fn stmt(&mut self, stmt: &mut Stmt) {
        self.narrow(stmt);
        for &out in &stmt.outs {
            self.mark_type(out);
        }
        for_each_own_use(&stmt.op, &mut |var| self.live[var.index()] = true);
        if let Op::Loop(l) = &stmt.op {
            l.carried.iter().for_each(|(var, _)| self.mark_type(*var));
        }
        // In reverse: what stands later in the operation is read first.
        stmt.op.blocks_mut().into_iter().rev().for_each(|block| self.block(block));
    }

    /// Drops results that are not used.
    fn narrow(&mut self, stmt: &mut Stmt) {
        let used: Vec<bool> = stmt.outs.iter().map(|&out| self.is_live(out)).collect();
        if used.iter().all(|&used| used) {
            return;
        }
        match &mut stmt.op {
            Op::Build { body, .. } => retain(&mut body.results, &used),
            Op::If { then, otherwise, .. } => {
                retain(&mut then.results, &used);
                retain(&mut otherwise.results, &used);
            }
            Op::Loop(l) => return self.narrow_loop(l, &mut stmt.outs, &used),
            _ => return,
        }
        retain(&mut stmt.outs, &used);
    }

    /// A carried variable goes if its result is not used and nothing but its own new value reads it.
    fn narrow_loop(&self, l: &mut Loop, outs: &mut Vec<Var>, used: &[bool]) {
        let skip = usize::from(l.breaks);
        let mut needed = used.to_vec();
        loop {
            let read = reads(l, &needed, self.vars);
            let before = needed.clone();
            for (idx, (var, _)) in l.carried.iter().enumerate() {
                needed[idx] |= read[var.index()];
            }
            if needed == before {
                break;
            }
        }
        retain(&mut l.carried, &needed);
        retain(outs, &needed);
        let results: Vec<bool> = std::iter::repeat_n(true, skip).chain(needed).collect();
        retain(&mut l.body.results, &results);
    }
}

/// The variables that a loop reads if only the carried values in `needed` are computed.
fn reads(l: &Loop, needed: &[bool], vars: &Vars) -> Vec<bool> {
    let mut dead = Dead { vars, live: vec![false; vars.len()] };
    let skip = usize::from(l.breaks);
    for (idx, (var, _)) in l.carried.iter().enumerate() {
        if needed[idx] {
            dead.mark_type(*var);
        }
    }
    let results = l.body.results.iter().enumerate();
    let results = results.filter(|(idx, _)| *idx < skip || needed[*idx - skip]);
    let results: Vec<Operand> = results.map(|(_, result)| *result).collect();
    dead.read(&l.body, &results);
    if let Some(cond) = &l.cond {
        dead.read(cond, &cond.results);
    }
    dead.live
}

impl Dead<'_> {
    /// Marks what a block reads for some results, without changing it.
    fn read(&mut self, block: &Block, results: &[Operand]) {
        results.iter().filter_map(|result| result.var()).for_each(|var| self.mark(var));
        for stmt in block.stmts.iter().rev() {
            let needed = stmt.outs.iter().any(|&out| self.is_live(out));
            if !needed && !fallible(&stmt.op, self.vars) && !endless(&stmt.op) {
                continue;
            }
            stmt.outs.iter().for_each(|&out| self.mark_type(out));
            for_each_own_use(&stmt.op, &mut |var| self.live[var.index()] = true);
            stmt.op.blocks().into_iter().rev().for_each(|block| self.read(block, &block.results));
        }
    }
}

fn retain<T>(items: &mut Vec<T>, keep: &[bool]) {
    let mut keep = keep.iter();
    items.retain(|_| keep.next().copied().unwrap_or(true));
}
