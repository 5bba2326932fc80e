#! A pulse recorded with noise and drift: filtered, its spectrum, its beats.

## Finite impulse response filter; the signal continues with its first and last value.
pub fn fir(x: f64[n], taps: f64[k]) -> f64[n]
where n >= 1 =
    for i in 0..n: sum(for j in 0..k: taps[j] * x[i + j - k // 2; clamp]);

## Windowed sinc taps of a low pass: `cutoff` as a part of the sampling rate, Hamming's window, sum 1.
pub fn lowpass(k: i64, cutoff: f64) -> f64[k]
where k >= 2 {
    let t = for i in 0..k: {
        let d = f64(i) - 0.5 * f64(k - 1);
        let sinc = if d == 0.0 { 2.0 * cutoff } else { sin(2.0 * pi * cutoff * d) / (pi * d) };
        sinc * (0.54 - 0.46 * cos(2.0 * pi * f64(i) / f64(k - 1)))
    };
    t / sum(t)
}

## Power at each of the first `bins` frequencies (bin times rate over n), by the definition of the Fourier transform.
pub fn power(x: f64[n], bins: i64) -> f64[bins]
where n >= 1, bins >= 0 =
    for b in 0..bins: {
        let angle = for i in 0..n: 2.0 * pi * f64(b * i % n) / f64(n);
        let re = sum(x * cos(angle));
        let im = sum(x * sin(angle));
        (re * re + im * im) / f64(n)
    };

## Autocorrelation at lags 0 to `lags` - 1, 1 at lag 0.
pub fn autocorrelation(x: f64[n], lags: i64) -> f64[lags]
where n >= 1, lags >= 0 {
    let d = x - mean(x);
    let r = for lag in 0..lags: sum(for i in 0..n: d[i] * d[i + lag; 0.0]);
    r / sum(d * d)
}

## Where a beat is: above `level` and the largest within `reach` samples.
pub fn beats(x: f64[n], level: f64, reach: i64) -> bool[n]
where reach >= 1 =
    for i in 0..n: x[i] > level and x[i] == max(for j in -reach..=reach: x[i + j; -inf]);
