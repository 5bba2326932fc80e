# run: rows([[1, 2], [3, 4]]) == [[2, 4], [-3, -4]]
# run: state([[1, 2], [3, 4]]) == [[1, 3], [3, 7]]

#! A `for` whose body chooses between arrays, and one that runs a loop over an array.

pub fn rows(x: i64[n, m]) -> i64[n, m] = for i: if i % 2 == 0 { 2 * x[i] } else { -x[i] };
pub fn state(x: i64[n, m]) -> i64[n, m] = for i: {
    var r = x[i];
    loop j in 1..m { r[j] += r[j - 1]; }
    r
};
