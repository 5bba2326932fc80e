# run: along_first([[[1, 2, 3], [4, 5, 6]], [[7, 8, 9], [10, 11, 12]]]) == [[[1, 2, 3], [4, 5, 6]], [[17, 18, 19], [20, 21, 22]]]
# run: along_second([[[1, 2, 3], [4, 5, 6]], [[7, 8, 9], [10, 11, 12]]]) == [[[1, 2, 3], [14, 15, 16]], [[7, 8, 9], [20, 21, 22]]]

#! `axis = k` in three dimensions: the way there and the way back are not the same order of axes.

fn raised(x: i64[n]) -> i64[n] = for i in 0..n: x[i] + 10 * i;

pub fn along_first(x: i64[a, b, c]) -> i64[a, b, c] = raised(x, axis = 0);
pub fn along_second(x: i64[a, b, c]) -> i64[a, b, c] = raised(x, axis = 1);
