//! What makes arrays: builds, updates, literals, scans; and reductions.

use std::collections::BTreeSet;

use abi::Status;
use array::ir::{Binder, Block, Form, Op as Source, Reducer as SourceReducer, Size, Stmt as SourceStmt, Var};
use base::{BinOp, Poly, Scalar, fault};

use super::access::View;
use super::block::Scope;
use super::{Binding, Lowerer, usage};
use crate::build::{constant, poly_of};
use crate::ir::{
    Access, Affine, Block as LoopBlock, Length, LoopKind, Operand, Plan, Reduce, Reducer, Register, Scan,
    Stmt, Ty, Value,
};

impl Lowerer<'_> {
    pub(super) fn build(&mut self, scope: &Scope<'_>, stmt: &SourceStmt, binders: &[Binder], body: &Block) {
        let views: Vec<View> = stmt.outs.iter().map(|out| self.destination(scope, *out)).collect();
        self.build_rows(stmt, binders, body, views, None);
    }

    /// A build into `views`; of the first axis only the indices in a range, if one is given.
    pub(super) fn build_rows(
        &mut self,
        stmt: &SourceStmt,
        binders: &[Binder],
        body: &Block,
        views: Vec<View>,
        rows: Option<(Affine, Affine)>,
    ) {
        let dests = views.clone();
        self.domain((binders, rows), LoopKind::Independent, &mut |lowerer, indices| {
            let parts: Vec<Option<View>> = dests.iter().map(|view| Some(view.part(indices))).collect();
            let values = lowerer.block(body, &parts, &BTreeSet::new());
            for (value, view) in values.into_iter().zip(&dests) {
                if let Binding::Scalar(operand, _) = value {
                    lowerer.write(view, indices, operand);
                }
            }
        });
        for (out, view) in stmt.outs.iter().zip(views) {
            self.bindings.insert(*out, Binding::Array(view));
        }
    }

    pub(super) fn update(&mut self, scope: &Scope<'_>, at: usize, stmt: &SourceStmt) {
        let Source::Update { array, binders, body, op, checked, distinct, .. } = &stmt.op else { return };
        let old = self.view(*array);
        let in_place = old.owned && scope.consumes(at, *array) && !usage::is_hazardous(&stmt.op);
        let new = if in_place { old.clone() } else { self.destination(scope, stmt.outs[0]) };
        let region = if in_place { None } else { self.region(&stmt.op) };
        match &region {
            _ if in_place || self.prefilled.contains(&stmt.outs[0]) => {}
            Some(region) => self.copy_around(&old, &new, region),
            None => self.copy(&old, &new),
        }
        // What is not copied is written once: until then its element stands in the old array.
        let elements = if region.is_some() { old } else { new.clone() };
        let kind =
            if *distinct || fault!(ScatterIndependent) { LoopKind::Independent } else { LoopKind::Serial };
        let target = new.clone();
        self.domain((binders, None), kind, &mut |lowerer, _| {
            let values = lowerer.block(body, &[], &BTreeSet::new());
            let mut scalars = values.into_iter().map(|value| match value {
                Binding::Scalar(operand, poly) => (operand, poly),
                Binding::Array(_) => base::bug!("an update by an array"),
            });
            let rank = target.shape.len();
            let indices: Vec<Affine> =
                scalars.by_ref().take(rank).map(|(operand, poly)| poly.unwrap_or(poly_of(operand))).collect();
            let Some((mut value, _)) = scalars.next() else { base::bug!("an update without a value") };
            lowerer.check_indices(*array, &indices, &target.shape, checked);
            if let Some(op) = op {
                let element = lowerer.builder.load(elements.buffer, elements.at(&indices), "element");
                value = lowerer.builder.binary(*op, element.into(), value, "combined");
            }
            lowerer.write(&target, &indices, value);
        });
        self.bindings.insert(stmt.outs[0], Binding::Array(new));
    }

    /// The part of its array that an update writes.
    fn region(&self, update: &Source) -> Option<Vec<(Affine, Affine)>> {
        let bound = |(first, extent): (Size, Size)| (self.size(&first), self.size(&extent));
        Some(usage::region(update)?.into_iter().map(bound).collect())
    }

    pub(super) fn literal(&mut self, scope: &Scope<'_>, stmt: &SourceStmt) {
        let Source::Literal { dtype, shape, elements } = &stmt.op else { return };
        let shape: Vec<Affine> = shape.iter().map(|extent| constant(*extent)).collect();
        let operands: Vec<Operand> = elements.iter().map(|element| self.operand(element)).collect();
        let constants: Vec<Scalar> = operands
            .iter()
            .filter_map(|operand| match operand {
                Operand::Const(scalar) => Some(*scalar),
                Operand::Value(_) => None,
            })
            .collect();
        let wanted = self.wanted(scope, stmt.outs[0]).is_some();
        if constants.len() == operands.len() && !wanted && !constants.is_empty() {
            let view = self.constant_array(constants, *dtype, shape);
            self.bindings.insert(stmt.outs[0], Binding::Array(view));
            return;
        }
        let dest = self.destination(scope, stmt.outs[0]);
        let strides = super::access::row_major(&shape);
        for (flat, operand) in operands.into_iter().enumerate() {
            let mut rest = i64::try_from(flat).unwrap_or(i64::MAX);
            let mut indices = Vec::new();
            for stride in &strides {
                let stride = stride.as_constant().unwrap_or(1).max(1);
                indices.push(constant(rest / stride));
                rest %= stride;
            }
            self.write(&dest, &indices, operand);
        }
        self.bindings.insert(stmt.outs[0], Binding::Array(dest));
    }

    /// Binds the binders of a reduction or scan and lowers the leaves.
    fn leaves(
        &mut self,
        binders: &[Binder],
        body: &Block,
    ) -> (Vec<(Value, Affine)>, LoopBlock, Vec<Operand>) {
        let mut vars = Vec::new();
        for binder in binders {
            let size = self.size(&binder.extent);
            let extent = self.builder.settle(&size, "extent");
            let name = self.function.vars[binder.var].name.clone();
            let var = self.loop_var(&name, size);
            self.bindings.insert(binder.var, Binding::Scalar(var.into(), Some(Poly::var(var))));
            vars.push((var, extent));
        }
        self.builder.open();
        let leaves = self.scalars(body);
        (vars, self.builder.close(), leaves)
    }
    fn scalars(&mut self, body: &Block) -> Vec<Operand> {
        let values = self.block(body, &[], &BTreeSet::new());
        let scalar = |value| match value {
            Binding::Scalar(operand, _) => operand,
            Binding::Array(_) => base::bug!("an array where a scalar is needed"),
        };
        values.into_iter().map(scalar).collect()
    }

    fn reducer(&mut self, reducer: &SourceReducer) -> Reducer {
        match reducer {
            SourceReducer::Op(op) => Reducer::Op(*op),
            SourceReducer::SumOfProducts => Reducer::SumOfProducts,
            SourceReducer::ArgMin => Reducer::ArgMin,
            SourceReducer::ArgMax => Reducer::ArgMax,
            SourceReducer::User { init, combine } => {
                let init = init.iter().map(|operand| self.operand(operand)).collect();
                let values: Vec<Value> =
                    combine.params.iter().map(|param| self.lambda_param(*param)).collect();
                let (left, right) = values.split_at(values.len() / 2);
                self.builder.open();
                let result = self.scalars(&combine.body);
                let body = self.builder.close();
                Reducer::User { init, left: left.to_vec(), right: right.to_vec(), body, result }
            }
        }
    }
    fn lambda_param(&mut self, param: Var) -> Value {
        let info = &self.function.vars[param];
        let value = self.builder.kernel.fresh(Ty::scalar(info.ty.dtype), &*info.name);
        self.bind_scalar(param, value.into());
        value
    }

    pub(super) fn reduce(&mut self, stmt: &SourceStmt) {
        let Source::Reduce { binders, body, reducer, form } = &stmt.op else { return };
        let (binders, body, leaves) = self.leaves(binders, body);
        let needs_one = matches!(
            reducer,
            SourceReducer::Op(BinOp::Min | BinOp::Max) | SourceReducer::ArgMin | SourceReducer::ArgMax
        );
        let empty = needs_one.then(|| {
            let message = "the smallest or largest of no elements";
            self.builder.site(Status::Shape, message, stmt.span)
        });
        let reducer = self.reducer(reducer);
        let results: Vec<Register> = stmt.outs.iter().map(|out| self.register_of(*out)).collect();
        let array_form = *form == Form::Array;
        let reduce = Reduce {
            results: results.clone(),
            into: None,
            binders,
            body,
            leaves,
            reducer,
            array_form,
            plan: Plan::Serial,
            strip: None,
            length: Length::default(),
            empty,
            span: stmt.span,
        };
        self.builder.push(Stmt::Reduce(Box::new(reduce)));
        for (out, register) in stmt.outs.iter().zip(results) {
            let value = self.builder.get(register);
            self.bind_scalar(*out, value.into());
        }
    }
    pub(super) fn register_of(&mut self, var: Var) -> Register {
        let info = &self.function.vars[var];
        self.builder.register(info.ty.dtype, &info.name)
    }

    pub(super) fn scan(&mut self, scope: &Scope<'_>, stmt: &SourceStmt) {
        let Source::Scan { binder, body, reducer } = &stmt.op else { return };
        let views: Vec<View> = stmt.outs.iter().map(|out| self.destination(scope, *out)).collect();
        let (mut binders, body, leaves) = self.leaves(std::slice::from_ref(binder), body);
        let Some(binder) = binders.pop() else { return };
        let reducer = self.reducer(reducer);
        let outputs = views.iter().map(|view| Access::scalar(view.buffer, view.at(&[Poly::var(binder.0)])));
        let scan = Scan {
            outputs: outputs.collect(),
            binder,
            body,
            leaves,
            reducer,
            plan: Plan::Serial,
            span: stmt.span,
        };
        self.builder.push(Stmt::Scan(Box::new(scan)));
        for (out, view) in stmt.outs.iter().zip(views) {
            self.bindings.insert(*out, Binding::Array(view));
        }
    }
}
