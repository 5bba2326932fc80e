# run: sizes([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]) == (6, [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0]])
# run: norm3([3.0, 0.0, 4.0]) == 5.0
# run: swapped([1, 2]) == [2, 1]
# run: literal() == 3.5
# run: rotated([1, 2, 3]) == (2, 3, 1)

#! Names for the elements of an array whose extent is a constant, and for the extents of an array.

pub fn sizes(x: f64[n, m]) -> (i64, f64[n, m]) {
    let (h, w) = x.shape;
    (h * w, f64[h, w](0))
}

pub fn norm3(p: f64[3]) -> f64 {
    let (x, y, z) = p;
    sqrt(x * x + y * y + z * z)
}

pub fn swapped(p: i64[2]) -> i64[2] {
    var q = p;
    (q[1], q[0]) = q;
    q
}

pub fn literal() -> f64 {
    let (a, b) = [1.0, 2.5];
    a + b
}

pub fn rotated(p: i64[3]) -> (i64, i64, i64) {
    let ((a, b), c) = ((0, 0), p + 0);
    var (x, y, z) = c + a + b;
    (x, y, z) = (y, z, x);
    (x, y, z)
}
