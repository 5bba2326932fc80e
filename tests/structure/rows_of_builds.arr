# expect: array builds 3, loops 1; loops allocs 2, vector yes

#! Shortest paths in place: of the matrix that an iteration replaces only a row and a column are kept.

pub fn shortest(w: f32[n, n]) -> f32[n, n] {
    var d = w;
    loop k in 0..n { d = for i, j: min(d[i, j], d[i, k] + d[k, j]); }
    d
}
