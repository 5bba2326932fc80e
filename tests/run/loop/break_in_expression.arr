# run: f([1, 2, 0, 4]) == 150
# run: f([1, 2]) == 150
# run: f([0]) == 0

#! `break` in a branch of an expression.

pub fn f(x: i64[n]) -> i64 {
    var s = 0;
    loop i in 0..n {
        let q = if x[i] == 0 { break; 0 } else { 100 // x[i] };
        s += q;
    }
    s
}
