# run: back(1000, 1) == 254711792
# run: back(1000, 3) == 246527431
# run: back(1000, 4) == 249745502
# run: back(1000, 8) == 258372205
# run: back(1000, 17) == 249521423
# run: back(1000, 999) == 23611191
# run: four_back(1000) == 249745502
# run: sixteen_back(1000) == 267335123
# run: ahead(1000, 5) == 46987247
# run: if_even(1000) == 45245480
# run: through(1000) == 25867557
# run: counted(1000) == 23629113
# run: columns(40, 25) == 157663897
# run: floats(1000) ~= 11758.801862242697 within 1e-12

#! Carried dependences over many elements: lanes and threads must not see old values.

fn start(n: i64) -> i64[n] = for i in 0..n: (7 * i * i + 3 * i) % 101;
fn check(x: i64[n]) -> i64 = sum(for i in 0..n: (i + 1) * x[i]);
pub fn back(n: i64, k: i64) -> i64 { var x = start(n); loop i in k..n { x[i] = (x[i] + x[i - k]) % 1009; } check(x) }
pub fn four_back(n: i64) -> i64 { var x = start(n); loop i in 4..n { x[i] = (x[i] + x[i - 4]) % 1009; } check(x) }
pub fn sixteen_back(n: i64) -> i64 { var x = start(n); loop i in 16..n { x[i] = (x[i] + x[i - 16]) % 1009; } check(x) }
pub fn ahead(n: i64, k: i64) -> i64 { var x = start(n); loop i in 0..n - k { x[i] = (x[i] + x[i + k]) % 1009; } check(x) }
pub fn if_even(n: i64) -> i64 { var x = start(n); loop i in 2..n { if x[i] % 2 == 0 { x[i] += x[i - 2]; } } check(x) }
pub fn through(n: i64) -> i64 { var x = start(n); loop i in 0..n { x[x[i]] = i; } check(x) }
pub fn counted(n: i64) -> i64 { var x = start(n); loop i in 0..n { x[i % 7] = (x[i % 7] + x[i]) % 1009; } check(x) }
pub fn columns(n: i64, m: i64) -> i64 {
    var x = reshape(start(n * m), n, m);
    loop i in 1..n { loop j in 2..m { x[i, j] = (x[i, j] + x[i - 1, j - 2]) % 1009; } }
    check(flatten(x))
}
pub fn floats(n: i64) -> f64 {
    var x = f64(start(n)) / 4.0;
    loop i in 1..n { x[i] = 0.5 * x[i] + 0.5 * x[i - 1]; }
    sum(x)
}
