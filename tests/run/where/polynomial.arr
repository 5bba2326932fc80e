# run: pairs([1, 2, 3, 4], [10, 20]) == [11, 22]
# fails: pairs([1, 2, 3], [10, 20]) status Shape
# run: square([1, 2, 3, 4], 2) == [[1, 2], [3, 4]]
# fails: square([1, 2, 3], 2) status Shape

#! Equalities between polynomials.

pub fn pairs(x: i64[n], y: i64[m]) -> i64[m]
where n == 2 * m =
    x[:m] + y;
pub fn square(x: i64[n], k: i64) -> i64[k, k]
where n == k * k =
    for i in 0..k, j in 0..k: x[k * i + j];
