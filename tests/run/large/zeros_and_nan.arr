# run: wide(1) == 20002
# run: wide(2) == 40004
# run: wide(7) == 440055
# run: wide(16) == 1920238
# run: wide(33) == 8021003
# run: wide(100) == 72899050
# run: wide(515) == 372946086
# run: narrow(1) == 20002
# run: narrow(2) == 40004
# run: narrow(7) == 440055
# run: narrow(16) == 1920238
# run: narrow(33) == 8021003
# run: narrow(100) == 72899050
# run: narrow(515) == 372946086
# run: signs(1) == 13030
# run: signs(2) == 15025
# run: signs(7) == 15020
# run: signs(16) == 15016
# run: signs(33) == 15016
# run: signs(100) == 15016
# run: signs(515) == 15016
# run: lost(1, 0) == true
# run: lost(40, 3) == true
# run: lost(40, 39) == true
# run: lost(300, 0) == true
# run: lost(300, 170) == true
# run: lost(300, 299) == true

#! Minimum and maximum of zeros of both signs and of NaN, in whole vectors and at the end.

fn value(i: i64) -> f64 = if i % 11 == 5 { nan } else { if i % 3 == 0 { -0.0 } else { if i % 3 == 1 { 0.0 } else { f64(i % 7 - 3) } } };
fn digest(x: f64[n]) -> i64 = sum(for i: (i % 101 + 1) * (if x[i] == x[i] { if 1.0 / x[i] > 0.0 { 1 } else { 2 } } else { 3 }));
pub fn wide(n: i64) -> i64 {
    let (x, y) = (for i in 0..n: value(i), for i in 0..n: value(i * 5 + 2));
    digest(max(x, y)) * 10000 + digest(min(x, y))
}
pub fn narrow(n: i64) -> i64 {
    let (x, y) = (for i in 0..n: f32(value(i)), for i in 0..n: f32(value(i * 5 + 2)));
    digest(f64(max(x, y))) * 10000 + digest(f64(min(x, y)))
}
pub fn signs(n: i64) -> i64 {
    let x = for i in 0..n: f32(if i % 11 == 5 { -1.0 } else { value(i) * 0.0 });
    let rows = for i in 0..5, j in 0..n: f32(if (i * j) % 13 == 4 { 0.0 } else { -0.0 });
    let lowest = for i in 0..n: if i % 2 == 0 { 0.0 } else { -0.0 };
    digest([f64(max(x)), f64(min(x)), min(lowest), max(lowest)]) * 1000 + digest(f64(max(rows, axis = 1)))
}
pub fn lost(n: i64, at: i64) -> bool {
    let x = for i in 0..n: if i == at { nan } else { f64(i) };
    max(x) != max(x) and min(x) != min(x) and max(f32(x)) != max(f32(x))
}
