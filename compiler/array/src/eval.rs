//! The evaluator: what a program means. Small and slow; everything after it is tested against it.
//!
//! Blocks are walked statement by statement, arrays are vectors of scalars, and the order of every reduction is taken
//! literally from its definition (see [`order`]). A program that runs too long or makes too large an array ends
//! with an error instead of taking the process down.

use std::rc::Rc;

use abi::Status;
use base::{BinOp, DType, Scalar, ScalarError, Span, scalar};

use env::Env;

use crate::ir::{
    Binder, Block, EdgeMode, Failure, FuncId, Function, Loop, Op, Operand, Program, Size, Stmt, Var,
    outside_message,
};

mod env;
pub mod order;

/// An array, or a scalar as an array of rank 0.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ArrayValue {
    /// Element type.
    pub dtype: DType,
    /// Extents, outermost first.
    pub shape: Vec<usize>,
    /// Elements, row-major.
    pub data: Vec<Scalar>,
}

/// Why an evaluation ends without results.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EvalError {
    /// The status that the compiled function returns.
    pub status: Status,
    /// The message without function and line.
    pub message: String,
    /// The source of the failing operation.
    pub span: Span,
}

/// How to evaluate.
#[derive(Clone, Copy, Debug)]
pub struct EvalOptions {
    /// Whether `fma` rounds once.
    pub fma: bool,
    /// Statements that may be run before the evaluation is given up (status CANCELLED).
    pub max_steps: u64,
    /// Elements that one array may have (else status MEMORY).
    pub max_elements: usize,
}

impl Default for EvalOptions {
    fn default() -> Self {
        Self { fma: true, max_steps: 1 << 32, max_elements: 1 << 26 }
    }
}

/// Applies the function `function` to `args`, one a parameter; sizes follow from the arguments' shapes.
///
/// # Errors
/// Arguments that do not fit the parameters, and every failure that the program's meaning has.
pub fn evaluate(
    program: &Program,
    function: FuncId,
    args: &[ArrayValue],
    options: EvalOptions,
) -> Result<Vec<ArrayValue>, EvalError> {
    let callee = &program.functions[function];
    let mut evaluator = Evaluator { program, options, steps: 0, depth: 0 };
    let args: Vec<Value> = args.iter().map(Value::of).collect();
    let env = env::bind(callee, &args)?;
    let results = evaluator.function(callee, env)?;
    Ok(results.into_iter().map(Value::into_array).collect())
}

impl ArrayValue {
    /// An array of rank 0.
    #[must_use]
    pub fn scalar(value: Scalar) -> Self {
        Self { dtype: value.dtype, shape: Vec::new(), data: vec![value] }
    }
    /// An array of `f64`; as many elements as the shape says.
    #[must_use]
    pub fn f64(shape: &[usize], data: &[f64]) -> Self {
        let data = data.iter().map(|&x| Scalar::f64(x)).collect();
        Self { dtype: DType::F64, shape: shape.to_vec(), data }
    }
    /// An array of integers of type `dtype`; as many elements as the shape says.
    #[must_use]
    pub fn ints(dtype: DType, shape: &[usize], data: &[i64]) -> Self {
        let data = data.iter().map(|&x| Scalar::int(dtype, x)).collect();
        Self { dtype, shape: shape.to_vec(), data }
    }
    /// Equality of results: the same shape and the same bits, one NaN like another.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        self.dtype == other.dtype
            && self.shape == other.shape
            && self.data.iter().zip(&other.data).all(|(a, b)| a.same(*b))
    }
    /// The element at `indices`, or the axis on which an index is outside.
    fn at(&self, indices: &[i64]) -> Result<usize, usize> {
        let mut flat = 0;
        for (axis, (&index, &extent)) in indices.iter().zip(&self.shape).enumerate() {
            match usize::try_from(index) {
                Ok(index) if index < extent => flat = flat * extent + index,
                _ => return Err(axis),
            }
        }
        Ok(flat)
    }
}

impl EvalError {
    fn new(status: Status, message: impl Into<String>) -> Self {
        Self { status, message: message.into(), span: Span::none() }
    }
    /// With a place, unless it has one from further inside.
    fn or_at(mut self, span: Span) -> Self {
        if self.span == Span::none() {
            self.span = span;
        }
        self
    }
}

impl From<ScalarError> for EvalError {
    fn from(error: ScalarError) -> Self {
        match error {
            ScalarError::DivideByZero => EvalError::new(Status::Divide, "division by zero"),
        }
    }
}

/// The value of a variable.
#[derive(Clone, Debug)]
enum Value {
    Scalar(Scalar),
    Array(Rc<ArrayValue>),
}

