# run: solved([[1.0+1.0i, 2.0+0.0i], [0.0+0.0i, 1.0-1.0i]], [0.0+1.0i, 2.0+0.0i]) ~= [-1.5+0.5i, 1.0+1.0i] within 1e-14
# run: product([[1.0+1.0i, 2.0+0.0i], [0.0+0.0i, 1.0-1.0i]], [[1.0+1.0i, 2.0+0.0i], [0.0+0.0i, 1.0-1.0i]]) == [[0.0+2.0i, 4.0+0.0i], [0.0+0.0i, 0.0-2.0i]]
# run: adjoint([[1.0+1.0i, 2.0+0.0i], [0.0+0.0i, 1.0-1.0i]]) == [[1.0-1.0i, 0.0-0.0i], [2.0-0.0i, 1.0+1.0i]]
# run: evaluated([1+0i, 0+1i, -1+0i], 2+1i) == 1.0+6.0i
# run: unit([3+4i, 0-2i]) == [0.6+0.8i, 0-1i]
# run: phases([1+1i, -1+0i]) ~= [0.7853981633974483, 3.141592653589793] within 1e-15
# run: masked([1+1i, 0+0i, 2+0i]) == 3+1i
# run: running([1+1i, 1-1i]) == ([1+1i, 2+0i], [1+1i, 2+0i])
# run: picked([1+0i, 2i, 3+0i], [2, 1]) == [3+0i, 2i]
# run: where_real([1+2i, 3-4i], [true, false]) == [1+2i, 3+4i]

#! Complex numbers in loops, gathers, masks and products.

pub fn solved(a: c128[n, n], b: c128[n]) -> c128[n] {
    var x = b;
    loop k in 0..n {
        let i = n - 1 - k;
        x[i] = (x[i] - sum(for j in i + 1..n: a[i, j] * x[j])) / a[i, i];
    }
    x
}
pub fn product(a: c128[n, k], b: c128[k, m]) -> c128[n, m] = a @ b;
pub fn adjoint(a: c128[n, m]) -> c128[m, n] = conj(a.T);
pub fn evaluated(c: c128[n], z: c128) -> c128 = fold(|acc, a| acc * z + a, 0, c);
pub fn unit(z: c128[n]) -> c128[n] = z / abs(z);
pub fn phases(z: c64[n]) -> f64[n] = f64(arg(c128(z)));
pub fn masked(z: c128[n]) -> c128 = sum(z[abs(z) > 0.0]);
pub fn running(z: c128[n]) -> (c128[n], c128[n]) = (cumsum(z), cumprod(z));
pub fn picked(z: c64[n], at: i64[k]) -> c64[k] = z[at];
pub fn where_real(z: c64[n], m: bool[n]) -> c64[n] = where(m, z, conj(z));
