//! Values in lanes: uniform, linear in the lane's number, or any.

use base::{Atom, BinOp, DType, Poly, Scalar, fault};

use super::Vectoriser;
use crate::build::{constant, poly_of};
use crate::ir::{Access, Affine, Lanes, Op, Operand, Ty, Value};

/// What a value of the scalar body is in lanes.
#[derive(Clone, Debug)]
pub(super) enum Lane {
    /// The same in every lane.
    Uniform(Operand),
    /// An `i64`: a polynomial that is linear in the lane's number.
    Linear(Affine),
    /// A vector.
    Vector(Value),
}

/// An element index in lanes: `base + step * lane + offsets`.
struct Place {
    base: Affine,
    step: Affine,
    offsets: Option<Value>,
}

impl Vectoriser<'_> {
    pub(super) fn lane_of(&self, operand: &Operand) -> Lane {
        match operand {
            Operand::Value(value) => {
                self.values.get(value).cloned().unwrap_or(Lane::Uniform(Operand::Value(*value)))
            }
            Operand::Const(_) => Lane::Uniform(*operand),
        }
    }
    /// The operand where it is the same in every lane.
    pub(super) fn uniform(&self, operand: &Operand) -> Option<Operand> {
        match self.lane_of(operand) {
            Lane::Uniform(operand) => Some(operand),
            _ => None,
        }
    }
    /// The operand as a vector, or a constant.
    pub(super) fn vector(&mut self, operand: &Operand) -> Operand {
        match self.lane_of(operand) {
            Lane::Uniform(constant @ Operand::Const(_)) => constant,
            Lane::Uniform(operand) => self.splat(operand).into(),
            Lane::Linear(poly) => self.materialise(&poly).into(),
            Lane::Vector(value) => value.into(),
        }
    }
    /// The operand as a vector, constants too.
    pub(super) fn vector_value(&mut self, operand: &Operand) -> Value {
        match self.vector(operand) {
            Operand::Value(value) => value,
            constant => self.splat(constant),
        }
    }
    pub(super) fn splat(&mut self, operand: Operand) -> Value {
        let ty = self.ty(self.b.kernel.operand_ty(operand).dtype);
        let width = self.width;
        self.b.define(ty, "all", Op::Splat(operand, width))
    }

    /// The parts of a polynomial in the lane's number, if it is linear in it.
    pub(super) fn linear(&self, poly: &Affine) -> Option<(Affine, Affine)> {
        let (base, step) = poly.linear_in(&self.lane)?;
        (!step.mentions(&self.lane)).then_some((base, step))
    }
    /// A linear polynomial as a vector.
    fn materialise(&mut self, poly: &Affine) -> Value {
        let Some((base, step)) = self.linear(poly) else { return self.vector_poly(poly) };
        if step.as_constant() == Some(0) {
            let base = self.b.index(&base, "base");
            return self.splat(base);
        }
        let ty = self.ty(DType::I64);
        let width = self.width;
        let mut lanes = self.b.define(ty, "lanes", Op::Iota(DType::I64, width));
        if step.as_constant() != Some(1) {
            let step = self.b.index(&step, "step");
            let step = self.splat_or_constant(step);
            lanes = self.b.define(ty, "steps", Op::Binary(BinOp::Mul, lanes.into(), step));
        }
        if base.as_constant() == Some(0) {
            return lanes;
        }
        let base = self.b.index(&base, "base");
        let base = self.splat_or_constant(base);
        self.b.define(ty, "linear", Op::Binary(BinOp::Add, base, lanes.into()))
    }
    fn splat_or_constant(&mut self, operand: Operand) -> Operand {
        match operand {
            Operand::Const(_) => operand,
            operand => self.splat(operand).into(),
        }
    }

    /// The polynomial in terms of uniform values and the lane's number; none where a vector is in it.
    fn known(&self, poly: &Affine) -> Option<Affine> {
        let all = poly.vars().iter().all(|value| self.poly_of(*value).is_some());
        all.then(|| poly.substitute(&mut |value| self.poly_of(*value).unwrap_or_else(|| constant(0))))
    }
    /// What a polynomial of the scalar body is in lanes.
    pub(super) fn lane_of_poly(&mut self, poly: &Affine) -> Lane {
        if let Some(known) = self.known(poly)
            && let Some((base, step)) = self.linear(&known)
        {
            if step.as_constant() == Some(0) {
                return Lane::Uniform(self.b.index(&base, "index"));
            }
            return Lane::Linear(known);
        }
        Lane::Vector(self.vector_of(poly))
    }
    /// A polynomial of the scalar body, where it is the same in every lane.
    pub(super) fn uniform_poly(&mut self, poly: &Affine) -> Option<Affine> {
        let known = self.known(poly)?;
        (!known.mentions(&self.lane)).then_some(known)
    }

    /// A polynomial of the scalar body as a vector: terms without vectors as one linear part, the others one by one.
    fn vector_of(&mut self, poly: &Affine) -> Value {
        let mut simple = constant(0);
        let mut sum: Option<Value> = None;
        for (atoms, coefficient) in poly.terms() {
            let term = term_of(atoms, coefficient);
            if let Some(known) = self.known(&term)
                && self.linear(&known).is_some()
            {
                simple = simple.add(&known);
                continue;
            }
            let product = self.vector_term(atoms, coefficient);
            sum = Some(self.sum(sum, product));
        }
        match sum {
            None => self.materialise(&simple),
            Some(sum) if simple.as_constant() == Some(0) => sum,
            Some(sum) => {
                let simple = self.materialise(&simple);
                self.sum(Some(sum), simple)
            }
        }
    }
    fn sum(&mut self, a: Option<Value>, b: Value) -> Value {
        let Some(a) = a else { return b };
        let ty = self.ty(DType::I64);
        self.b.define(ty, "sum", Op::Binary(BinOp::Add, a.into(), b.into()))
    }
    fn vector_term(&mut self, atoms: &[Atom<Value>], coefficient: i64) -> Value {
        let ty = self.ty(DType::I64);
        let mut product: Option<Value> = None;
        for atom in atoms {
            let factor = match atom {
                Atom::Var(value) => self.vector_value(&(*value).into()),
                Atom::FloorDiv(a, b) => {
                    let (a, b) = (self.vector_of(a), self.divisor(b));
                    self.b.define(ty, "quotient", Op::Binary(BinOp::FloorDiv, a.into(), b))
                }
            };
            product = Some(match product {
                None => factor,
                Some(p) => self.b.define(ty, "product", Op::Binary(BinOp::Mul, p.into(), factor.into())),
            });
        }
        let factor: Operand = Scalar::i64(coefficient).into();
        match product {
            None => self.splat(factor),
            Some(product) if coefficient == 1 => product,
            Some(product) => self.b.define(ty, "product", Op::Binary(BinOp::Mul, product.into(), factor)),
        }
    }
    fn divisor(&mut self, poly: &Affine) -> Operand {
        match poly.as_constant() {
            Some(n) => Scalar::i64(n).into(),
            None => self.vector_of(poly).into(),
        }
    }
    /// A polynomial that already is in terms of the lane's number, but not linear in it.
    fn vector_poly(&mut self, poly: &Affine) -> Value {
        let marker = self.lane;
        let ty = self.ty(DType::I64);
        let width = self.width;
        let lanes = self.b.define(ty, "lanes", Op::Iota(DType::I64, width));
        self.values.insert(marker, Lane::Vector(lanes));
        let value = self.vector_of(poly);
        self.values.remove(&marker);
        value
    }

    fn place(&mut self, access: &Access) -> Place {
        let mut poly = access.base.clone();
        let private = self.buffers.contains_key(&access.buffer);
        if private {
            // Every lane has its own elements, side by side.
            poly = poly.scale(i64::from(self.width));
        }
        let (mut base, mut rest) = (constant(0), constant(0));
        for (atoms, coefficient) in poly.terms() {
            let term = term_of(atoms, coefficient);
            match self.known(&term) {
                Some(known) if self.linear(&known).is_some() => base = base.add(&known),
                _ => rest = rest.add(&term),
            }
        }
        if private && !fault!(LanesShareMemory) {
            base = base.add(&Poly::var(self.lane));
        }
        let offsets = (rest.as_constant() != Some(0)).then(|| self.vector_of(&rest));
        match self.linear(&base) {
            Some((base, step)) => Place { base, step, offsets },
            None => base::bug!("an address that is not linear"),
        }
    }
    /// An access in lanes; scalar where every lane touches the same element.
    fn access(&mut self, access: &Access) -> Access {
        let place = self.place(access);
        let buffer = self.buffers.get(&access.buffer).copied().unwrap_or(access.buffer);
        let lanes = match (place.offsets, place.step.as_constant()) {
            (None, Some(0)) => Lanes::Scalar,
            (None, Some(1)) => Lanes::Contiguous,
            (None, _) => Lanes::Strided(self.b.index(&place.step, "step")),
            (Some(offsets), Some(0)) => Lanes::Gather(offsets),
            (Some(offsets), _) => {
                let steps = place.step.mul(&Poly::var(self.lane));
                let steps = self.materialise(&steps);
                Lanes::Gather(self.sum(Some(offsets), steps))
            }
        };
        Access { buffer, base: place.base, lanes }
    }
    /// An access in lanes, and the mask that it needs: what the lanes have of their own is there for all of them, and only
    /// where fewer run than there are iterations does it matter to whom one belongs.
    pub(super) fn access_and_mask(&mut self, access: &Access) -> (Access, Option<Value>) {
        let own = self.buffers.contains_key(&access.buffer) && !self.diverged;
        let access = self.access(access);
        let needs_none = own && access.lanes == Lanes::Contiguous;
        (access, if needs_none { None } else { self.mask })
    }

    /// What an operation gives in lanes.
    pub(super) fn op(&mut self, op: &Op, dtype: DType, name: &str) -> Lane {
        match op {
            Op::Index(poly) => self.lane_of_poly(poly),
            Op::Load(access, _) => {
                let (access, mask) = self.access_and_mask(access);
                if access.lanes == Lanes::Scalar {
                    let value = self.b.define(Ty::scalar(dtype), name, Op::Load(access, None));
                    return Lane::Uniform(value.into());
                }
                let ty = self.ty(dtype);
                Lane::Vector(self.b.define(ty, name, Op::Load(access, mask)))
            }
            Op::Get(register) => match self.registers.get(register) {
                Some(register) => {
                    let ty = self.ty(dtype);
                    Lane::Vector(self.b.define(ty, name, Op::Get(*register)))
                }
                None => Lane::Uniform(self.b.get(*register).into()),
            },
            Op::Binary(BinOp::Add | BinOp::Sub | BinOp::Mul, a, b) if dtype == DType::I64 => {
                match self.ring(op, a, b) {
                    Some(lane) => lane,
                    None => self.lanewise(op, dtype, name),
                }
            }
            _ => self.lanewise(op, dtype, name),
        }
    }
    /// A sum, difference or product of `i64` that stays linear.
    fn ring(&mut self, op: &Op, a: &Operand, b: &Operand) -> Option<Lane> {
        let poly = |lane: Lane| match lane {
            Lane::Uniform(operand) => Some(poly_of(operand)),
            Lane::Linear(poly) => Some(poly),
            Lane::Vector(_) => None,
        };
        let (x, y) = (self.lane_of(a), self.lane_of(b));
        if let (Lane::Uniform(_), Lane::Uniform(_)) = (&x, &y) {
            return None;
        }
        let (x, y) = (poly(x)?, poly(y)?);
        let poly = match op {
            Op::Binary(BinOp::Add, ..) => x.add(&y),
            Op::Binary(BinOp::Sub, ..) => x.sub(&y),
            _ => x.mul(&y),
        };
        let (base, step) = self.linear(&poly)?;
        Some(if step.as_constant() == Some(0) {
            Lane::Uniform(self.b.index(&base, "index"))
        } else {
            Lane::Linear(poly)
        })
    }
    fn lanewise(&mut self, op: &Op, dtype: DType, name: &str) -> Lane {
        let operands = operands_of(op);
        let uniform: Option<Vec<Operand>> = operands.iter().map(|operand| self.uniform(operand)).collect();
        if let Some(uniform) = uniform {
            let value = self.b.define(Ty::scalar(dtype), name, with_operands(op, &uniform));
            return Lane::Uniform(value.into());
        }
        let vectors: Vec<Operand> = operands.iter().map(|operand| self.vector(operand)).collect();
        let ty = self.ty(dtype);
        Lane::Vector(self.b.define(ty, name, with_operands(op, &vectors)))
    }
}

