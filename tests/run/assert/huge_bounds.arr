# run: around(5) == 5
# run: around(-4611686018427387904) == -4611686018427387904
# fails: around(4611686018427387905) status Assert
# fails: around(-9223372036854775808) status Assert
# fails: tail([1, 2, 3], 0) status Bounds
# run: below([1, 2, 3], -9223372036854775807) == 0
# run: below([1, 2, 3], 1) == 2

#! What two far bounds say of a number is not mixed up by differences that overflow.

pub fn around(x: i64) -> i64 {
    assert x >= -4611686018427387904;
    assert x <= 4611686018427387904;
    x
}
pub fn tail(x: i64[n], k: i64) -> i64 = sum(x[9223372036854775807:n - 5]) + k;
pub fn below(x: i64[n], k: i64) -> i64 = if k < -9223372036854775806 { 0 } else { x[k] };
