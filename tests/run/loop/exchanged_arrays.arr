# run: wave([0, 1, 4, 9, 5], 3) == [72, 53, -30, -80, 4]
# run: wave([0, 1, 4, 9, 5], 0) == [0, 1, 4, 9, 5]
# run: wave([2, 1], 3) == [2, 1]
# run: edges([[1, 2, 3], [4, 5, 6], [7, 8, 9]], [[9, 8, 7], [6, 5, 4], [3, 2, 1]], 1) == ([[9, 8, 7], [6, 7, 4], [3, 2, 1]], [[9, 8, 7], [6, 5, 4], [3, 2, 1]])
# run: edges([[1, 2, 3], [4, 5, 6], [7, 8, 9]], [[9, 8, 7], [6, 5, 4], [3, 2, 1]], 3) == ([[9, 8, 7], [6, 5, 4], [3, 2, 1]], [[9, 8, 7], [6, 7, 4], [3, 2, 1]])
# run: edges([[1, 2], [4, 5]], [[9, 8], [6, 5]], 3) == ([[9, 8], [6, 5]], [[9, 8], [6, 5]])
# fails: edges([[1], [4]], [[9], [6]], 3) status Bounds
# run: turned([1, 2], [3, 4], [5, 6], 0) == ([1, 2], [3, 4], [5, 6])
# run: turned([1, 2], [3, 4], [5, 6], 4) == ([3, 4], [5, 6], [1, 2])
# run: turned(empty(0), empty(0), empty(0), 4) == (empty(0), empty(0), empty(0))
# run: behind([1, 2, 3], [4, 5, 6], [7, 8, 9], 4) == ([18, 13, 20], [2, -9, 4], [52, 25, 40])
# run: twice([1, 2, 3], [4, 5, 6], 3) == ([31, 29, 27], [29, 29, 27])
# run: updated([1, 2, 3], [4, 5, 6], 3) == ([4, 9, 60], [1, 10, 123])
# run: stopped([1, 2, 3], 40) == ([10, 9, 11], [17, 16, 15])
# run: stopped([1, 2, 3], 0) == ([1, 2, 3], [4, 3, 5])
# run: while_small([1, 2], 50) == ([21, 18], [29, 34])
# run: kept([1, 2, 3], [4, 5, 6], 2) == ([8, 7, 9], [13, 13, 13], [2, 3, 4])
# run: neighbours([1, 2, 3], [4, 5, 6], 2) == ([31, 30, 29], [458, 457, 456])
# run: rounds([1, 2, 3], [4, 5, 6], 2, 3) == ([-28, -26, -35], [53, 52, 42])
# run: of_three([1.0, 2.0, 3.0], 3) == ([-5.0, 0.0, -1.0], [-7.0, 1.0, 0.0], [4.0, 11.0, 9.0])
# run: caller([1, 2, 3], [4, 5, 6], 3) == ([12, 12, 12], [19, 18, 20])
# run: chosen([1, 2, 3], [4, 5, 6], 5) == ([4, 6, 12], [1, 6, 8])
# run: added([1, 2, 3, 4], [5, 6, 7, 8], 2) == ([5, 31, 43, 8], [5, 96, 144, 8])
# run: strided([1, 2, 3, 4, 5], [5, 6, 7, 8, 9], 2) == ([6, 6, 10, 8, 14], [11, 6, 17, 8, 23])
# fails: failing([1, 2, 3], [4, 5, 6], 3) status Bounds

#! Arrays that change places in every round of a loop, with new ones among them.

