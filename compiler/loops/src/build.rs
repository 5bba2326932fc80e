//! Makes statements: a kernel with a stack of open blocks.

use abi::Status;
use base::{Atom, BinOp, CmpOp, DType, Poly, Scalar, Span};

use crate::ir::{
    Access, Affine, Block, Buffer, BufferInfo, For, Kernel, LoopKind, Op, Operand, Param, Register, Site,
    SiteInfo, Stmt, Storage, Ty, Value,
};

/// A kernel that is being made.
pub struct Builder {
    /// What is made; its body is the outermost open block.
    pub kernel: Kernel,
    open: Vec<Block>,
}

/// A constant polynomial.
#[must_use]
pub fn constant(value: i64) -> Affine {
    Poly::constant(value)
}

/// The product of extents that are all constants.
#[must_use]
pub fn constant_product<'a>(extents: impl IntoIterator<Item = &'a Affine>) -> Option<i64> {
    extents.into_iter().try_fold(1i64, |product, extent| product.checked_mul(extent.as_constant()?))
}

/// The polynomial of a scalar `i64` operand.
#[must_use]
pub fn poly_of(operand: Operand) -> Affine {
    match operand {
        Operand::Value(value) => Poly::var(value),
        Operand::Const(scalar) => Poly::constant(scalar.as_i64()),
    }
}

