//! The types of an operation's results, and whether its operands fit.
//!
//! The builder infers types with it and the validator checks with it, so there is one account of the typing rules.

use base::{BinOp, DType, IndexVec, Poly};

use crate::ir::{Binder, Block, Function, Loop, Op, Operand, Reducer, Size, Type, Var, VarInfo};

/// The table of a function's variables.
pub type Vars = IndexVec<Var, VarInfo>;

/// The types that `op` gives, or what is wrong with its operands; `callee` is the function of an [`Op::Call`] or [`Op::Apply`].
///
/// Shapes are compared nowhere: which polynomials are equal depends on definitions, which the validator knows.
///
/// # Errors
/// One sentence that says which operand does not fit.
pub fn infer(op: &Op, vars: &Vars, callee: Option<&Function>) -> Result<Vec<Type>, String> {
    let cx = Typing { vars };
    match op {
        Op::Size(_) => Ok(vec![Type::scalar(DType::I64)]),
        Op::Copy(x) => Ok(vec![cx.operand(x)]),
        Op::Unary(op, x) => {
            let dtype = cx.scalar(x)?;
            let result = op.result(dtype).ok_or_else(|| format!("{op} does not apply to {dtype}"))?;
            Ok(vec![Type::scalar(result)])
        }
        Op::Binary(op, a, b) => {
            let dtype = cx.same(&[a, b])?;
            let fits = op.applies(dtype);
            if fits { Ok(vec![Type::scalar(dtype)]) } else { Err(format!("{op} does not apply to {dtype}")) }
        }
        Op::Compare(_, a, b) => cx.same(&[a, b]).map(|_| vec![Type::scalar(DType::Bool)]),
        Op::Fma(a, b, c) => cx.float(&[a, b, c]).map(|dtype| vec![Type::scalar(dtype)]),
        Op::Convert(dtype, x) => cx.scalar(x).map(|_| vec![Type::scalar(*dtype)]),
        Op::Select(cond, a, b) => {
            cx.expect(cond, DType::Bool)?;
            cx.same(&[a, b]).map(|dtype| vec![Type::scalar(dtype)])
        }
        Op::Edge { index, .. } => {
            cx.expect(index, DType::I64)?;
            Ok(vec![Type::scalar(DType::I64)])
        }
        Op::Index { array, indices, checked } => cx.index(*array, indices, checked),
        Op::Assert { cond, failure } => {
            cx.expect(cond, DType::Bool)?;
            failure.args.iter().try_for_each(|arg| cx.expect(arg, DType::I64))?;
            if failure.args.len() > 4 { Err("more than four arguments".into()) } else { Ok(Vec::new()) }
        }
        Op::Build { binders, body } => Ok(cx.build(binders, body)),
        Op::Reduce { body, reducer, .. } => cx.reduce(body, reducer),
        Op::Scan { binder, body, reducer } => {
            if matches!(reducer, Reducer::SumOfProducts | Reducer::ArgMin | Reducer::ArgMax) {
                return Err("a scan by an operator that only reduces".into());
            }
            let mut types = cx.reduce(body, reducer)?;
            types.iter_mut().for_each(|ty| ty.shape = vec![binder.extent.clone()]);
            Ok(types)
        }
        Op::Update { array, body, op, checked, .. } => cx.update(*array, body, *op, checked),
        Op::Literal { dtype, shape, elements } => cx.literal(*dtype, shape, elements),
        Op::If { cond, then, .. } => {
            cx.expect(cond, DType::Bool)?;
            Ok(cx.results(then))
        }
        Op::Loop(l) => cx.sequential(l),
        Op::Call { sizes, args, .. } => {
            let callee = callee.ok_or("a call of a function that is not there")?;
            cx.call(callee, sizes, args)
        }
        Op::Apply { args, .. } => {
            let callee = callee.ok_or("a function that is not there is applied")?;
            cx.call(callee, &[], args)
        }
    }
}

/// Whether types agree in element type and rank (shapes are left to the validator).
#[must_use]
pub fn alike(a: &Type, b: &Type) -> bool {
    a.dtype == b.dtype && a.rank() == b.rank()
}

