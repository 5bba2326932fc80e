//! Checks the invariants that `ir` lists, and these:
//!
//! 1. Ids are of their tables. A value is defined once and used where its definition is in scope.
//! 2. The operation of a `let` gives the type of its value; operands have the types and lanes that it needs.
//! 3. A register is set to a value of its type; masks are `bool` values with the lanes of what they mask.
//! 4. An access has the buffer's element type; gathers have `i64` offsets, strided steps are scalar `i64`.
//! 5. Inputs and constants are not written. A constant has elements of its type; a stack buffer is not empty.
//! 6. Polynomials mention scalar `i64` values in scope.
//! 7. An arena buffer is allocated once and used only in that block after it and the blocks inside.
//! 8. Conditions of `if` and `while` are scalar bools. A check has at most four arguments and a known site.
//! 9. A swap exchanges two buffers of one class and element type, neither constant nor input.
//! 10. The body of a parallel loop sets no register that is used outside it, and has no parallel loop inside.
//! 11. An unrolled loop has constant bounds; vector loops are not nested.
//! 12. Reductions and scans stand at stage scalar only; no vector operation at stages scalar and expanded except those
//!     that an expanded scan uses; no vector or unrolled loop at stage vector. Loops of kind independent may stay at
//!     every stage and mean serial.

mod op;

use std::collections::{BTreeMap, BTreeSet};

use base::{DType, Id, IdSet};

use crate::ir::{
    Access, Affine, Block, Buffer, For, Function, Kernel, Lanes, LoopKind, Op, Operand, Param, Program,
    Reduce, Reducer, Register, Scan, Site, Stage, Stmt, Storage, Ty, Value,
};
use crate::visit;

/// The first broken invariant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Invalid {
    /// The kernel.
    pub kernel: String,
    /// What is wrong.
    pub message: String,
}

impl std::fmt::Display for Invalid {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "kernel {}: {}", self.kernel, self.message)
    }
}

type Checked = Result<(), String>;

/// Checks every kernel for `stage`.
///
/// # Errors
/// The first broken invariant.
pub fn validate(program: &Program, stage: Stage) -> Result<(), Invalid> {
    let fail = |kernel: &Kernel, message| Invalid { kernel: kernel.name.clone(), message };
    for (id, function) in program.functions.iter_ids() {
        let callable = &program.functions.iter().as_slice()[..id.index()];
        let mut validator = Validator::new(callable, &function.code, stage);
        validator.function(function).map_err(|message| fail(&function.code, message))?;
    }
    for kernel in &program.kernels {
        let mut validator = Validator::new(program.functions.iter().as_slice(), kernel, stage);
        validator.kernel().map_err(|message| fail(kernel, message))?;
    }
    Ok(())
}

struct Validator<'a> {
    /// Functions that may be called.
    callable: &'a [Function],
    kernel: &'a Kernel,
    stage: Stage,
    defined: IdSet<Value>,
    scope: Scope<Value>,
    allocated: IdSet<Buffer>,
    live: Scope<Buffer>,
    in_parallel: bool,
    in_vector: bool,
}

/// What is in scope, and in which order it came there.
struct Scope<T> {
    seen: IdSet<T>,
    added: Vec<T>,
}

impl<T: Id> Scope<T> {
    fn insert(&mut self, item: T) {
        if self.seen.insert(item) {
            self.added.push(item);
        }
    }
    fn contains(&self, item: T) -> bool {
        self.seen.contains(item)
    }
    /// The start of a block, for [`Scope::leave`].
    fn mark(&self) -> usize {
        self.added.len()
    }
    fn leave(&mut self, mark: usize) {
        for item in self.added.drain(mark..) {
            self.seen.remove(item);
        }
    }
}

/// Whether a function may have a statement, what is inside left aside.
fn is_total(stmt: &Stmt) -> bool {
    match stmt {
        Stmt::Let { op: Op::Binary(op, _, b), .. } => {
            !op.fallible() || matches!(b, Operand::Const(b) if b.dtype.is_float() || b.bits != 0)
        }
        Stmt::Let { op, .. } => matches!(
            op,
            Op::Index(_)
                | Op::Unary(..)
                | Op::Compare(..)
                | Op::Fma(..)
                | Op::Convert(..)
                | Op::Select(..)
                | Op::Get(_)
                | Op::Call(..)
        ),
        Stmt::Set { mask, .. } => mask.is_none(),
        Stmt::If { .. } => true,
        _ => false,
    }
}

