# run: picked([3.0, 1.0, 2.0], 2) == [1.0, 2.0]
# run: picked([], 0) == []
# run: gathered([3.0, 1.0, 2.0], [7], 0) == []
# run: gathered([3.0, 1.0, 2.0], [0, 1, 2], 2) == [9.0, 7.0]
# fails: gathered([3.0, 1.0, 2.0], [0, 1, 7], 2) status Bounds
# run: turned([3.0, 1.0, 2.0], 5, 0) == empty(0, 5)
# fails: turned([3.0, 1.0, 2.0], 5, 1) status Bounds
# run: turned([3.0, 1.0, 2.0], 3, 2) == [[4.0, 2.0, 6.0], [4.0, 2.0, 6.0]]
# run: halvings(20.0, 3) == [1.25, 1.25, 1.25]
# run: checked([1.0, 2.0], [5], 0) == []
# fails: checked([1.0, 2.0], [5], 1) status Bounds

#! Arrays in a `for` that depend on nothing of it, are made once, and fail only where the `for` has elements.

pub fn picked(x: f64[n], k: i64) -> f64[k] = for i in 0..k: sort(x)[i];
pub fn gathered(x: f64[n], y: i64[m], k: i64) -> f64[k] = for i in 0..k: sum(x[y]) + x[y][i];
pub fn turned(x: f64[n], r: i64, k: i64) -> f64[k, r] =
    for i in 0..k, j in 0..r: (for p in 0..r: x[p] * 2.0)[r - 1 - j];
pub fn halvings(a: f64, k: i64) -> f64[k] = for i in 0..k: { var y = a; while y > 2.0 { y = 0.5 * y; } y };
pub fn checked(x: f64[n], y: i64[m], k: i64) -> f64[k] = for i in 0..k: {
    let first = x[y[0]];
    first + sort(x[y])[i]
};
