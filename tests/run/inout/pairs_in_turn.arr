# run: mixed([[1, 2], [3, 4]], [10, 20]) == [[13, 12], [27, 24]]
# run: sums([[1, 2], [3, 4]], [10, 20]) == ([[10, 3], [20, 7]], [12, 24])

#! Elements that lie side by side, written with reads between.

pub fn mixed(inout x: i32[n, 2], y: i32[n]) {
    loop i in 0..n {
        let a = x[i, 1];
        x[i, 0] += y[i] + a;
        x[i, 1] = x[i, 0] - x[i, 0] + a + y[i];
    }
}
pub fn sums(inout x: i32[n, 2], y: i32[n]) -> i32[n] {
    var out = y;
    loop i in 0..n {
        let a = x[i, 0] + x[i, 1];
        x[i, 0] = y[i];
        out[i] = x[i, 0] + x[i, 1];
        x[i, 1] = a;
    }
    out
}
