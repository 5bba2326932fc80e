# run: sums([[1, 2], [3, 4]], [10, 20]) == ([12, 24], [[10, 3], [20, 7]])
# run: some([[1, 2], [3, 4]], [10, -1]) == [[11, 10], [7, 4]]
# run: by_loop([[1, 2], [3, 4]], [10, 20]) == [[10, 24], [20, 48]]

#! Elements that lie side by side, written with reads between.

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
pub fn some(inout x: i32[n, 2], y: i32[n]) {
    loop i in 0..n {
        let a = x[i, 0];
        if y[i] > 0 { x[i, 1] = y[i]; }
        x[i, 0] = a + x[i, 1];
    }
}
pub fn by_loop(inout x: i32[n, 2], y: i32[n]) {
    loop i in 0..n {
        x[i, 0] = y[i];
        var s = i32(0);
        loop k in 0..4 { s += x[i, k % 2]; }
        x[i, 1] = s;
    }
}
