# run: quotient(7, 2) == 3
# run: quotient(7, 0) == -1
# run: quotients([7, -7, 5], [2, 2, 0]) == [3, -4, 5]
# run: quotients([-9223372036854775808, 1], [-1, 0]) == [-9223372036854775808, 1]

#! A division that a condition guards happens only where the condition holds.

pub fn quotient(a: i64, b: i64) -> i64 = if b != 0 { a // b } else { -1 };
pub fn quotients(a: i64[n], b: i64[n]) -> i64[n] = for i: if b[i] != 0 { a[i] // b[i] } else { a[i] };
