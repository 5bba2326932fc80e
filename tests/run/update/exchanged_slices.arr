# run: rotated([[1, 2, 3], [4, 5, 6], [7, 8, 9]]) == [[-41, -46, -51], [70, 83, 96], [1, 14, 27]]
# run: rotated([[5]]) == [[5]]
# run: rotated(empty(0, 0)) == empty(0, 0)
# run: columns([[1, 2, 3], [4, 5, 6], [7, 8, 9]]) == [[-96, 213, 144], [13, -46, -69], [17, -32, -9]]
# run: sorted([[3, 1], [1, 2], [2, 3]]) == [[1, 2], [2, 3], [3, 1]]
# run: sorted([[3, 1]]) == [[3, 1]]
# run: given([[1, 2], [3, 4], [5, 6]], [0, 1, 2], [2, 2, 0]) == [[-44, -54], [-37, -36], [517, 628]]
# run: given([[1, 2], [3, 4], [5, 6]], [1, 1, 1], [1, 1, 1]) == [[1, 2], [0, 0], [5, 6]]
# fails: given([[1, 2], [3, 4], [5, 6]], [0, 1, 2], [2, 3, 0]) status Bounds
# run: guarded([[1, 2], [3, 4], [5, 6]], 2) == [[3, 5], [7, 9], [28, 37]]
# run: guarded([[1, 2], [3, 4], [5, 6]], 7) == [[3, 5], [7, 9], [11, 13]]
# run: planes([[[1, 2], [3, 4]], [[5, 6], [7, 8]]], 3) == [[[5, 6], [7, 8]], [[1, 2], [3, 4]]]
# run: kept([[1, 2], [3, 4]], 3) == ([[6, 7], [-7, -8]], [[-1, -1], [4, 5]])
# run: diagonal([[1, 2, 3], [4, 5, 6], [7, 8, 9]]) == [[6, 20, 6], [14, 14, 9], [14, 18, 9]]

#! Rows and columns of one array that are exchanged or combined, in loops.

pub fn rotated(a: i64[n, n]) -> i64[n, n] {
    var s = a;
    loop p in 0..n { loop q in p + 1..n {
        let (x, y) = (s[p], s[q]);
        s[p] = 2 * x - 3 * y;
        s[q] = 3 * x + 2 * y;
    } }
    s
}
pub fn columns(a: i64[n, n]) -> i64[n, n] {
    var s = a;
    loop p in 0..n { loop q in p + 1..n {
        let (x, y) = (s[:, p], s[:, q]);
        s[:, p] = 2 * x - 3 * y;
        s[:, q] = 3 * x + 2 * y;
        let (u, v) = (s[p], s[q]);
        s[p] = u + v;
        s[q] = u - v;
    } }
    s
}
pub fn sorted(a: i64[n, m]) -> i64[n, m] where m >= 1 {
    var s = a;
    loop i in 0..n { loop j in 0..n - 1 {
        if s[j, 0] > s[j + 1, 0] { (s[j], s[j + 1]) = (s[j + 1], s[j]); }
    } }
    s
}
## The two rows may be one.
pub fn given(a: i64[n, m], p: i64[k], q: i64[k]) -> i64[n, m] {
    var s = a;
    loop i in 0..k {
        let (x, y) = (s[p[i]], s[q[i]]);
        s[p[i]] = x + 10 * y;
        s[q[i]] = x - y;
    }
    s
}
pub fn guarded(a: i64[n, m], q: i64) -> i64[n, m] {
    var s = a;
    loop p in 0..n {
        let x = s[p];
        s[p] = 2 * x + 1;
        if q < n and q >= 0 { s[q] = s[q] + x; }
    }
    s
}
pub fn planes(a: i64[l, n, m], rounds: i64) -> i64[l, n, m] where l >= 1 {
    var s = a;
    loop t in 0..rounds { loop p in 1..l {
        let x = s[p];
        s[p] = s[p - 1];
        s[p - 1] = x;
    } }
    s
}
pub fn kept(a: i64[n, m], rounds: i64) -> (s: i64[n, m], t: i64[n, m]) where n >= 2 {
    var s = a;
    var t = a;
    loop i in 0..rounds {
        t = s;
        s[0] = s[1] + i;
        s[1] = t[0] - s[0];
    }
    (s = s, t = t)
}
pub fn diagonal(a: i64[n, n]) -> i64[n, n] {
    var s = a;
    loop p in 1..n {
        let (x, y) = (s[p], s[:, p]);
        s[p - 1] = x;
        s[:, p - 1] = y + x;
    }
    s
}
