# run: caller([[1.0, 2.0], [3.0, 4.0]]) == ([[2.0, 3.0], [4.0, 5.0]], [5.0, 9.0])
# run: twice([1.0, 2.0]) == [4.0, 8.0]
# run: swapped([1.0], [2.0]) == ([2.0], [1.0])
# run: scalars(3) == (5, 8)
# run: passed([1.0, 2.0], 3.0) == [3.0, 6.0]
# run: in_loop(4) == [1, 2, 4, 8]
# run: columns([[1.0, 5.0], [3.0, 7.0]]) == [[0.0, 0.0], [2.0, 2.0]]
# run: branches([1.0], true) == [10.0]
# run: branches([1.0], false) == [1.0]
# run: returned([1.0, 2.0]) == ([2.0, 3.0], 2.0)

#! Calls inside the language update the caller's `var`.

fn add(inout x: f64[n], y: f64) -> f64 { x += y; sum(x) }
pub fn caller(x: f64[n, m]) -> (f64[n, m], f64[n]) {
    var y = x;
    let s = add(inout y, 1.0);
    (y, s)
}

fn double(inout x: f64[n]) { x = 2.0 * x; }
pub fn twice(x: f64[n]) -> f64[n] { var y = x; double(inout y); double(inout y); y }

fn swap<T: any>(inout x: T[n], inout y: T[n]) { let t = x; x = y; y = t; }
pub fn swapped(x: f64[n], y: f64[n]) -> (f64[n], f64[n]) {
    var (a, b) = (x, y);
    swap(inout a, inout b);
    (a, b)
}

fn step(inout a: i64, inout b: i64) { let t = a + b; a = b; b = t; }
pub fn scalars(k: i64) -> (i64, i64) {
    var a = 1;
    var b = 2;
    loop i in 0..k { step(inout a, inout b); }
    (a, b)
}

pub fn passed(inout x: f64[n], k: f64) { scale(inout x, k); }
fn scale(inout x: f64[n], k: f64) { x = k * x; }

fn put(inout x: i64[n], i: i64, v: i64) { x[i] = v; }
pub fn in_loop(n: i64) -> i64[n] {
    var x = i64[n](0);
    loop i in 0..n { put(inout x, i, 1 << i); }
    x
}

fn from_least(inout x: f64[n]) { x -= min(x); }
pub fn columns(x: f64[n, m]) -> f64[n, m] { var y = x; from_least(inout y, axis = 0); y }

pub fn branches(x: f64[n], c: bool) -> f64[n] {
    var y = x;
    if c { scale(inout y, 10.0); }
    y
}

fn shift(inout x: f64[n]) -> f64 { let first = x[0]; x += 1.0; first + 1.0 }
pub fn returned(x: f64[n]) -> (f64[n], f64) { var y = x; let k = shift(inout y); (y, k) }
