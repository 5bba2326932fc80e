//! Sizes and affine indices: integer polynomials over variables and opaque floor divisions.
//!
//! Two polynomials are equal as values when they are equal as data: terms are sorted, coefficients non-zero, like terms
//! joined. Coefficients wrap like the language's `i64`, which keeps every ring identity true.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use crate::{CmpOp, fault};

/// A factor that is not taken apart further.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub enum Atom<V> {
    /// A variable.
    Var(V),
    /// The floored quotient of two polynomials.
    FloorDiv(Box<Poly<V>>, Box<Poly<V>>),
}

/// A product of atoms, sorted, with repetition for powers. Nearly all have at most one atom, which then needs no memory
/// of its own: polynomials are what the compiler makes most.
#[derive(Clone, Debug)]
enum Monomial<V> {
    One,
    Of(Atom<V>),
    Product(Vec<Atom<V>>),
}

impl<V> Monomial<V> {
    fn atoms(&self) -> &[Atom<V>] {
        match self {
            Monomial::One => &[],
            Monomial::Of(atom) => std::slice::from_ref(atom),
            Monomial::Product(atoms) => atoms,
        }
    }
    fn is_one(&self) -> bool {
        self.atoms().is_empty()
    }
}

impl<V: Clone + Ord> Monomial<V> {
    fn times(&self, other: &Self) -> Self {
        match (self, other) {
            (Monomial::One, other) | (other, Monomial::One) => other.clone(),
            _ => {
                let mut atoms = [self.atoms(), other.atoms()].concat();
                atoms.sort();
                Monomial::Product(atoms)
            }
        }
    }
    /// Without the atom at a place.
    fn without(&self, at: usize) -> Self {
        let mut others = self.atoms().to_vec();
        others.remove(at);
        match others.len() {
            0 => Monomial::One,
            1 => Monomial::Of(others.remove(0)),
            _ => Monomial::Product(others),
        }
    }
}

impl<V: PartialEq> PartialEq for Monomial<V> {
    fn eq(&self, other: &Self) -> bool {
        self.atoms() == other.atoms()
    }
}

impl<V: Eq> Eq for Monomial<V> {}

impl<V: PartialOrd> PartialOrd for Monomial<V> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.atoms().partial_cmp(other.atoms())
    }
}

impl<V: Ord> Ord for Monomial<V> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.atoms().cmp(other.atoms())
    }
}

impl<V: Hash> Hash for Monomial<V> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.atoms().hash(state);
    }
}

/// A sum of integer multiples of monomials.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub struct Poly<V> {
    /// In the order of the monomials, each once, none times zero.
    terms: Vec<(Monomial<V>, i64)>,
}