fn ensure(holds: bool, message: impl FnOnce() -> String) -> Checked {
    if holds { Ok(()) } else { Err(message()) }
}

impl<'a> Validator<'a> {
    fn new(callable: &'a [Function], kernel: &'a Kernel, stage: Stage) -> Self {
        let (defined, allocated) = (IdSet::default(), IdSet::default());
        let scope = Scope { seen: IdSet::default(), added: Vec::new() };
        let live = kernel.buffers.iter_ids().filter(|(_, info)| info.storage != Storage::Arena);
        let live = Scope { seen: live.map(|(buffer, _)| buffer).collect(), added: Vec::new() };
        let (in_parallel, in_vector) = (false, false);
        Self { callable, kernel, stage, defined, scope, allocated, live, in_parallel, in_vector }
    }

    fn function(&mut self, function: &Function) -> Checked {
        let Kernel { params, buffers, sites, body, .. } = &function.code;
        ensure(buffers.len() + sites.len() == 0, || "a function with memory".into())?;
        ensure(params.iter().all(|param| matches!(param, Param::Scalar(_))), || {
            "a function of other than scalars".into()
        })?;
        let mut total = true;
        visit::stmts(body, &mut |stmt| total &= is_total(stmt));
        ensure(total, || "a function with more than scalar code without loops and failures".into())?;
        params.iter().try_for_each(|param| self.param(param))?;
        self.stmts(body)?;
        self.operand(&function.result).map(drop)
    }

    fn kernel(&mut self) -> Checked {
        for info in self.kernel.buffers.iter() {
            match &info.storage {
                Storage::Stack(0) => return Err(format!("empty stack buffer {}", info.name)),
                Storage::Constant(elements) if elements.iter().any(|e| e.dtype != info.dtype) => {
                    return Err(format!("constant {} has an element of another type", info.name));
                }
                _ => {}
            }
        }
        for param in &self.kernel.params {
            self.param(param)?;
        }
        self.block(&self.kernel.body)
    }
    fn param(&mut self, param: &Param) -> Checked {
        match param {
            Param::Scalar(value) => {
                let ty = self.ty_of(*value)?;
                ensure(ty.lanes == 1, || format!("{value}: a parameter with lanes"))?;
                self.define(*value, ty)
            }
            Param::Array { buffer, extents, strides } => {
                self.buffer(*buffer)?;
                ensure(extents.len() == strides.len(), || format!("{buffer}: extents and strides differ"))?;
                extents.iter().chain(strides).try_for_each(|value| self.define_index(*value))
            }
            Param::ScalarPlace(buffer) | Param::FrameArray(buffer) => self.buffer(*buffer),
            Param::Frame(value) => self.define_index(*value),
        }
    }

