# run: drawdown([100.0, 120.0, 90.0, 110.0, 80.0, 130.0, 125.0]) == (-0.33333333333333337, 4)
# run: returns([100.0, 120.0, 90.0, 110.0, 80.0, 130.0, 125.0]) ~= [0.1823215567939546, -0.2876820724517809, 0.20067069546215124, -0.3184537311185346, 0.4855078157817008, -0.03922071315328127] within 1e-14
# run: sharpe([[1.0, 1.1, 1.3], [2.0, 1.0, 1.5]]) ~= [2.4355900240870016, 0.0] within 1e-13
# run: value_at_risk([0.03, -0.02, 0.01, -0.05, 0.02, 0.0], 0.25) ~= 0.015 within 1e-15
# run: ewma([0.01, -0.02, 0.03], 0.94) ~= 0.012842118205342918 within 1e-14

#! Risk of a series of prices.

pub fn drawdown(price: f64[n]) -> (depth: f64, at: i64) {
    let fall = price / cummax(price) - 1.0;
    (depth = min(fall), at = argmin(fall))
}
pub fn returns(price: f64[n]) -> f64[n - 1] = ln(price[1:] / price[:-1]);
fn ratio(price: f64[n]) -> f64 {
    let r = diff(price) / price[:-1];
    mean(r) / (std(r) * sqrt(f64(n - 1) / f64(n - 2)))
}
pub fn sharpe(prices: f64[k, n]) -> f64[k] = ratio(prices);
pub fn value_at_risk(r: f64[n], level: f64) -> f64 = -quantile(r, level);
pub fn ewma(r: f64[n], decay: f64) -> f64
where n >= 1 = sqrt(fold(|v, x| decay * v + (1.0 - decay) * x**2, r[0]**2, r[1:]));