fn term_of(atoms: &[Atom<Value>], coefficient: i64) -> Affine {
    let factors = atoms.iter().map(|atom| match atom {
        Atom::Var(value) => Poly::var(*value),
        Atom::FloorDiv(a, b) => a.floor_div(b),
    });
    factors.fold(constant(coefficient), |product, factor| product.mul(&factor))
}

/// The operands of an operation that works lane by lane.
fn operands_of(op: &Op) -> Vec<Operand> {
    match op {
        Op::Unary(_, a) | Op::Convert(_, a) => vec![*a],
        Op::Binary(_, a, b) | Op::Compare(_, a, b) => vec![*a, *b],
        Op::Fma(a, b, c) | Op::Select(a, b, c) => vec![*a, *b, *c],
        Op::Call(_, args) => args.clone(),
        _ => base::bug!("not an operation on lanes: {op:?}"),
    }
}

fn with_operands(op: &Op, x: &[Operand]) -> Op {
    match op {
        Op::Unary(op, _) => Op::Unary(*op, x[0]),
        Op::Convert(dtype, _) => Op::Convert(*dtype, x[0]),
        Op::Binary(op, ..) => Op::Binary(*op, x[0], x[1]),
        Op::Compare(op, ..) => Op::Compare(*op, x[0], x[1]),
        Op::Fma(..) => Op::Fma(x[0], x[1], x[2]),
        Op::Call(function, _) => Op::Call(*function, x.to_vec()),
        _ => Op::Select(x[0], x[1], x[2]),
    }
}