impl<V: Clone + Ord> Poly<V> {
    /// The number `value`.
    #[must_use]
    pub fn constant(value: i64) -> Self {
        if value == 0 {
            return Self { terms: Vec::new() };
        }
        Self::term(Monomial::One, value)
    }
    /// The variable `var`.
    #[must_use]
    pub fn var(var: V) -> Self {
        Self::term(Monomial::Of(Atom::Var(var)), 1)
    }
    /// One term; the coefficient is not zero.
    fn term(monomial: Monomial<V>, coefficient: i64) -> Self {
        Self { terms: vec![(monomial, coefficient)] }
    }
    /// The sum of terms in any order.
    fn sum(mut terms: Vec<(Monomial<V>, i64)>) -> Self {
        terms.sort_by(|(a, _), (b, _)| a.cmp(b));
        terms.dedup_by(|(monomial, c), (before, sum)| {
            let alike = monomial == before;
            if alike {
                *sum = sum.wrapping_add(*c);
            }
            alike
        });
        terms.retain(|(_, c)| *c != 0);
        Self { terms }
    }
    /// The number that it is, if it is one.
    #[must_use]
    pub fn as_constant(&self) -> Option<i64> {
        match self.terms[..] {
            [] => Some(0),
            [(ref monomial, c)] if monomial.is_one() => Some(c),
            _ => None,
        }
    }
    /// The variable that it is, if it is nothing but one.
    #[must_use]
    pub fn as_var(&self) -> Option<&V> {
        let [(monomial, 1)] = &self.terms[..] else { return None };
        match monomial.atoms() {
            [Atom::Var(var)] => Some(var),
            _ => None,
        }
    }
    /// Terms in order: the atoms multiplied and their coefficient.
    pub fn terms(&self) -> impl Iterator<Item = (&[Atom<V>], i64)> {
        self.terms.iter().map(|(monomial, c)| (monomial.atoms(), *c))
    }
    /// `self + factor * other`.
    fn plus(&self, other: &Self, factor: i64) -> Self {
        let mut terms = Vec::with_capacity(self.terms.len() + other.terms.len());
        let mut left = self.terms.iter().peekable();
        for (monomial, c) in &other.terms {
            while let Some(term) = left.next_if(|(before, _)| before < monomial) {
                terms.push(term.clone());
            }
            let of_left = left.next_if(|(same, _)| same == monomial).map_or(0, |(_, c)| *c);
            let sum = of_left.wrapping_add(c.wrapping_mul(factor));
            if sum != 0 {
                terms.push((monomial.clone(), sum));
            }
        }
        terms.extend(left.cloned());
        Self { terms }
    }
    /// The sum.
    #[must_use]
    pub fn add(&self, other: &Self) -> Self {
        self.plus(other, 1)
    }
    /// The product with a number.
    #[must_use]
    pub fn scale(&self, factor: i64) -> Self {
        let terms = self.terms.iter().map(|(monomial, c)| (monomial.clone(), c.wrapping_mul(factor)));
        Self { terms: terms.filter(|(_, c)| *c != 0).collect() }
    }
    /// The difference.
    #[must_use]
    pub fn sub(&self, other: &Self) -> Self {
        self.plus(other, -1)
    }
    /// The product.
    #[must_use]
    pub fn mul(&self, other: &Self) -> Self {
        if let Some(factor) = self.as_constant() {
            return other.scale(factor);
        }
        if let Some(factor) = other.as_constant() {
            return self.scale(factor);
        }
        let mut product = Vec::with_capacity(self.terms.len() * other.terms.len());
        for (left, a) in &self.terms {
            for (right, b) in &other.terms {
                product.push((left.times(right), a.wrapping_mul(*b)));
            }
        }
        Self::sum(product)
    }
    /// The floored quotient. By a number, terms that it divides come out, and what is left is reduced:
    /// `(2 * n + 3) // 2` is `n + 1`. Otherwise an opaque atom.
    #[must_use]
    pub fn floor_div(&self, divisor: &Self) -> Self {
        let Some(number) = divisor.as_constant().filter(|&number| number != 0) else {
            return Self::quotient(self.clone(), divisor.clone());
        };
        // In order, as the terms are.
        let (mut whole, mut rest) = (Self::constant(0), Self::constant(0));
        for (monomial, c) in &self.terms {
            let c = *c;
            let part = if monomial.is_one() || c.wrapping_rem(number) == 0 {
                c.wrapping_floor_div(number)
            } else {
                0
            };
            let part =
                if part < 0 && monomial.is_one() && fault!(FloorDivTruncates) { c / number } else { part };
            if part != 0 {
                whole.terms.push((monomial.clone(), part));
            }
            let left = c.wrapping_sub(part.wrapping_mul(number));
            if left != 0 {
                rest.terms.push((monomial.clone(), left));
            }
        }
        match rest.as_constant() {
            // Between zero and the divisor: nothing is left.
            Some(_) => whole,
            None if !whole.terms.is_empty() && fault!(FloorDivDropsTerm) => whole,
            None => whole.add(&Self::quotient(rest, divisor.clone())),
        }
    }
    fn quotient(dividend: Self, divisor: Self) -> Self {
        let atom = Atom::FloorDiv(Box::new(dividend), Box::new(divisor));
        Self::term(Monomial::Of(atom), 1)
    }
    /// What a comparison of two numbers says: polynomials that are not negative; none for "not equal".
    #[must_use]
    pub fn facts_of(op: CmpOp, lhs: &Self, rhs: &Self) -> Vec<Self> {
        let above = |a: &Self, b: &Self, by: i64| a.sub(b).sub(&Self::constant(by));
        match op {
            CmpOp::Ge => vec![above(lhs, rhs, 0)],
            CmpOp::Gt => vec![above(lhs, rhs, 1)],
            CmpOp::Le => vec![above(rhs, lhs, 0)],
            CmpOp::Lt => vec![above(rhs, lhs, 1)],
            CmpOp::Eq => vec![above(lhs, rhs, 0), above(rhs, lhs, 0)],
            CmpOp::Ne => Vec::new(),
        }
    }
    /// Whether its numbers are so small that adding and multiplying a few such polynomials does not wrap, so that what
    /// is proved of the polynomials holds for the numbers.
    #[must_use]
    pub fn is_moderate(&self) -> bool {
        self.terms.iter().all(|(monomial, c)| {
            let limit = if monomial.is_one() { 1 << 36 } else { 1 << 20 };
            c.unsigned_abs() <= limit
                && monomial.atoms().iter().all(|atom| match atom {
                    Atom::Var(_) => true,
                    Atom::FloorDiv(a, b) => a.is_moderate() && b.is_moderate(),
                })
        })
    }
    /// Every variable, each once per occurrence, those inside quotients too.
    pub fn vars(&self) -> Vec<V> {
        let mut out = Vec::new();
        self.each_var(&mut |var| {
            out.push(var.clone());
            false
        });
        out
    }
    /// Whether `wanted` holds for one of them.
    pub fn any_var(&self, mut wanted: impl FnMut(&V) -> bool) -> bool {
        self.each_var(&mut wanted)
    }
    /// Ends at the first for which `ends` holds, and says whether there is one.
    fn each_var(&self, ends: &mut impl FnMut(&V) -> bool) -> bool {
        self.terms.iter().flat_map(|(monomial, _)| monomial.atoms()).any(|atom| match atom {
            Atom::Var(var) => ends(var),
            Atom::FloorDiv(a, b) => a.each_var(ends) || b.each_var(ends),
        })
    }
    /// Whether `var` occurs.
    #[must_use]
    pub fn mentions(&self, var: &V) -> bool {
        self.any_var(|other| other == var)
    }
    /// With every variable replaced by what `with` gives for it.
    pub fn substitute<W: Clone + Ord>(&self, with: &mut impl FnMut(&V) -> Poly<W>) -> Poly<W> {
        let mut sum = Poly::constant(0);
        for (monomial, c) in &self.terms {
            let mut product = Poly::constant(*c);
            for atom in monomial.atoms() {
                let factor = match atom {
                    Atom::Var(var) => with(var),
                    Atom::FloorDiv(a, b) => a.substitute(with).floor_div(&b.substitute(with)),
                };
                product = product.mul(&factor);
            }
            sum = sum.add(&product);
        }
        sum
    }
    /// The value where `value` gives the variables'; none on division by zero. Arithmetic wraps.
    pub fn evaluate(&self, value: &mut impl FnMut(&V) -> i64) -> Option<i64> {
        let mut sum = 0i64;
        for (monomial, c) in &self.terms {
            let mut product = *c;
            for atom in monomial.atoms() {
                let factor = match atom {
                    Atom::Var(var) => value(var),
                    Atom::FloorDiv(a, b) => {
                        let (a, b) = (a.evaluate(value)?, b.evaluate(value)?);
                        if b == 0 {
                            return None;
                        }
                        a.wrapping_floor_div(b)
                    }
                };
                product = product.wrapping_mul(factor);
            }
            sum = sum.wrapping_add(product);
        }
        Some(sum)
    }
    /// `rest + coefficient * var` when `var` occurs linearly only and outside quotients; `(rest, coefficient)`.
    #[must_use]
    pub fn linear_in(&self, var: &V) -> Option<(Self, Self)> {
        let (mut rest, mut coefficient) = (Vec::new(), Vec::new());
        for (monomial, c) in &self.terms {
            let this = |atom: &Atom<V>| matches!(atom, Atom::Var(other) if other == var);
            let (others, part) = match monomial.atoms().iter().position(this) {
                Some(at) => (monomial.without(at), &mut coefficient),
                None => (monomial.clone(), &mut rest),
            };
            let term = Self::term(others, *c);
            if term.mentions(var) {
                return None;
            }
            part.extend(term.terms);
        }
        let (rest, coefficient) = (Self { terms: rest }, Self::sum(coefficient));
        Some((rest, coefficient))
    }
}

