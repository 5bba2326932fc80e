//! Size expressions of exported functions: trees, their text, their value, their postfix form.

use crate::layout;
use serde::{Deserialize, Serialize};

/// A size over the size variables of one instance, given by their numbers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SizeExpr {
    /// A constant.
    Const(i64),
    /// The size variable of that number in `Instance::sizes`.
    Size(usize),
    /// Sum.
    Add(Box<SizeExpr>, Box<SizeExpr>),
    /// Difference.
    Sub(Box<SizeExpr>, Box<SizeExpr>),
    /// Product.
    Mul(Box<SizeExpr>, Box<SizeExpr>),
    /// Quotient rounded towards minus infinity.
    FloorDiv(Box<SizeExpr>, Box<SizeExpr>),
}

impl SizeExpr {
    /// The value for the given sizes; `None` on division by zero, overflow of 128 bits or an
    /// unknown size variable.
    pub fn evaluate(&self, sizes: &[i64]) -> Option<i128> {
        let pair = |a: &SizeExpr, b: &SizeExpr| Some((a.evaluate(sizes)?, b.evaluate(sizes)?));
        match self {
            SizeExpr::Const(value) => Some(i128::from(*value)),
            SizeExpr::Size(idx) => sizes.get(*idx).map(|&value| i128::from(value)),
            SizeExpr::Add(a, b) => pair(a, b).and_then(|(a, b)| a.checked_add(b)),
            SizeExpr::Sub(a, b) => pair(a, b).and_then(|(a, b)| a.checked_sub(b)),
            SizeExpr::Mul(a, b) => pair(a, b).and_then(|(a, b)| a.checked_mul(b)),
            SizeExpr::FloorDiv(a, b) => pair(a, b).and_then(|(a, b)| {
                let quotient = a.checked_div(b)?;
                let inexact = quotient * b != a;
                Some(if inexact && (a < 0) != (b < 0) { quotient - 1 } else { quotient })
            }),
        }
    }

    /// Postfix steps `(op, value)` with the `OP_` numbers of [`layout`].
    pub fn postfix(&self) -> Vec<(u32, i64)> {
        let mut steps = Vec::new();
        self.push_postfix(&mut steps);
        steps
    }

    fn push_postfix(&self, steps: &mut Vec<(u32, i64)>) {
        let mut binary = |a: &SizeExpr, b: &SizeExpr, op| {
            a.push_postfix(steps);
            b.push_postfix(steps);
            steps.push((op, 0));
        };
        match self {
            SizeExpr::Const(value) => steps.push((layout::OP_CONST, *value)),
            SizeExpr::Size(idx) => steps.push((layout::OP_SIZE, *idx as i64)),
            SizeExpr::Add(a, b) => binary(a, b, layout::OP_ADD),
            SizeExpr::Sub(a, b) => binary(a, b, layout::OP_SUB),
            SizeExpr::Mul(a, b) => binary(a, b, layout::OP_MUL),
            SizeExpr::FloorDiv(a, b) => binary(a, b, layout::OP_FLOORDIV),
        }
    }

    /// Stack that the postfix form needs; at most [`layout::MAX_SIZE_DEPTH`] in a library.
    pub fn depth(&self) -> usize {
        match self {
            SizeExpr::Const(_) | SizeExpr::Size(_) => 1,
            SizeExpr::Add(a, b) | SizeExpr::Sub(a, b) | SizeExpr::Mul(a, b) | SizeExpr::FloorDiv(a, b) => {
                a.depth().max(b.depth() + 1)
            }
        }
    }

    /// The expression with the given names of the size variables: `rows + 1`.
    pub fn text(&self, names: &[String]) -> String {
        self.text_at(names, 0)
    }

    /// `level`: 0 in a sum, 1 as a right operand of `-` or an operand of `*`, 2 as a divisor.
    fn text_at(&self, names: &[String], level: u32) -> String {
        let wrap = |text: String, own: u32| if own < level { format!("({text})") } else { text };
        match self {
            SizeExpr::Const(value) if *value < 0 && level > 0 => format!("({value})"),
            SizeExpr::Const(value) => value.to_string(),
            SizeExpr::Size(idx) => names.get(*idx).cloned().unwrap_or_else(|| "?".into()),
            SizeExpr::Add(a, b) => wrap(format!("{} + {}", a.text_at(names, 0), b.text_at(names, 0)), 0),
            SizeExpr::Sub(a, b) => wrap(format!("{} - {}", a.text_at(names, 0), b.text_at(names, 1)), 0),
            SizeExpr::Mul(a, b) => wrap(format!("{} * {}", a.text_at(names, 1), b.text_at(names, 2)), 1),
            SizeExpr::FloorDiv(a, b) => {
                wrap(format!("{} // {}", a.text_at(names, 1), b.text_at(names, 2)), 1)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::SizeExpr::{self, Const, FloorDiv, Mul, Size, Sub};

    fn half_of_difference() -> SizeExpr {
        let difference = Sub(Box::new(Size(0)), Box::new(Mul(Box::new(Const(2)), Box::new(Size(1)))));
        FloorDiv(Box::new(difference), Box::new(Const(2)))
    }

    #[test]
    fn text_has_the_parentheses_that_it_needs() {
        let names = ["n".to_string(), "k".to_string()];
        assert_eq!(half_of_difference().text(&names), "(n - 2 * k) // 2");
        let nested = Sub(Box::new(Size(0)), Box::new(Sub(Box::new(Size(1)), Box::new(Const(-1)))));
        assert_eq!(nested.text(&names), "n - (k - (-1))");
    }

    #[test]
    fn division_rounds_down_and_reports_zero() {
        assert_eq!(half_of_difference().evaluate(&[3, 3]), Some(-2));
        assert_eq!(half_of_difference().evaluate(&[8, 1]), Some(3));
        assert_eq!(FloorDiv(Box::new(Const(1)), Box::new(Const(0))).evaluate(&[]), None);
    }

    #[test]
    fn postfix_lists_operands_before_operators() {
        let steps = half_of_difference().postfix();
        assert_eq!(steps, [(1, 0), (0, 2), (1, 1), (4, 0), (3, 0), (0, 2), (5, 0)]);
        assert_eq!(half_of_difference().depth(), 3);
    }
}
