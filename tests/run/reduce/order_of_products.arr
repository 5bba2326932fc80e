# run: array_form(3) == 2.5
# run: array_form(32) == 17.000000000000007
# run: array_form(33) == 17.5
# run: array_form(600) == 300.99999999999955
# run: array_form(2000) == 1000.9999999999924

#! The order in which a product is taken.

pub fn array_form(n: i64) -> f64 = prod(for i in 0..n: 1.0 + 1.0 / f64(i + 2));
