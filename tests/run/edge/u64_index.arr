# run: wrapped([1, 2, 3, 4, 5], [0, 4, 5, 9223372036854775808, 18446744073709551615]) == [1, 5, 1, 4, 1]
# run: mirrored([1, 2, 3, 4], [0, 3, 4, 9223372036854775808, 18446744073709551615]) == [1, 4, 3, 3, 4]
# run: mirrored([7], [0, 18446744073709551615]) == [7, 7]
# run: clamped([1, 2, 3], [0, 2, 3, 9223372036854775808, 18446744073709551615]) == [1, 3, 3, 3, 3]
# run: filled([1, 2, 3], [0, 2, 3, 9223372036854775808, 18446744073709551615]) == [1, 3, -1, -1, -1]
# run: plain([1, 2, 3], 2) == 3
# fails: plain([1, 2, 3], 18446744073709551615) status Bounds
# fails: wrapped(empty(0), [0]) status Bounds
# fails: mirrored(empty(0), [18446744073709551615]) status Bounds
# run: from_the_end([1, 2, 3], 3) == 1
# fails: from_the_end([1, 2, 3], 18446744073709551615) status Bounds

#! Indices of u64 beyond 2 ** 63 are large, not negative.

pub fn wrapped(x: i64[n], i: u64[k]) -> i64[k] = x[i; wrap];
pub fn mirrored(x: i64[n], i: u64[k]) -> i64[k] = x[i; mirror];
pub fn clamped(x: i64[n], i: u64[k]) -> i64[k] = x[i; clamp];
pub fn filled(x: i64[n], i: u64[k]) -> i64[k] = x[i; -1];
pub fn plain(x: i64[n], i: u64) -> i64 = x[i];
pub fn from_the_end(x: i64[n], i: u64) -> i64 = x[-i];
