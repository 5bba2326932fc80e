#! The standard library as the host calls it; `stdlib.py` compares with NumPy.

pub fn sorted<T: real>(x: T[n]) -> T[n] = sort(x);
pub fn sorted_columns(x: f64[n, m]) -> f64[n, m] = sort(x, axis = 0);
pub fn order<T: real>(x: T[n]) -> i64[n] = argsort(x);
pub fn left<T: f32 | f64 | i64>(a: T[n], x: T[m]) -> i64[m] = searchsorted(a, x);
pub fn right<T: f32 | f64 | i64>(a: T[n], x: T[m]) -> i64[m] = searchsorted_right(a, x);
pub fn counts(x: i32[n], k: i64) -> i64[k] = bincount(x, k);
pub fn weighted_counts(x: i64[n], w: f64[n], k: i64) -> f64[k] = bincount(x, w, k);
pub fn bins<T: f32 | f64>(x: T[n], low: T, high: T, k: i64) -> i64[k] = histogram(x, low, high, k);
pub fn edged(x: f64[n], edges: f64[k]) -> i64[k - 1] = histogram(x, edges);
pub fn different<T: f64 | i16>(x: T[n]) -> i64 = count_unique(x);
pub fn ranked(x: i16[n]) -> i64 { let u = unique(x); sum(for i: i * i64(u[i])) }
pub fn differences<T: f64 | u8>(x: T[n]) -> T[n - 1] = diff(x);
pub fn running_min<T: real>(x: T[n]) -> T[n] = cummin(x);
pub fn running_max<T: real>(x: T[n]) -> T[n] = cummax(x);

pub fn spaced<T: f32 | f64>(a: T, b: T, n: i64) -> T[n] = linspace(a, b, n);
pub fn diagonal(x: f64[n, n]) -> f64[n] = diag(x);
pub fn diagonal_matrix(x: f64[n]) -> f64[n, n] = diag(x);
pub fn upper(x: f64[n, m], k: i64) -> f64[n, m] = triu(x, k);
pub fn lower(x: f64[n, m], k: i64) -> f64[n, m] = tril(x, k);
pub fn flipped(x: f64[n, m]) -> (rows: f64[n, m], columns: f64[n, m]) =
    (flip(x, axis = 0), flip(x, axis = 1));
pub fn rolled(x: f64[n, m], k: i64) -> (rows: f64[n, m], columns: f64[n, m]) =
    (roll(x, k, axis = 0), roll(x, k));
pub fn padded(x: i32[n], a: i64, b: i64) -> (
    zeros: i32[n + a + b],
    edge: i32[n + a + b],
    wrapped: i32[n + a + b],
    mirrored: i32[n + a + b],
) = (pad(x, a, b, 7), pad_clamp(x, a, b), pad_wrap(x, a, b), pad_mirror(x, a, b));
pub fn joined_rows(a: f64[n, m], b: f64[k, m]) -> f64[n + k, m] = concat(a, b, axis = 0);
pub fn joined_columns(a: f64[n, m], b: f64[n, k]) -> f64[n, m + k] = concat(a, b);
pub fn tiled(x: f64[n, m], a: i64, b: i64) -> f64[a * n, b * m] = tile(x, a, b);
pub fn repeated(x: f64[n, m], k: i64) -> (rows: f64[n * k, m], columns: f64[n, m * k]) =
    (repeat(x, k, axis = 0), repeat(x, k));
pub fn flat(x: u8[a, b, c]) -> u8[a * b * c] = flatten(x);
pub fn reshaped(x: f64[n, m], a: i64, b: i64) -> f64[a, b] = reshape(x, a, b);
pub fn cube(x: f64[n], a: i64, b: i64, c: i64) -> f64[a, b, c] = reshape(x, a, b, c);
pub fn sliding(x: f64[n], k: i64) -> f64[n - k + 1, k] = windows(x, k);

pub fn middles<T: f32 | f64>(x: T[n]) -> T = median(x);
pub fn quantiles(x: f64[n], q: f64[k]) -> f64[k] = quantile(x, q);
pub fn averages(x: f64[n], w: f64[n]) -> f64 = average(x, w);
pub fn covariances(x: f64[k, n]) -> (cov: f64[k, k], corr: f64[k, k]) = (cov(x), corr(x));
pub fn pair(x: f64[n], y: f64[n]) -> (cov: f64, corr: f64) = (cov(x, y), corr(x, y));
pub fn without_nan(x: f64[n]) -> (total: f64, middle: f64, least: f64, most: f64) =
    (nansum(x), nanmean(x), nanmin(x), nanmax(x));
