# run: cut([1, 2, 3, 4, 5], 2) == [3, 5, 7]
# run: middle(iota(7)) == 9
# run: both(iota(4)) == [3, 3, 3, 3]
# run: pairs(iota(6)) == [[0, 1], [2, 3], [4, 5]]
# run: windows_of(iota(6), 3) == [3, 6, 9, 12]
# run: growing(4) == [0, 1, 3, 6]
# run: chunks(iota(10), 3) == 3
# fails: cut([1, 2], 5) status Shape

#! Sizes from `let`, from values of loops, and from each other.

pub fn cut(x: i64[n], k: i64) -> i64[n - k] { let m = n - k; let y = for i in 0..m: i; x[:m] + y + (for i in 0..m: k) }
pub fn middle(x: i64[n]) -> i64 { let k = n // 3; let part = x[k:n - k]; let total = sum(part); total + part.shape[0] * 0 }
pub fn both(x: i64[n]) -> i64[n] { let m = n; let y = i64[m](3); y }
pub fn pairs(x: i64[n]) -> i64[n // 2, 2] = for i in 0..n // 2: [x[2 * i], x[2 * i + 1]];
pub fn windows_of(x: i64[n], k: i64) -> i64[n - k + 1] = for i in 0..n - k + 1: sum(x[i:i + k]);
pub fn growing(n: i64) -> i64[n] = for i in 0..n: sum(for j in 0..i + 1: j);
pub fn chunks(x: i64[n], k: i64) -> i64 { let whole = n // k; var s = 0; loop c in 0..whole { let part = x[c * k:c * k + k]; s += i64(sum(part) > 0); } s }
