//! How a carried scalar becomes what it is after an iteration: itself, or itself combined with something independent.

use std::collections::BTreeMap;

use base::{BinOp, DType, UnOp, is_order_free};

use super::{Analysis, Code, size_of};
use crate::analysis::Renaming;
use crate::ir::{Block, Op, Operand, Size, Stmt, Type, Var};

/// What an iteration does to a carried scalar.
#[derive(Clone)]
pub(super) enum Step {
    /// Nothing.
    Same,
    /// Combines it with what [`Leaf`] says.
    Fold(BinOp, Leaf),
}

/// The code of a leaf.
#[derive(Clone)]
pub(super) enum Leaf {
    /// A value of the body.
    Value(Operand),
    /// A negated value.
    Negated(Operand),
    /// A part of a polynomial.
    Size(Size),
    /// Two, combined.
    Both(Box<Leaf>, Box<Leaf>),
    /// One of two, or nothing, by a value of the body.
    Choice(Operand, Option<Box<Leaf>>, Option<Box<Leaf>>),
    /// The same where the blocks have statements of their own.
    Branch(Operand, [Block; 2], [Option<Box<Leaf>>; 2]),
}

/// The steps of one carried variable.
pub(super) struct Chain<'a, 'b> {
    analysis: &'a Analysis<'b>,
    carried: Var,
    dtype: DType,
    /// The blocks around what is looked at, innermost last.
    scope: Vec<&'b Block>,
    /// How often the steps use the variable and what they make of it.
    pub(super) uses: Vec<Var>,
}

impl<'a, 'b> Chain<'a, 'b> {
    pub(super) fn new(analysis: &'a Analysis<'b>, carried: Var, dtype: DType) -> Self {
        Self { analysis, carried, dtype, scope: Vec::new(), uses: Vec::new() }
    }
    /// Whether nothing but the steps uses the variable.
    pub(super) fn is_alone(&self) -> bool {
        let mut counts = BTreeMap::new();
        self.uses.iter().for_each(|var| *counts.entry(*var).or_insert(0u32) += 1);
        counts.iter().all(|(var, count)| self.analysis.uses_of(*var) == *count)
    }

    /// What makes `value` of the carried variable.
    pub(super) fn step(&mut self, value: &Operand) -> Option<Step> {
        let var = value.var()?;
        self.uses.push(var);
        if var == self.carried {
            return Some(Step::Same);
        }
        let (stmt, out) = self.definition(value)?;
        let independent = |x: &Operand| self.analysis.independent(x);
        match &stmt.op {
            Op::Size(size) => {
                let mut inside = size.vars().into_iter().filter(|var| !independent(&(*var).into()));
                let from = inside.next()?;
                let (rest, factor) = size.linear_in(&from)?;
                if inside.next().is_some() || factor.as_constant() != Some(1) {
                    return None;
                }
                let before = self.step(&from.into())?;
                self.fold(before, BinOp::Add, Leaf::Size(rest))
            }
            Op::Binary(BinOp::Sub, a, b) if independent(b) && self.dtype.is_int() => {
                let before = self.step(a)?;
                self.fold(before, BinOp::Add, Leaf::Negated(*b))
            }
            Op::Binary(op, a, b) if independent(b) => {
                let before = self.step(a)?;
                self.fold(before, *op, Leaf::Value(*b))
            }
            Op::Binary(op, a, b) if independent(a) => {
                let before = self.step(b)?;
                self.fold(before, *op, Leaf::Value(*a))
            }
            Op::Select(cond, a, b) if independent(cond) => {
                let (a, b) = (self.step(a)?, self.step(b)?);
                either(a, b, |a, b| Leaf::Choice(*cond, a, b))
            }
            Op::If { cond, then, otherwise } if independent(cond) => {
                let mut side = |block: &'b Block| {
                    self.scope.push(block);
                    let step = self.step(&block.results[out]);
                    self.scope.pop();
                    Some((step?, self.own_part(block)))
                };
                let ((a, then), (b, otherwise)) = (side(then)?, side(otherwise)?);
                either(a, b, |a, b| Leaf::Branch(*cond, [then, otherwise], [a, b]))
            }
            _ => None,
        }
    }
    /// The statements of a block inside that do not depend on what is carried.
    fn own_part(&self, block: &Block) -> Block {
        let own = |stmt: &&Stmt| !self.analysis.depends(stmt);
        Block { stmts: block.stmts.iter().filter(own).cloned().collect(), results: Vec::new() }
    }
    fn definition(&self, operand: &Operand) -> Option<(&'b Stmt, usize)> {
        let var = operand.var()?;
        let inner = self.scope.iter().rev().find_map(|block| {
            block.stmts.iter().find_map(|stmt| Some((stmt, stmt.outs.iter().position(|out| *out == var)?)))
        });
        inner.or_else(|| self.analysis.definition(operand))
    }
    fn fold(&self, before: Step, op: BinOp, leaf: Leaf) -> Option<Step> {
        match before {
            _ if !is_order_free(op, self.dtype) => None,
            Step::Same => Some(Step::Fold(op, leaf)),
            Step::Fold(other, first) if other == op => {
                Some(Step::Fold(op, Leaf::Both(Box::new(first), Box::new(leaf))))
            }
            Step::Fold(..) => None,
        }
    }
}

