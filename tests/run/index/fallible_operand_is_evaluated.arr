# fails: stretched([1, 2], [5], empty(0)) status Bounds
# run: stretched([1, 2], [1], empty(0)) == empty(1, 0)
# run: stretched([1, 2], [1, 0], [10, 20]) == [[12, 22], [11, 21]]

#! An operand that is stretched over nothing is evaluated all the same, with its errors.

pub fn stretched(x: i64[n], i: i64[m], y: i64[k]) -> i64[m, k] = x[i][:, new] + y[new, :];
