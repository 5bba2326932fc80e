# run: clamped([1, 2, 3], [-7, 1, 7]) == [1, 2, 3]
# run: filled([1, 2, 3], [-7, 1, 7]) == [-1, 2, -1]
# run: filled(empty(0), [0, 1]) == [-1, -1]
# run: wrapped([1, 2, 3], [-1, 3]) == [3, 1]
# fails: wrapped(empty(0), [0]) status Bounds
# run: wrapped(empty(0), empty(0)) == empty(0)

#! Edge modes of index arrays.

pub fn clamped(x: i64[n], i: i64[m]) -> i64[m] = x[i; clamp];
pub fn filled(x: i64[n], i: i64[m]) -> i64[m] = x[i; -1];
pub fn wrapped(x: i64[n], i: i64[m]) -> i64[m] = x[i; wrap];