/// One of two steps with the same operator.
fn either(a: Step, b: Step, join: impl FnOnce(Option<Box<Leaf>>, Option<Box<Leaf>>) -> Leaf) -> Option<Step> {
    Some(match (a, b) {
        (Step::Same, Step::Same) => Step::Same,
        (Step::Fold(op, a), Step::Same) => Step::Fold(op, join(Some(Box::new(a)), None)),
        (Step::Same, Step::Fold(op, b)) => Step::Fold(op, join(None, Some(Box::new(b)))),
        (Step::Fold(op, a), Step::Fold(other, b)) if op == other => {
            Step::Fold(op, join(Some(Box::new(a)), Some(Box::new(b))))
        }
        _ => return None,
    })
}

impl Leaf {
    /// Adds the leaf's code, in terms of what the body's variables have become.
    pub(super) fn emit(
        &self,
        code: &mut Code<'_>,
        renaming: &mut Renaming,
        op: BinOp,
        dtype: DType,
    ) -> Operand {
        let neutral = || Operand::Const(base::neutral(op, dtype));
        match self {
            Leaf::Value(value) => renaming.operand(*value),
            Leaf::Negated(value) => {
                let value = renaming.operand(*value);
                match dtype {
                    DType::I64 => code.size(size_of(&value).scale(-1), "negated"),
                    _ => code.define(dtype, "negated", Op::Unary(UnOp::Neg, value)),
                }
            }
            Leaf::Size(size) => code.size(renaming.size(size), "step"),
            Leaf::Both(a, b) => {
                let (a, b) = (a.emit(code, renaming, op, dtype), b.emit(code, renaming, op, dtype));
                code.join(op, a, b)
            }
            Leaf::Choice(cond, a, b) => {
                let cond = renaming.operand(*cond);
                let [a, b] = [a, b].map(|leaf| match leaf {
                    Some(leaf) => leaf.emit(code, renaming, op, dtype),
                    None => neutral(),
                });
                code.select(cond, a, b, "leaf")
            }
            Leaf::Branch(cond, blocks, leaves) => {
                let cond = renaming.operand(*cond);
                let mut sides = blocks.iter().zip(leaves).map(|(block, leaf)| {
                    let mut renaming = renaming.clone();
                    code.block(|code| {
                        for stmt in &block.stmts {
                            let copy = renaming.clone_stmt(stmt, None, code.vars);
                            code.stmts.push(copy);
                        }
                        vec![match leaf {
                            Some(leaf) => leaf.emit(code, &mut renaming, op, dtype),
                            None => neutral(),
                        }]
                    })
                });
                let (Some(then), Some(otherwise)) = (sides.next(), sides.next()) else {
                    base::bug!("a branch without sides")
                };
                drop(sides);
                let out = code.fresh(Type::scalar(dtype), "leaf");
                code.push(vec![out], Op::If { cond, then, otherwise });
                out.into()
            }
        }
    }
}
