# run: clipped(iota(6), 3) == [0, 1, 2, 3, 3, 3]
# run: evens(iota(6)) == [10, 1, 12, 3, 14, 5]
# run: either(iota(6)) == [1, 0, 3, 2, 5, 4]
# run: until(iota(6), 4) == [1, 1, 1, 1, 4, 5]
# run: skipped(iota(6)) == [0, 2, 2, 6, 4, 10]
# run: carried([1, -1, 2, -2, 3]) == [1, 1, 3, 3, 6]
# run: same_place([3, 1, 2], 1) == [3, 6, 2]
# run: swaps([5, 4, 3, 2, 1]) == [4, 3, 2, 1, 5]
# run: two_arrays(iota(4)) == ([0, 2, 4, 6], [0, 2, 6, 12])

#! Elements that are set on a condition, under `break` and `continue`, or read again.

pub fn clipped(x: i64[n], top: i64) -> i64[n] { var y = x; loop i in 0..n { if y[i] > top { y[i] = top; } } y }
pub fn evens(x: i64[n]) -> i64[n] { var y = x; loop i in 0..n { if i % 2 == 0 { y[i] += 10; } } y }
pub fn either(x: i64[n]) -> i64[n] { var y = x; loop i in 0..n { if i % 2 == 0 { y[i] += 1; } else { y[i] -= 1; } } y }
pub fn until(x: i64[n], stop: i64) -> i64[n] { var y = x; loop i in 0..n { if x[i] == stop { break; } y[i] = 1; } y }
pub fn skipped(x: i64[n]) -> i64[n] { var y = x; loop i in 0..n { if i % 2 == 0 { continue; } y[i] *= 2; } y }
pub fn carried(x: i64[n]) -> i64[n] { var y = x; var s = 0; loop i in 0..n { if x[i] > 0 { s += x[i]; } y[i] = s; } y }
pub fn same_place(x: i64[n], k: i64) -> i64[n]
where n >= 1 { var y = x; y[k] = 0; loop i in 0..n { if i != k { y[k] += y[i]; } else { y[k] += 1; } } y }
pub fn swaps(x: i64[n]) -> i64[n] {
    var y = x;
    loop i in 0..n - 1 {
        if y[i] > y[i + 1] { (y[i], y[i + 1]) = (y[i + 1], y[i]); }
    }
    y
}
pub fn two_arrays(x: i64[n]) -> (i64[n], i64[n]) {
    var a = x;
    var b = x;
    loop i in 0..n {
        a[i] = 2 * a[i];
        b[i] = a[i] + (if i > 0 { b[max(i - 1, 0)] } else { 0 });
    }
    (a, b)
}
