# run: repeated(7) == (true, true)
# run: independent(7, 8) == (false, false)
# run: ranges(3, 1000) == (true, true, true)
# run: shuffled(5) == ([0, 1, 2, 3, 4, 5, 6, 7], 28)
# run: dice(1, 6000) ~= 3.5 within 0.1
# run: moments(2, 20000) ~= (0.0, 1.0) within 0.05
# run: pi_by_points(4, 20000) ~= 3.141592653589793 within 0.05
# run: walk(9, 100) == 100

#! Random numbers are functions of a key: the same key, the same numbers.

pub fn repeated(key: u64) -> (bool, bool) = (all(uniform(key, 9) == uniform(key, 9)), all(normal(key, 9) == normal(key, 9)));
pub fn independent(a: u64, b: u64) -> (bool, bool) = (any(uniform(a, 9) == uniform(b, 9)), random_key(a, 0) == random_key(a, 1));
pub fn ranges(key: u64, n: i64) -> (bool, bool, bool) {
    let u = uniform(key, n);
    let k = integers(key, -2, 3, n);
    (all(u >= 0.0) and all(u < 1.0), min(k) == -2 and max(k) == 2, all(exponential(key, n) >= 0.0))
}
pub fn shuffled(key: u64) -> (i64[8], i64) { let p = permutation(key, 8); (sort(p), sum(shuffle(key, arange(8)))) }
pub fn dice(key: u64, n: i64) -> f64 = mean(f64(integers(key, 1, 7, n)));
pub fn moments(key: u64, n: i64) -> (f64, f64) { let x = normal(key, n); (mean(x), std(x)) }
pub fn pi_by_points(key: u64, n: i64) -> f64 {
    let x = uniform(random_key(key, 0), n);
    let y = uniform(random_key(key, 1), n);
    4.0 * f64(count(x * x + y * y < 1.0)) / f64(n)
}
pub fn walk(key: u64, n: i64) -> i64 {
    let up = uniform(key, n) < 0.5;
    let place = cumsum(where(up, 1, -1));
    count(abs(diff(place)) == 1) + 1
}
