# run: guarded([3, 4], [1, 2], 2) == [1, 2]
# fails: guarded([1, 1, 1], [1, 2], 5000) status Assert

#! An assertion about what earlier iterations left, which makes the reads behind it safe.

pub fn guarded(x: i64[n], h: i64[k], m: i64) -> i64[k] {
    var y = h;
    if m > 2 {
        loop i in 0..m {
            let s = y[0];
            assert i * 100000 < n and s >= 0;
            let q = x[i * 100000];
            let v = (q * q + 1) % 1000003 % k;
            y[v] += 1;
        }
    }
    y
}
