# run: at_f32(40000, 12345) == 12345
# run: at_f32(40000, 0) == 0
# run: at_f32(40000, 39999) == 39999
# run: at_f32(8193, 8192) == 8192
# run: at_f32(8192, 8191) == 8191
# run: at_f64(20001, 16384) == 16384
# run: least_i32(20000, 8191) == 8191
# run: least_u8(20000, 19999) == 19999
# run: first_of_equal(30000, 7, 29990) == 7
# run: first_of_equal(30000, 24575, 24576) == 24575
# run: nan_first(30000, 100, 20000, 25000) == 20000
# run: nan_first(30000, 29999, 29998, 29999) == 29998
# run: alike(20000) == (0, 0)
# run: all_lowest(20000) == 0
# run: zeros(20000, 15000) == 14999
# fails: after_nan(20000, 2) status Divide
# run: after_nan(20000, -1) == [5, 5]

#! The index of an extreme that is far from the start of a long row, or twice in it.

fn wave(i: i64) -> i64 = (i * 7919) % 1009;
pub fn at_f32(n: i64, k: i64) -> i64 = argmax(for i in 0..n: if i == k { 2000f32 } else { f32(wave(i)) });
pub fn at_f64(n: i64, k: i64) -> i64 = argmin(for i in 0..n: if i == k { -1.0 } else { f64(wave(i)) });
pub fn least_i32(n: i64, k: i64) -> i64 = argmin(for i in 0..n: if i == k { -5i32 } else { i32(wave(i)) });
pub fn least_u8(n: i64, k: i64) -> i64 = argmin(for i in 0..n: if i == k { 0u8 } else { u8(wave(i) % 200 + 1) });
pub fn first_of_equal(n: i64, a: i64, b: i64) -> i64 =
    argmax(for i in 0..n: if i == a or i == b { 3000.0 } else { f64(wave(i)) });
pub fn nan_first(n: i64, top: i64, a: i64, b: i64) -> i64 =
    argmax(for i in 0..n: if i == a or i == b { nan } else { if i == top { inf } else { f64(wave(i)) } });
pub fn alike(n: i64) -> (i64, i64) = (argmax(f64[n](3)), argmin(i16[n](3)));
pub fn all_lowest(n: i64) -> i64 = argmax(f32[n](-inf));
## -0.0 is not below 0.0.
pub fn zeros(n: i64, k: i64) -> i64 =
    argmax(for i in 0..n: if i < k - 1 { -1.0 } else { if i < k { -0.0 } else { 0.0 } });
## Leaves behind the first NaN fail all the same.
pub fn after_nan(n: i64, row: i64) -> i64[2] = for r in 0..2: argmax(for i in 0..n: {
    let d = if r == row - 1 and i == n - 1 { 0 } else { 1 };
    if i == 5 { nan } else { f64(7 // d) }
});
