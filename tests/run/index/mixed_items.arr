# run: gather_new([[1, 2], [3, 4], [5, 6]], [2, 0]) == [[[5, 6]], [[1, 2]]]
# run: part([[[1, 2], [3, 4]], [[5, 6], [7, 8]]], 1, [1, 0, 1]) == [[7, 8], [5, 6], [7, 8]]
# run: grid([[1, 2, 3], [4, 5, 6]], [[0, 1], [1, 0]]) == [[[1, 2, 3], [4, 5, 6]], [[4, 5, 6], [1, 2, 3]]]
# run: stepped([[1, 2, 3], [4, 5, 6]], [1, 0]) == [[4, 6], [1, 3]]

#! Index arrays, single indices, slices and new axes together.

pub fn gather_new(x: i64[n, m], idx: i64[k]) -> i64[k, 1, m] = x[idx, new];
pub fn part(x: i64[a, b, c], i: i64, idx: i64[k]) -> i64[k, c] = x[i, idx];
pub fn grid(x: i64[n, m], idx: i64[a, b]) -> i64[a, b, m] = x[idx];
pub fn stepped(x: i64[n, m], idx: i64[k]) -> i64[k, (m + 1) // 2] = x[idx, ::2];