/// The value of an `i64` operand as a polynomial.
#[must_use]
pub fn operand_size(operand: &Operand) -> Size {
    match operand {
        Operand::Var(var) => Poly::var(*var),
        Operand::Const(scalar) => Poly::constant(scalar.as_i64()),
    }
}

/// The callee's `size` in the caller's terms.
#[must_use]
pub fn in_caller(size: &Size, callee: &Function, sizes: &[Size], args: &[Operand]) -> Size {
    size.substitute(&mut |var| {
        if let Some(at) = callee.sizes.iter().position(|s| s == var) {
            return sizes.get(at).cloned().unwrap_or_else(|| Poly::constant(0));
        }
        let at = callee.params.iter().position(|p| p == var).and_then(|at| args.get(at));
        at.map_or_else(|| Poly::constant(0), operand_size)
    })
}

struct Typing<'a> {
    vars: &'a Vars,
}

impl Typing<'_> {
    fn operand(&self, operand: &Operand) -> Type {
        match operand {
            Operand::Var(var) => self.vars[*var].ty.clone(),
            Operand::Const(scalar) => Type::scalar(scalar.dtype),
        }
    }

    fn results(&self, block: &Block) -> Vec<Type> {
        block.results.iter().map(|result| self.operand(result)).collect()
    }

    fn scalar(&self, operand: &Operand) -> Result<DType, String> {
        match operand {
            Operand::Const(scalar) => Ok(scalar.dtype),
            Operand::Var(var) => {
                let ty = &self.vars[*var].ty;
                if ty.shape.is_empty() { Ok(ty.dtype) } else { Err(format!("{var} is not a scalar")) }
            }
        }
    }

    fn expect(&self, operand: &Operand, dtype: DType) -> Result<(), String> {
        let found = self.scalar(operand)?;
        if found == dtype { Ok(()) } else { Err(format!("{dtype} is needed, not {found}")) }
    }

    fn same(&self, operands: &[&Operand]) -> Result<DType, String> {
        let first = self.scalar(operands[0])?;
        operands[1..].iter().try_for_each(|operand| self.expect(operand, first))?;
        Ok(first)
    }

    fn float(&self, operands: &[&Operand]) -> Result<DType, String> {
        let dtype = self.same(operands)?;
        if dtype.is_float() { Ok(dtype) } else { Err(format!("a float is needed, not {dtype}")) }
    }

    fn index(&self, array: Var, indices: &[Operand], checked: &[bool]) -> Result<Vec<Type>, String> {
        let ty = &self.vars[array].ty;
        if ty.rank() == 0 {
            return Err(format!("{array} is a scalar and is indexed"));
        }
        if indices.len() != ty.rank() || checked.len() != ty.rank() {
            return Err(format!("{} indices for {array} of rank {}", indices.len(), ty.rank()));
        }
        indices.iter().try_for_each(|index| self.expect(index, DType::I64))?;
        Ok(vec![Type::scalar(ty.dtype)])
    }

    fn build(&self, binders: &[Binder], body: &Block) -> Vec<Type> {
        let mut types = self.results(body);
        for ty in &mut types {
            let extents = binders.iter().map(|binder| binder.extent.clone());
            ty.shape = extents.chain(ty.shape.drain(..)).collect();
        }
        types
    }

    fn leaves(&self, body: &Block) -> Result<Vec<DType>, String> {
        body.results.iter().map(|result| self.scalar(result)).collect()
    }

    fn reduce(&self, body: &Block, reducer: &Reducer) -> Result<Vec<Type>, String> {
        let leaves = self.leaves(body)?;
        let results = match reducer {
            Reducer::Op(op) => {
                let Some(&leaf) = leaves.first() else { return Err("a reduction of nothing".into()) };
                if leaves.iter().any(|other| *other != leaf) {
                    return Err("leaves of different types".into());
                }
                let combines = matches!(
                    op,
                    BinOp::Add | BinOp::Mul | BinOp::Min | BinOp::Max | BinOp::And | BinOp::Or | BinOp::Xor
                );
                if !combines || !op.applies(leaf) {
                    return Err(format!("no reduction of {leaf} by {op}"));
                }
                leaves
            }
            Reducer::SumOfProducts => {
                let factors: Vec<&Operand> = body.results.iter().collect();
                if factors.is_empty() || factors.len() % 2 == 1 {
                    return Err("a sum of products has two leaves a result".into());
                }
                vec![self.float(&factors)?; factors.len() / 2]
            }
            Reducer::ArgMin | Reducer::ArgMax => {
                if leaves.len() != 1 {
                    return Err("a reduction has one leaf".into());
                }
                vec![DType::I64]
            }
            Reducer::User { init, combine } => {
                let params = combine.params.iter().map(|&p| self.scalar(&Operand::Var(p)));
                let params = params.collect::<Result<Vec<_>, _>>()?;
                let init = init.iter().map(|i| self.scalar(i)).collect::<Result<Vec<_>, _>>()?;
                let fits = init == leaves
                    && params.len() == 2 * leaves.len()
                    && params.chunks(leaves.len().max(1)).all(|half| half == leaves)
                    && self.leaves(&combine.body)? == leaves;
                if !fits {
                    return Err("operator, neutral elements and leaves do not fit together".into());
                }
                leaves
            }
        };
        Ok(results.into_iter().map(Type::scalar).collect())
    }

    fn update(
        &self,
        array: Var,
        body: &Block,
        op: Option<BinOp>,
        checked: &[bool],
    ) -> Result<Vec<Type>, String> {
        let ty = &self.vars[array].ty;
        if ty.rank() == 0 {
            return Err(format!("{array} is a scalar and is updated"));
        }
        if checked.len() != ty.rank() || body.results.len() != ty.rank() + 1 {
            return Err(format!("{array} has rank {}", ty.rank()));
        }
        let (indices, value) = body.results.split_at(ty.rank());
        indices.iter().try_for_each(|index| self.expect(index, DType::I64))?;
        self.expect(&value[0], ty.dtype)?;
        if op.is_some_and(|op| !op.applies(ty.dtype)) {
            return Err(format!("the operator does not apply to {}", ty.dtype));
        }
        Ok(vec![ty.clone()])
    }

    fn literal(&self, dtype: DType, shape: &[i64], elements: &[Operand]) -> Result<Vec<Type>, String> {
        let count =
            shape.iter().try_fold(1i64, |product, &n| if n < 0 { None } else { product.checked_mul(n) });
        if count != i64::try_from(elements.len()).ok() {
            return Err(format!("{} elements for the shape {shape:?}", elements.len()));
        }
        elements.iter().try_for_each(|element| self.expect(element, dtype))?;
        Ok(vec![Type { dtype, shape: shape.iter().map(|&n| Poly::constant(n)).collect() }])
    }

    fn sequential(&self, l: &Loop) -> Result<Vec<Type>, String> {
        let mut results = &l.body.results[..];
        if l.breaks {
            let (stop, rest) = results.split_first().ok_or("no result that says whether to stop")?;
            self.expect(stop, DType::Bool)?;
            results = rest;
        }
        if let Some(cond) = &l.cond {
            let [cond] = &cond.results[..] else { return Err("a condition is one bool".into()) };
            self.expect(cond, DType::Bool)?;
        }
        if results.len() != l.carried.len() {
            return Err(format!("{} values for {} carried variables", results.len(), l.carried.len()));
        }
        for ((var, init), result) in l.carried.iter().zip(results) {
            let ty = &self.vars[*var].ty;
            if !alike(ty, &self.operand(init)) || !alike(ty, &self.operand(result)) {
                return Err(format!("{var} is given a value of another type"));
            }
        }
        Ok(l.carried.iter().map(|(var, _)| self.vars[*var].ty.clone()).collect())
    }

    fn call(&self, callee: &Function, sizes: &[Size], args: &[Operand]) -> Result<Vec<Type>, String> {
        if sizes.len() != callee.sizes.len() || args.len() != callee.params.len() {
            return Err(format!("{} takes other numbers of sizes and arguments", callee.name));
        }
        for (param, arg) in callee.params.iter().zip(args) {
            if !alike(&callee.vars[*param].ty, &self.operand(arg)) {
                return Err(format!("an argument of {} has another type than its parameter", callee.name));
            }
        }
        let caller = |size: &Size| in_caller(size, callee, sizes, args);
        let result = |ty: &Type| Type { dtype: ty.dtype, shape: ty.shape.iter().map(caller).collect() };
        Ok(callee.results.iter().map(result).collect())
    }
}
