//! Sizes: reading them from the source, bounding them, comparing them.

use base::{Atom, CmpOp, Poly, Span};
use syntax::ast::{self, BinaryOp, ExprKind, Literal, Name, UnaryOp};

use crate::typed::Size;

/// Most factors and terms of a size, those inside quotients too. A product of sums grows without bound otherwise.
const MAX_WEIGHT: usize = 64;

/// Why an expression is no size.
#[derive(Clone, Debug)]
pub(crate) enum SizeError {
    /// Told already.
    Silent,
    /// A name that is no size.
    Unknown(Name),
    /// Something that sizes are not made of.
    Form(Span),
    /// Division by something that is not a number, or by zero.
    Divisor(Span),
    /// A number beyond every extent.
    Large(Span),
    /// Too many terms.
    Complicated(Span),
}

/// The size that `expr` says; `lookup` gives what names mean.
pub(crate) fn read_size(
    expr: &ast::Expr,
    lookup: &mut dyn FnMut(&str) -> Option<Size>,
) -> Result<Size, SizeError> {
    let size = match &expr.kind {
        ExprKind::Literal(Literal::Int { value, suffix: None }) => match i64::try_from(*value) {
            Ok(value) => Size::constant(value),
            Err(_) => return Err(SizeError::Large(expr.span)),
        },
        ExprKind::Name(name) => lookup(&name.text).ok_or_else(|| SizeError::Unknown(name.clone()))?,
        ExprKind::Unary { op: UnaryOp::Neg, operand, .. } => read_size(operand, lookup)?.scale(-1),
        ExprKind::Binary { op, lhs, rhs, .. } => {
            let (a, b) = (read_size(lhs, lookup)?, read_size(rhs, lookup)?);
            match op {
                BinaryOp::Add => a.add(&b),
                BinaryOp::Sub => a.sub(&b),
                BinaryOp::Mul => multiply(&a, &b).ok_or(SizeError::Complicated(expr.span))?,
                BinaryOp::FloorDiv if b.as_constant().is_none_or(|divisor| divisor == 0) => {
                    return Err(SizeError::Divisor(rhs.span));
                }
                BinaryOp::FloorDiv => divide(&a, &b).ok_or(SizeError::Complicated(expr.span))?,
                _ => return Err(SizeError::Form(expr.span)),
            }
        }
        ExprKind::Error => return Err(SizeError::Silent),
        _ => return Err(SizeError::Form(expr.span)),
    };
    if weight(&size) > MAX_WEIGHT { Err(SizeError::Complicated(expr.span)) } else { Ok(size) }
}

/// The size, unless it is too complicated to be worth following.
pub(crate) fn bounded(size: Size) -> Option<Size> {
    (weight(&size) <= MAX_WEIGHT).then_some(size)
}

/// The product, unless it is too complicated.
pub(crate) fn multiply(a: &Size, b: &Size) -> Option<Size> {
    (a.terms().count() * b.terms().count() <= MAX_WEIGHT).then(|| a.mul(b)).and_then(bounded)
}

/// The floored quotient by a number other than zero.
pub(crate) fn divide(a: &Size, b: &Size) -> Option<Size> {
    b.as_constant().filter(|&divisor| divisor != 0)?;
    bounded(a.floor_div(b))
}

fn weight<V: Clone + Ord>(size: &Poly<V>) -> usize {
    let factor = |atom: &Atom<V>| match atom {
        Atom::Var(_) => 1,
        Atom::FloorDiv(a, b) => 1 + weight(a) + weight(b),
    };
    size.terms().map(|(monomial, _)| 1 + monomial.iter().map(factor).sum::<usize>()).sum()
}

/// Whether the comparison is true, or false, whatever the variables are; none if it depends on them.
pub(crate) fn holds(op: CmpOp, lhs: &Size, rhs: &Size) -> Option<bool> {
    let difference = lhs.sub(rhs).as_constant()?;
    Some(match op {
        CmpOp::Eq => difference == 0,
        CmpOp::Ne => difference != 0,
        CmpOp::Lt => difference < 0,
        CmpOp::Le => difference <= 0,
        CmpOp::Gt => difference > 0,
        CmpOp::Ge => difference >= 0,
    })
}

/// Whether two comparisons never hold together, whatever the variables are.
pub(crate) fn contradict(a: (CmpOp, &Size, &Size), b: (CmpOp, &Size, &Size)) -> bool {
    let facts = |(op, lhs, rhs): (CmpOp, &Size, &Size)| Size::facts_of(op, lhs, rhs);
    let negative = |sum: Size| sum.as_constant().is_some_and(|sum| sum < 0);
    let others = facts(b);
    facts(a).iter().any(|fact| others.iter().any(|other| negative(fact.add(other))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::LocalId;

    #[test]
    fn products_of_sums_stay_bounded() {
        let n = Size::var(LocalId(0));
        let mut size = n.mul(&n).add(&n);
        for _ in 0..100 {
            match multiply(&size, &size) {
                Some(product) => size = product,
                None => return,
            }
        }
        panic!("grew without bound");
    }
}
