# run: horner([1.0, -3.0, 2.0], 5.0) == 12.0
# run: bits(13) == [true, true, false, true]
# run: digits([1, 9, 8, 4]) == 1984
# run: smooth([1.0, 2.0, 4.0], 0.5) == 2.75
# run: counts([0, 2, 2, 1, 2]) == [1, 1, 3]
# run: by_rows([[1, 2, 3], [4, 5, 6]]) == [123, 456]
# run: welford([1.0, 2.0, 3.0, 4.0]) == (2.5, 1.25)

#! `fold` with numbers, arrays and tuples as states.

pub fn horner(c: f64[n], x: f64) -> f64 = fold(|acc, a| acc * x + a, 0.0, c);
pub fn bits(x: i64) -> bool[4] = for i in 0..4: (x >> (3 - i)) & 1 == 1 |> bool();
pub fn digits(x: i64[n]) -> i64 = fold(|acc, d| 10 * acc + d, 0, x);
pub fn smooth(x: f64[n], a: f64) -> f64
where n >= 1 = fold(|s, v| a * v + (1.0 - a) * s, x[0], x[1:]);
pub fn counts(x: i64[n]) -> i64[3] = fold(|h, k| { var g = h; g[k] += 1; g }, i64[3](0), x);
pub fn by_rows(x: i64[n, m]) -> i64[n] = fold(|acc, d| 10 * acc + d, 0, x, axis = 1);
pub fn welford(x: f64[n]) -> (mean: f64, variance: f64) {
    let s = fold(
        |s, v| {
            let k = s.k + 1.0;
            let d = v - s.mean;
            let mean = s.mean + d / k;
            (k = k, mean = mean, m2 = s.m2 + d * (v - mean))
        },
        (k = 0.0, mean = 0.0, m2 = 0.0),
        x,
    );
    (mean = s.mean, variance = s.m2 / s.k)
}
