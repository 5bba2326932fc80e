# run: payment(100000.0, 0.05, 30) ~= 6505.143508027656 within 1e-13
# run: schedule(1000.0, 0.1, 3) ~= [1000.0, 697.8851963746226, 365.5589123867076] within 1e-13
# run: npv([-100.0, 60.0, 60.0], [0.0, 0.1, 0.2]) ~= [20.0, 4.132231404958667, -8.333333333333329] within 1e-13
# run: irr([-100.0, 60.0, 60.0]) ~= 0.1306623862918075 within 1e-12
# fails: irr([100.0, 60.0]) status Assert "no sign change"

#! Loans and cash flows.

pub fn payment(loan: f64, rate: f64, years: i64) -> f64 = loan * rate / (1.0 - (1.0 + rate)**f64(-years));
pub fn schedule(loan: f64, rate: f64, years: i64) -> f64[years] {
    let pay = payment(loan, rate, years);
    var left = f64[years](loan);
    loop y in 1..years { left[y] = left[y - 1] * (1.0 + rate) - pay; }
    left
}
fn value(flow: f64[n], rate: f64) -> f64 = fold(|v, c| v / (1.0 + rate) + c, 0.0, flow[::-1]);
pub fn npv(flow: f64[n], rates: f64[k]) -> f64[k] = value(flow, rates);

## The rate at which the flows are worth nothing, by bisection.
pub fn irr(flow: f64[n]) -> f64 {
    var low = -0.9;
    var high = 10.0;
    assert value(flow, low) * value(flow, high) <= 0.0, "no sign change";
    loop step in 0..200 {
        let middle = 0.5 * (low + high);
        if value(flow, low) * value(flow, middle) <= 0.0 { high = middle; } else { low = middle; }
    }
    0.5 * (low + high)
}
