//! Runs loop IR at any stage, slowly; tests check lowering and passes with it.
//!
//! It reports what generated code must never do: reading elements that nothing has written, touching memory outside a
//! buffer. Loops whose iterations may run in any order can be run backwards, to find those that depend on the order.

mod call;
mod op;
mod whole;

pub use call::call;

use base::{Scalar, scalar};

use crate::ir::{
    Access, Affine, Block, Buffer, For, Kernel, Lanes, LoopKind, Op, Operand, Param, Program, Register, Site,
    Stmt, Storage, Value,
};

/// An argument in the order of the parameters; written in place.
#[derive(Clone, PartialEq, Debug)]
pub enum Arg {
    /// A scalar, a frame's extent, or the place of a scalar result.
    Scalar(Scalar),
    /// Elements with extents and strides (a framed scalar has one of each, a scalar that is updated none).
    Array {
        /// The memory.
        data: Vec<Option<Scalar>>,
        /// One an axis.
        extents: Vec<i64>,
        /// One an axis, in elements.
        strides: Vec<i64>,
    },
}

/// Why a run ended early.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Stop {
    /// A check failed.
    Failed(Site, Vec<Scalar>),
    /// A result would be too large, which the boundary refuses.
    Refused,
    /// The kernel did what it must not do.
    Broken(String),
}

/// How to run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Options {
    /// Whether `fma` rounds once.
    pub fma: bool,
    /// Whether loops of any order run backwards.
    pub backwards: bool,
}

type Run<T> = Result<T, Stop>;

fn broken<T>(message: String) -> Run<T> {
    Err(Stop::Broken(message))
}

struct Machine<'a> {
    program: &'a Program,
    kernel: &'a Kernel,
    options: Options,
    values: Vec<Vec<Scalar>>,
    registers: Vec<Vec<Scalar>>,
    memory: Vec<Vec<Option<Scalar>>>,
}

/// Runs a kernel of `program` on `args`, which take the results.
///
/// # Errors
/// A failed check, or a kernel that does what it must not.
pub fn run(program: &Program, kernel: &Kernel, args: &mut [Arg], options: Options) -> Run<()> {
    let mut machine = Machine::new(program, kernel, options);
    for (param, arg) in kernel.params.iter().zip(&*args) {
        machine.enter(param, arg)?;
    }
    machine.block(&kernel.body)?;
    for (param, arg) in kernel.params.iter().zip(args) {
        machine.leave(param, arg);
    }
    Ok(())
}

impl<'a> Machine<'a> {
    fn new(program: &'a Program, kernel: &'a Kernel, options: Options) -> Self {
        let memory = kernel.buffers.iter().map(|info| match &info.storage {
            Storage::Stack(elements) => vec![None; *elements as usize],
            Storage::Constant(elements) => elements.iter().copied().map(Some).collect(),
            _ => Vec::new(),
        });
        Machine {
            program,
            kernel,
            options,
            values: vec![Vec::new(); kernel.values.len()],
            registers: vec![Vec::new(); kernel.registers.len()],
            memory: memory.collect(),
        }
    }
}

