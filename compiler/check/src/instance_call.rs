//! A call of a chosen instance: sizes bound, shapes compared, lifting written out.

use std::rc::Rc;

use abi::Status;
use base::{CmpOp, Code, DType, Diagnostic, Span};
use syntax::ast;

use crate::body::{FnCx, Special};
use crate::call::Given;
use crate::function_value::{FnValue, Further};
use crate::header::{Header, HeaderParam, instantiate};
use crate::lift::{Lifted, apply_over};
use crate::overload::in_caller;
use crate::program::DefId;
use crate::sizes;
use crate::typed::{Apply, Expr, ExprKind, FunctionId, LocalId, Op, Operand, Size, StmtKind, Type};
use crate::values::{Kind, Val};

impl FnCx<'_, '_> {
    pub(crate) fn call_instance(
        &mut self,
        def: DefId,
        header: &Rc<Header>,
        dtypes: Vec<DType>,
        (args, functions): (Vec<Given>, Vec<FnValue>),
        axis: Option<&ast::Expr>,
        span: Span,
    ) -> Val {
        let mut values = Vec::new();
        let updated: Vec<LocalId> = args.iter().filter_map(|arg| arg.inout).collect();
        for (Given { val, inout, .. }, param) in args.into_iter().zip(&header.params) {
            let dtype = instantiate(param.dtype, &dtypes);
            if inout.is_some() && val.kind() != Some(Kind::Known(dtype)) {
                self.update_widens(&val, dtype, param);
                return Val::Error;
            }
            values.push(self.coerce(val, dtype, "the parameter has this type"));
        }
        let Some(mut values) = values.into_iter().collect::<Option<Vec<Expr>>>() else { return Val::Error };
        let moved = match axis {
            Some(axis) => match self.move_axis(header, &mut values, axis, span) {
                Some(moved) => Some(moved),
                None => return Val::Error,
            },
            None => None,
        };
        let Some(sizes) = self.bind_sizes(header, &mut values) else { return Val::Error };
        if !self.shapes_fit(def, header, &sizes, &values) || !self.constraints_hold(header, &sizes, span) {
            return Val::Error;
        }
        let cores = values.into_iter().zip(&header.params).map(|(value, param)| (value, param.rank));
        let Some(lifted) = self.lift(cores.collect()) else { return Val::Error };
        if !self.updates_all_cells(header, &lifted) {
            return Val::Error;
        }
        let mut further = Further::new(self, header, &sizes);
        let Some(function) = self.instance_for(def, header, &dtypes, &functions, &mut further, span) else {
            return Val::Error;
        };
        self.calls.push((function, span));
        let types = self.result_types(header, &dtypes, &sizes, &lifted.frame);
        let of_sizes = (0..header.sizes.len()).map(|j| sizes[header.params.len() + j].clone());
        let of_sizes = of_sizes.map(|size| size.unwrap_or_else(|| Size::constant(0)));
        let op = Op::Call { function, sizes: of_sizes.chain(further.sizes).collect() };
        let further = further.args.into_iter().map(|value| Operand { value, frame: Vec::new() });
        let args = lifted.operands.into_iter().chain(further).collect();
        let apply = Apply { op, frame: lifted.frame, args };
        let call = Expr { kind: ExprKind::Apply(Box::new(apply)), types, span };
        let mut vals = self.spread_all(call, &header.result_form);
        if let Some(axis) = moved {
            vals = move_back(vals, header, axis);
        }
        self.assign_updated(&updated, vals.split_off(header.results.len()), span);
        let mut vals = vals.into_iter().map(|val| self.ranked(val)).collect::<Vec<_>>();
        if vals.iter().any(|val| matches!(val, Val::Error)) {
            return Val::Error;
        }
        header.result_form.filled(&mut vals.drain(..)).value(span)
    }

    /// The callee: with function arguments an instance of this call alone.
    fn instance_for(
        &mut self,
        def: DefId,
        header: &Rc<Header>,
        dtypes: &[DType],
        functions: &[FnValue],
        further: &mut Further,
        span: Span,
    ) -> Option<FunctionId> {
        if functions.is_empty() {
            return Some(self.program.instance(def, header, dtypes.to_vec()));
        }
        let functions = functions.iter().map(|function| further.function(self, function)).collect();
        let extra = std::mem::take(&mut further.extra);
        let special = Special { extra, functions, body: None, owner: Some(self.id) };
        self.program.special_instance(def, header, dtypes.to_vec(), special, span)
    }

