# run: steps([[1.0, 2.0, 3.0]]) == [[-4.0, 0.0, 4.0]]
# run: begin([2, 5, 1], 2) == [5, 2]
# fails: begin([1, 0], 1) status Divide
# run: shares([2, 5], 2) == [[5, 6], [2, 3]]
# fails: shares([0, 1], 0) status Divide
# run: before([1.0, 2.0], 3) == ([4.0, 2.0], [3.0, 2.0])
# run: before([1.0, 2.0], 0) == ([1.0, 2.0], [1.0, 2.0])
# run: quads(iota(20, 4)) == [-11.0, -23.0, -35.0, -47.0, -59.0, -71.0, -83.0, -95.0, -107.0, -119.0, -131.0, -143.0, -155.0, -167.0, -179.0, -191.0, -203.0, -215.0, -227.0, -239.0]
# run: octets(iota(3, 8)) == [28, 92, 156]
# run: most([1.0, 2.0, 3.0, 9.0], [10.0, 20.0, 30.0]) == [13.0, 22.0, 43.0]
# run: powers([2.0, 3.0], [3.0, 2.0]) == [19.0, 14.0]
# run: columns([[1, 2, 3], [4, 5, 6], [7, 8, 9]]) == [[1, 2, 3], [5, 7, 9], [12, 15, 18]]
# run: backwards([1.0, 2.0, 4.0, 8.0], 3, 2) == 12.0
# fails: backwards([1.0, 2.0, 4.0, 8.0], 1, 3) status Bounds
# fails: backwards([1.0, 2.0, 4.0, 8.0], 4, 2) status Bounds
# run: backwards([1.0, 2.0, 4.0, 8.0], 9, 0) == 0.0
# run: differences([1.0, 5.0], [4.0, 2.0]) == ([3.0, -3.0], [3.0, -3.0])
# run: weighted(10.0, 1.0) == 32.0
# run: chosen([true, false], [1, 2], [3, 4]) == [3, 2]
# run: shifted([1.0, 2.0], [0.5, 0.25]) == [0.5, 1.5]
# run: shifted(empty(0), empty(0)) == empty(0)
# fails: shifted([1.0], empty(0)) status Shape
# run: raised([[1, 2]], [3, 5]) == [[6, 7]]
# run: raised(empty(1, 0), empty(0)) == empty(1, 0)
# run: diagonals([[1, 2], [3, 4]]) == [1, 5, 4]

#! Small programs that bring the compiler to places where few others do.

# An element that was computed serves its own indices alone.
pub fn steps(a: f64[n, m]) -> f64[n, m] {
    let t = a * 2.0 + 1.0;
    for i in 0..n, j in 0..m: t[i, j] - t[i, m - 1 - j]
}
# A loop over a part computes not all elements, of which each may fail.
pub fn begin(a: i64[n], m: i64) -> i64[m]
where m <= n {
    let t = for i in 0..n: 10 // a[i];
    for i in 0..m: t[i]
}
# What fails in front of an inner loop does so too where that is empty.
pub fn shares(a: i64[n], m: i64) -> i64[n, m] = for i in 0..n: {
    let q = 10 // a[i];
    for j in 0..m: q + j
};
# One array is what the other was.
pub fn before(x: f64[n], k: i64) -> (now: f64[n], old: f64[n]) {
    var a = x;
    var b = x;
    loop i in 0..k { b = a; a[0] += 1.0; }
    (now = a, old = b)
}
# Four and eight that lie side by side.
pub fn quads(x: f64[n, 4]) -> f64[n] = for i in 0..n: x[i, 0] - 2.0 * x[i, 1] + 3.0 * x[i, 2] - 5.0 * x[i, 3];
pub fn octets(x: i32[n, 8]) -> i32[n] =
    for i in 0..n: x[i, 0] + x[i, 1] + x[i, 2] + x[i, 3] + x[i, 4] + x[i, 5] + x[i, 6] + x[i, 7];
# The beginning of an array is not the array.
pub fn most(x: f64[n + 1], t: f64[n]) -> f64[n] {
    var y = x[:-1];
    loop k in 0..n { y[k] = y[n - 1 - k] + t[k]; }
    y
}
# A function of two numbers, too long to be put in the place of both calls.
pub fn powers(x: f64[n], y: f64[n]) -> f64[n] = pow(x, y) + pow(x, y - 1.0) + pow(y, 2.0) - 2.0;
# Sums along the first axis.
pub fn columns(x: i64[n, m]) -> i64[n, m] = cumsum(x, axis = 0);
# Falling indices.
pub fn backwards(x: f64[n], last: i64, k: i64) -> f64 = sum(for i in 0..k: x[last - i]);
# Signs and factors of -1.
pub fn differences(a: f64[n], b: f64[n]) -> (sums: f64[n], fused: f64[n]) = (sums = -a + b, fused = fma(-1.0, a, b));
# Constants of a matrix.
pub fn weighted(x: f64, y: f64) -> f64 {
    let t = [[1.0, 3.0], [2.0, 4.0]];
    t[0, 1] * x + t[1, 0] * y
}
pub fn chosen(c: bool[n], a: i64[n], b: i64[n]) -> i64[n] = where(not c, a, b);
# What is the same in every iteration, and fails, matters only where there is one.
pub fn shifted(x: f64[n], y: f64[m]) -> f64[n] = for i in 0..n: x[i] - max(y);
pub fn raised(x: i64[n, m], y: i64[k]) -> i64[n, m] = for i in 0..n, j in 0..m: x[i, j] + max(y);
# Several elements go to one place.
pub fn diagonals(x: i64[n, m]) -> i64[n + m - 1] {
    var sums = i64[n + m - 1](0);
    sums[for i in 0..n, j in 0..m: i + j] += x;
    sums
}
