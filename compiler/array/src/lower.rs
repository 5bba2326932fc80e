//! From the typed program to the array IR.
//!
//! Every function is translated by itself; `var`s become values in static single assignment, lifting becomes
//! `Build`s, slices and gathers become element accesses under a `Build`, and the checks that the language asks for
//! become explicit. Trees of elementwise operations over one frame become one `Build`; all other fusion is left to the
//! passes.
//!
//! The program that comes out is the meaning of the source: its evaluator decides which calls fail.

mod apply;
mod complex;
mod context;
mod delayed;
mod expr;
mod fits;
mod flow;
mod ragged;
mod reduce;
mod selection;
mod stmt;
mod update;

use std::collections::BTreeMap;

use base::{DType, Id};
use check::typed;

use crate::FunctionBuilder;
use crate::ir::{FuncId, Function, Op, Operand, Program, Size, Type, Var};
use context::Lower;

/// Translates a checked program. Function `k` of the module becomes function `k` of the program, except that an
/// entry point on scalars becomes a function on cells there and its lifted version follows after all others.
#[must_use]
pub fn lower(module: &typed::Module) -> Program {
    let source = module;
    let split = complex::split(module);
    let module = split.as_ref().unwrap_or(module);
    let mut program = Program::default();
    for function in module.functions.iter() {
        program.functions.push(lower_function(module, function));
    }
    for (id, function) in module.functions.iter_ids() {
        if is_lifted(function) {
            let cell = FuncId::from_index(id.index());
            let frame = lift(&source.functions[id], cell, &program.functions[cell]);
            program.functions.push(frame);
        }
    }
    program
}

/// Whether an entry point is compiled over one frame dimension: everything is scalar, there is at least one
/// parameter, and none is updated or stands in a `where`. The boundary's `Instance::has_frame` says the same.
fn is_lifted(function: &typed::Function) -> bool {
    let scalar = |id: &typed::LocalId| function.locals[*id].ty.rank() == 0;
    function.exported
        && !function.params.is_empty()
        && function.inout.is_empty()
        && function.sizes.is_empty()
        && function.constraints.iter().all(|c| c.lhs.vars().is_empty() && c.rhs.vars().is_empty())
        && function.params.iter().all(scalar)
        && function.results.iter().all(|result| result.ty.rank() == 0)
}

fn lower_function(module: &typed::Module, source: &typed::Function) -> Function {
    let mut cx = Lower::new(module, source);
    let sizes = source.sizes.iter().map(|size| cx.define(size.local)).collect();
    let params = define_params(&mut cx, source);
    for size in &source.sizes {
        // A `where` may have made another polynomial of the extent; the size is bound where it stood alone.
        let extent = cx.size(&typed::Size::var(size.local));
        cx.b.vars[params[size.param]].ty.shape[size.axis] = extent;
    }
    let nonnegative = cx.find_facts(&params);
    let mut results: Vec<Type> = source.results.iter().map(|result| cx.ty(&result.ty)).collect();
    for (result, &param) in results.iter_mut().rev().zip(source.inout.iter().rev()) {
        result.clone_from(&cx.b.vars[params[param]].ty);
    }
    cx.results = results.clone();
    let mut values = cx.lower_body(&source.body);
    for (value, ty) in values.iter_mut().zip(&results) {
        *value = cx.retype(*value, ty);
    }
    let (vars, body) = cx.b.finish(values);
    let lifted = is_lifted(source);
    Function {
        name: if lifted { format!("{}.cell", source.name) } else { source.name.clone() },
        exported: source.exported && !lifted,
        frame: false,
        sizes,
        params,
        nonnegative,
        inout: if source.exported { source.inout.clone() } else { Vec::new() },
        results,
        vars,
        body,
        span: source.span,
    }
}

/// Variables for the parameters; scalars first, since extents may mention them.
fn define_params(cx: &mut Lower<'_>, source: &typed::Function) -> Vec<Var> {
    let mut defined = BTreeMap::new();
    for is_array in [false, true] {
        for &param in &source.params {
            if (source.locals[param].ty.rank() > 0) == is_array {
                defined.insert(param, cx.define(param));
            }
        }
    }
    source.params.iter().map(|param| defined[param]).collect()
}

/// The function that applies the function `cell` of scalars, which `source` has become, at every point of a frame.
/// Complex scalars lie there with both parts side by side.
fn lift(source: &typed::Function, cell: FuncId, callee: &Function) -> Function {
    let mut b = FunctionBuilder::new();
    b.span = callee.span;
    let frame = b.fresh_scalar(DType::I64, "frame");
    let over_frame = |dtype: DType| {
        let parts = dtype.is_complex().then(|| Size::constant(2));
        Type { dtype: dtype.part(), shape: [Size::var(frame)].into_iter().chain(parts).collect() }
    };
    let is_complex = |ty: &typed::Type| ty.dtype.is_complex();
    let mut params = Vec::new();
    for param in &source.params {
        let local = &source.locals[*param];
        params.push((b.fresh(over_frame(local.ty.dtype), local.name.clone()), *param, is_complex(&local.ty)));
    }
    let results = b.build(&[("cell", Size::var(frame))], |b, at| {
        let mut args = Vec::new();
        for &(param, local, complex) in &params {
            let parts = if complex { vec![vec![0], vec![1]] } else { vec![vec![]] };
            for part in parts {
                let part = part.into_iter().map(|k| Operand::Const(base::Scalar::i64(k)));
                let indices = [at[0].into()].into_iter().chain(part).collect();
                args.push(b.element_named(param, indices, &source.locals[local].name));
            }
        }
        let mut values = b.call(cell, callee, Vec::new(), args).into_iter().map(Operand::Var);
        let mut cells = Vec::new();
        for result in &source.results {
            let n_parts = if is_complex(&result.ty) { 2 } else { 1 };
            let elements: Vec<Operand> = values.by_ref().take(n_parts).collect();
            cells.push(match elements[..] {
                [scalar] => scalar,
                _ => {
                    let dtype = result.ty.dtype.part();
                    b.emit_one(Op::Literal { dtype, shape: vec![2], elements }, "parts").into()
                }
            });
        }
        cells
    });
    let (vars, body) = b.finish(results.into_iter().map(Operand::Var).collect());
    Function {
        name: source.name.clone(),
        exported: true,
        frame: true,
        sizes: vec![frame],
        params: params.into_iter().map(|(param, ..)| param).collect(),
        nonnegative: Vec::new(),
        inout: Vec::new(),
        results: source.results.iter().map(|result| over_frame(result.ty.dtype)).collect(),
        vars,
        body,
        span: callee.span,
    }
}