impl Value {
    fn of(array: &ArrayValue) -> Self {
        match (array.shape.is_empty(), array.data.first()) {
            (true, Some(scalar)) => Value::Scalar(*scalar),
            _ => Value::Array(Rc::new(array.clone())),
        }
    }
    fn into_array(self) -> ArrayValue {
        match self {
            Value::Scalar(scalar) => ArrayValue::scalar(scalar),
            Value::Array(array) => Rc::unwrap_or_clone(array),
        }
    }
    fn scalar(&self) -> Scalar {
        match self {
            Value::Scalar(scalar) => *scalar,
            Value::Array(_) => base::bug!("an array where a scalar is needed"),
        }
    }
}

type Eval<T> = Result<T, EvalError>;

/// Calls and blocks may be nested this deep, so that evaluation does not exhaust the stack.
const MAX_DEPTH: usize = 128;

struct Evaluator<'a> {
    program: &'a Program,
    options: EvalOptions,
    steps: u64,
    depth: usize,
}

/// An index outside its axis of the array with this name.
fn outside(array: &str, axis: usize, index: i64, extent: usize) -> EvalError {
    let message = outside_message(array, axis);
    let message = message.replace("{0}", &index.to_string()).replace("{1}", &extent.to_string());
    EvalError::new(Status::Bounds, message)
}

/// The index that an edge mode gives; the extent is positive.
#[must_use]
pub fn edge_index(mode: EdgeMode, index: i64, extent: i64) -> i64 {
    match mode {
        EdgeMode::Clamp => index.clamp(0, extent - 1),
        EdgeMode::Wrap => index.rem_euclid(extent),
        EdgeMode::Mirror if extent == 1 => 0,
        EdgeMode::Mirror => {
            // Twice an extent may not fit into an i64.
            let period = 2 * (i128::from(extent) - 1);
            let at = i128::from(index).rem_euclid(period);
            let inside = if at < i128::from(extent) { at } else { period - at };
            i64::try_from(inside).unwrap_or(0)
        }
    }
}

