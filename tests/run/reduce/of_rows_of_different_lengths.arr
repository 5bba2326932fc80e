# run: triangle(4) == 10
# run: triangle(0) == 0
# run: largest_below([[9, 9, 9], [1, 9, 9], [5, 3, 9]]) == [0, 1, 5]
# run: prefix_sums([1, 2, 3]) == 10
# run: dots([1.0, 2.0, 3.0]) == 32.0
# fails: suffixes([1, 2, 3], 5) status Bounds
# run: suffixes([1, 2, 3], 3) == 14

#! Ranges and slices whose extents depend on an outer index, reduced where they stand.

pub fn triangle(n: i64) -> i64 = sum(for i in 0..n: sum(for j in 0..=i: j));
pub fn largest_below(x: i64[n, n]) -> i64[n] =
    for i in 0..n:
        if i == 0 {
            0
        } else {
            max(for j in 0..i: x[i, j])
        };
pub fn prefix_sums(x: i64[n]) -> i64 = sum(for i in 0..n: sum(x[:i + 1]));
pub fn dots(x: f64[n]) -> f64 = sum(for i in 0..n: sum(for j in 0..=i: x[i] * x[j])) + 7.0;
pub fn suffixes(x: i64[n], k: i64) -> i64 = sum(for i in 0..k: sum(x[i:]));
