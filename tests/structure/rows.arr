# expect: array builds 1, reduces 1; loops allocs 0, vector yes

#! A lifted call is fused with its operand.

fn length(x: f64[n]) -> f64 = sqrt(sum(x * x));
pub fn lengths(x: f64[r, n], y: f64[r, n]) -> f64[r] = length(x - y);
