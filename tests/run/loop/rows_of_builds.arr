# run: shortest([[0, 3, 9], [3, 0, 4], [9, 4, 0]]) == [[0, 3, 7], [3, 0, 4], [7, 4, 0]]
# run: shortest([[0, -2], [1, 0]]) == [[-1, -3], [0, -2]]
# run: shortest([[1, -3, 5], [2, -4, 1], [0, 7, -1]]) == [[-3, -9, -4], [-4, -10, -5], [-3, -9, -4]]
# run: shortest(empty(0, 0)) == empty(0, 0)
# run: eliminated([[2.0, 4.0, 6.0], [1.0, 3.0, 5.0]]) == [[1.0, 0.0, -1.0], [0.0, 1.0, 2.0]]
# run: crossed([[1, 2], [3, 4]]) == [[26, 40], [28, 42]]
# run: first_taken([1, 2, 3], 2) == [4, 5, 6]
# run: first_taken(empty(0), 2) == empty(0)
# run: first_row([[1, 2], [3, 4]], 2) == [[4, 8], [6, 10]]
# run: first_row(empty(0, 2), 1) == empty(0, 2)

#! Builds that replace a matrix whose row and column every new element reads, with the old values.

pub fn shortest(w: i64[n, n]) -> i64[n, n] {
    var d = w;
    loop k in 0..n { d = for i, j: min(d[i, j], d[i, k] + d[k, j]); }
    d
}
pub fn eliminated(a: f64[n, m]) -> f64[n, m]
where m >= n {
    var x = a;
    loop k in 0..n {
        x[k] = x[k] / x[k, k];
        x = for i, j: if i == k { x[i, j] } else { x[i, j] - x[i, k] * x[k, j] };
    }
    x
}
pub fn crossed(a: i64[n, n]) -> i64[n, n] {
    var x = a;
    loop k in 0..n { x = for i, j: x[i, j] + x[k, k] * x[k, j]; }
    x
}
pub fn first_taken(a: i64[n], steps: i64) -> i64[n] {
    var x = a;
    loop t in 0..steps { x = for i: x[i] + (if n > 0 { x[0] } else { 0 }); }
    x
}
pub fn first_row(a: i64[n, m], steps: i64) -> i64[n, m] {
    var x = a;
    loop t in 0..steps { x = for i, j: x[i, j] + x[0, j]; }
    x
}
