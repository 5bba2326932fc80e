# run: of([[1, 2, 3]]) == [1, 3]
# run: rank_three([[[1, 2]], [[3, 4]]]) == [[[1, 3]], [[2, 4]]]

#! `x.shape`, and `x.T` of three axes.

pub fn of(x: i64[n, m]) -> i64[2] = x.shape;
pub fn rank_three(x: i64[a, b, c]) -> i64[c, b, a] = x.T;