    fn ty_of(&self, value: Value) -> Result<Ty, String> {
        self.kernel.values.get(value).map(|info| info.ty).ok_or_else(|| format!("no value {value}"))
    }
    fn define(&mut self, value: Value, ty: Ty) -> Checked {
        let declared = self.ty_of(value)?;
        ensure(declared == ty, || format!("{value} is declared {declared} but is {ty}"))?;
        ensure(self.defined.insert(value), || format!("{value} is defined twice"))?;
        self.scope.insert(value);
        Ok(())
    }
    fn define_index(&mut self, value: Value) -> Checked {
        self.define(value, Ty::scalar(DType::I64))
    }
    fn buffer(&self, buffer: Buffer) -> Checked {
        ensure(self.kernel.buffers.get(buffer).is_some(), || format!("no buffer {buffer}"))?;
        ensure(self.live.contains(buffer), || format!("{buffer} is used where it is not allocated"))
    }
    fn register(&self, register: Register) -> Result<Ty, String> {
        let info = self.kernel.registers.get(register);
        info.map(|info| info.ty).ok_or_else(|| format!("no register {register}"))
    }
    fn site(&self, site: Site) -> Checked {
        ensure(self.kernel.sites.get(site).is_some(), || format!("no {site}"))
    }
    fn value(&self, value: Value) -> Result<Ty, String> {
        ensure(self.scope.contains(value), || format!("{value} is used outside its scope"))?;
        self.ty_of(value)
    }
    fn poly(&self, poly: &Affine) -> Checked {
        let mut found = Ok(());
        poly.any_var(|&value| {
            found = self.value(value).and_then(|ty| {
                ensure(ty == Ty::scalar(DType::I64), || format!("{value} in a polynomial is {ty}"))
            });
            found.is_err()
        });
        found
    }
    /// The type of an operand; none for the lanes of a constant.
    fn operand(&self, operand: &Operand) -> Result<(DType, Option<u32>), String> {
        match operand {
            Operand::Value(value) => self.value(*value).map(|ty| (ty.dtype, Some(ty.lanes))),
            Operand::Const(scalar) => Ok((scalar.dtype, None)),
        }
    }
    fn of_type(&self, operand: &Operand, ty: Ty) -> Checked {
        let (dtype, lanes) = self.operand(operand)?;
        let fits = dtype == ty.dtype && lanes.is_none_or(|lanes| lanes == ty.lanes);
        ensure(fits, || format!("operand {operand:?} is not {ty}"))
    }
    fn mask(&self, mask: Option<Value>, lanes: u32) -> Checked {
        let Some(mask) = mask else { return Ok(()) };
        let ty = self.value(mask)?;
        ensure(ty == Ty { dtype: DType::Bool, lanes }, || format!("mask {mask} is {ty}, not boolx{lanes}"))
    }
    fn access(&self, access: &Access, lanes: u32) -> Checked {
        self.buffer(access.buffer)?;
        self.poly(&access.base)?;
        match &access.lanes {
            Lanes::Scalar => ensure(lanes == 1, || format!("scalar access with {lanes} lanes")),
            Lanes::Contiguous => ensure(lanes > 1, || "contiguous access with one lane".into()),
            Lanes::Strided(step) => self.of_type(step, Ty::scalar(DType::I64)),
            Lanes::Gather(offsets) => self.of_type(&(*offsets).into(), Ty { dtype: DType::I64, lanes }),
        }
    }
    fn writable(&self, buffer: Buffer) -> Checked {
        let constant = matches!(self.kernel.buffers[buffer].storage, Storage::Input | Storage::Constant(_));
        ensure(!constant, || format!("{buffer} is written but is not writable"))
    }