    /// The types of a call's results, and behind them of what it updates.
    fn result_types(
        &self,
        header: &Header,
        dtypes: &[DType],
        sizes: &[Option<Size>],
        frame: &[Size],
    ) -> Vec<Type> {
        let results = header.results.iter().map(|result| (result.dtype, &result.shape));
        let after = header.inout().map(|i| (header.params[i].dtype, &header.params[i].shape));
        let types = results.chain(after).map(|(dtype, shape)| {
            let core = shape.iter().map(|size| self.norm(&in_caller(size, sizes)));
            Type { dtype: instantiate(dtype, dtypes), shape: frame.iter().cloned().chain(core).collect() }
        });
        types.collect()
    }

    /// Gives the `var`s that the call updates their new values.
    fn assign_updated(&mut self, updated: &[LocalId], vals: Vec<Val>, span: Span) {
        for (&local, val) in updated.iter().zip(vals) {
            if let Val::Expr(mut value) = val {
                value.types = vec![self.locals[local].ty.clone()];
                self.push_stmt(StmtKind::Assign { local, value }, span);
            }
        }
    }

    fn update_widens(&mut self, val: &Val, dtype: DType, param: &HeaderParam) {
        let Val::Expr(value) = val else { return };
        let found = self.type_text(value.ty());
        let message = format!("`{}` is `{dtype}`, the `var` is `{found}`", param.name.text);
        let error = Diagnostic::error(Code::E0307, message)
            .primary(value.span, "what is updated has exactly the parameter's type")
            .secondary(param.span, "declared here");
        self.error(error);
    }

    /// Whether each argument that is updated has every loop dimension: cells that share it would update it several times.
    fn updates_all_cells(&mut self, header: &Header, lifted: &Lifted) -> bool {
        for i in header.inout() {
            let operand = &lifted.operands[i];
            if operand.frame.len() == lifted.frame.len() && operand.frame.iter().all(Option::is_some) {
                continue;
            }
            let (found, frame) = (self.type_text(operand.value.ty()), self.shape_text(&lifted.frame));
            let message = format!(
                "`{}` is updated once, the call is made for {frame} cells",
                header.params[i].name.text
            );
            let error = Diagnostic::error(Code::E0307, message)
                .primary(operand.value.span, format!("this is `{found}`"))
                .note("what a call updates needs every loop dimension: write a `loop` over the cells");
            self.error(error);
            return false;
        }
        true
    }

    /// Moves the axis into the core of each argument that has it, for a function whose parameters and results have at most
    /// one core dimension each. Their extents may differ: `concat(x, y, axis = 0)`.
    fn move_axis(
        &mut self,
        header: &Header,
        values: &mut [Expr],
        axis: &ast::Expr,
        span: Span,
    ) -> Option<usize> {
        if !works_along_an_axis(header) {
            let error = Diagnostic::error(Code::E0206, "`axis` is for functions of one axis")
                .primary(span, "the function that fits takes several axes at once, or none")
                .note("for each row write `for i: f(x[i])`, for each column `for j: f(x[:, j])`; arrays side by side along a last axis are `for i, j: [x[i, j], y[i, j]]`");
            self.error(error);
            return None;
        }
        let rank = values.iter().map(|value| value.ty().rank()).max().unwrap_or(0);
        let axis = self.constant_axis(axis, rank)?;
        for (value, param) in values.iter_mut().zip(&header.params) {
            let own = value.ty().rank();
            if param.rank == 0 || own <= axis {
                continue;
            }
            let mut axes: Vec<usize> = (0..own).collect();
            let moved = axes.remove(axis);
            axes.push(moved);
            *value = permute(value.clone(), axes);
        }
        Some(axis)
    }

    /// The callee's locals that are sizes, in the caller's terms.
    fn bind_sizes(&mut self, header: &Header, values: &mut [Expr]) -> Option<Vec<Option<Size>>> {
        let mut sizes: Vec<Option<Size>> = vec![None; header.params.len() + header.sizes.len()];
        for (i, param) in header.params.iter().enumerate() {
            if !param.in_sizes {
                continue;
            }
            if values[i].ty().rank() > 0 {
                let error = Diagnostic::error(Code::E0215, format!("`{}` cannot be lifted", param.name.text))
                    .primary(values[i].span, format!("this is `{}`", self.type_text(values[i].ty())))
                    .secondary(param.span, "stands in sizes, so it has one value");
                self.error(error);
                return None;
            }
            let size = self.bind_size(values[i].clone(), &param.name.text);
            values[i] = Expr { kind: ExprKind::Size(size.clone()), ..values[i].clone() };
            sizes[i] = Some(size);
        }
        for (j, size) in header.sizes.iter().enumerate() {
            let shape = &values[size.param].ty().shape;
            let core = shape.len() - header.params[size.param].rank;
            sizes[header.params.len() + j] = Some(self.norm(&shape[core + size.axis]));
        }
        Some(sizes)
    }