impl Builder {
    /// Goes on with `kernel`; its body is taken over by the caller.
    #[must_use]
    pub fn new(kernel: Kernel) -> Self {
        Self { kernel, open: vec![Block::new()] }
    }
    /// The kernel with the one open block as its body.
    #[must_use]
    pub fn finish(mut self) -> Kernel {
        self.kernel.body = self.close();
        self.kernel
    }
    /// Starts a block.
    pub fn open(&mut self) {
        self.open.push(Block::new());
    }
    /// Ends the innermost block and gives it.
    pub fn close(&mut self) -> Block {
        match self.open.pop() {
            Some(block) => block,
            None => base::bug!("no block is open"),
        }
    }
    /// Adds a statement.
    pub fn push(&mut self, stmt: Stmt) {
        match self.open.last_mut() {
            Some(block) => block.push(stmt),
            None => base::bug!("no block is open"),
        }
    }
    /// Adds many.
    pub fn extend(&mut self, block: Block) {
        block.into_iter().for_each(|stmt| self.push(stmt));
    }
    /// `name: ty = op`.
    pub fn define(&mut self, ty: Ty, name: &str, op: Op) -> Value {
        let value = self.kernel.fresh(ty, name);
        self.push(Stmt::Let { value, op });
        value
    }
    /// A polynomial's value; no statement where it is a constant or one value.
    pub fn index(&mut self, poly: &Affine, name: &str) -> Operand {
        match (poly.as_constant(), poly.as_var()) {
            (Some(value), _) => Scalar::i64(value).into(),
            (_, Some(value)) => (*value).into(),
            _ => self.define(Ty::scalar(DType::I64), name, Op::Index(poly.clone())).into(),
        }
    }
    /// A polynomial's value as a polynomial of few terms.
    pub fn settle(&mut self, poly: &Affine, name: &str) -> Affine {
        poly_of(self.index(poly, name))
    }
    /// An extent that counts as 0 where it is negative.
    pub fn not_negative(&mut self, extent: &Affine) -> Affine {
        if let Some(n) = extent.as_constant() {
            return constant(n.max(0));
        }
        if self.is_natural(extent) {
            return extent.clone();
        }
        let n = self.index(extent, "extent");
        poly_of(self.binary(BinOp::Max, n, Scalar::i64(0).into(), "extent"))
    }
    /// Whether a polynomial is a sum of products of parameters' extents, which are not negative.
    fn is_natural(&self, poly: &Affine) -> bool {
        let extents = |value: &Value| {
            self.kernel.params.iter().any(|param| match param {
                Param::Array { extents, .. } => extents.contains(value),
                Param::Frame(extent) => extent == value,
                _ => false,
            })
        };
        let simple = |atom: &Atom<Value>| matches!(atom, Atom::Var(value) if extents(value));
        poly.terms().all(|(atoms, coefficient)| coefficient > 0 && atoms.iter().all(simple))
    }
    /// An operation on operands of one type, with their lanes.
    pub fn binary(&mut self, op: BinOp, a: Operand, b: Operand, name: &str) -> Operand {
        let ty = self.wider(a, b);
        self.define(ty, name, Op::Binary(op, a, b)).into()
    }
    /// A comparison.
    pub fn compare(&mut self, op: CmpOp, a: Operand, b: Operand, name: &str) -> Operand {
        let ty = Ty { dtype: DType::Bool, ..self.wider(a, b) };
        self.define(ty, name, Op::Compare(op, a, b)).into()
    }
    /// A choice; the condition has the lanes of the result.
    pub fn select(&mut self, cond: Operand, a: Operand, b: Operand, name: &str) -> Operand {
        let lanes = self.kernel.operand_ty(cond).lanes;
        let ty = self.wider(a, b).with_lanes(lanes);
        self.define(ty, name, Op::Select(cond, a, b)).into()
    }
    fn wider(&self, a: Operand, b: Operand) -> Ty {
        let (a, b) = (self.kernel.operand_ty(a), self.kernel.operand_ty(b));
        if a.lanes >= b.lanes { a } else { b }
    }
    /// A register's value.
    pub fn get(&mut self, register: Register) -> Value {
        let info = self.kernel.registers[register].clone();
        self.define(info.ty, &info.name, Op::Get(register))
    }
    /// Gives a register a value.
    pub fn set(&mut self, register: Register, value: impl Into<Operand>) {
        self.push(Stmt::Set { register, value: value.into(), mask: None });
    }
    /// A new register.
    pub fn register(&mut self, dtype: DType, name: &str) -> Register {
        self.kernel.register(Ty::scalar(dtype), name)
    }
    /// An element.
    pub fn load(&mut self, buffer: Buffer, base: Affine, name: &str) -> Value {
        let dtype = self.kernel.buffers[buffer].dtype;
        self.define(Ty::scalar(dtype), name, Op::Load(Access::scalar(buffer, base), None))
    }
    /// Writes an element.
    pub fn store(&mut self, buffer: Buffer, base: Affine, value: impl Into<Operand>) {
        self.push(Stmt::Store { access: Access::scalar(buffer, base), value: value.into(), mask: None });
    }
    /// A new buffer of a class of its own.
    pub fn buffer(&mut self, dtype: DType, storage: Storage, name: &str) -> Buffer {
        let class = u32::try_from(self.kernel.buffers.len()).unwrap_or(u32::MAX);
        self.kernel.buffers.push(BufferInfo { dtype, storage, class, name: name.to_owned() })
    }
    /// A place that can fail; equal ones are one.
    pub fn site(&mut self, status: Status, message: impl Into<String>, span: Span) -> Site {
        let site = SiteInfo { status, message: message.into(), span };
        let known = self.kernel.sites.iter_ids().find(|(_, info)| **info == site).map(|(id, _)| id);
        known.unwrap_or_else(|| self.kernel.sites.push(site))
    }
    /// Fails unless `ok`.
    pub fn check(&mut self, ok: Operand, site: Site, args: Vec<Operand>) {
        self.push(Stmt::Check { ok, mask: None, site, args });
    }
    /// A loop whose body `body` makes from the loop variable.
    pub fn for_loop(
        &mut self,
        range: (Affine, Affine),
        kind: LoopKind,
        (name, span): (&str, Span),
        body: impl FnOnce(&mut Self, Value),
    ) {
        let var = self.kernel.fresh(Ty::scalar(DType::I64), name);
        self.open();
        body(self, var);
        let body = self.close();
        let (lo, hi) = range;
        self.push(Stmt::For(Box::new(For { var, lo, hi, kind, body, span })));
    }
    /// An `if` without `else`.
    pub fn if_then(&mut self, cond: Operand, then: impl FnOnce(&mut Self)) {
        self.if_else(cond, then, |_| {});
    }
    /// An `if` with `else`.
    pub fn if_else(
        &mut self,
        cond: Operand,
        then: impl FnOnce(&mut Self),
        otherwise: impl FnOnce(&mut Self),
    ) {
        self.open();
        then(self);
        let then = self.close();
        self.open();
        otherwise(self);
        let otherwise = self.close();
        self.push(Stmt::If { cond, then, otherwise });
    }
}
