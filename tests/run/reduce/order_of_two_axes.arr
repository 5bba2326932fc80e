# run: total(3, 5) == 3.3182289932289937
# run: total(2, 40) == 4.965479278945517
# run: total(40, 2) == 4.965479278945517
# run: total(40, 50) == 8.178368103610282
# run: total(3, 600) == 8.073035360843402

#! The order of a sum over two axes.

pub fn total(n: i64, m: i64) -> f64 { let x = for i in 0..n, j in 0..m: 1.0 / f64(i * m + j + 1); sum(x) }
