//! Puts the bodies of functions in the place of their calls.
//!     func @g(%x: f64) -> (f64) { y = mul %x, %x; yield y }
//!     b = call @g [] (a)   =>   y' = mul a, a; b = copy y'
//! Callees come first, so no call is left; what is applied stays. A function that is not exported and was called is dropped.
//! Declines: nothing (only when the fuel is used up).

use std::collections::{BTreeMap, BTreeSet};

use base::{Id, IndexVec, Pass, PassCx, fault};

use crate::analysis::Renaming;
use crate::ir::{Block, FuncId, Function, Op, Operand, Program, Size, Stmt};
use crate::typing::{Vars, operand_size};
use crate::validate::callees_first;

/// Replaces every call.
pub const INLINE: Pass<Program> = Pass { name: "inline", run };

fn run(program: &mut Program, cx: &mut PassCx) {
    let Ok(order) = callees_first(program) else { base::bug!("calls go in a circle") };
    let mut called = BTreeSet::new();
    for id in order {
        let mut body = std::mem::take(&mut program.functions[id].body);
        let mut vars = std::mem::take(&mut program.functions[id].vars);
        let mut inline = Inline { functions: &program.functions, vars: &mut vars, called: &mut called, cx };
        inline.block(&mut body);
        program.functions[id].body = body;
        program.functions[id].vars = vars;
    }
    drop_unused(program, &called);
}

struct Inline<'a> {
    functions: &'a IndexVec<FuncId, Function>,
    vars: &'a mut Vars,
    called: &'a mut BTreeSet<FuncId>,
    cx: &'a mut PassCx,
}

impl Inline<'_> {
    fn block(&mut self, block: &mut Block) {
        let mut stmts = Vec::with_capacity(block.stmts.len());
        for mut stmt in std::mem::take(&mut block.stmts) {
            stmt.op.blocks_mut().into_iter().for_each(|block| self.block(block));
            match &stmt.op {
                Op::Call { function, sizes, args } if self.cx.spend() => {
                    self.called.insert(*function);
                    self.call(&mut stmts, &stmt, *function, sizes, args);
                }
                _ => stmts.push(stmt),
            }
        }
        block.stmts = stmts;
    }

    fn call(
        &mut self,
        stmts: &mut Vec<Stmt>,
        call: &Stmt,
        function: FuncId,
        sizes: &[Size],
        args: &[Operand],
    ) {
        let callee = &self.functions[function];
        let mut renaming = Renaming::new();
        for (&var, size) in callee.sizes.iter().zip(sizes) {
            let operand = match (size.as_var(), size.as_constant()) {
                (Some(var), _) => Operand::Var(*var),
                (_, Some(value)) => base::Scalar::i64(value).into(),
                _ => {
                    let value = self.vars.push(callee.vars[var].clone());
                    stmts.push(Stmt { outs: vec![value], op: Op::Size(size.clone()), span: call.span });
                    value.into()
                }
            };
            renaming.set_size(var, operand, size.clone());
        }
        let alike = callee.params.windows(2).all(|pair| callee.vars[pair[0]].ty == callee.vars[pair[1]].ty);
        let reversed: Vec<Operand> = args.iter().rev().copied().collect();
        let args = if alike && args.len() > 1 && fault!(ArgumentsReversed) { &reversed } else { args };
        for (&param, &arg) in callee.params.iter().zip(args) {
            if callee.vars[param].ty == crate::ir::Type::scalar(base::DType::I64) {
                renaming.set_size(param, arg, operand_size(&arg));
            } else {
                renaming.set(param, arg);
            }
        }
        let mut body = renaming.clone_block(&callee.body, Some(&callee.vars), self.vars);
        body.places_mut(&mut |span| *span = span.called_at(call.span));
        stmts.extend(body.stmts);
        for (&out, &result) in call.outs.iter().zip(&body.results) {
            stmts.push(Stmt { outs: vec![out], op: Op::Copy(result), span: call.span });
        }
    }
}

/// Drops functions that were called, are called no more and are not exported.
fn drop_unused(program: &mut Program, called: &BTreeSet<FuncId>) {
    let mut still = BTreeSet::new();
    for function in program.functions.iter() {
        find_calls(&function.body, &mut still);
    }
    let mut renumbered = BTreeMap::new();
    let mut kept = IndexVec::new();
    for (idx, function) in std::mem::take(&mut program.functions).iter().enumerate() {
        let id = FuncId::from_index(idx);
        if function.exported || still.contains(&id) || !called.contains(&id) {
            renumbered.insert(id, kept.push(function.clone()));
        }
    }
    for function in kept.iter_mut() {
        renumber_calls(&mut function.body, &renumbered);
    }
    program.functions = kept;
}

fn find_calls(block: &Block, calls: &mut BTreeSet<FuncId>) {
    for stmt in &block.stmts {
        if let Op::Call { function, .. } | Op::Apply { function, .. } = &stmt.op {
            calls.insert(*function);
        }
        stmt.op.blocks().into_iter().for_each(|block| find_calls(block, calls));
    }
}

fn renumber_calls(block: &mut Block, renumbered: &BTreeMap<FuncId, FuncId>) {
    for stmt in &mut block.stmts {
        if let Op::Call { function, .. } | Op::Apply { function, .. } = &mut stmt.op
            && let Some(new) = renumbered.get(function)
        {
            *function = *new;
        }
        stmt.op.blocks_mut().into_iter().for_each(|block| renumber_calls(block, renumbered));
    }
}