impl Machine<'_> {
    fn enter(&mut self, param: &Param, arg: &Arg) -> Run<()> {
        match (param, arg) {
            (Param::Scalar(value) | Param::Frame(value), Arg::Scalar(scalar)) => {
                self.values[value.0 as usize] = vec![*scalar];
            }
            (Param::ScalarPlace(buffer), Arg::Scalar(_)) => self.memory[buffer.0 as usize] = vec![None],
            (Param::FrameArray(buffer) | Param::ScalarPlace(buffer), Arg::Array { data, .. }) => {
                self.memory[buffer.0 as usize] = data.clone();
            }
            (Param::Array { buffer, extents, strides }, Arg::Array { data, extents: n, strides: s }) => {
                self.memory[buffer.0 as usize] = data.clone();
                for (value, n) in extents.iter().zip(n).chain(strides.iter().zip(s)) {
                    self.values[value.0 as usize] = vec![Scalar::i64(*n)];
                }
            }
            _ => return broken("arguments do not fit the parameters".into()),
        }
        Ok(())
    }
    fn leave(&mut self, param: &Param, arg: &mut Arg) {
        match (param, arg) {
            (Param::ScalarPlace(buffer), Arg::Scalar(scalar)) => {
                if let Some(Some(result)) = self.memory[buffer.0 as usize].first() {
                    *scalar = *result;
                }
            }
            (
                Param::FrameArray(buffer) | Param::ScalarPlace(buffer) | Param::Array { buffer, .. },
                Arg::Array { data, .. },
            ) => {
                *data = std::mem::take(&mut self.memory[buffer.0 as usize]);
            }
            _ => {}
        }
    }

    fn value(&self, value: Value) -> &[Scalar] {
        &self.values[value.0 as usize]
    }
    fn poly(&self, poly: &Affine) -> Run<i64> {
        let value = poly.evaluate(&mut |value| self.value(*value).first().map_or(0, |s| s.as_i64()));
        value.map_or_else(|| broken("division by zero in an index".into()), Ok)
    }
    /// An operand in so many lanes.
    fn operand(&self, operand: &Operand, lanes: usize) -> Vec<Scalar> {
        match operand {
            Operand::Value(value) => self.value(*value).to_vec(),
            Operand::Const(scalar) => vec![*scalar; lanes],
        }
    }
    fn scalar(&self, operand: &Operand) -> Scalar {
        self.operand(operand, 1)[0]
    }
    fn mask(&self, mask: Option<Value>, lanes: usize) -> Vec<bool> {
        mask.map_or(vec![true; lanes], |mask| self.value(mask).iter().map(|s| s.as_bool()).collect())
    }
    /// The element numbers of an access.
    fn places(&self, access: &Access, lanes: usize) -> Run<Vec<i64>> {
        let base = self.poly(&access.base)?;
        let lane = |k: usize| i64::try_from(k).unwrap_or(0);
        Ok(match &access.lanes {
            Lanes::Scalar => vec![base],
            Lanes::Contiguous => (0..lanes).map(|k| base.wrapping_add(lane(k))).collect(),
            Lanes::Strided(step) => {
                let step = self.scalar(step).as_i64();
                (0..lanes).map(|k| base.wrapping_add(lane(k).wrapping_mul(step))).collect()
            }
            Lanes::Gather(offsets) => {
                self.value(*offsets).iter().map(|offset| base.wrapping_add(offset.as_i64())).collect()
            }
        })
    }
    fn element(&mut self, buffer: Buffer, place: i64) -> Run<&mut Option<Scalar>> {
        let name = &self.kernel.buffers[buffer].name;
        let memory = &mut self.memory[buffer.0 as usize];
        let elements = memory.len();
        match usize::try_from(place).ok().and_then(|place| memory.get_mut(place)) {
            Some(element) => Ok(element),
            None => broken(format!("element {place} of {name} ({buffer}), which has {elements}")),
        }
    }

    fn block(&mut self, block: &Block) -> Run<()> {
        block.iter().try_for_each(|stmt| self.stmt(stmt))
    }
    fn stmt(&mut self, stmt: &Stmt) -> Run<()> {
        match stmt {
            Stmt::Let { value, op } => {
                let lanes = self.kernel.values[*value].ty.lanes as usize;
                self.values[value.0 as usize] = self.op(op, lanes)?;
                Ok(())
            }
            Stmt::Set { register, value, mask } => self.set(*register, value, *mask),
            Stmt::Store { access, value, mask } => self.store(access, value, *mask),
            Stmt::For(l) => self.for_loop(l),
            Stmt::While { test, cond, body } => loop {
                self.block(test)?;
                if !self.scalar(cond).as_bool() {
                    return Ok(());
                }
                self.block(body)?;
            },
            Stmt::If { cond, then, otherwise } => {
                let block = if self.scalar(cond).as_bool() { then } else { otherwise };
                self.block(block)
            }
            Stmt::Check { ok, mask, site, args } => {
                let lanes = match (ok, mask) {
                    (Operand::Value(value), _) => self.value(*value).len(),
                    (_, Some(mask)) => self.value(*mask).len(),
                    _ => 1,
                };
                let (ok, mask) = (self.operand(ok, lanes), self.mask(*mask, lanes));
                let Some(lane) = (0..lanes).find(|k| mask[*k] && !ok[*k].as_bool()) else { return Ok(()) };
                let args = args.iter().map(|arg| self.operand(arg, lanes));
                let args = args.map(|arg| arg.get(lane).copied().unwrap_or(arg[0])).collect();
                Err(Stop::Failed(*site, args))
            }
            Stmt::Alloc { buffer, extent, .. } => {
                let extent = self.poly(extent)?;
                match usize::try_from(extent) {
                    Ok(elements) if elements < 1 << 24 => {
                        self.memory[buffer.0 as usize] = vec![None; elements];
                        Ok(())
                    }
                    _ => broken(format!("{extent} elements for {buffer}")),
                }
            }
            Stmt::Swap(a, b) => {
                self.memory.swap(a.0 as usize, b.0 as usize);
                Ok(())
            }
            Stmt::Reduce(reduce) => self.reduce(reduce),
            Stmt::Scan(scan) => self.scan(scan),
        }
    }
    fn set(&mut self, register: Register, value: &Operand, mask: Option<Value>) -> Run<()> {
        let ty = self.kernel.registers[register].ty;
        let lanes = ty.lanes as usize;
        let (value, mask) = (self.operand(value, lanes), self.mask(mask, lanes));
        let old = &mut self.registers[register.0 as usize];
        old.resize(lanes, Scalar::zero(ty.dtype));
        for (lane, old) in old.iter_mut().enumerate().filter(|(lane, _)| mask[*lane]) {
            *old = value[lane];
        }
        Ok(())
    }
    fn store(&mut self, access: &Access, value: &Operand, mask: Option<Value>) -> Run<()> {
        let lanes = match (value, mask, &access.lanes) {
            (Operand::Value(value), _, _) => self.value(*value).len(),
            (_, Some(mask), _) => self.value(mask).len(),
            (_, _, Lanes::Gather(offsets)) => self.value(*offsets).len(),
            _ => 1,
        };
        let (value, mask) = (self.operand(value, lanes), self.mask(mask, lanes));
        for (lane, place) in self.places(access, lanes)?.into_iter().enumerate() {
            if mask[lane] {
                *self.element(access.buffer, place)? = Some(value[lane]);
            }
        }
        Ok(())
    }
    fn for_loop(&mut self, l: &For) -> Run<()> {
        let (lo, hi) = (self.poly(&l.lo)?, self.poly(&l.hi)?);
        let any_order = !matches!(l.kind, LoopKind::Serial | LoopKind::Unrolled);
        let count = hi.saturating_sub(lo).max(0);
        for k in 0..count {
            let k = if self.options.backwards && any_order { count - 1 - k } else { k };
            self.values[l.var.0 as usize] = vec![Scalar::i64(lo + k)];
            self.block(&l.body)?;
        }
        Ok(())
    }
    fn load(&mut self, access: &Access, mask: Option<Value>, lanes: usize) -> Run<Vec<Scalar>> {
        let dtype = self.kernel.buffers[access.buffer].dtype;
        let mask = self.mask(mask, lanes);
        let mut loaded = Vec::new();
        for (lane, place) in self.places(access, lanes)?.into_iter().enumerate() {
            if !mask[lane] {
                loaded.push(Scalar::zero(dtype));
                continue;
            }
            match self.element(access.buffer, place)? {
                Some(element) => loaded.push(*element),
                None => return broken(format!("element {place} of {} is not set", access.buffer)),
            }
        }
        Ok(loaded)
    }
    fn get(&self, register: Register) -> Run<Vec<Scalar>> {
        let lanes = self.registers[register.0 as usize].clone();
        if lanes.is_empty() { broken(format!("{register} is not set")) } else { Ok(lanes) }
    }
    fn fma(&self, a: Scalar, b: Scalar, c: Scalar) -> Scalar {
        scalar::fma(a, b, c, self.options.fma)
    }
}

/// Whether `op` has lanes of its own rather than one scalar result.
fn lanewise(op: &Op) -> bool {
    matches!(
        op,
        Op::Unary(..)
            | Op::Binary(..)
            | Op::Compare(..)
            | Op::Fma(..)
            | Op::Convert(..)
            | Op::Select(..)
            | Op::Call(..)
    )
}
