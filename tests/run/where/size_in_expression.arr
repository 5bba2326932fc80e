# run: spread([1, 2, 3], [1, 2]) == [1, 2, 4]
# fails: spread([1, 2, 3], [1, 2, 3]) status Shape
# run: pairs([1, 2, 3, 4]) == [3, 7]
# fails: pairs([1, 2, 3]) status Assert "even"

#! A size variable inside of a larger expression.

pub fn spread(x: i64[n + 1], y: i64[n]) -> i64[n + 1] =
    for i in 0..n + 1: x[i] + y[i - 1; 0] - (if i == 0 { 0 } else if i == 1 { 1 } else { 1 });
pub fn pairs(x: i64[n]) -> i64[n // 2] {
    assert 2 * (n // 2) == n, "an even number of elements";
    for i in 0..n // 2: x[2 * i] + x[2 * i + 1]
}
