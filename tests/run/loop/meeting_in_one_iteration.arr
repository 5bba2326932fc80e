# run: shortest([[0.0, 5.0, inf], [inf, 0.0, 1.0], [2.0, inf, 0.0]]) == [[0.0, 5.0, 6.0], [3.0, 0.0, 1.0], [2.0, 7.0, 0.0]]
# run: shortest([[-1.0, 2.0], [3.0, 4.0]]) == [[-2.0, 0.0], [1.0, 1.0]]
# run: shortest(empty(0, 0)) == empty(0, 0)
# run: spread([3.0, 1.0, 4.0, 1.0], 1) == [4.0, 2.0, 6.0, 3.0]
# run: spread([3.0], 0) == [6.0]
# fails: spread([3.0, 1.0], 2) status Bounds
# fails: spread([3.0, 1.0], -1) status Bounds
# run: spread(empty(0), 5) == empty(0)
# run: scaled([2, 4, 6]) == [1, 4, 6]
# run: until([4.0, 9.0, 5.0, 7.0], 2) == [4.0, 1.0, 4.0, 1.0]
# run: distinct([5, 1, 5, 2], 0) == [5, 1, 5, 2]
# run: distinct([5, 1, 5, 2], 3) == [5, 1, 5, 2]

#! Loops of which one iteration changes what the later ones read, and all others are free.

pub fn shortest(w: f64[n, n]) -> f64[n, n] {
    var d = w;
    loop k in 0..n {
        loop i in 0..n {
            loop j in 0..n {
                let c = d[i, k] + d[k, j];
                if c < d[i, j] { d[i, j] = c; }
            }
        }
    }
    d
}

pub fn spread(x: f64[n], k: i64) -> f64[n] {
    var y = x;
    loop j in 0..n { y[j] = y[j] + y[k]; }
    y
}

pub fn scaled(x: i64[n]) -> i64[n]
where n >= 1 {
    var y = x;
    loop j in 0..n { y[j] = y[j] // y[0]; }
    y
}

pub fn until(x: f64[n], k: i64) -> f64[n]
where n >= 3 {
    var y = x;
    let at = clamp(k, 1, n - 1);
    loop j in 0..n { y[j] = if y[j] > y[at] { 1.0 } else { y[at] - 1.0 }; }
    y
}

pub fn distinct(x: i64[n], k: i64) -> i64[n]
where n >= 1 {
    var y = x;
    let at = k % n;
    loop j in 0..n { if y[j] != y[at] { y[j] = 2 * y[j] - y[j]; } }
    y
}
