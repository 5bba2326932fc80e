# run: rank([[0.0, 1.0, 1.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]], 100) ~= [0.38778971170152615, 0.2148106274731486, 0.3973996608253249] within 1e-13
# run: triangles([[0, 1, 1], [1, 0, 1], [1, 1, 0]]) == 1
# run: degrees([0, 0, 1], [1, 2, 2], 4) == ([2, 1, 0, 0], [0, 1, 2, 0])
# run: tree([[0.0, 1.0, 4.0], [1.0, 0.0, 2.0], [4.0, 2.0, 0.0]]) == 3.0
# run: order([[false, true, true], [false, false, false], [false, true, false]]) == [0, 2, 1]
# run: colored([[false, true], [true, false]]) == [0, 1]

#! Ranks by the power method, triangles, spanning trees, topological order.

pub fn rank(a: f64[n, n], rounds: i64) -> f64[n] {
    let out = sum(a, axis = 1);
    var r = f64[n](1.0 / f64(n));
    loop t in 0..rounds { r = 0.15 / f64(n) + 0.85 * (a.T @ (r / out)); }
    r
}
pub fn triangles(a: i64[n, n]) -> i64 = trace(a @ a @ a) // 6;
pub fn degrees(from: i64[m], to: i64[m], n: i64) -> (out: i64[n], into: i64[n]) = (out = bincount(from, n), into = bincount(to, n));
pub fn tree(d: f64[n, n]) -> f64 {
    var near = d[0];
    var inside = bool[n](false);
    inside[0] = true;
    var total = 0.0;
    loop k in 1..n {
        let v = argmin(where(inside, inf, near));
        total += near[v];
        inside[v] = true;
        near = min(near, d[v]);
    }
    total
}
pub fn order(a: bool[n, n]) -> i64[n] {
    var left = count(a, axis = 0);
    var out = i64[n](0);
    loop k in 0..n {
        let v = argmin(left);
        assert left[v] == 0, "the graph has a cycle";
        out[k] = v;
        left[v] = n + 1;
        left -= i64(a[v]);
    }
    out
}
pub fn colored(a: bool[n, n]) -> i64[n] {
    var color = i64[n](-1);
    loop v in 0..n {
        var used = bool[n](false);
        loop u in 0..v { if a[v, u] { used[color[u]] = true; } }
        color[v] = argmin(i8(used));
    }
    color
}