    /// Compares the core dimensions of the arguments with those of the parameters.
    fn shapes_fit(&mut self, def: DefId, header: &Header, sizes: &[Option<Size>], values: &[Expr]) -> bool {
        let mut fit = true;
        for (param, value) in header.params.iter().zip(values) {
            let core = &value.ty().shape[value.ty().rank() - param.rank..];
            let needed: Vec<Size> = param.shape.iter().map(|size| in_caller(size, sizes)).collect();
            if self.same_shape(core, &needed) {
                continue;
            }
            fit = false;
            let function = self.program.defs[def].function;
            let (needed_text, found) = (self.shape_text(&needed), self.shape_text(core));
            let message =
                format!("`{}` of `{}` needs {needed_text}, has {found}", param.name.text, function.name.text);
            let error = Diagnostic::error(Code::E0200, message)
                .primary(value.span, format!("this is `{}`", self.type_text(value.ty())))
                .secondary(param.span, "declared here");
            let error = self.explain_sizes(error, &[core, &needed]);
            let error =
                if value.ty().rank() == param.rank { self.offer_shape(error, value, &needed) } else { error };
            self.error(error);
        }
        fit
    }

    /// Checks what the callee's `where` says: now where that is known, otherwise by an assertion before the call.
    fn constraints_hold(&mut self, header: &Header, sizes: &[Option<Size>], span: Span) -> bool {
        let mut fine = true;
        for constraint in &header.constraints {
            let lhs = self.norm(&in_caller(&constraint.lhs, sizes));
            let rhs = self.norm(&in_caller(&constraint.rhs, sizes));
            let text = self.program.source_text(constraint.span);
            // Of sides that differ by a number the larger one may wrap.
            let plain = lhs == rhs || (lhs.as_constant().is_some() && rhs.as_constant().is_some());
            match sizes::holds(constraint.op, &lhs, &rhs) {
                Some(true) if plain => {}
                Some(false) => {
                    fine = false;
                    let (lhs, rhs) = (self.size_text(&lhs), self.size_text(&rhs));
                    let error = Diagnostic::error(Code::E0214, format!("this call breaks `where {text}`"))
                        .primary(span, format!("the sides are `{lhs}` and `{rhs}`"))
                        .secondary(constraint.span, "required here");
                    self.error(error);
                }
                _ => {
                    let side = |size: &Size| {
                        Expr::new(ExprKind::Size(size.clone()), Type::scalar(DType::I64), constraint.span)
                    };
                    let args = [side(&lhs), side(&rhs)].map(|value| Operand { value, frame: Vec::new() });
                    let op = Op::Compare(constraint.op);
                    let cond = apply_over(op, Vec::new(), args.into(), DType::Bool, span);
                    self.push_stmt(StmtKind::Assert { cond, message: text, status: Status::Assert }, span);
                    if constraint.op == CmpOp::Eq {
                        self.learn_equal(&lhs, &rhs);
                    }
                }
            }
        }
        fine
    }
}

/// Puts the core dimension of each result back where the axis was.
fn move_back(vals: Vec<Val>, header: &Header, axis: usize) -> Vec<Val> {
    let back = |val: Val, core: usize| match val {
        Val::Expr(expr) if core > 0 && expr.ty().rank() > axis => {
            let rank = expr.ty().rank();
            let mut axes: Vec<usize> = (0..rank - 1).collect();
            axes.insert(axis, rank - 1);
            Val::Expr(permute(expr, axes))
        }
        val => val,
    };
    let results = header.results.iter().map(|result| result.shape.len());
    let cores = results.chain(header.inout().map(|i| header.params[i].rank));
    vals.into_iter().zip(cores).map(|(val, core)| back(val, core)).collect()
}

/// The array with its axes in another order.
pub(crate) fn permute(value: Expr, axes: Vec<usize>) -> Expr {
    if axes.iter().enumerate().all(|(i, &axis)| i == axis) {
        return value;
    }
    let shape = axes.iter().map(|&axis| value.ty().shape[axis].clone()).collect();
    let (ty, span) = (Type { dtype: value.ty().dtype, shape }, value.span);
    Expr::new(ExprKind::Permute { value: Box::new(value), axes }, ty, span)
}

/// Whether `axis` may be given: some parameters have one core dimension, and neither parameters nor results have several.
pub(crate) fn works_along_an_axis(header: &Header) -> bool {
    header.params.iter().all(|p| p.rank <= 1)
        && header.params.iter().any(|p| p.rank == 1)
        && header.results.iter().all(|r| r.shape.len() <= 1)
}
