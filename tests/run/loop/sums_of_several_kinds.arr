# run: totals(200) == (36, 9, 1, 99, 2931)
# run: last_and_first(200) == (197, 7)
# run: pairs(200) == 4149
# run: runs(200) == 9
# run: reset(200) == 45
# run: alternating(200) == -14
# run: product_mod(200) == 999
# run: xors(200) == 18
# run: stops(200) == 21

#! What loops carry over long arrays: sums, extremes, places, runs, and sums that are cut off.

fn data(n: i64) -> i64[n] = for i in 0..n: 37 * i % 19 - 9;
pub fn totals(n: i64) -> (i64, i64, i64, i64, i64)
where n >= 1 {
    let x = data(n);
    var (s, top, at, up, squares) = (0, x[0], 0, 0, 0);
    loop i in 0..n {
        s += x[i];
        if x[i] > top { top = x[i]; at = i; }
        if x[i] > 0 { up += 1; } else if x[i] < 0 { squares += x[i]**2; }
    }
    (s, top, at, up, squares)
}
pub fn last_and_first(n: i64) -> (i64, i64) {
    let x = data(n);
    var (last, first) = (-1, -1);
    loop i in 0..n { if x[i] == 3 { last = i; if first < 0 { first = i; } } }
    (last, first)
}
pub fn pairs(n: i64) -> i64 { let x = data(n); var (s, before) = (0, 0); loop i in 0..n { s += before * x[i]; before = x[i]; } s }
pub fn runs(n: i64) -> i64 { let x = data(n); var (best, run) = (0, 0); loop i in 0..n { run = if x[i] > 0 { run + 1 } else { 0 }; best = max(best, run); } best }
pub fn reset(n: i64) -> i64 { let x = data(n); var s = 0; loop i in 0..n { s = max(s + x[i], 0); } s }
pub fn alternating(n: i64) -> i64 { let x = data(n); var (s, sign_) = (0, 1); loop i in 0..n { s += sign_ * x[i]; sign_ = -sign_; } s }
pub fn product_mod(n: i64) -> i64 { let x = data(n); var p = 1; loop i in 0..n { p = p * (abs(x[i]) + 1) % 1009; } p }
pub fn xors(n: i64) -> i64 { let x = data(n); var p = 0; loop i in 0..n { p ^= x[i] + 9; } p }
pub fn stops(n: i64) -> i64 { let x = data(n); var s = 0; loop i in 0..n { s += x[i]; if s > 20 { break; } } s }
