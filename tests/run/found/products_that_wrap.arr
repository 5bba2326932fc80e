# run: fourth([1.0, 2.0], 70000) == 70000.0
# run: narrow(4294967295, 4294967294, [1.0, 2.0, 3.0]) == 0.5
# run: narrow(1, 2, [1.0, 2.0, 3.0]) == 3.0
# run: rows([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], 2, 3) == [6.0, 15.0]

#! A product of numbers that are not negative is negative where it has wrapped, and no index then.

pub fn fourth(x: f64[n], m: i64) -> f64 = sum(for i in 0..m: if i == 0 { x[0] - 1.0 } else { x[i * i * i * i; 1.0] });

pub fn narrow(a: u32, b: u32, x: f64[n]) -> f64 = x[i64(a) * i64(b); 0.5];

pub fn rows(x: f64[h * w], h: i64, w: i64) -> f64[h] = for i in 0..h: sum(for j in 0..w: x[i * w + j; 0.0]);
