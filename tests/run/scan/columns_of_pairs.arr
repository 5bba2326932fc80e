# run: sums([[1, 10], [2, 20], [3, 30]]) == [[1, 10], [3, 30], [6, 60]]
# run: last(20, 18) == [171.0, 19171.0]
# run: last(40, 3) == [6.0, 4006.0]

#! Sums down columns of which two stand side by side: what a group in lanes stores is not side by side.

pub fn sums(x: i64[n, 2]) -> i64[n, 2] = cumsum(x, axis = 0);

pub fn last(n: i64, k: i64) -> f64[2]
where n > k, k >= 0 {
    let x = for i in 0..n, j in 0..2: f64(i + 1000 * j);
    cumsum(x, axis = 0)[k]
}