    fn block(&mut self, block: &Block) -> Checked {
        let (scope, live) = (self.scope.mark(), self.live.mark());
        self.stmts(block)?;
        self.scope.leave(scope);
        self.live.leave(live);
        Ok(())
    }
    fn stmts(&mut self, block: &Block) -> Checked {
        block.iter().try_for_each(|stmt| self.stmt(stmt))
    }
    fn stmt(&mut self, stmt: &Stmt) -> Checked {
        match stmt {
            Stmt::Let { value, op } => {
                let ty = self.op(op, self.ty_of(*value)?).map_err(|e| format!("{value}: {e}"))?;
                self.define(*value, ty)
            }
            Stmt::Set { register, value, mask } => {
                let ty = self.register(*register)?;
                self.of_type(value, ty).map_err(|e| format!("set {register}: {e}"))?;
                self.mask(*mask, ty.lanes)
            }
            Stmt::Store { access, value, mask } => self.store(access, value, *mask),
            Stmt::For(l) => self.for_loop(l),
            Stmt::While { test, cond, body } => {
                let (scope, live) = (self.scope.mark(), self.live.mark());
                self.stmts(test)?;
                self.of_type(cond, Ty::scalar(DType::Bool))?;
                self.scope.leave(scope);
                self.live.leave(live);
                self.block(body)
            }
            Stmt::If { cond, then, otherwise } => {
                self.of_type(cond, Ty::scalar(DType::Bool))?;
                self.block(then)?;
                self.block(otherwise)
            }
            Stmt::Check { ok, mask, site, args } => {
                let (dtype, lanes) = self.operand(ok)?;
                ensure(dtype == DType::Bool, || "a check of something that is no bool".into())?;
                self.mask(*mask, lanes.unwrap_or(1))?;
                self.site(*site)?;
                ensure(args.len() <= 4, || "a check with more than four arguments".into())?;
                args.iter().try_for_each(|arg| {
                    let (dtype, l) = self.operand(arg)?;
                    let fits = dtype == DType::I64 && l.is_none_or(|l| l == 1 || Some(l) == lanes);
                    ensure(fits, || format!("argument {arg:?} of a check"))
                })
            }
            Stmt::Alloc { buffer, extent, site } => {
                self.poly(extent)?;
                site.map_or(Ok(()), |site| self.site(site))?;
                let arena = self.kernel.buffers.get(*buffer).is_some_and(|b| b.storage == Storage::Arena);
                ensure(arena, || format!("{buffer} is allocated but not of the arena"))?;
                ensure(self.allocated.insert(*buffer), || format!("{buffer} is allocated twice"))?;
                self.live.insert(*buffer);
                Ok(())
            }
            Stmt::Swap(a, b) => {
                self.buffer(*a)?;
                self.buffer(*b)?;
                self.writable(*a)?;
                self.writable(*b)?;
                let (x, y) = (&self.kernel.buffers[*a], &self.kernel.buffers[*b]);
                let alike = x.dtype == y.dtype && x.class == y.class;
                ensure(alike, || format!("{a} and {b} are swapped but differ"))
            }
            Stmt::Reduce(reduce) => self.reduce(reduce),
            Stmt::Scan(scan) => self.scan(scan),
        }
    }
    fn store(&self, access: &Access, value: &Operand, mask: Option<Value>) -> Checked {
        let (dtype, lanes) = self.operand(value)?;
        let lanes = match (lanes, &access.lanes, mask) {
            (Some(lanes), _, _) => lanes,
            (None, Lanes::Scalar, _) => 1,
            (None, Lanes::Gather(offsets), _) => self.value(*offsets)?.lanes,
            (None, _, Some(mask)) => self.value(mask)?.lanes,
            (None, _, None) => return Err(format!("store to {}: how many lanes?", access.buffer)),
        };
        self.access(access, lanes)?;
        self.writable(access.buffer)?;
        let element = self.kernel.buffers[access.buffer].dtype;
        ensure(element == dtype, || format!("{} stored in {}", dtype.name(), access.buffer))?;
        self.mask(mask, lanes)
    }
    fn for_loop(&mut self, l: &For) -> Checked {
        self.poly(&l.lo)?;
        self.poly(&l.hi)?;
        let constant = l.lo.as_constant().is_some() && l.hi.as_constant().is_some();
        let outer = (self.in_parallel, self.in_vector);
        match l.kind {
            LoopKind::Serial | LoopKind::Independent => {}
            LoopKind::Unrolled => {
                ensure(self.stage < Stage::Vector, || "an unrolled loop at stage vector".into())?;
                ensure(constant, || format!("unrolled loop {} has unknown bounds", l.var))?;
            }
            LoopKind::Vector(lanes) | LoopKind::ThenScalar(lanes) | LoopKind::Masked(lanes) => {
                ensure(self.stage < Stage::Vector, || "a vector loop at stage vector".into())?;
                ensure(lanes.is_power_of_two(), || format!("{lanes} lanes"))?;
                ensure(!self.in_vector, || "a vector loop in a vector loop".into())?;
                self.in_vector = true;
            }
            LoopKind::Parallel { .. } => {
                ensure(!self.in_parallel && !self.in_vector, || "a parallel loop in another".into())?;
                self.private_registers(l)?;
                self.in_parallel = true;
            }
        }
        let scope = self.scope.mark();
        self.define_index(l.var)?;
        self.block(&l.body)?;
        self.scope.leave(scope);
        (self.in_parallel, self.in_vector) = outer;
        Ok(())
    }
    /// A register that a parallel body sets is mentioned nowhere else.
    fn private_registers(&self, l: &For) -> Checked {
        let (mut set, mut inside, mut everywhere) = (BTreeSet::new(), BTreeMap::new(), BTreeMap::new());
        crate::visit::registers(&l.body, &mut |register, sets| {
            *inside.entry(register).or_insert(0) += 1;
            if sets {
                set.insert(register);
            }
        });
        crate::visit::registers(&self.kernel.body, &mut |register, _| {
            *everywhere.entry(register).or_insert(0) += 1;
        });
        for register in set {
            let count = |all: &BTreeMap<Register, usize>| all.get(&register).copied();
            ensure(count(&inside) == count(&everywhere), || {
                format!("{register} is set in the parallel loop over {} and used outside", l.var)
            })?;
        }
        Ok(())
    }

