#! Fourier transforms, of any length: by halves where it is a power of two, otherwise by a convolution of such a length
#! (Bluestein's). Rotations are exact at the eighths of the circle and correctly placed elsewhere.

## The discrete Fourier transform, y[k] = sum(for j: x[j] * exp(-2i * pi * j * k / n)).
## Example: all(abs(fft([1.0 + 0i, 0.0 + 0i, 0.0 + 0i]) - 1.0) < 1e-15)
pub fn fft<T: c64 | c128>(x: T[n]) -> T[n] {
    if n & (n - 1) == 0 {
        fft_by_halves(x)
    } else {
        # j * k is (j * j + k * k - (k - j) * (k - j)) / 2.
        let length = 1 << (64 - leading_zeros(2 * n - 2));
        let chirp = for j in 0..n: rotation(j * j % (2 * n), 2 * n, T(0));
        let a = for j in 0..length: if j < n { x[min(j, n - 1)] * chirp[min(j, n - 1)] } else { T(0) };
        let b = for j in 0..length: {
            let distance = min(j, length - j);
            if distance < n { conj(chirp[min(distance, n - 1)]) } else { T(0) }
        };
        let product = fft_by_halves(a) * fft_by_halves(b);
        let c = conj(fft_by_halves(conj(product)));
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

# Stockham's order: every step halves what is left to transform and doubles what lies side by side.
fn fft_by_halves<T: c64 | c128>(x: T[n]) -> T[n] {
    let w = for j in 0..n: rotation(j, n, T(0));
    var y = x;
    loop step in 0..63 - leading_zeros(n) {
        let side = 1 << step;
        y = for t in 0..n: {
            let within = t & (side - 1);
            let block = t >> step;
            let at = within + (block >> 1 << step);
            let (a, b) = (y[at], y[at + n // 2]);
            if block & 1 == 0 { a + b } else { (a - b) * w[block >> 1 << step] }
        };
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
