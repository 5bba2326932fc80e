//! Functions of complex numbers that the compiler has; the others are written in `arr`.

use base::{BinOp, DType, Span};
use syntax::ast::Name;

use crate::body::FnCx;
use crate::lift::apply_over;
use crate::lit::Lit;
use crate::typed::{Expr, Op, Operand, Type};
use crate::values::{Kind, Val, map, negate};

impl FnCx<'_, '_> {
    /// `complex(re, im)` of two floats.
    pub(crate) fn complex(&mut self, name: &Name, args: Vec<Val>, span: Span) -> Option<Expr> {
        let (kind, parts) = self.unify(args, "both parts of a complex number have one type")?;
        let part = if kind == Kind::OpenInt { DType::F64 } else { kind.default_dtype() };
        let parts = parts.into_iter().map(|value| match kind {
            Kind::Known(_) => Some(value),
            _ => self.retype(value, part),
        });
        let parts = parts.collect::<Option<Vec<Expr>>>()?;
        match part.complex() {
            Some(dtype) => self.apply(Op::Complex, parts, dtype, span),
            None => {
                self.wrong_element(name, &parts[0]);
                None
            }
        }
    }

    /// `real(z)`; of a real number, itself.
    pub(crate) fn real(&mut self, args: Vec<Val>, span: Span) -> Option<Expr> {
        let value = self.number(args, "real")?;
        let is_complex = value.ty().dtype.is_complex();
        Some(if is_complex { Expr { span, ..part(Op::Real, value) } } else { value })
    }

    /// `imag(z)`; of a real number, zero.
    pub(crate) fn imag(&mut self, args: Vec<Val>, span: Span) -> Option<Expr> {
        let value = self.number(args, "imag")?;
        let ty = value.ty().clone();
        if ty.dtype.is_complex() {
            return Some(Expr { span, ..part(Op::Imag, value) });
        }
        // Evaluated all the same, since it may fail.
        self.hide("x", value);
        let zero = Operand { value: self.lit_as(Lit::int(0), ty.dtype, span)?, frame: Vec::new() };
        Some(apply_over(Op::Convert, ty.shape, vec![zero], ty.dtype, span))
    }

    /// `conj(z)`; of a real number, itself.
    pub(crate) fn conjugate(&mut self, args: Vec<Val>, span: Span) -> Option<Expr> {
        let value = self.number(args, "conj")?;
        if !value.ty().dtype.is_complex() {
            return Some(value);
        }
        let value = self.hide("z", value);
        let (ty, im) = (value.ty().clone(), negate(part(Op::Imag, value.clone())));
        Some(Expr { span, ..map(Op::Complex, vec![part(Op::Real, value), im], ty) })
    }

    /// `abs2(z)`: `real(z) * real(z) + imag(z) * imag(z)`; of a real number, its square.
    pub(crate) fn abs_squared(&mut self, args: Vec<Val>, span: Span) -> Val {
        let Some(value) = self.number(args, "abs2") else { return Val::Error };
        if !value.ty().dtype.is_complex() {
            return self.square(value, span).map_or(Val::Error, Val::Expr);
        }
        let value = self.hide("z", value);
        self.squared_length(&value, span).map_or(Val::Error, Val::Expr)
    }

    /// The square of the length of a complex number, which is evaluated already.
    pub(crate) fn squared_length(&mut self, z: &Expr, span: Span) -> Option<Expr> {
        let squares = [Op::Real, Op::Imag].map(|op| self.square(part(op, z.clone()), span));
        let [Some(re), Some(im)] = squares else { return None };
        self.arithmetic(BinOp::Add, re, im, span)
    }

    /// A function of the library that has a version of its own for complex arguments: `complex_exp` for `exp`.
    pub(crate) fn complex_function(&mut self, name: &Name, args: Vec<Val>, span: Span) -> Val {
        let defs = self.program.lookup_prelude(&format!("complex_{}", name.text)).to_vec();
        if defs.is_empty() {
            let value = args.into_iter().next().and_then(|arg| self.decide(arg));
            value.iter().for_each(|value| self.wrong_element(name, value));
            return Val::Error;
        }
        self.call_checked(&defs, name, args, span)
    }

    /// The sum of complex numbers divided by a float.
    pub(crate) fn divided_by(&mut self, sum: Expr, count: &Expr, span: Span) -> Option<Expr> {
        let dtype = sum.ty().dtype;
        let sum = self.hide("sum", sum);
        let parts = [Op::Real, Op::Imag]
            .map(|op| self.arithmetic(BinOp::Div, part(op, sum.clone()), count.clone(), span));
        let [Some(re), Some(im)] = parts else { return None };
        self.apply(Op::Complex, vec![re, im], dtype, span)
    }

    /// `z ** n` for a whole number `n` other than 0, by squaring.
    pub(crate) fn whole_power(&mut self, z: Expr, n: i32, span: Span) -> Option<Expr> {
        let dtype = z.ty().dtype;
        let (mut square, mut rest, mut power) = (self.hide("base", z), n.unsigned_abs(), None);
        loop {
            if rest % 2 == 1 {
                power = Some(match power {
                    None => square.clone(),
                    Some(power) => self.arithmetic(BinOp::Mul, power, square.clone(), span)?,
                });
            }
            rest /= 2;
            if rest == 0 {
                break;
            }
            square = self.square(square, span)?;
            square = self.hide("square", square);
        }
        let one = self.lit_as(Lit::int(1), dtype, span)?;
        match power {
            Some(power) if n < 0 => self.arithmetic(BinOp::Div, one, power, span),
            power => power,
        }
    }

    /// The only argument of a function of numbers.
    fn number(&mut self, args: Vec<Val>, name: &str) -> Option<Expr> {
        let value = args.into_iter().next().and_then(|arg| self.decide(arg))?;
        if value.ty().dtype == DType::Bool {
            self.wrong_element(&Name::new(name, value.span), &value);
            return None;
        }
        Some(value)
    }
}

/// A part of a complex number.
fn part(op: Op, value: Expr) -> Expr {
    let ty = Type { dtype: value.ty().dtype.part(), shape: value.ty().shape.clone() };
    map(op, vec![value], ty)
}
