# run: safe_root(4.0) == 2.0
# fails: safe_root(-1.0) status Assert "no root of a negative number"
# fails: mean_of(empty(0)) status Assert "nothing"
# run: mean_of([1.0, 3.0]) == 2.0
# fails: checked([1, 2, 2]) status Assert
# run: checked([1, 2, 3]) == 6
# fails: in_loop([1, 2, -1]) status Assert "negative"
# run: in_branch(0, 0) == 0
# fails: in_branch(1, 0) status Assert
# fails: in_for([1.0, nan]) status Assert "NaN"
# fails: lifted([1.0, -1.0]) status Assert "below"
# run: unused(1) == 1
# fails: unused(0) status Assert

#! Assertions in blocks, loops, branches, bodies of `for` and lifted functions.

pub fn safe_root(x: f64) -> f64 { assert x >= 0, "no root of a negative number"; sqrt(x) }
pub fn mean_of(x: f64[n]) -> f64 { assert n > 0, "the mean of nothing"; mean(x) }
pub fn checked(x: i64[n]) -> i64 { assert all(x[1:] > x[:-1]); sum(x) }
pub fn in_loop(x: i64[n]) -> i64 { var s = 0; loop i in 0..n { assert x[i] >= 0, "negative"; s += x[i]; } s }
pub fn in_branch(c: i64, x: i64) -> i64 { if c > 0 { assert x > 0; } x }
pub fn in_for(x: f64[n]) -> f64[n] = for i: { assert not isnan(x[i]), "NaN"; 2.0 * x[i] };
fn positive(x: f64) -> f64 { assert x > 0, "below"; x }
pub fn lifted(x: f64[n]) -> f64[n] = positive(x);
pub fn unused(x: i64) -> i64 { let _y = { assert x > 0; x }; 1 }
