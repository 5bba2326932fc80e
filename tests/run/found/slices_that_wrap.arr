# run: pair([1.0, 2.0, 3.0], 1) == [2.0, 3.0]
# fails: pair([1.0, 2.0, 3.0], 9223372036854775807) status Bounds
# fails: pair([1.0, 2.0, 3.0], 9223372036854775806) status Bounds
# run: set([1.0, 2.0, 3.0], 1) == [1.0, 7.0, 7.0]
# fails: set([1.0, 2.0, 3.0], 9223372036854775807) status Bounds
# run: part([1.0, 2.0, 3.0], 1, 2) == 5.0
# fails: part([1.0, 2.0, 3.0], 9223372036854775807, 2) status Bounds
# run: before([1.0, 2.0, 3.0], 3, 2) == 5.0
# fails: before([1.0, 2.0, 3.0], -9223372036854775808, 2) status Bounds

#! The end of a slice that has wrapped lies before its start.

pub fn pair(a: f64[n], k: i64) -> f64[2] = a[k:k + 2];

pub fn set(a: f64[n], k: i64) -> f64[n] {
    var y = a;
    y[k:k + 2] = 7.0;
    y
}

pub fn part(a: f64[n], k: i64, i: i64) -> f64
where k >= 0, i >= 0 =
    sum(a[k:k + i]);

pub fn before(a: f64[n], k: i64, i: i64) -> f64
where i >= 1 =
    sum(a[k - i:k]);
