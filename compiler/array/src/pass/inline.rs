//! Puts the bodies of functions in the place of their calls.
//!     func @g(%x: f64) -> (f64) { y = mul %x, %x; yield y }
//!     b = call @g [] (a)   =>   y' = mul a, a; b = copy y'
//! No call is left; what is applied stays. A body is copied from the function as it was written, and the calls in the copy
//! are replaced there: so each copy that is made is one that is needed. A function that nothing calls any more and that is not
//! exported is dropped.
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
    let called = called(program);
    for id in order {
        // The others are dropped in the end, if nothing keeps a call.
        if called.contains(&id) && !program.functions[id].exported {
            continue;
        }
        let mut body = std::mem::take(&mut program.functions[id].body);
        let mut vars = std::mem::take(&mut program.functions[id].vars);
        let mut inline = Inline { functions: &program.functions, vars: &mut vars, cx };
        inline.block(&mut body);
        program.functions[id].body = body;
        program.functions[id].vars = vars;
    }
    drop_unused(program, &called);
}

/// The functions that are called, but for those that are applied somewhere.
fn called(program: &Program) -> BTreeSet<FuncId> {
    let (mut called, mut applied) = (BTreeSet::new(), BTreeSet::new());
    for function in program.functions.iter() {
        find(&function.body, &mut |op| {
            if let Op::Call { function, .. } = op {
                called.insert(*function);
            }
            if let Op::Apply { function, .. } = op {
                applied.insert(*function);
            }
        });
    }
    called.retain(|function| !applied.contains(function));
    called
}

fn find(block: &Block, seen: &mut dyn FnMut(&Op)) {
    for stmt in &block.stmts {
        seen(&stmt.op);
        stmt.op.blocks().into_iter().for_each(|block| find(block, seen));
    }
}

struct Inline<'a> {
    functions: &'a IndexVec<FuncId, Function>,
    vars: &'a mut Vars,
    cx: &'a mut PassCx,
}

impl Inline<'_> {
    fn block(&mut self, block: &mut Block) {
        let mut stmts = Vec::with_capacity(block.stmts.len());
        for mut stmt in std::mem::take(&mut block.stmts) {
            stmt.op.blocks_mut().into_iter().for_each(|block| self.block(block));
            match &stmt.op {
                Op::Call { function, sizes, args } if self.cx.spend() => {
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
        self.block(&mut body);
        body.places_mut(&mut |span| *span = span.called_at(call.span));
        stmts.extend(body.stmts);
        for (&out, &result) in call.outs.iter().zip(&body.results) {
            stmts.push(Stmt { outs: vec![out], op: Op::Copy(result), span: call.span });
        }
    }
}

/// Drops functions that were called and that nothing which stays calls any more.
fn drop_unused(program: &mut Program, called: &BTreeSet<FuncId>) {
    let ids = (0..program.functions.len()).map(FuncId::from_index);
    let mut left: Vec<FuncId> =
        ids.filter(|id| program.functions[*id].exported || !called.contains(id)).collect();
    let mut stays: BTreeSet<FuncId> = left.iter().copied().collect();
    while let Some(id) = left.pop() {
        find(&program.functions[id].body, &mut |op| {
            if let Op::Call { function, .. } | Op::Apply { function, .. } = op
                && stays.insert(*function)
            {
                left.push(*function);
            }
        });
    }
    let mut renumbered = BTreeMap::new();
    let mut kept = IndexVec::new();
    for (idx, function) in std::mem::take(&mut program.functions).iter().enumerate() {
        let id = FuncId::from_index(idx);
        if stays.contains(&id) {
            renumbered.insert(id, kept.push(function.clone()));
        }
    }
    for function in kept.iter_mut() {
        renumber_calls(&mut function.body, &renumbered);
    }
    program.functions = kept;
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
