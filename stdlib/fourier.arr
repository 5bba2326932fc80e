#! Fourier transforms, of any length: by quarters where it is a power of two, otherwise by a convolution of such a length
#! (Bluestein's). Rotations are exact at the eighths of the circle and correctly placed elsewhere.

## The discrete Fourier transform, y[k] = sum(for j: x[j] * exp(-2i * pi * j * k / n)).
## Example: all(abs(fft([1.0 + 0i, 0.0 + 0i, 0.0 + 0i]) - 1.0) < 1e-15)
pub fn fft<T: c64 | c128>(x: T[n]) -> T[n] {
    if n & (n - 1) == 0 {
        fft_by_quarters(x)
    } else {
        # j * k is (j * j + k * k - (k - j) * (k - j)) / 2.
        let length = 1 << (64 - leading_zeros(2 * n - 2));
        let chirp = for j in 0..n: rotation(j * j % (2 * n), 2 * n, T(0));
        let a = for j in 0..length: if j < n { x[min(j, n - 1)] * chirp[min(j, n - 1)] } else { T(0) };
        let b = for j in 0..length: {
            let distance = min(j, length - j);
            if distance < n { conj(chirp[min(distance, n - 1)]) } else { T(0) }
        };
        let product = fft_by_quarters(a) * fft_by_quarters(b);
        let c = conj(fft_by_quarters(conj(product)));
        for k in 0..n: c[k] * chirp[k] / T(length)
    }
}

## The inverse of the discrete Fourier transform: `inverse_fft(fft(x))` is x, but for rounding.
## Example: all(abs(inverse_fft([2.0 + 0i, 2.0 + 0i]) - [2.0, 0.0]) < 1e-15)
pub fn inverse_fft<T: c64 | c128>(x: T[n]) -> T[n] = conj(fft(conj(x))) / T(n);

## The discrete Fourier transform of real numbers, the first half of it: the rest are the conjugates of these. Fails if there are none.
## Example: all(abs(real_fft([1.0, 1.0, 1.0, 1.0]) - [4.0, 0.0, 0.0]) < 1e-15)
pub fn real_fft(x: f64[n]) -> c128[n // 2 + 1] { let y = fft(c128(x)); y[:n // 2 + 1] }

## The discrete Fourier transform of real numbers in single precision.
## Example: all(abs(real_fft([1.0f32, 1.0f32]) - [2.0f32, 0.0f32]) < 1e-6)
pub fn real_fft(x: f32[n]) -> c64[n // 2 + 1] { let y = fft(c64(x)); y[:n // 2 + 1] }

# Stockham's order: every step takes what is left to transform apart into four (the first into two, where the length is no power of 4)
# and makes what lies side by side as much longer.
fn fft_by_quarters<T: c64 | c128>(x: T[n]) -> T[n] {
    let w = for j in 0..n - n // 4: rotation(j, n, T(0));
    var (y, z) = (x, T[n](0));
    var side = 1;
    var left = n;
    if leading_zeros(n) & 1 == 0 {
        let half = n // 2;
        loop p in 0..half {
            z[2 * p] = y[p] + y[p + half];
            z[2 * p + 1] = (y[p] - y[p + half]) * w[p];
        }
        (y, z) = (z, y);
        side = 2;
        left = half;
    }
    let quarter = n // 4;
    while left > 1 {
        left = left // 4;
        loop p in 0..left {
            let (w1, w2, w3) = (w[p * side], w[2 * p * side], w[3 * p * side]);
            loop q in 0..side {
                let at = p * side + q;
                let (a, b, c, d) = (y[at], y[at + quarter], y[at + 2 * quarter], y[at + 3 * quarter]);
                let (s, t, u) = (a + c, a - c, b + d);
                # -1i * (b - d)
                let v = complex(imag(b) - imag(d), real(d) - real(b));
                let to = 4 * p * side + q;
                z[to] = s + u;
                z[to + side] = (t + v) * w1;
                z[to + 2 * side] = (s - u) * w2;
                z[to + 3 * side] = (t - v) * w3;
            }
        }
        (y, z) = (z, y);
        side *= 4;
    }
    y
}

# exp(-2i * pi * k / n)
fn rotation(k: i64, n: i64, _like: c128) -> c128 {
    let turn = -2.0 * f64(k) / f64(n);
    complex(cospi(turn), sinpi(turn))
}
fn rotation(k: i64, n: i64, _like: c64) -> c64 {
    let z = rotation(k, n, 0i);
    c64(real(z), imag(z))
}