## The new array may be made where the oldest one stands.
pub fn wave(x: i64[n], steps: i64) -> i64[n] {
    var prev = x;
    var cur = x;
    loop t in 0..steps {
        let next = for i: 2 * cur[i] - prev[i] + cur[i - 1; wrap] - cur[i + 1; wrap];
        prev = cur;
        cur = next;
    }
    cur
}
## The edges of what is new are those of the array before it, not of the one whose memory it takes.
pub fn edges(a: i64[n, m], b: i64[n, m], steps: i64) -> (cur: i64[n, m], prev: i64[n, m]) {
    var prev = a;
    var cur = b;
    loop t in 0..steps {
        var next = cur;
        next[1:-1, 1:-1] = cur[:-2, 1:-1] + cur[1:-1, 2:] - prev[1:-1, 1:-1];
        prev = cur;
        cur = next;
    }
    (cur = cur, prev = prev)
}
pub fn turned(x: i64[n], y: i64[n], z: i64[n], steps: i64) -> (a: i64[n], b: i64[n], c: i64[n]) {
    var (a, b, c) = (x, y, z);
    loop t in 0..steps { (a, b, c) = (b, c, a); }
    (a = a, b = b, c = c)
}
## Nothing may overwrite the oldest: its neighbours are read.
pub fn behind(x: i64[n], y: i64[n], z: i64[n], steps: i64) -> (a: i64[n], b: i64[n], c: i64[n]) {
    var (a, b, c) = (x, y, z);
    loop t in 0..steps {
        let d = for i: a[i - 1; wrap] + 2 * b[i; wrap] - c[i + 1; wrap];
        a = b;
        b = c;
        c = d;
    }
    (a = a, b = b, c = c)
}
## One array under two names.
pub fn twice(x: i64[n], y: i64[n], steps: i64) -> (a: i64[n], b: i64[n]) {
    var (a, b) = (x, y);
    loop t in 0..steps {
        let c = for i: a[i - 1; wrap] + b[i];
        a = c;
        b = c;
        a[0] += t;
    }
    (a = a, b = b)
}
pub fn updated(x: i64[n], y: i64[n], steps: i64) -> (a: i64[n], b: i64[n]) {
    var (a, b) = (x, y);
    loop t in 0..steps {
        let old = a;
        a = b;
        b = old;
        loop i in 1..n { b[i] += a[i - 1] * b[i - 1]; }
    }
    (a = a, b = b)
}
pub fn stopped(x: i64[n], limit: i64) -> (a: i64[n], b: i64[n]) {
    var (a, b) = (x, x);
    loop t in 0..100 {
        let c = for i: a[i] + b[i - 1; wrap];
        a = b;
        b = c;
        if sum(c) > limit { break; }
    }
    (a = a, b = b)
}
pub fn while_small(x: i64[n], limit: i64) -> (a: i64[n], b: i64[n]) {
    var (a, b) = (x, x);
    while sum(b) < limit { (a, b) = (b, for i: a[i] + b[i - 1; wrap]); }
    (a = a, b = b)
}
## What the loop began with is needed afterwards.
pub fn kept(x: i64[n], y: i64[n], steps: i64) -> (a: i64[n], b: i64[n], c: i64[n]) {
    let first = for i: x[i] + 1;
    var (a, b) = (first, y);
    loop t in 0..steps { (a, b) = (b, for i: a[i] + b[i - 1; wrap]); }
    (a = a, b = b, c = first)
}
pub fn neighbours(x: i64[n], y: i64[n], steps: i64) -> (a: i64[n], b: i64[n]) {
    var (a, b) = (x, y);
    loop t in 0..steps {
        let s = sum(for i: a[i] * b[n - 1 - i]);
        (a, b) = (b, for i in 0..n: a[n - 1 - i] + s);
    }
    (a = a, b = b)
}
pub fn rounds(x: i64[n], y: i64[n], outer: i64, inner: i64) -> (a: i64[n], b: i64[n]) {
    var (a, b) = (x, y);
    loop s in 0..outer {
        loop t in 0..inner { (a, b) = (b, for i: a[i] - b[i - 1; wrap]); }
        a[0] += s;
    }
    (a = a, b = b)
}
## Arrays so short that they have no memory to exchange.
pub fn of_three(x: f64[3], steps: i64) -> (a: f64[3], b: f64[3], c: f64[3]) {
    var (a, b, c) = (x, 2.0 * x, 3.0 * x);
    loop t in 0..steps {
        let d = for i: a[i] - b[i - 1; wrap];
        (a, b, c) = (b, c, d);
    }
    (a = a, b = b, c = c)
}
pub fn caller(inout x: i64[n], inout y: i64[n], steps: i64) {
    loop t in 0..steps { (x, y) = (y, for i: x[i] + y[i - 1; wrap]); }
}
pub fn chosen(x: i64[n], y: i64[n], steps: i64) -> (a: i64[n], b: i64[n]) {
    var (a, b) = (x, y);
    loop t in 0..steps {
        if t % 2 == 0 { (a, b) = (b, a); } else { b[1:] += a[:-1]; }
    }
    (a = a, b = b)
}
pub fn added(x: i64[n], y: i64[n], steps: i64) -> (a: i64[n], b: i64[n]) where n >= 2 {
    var (a, b) = (x, y);
    loop t in 0..steps {
        var c = b;
        c[1:-1] += 10 * a[1:-1] + b[:-2];
        (a, b) = (b, c);
    }
    (a = a, b = b)
}
pub fn strided(x: i64[n], y: i64[n], steps: i64) -> (a: i64[n], b: i64[n]) {
    var (a, b) = (x, y);
    loop t in 0..steps {
        var c = b;
        c[::2] = a[::2] + b[::2];
        (a, b) = (b, c);
    }
    (a = a, b = b)
}
pub fn failing(x: i64[n], y: i64[n], steps: i64) -> (a: i64[n], b: i64[n]) {
    var (a, b) = (x, y);
    loop t in 0..steps { (a, b) = (b, for i: a[i] + b[i + t]); }
    (a = a, b = b)
}
