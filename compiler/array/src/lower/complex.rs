//! Complex numbers as pairs of floats: the typed program without complex types.
//!
//! A complex scalar becomes two values, its real and its imaginary part; a complex array becomes an array of parts with
//! one more axis of extent 2. What an operation on complex numbers means in floats is written down in [`cell`].
//!
//! ```text
//! z * w                  (fma(zr, wr, -zi * wi), fma(zr, wi, zi * wr))
//! x[i] of a c64[n]       (x[i, 0], x[i, 1]) of an f32[n, 2]
//! x * y over [n]         for i: [re, im] of x[i] * y[i]
//! sum(x)                 the sums of both parts, over one domain
//! ```
//!
//! Locals keep their numbers, since sizes mention them; the imaginary part of a scalar gets a new one.

mod cell;
mod expr;
mod frame;
mod index;
mod reduce;
mod stmt;

use std::collections::BTreeMap;

use base::{DType, IndexVec, Scalar, Span};
use check::typed::{
    Binder, Block, Expr, ExprKind, Function, Local, LocalId, LocalKind, Module, Operand, ResultDecl, Size,
    SizeVar, Stmt, StmtKind, Type, any_type,
};

/// The module with pairs in the place of complex numbers; none if it has no complex numbers.
pub(super) fn split(module: &Module) -> Option<Module> {
    let complex = |function: &Function| any_type(function, &mut |ty| ty.dtype.is_complex());
    if !module.functions.iter().any(complex) {
        return None;
    }
    let mut functions = IndexVec::new();
    for function in module.functions.iter() {
        functions.push(if complex(function) { split_function(function) } else { function.clone() });
    }
    Some(Module { functions })
}

/// Splits one function.
struct Split {
    locals: IndexVec<LocalId, Local>,
    /// The imaginary part of each complex scalar; the local itself is the real part.
    imaginary: BTreeMap<LocalId, LocalId>,
    /// What is done before the expression that is being split.
    stmts: Vec<Stmt>,
}

fn split_function(source: &Function) -> Function {
    let mut split = Split { locals: source.locals.clone(), imaginary: BTreeMap::new(), stmts: Vec::new() };
    split.locals();
    let (mut params, mut first) = (Vec::new(), Vec::new());
    for &param in &source.params {
        first.push(params.len());
        params.push(param);
        params.extend(split.imaginary.get(&param));
    }
    let both = |&param: &usize| first[param]..first.get(param + 1).copied().unwrap_or(params.len());
    let inout = source.inout.iter().flat_map(both).collect();
    let sizes = source.sizes.iter().map(|size| SizeVar { param: first[size.param], ..size.clone() });
    let sizes = sizes.collect();
    let mut results = Vec::new();
    for result in &source.results {
        let name = result.name.clone();
        results.extend(parts_of(&result.ty).into_iter().map(|ty| ResultDecl { name: name.clone(), ty }));
    }
    let body = split.block(&source.body);
    let returned = split.with_imaginary(&source.returned);
    Function { params, sizes, inout, results, body, returned, locals: split.locals, ..source.clone() }
}

/// The types that the values of a type become.
fn parts_of(ty: &Type) -> Vec<Type> {
    let part = Type { dtype: ty.dtype.part(), shape: ty.shape.clone() };
    match (ty.dtype.is_complex(), ty.rank()) {
        (false, _) => vec![part],
        (true, 0) => vec![part.clone(), part],
        (true, _) => vec![Type { shape: [part.shape, vec![Size::constant(2)]].concat(), ..part }],
    }
}

/// The types that all values become.
fn split_types(types: &[Type]) -> Vec<Type> {
    types.iter().flat_map(parts_of).collect()
}

/// Whether it is a complex scalar.
fn is_pair(ty: &Type) -> bool {
    ty.dtype.is_complex() && ty.rank() == 0
}

impl Split {
    /// Splits the locals: a complex scalar gets a companion.
    fn locals(&mut self) {
        for id in self.locals.ids().collect::<Vec<_>>() {
            let local = &mut self.locals[id];
            if !local.ty.dtype.is_complex() {
                continue;
            }
            let scalar = local.ty.rank() == 0;
            local.ty = parts_of(&local.ty).swap_remove(0);
            if scalar {
                let companion = Local { name: format!("{}_im", local.name), ..local.clone() };
                let companion = self.locals.push(companion);
                self.imaginary.insert(id, companion);
            }
        }
    }

