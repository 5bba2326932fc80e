# run: inner([1, 2, 0], [1, 0, 0]) == [5, 3, 0]
# run: wider([3, -2, 1], [9, 9, 9, 9]) == [9, 0, 9]

#! What an inner choice may not do it does not where the outer one is not taken.

pub fn inner(d: i64[n], e: i64[n]) -> i64[n] =
    for i in 0..n: if d[i] != 0 { if e[i] > 0 { 5 // d[i] } else { 7 // d[i] } } else { 0 };
pub fn wider(k: i64[n], x: i64[m]) -> i64[n] =
    for i in 0..n: if k[i] >= 0 { if k[i] < 2 { x[k[i] % 2] } else { x[k[i]] } } else { 0 };
