# run: f(1, 1) == 302
# run: f(3, 5) == 6371
# run: f(17, 33) == -1343920
# run: f(64, 64) == 917255
# run: f(100, 7) == 209162
# run: f(8, 130) == 238026

#! Transposes of many shapes.

fn digest(x: i64[n, m]) -> i64 = sum(for i, j: ((i * m + j) % 101 + 1) * x[i, j]);
pub fn f(n: i64, m: i64) -> i64 {
    let x = for i in 0..n, j in 0..m: ((i * m + j) * 7919 + 104729) % 1009 - 500;
    digest(x.T)
}