    /// The locals, each complex one followed by its imaginary part.
    fn with_imaginary(&self, locals: &[LocalId]) -> Vec<LocalId> {
        let both = |&local: &LocalId| [Some(local), self.imaginary.get(&local).copied()];
        locals.iter().flat_map(both).flatten().collect()
    }

    /// A hidden local.
    fn fresh(&mut self, name: &str, ty: Type, kind: LocalKind, span: Span) -> LocalId {
        self.locals.push(Local { name: format!("${name}"), ty, kind, span })
    }

    /// The value of an expression, computed here once: a constant or a local.
    fn hide(&mut self, name: &str, expr: Expr) -> Expr {
        if expr.types.len() == 1 && is_shared(&expr) {
            return expr;
        }
        match self.hide_all(name, expr).pop() {
            Some(value) => value,
            None => base::bug!("an expression without a value"),
        }
    }

    /// The values of an expression, computed here once.
    fn hide_all(&mut self, name: &str, expr: Expr) -> Vec<Expr> {
        let span = expr.span;
        let locals: Vec<LocalId> =
            expr.types.iter().map(|ty| self.fresh(name, ty.clone(), LocalKind::Let, span)).collect();
        let values = locals.iter().zip(&expr.types).map(|(&local, ty)| local_expr(local, ty.clone(), span));
        let values = values.collect();
        let locals = locals.into_iter().map(Some).collect();
        self.stmts.push(Stmt { kind: StmtKind::Let { locals, value: expr }, span });
        values
    }

    /// What `make` gives, with the statements that it needs around it.
    fn wrapped(&mut self, make: impl FnOnce(&mut Self) -> Expr) -> Expr {
        let outer = std::mem::take(&mut self.stmts);
        let value = make(self);
        let stmts = std::mem::replace(&mut self.stmts, outer);
        if stmts.is_empty() {
            return value;
        }
        let (types, span) = (value.types.clone(), value.span);
        let block = Block { stmts, value: Some(value) };
        Expr { kind: ExprKind::Block(Box::new(block)), types, span }
    }

    /// Binders over a shape, and their values.
    fn binders(&mut self, shape: &[Size], span: Span) -> (Vec<Binder>, Vec<Expr>) {
        let (mut binders, mut at) = (Vec::new(), Vec::new());
        for extent in shape {
            let local = self.fresh("k", Type::scalar(DType::I64), LocalKind::Binder, span);
            binders.push(Binder::counting(local, extent.clone(), span));
            at.push(local_expr(local, Type::scalar(DType::I64), span));
        }
        (binders, at)
    }
}

/// Whether it may stand at several places: it costs nothing and cannot fail.
fn is_shared(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Const(_) | ExprKind::Local(_))
}

fn local_expr(local: LocalId, ty: Type, span: Span) -> Expr {
    Expr::new(ExprKind::Local(local), ty, span)
}

/// The `i64` constant.
fn index_const(value: i64, span: Span) -> Expr {
    Expr::new(ExprKind::Const(Scalar::i64(value)), Type::scalar(DType::I64), span)
}

/// A scalar operand.
fn scalar_operand(value: Expr) -> Operand {
    Operand { value, frame: Vec::new() }
}

/// Several values as one expression.
fn tuple(mut values: Vec<Expr>, span: Span) -> Expr {
    if values.len() == 1 {
        return values.swap_remove(0);
    }
    let types = values.iter().flat_map(|value| value.types.clone()).collect();
    Expr { kind: ExprKind::Tuple(values), types, span }
}

/// The parts of a complex number as an array of two.
fn joined(parts: Vec<Expr>, span: Span) -> Expr {
    let dtype = parts[0].ty().dtype;
    let inner = parts[0].ty().shape.clone();
    let shape = [vec![Size::constant(2)], inner].concat();
    Expr::new(ExprKind::Array(parts), Type { dtype, shape }, span)
}
