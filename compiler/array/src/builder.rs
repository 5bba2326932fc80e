//! Making IR: emits statements with inferred types into nested blocks.
//!
//! Integer arithmetic on constants is folded on the way, since the lowering makes much of it; everything else is left
//! to the passes. Operands that do not fit are a bug of the caller.

use base::{BinOp, CmpOp, DType, Poly, Scalar, Span, UnOp, scalar};

use crate::ir::{
    Binder, Block, EdgeMode, Failure, Form, FuncId, Function, Lambda, Loop, Op, Operand, Reducer, Size, Stmt,
    Type, Var, VarInfo,
};
use crate::typing::{self, Vars, operand_size};

/// Emits statements of one function. Blocks are nested by [`FunctionBuilder::block`].
#[derive(Debug)]
pub struct FunctionBuilder {
    /// Every variable so far.
    pub vars: Vars,
    /// The source of the statements that follow.
    pub span: Span,
    open: Vec<Vec<Stmt>>,
}

impl Default for FunctionBuilder {
    fn default() -> Self {
        Self::new()
    }
}

impl FunctionBuilder {
    /// A builder without variables, its outermost block open.
    #[must_use]
    pub fn new() -> Self {
        Self::over(Vars::new())
    }
    /// A builder that goes on with the variables `vars`.
    #[must_use]
    pub fn over(vars: Vars) -> Self {
        Self { vars, span: Span::none(), open: vec![Vec::new()] }
    }
    /// Ends the outermost block: all variables, and the block with these results.
    #[must_use]
    pub fn finish(mut self, results: Vec<Operand>) -> (Vars, Block) {
        let stmts = self.close();
        (self.vars, Block { stmts, results })
    }
    fn close(&mut self) -> Vec<Stmt> {
        let Some(stmts) = self.open.pop() else { base::bug!("no block is open") };
        stmts
    }

    // Variables and blocks.

    /// A new variable that no statement defines: a parameter, a size, a binder, a carried variable.
    pub fn fresh(&mut self, ty: Type, name: impl Into<String>) -> Var {
        self.vars.push(VarInfo { ty, name: name.into() })
    }
    /// A new scalar variable that no statement defines.
    pub fn fresh_scalar(&mut self, dtype: DType, name: impl Into<String>) -> Var {
        self.fresh(Type::scalar(dtype), name)
    }
    /// A binder with a new variable.
    pub fn binder(&mut self, name: impl Into<String>, extent: Size) -> Binder {
        Binder { var: self.fresh_scalar(DType::I64, name), extent }
    }
    /// The type of an operand.
    #[must_use]
    pub fn operand_type(&self, operand: &Operand) -> Type {
        match operand {
            Operand::Var(var) => self.vars[*var].ty.clone(),
            Operand::Const(scalar) => Type::scalar(scalar.dtype),
        }
    }
    /// Opens a block; statements go into it until [`FunctionBuilder::end`].
    pub fn begin(&mut self) {
        self.open.push(Vec::new());
    }
    /// Closes the innermost block.
    pub fn end(&mut self, results: Vec<Operand>) -> Block {
        Block { stmts: self.close(), results }
    }
    /// A nested block with what `fill` emits and gives.
    pub fn block(&mut self, fill: impl FnOnce(&mut Self) -> Vec<Operand>) -> Block {
        self.begin();
        let results = fill(self);
        self.end(results)
    }

    // Statements.

    /// Emits `op`; the results have these types and the names `name`.
    pub fn emit_typed(&mut self, op: Op, types: Vec<Type>, name: &str) -> Vec<Var> {
        let outs: Vec<Var> = types.into_iter().map(|ty| self.fresh(ty, name)).collect();
        self.push(Stmt { outs: outs.clone(), op, span: self.span });
        outs
    }
    /// Appends a finished statement.
    pub fn push(&mut self, stmt: Stmt) {
        let Some(block) = self.open.last_mut() else { base::bug!("no block is open") };
        block.push(stmt);
    }
    /// Emits `op` (not a call) with inferred types.
    pub fn emit(&mut self, op: Op, name: &str) -> Vec<Var> {
        match typing::infer(&op, &self.vars, None) {
            Ok(types) => self.emit_typed(op, types, name),
            Err(message) => base::bug!("{message}"),
        }
    }
    /// Emits an operation with one result.
    pub fn emit_one(&mut self, op: Op, name: &str) -> Var {
        match self.emit(op, name)[..] {
            [var] => var,
            _ => base::bug!("one result was expected"),
        }
    }
    /// A call of `function`, whose header (parameters, sizes, results) is `callee`; its body may be missing still.
    pub fn call(
        &mut self,
        function: FuncId,
        callee: &Function,
        sizes: Vec<Size>,
        args: Vec<Operand>,
    ) -> Vec<Var> {
        let op = Op::Call { function, sizes, args };
        match typing::infer(&op, &self.vars, Some(callee)) {
            Ok(types) => self.emit_typed(op, types, &callee.name),
            Err(message) => base::bug!("{message}"),
        }
    }

