# run: picked([1.0, 2.0], [1, 0], [10.0, 20.0]) == [[12.0, 22.0], [11.0, 21.0]]
# run: picked([1.0, 2.0], [1], empty(0)) == empty(1, 0)
# fails: picked([1.0, 2.0], [2], empty(0)) status Bounds

#! What fails in front of a row without elements fails all the same.

pub fn picked(x: f64[k], at: i64[n], y: f64[m]) -> f64[n, m] = for i: {
    let first = x[at[i]];
    for j: first + y[j]
};
