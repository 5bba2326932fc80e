# run: put(iota(5), 1) == [0, 9, 7, 3, 4]
# run: put(iota(5), 5) == [0, 9, 7, 3, 4]
# run: half([1.0, 2.0, 3.0], 3) == [1.0, 2.0]

#! A product that is divided again is not what it was where it has wrapped, neither as a value nor as a bound.

pub fn put(x0: i64[n], k: i64) -> i64[n] {
    var x = x0;
    let p = (k * 4611686018427387904) // 4611686018427387904;
    x[p:p + 2] = 7;
    x[p] = 9;
    x
}

pub fn half(x: f64[n], k: i64) -> f64[(k + 2) // 2] = x[:(k + 2) // 2];
