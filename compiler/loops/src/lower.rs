//! Array IR to loop IR at stage scalar: loops and storage, nothing scheduled yet.
//!
//! Every exported function becomes a kernel. An array variable becomes a buffer with strides; a result is computed
//! where it is wanted (destination passing), an update happens in place where its array is a temporary that nobody
//! reads afterwards, and what a loop carries is double-buffered where an iteration reads what it replaces.
//! Calls have been inlined before.

mod access;
mod arrays;
mod block;
mod border;
mod carried;
mod edge;
mod flow;
mod scalar;
mod strips;
mod total;
mod usage;

use std::collections::{BTreeMap, BTreeSet};

use array::analysis::{Sizes, Total};
use array::ir::{self as source, Function, Var};
use base::{DType, Poly, Span};

use crate::build::{Builder, constant, poly_of};
use crate::ir::{Affine, Buffer, FuncId, Kernel, Operand, Param, Program, Storage, Ty, Value};

pub(crate) use access::{View, fixed_strides};
use border::{Probe, Range};

/// The kernels of all exported functions, and the functions that are applied.
#[must_use]
pub fn lower(program: &source::Program) -> Program {
    let mut lowered = Program::default();
    let mut applied = BTreeMap::new();
    let total = Total::of(program);
    for id in array::validate::callees_first(program).unwrap_or_default() {
        let function = &program.functions[id];
        // One with several results was inlined wherever it was called.
        if !function.exported && function.results.len() == 1 && total.size(id).is_some() {
            let code = Lowerer::new(function, &applied).total();
            applied.insert(id, lowered.functions.push(code));
        }
    }
    let exported = program.functions.iter().filter(|function| function.exported);
    lowered.kernels = exported.map(|function| Lowerer::new(function, &applied).kernel()).collect();
    lowered
}

/// What a variable of the array IR is here.
#[derive(Clone, Debug)]
enum Binding {
    /// A scalar; an `i64` has its polynomial.
    Scalar(Operand, Option<Affine>),
    /// An array in memory.
    Array(View),
}

struct Lowerer<'a> {
    function: &'a Function,
    /// The functions that can be applied.
    applied: &'a BTreeMap<source::FuncId, FuncId>,
    /// Its sizes as polynomials.
    sizes: Sizes,
    builder: Builder,
    bindings: BTreeMap<Var, Binding>,
    ranges: BTreeMap<Value, Range>,
    /// The innermost loop, while it is asked what its borders are.
    probe: Option<Probe>,
    /// Values that are known to be small, on a part of a loop that was chosen by them.
    small: BTreeSet<Value>,
    /// The memory of the parameters that are updated in place.
    inout: BTreeSet<Buffer>,
    /// Results of updates whose destination has the old elements already.
    prefilled: BTreeSet<Var>,
    /// Arrays that stand in memory already, by an earlier statement that made them with their axes in another order.
    turned: BTreeMap<Var, View>,
    span: Span,
}

impl<'a> Lowerer<'a> {
    fn new(function: &'a Function, applied: &'a BTreeMap<source::FuncId, FuncId>) -> Self {
        Self {
            function,
            applied,
            sizes: Sizes::of(function),
            builder: Builder::new(Kernel::new(&*function.name, function.span)),
            bindings: BTreeMap::new(),
            ranges: BTreeMap::new(),
            probe: None,
            small: BTreeSet::new(),
            inout: BTreeSet::new(),
            prefilled: BTreeSet::new(),
            turned: BTreeMap::new(),
            span: function.span,
        }
    }
    fn kernel(mut self) -> Kernel {
        let results = self.params();
        let dests: Vec<_> =
            results.iter().map(|view| (!view.shape.is_empty()).then(|| view.clone())).collect();
        let is_array = |var: &Var| matches!(self.bindings.get(var), Some(Binding::Array(_)));
        let updated = self.function.inout.iter().map(|&i| self.function.params[i]);
        let inout: BTreeSet<Var> = updated.filter(is_array).collect();
        let values = self.block(&self.function.body, &dests, &inout);
        for (value, view) in values.into_iter().zip(results) {
            if let Binding::Scalar(operand, _) = value {
                self.builder.store(view.buffer, view.offset, operand);
            }
        }
        self.builder.finish()
    }
}

