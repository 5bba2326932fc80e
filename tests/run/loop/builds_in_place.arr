# run: outer([[1.0, 2.0], [3.0, 4.0]], [1.0, 2.0], 2) == [[3.0, 6.0], [7.0, 12.0]]
# run: outer([[1.0, 2.0], [3.0, 4.0]], [1.0, 2.0], 0) == [[1.0, 2.0], [3.0, 4.0]]
# run: shifted([1, 2, 3, 4], 2) == [8, 12, 11, 4]
# run: after_update([1, 2, 3], 2) == [4, 11, 3]
# run: read_after([1, 2], 2) == ([4, 8], [6, 12])
# run: of_another([1, 2, 3], [4, 5, 6], 1) == ([6, 5, 4], [2, 3, 4])
# run: of_another([1, 2, 3], [4, 5, 6], 2) == ([4, 3, 2], [7, 6, 5])
# run: together([1, 2, 3], [4, 5, 6], 2) == ([4, 5, 6], [9, 12, 15])
# run: kept([1, 2, 3], 2) == ([3, 4, 5], [2, 3, 4])
# run: through_reversed([1, 2, 3], 1) == [4, 4, 4]
# run: through_reversed([1, 2, 3], 2) == [8, 8, 8]

#! Builds that replace what a loop carries: in its memory where every element reads its own predecessor only.

pub fn outer(a: f64[n, n], u: f64[n], steps: i64) -> f64[n, n] {
    var x = a;
    loop t in 0..steps { x = for i, j: x[i, j] + u[i] * u[j]; }
    x
}
pub fn shifted(a: i64[n], steps: i64) -> i64[n] {
    var x = a;
    loop t in 0..steps { x = for i: x[i] + x[i + 1; 0]; }
    x
}
pub fn after_update(a: i64[n], steps: i64) -> i64[n]
where n >= 1 {
    var x = a;
    loop t in 0..steps {
        x[n - 1] = 1;
        x = for i: 2 * x[i] + 1;
        x[0] = x[0] - 1;
    }
    x
}
pub fn read_after(a: i64[n], steps: i64) -> (i64[n], i64[n]) {
    var x = a;
    var y = a;
    loop t in 0..steps {
        let z = for i: 2 * x[i];
        y = for i: y[i] + x[i] + t * x[i];
        x = z;
    }
    (x, y)
}
pub fn of_another(a: i64[n], b: i64[n], steps: i64) -> (i64[n], i64[n]) {
    var x = a;
    var y = b;
    loop t in 0..steps {
        let z = for i in 0..n: y[n - 1 - i];
        y = for i in 0..n: x[i] + 1;
        x = z;
    }
    (x, y)
}
pub fn together(a: i64[n], b: i64[n], steps: i64) -> (i64[n], i64[n]) {
    var x = a;
    var y = b;
    loop t in 0..steps {
        let s = for i: x[i] + y[i] - t * x[i];
        let d = for i: y[i] + t * x[i];
        x = s;
        y = d;
    }
    (x, y)
}
pub fn kept(a: i64[n], steps: i64) -> (i64[n], i64[n]) {
    var x = a;
    var last = a;
    loop t in 0..steps {
        last = x;
        x = for i: x[i] + 1;
    }
    (x, last)
}
pub fn through_reversed(a: i64[n], steps: i64) -> i64[n] {
    var x = a;
    loop t in 0..steps {
        let r = for i in 0..n: x[n - 1 - i];
        x = for i: x[i] + r[i];
    }
    x
}
