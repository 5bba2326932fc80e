//! Reads operations, accesses and polynomials.

use base::{BinOp, CmpOp, Poly, UnOp};

use super::{Parsed, Reader};
use crate::ir::{Access, Affine, Fold, Lanes, Op, Operand};

impl Reader<'_, '_> {
    pub(super) fn access(&mut self) -> Parsed<Access> {
        let buffer = self.buffer()?;
        self.cursor.expect("[")?;
        let base = self.poly()?;
        let mut lanes = Lanes::Scalar;
        if self.cursor.eat(";") {
            lanes = match self.cursor.word()?.as_str() {
                "lanes" => Lanes::Contiguous,
                "step" => Lanes::Strided(self.operand()?),
                "offsets" => Lanes::Gather(self.value()?),
                _ => return Err(self.cursor.error("a pattern of lanes")),
            };
        }
        self.cursor.expect("]")?;
        Ok(Access { buffer, base, lanes })
    }

    /// Sums of products of numbers, values, quotients and parentheses.
    pub(super) fn poly(&mut self) -> Parsed<Affine> {
        let negative = self.cursor.eat("-");
        let mut sum = self.term()?;
        if negative {
            sum = sum.scale(-1);
        }
        loop {
            if self.cursor.eat("+") {
                sum = sum.add(&self.term()?);
            } else if self.cursor.eat("-") {
                sum = sum.sub(&self.term()?);
            } else {
                return Ok(sum);
            }
        }
    }
    fn term(&mut self) -> Parsed<Affine> {
        let mut product = self.factor()?;
        loop {
            if self.cursor.eat("*") {
                product = product.mul(&self.factor()?);
            } else if self.cursor.eat("//") {
                product = product.floor_div(&self.factor()?);
            } else {
                return Ok(product);
            }
        }
    }
    fn factor(&mut self) -> Parsed<Affine> {
        if self.cursor.eat("(") {
            let poly = self.poly()?;
            self.cursor.expect(")")?;
            Ok(poly)
        } else if self.cursor.peek("%") {
            Ok(Poly::var(self.value()?))
        } else {
            // The magnitude of the smallest number does not fit an i64.
            Ok(Poly::constant(self.cursor.number::<u64>()?.cast_signed()))
        }
    }

    fn two(&mut self) -> Parsed<(Operand, Operand)> {
        let a = self.operand()?;
        self.cursor.expect(",")?;
        Ok((a, self.operand()?))
    }
    fn three(&mut self) -> Parsed<(Operand, Operand, Operand)> {
        let (a, b) = self.two()?;
        self.cursor.expect(",")?;
        Ok((a, b, self.operand()?))
    }
    fn and_number(&mut self) -> Parsed<(Operand, u32)> {
        let a = self.operand()?;
        self.cursor.expect(",")?;
        Ok((a, self.cursor.number()?))
    }
    pub(super) fn op(&mut self) -> Parsed<Op> {
        let name = self.cursor.word()?;
        Ok(match name.as_str() {
            "index" => Op::Index(self.poly()?),
            "fma" => {
                let (a, b, c) = self.three()?;
                Op::Fma(a, b, c)
            }
            "select" => {
                let (c, a, b) = self.three()?;
                Op::Select(c, a, b)
            }
            "convert" => {
                let dtype = self.dtype()?;
                self.cursor.expect(",")?;
                Op::Convert(dtype, self.operand()?)
            }
            "call" => {
                let function = self.cursor.function()?;
                self.cursor.expect("(")?;
                Op::Call(function, self.list(")", Self::operand)?)
            }
            "load" => {
                let access = self.access()?;
                Op::Load(access, self.mask()?)
            }
            "get" => Op::Get(self.register()?),
            "iota" => {
                let dtype = self.dtype()?;
                self.cursor.expect(",")?;
                Op::Iota(dtype, self.cursor.number()?)
            }
            "any" => Op::Any(self.operand()?),
            "all" => Op::All(self.operand()?),
            _ => return self.op_of_lanes(&name),
        })
    }
    fn op_of_lanes(&mut self, name: &str) -> Parsed<Op> {
        Ok(match name {
            "splat" => {
                let (a, lanes) = self.and_number()?;
                Op::Splat(a, lanes)
            }
            "extract" => {
                let (a, lane) = self.and_number()?;
                Op::Extract(a, lane)
            }
            "firstlanes" => {
                let (a, lanes) = self.and_number()?;
                Op::FirstLanes(a, lanes)
            }
            "lead" => {
                let access = self.access()?;
                self.cursor.expect(",")?;
                Op::Lead(access, self.cursor.number()?)
            }
            "anew" => {
                let (a, b) = self.two()?;
                Op::Anew(a, b)
            }
            "foldlanes" => {
                let name = self.cursor.word()?;
                let fold = BinOp::from_name(&name).map(Fold::Op);
                let fold = fold.or_else(|| CmpOp::from_name(&name).map(Fold::Better));
                let fold = fold.ok_or_else(|| self.cursor.error("an operator"))?;
                self.cursor.expect(",")?;
                Op::FoldLanes(fold, self.operand()?)
            }
            "shuffle" => {
                let (a, b) = self.two()?;
                self.cursor.expect(",")?;
                self.cursor.expect("[")?;
                Op::Shuffle(a, b, self.list("]", |r| r.cursor.number())?)
            }
            "firstactive" => {
                let a = self.operand()?;
                self.cursor.expect(",")?;
                Op::FirstActive(a, self.value()?)
            }
            _ => return self.op_of_table(name),
        })
    }
    fn op_of_table(&mut self, name: &str) -> Parsed<Op> {
        if let Some(op) = UnOp::from_name(name) {
            return Ok(Op::Unary(op, self.operand()?));
        }
        if let Some(op) = BinOp::from_name(name) {
            let (a, b) = self.two()?;
            return Ok(Op::Binary(op, a, b));
        }
        if let Some(op) = CmpOp::from_name(name) {
            let (a, b) = self.two()?;
            return Ok(Op::Compare(op, a, b));
        }
        Err(self.cursor.error("an operation"))
    }
}