impl Evaluator<'_> {
    fn function(&mut self, function: &Function, mut env: Env<'_>) -> Eval<Vec<Value>> {
        self.block(&mut env, &function.body).map_err(|error| error.or_at(function.span))
    }

    fn block(&mut self, env: &mut Env<'_>, block: &Block) -> Eval<Vec<Value>> {
        if self.depth >= MAX_DEPTH {
            return Err(EvalError::new(Status::Memory, "nested too deeply"));
        }
        self.depth += 1;
        for stmt in &block.stmts {
            self.steps += 1;
            if self.steps > self.options.max_steps {
                return Err(EvalError::new(Status::Cancelled, "too many steps").or_at(stmt.span));
            }
            let values = self.op(env, stmt).map_err(|error| error.or_at(stmt.span))?;
            for (out, value) in stmt.outs.iter().zip(values) {
                env.set(*out, value);
            }
        }
        self.depth -= 1;
        Ok(block.results.iter().map(|result| env.operand(result)).collect())
    }

    /// A block with scalar results.
    fn scalars(&mut self, env: &mut Env<'_>, block: &Block) -> Eval<Vec<Scalar>> {
        Ok(self.block(env, block)?.iter().map(Value::scalar).collect())
    }

    fn op(&mut self, env: &mut Env<'_>, stmt: &Stmt) -> Eval<Vec<Value>> {
        let scalar = |x: &Operand| env.scalar(x);
        let one = |value: Scalar| Ok(vec![Value::Scalar(value)]);
        match &stmt.op {
            Op::Size(s) => one(Scalar::i64(env.size(s)?)),
            Op::Copy(x) => Ok(vec![env.operand(x)]),
            Op::Unary(op, x) => one(scalar::unary(*op, scalar(x))),
            Op::Binary(op, a, b) => one(scalar::binary(*op, scalar(a), scalar(b))?),
            Op::Compare(op, a, b) => one(Scalar::bool(scalar::compare(*op, scalar(a), scalar(b)))),
            Op::Fma(a, b, c) => one(scalar::fma(scalar(a), scalar(b), scalar(c), self.options.fma)),
            Op::Convert(dtype, x) => one(scalar::convert(scalar(x), *dtype)),
            Op::Select(cond, a, b) => one(if scalar(cond).as_bool() { scalar(a) } else { scalar(b) }),
            Op::Edge { mode, index, extent } => {
                let extent = env.size(extent)?;
                if extent <= 0 {
                    return Err(EvalError::new(Status::Bounds, "an index into an axis with extent 0"));
                }
                one(Scalar::i64(edge_index(*mode, env.integer(index), extent)))
            }
            Op::Index { array: x, indices, .. } => {
                let indices: Vec<i64> = indices.iter().map(|index| env.integer(index)).collect();
                let name = &env.vars[*x].name;
                let x = env.array(*x);
                let at = x.at(&indices);
                one(x.data[at.map_err(|axis| outside(name, axis, indices[axis], x.shape[axis]))?])
            }
            Op::Assert { cond, failure } => {
                let ok = scalar(cond).as_bool();
                if ok { Ok(Vec::new()) } else { Err(failed(env, failure)) }
            }
            Op::Build { binders, body } => self.build(env, stmt, binders, body),
            Op::Reduce { binders, body, reducer, form } => {
                let extents = env.extents(binders)?;
                self.reduce(env, binders, &extents, body, reducer, *form)
            }
            Op::Scan { binder, body, reducer } => self.scan(env, binder, body, reducer),
            Op::Update { array: x, binders, body, op, .. } => self.update(env, *x, binders, body, *op),
            Op::Literal { dtype, shape, elements } => {
                let shape = shape.iter().map(|&n| usize::try_from(n).unwrap_or(0)).collect();
                let data = elements.iter().map(scalar).collect();
                Ok(vec![Value::Array(Rc::new(ArrayValue { dtype: *dtype, shape, data }))])
            }
            Op::If { cond, then, otherwise } => {
                let branch = if scalar(cond).as_bool() { then } else { otherwise };
                self.block(env, branch)
            }
            Op::Loop(l) => self.sequential(env, l),
            Op::Call { function, sizes, args } => self.call(env, *function, sizes, args),
            Op::Apply { function, args } => self.call(env, *function, &[], args),
        }
    }

    /// Runs `visit` for every index of a domain in row-major order, the binders set.
    fn each(
        &mut self,
        env: &mut Env<'_>,
        binders: &[Binder],
        extents: &[i64],
        visit: &mut dyn FnMut(&mut Self, &mut Env<'_>) -> Eval<()>,
    ) -> Eval<()> {
        let (Some((binder, binders)), Some((&extent, extents))) =
            (binders.split_first(), extents.split_first())
        else {
            // An index counts even if its body is empty, or a large array of one value would cost nothing.
            self.steps += 1;
            if self.steps > self.options.max_steps {
                return Err(EvalError::new(Status::Cancelled, "too many steps"));
            }
            return visit(self, env);
        };
        // An empty inner dimension must not cost as many steps as the outer has indices.
        if extents.contains(&0) {
            return Ok(());
        }
        for index in 0..extent {
            env.set(binder.var, Value::Scalar(Scalar::i64(index)));
            self.each(env, binders, extents, visit)?;
        }
        Ok(())
    }

    fn allocate(&self, shape: &[usize]) -> Eval<usize> {
        let count = shape.iter().try_fold(1usize, |product, &n| product.checked_mul(n));
        match count.filter(|&count| count <= self.options.max_elements || shape.contains(&0)) {
            Some(count) => Ok(count),
            None if shape.contains(&0) => Ok(0),
            None => Err(EvalError::new(Status::Memory, "an array that is too large")),
        }
    }

    fn build(
        &mut self,
        env: &mut Env<'_>,
        stmt: &Stmt,
        binders: &[Binder],
        body: &Block,
    ) -> Eval<Vec<Value>> {
        let extents = env.extents(binders)?;
        let frame: Vec<usize> = extents.iter().map(|&n| usize::try_from(n).unwrap_or(0)).collect();
        self.allocate(&frame)?;
        let mut data: Vec<Vec<Scalar>> = vec![Vec::new(); body.results.len()];
        let mut cells: Vec<Option<(DType, Vec<usize>)>> = vec![None; body.results.len()];
        let limit = self.options.max_elements;
        self.each(env, binders, &extents, &mut |this, env| {
            let values = this.block(env, body)?;
            for ((data, cell), value) in data.iter_mut().zip(&mut cells).zip(values) {
                match &value {
                    Value::Scalar(scalar) => data.push(*scalar),
                    Value::Array(array) => data.extend(&array.data),
                }
                let array = match value {
                    Value::Scalar(scalar) => (scalar.dtype, Vec::new()),
                    Value::Array(array) => (array.dtype, array.shape.clone()),
                };
                if cell.get_or_insert(array.clone()) != &array {
                    base::bug!("cells of different shapes");
                }
                if data.len() > limit {
                    return Err(EvalError::new(Status::Memory, "an array that is too large"));
                }
            }
            Ok(())
        })?;
        let shape_of = |(out, cell): (&Var, Option<(DType, Vec<usize>)>)| {
            let (dtype, cell) = match cell {
                Some(cell) => cell,
                None => self.cell_type(env, *out, frame.len())?,
            };
            Ok((dtype, [&frame[..], &cell].concat()))
        };
        let types: Vec<(DType, Vec<usize>)> =
            stmt.outs.iter().zip(cells).map(shape_of).collect::<Eval<_>>()?;
        let arrays = types.into_iter().zip(data).map(|((dtype, shape), data)| {
            let array = ArrayValue { dtype, shape, data };
            if array.shape.is_empty() { Value::of(&array) } else { Value::Array(Rc::new(array)) }
        });
        Ok(arrays.collect())
    }

    /// The cell's type for a build over nothing, from the type of its result.
    fn cell_type(&self, env: &Env<'_>, out: Var, frame: usize) -> Eval<(DType, Vec<usize>)> {
        let ty = &env.vars[out].ty;
        let extents = ty.shape[frame..].iter().map(|extent| env.size(extent));
        let extents = extents.map(|n| Ok(usize::try_from(n?).unwrap_or(0))).collect::<Eval<_>>()?;
        Ok((ty.dtype, extents))
    }

    fn update(
        &mut self,
        env: &mut Env<'_>,
        var: Var,
        binders: &[Binder],
        body: &Block,
        op: Option<BinOp>,
    ) -> Eval<Vec<Value>> {
        let extents = env.extents(binders)?;
        let mut new = ArrayValue::clone(&env.array(var));
        // The copy takes time too.
        self.steps += new.data.len() as u64 / 16;
        self.each(env, binders, &extents, &mut |this, env| {
            let results = this.scalars(env, body)?;
            let Some((value, indices)) = results.split_last() else {
                base::bug!("an update without a value")
            };
            let indices: Vec<i64> = indices.iter().map(|index| index.as_i64()).collect();
            let name = &env.vars[var].name;
            let at = new.at(&indices);
            let at = at.map_err(|axis| outside(name, axis, indices[axis], new.shape[axis]))?;
            new.data[at] = match op {
                Some(op) => scalar::binary(op, new.data[at], *value)?,
                None => *value,
            };
            Ok(())
        })?;
        Ok(vec![if new.shape.is_empty() { Value::of(&new) } else { Value::Array(Rc::new(new)) }])
    }

    fn sequential(&mut self, env: &mut Env<'_>, l: &Loop) -> Eval<Vec<Value>> {
        let trip = match &l.trip {
            Some(binder) => Some((binder.var, env.size(&binder.extent)?)),
            None => None,
        };
        let mut carried: Vec<Value> = l.carried.iter().map(|(_, init)| env.operand(init)).collect();
        for round in 0.. {
            if trip.is_some_and(|(_, trip)| round >= trip) {
                break;
            }
            for ((var, _), value) in l.carried.iter().zip(&carried) {
                env.set(*var, value.clone());
            }
            if let Some(cond) = &l.cond
                && !self.scalars(env, cond)?[0].as_bool()
            {
                break;
            }
            if let Some((counter, _)) = trip {
                env.set(counter, Value::Scalar(Scalar::i64(round)));
            }
            // An empty body counts too, or an empty endless loop would never end.
            self.steps += 1;
            carried = self.block(env, &l.body)?;
            if l.breaks && carried.remove(0).scalar().as_bool() {
                break;
            }
            if self.steps > self.options.max_steps {
                return Err(EvalError::new(Status::Cancelled, "too many steps"));
            }
        }
        Ok(carried)
    }

    fn call(
        &mut self,
        env: &Env<'_>,
        function: FuncId,
        sizes: &[Size],
        args: &[Operand],
    ) -> Eval<Vec<Value>> {
        let callee = &self.program.functions[function];
        let mut inner = Env::new(&callee.vars);
        for (&var, s) in callee.sizes.iter().zip(sizes) {
            inner.set(var, Value::Scalar(Scalar::i64(env.size(s)?)));
        }
        for (&var, arg) in callee.params.iter().zip(args) {
            inner.set(var, env.operand(arg));
        }
        self.function(callee, inner)
    }
}

/// The message of a failed assertion, its arguments filled in.
fn failed(env: &Env<'_>, failure: &Failure) -> EvalError {
    let mut message = failure.message.clone();
    for (idx, arg) in failure.args.iter().enumerate() {
        message = message.replace(&format!("{{{idx}}}"), &env.integer(arg).to_string());
    }
    EvalError::new(failure.status, message)
}