pub fn scores(x: f64[n]) -> f64[n] = zscore(x);
pub fn shares(x: f64[n]) -> f64[n] = softmax(x);
pub fn log_total(x: f64[n]) -> f64 = logsumexp(x);

pub fn products(x: f64[n], y: f64[n]) -> (dot: f64, outer: f64[n, n], norm: f64) =
    (dot(x, y), outer(x, y), norm(x));
pub fn stacked(a: f64[s, n, k], b: f64[s, k, m]) -> f64[s, n, m] = matmul(a, b);
pub fn crossed(a: f64[3], b: f64[3]) -> f64[3] = cross(a, b);
pub fn blocks(a: f64[n, m], b: f64[p, q]) -> f64[n * p, m * q] = kron(a, b);
pub fn traced(a: f64[n, n]) -> f64 = trace(a);
pub fn solved(a: f64[n, n], b: f64[n]) -> (lower: f64[n], upper: f64[n]) =
    (solve_lower(a, b), solve_upper(a, b));

pub fn convolved<T: f64 | i64>(x: T[n], k: T[m]) -> (full: T[n + m - 1], valid: T[n - m + 1], same: T[n]) =
    (convolve(x, k), convolve_valid(x, k), convolve_same(x, k));
pub fn convolved_image(x: i64[h, w], k: i64[a, b]) -> (
    full: i64[h + a - 1, w + b - 1],
    valid: i64[h - a + 1, w - b + 1],
    same: i64[h, w],
) = (convolve(x, k), convolve_valid(x, k), convolve_same(x, k));
pub fn filtered(x: i64[h, w], k: i64[a, b]) -> (clamped: i64[h, w], wrapped: i64[h, w], mirrored: i64[h, w]) =
    (filter_clamp(x, k), filter_wrap(x, k), filter_mirror(x, k));
pub fn filtered_rows(x: i64[n], k: i64[m]) -> (clamped: i64[n], wrapped: i64[n], mirrored: i64[n]) =
    (filter_clamp(x, k), filter_wrap(x, k), filter_mirror(x, k));
pub fn smoothed(x: f64[n], k: i64) -> f64[n - k + 1] = moving_average(x, k);
pub fn between(x: f64[m], xp: f64[n], fp: f64[n]) -> f64[m] = interp(x, xp, fp);
pub fn areas(y: f64[n], x: f64[n]) -> (even: f64, uneven: f64) = (trapezoid(y), trapezoid(y, x));
pub fn slopes(y: f64[n]) -> f64[n] = gradient(y);

pub fn boxed(x: f64[h, w], r: i64) -> f64[h, w] = box_blur(x, r);
pub fn blurred(x: f64[h, w], sigma: f64, r: i64) -> f64[h, w] = gaussian_blur(x, sigma, r);
pub fn edges(x: i32[h, w]) -> (dx: i32[h, w], dy: i32[h, w]) = sobel(x);
pub fn medians<T: u8 | f32>(x: T[h, w]) -> T[h, w] = median3x3(x);
pub fn resized(x: f64[h, w], a: i64, b: i64) -> (linear: f64[a, b], nearest: f64[a, b]) =
    (resize(x, a, b), resize_nearest(x, a, b));

pub fn signs<T: f32 | f64 | i8 | u16>(x: T) -> T = sign(x);
pub fn kinds(x: f64) -> (inf: bool, finite: bool, sign: bool) = (isinf(x), isfinite(x), signbit(x));
pub fn clamped<T: f64 | i32>(x: T, a: T, b: T) -> T = clamp(x, a, b);
pub fn angles<T: f32 | f64>(x: T) -> (degrees: T, radians: T) = (degrees(x), radians(x));
pub fn neighbour<T: f32 | f64>(x: T, y: T) -> T = nextafter(x, y);
pub fn divisors<T: i64 | u32>(x: T, y: T) -> (gcd: T, lcm: T) = (gcd(x, y), lcm(x, y));
pub fn added(x: f64, y: f64) -> f64 = logaddexp(x, y);

pub fn ones<T: int>(x: T) -> T = popcount(x);
pub fn zeros_above<T: int>(x: T) -> T = leading_zeros(x);
pub fn zeros_below<T: int>(x: T) -> T = trailing_zeros(x);
pub fn turned<T: u8 | u16 | u32 | u64>(x: T, k: T) -> (left: T, right: T) =
    (rotate_left(x, k), rotate_right(x, k));
pub fn swapped<T: u16 | u32 | u64 | i16 | i32 | i64>(x: T) -> T = byteswap(x);