/// Floored division of wrapping integers.
pub trait FloorDiv {
    /// The quotient rounded down; the divisor is not zero.
    #[must_use]
    fn wrapping_floor_div(self, divisor: Self) -> Self;
}

impl FloorDiv for i64 {
    fn wrapping_floor_div(self, divisor: i64) -> i64 {
        let quotient = self.wrapping_div(divisor);
        let remainder = self.wrapping_rem(divisor);
        if remainder != 0 && (remainder < 0) != (divisor < 0) { quotient - 1 } else { quotient }
    }
}

impl<V: fmt::Display + Clone + Ord> fmt::Display for Poly<V> {
    /// Terms with variables first, the constant last: `2 * n * m - k + 1`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.terms.is_empty() {
            return f.write_str("0");
        }
        let constant = self.terms().filter(|(m, _)| m.is_empty());
        let others = self.terms().filter(|(m, _)| !m.is_empty());
        for (i, (monomial, c)) in others.chain(constant).enumerate() {
            let sign = match (i, c < 0) {
                (0, false) => "",
                (0, true) => "-",
                (_, false) => " + ",
                (_, true) => " - ",
            };
            f.write_str(sign)?;
            let magnitude = c.unsigned_abs();
            let mut factors: Vec<String> = Vec::new();
            if magnitude != 1 || monomial.is_empty() {
                factors.push(magnitude.to_string());
            }
            for atom in monomial {
                factors.push(match atom {
                    Atom::Var(var) => var.to_string(),
                    Atom::FloorDiv(a, b) => format!("(({a}) // ({b}))"),
                });
            }
            f.write_str(&factors.join(" * "))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn v(name: &'static str) -> Poly<&'static str> {
        Poly::var(name)
    }

    #[test]
    fn like_terms_join_and_cancel() {
        let a = v("n").add(&Poly::constant(1));
        let b = v("n").sub(&Poly::constant(1));
        assert_eq!(a.mul(&b), v("n").mul(&v("n")).sub(&Poly::constant(1)));
        assert_eq!(a.sub(&a).as_constant(), Some(0));
        assert_eq!(a.mul(&b).to_string(), "n * n - 1");
    }

    #[test]
    fn floor_division_floors() {
        assert_eq!(Poly::<&str>::constant(-7).floor_div(&Poly::constant(2)).as_constant(), Some(-4));
        let half = v("n").floor_div(&Poly::constant(2));
        assert_eq!(half.evaluate(&mut |_| -3), Some(-2));
        assert_eq!(half.to_string(), "((n) // (2))");
        let n = v("n").scale(2).add(&Poly::constant(3));
        assert_eq!(n.floor_div(&Poly::constant(2)).to_string(), "n + 1");
        let m = v("n").scale(3).sub(&Poly::constant(5));
        assert_eq!(m.floor_div(&Poly::constant(-2)).evaluate(&mut |_| 4), Some(-4));
        assert_eq!(m.floor_div(&Poly::constant(2)).to_string(), "((3 * n + 1) // (2)) - 3");
    }

    #[test]
    fn linear_parts_are_found() {
        let p = v("i").mul(&v("m")).add(&v("j")).add(&Poly::constant(3));
        let (rest, c) = p.linear_in(&"i").expect("linear");
        assert_eq!((rest.to_string(), c.to_string()), ("j + 3".into(), "m".into()));
        assert!(v("i").mul(&v("i")).linear_in(&"i").is_none());
    }

    #[test]
    fn substitution_normalises() {
        let p = v("i").mul(&v("i"));
        let q: Poly<&str> = p.substitute(&mut |_| v("k").add(&Poly::constant(1)));
        assert_eq!(q.to_string(), "2 * k + k * k + 1");
    }
}
