# fails: ignored([1, 2], 5) status Bounds
# run: ignored([1, 2], 1) == 2
# fails: ignored_division(0) status Divide
# run: ignored_division(3) == 3

#! A value that nobody uses is evaluated, with its errors.

pub fn ignored(x: i64[n], i: i64) -> i64 {
    let unused = x[i];
    n
}
pub fn ignored_division(a: i64) -> i64 {
    let unused = 10 // a;
    a
}