impl Lowerer<'_> {
    /// Declares parameters and results in the order of the slots; gives where the results go.
    fn params(&mut self) -> Vec<View> {
        if self.function.frame {
            let extent = self.builder.kernel.fresh(Ty::scalar(DType::I64), "frame");
            self.builder.kernel.params.push(Param::Frame(extent));
            for size in &self.function.sizes {
                self.bind_index(*size, Poly::var(extent));
            }
        }
        for (i, param) in self.function.params.iter().enumerate() {
            let info = self.function.vars[*param].clone();
            if info.ty.shape.is_empty() {
                let value = self.scalar_param(&info, self.function.inout.contains(&i));
                self.bind_scalar(*param, value.into());
            }
        }
        // Scalars may be sizes, so they come first here; the slots keep the order of declaration.
        let scalars = std::mem::take(&mut self.builder.kernel.params);
        let (mut scalars, mut params) = (scalars.into_iter().peekable(), Vec::new());
        params.extend(scalars.next_if(|param| matches!(param, Param::Frame(_))));
        let mut updated = Vec::new();
        for (i, param) in self.function.params.iter().enumerate() {
            let info = self.function.vars[*param].clone();
            if info.ty.shape.is_empty() {
                let declared = scalars.next();
                if let Some(Param::ScalarPlace(buffer)) = declared {
                    updated.push(View {
                        buffer,
                        offset: constant(0),
                        strides: vec![],
                        shape: vec![],
                        owned: true,
                    });
                }
                params.extend(declared);
                continue;
            }
            let inout = self.function.inout.contains(&i);
            let storage = if inout { Storage::Output } else { Storage::Input };
            let (declared, view) = self.array_param(&info.ty, storage, &info.name);
            params.push(declared);
            if inout {
                self.inout.insert(view.buffer);
                updated.push(view.clone());
            }
            self.bindings.insert(*param, Binding::Array(view));
        }
        let mut results = Vec::new();
        let n_own = self.function.results.len() - updated.len();
        for (i, ty) in self.function.results[..n_own].iter().enumerate() {
            let name = format!("out{i}");
            let (declared, view) = self.array_param(ty, Storage::Output, &name);
            params.push(declared);
            results.push(view);
        }
        self.builder.kernel.params = params;
        results.extend(updated);
        results
    }

    /// A number: its value, or what lies in the caller's memory where it is updated.
    fn scalar_param(&mut self, info: &source::VarInfo, inout: bool) -> Value {
        if inout {
            let (declared, view) = self.array_param(&info.ty, Storage::Output, &info.name);
            self.builder.kernel.params.push(declared);
            return self.builder.load(view.buffer, view.offset, &info.name);
        }
        let value = self.builder.kernel.fresh(Ty::scalar(info.ty.dtype), &*info.name);
        self.builder.kernel.params.push(Param::Scalar(value));
        value
    }

    /// An array in the caller's memory; binds the sizes that stand alone in its shape and are not bound yet.
    fn array_param(&mut self, ty: &source::Type, storage: Storage, name: &str) -> (Param, View) {
        let buffer = self.builder.buffer(ty.dtype, storage.clone(), name);
        let owned = storage == Storage::Output;
        if ty.shape.is_empty() {
            let view = View { buffer, offset: constant(0), strides: vec![], shape: vec![], owned };
            return (Param::ScalarPlace(buffer), view);
        }
        if self.function.frame {
            let shape = ty.shape.iter().map(|size| self.size(size)).collect();
            let strides = fixed_strides(&ty.shape).into_iter().flatten().map(constant).collect();
            let view = View { buffer, offset: constant(0), strides, shape, owned };
            return (Param::FrameArray(buffer), view);
        }
        let index = Ty::scalar(DType::I64);
        let (mut extents, mut strides) = (Vec::new(), Vec::new());
        for (axis, size) in ty.shape.iter().enumerate() {
            let extent = self.builder.kernel.fresh(index, format!("{name}_n{axis}"));
            if let Some(var) = size.as_var()
                && !self.bindings.contains_key(var)
            {
                self.builder.kernel.values[extent].name = self.function.vars[*var].name.clone();
                self.bind_index(*var, Poly::var(extent));
            }
            extents.push(extent);
            strides.push(self.builder.kernel.fresh(index, format!("{name}_s{axis}")));
        }
        let fixed = fixed_strides(&ty.shape).into_iter().zip(&strides);
        let view_strides = fixed.map(|(fixed, stride)| fixed.map_or(Poly::var(*stride), constant)).collect();
        // Sizes inside larger expressions are bound by later parameters; extents say the same at once.
        let shape = extents.iter().zip(&ty.shape);
        let shape = shape.map(|(extent, size)| self.known_size(size).unwrap_or_else(|| Poly::var(*extent)));
        let view = View { buffer, offset: constant(0), strides: view_strides, shape: shape.collect(), owned };
        (Param::Array { buffer, extents, strides }, view)
    }

    fn bind_index(&mut self, var: Var, poly: Affine) {
        let operand = match (poly.as_constant(), poly.as_var()) {
            (Some(value), _) => base::Scalar::i64(value).into(),
            (_, Some(value)) => Operand::Value(*value),
            _ => self.builder.index(&poly, &self.function.vars[var].name),
        };
        self.bindings.insert(var, Binding::Scalar(operand, Some(poly)));
    }
    fn bind_scalar(&mut self, var: Var, operand: Operand) {
        let index = self.function.vars[var].ty.dtype == DType::I64;
        self.bindings.insert(var, Binding::Scalar(operand, index.then(|| poly_of(operand))));
    }
    fn binding(&self, var: Var) -> &Binding {
        match self.bindings.get(&var) {
            Some(binding) => binding,
            None => base::bug!("{}: {var} has no binding", self.function.name),
        }
    }
    fn view(&self, var: Var) -> View {
        match self.binding(var) {
            Binding::Array(view) => view.clone(),
            Binding::Scalar(..) => base::bug!("{var} is a scalar"),
        }
    }
    fn operand(&self, operand: &source::Operand) -> Operand {
        match operand {
            source::Operand::Const(scalar) => (*scalar).into(),
            source::Operand::Var(var) => match self.binding(*var) {
                Binding::Scalar(operand, _) => *operand,
                Binding::Array(_) => base::bug!("{var} is an array"),
            },
        }
    }
    /// The polynomial of an `i64` operand.
    fn index(&self, operand: &source::Operand) -> Affine {
        match operand {
            source::Operand::Const(scalar) => constant(scalar.as_i64()),
            source::Operand::Var(var) => match self.binding(*var) {
                Binding::Scalar(_, Some(poly)) => poly.clone(),
                _ => base::bug!("{var} is no index"),
            },
        }
    }
    fn size(&self, size: &source::Size) -> Affine {
        size.substitute(&mut |var| self.index(&(*var).into()))
    }
    /// The size, when all its variables are bound already.
    fn known_size(&self, size: &source::Size) -> Option<Affine> {
        size.vars().iter().all(|var| self.bindings.contains_key(var)).then(|| self.size(size))
    }
    fn shape(&self, ty: &source::Type) -> Vec<Affine> {
        ty.shape.iter().map(|size| self.size(size)).collect()
    }
}