    fn whole(&self, what: &str) -> Checked {
        ensure(self.stage == Stage::Scalar, || format!("a {what} after expansion"))
    }
    fn leaves(&mut self, leaves: &[Operand], reducer: &Reducer, results: &[Ty]) -> Checked {
        let one = results.len() == 1;
        let alike = results.iter().all(|ty| *ty == results[0]);
        let fits = match (reducer, leaves) {
            (Reducer::Op(op), leaves) => {
                alike && leaves.len() == results.len() && op.applies(results[0].dtype)
            }
            (Reducer::SumOfProducts, leaves) => {
                alike && leaves.len() == 2 * results.len() && results[0].dtype.is_float()
            }
            (Reducer::ArgMin | Reducer::ArgMax, [leaf]) => {
                self.operand(leaf)?;
                return ensure(one && results[0].dtype == DType::I64, || "an index that is no i64".into());
            }
            (Reducer::User { init, left, right, result, .. }, _) => {
                [init.len(), left.len(), right.len(), result.len(), leaves.len()] == [results.len(); 5]
            }
            _ => false,
        };
        ensure(fits, || "leaves, operator and results do not fit".into())?;
        for (i, leaf) in leaves.iter().enumerate() {
            self.of_type(leaf, results[i.min(results.len() - 1)])?;
        }
        let Reducer::User { init, left, right, body, result } = reducer else { return Ok(()) };
        let outer = self.scope.mark();
        for (i, ty) in results.iter().enumerate() {
            self.of_type(&init[i], *ty)?;
            self.define(left[i], *ty)?;
            self.define(right[i], *ty)?;
        }
        self.stmts(body)?;
        results.iter().zip(result).try_for_each(|(ty, result)| self.of_type(result, *ty))?;
        self.scope.leave(outer);
        Ok(())
    }
    fn reduce(&mut self, reduce: &Reduce) -> Checked {
        self.whole("reduction")?;
        let (scope, live) = (self.scope.mark(), self.live.mark());
        for (var, extent) in &reduce.binders {
            self.poly(extent)?;
            self.define_index(*var)?;
        }
        ensure(!reduce.binders.is_empty(), || "a reduction over nothing".into())?;
        let results: Result<Vec<Ty>, String> = reduce.results.iter().map(|r| self.register(*r)).collect();
        let results = results?;
        reduce.into.map_or(Ok(()), |buffer| self.room_for(buffer, &results))?;
        reduce.empty.map_or(Ok(()), |site| self.site(site))?;
        self.stmts(&reduce.body)?;
        self.leaves(&reduce.leaves, &reduce.reducer, &results)?;
        self.scope.leave(scope);
        self.live.leave(live);
        Ok(())
    }
    /// Whether results of these types can go to an array on the stack.
    fn room_for(&self, buffer: Buffer, results: &[Ty]) -> Checked {
        self.buffer(buffer)?;
        let info = &self.kernel.buffers[buffer];
        let Storage::Stack(room) = info.storage else {
            return Err(format!("results go to {buffer}, which is not on the stack"));
        };
        let fits = results.len() <= room as usize && results.iter().all(|ty| ty.dtype == info.dtype);
        ensure(fits, || format!("results do not fit into {buffer}"))
    }
    fn scan(&mut self, scan: &Scan) -> Checked {
        self.whole("scan")?;
        let (scope, live) = (self.scope.mark(), self.live.mark());
        self.poly(&scan.binder.1)?;
        self.define_index(scan.binder.0)?;
        let mut results = Vec::new();
        for access in &scan.outputs {
            self.access(access, 1)?;
            self.writable(access.buffer)?;
            results.push(Ty::scalar(self.kernel.buffers[access.buffer].dtype));
        }
        self.stmts(&scan.body)?;
        ensure(matches!(scan.reducer, Reducer::Op(_) | Reducer::User { .. }), || "a scan of indices".into())?;
        self.leaves(&scan.leaves, &scan.reducer, &results)?;
        self.scope.leave(scope);
        self.live.leave(live);
        Ok(())
    }
}
