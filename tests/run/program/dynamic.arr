# run: edit_distance([1, 2, 3], [1, 3]) == 1
# run: edit_distance([1, 2, 3], empty(0)) == 3
# run: edit_distance([1, 2, 3, 4], [4, 3, 2, 1]) == 4
# run: floyd([[0, 3, 100], [100, 0, 1], [1, 100, 0]]) == [[0, 3, 4], [2, 0, 1], [1, 4, 0]]

#! Tables that are filled in order.

pub fn edit_distance(a: i64[n], b: i64[m]) -> i64 {
    var d = i64[n + 1, m + 1](0);
    loop i in 0..=n { d[i, 0] = i; }
    loop j in 0..=m { d[0, j] = j; }
    loop i in 1..=n {
        loop j in 1..=m {
            let change = d[i - 1, j - 1] + (if a[i - 1] == b[j - 1] { 0 } else { 1 });
            d[i, j] = min(change, min(d[i - 1, j], d[i, j - 1]) + 1);
        }
    }
    d[n, m]
}
pub fn floyd(w: i64[n, n]) -> i64[n, n] {
    var d = w;
    loop k in 0..n {
        d = for i, j: min(d[i, j], d[i, k] + d[k, j]);
    }
    d
}
