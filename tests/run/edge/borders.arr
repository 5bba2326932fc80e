# run: dilated([[1, 5, 2, 0], [3, 1, 1, 9]], 1) == [[5, 5, 9, 9], [5, 5, 9, 9]]
# run: dilated([[1, 5, 2, 0], [3, 1, 1, 9]], 0) == [[1, 5, 2, 0], [3, 1, 1, 9]]
# run: dilated([[1, 5, 2, 0], [3, 1, 1, 9]], 40) == [[9, 9, 9, 9], [9, 9, 9, 9]]
# run: dilated(empty(0, 0), 3) == empty(0, 0)
# run: moved([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18], 3) == [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 18, 18, 18]
# run: moved([1, 2, 3], -2) == [1, 1, 1]
# run: moved([1, 2, 3], 9223372036854775807) == [3, 1, 1]
# run: moved([1, 2, 3], -9223372036854775808) == [1, 1, 1]
# run: turned([1, 2, 3, 4], 1) == [2, 3, 4, 1]
# run: turned([1, 2, 3, 4], -9) == [4, 1, 2, 3]
# run: turned([1, 2, 3], 9223372036854775807) == [2, 2, 3]
# run: filtered([1, 2, 3, 4, 5], [1, 10, 100]) == [12, 123, 234, 345, 450]
# run: filtered([1, 2], [1, 2, 3, 4, 5, 6, 7]) == [10, 13]
# run: filtered(empty(0), [1, 2]) == empty(0)
# run: taken([1, 2, 3, 4, 5], 2, 4) == [0, 0, 3, 4, 0]
# run: taken([1, 2, 3, 4, 5], -7, 9223372036854775807) == [1, 2, 3, 4, 5]
# run: taken([1, 2, 3, 4, 5], 4, 2) == [0, 0, 0, 0, 0]
# run: far([1, 2, 3], 9223372036854775807) == [0, 1, 1]
# run: triangle(3) == [[1, 0, 0], [1, 2, 0], [1, 2, 3]]
# run: knapsack([0, 0, 0, 0, 0, 0], 4, 7) == [0, 0, 0, 0, 7, 7]
# fails: knapsack([0, 0, 0], -9223372036854775808, 7) status Bounds
# run: knapsack([0, 1, 2], 9223372036854775807, 7) == [0, 1, 2]

#! Borders of loops that sizes and values decide: edges of any radius, comparisons with the index.

pub fn dilated(x: i64[h, w], r: i64) -> i64[h, w] = for i in 0..h, j in 0..w:
    max(for di in -r..=r, dj in -r..=r: x[i + di, j + dj; clamp]);
pub fn moved(x: i64[n], by: i64) -> i64[n] = for i in 0..n: x[i + by; clamp];
pub fn turned(x: i64[n], by: i64) -> i64[n] = for i in 0..n: x[i + by; wrap];
pub fn filtered(x: i64[n], k: i64[r]) -> i64[n] =
    for i in 0..n: sum(for a in 0..r: k[r - 1 - a] * x[i + a - r // 2; 0]);
pub fn taken(x: i64[n], lo: i64, hi: i64) -> i64[n] = for i: if i >= lo and i < hi { x[i] } else { 0 };
pub fn far(x: i64[n], t: i64) -> i64[n] = for i in 0..n: if i + t >= t { 0 } else { 1 };
pub fn triangle(n: i64) -> i64[n, n] = for i in 0..n, j in 0..n: if j <= i { j + 1 } else { 0 };
pub fn knapsack(best: i64[n], weight: i64, value: i64) -> i64[n] =
    for c: if c >= weight { max(best[c], best[c - weight] + value) } else { best[c] };
