# run: copies([1, 2]) == ([9, 2], [1, 2])
# run: swapped([1, 2, 3]) == [3, 2, 1]

#! Arrays are values: an assignment changes one variable.

pub fn copies(x: i64[n]) -> (i64[n], i64[n]) {
    var a = x;
    let b = a;
    a[0] = 9;
    (a, b)
}
pub fn swapped(x: i64[n]) -> i64[n] {
    var y = x;
    y[:] = y[::-1];
    y
}
