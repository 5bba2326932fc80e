# run: knapsack([1, 3, 4, 5], [1, 4, 5, 7], 7) == 9
# run: coins([1, 2, 5], 11) == (3, 11)
# run: longest([10, 9, 2, 5, 3, 7, 101, 18]) == 4
# run: chain([10, 30, 5, 60]) == 4500
# run: paths([[1, 3, 1], [1, 5, 1], [4, 2, 1]]) == 7
# run: viterbi([[0.7, 0.3], [0.4, 0.6]], [[0.5, 0.4, 0.1], [0.1, 0.3, 0.6]], [0.6, 0.4], [0, 1, 2]) == [0, 0, 1]
# run: partitions(5) == 7

#! Tables that are filled from their beginning.

pub fn knapsack(weight: i64[n], value: i64[n], room: i64) -> i64 {
    var best = i64[room + 1](0);
    loop i in 0..n {
        loop w in room..weight[i] - 1 by -1 { best[w] = max(best[w], best[w - weight[i]] + value[i]); }
    }
    best[room]
}
pub fn coins(coin: i64[n], amount: i64) -> (fewest: i64, ways: i64) {
    var fewest = i64[amount + 1](amount + 1);
    var ways = i64[amount + 1](0);
    fewest[0] = 0;
    ways[0] = 1;
    loop c in 0..n {
        loop a in coin[c]..amount + 1 {
            fewest[a] = min(fewest[a], fewest[a - coin[c]] + 1);
            ways[a] += ways[a - coin[c]];
        }
    }
    (fewest = fewest[amount], ways = ways[amount])
}
pub fn longest(x: i64[n]) -> i64 {
    var length = i64[n](1);
    loop i in 0..n {
        loop j in 0..i { if x[j] < x[i] { length[i] = max(length[i], length[j] + 1); } }
    }
    max(length)
}
pub fn chain(size: i64[n]) -> i64 {
    var cost = i64[n, n](0);
    loop span in 2..n {
        loop i in 1..n - span + 1 {
            let j = i + span - 1;
            cost[i, j] = min(for k in i..j: cost[i, k] + cost[k + 1, j] + size[i - 1] * size[k] * size[j]);
        }
    }
    cost[1, n - 1]
}
pub fn paths(x: i64[h, w]) -> i64 {
    var s = x;
    loop i in 0..h {
        loop j in 0..w {
            if i == 0 and j == 0 { continue; }
            let up = if i > 0 { s[i - 1, j] } else { 1 << 60 };
            let left = if j > 0 { s[i, j - 1] } else { 1 << 60 };
            s[i, j] += min(up, left);
        }
    }
    s[-1, -1]
}
pub fn viterbi(move: f64[k, k], emit: f64[k, m], start: f64[k], seen: i64[n]) -> i64[n]
where k >= 1, n >= 1 {
    var p = ln(start) + ln(emit[:, seen[0]]);
    var back = i64[n, k](0);
    loop t in 1..n {
        let ways = p[:, new] + ln(move);
        back[t] = argmax(ways, axis = 0);
        p = max(ways, axis = 0) + ln(emit[:, seen[t]]);
    }
    var path = i64[n](0);
    path[-1] = argmax(p);
    loop r in 1..n { let t = n - r; path[t - 1] = back[t, path[t]]; }
    path
}
pub fn partitions(n: i64) -> i64 {
    var p = i64[n + 1](0);
    p[0] = 1;
    loop k in 1..n + 1 { loop i in k..n + 1 { p[i] += p[i - k]; } }
    p[n]
}
