#! Comparison.

## The smaller of two numbers by a plain comparison: `a` where they are equal and where one is NaN.
pub fn least<T: num>(a: T, b: T) -> T = if b < a { b } else { a };
