# run: shares(70000) == (0.0, 1.0)
# run: means(70000) == (0.5, 0.25)
# run: windows(70000) == [0.5, 0.5]
# run: ramp(70001) == (0.0, 0.5, 1.0)
# run: blurred(5) == 20000
# run: halfway() == 60000

#! Counts, positions and sums that half precision does not hold: functions of the library compute with f32, and round once.

fn odd(n: i64) -> f16[n] = for i in 0..n: f16(i % 2);
pub fn shares(n: i64) -> (f16, f16) = (quantile(odd(n), 0.25), quantile(odd(n), 0.75));
pub fn means(n: i64) -> (f16, bf16) = (nanmean(odd(n)), bf16(cov(odd(n), odd(n))));
pub fn windows(n: i64) -> f16[2] {
    let w = moving_average(odd(n), n - 1);
    [w[0], w[1]]
}
pub fn ramp(n: i64) -> (f16, f16, f16) {
    let x = linspace(f16(0.0), f16(1.0), n);
    (x[0], x[n // 2], x[n - 1])
}
pub fn blurred(n: i64) -> f16 = max(box_blur(f16[n, n](20000), 1));
pub fn halfway() -> f16 = average([f16(60000), f16(60000)], [f16(2), f16(2)]);
