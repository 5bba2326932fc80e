# run: halves([1, 2, 3, 4, 5]) == [1, 2]
# run: last_of_halves([1, 2, 3, 4, 5]) == 2

#! A size that is a `let` of an expression over sizes.

pub fn halves(x: i64[n]) -> i64[n // 2] {
    let h = n // 2;
    for i in 0..h: x[i]
}
pub fn last_of_halves(x: i64[n]) -> i64 {
    let h = n // 2;
    let y = for i in 0..h: x[i];
    y[h - 1]
}
