//! Statements with everything they mention exchanged for something else.

use crate::ir::{
    Access, Affine, Block, Buffer, For, Lanes, Op, Operand, Param, Reduce, Reducer, Register, Scan, Site,
    Stmt, Value,
};

/// What takes the place of what. A definition is asked for before anything that may mention it.
pub trait Mapper {
    /// A value that is defined here.
    fn define(&mut self, value: Value) -> Value;
    /// A mention of a value or constant.
    fn operand(&mut self, operand: Operand) -> Operand;
    /// A polynomial.
    fn poly(&mut self, poly: &Affine) -> Affine;
    /// A mention of a register.
    fn register(&mut self, register: Register) -> Register {
        register
    }
    /// A mention of a buffer.
    fn buffer(&mut self, buffer: Buffer) -> Buffer {
        buffer
    }
    /// A buffer that is allocated here.
    fn allocate(&mut self, buffer: Buffer) -> Buffer {
        self.buffer(buffer)
    }
    /// A mention of a site.
    fn site(&mut self, site: Site) -> Site {
        site
    }
}

fn value(m: &mut impl Mapper, value: Value) -> Value {
    match m.operand(value.into()) {
        Operand::Value(value) => value,
        Operand::Const(_) => base::bug!("a constant in place of a mask or offsets"),
    }
}

fn mask(m: &mut impl Mapper, mask: Option<Value>) -> Option<Value> {
    mask.map(|mask| value(m, mask))
}

fn operands(m: &mut impl Mapper, operands: &[Operand]) -> Vec<Operand> {
    operands.iter().map(|operand| m.operand(*operand)).collect()
}

fn access(m: &mut impl Mapper, access: &Access) -> Access {
    let lanes = match &access.lanes {
        Lanes::Strided(step) => Lanes::Strided(m.operand(*step)),
        Lanes::Gather(offsets) => Lanes::Gather(value(m, *offsets)),
        lanes => lanes.clone(),
    };
    Access { buffer: m.buffer(access.buffer), base: m.poly(&access.base), lanes }
}

/// A parameter with what stands for its arguments.
pub fn param(m: &mut impl Mapper, param: &Param) -> Param {
    match param {
        Param::Scalar(value) => Param::Scalar(m.define(*value)),
        Param::Array { buffer, extents, strides } => Param::Array {
            buffer: m.buffer(*buffer),
            extents: extents.iter().map(|value| m.define(*value)).collect(),
            strides: strides.iter().map(|value| m.define(*value)).collect(),
        },
        Param::ScalarPlace(buffer) => Param::ScalarPlace(m.buffer(*buffer)),
        Param::Frame(value) => Param::Frame(m.define(*value)),
        Param::FrameArray(buffer) => Param::FrameArray(m.buffer(*buffer)),
    }
}

/// A block, statement by statement.
pub fn block(m: &mut impl Mapper, block: &[Stmt]) -> Block {
    block.iter().map(|s| stmt(m, s)).collect()
}

/// A statement with all inside.
pub fn stmt(m: &mut impl Mapper, stmt: &Stmt) -> Stmt {
    match stmt {
        Stmt::Let { value, op: of } => {
            let of = op(m, of);
            Stmt::Let { value: m.define(*value), op: of }
        }
        Stmt::Set { register, value, mask: only } => {
            Stmt::Set { register: m.register(*register), value: m.operand(*value), mask: mask(m, *only) }
        }
        Stmt::Store { access: to, value, mask: only } => {
            Stmt::Store { access: access(m, to), value: m.operand(*value), mask: mask(m, *only) }
        }
        Stmt::For(l) => {
            let (lo, hi) = (m.poly(&l.lo), m.poly(&l.hi));
            let var = m.define(l.var);
            Stmt::For(Box::new(For { var, lo, hi, kind: l.kind, body: block(m, &l.body), span: l.span }))
        }
        Stmt::While { test, cond, body } => {
            let test = block(m, test);
            let cond = m.operand(*cond);
            Stmt::While { test, cond, body: block(m, body) }
        }
        Stmt::If { cond, then, otherwise } => {
            let cond = m.operand(*cond);
            Stmt::If { cond, then: block(m, then), otherwise: block(m, otherwise) }
        }
        Stmt::Check { ok, mask: only, site, args } => Stmt::Check {
            ok: m.operand(*ok),
            mask: mask(m, *only),
            site: m.site(*site),
            args: operands(m, args),
        },
        Stmt::Alloc { buffer, extent, site } => {
            let (extent, site) = (m.poly(extent), site.map(|site| m.site(site)));
            Stmt::Alloc { buffer: m.allocate(*buffer), extent, site }
        }
        Stmt::Swap(a, b) => Stmt::Swap(m.buffer(*a), m.buffer(*b)),
        Stmt::Reduce(reduce) => Stmt::Reduce(Box::new(self::reduce(m, reduce))),
        Stmt::Scan(scan) => Stmt::Scan(Box::new(self::scan(m, scan))),
    }
}

