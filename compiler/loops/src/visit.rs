//! Walks over statements.

use crate::ir::{Block, Buffer, Op, Reducer, Register, Stmt};

/// The blocks directly inside a statement.
#[must_use]
pub fn blocks(stmt: &Stmt) -> Vec<&Block> {
    match stmt {
        Stmt::For(l) => vec![&l.body],
        Stmt::While { test, body, .. } => vec![test, body],
        Stmt::If { then, otherwise, .. } => vec![then, otherwise],
        Stmt::Reduce(reduce) => with_combine(&reduce.body, &reduce.reducer),
        Stmt::Scan(scan) => with_combine(&scan.body, &scan.reducer),
        _ => Vec::new(),
    }
}

fn with_combine<'a>(body: &'a Block, reducer: &'a Reducer) -> Vec<&'a Block> {
    match reducer {
        Reducer::User { body: combine, .. } => vec![body, combine],
        _ => vec![body],
    }
}

/// The blocks directly inside a statement, mutable.
pub fn blocks_mut(stmt: &mut Stmt) -> Vec<&mut Block> {
    let (body, reducer) = match stmt {
        Stmt::For(l) => return vec![&mut l.body],
        Stmt::While { test, body, .. } => return vec![test, body],
        Stmt::If { then, otherwise, .. } => return vec![then, otherwise],
        Stmt::Reduce(reduce) => (&mut reduce.body, &mut reduce.reducer),
        Stmt::Scan(scan) => (&mut scan.body, &mut scan.reducer),
        _ => return Vec::new(),
    };
    match reducer {
        Reducer::User { body: combine, .. } => vec![body, combine],
        _ => vec![body],
    }
}

/// Calls `see` for every statement, those inside after the one they are in.
pub fn stmts<'a>(block: &'a [Stmt], see: &mut impl FnMut(&'a Stmt)) {
    for stmt in block {
        see(stmt);
        for inner in blocks(stmt) {
            stmts(inner, see);
        }
    }
}

/// Calls `see` for every mention of a register, with whether it is set there.
pub fn registers(block: &[Stmt], see: &mut impl FnMut(Register, bool)) {
    stmts(block, &mut |stmt| match stmt {
        Stmt::Let { op: Op::Get(register), .. } => see(*register, false),
        Stmt::Set { register, .. } => see(*register, true),
        Stmt::Reduce(reduce) => reduce.results.iter().for_each(|register| see(*register, true)),
        _ => {}
    });
}

/// Calls `see` for every mention of a buffer.
pub fn buffers(block: &Block, see: &mut impl FnMut(Buffer)) {
    stmts(block, &mut |stmt| match stmt {
        Stmt::Let { op: Op::Load(access, _) | Op::Lead(access, _), .. } | Stmt::Store { access, .. } => {
            see(access.buffer)
        }
        Stmt::Alloc { buffer, .. } => see(*buffer),
        Stmt::Swap(a, b) => {
            see(*a);
            see(*b);
        }
        Stmt::Reduce(reduce) => reduce.into.into_iter().for_each(&mut *see),
        Stmt::Scan(scan) => scan.outputs.iter().for_each(|access| see(access.buffer)),
        _ => {}
    });
}
