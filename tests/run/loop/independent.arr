# run: lu([[2.0, 4.0, 6.0], [1.0, 5.0, 7.0], [4.0, 2.0, 1.0]]) == [[2.0, 4.0, 6.0], [0.5, 3.0, 4.0], [2.0, -2.0, -3.0]]
# run: lu_slices([[2.0, 4.0, 6.0], [1.0, 5.0, 7.0], [4.0, 2.0, 1.0]]) == [[2.0, 4.0, 6.0], [0.5, 3.0, 4.0], [2.0, -2.0, -3.0]]
# run: solve([[2.0, 1.0], [4.0, 4.0]], [4.0, 12.0]) == [1.0, 2.0]
# run: pair([-1.0, 2.0, -3.0, 4.0, 5.0], [10.0, 20.0, 30.0, 40.0, 50.0]) == ([10.0, 2.0, 30.0, 4.0, 5.0], [20.0, 6.0, 60.0, 10.0, 12.0])
# run: first_zero([[1, 0, 0], [2, 2, 2], [0, 1, 0]]) == [1, -1, 0]
# run: running([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) == [1, 3, 6, 10, 15, 21, 28, 36, 45, 55]
# run: mirrored([1, 2, 3, 4, 5]) == [6, 5, 4, 6, 7]
# run: less([5, 6, 7, 8], 1) == [-1, 0, 7, 8]
# run: shifted([1, 2, 4, 8]) == [3, 6, 12, 12]
# run: scattered([1, 2, 3, 4], [0, 0, 2, 0]) == [8, 2, 6, 4]

#! Loops whose iterations do not meet, and some whose iterations do.

## Elimination without pivots, by elements.
pub fn lu(a: f64[n, n]) -> f64[n, n] {
    var x = a;
    loop k in 0..n {
        loop i in k + 1..n {
            x[i, k] = x[i, k] / x[k, k];
            loop j in k + 1..n { x[i, j] = x[i, j] - x[i, k] * x[k, j]; }
        }
    }
    x
}

## The same by slices.
pub fn lu_slices(a: f64[n, n]) -> f64[n, n] {
    var x = a;
    loop k in 0..n {
        x[k + 1:, k] = x[k + 1:, k] / x[k, k];
        x[k + 1:, k + 1:] = x[k + 1:, k + 1:] - x[k + 1:, k][:, new] * x[k, k + 1:];
    }
    x
}

## A system solved by operations on rows.
pub fn solve(a: f64[n, n], b: f64[n]) -> f64[n] {
    var m = a;
    var x = b;
    loop k in 0..n {
        loop i in k + 1..n {
            let f = m[i, k] / m[k, k];
            m[i, :] = m[i, :] - f * m[k, :];
            x[i] = x[i] - f * x[k];
        }
    }
    loop r in 0..n {
        let i = n - 1 - r;
        x[i] = (x[i] - sum(for j in i + 1..n: m[i, j] * x[j])) / m[i, i];
    }
    x
}

## Two arrays, one of them under a condition.
pub fn pair(x: f32[n], y: f32[n]) -> (f32[n], f32[n]) {
    var a = x;
    var b = y;
    loop i in 0..n {
        if a[i] < 0.0 { a[i] = b[i]; } else { b[i] = a[i] + 1.0; }
        b[i] *= 2.0;
    }
    (a, b)
}

## An inner loop that stops early, in each row.
pub fn first_zero(x: i32[n, m]) -> i64[n] {
    var at = i64[n](-1);
    loop i in 0..n {
        loop j in 0..m {
            if x[i, j] == 0 { at[i] = j; break; }
        }
    }
    at
}

## Every iteration reads what the one before has written.
pub fn running(x: i64[n]) -> i64[n] {
    var y = x;
    loop i in 1..n { y[i] = y[i] + y[i - 1]; }
    y
}

## The second half reads what the first has written.
pub fn mirrored(x: i64[n]) -> i64[n] {
    var y = x;
    loop i in 0..n { y[i] = y[n - 1 - i] + 1; }
    y
}

## Every element less one of them, which becomes zero on the way.
pub fn less(x: i64[n], k: i64) -> i64[n] where k >= 0, k < n {
    var y = x;
    loop i in 0..n { y[i] = y[i] - y[k]; }
    y
}

## Assigned to slices of itself.
pub fn shifted(x: i64[n]) -> i64[n] where n >= 2 {
    var y = x;
    y[1:] = y[:-1] + y[1:];
    y[:-1] = y[1:];
    y
}

## Rows by a table; two rows may be one.
pub fn scattered(x: i64[n], at: i64[n]) -> i64[n] {
    var y = x;
    loop i in 0..n { y[at[i]] = y[at[i]] + x[i]; }
    y
}