    // Scalars.

    /// The value of a polynomial: a constant, a variable, or a statement that computes it.
    pub fn size(&mut self, size: &Size) -> Operand {
        match (size.as_constant(), size.as_var()) {
            (Some(value), _) => Scalar::i64(value).into(),
            (None, Some(var)) => (*var).into(),
            (None, None) => self.emit_one(Op::Size(size.clone()), "size").into(),
        }
    }
    /// `op x`.
    pub fn unary(&mut self, op: UnOp, x: impl Into<Operand>) -> Operand {
        self.emit_one(Op::Unary(op, x.into()), op.name()).into()
    }
    /// `a op b`; `i64` sums, differences and products of constants are folded.
    pub fn binary(&mut self, op: BinOp, a: impl Into<Operand>, b: impl Into<Operand>) -> Operand {
        let (a, b) = (a.into(), b.into());
        if let (Operand::Const(x), Operand::Const(y)) = (a, b)
            && x.dtype == DType::I64
            && let Ok(value) = scalar::binary(op, x, y)
        {
            return value.into();
        }
        self.emit_one(Op::Binary(op, a, b), op.name()).into()
    }
    /// The sum of two `i64` operands as a polynomial.
    pub fn offset(&mut self, a: impl Into<Operand>, b: impl Into<Operand>) -> Operand {
        let sum = operand_size(&a.into()).add(&operand_size(&b.into()));
        self.size(&sum)
    }
    /// A comparison.
    pub fn compare(&mut self, op: CmpOp, a: impl Into<Operand>, b: impl Into<Operand>) -> Operand {
        self.emit_one(Op::Compare(op, a.into(), b.into()), op.name()).into()
    }
    /// `a * b + c` rounded once.
    pub fn fma(&mut self, a: impl Into<Operand>, b: impl Into<Operand>, c: impl Into<Operand>) -> Operand {
        self.emit_one(Op::Fma(a.into(), b.into(), c.into()), "fma").into()
    }
    /// `x` as another element type; nothing where it has the type already.
    pub fn convert(&mut self, dtype: DType, x: impl Into<Operand>) -> Operand {
        let x = x.into();
        if self.operand_type(&x).dtype == dtype {
            return x;
        }
        self.emit_one(Op::Convert(dtype, x), dtype.name()).into()
    }
    /// `if cond { a } else { b }`, both evaluated.
    pub fn select(
        &mut self,
        cond: impl Into<Operand>,
        a: impl Into<Operand>,
        b: impl Into<Operand>,
    ) -> Operand {
        self.emit_one(Op::Select(cond.into(), a.into(), b.into()), "select").into()
    }
    /// An index brought inside `0..extent`.
    pub fn edge(&mut self, mode: EdgeMode, index: impl Into<Operand>, extent: Size) -> Operand {
        self.emit_one(Op::Edge { mode, index: index.into(), extent }, "edge").into()
    }
    /// One element; `checked` for all axes.
    pub fn index(&mut self, array: Var, indices: Vec<Operand>, checked: bool) -> Operand {
        let checked = vec![checked; indices.len()];
        self.index_with(array, indices, checked)
    }
    /// One element, which messages call `name`; no index is checked.
    pub fn element_named(&mut self, array: Var, indices: Vec<Operand>, name: &str) -> Operand {
        let checked = vec![false; indices.len()];
        self.emit_one(Op::Index { array, indices, checked }, name).into()
    }
    /// One element; `checked` says for each axis whether the index may be outside.
    pub fn index_with(&mut self, array: Var, indices: Vec<Operand>, checked: Vec<bool>) -> Operand {
        self.emit_one(Op::Index { array, indices, checked }, "element").into()
    }
    /// Fails unless `cond`.
    pub fn assert(&mut self, cond: impl Into<Operand>, failure: Failure) {
        self.emit(Op::Assert { cond: cond.into(), failure }, "");
    }

    // Operations with blocks. `fill` gets the new binders' variables and gives the block's results.