fn reduce(m: &mut impl Mapper, reduce: &Reduce) -> Reduce {
    let results = reduce.results.iter().map(|register| m.register(*register)).collect();
    let into = reduce.into.map(|buffer| m.buffer(buffer));
    let extents: Vec<Affine> = reduce.binders.iter().map(|(_, extent)| m.poly(extent)).collect();
    let vars: Vec<Value> = reduce.binders.iter().map(|(var, _)| m.define(*var)).collect();
    let body = block(m, &reduce.body);
    let leaves = operands(m, &reduce.leaves);
    let reducer = reducer(m, &reduce.reducer);
    let empty = reduce.empty.map(|site| m.site(site));
    let binders = vars.into_iter().zip(extents).collect();
    Reduce { results, into, binders, body, leaves, reducer, empty, ..reduce.clone() }
}

fn scan(m: &mut impl Mapper, scan: &Scan) -> Scan {
    let extent = m.poly(&scan.binder.1);
    let binder = (m.define(scan.binder.0), extent);
    let body = block(m, &scan.body);
    let leaves = operands(m, &scan.leaves);
    let reducer = reducer(m, &scan.reducer);
    let outputs = scan.outputs.iter().map(|to| access(m, to)).collect();
    Scan { binder, body, leaves, reducer, outputs, ..scan.clone() }
}

fn reducer(m: &mut impl Mapper, reducer: &Reducer) -> Reducer {
    let Reducer::User { init, left, right, body, result } = reducer else { return reducer.clone() };
    let init = operands(m, init);
    let left = left.iter().map(|value| m.define(*value)).collect();
    let right = right.iter().map(|value| m.define(*value)).collect();
    let body = block(m, body);
    Reducer::User { init, left, right, body, result: operands(m, result) }
}

/// An operation.
pub fn op(m: &mut impl Mapper, op: &Op) -> Op {
    match op {
        Op::Index(poly) => Op::Index(m.poly(poly)),
        Op::Unary(op, a) => Op::Unary(*op, m.operand(*a)),
        Op::Binary(op, a, b) => Op::Binary(*op, m.operand(*a), m.operand(*b)),
        Op::Compare(op, a, b) => Op::Compare(*op, m.operand(*a), m.operand(*b)),
        Op::Fma(a, b, c) => Op::Fma(m.operand(*a), m.operand(*b), m.operand(*c)),
        Op::Convert(dtype, a) => Op::Convert(*dtype, m.operand(*a)),
        Op::Select(c, a, b) => Op::Select(m.operand(*c), m.operand(*a), m.operand(*b)),
        Op::Call(function, args) => Op::Call(*function, operands(m, args)),
        Op::Load(from, only) => Op::Load(access(m, from), mask(m, *only)),
        Op::Get(register) => Op::Get(m.register(*register)),
        Op::Splat(a, lanes) => Op::Splat(m.operand(*a), *lanes),
        Op::Iota(..) => op.clone(),
        Op::Extract(a, lane) => Op::Extract(m.operand(*a), *lane),
        Op::FoldLanes(op, a) => Op::FoldLanes(*op, m.operand(*a)),
        Op::Shuffle(a, b, numbers) => Op::Shuffle(m.operand(*a), m.operand(*b), numbers.clone()),
        Op::Any(a) => Op::Any(m.operand(*a)),
        Op::All(a) => Op::All(m.operand(*a)),
        Op::FirstActive(a, only) => Op::FirstActive(m.operand(*a), value(m, *only)),
        Op::FirstLanes(n, lanes) => Op::FirstLanes(m.operand(*n), *lanes),
        Op::Lead(from, bytes) => Op::Lead(access(m, from), *bytes),
        Op::Anew(a, b) => Op::Anew(m.operand(*a), m.operand(*b)),
    }
}
