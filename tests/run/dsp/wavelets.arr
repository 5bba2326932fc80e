# run: haar([1.0, 3.0, 2.0, 8.0]) == ([2.0, 5.0], [-1.0, -3.0])
# run: back([2.0, 5.0], [-1.0, -3.0]) == [1.0, 3.0, 2.0, 8.0]
# run: walsh([1, 0, 1, 0, 0, 1, 1, 0]) == [4, 2, 0, -2, 0, 2, 0, 2]
# run: cosine([1.0, 2.0, 3.0, 4.0]) ~= [20.0, -6.308644059797899, 0.0, -0.4483415291679651] within 1e-13
# run: bilinear([0.0, 1.0], 4) == [0.0, 0.25, 0.5, 0.75]
# run: spectrum([1.0, 0.0, -1.0, 0.0]) ~= [0.0, 2.0, 0.0] within 1e-15
# run: convolved([1.0, 2.0, 3.0], [0.0, 1.0, 0.5]) ~= [4.0, 2.5, 2.5] within 1e-14

#! Wavelets and other transforms.

pub fn haar(x: f64[n]) -> (low: f64[n // 2], high: f64[n // 2]) =
    for i in 0..n // 2: (low = 0.5 * (x[2 * i] + x[2 * i + 1]), high = 0.5 * (x[2 * i] - x[2 * i + 1]));
pub fn back(low: f64[n], high: f64[n]) -> f64[2 * n] {
    var x = f64[2 * n](0);
    x[::2] = low + high;
    x[1::2] = low - high;
    x
}
pub fn walsh(x: i64[n]) -> i64[n] {
    var a = x;
    var h = 1;
    while h < n {
        let old = a;
        a = for i: if i & h == 0 { old[i] + old[i + h] } else { old[i - h] - old[i] };
        h *= 2;
    }
    a
}
pub fn cosine(x: f64[n]) -> f64[n] =
    for k in 0..n: 2.0 * sum(for i in 0..n: x[i] * cos(pi * f64(k) * (2.0 * f64(i) + 1.0) / (2.0 * f64(n))));
pub fn bilinear(x: f64[2], k: i64) -> f64[k] = for i in 0..k: lerp(x[0], x[1], f64(i) / f64(k));
pub fn spectrum(x: f64[n]) -> f64[n // 2 + 1] = abs(real_fft(x));

## The circular convolution by transforms.
pub fn convolved(x: f64[n], k: f64[n]) -> f64[n] = real(inverse_fft(fft(c128(x)) * fft(c128(k))));