    fn body(
        &mut self,
        domain: &[(&str, Size)],
        fill: impl FnOnce(&mut Self, &[Var]) -> Vec<Operand>,
    ) -> (Vec<Binder>, Block) {
        let binders: Vec<Binder> =
            domain.iter().map(|(name, extent)| self.binder(*name, extent.clone())).collect();
        let vars: Vec<Var> = binders.iter().map(|binder| binder.var).collect();
        let body = self.block(|b| fill(b, &vars));
        (binders, body)
    }
    /// An array for each result of `fill`; `domain` has a name and an extent for each binder.
    pub fn build(
        &mut self,
        domain: &[(&str, Size)],
        fill: impl FnOnce(&mut Self, &[Var]) -> Vec<Operand>,
    ) -> Vec<Var> {
        let (binders, body) = self.body(domain, fill);
        self.emit(Op::Build { binders, body }, "build")
    }
    /// A reduction of the leaves that `fill` gives.
    pub fn reduce(
        &mut self,
        domain: &[(&str, Size)],
        reducer: Reducer,
        form: Form,
        fill: impl FnOnce(&mut Self, &[Var]) -> Vec<Operand>,
    ) -> Vec<Var> {
        let (binders, body) = self.body(domain, fill);
        self.emit(Op::Reduce { binders, body, reducer, form }, "reduce")
    }
    /// A scan of the leaves that `fill` gives.
    pub fn scan(
        &mut self,
        name: &str,
        extent: Size,
        reducer: Reducer,
        fill: impl FnOnce(&mut Self, Var) -> Vec<Operand>,
    ) -> Vec<Var> {
        let binder = self.binder(name, extent);
        let body = self.block(|b| fill(b, binder.var));
        self.emit(Op::Scan { binder, body, reducer }, "scan")
    }
    /// A combining function of scalars of the types `dtypes`: `fill` gets the left and the right values.
    pub fn lambda(
        &mut self,
        dtypes: &[DType],
        fill: impl FnOnce(&mut Self, &[Var], &[Var]) -> Vec<Operand>,
    ) -> Lambda {
        let left: Vec<Var> = dtypes.iter().map(|&dtype| self.fresh_scalar(dtype, "left")).collect();
        let right: Vec<Var> = dtypes.iter().map(|&dtype| self.fresh_scalar(dtype, "right")).collect();
        let body = self.block(|b| fill(b, &left, &right));
        Lambda { params: [left, right].concat(), body }
    }
    /// One of two blocks.
    pub fn if_else(
        &mut self,
        cond: impl Into<Operand>,
        then: impl FnOnce(&mut Self) -> Vec<Operand>,
        otherwise: impl FnOnce(&mut Self) -> Vec<Operand>,
    ) -> Vec<Var> {
        let then = self.block(then);
        let otherwise = self.block(otherwise);
        self.emit(Op::If { cond: cond.into(), then, otherwise }, "if")
    }
    /// A sequential loop of `trip` iterations: `fill` gets the counter and the carried variables.
    pub fn counted_loop(
        &mut self,
        (name, trip): (&str, Size),
        init: &[Operand],
        fill: impl FnOnce(&mut Self, Var, &[Var]) -> Vec<Operand>,
    ) -> Vec<Var> {
        let carried = self.carried(init);
        let vars: Vec<Var> = carried.iter().map(|(var, _)| *var).collect();
        let trip = self.binder(name, trip);
        let body = self.block(|b| fill(b, trip.var, &vars));
        let l = Loop { carried, trip: Some(trip), cond: None, body, breaks: false, independent: false };
        self.emit(Op::Loop(Box::new(l)), "loop")
    }
    /// Carried variables with these first values.
    pub fn carried(&mut self, init: &[Operand]) -> Vec<(Var, Operand)> {
        let one = |b: &mut Self, init: &Operand| (b.fresh(b.operand_type(init), "carried"), *init);
        init.iter().map(|init| one(self, init)).collect()
    }
}

impl Function {
    /// A function without parameters, results and statements.
    #[must_use]
    pub fn empty(name: impl Into<String>, span: Span) -> Self {
        Self {
            name: name.into(),
            exported: false,
            frame: false,
            sizes: Vec::new(),
            params: Vec::new(),
            nonnegative: Vec::new(),
            inout: Vec::new(),
            results: Vec::new(),
            vars: Vars::new(),
            body: Block::default(),
            span,
        }
    }
}

impl Type {
    /// A type with variables for extents.
    #[must_use]
    pub fn array(dtype: DType, shape: &[Var]) -> Self {
        Self { dtype, shape: shape.iter().map(|var| Poly::var(*var)).collect() }
    }
}
