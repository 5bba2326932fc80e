# run: shifted([1, 2, 3, 4], [0, 1, 2]) == [2, 3, 4]
# fails: shifted([1, 2, 3, 4], [3]) status Bounds
# run: composed([1, 2, 3], [2, 1, 0], [0, 0, 2]) == [3, 3, 1]
# run: lifted([5, 6, 7], [2, 0]) == [14, 10]

#! Index arrays that are computed, and gathers inside of other expressions.

pub fn shifted(x: i64[n], i: i64[m]) -> i64[m] = x[i + 1];
pub fn composed(x: i64[n], i: i64[m], j: i64[k]) -> i64[k] = x[i[j]];
pub fn lifted(x: i64[n], i: i64[m]) -> i64[m] = 2 * x[i];