pub fn random_words(key: u64, counter: u64[n]) -> u64[n] = random_bits(key, counter);
pub fn uniforms(key: u64, n: i64) -> (wide: f64[n], narrow: f32[n]) = (uniform(key, n), uniform_f32(key, n));
pub fn normals(key: u64, n: i64) -> f64[n] = normal(key, n);
pub fn exponentials(key: u64, n: i64) -> f64[n] = exponential(key, n);
pub fn dice(key: u64, low: i64, high: i64, n: i64) -> i64[n] = integers(key, low, high, n);
pub fn mixed(key: u64, n: i64) -> i64[n] = permutation(key, n);
pub fn tails(p: f64) -> (quantile: f64, erfinv: f64) = (normal_quantile(p), erfinv(2.0 * p - 1.0));

pub fn gammas<T: f32 | f64>(x: T) -> (gamma: T, lgamma: T) = (gamma(x), lgamma(x));
pub fn areas_of<T: f32 | f64>(x: T) -> (asinh: T, acosh: T, atanh: T) = (asinh(x), acosh(x), atanh(x));
pub fn turns<T: f32 | f64>(x: T) -> (sin: T, cos: T, sinc: T) = (sinpi(x), cospi(x), sinc(x));
pub fn tens<T: f32 | f64>(x: T) -> T = exp10(x);

pub fn complex_parts(z: c128) -> (abs: f64, arg: f64, conj: c128) = (abs(z), arg(z), conj(z));
pub fn complex_powers(z: c128, w: c128) -> (exp: c128, ln: c128, sqrt: c128, pow: c128) =
    (exp(z), ln(z), sqrt(z), pow(z, w));
pub fn complex_waves(z: c128) -> (sin: c128, cos: c128, tan: c128, sinh: c128, cosh: c128, tanh: c128) =
    (sin(z), cos(z), tan(z), sinh(z), cosh(z), tanh(z));
pub fn complex_arcs<T: c64 | c128>(z: T) -> (asin: T, acos: T, atan: T, asinh: T, acosh: T, atanh: T) =
    (asin(z), acos(z), atan(z), asinh(z), acosh(z), atanh(z));
pub fn from_polar(r: f64, a: f64) -> c128 = polar(r, a);
pub fn complex_rows(a: c128[n, m], b: c128[m, k], x: c128[m]) -> (
    matmul: c128[n, k],
    dot: c128[n],
    sums: c128[n, 2 * m - 1],
) = (matmul(a, b), dot(a, x), convolve(a, x));

pub fn pivoted(a: f64[n, n]) -> (factors: f64[n, n], order: i64[n], odd: bool) = lu(a);
pub fn determinant<T: f32 | f64 | c128>(a: T[n, n]) -> T = det(a);
pub fn solution(a: f64[n, n], b: f64[n]) -> f64[n] = solve(a, b);
pub fn solutions<T: f64 | c128>(a: T[n, n], b: T[n, m]) -> T[n, m] = solve(a, b);
pub fn inverted<T: f64 | c64>(a: T[n, n]) -> T[n, n] = inverse(a);
pub fn lower_factor<T: f64 | c128>(a: T[n, n]) -> T[n, n] = cholesky(a);
pub fn orthogonal(a: f64[m, n]) -> (q: f64[m, n], r: f64[n, n])
where m >= n =
    qr(a);
pub fn fitted(a: f64[m, n], b: f64[m]) -> f64[n]
where m >= n =
    least_squares(a, b);
pub fn eigen(a: f64[n, n]) -> (values: f64[n], vectors: f64[n, n]) = eigen_symmetric(a);
pub fn singular<T: f32 | f64>(a: T[m, n]) -> (u: T[m, n], values: T[n], vt: T[n, n])
where m >= n =
    svd(a);
pub fn singular_wide(a: f64[m, n]) -> (u: f64[m, m], values: f64[m], vt: f64[m, n])
where n >= m =
    svd_wide(a);
pub fn spectrum<T: c64 | c128>(x: T[n]) -> T[n] = fft(x);
pub fn back_again(x: c128[n]) -> c128[n] = inverse_fft(x);
pub fn half_spectrum(x: f64[n]) -> c128[n // 2 + 1] = real_fft(x);
pub fn parted<T: f64 | i32 | u8>(x: T[n], k: i64) -> T[n] = partition(x, k);
pub fn piled(x: i32[n, m], y: i32[n, m]) -> (two: i32[2, n, m], three: i32[3, n, m]) =
    (stack(x, y), stack(x, y, x));
