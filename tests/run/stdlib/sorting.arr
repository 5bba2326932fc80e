# run: sorted([3.0, nan, -0.0, 1.0, 0.0, -inf, inf, nan]) == [-inf, -0.0, 0.0, 1.0, 3.0, inf, nan, nan]
# run: sorted([-0.0]) == [-0.0]
# run: sorted(empty(0)) == empty(0)
# run: places([2.0, nan, 1.0, 2.0, nan, 1.0]) == [2, 5, 0, 3, 1, 4]
# run: bytes([200, 100, 0, 255, 100]) == [0, 100, 100, 200, 255]
# run: with_signs([-1, 127, -128, 0, 1]) == [-128, -1, 0, 1, 127]
# run: longer(iota(300)) == (true, true, 299)
# run: columns([[3, 1], [1, 2], [2, 0]]) == [[1, 0], [2, 1], [3, 2]]
# run: found([1.0, 2.0, 2.0, nan], [0.0, 2.0, 3.0, nan, inf]) == ([0, 1, 3, 3, 3], [0, 3, 3, 4, 3])
# run: middle([1.0, 3.0, nan]) == nan
# run: middle([inf, 1.0, inf]) == inf
# run: middle(empty(0)) == nan
# run: counted([1, 3, 3], 4) == [0, 1, 0, 2]
# fails: counted([1, 4], 4) status Bounds

#! Sorting and searching: NaN, zeros, short rows and long ones.

pub fn sorted(x: f64[n]) -> f64[n] = sort(x);
pub fn places(x: f32[n]) -> i64[n] = argsort(x);
pub fn bytes(x: u8[n]) -> u8[n] = sort(x);
pub fn with_signs(x: i8[n]) -> i8[n] = sort(x);

## Longer than what is sorted by insertion, mixed up by a multiplication; the order of equal elements is kept.
pub fn longer(x: i64[n]) -> (ascending: bool, stable: bool, last: i64) {
    let mixed = x * 7919 % 300;
    let s = sort(mixed);
    let classes = mixed % 3;
    let order = argsort(classes);
    let a = order[:-1];
    let b = order[1:];
    let stable = all(classes[a] < classes[b] or (classes[a] == classes[b] and a < b));
    (all(s == arange(n)), stable, s[-1])
}

pub fn columns(x: i32[n, m]) -> i32[n, m] = sort(x, axis = 0);
pub fn found(a: f64[n], x: f64[m]) -> (left: i64[m], right: i64[m]) =
    (searchsorted(a, x), searchsorted_right(a, x));
pub fn middle(x: f64[n]) -> f64 = median(x);
pub fn counted(x: i64[n], k: i64) -> i64[k] = bincount(x, k);
