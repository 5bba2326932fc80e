# run: distances([[0.0, 3.0, inf, 7.0], [8.0, 0.0, 2.0, inf], [5.0, inf, 0.0, 1.0], [2.0, inf, inf, 0.0]]) == [[0.0, 3.0, 5.0, 6.0], [5.0, 0.0, 2.0, 3.0], [3.0, 6.0, 0.0, 1.0], [2.0, 5.0, 7.0, 0.0]]
# run: from_node([[0.0, 3.0, inf, 7.0], [8.0, 0.0, 2.0, inf], [5.0, inf, 0.0, 1.0], [2.0, inf, inf, 0.0]], 1) == [5.0, 0.0, 2.0, 3.0]
# run: reach([[false, true, false], [false, false, true], [false, false, false]]) == [[false, true, true], [false, false, true], [false, false, false]]
# run: levels([0, 2, 3, 4, 4], [1, 2, 3, 3], 0) == [0, 1, 1, 2]
# run: components([0, 1, 3], [1, 2, 4], 6) == [0, 0, 0, 3, 3, 5]
# run: bellman([0, 1, 0], [1, 2, 2], [4.0, -2.0, 5.0], 3) == [0.0, 4.0, 2.0]

#! Shortest paths, reachability, levels and components of graphs.

pub fn distances(d0: f64[n, n]) -> f64[n, n] {
    var d = d0;
    loop k in 0..n { d = for i, j: min(d[i, j], d[i, k] + d[k, j]); }
    d
}
pub fn from_node(d: f64[n, n], start: i64) -> f64[n] {
    var best = f64[n](inf);
    var done = bool[n](false);
    best[start] = 0.0;
    loop round in 0..n {
        let u = argmin(where(done, inf, best));
        if done[u] or best[u] == inf { break; }
        done[u] = true;
        best = min(best, best[u] + d[u]);
    }
    best
}
pub fn reach(a: bool[n, n]) -> bool[n, n] {
    var r = a;
    loop k in 0..n { r = r | (r[:, k][:, new] & r[k]); }
    r
}

## Breadth first from `start`; neighbours in compressed rows. -1: not reached.
pub fn levels(ptr: i64[k], to: i64[m], start: i64) -> i64[k - 1] {
    let n = k - 1;
    var level = i64[k - 1](-1);
    var queue = i64[n](0);
    level[start] = 0;
    queue[0] = start;
    var (head, tail) = (0, 1);
    while head < tail {
        let u = queue[head];
        head += 1;
        loop e in ptr[u]..ptr[u + 1] {
            let v = to[e];
            if level[v] < 0 {
                level[v] = level[u] + 1;
                queue[tail] = v;
                tail += 1;
            }
        }
    }
    level
}
pub fn components(a: i64[m], b: i64[m], n: i64) -> i64[n] {
    var parent = arange(n);
    loop e in 0..m {
        var x = a[e];
        while parent[x] != x { x = parent[x]; }
        var y = b[e];
        while parent[y] != y { y = parent[y]; }
        if x < y { parent[y] = x; } else { parent[x] = y; }
    }
    loop v in 0..n { parent[v] = parent[parent[v]]; }
    parent
}
pub fn bellman(a: i64[m], b: i64[m], w: f64[m], n: i64) -> f64[n] {
    var d = f64[n](inf);
    d[0] = 0.0;
    loop round in 0..n {
        var changed = false;
        loop e in 0..m {
            let c = d[a[e]] + w[e];
            if c < d[b[e]] { d[b[e]] = c; changed = true; }
        }
        if not changed { break; }
    }
    d
}
