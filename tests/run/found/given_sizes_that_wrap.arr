# run: after([1.0, 2.0, 3.0], 2) == 3.0
# fails: after([1.0, 2.0, 3.0], 9223372036854775807) status Memory
# fails: after([1.0, 2.0, 3.0], 4611686018427387904) status Memory
# run: set([1.0, 2.0, 3.0], 1) == [1.0, 7.0, 3.0]
# fails: set([1.0, 2.0, 3.0], 9223372036854775807) status Memory
# run: part([1.0, 2.0, 3.0], 1, 3) == 5.0
# fails: part([1.0, 2.0, 3.0], 0, -9223372036854775807) status Bounds
# fails: part([1.0, 2.0, 3.0], 5, -9223372036854775808) status Bounds
# run: next([1.0, 2.0, 3.0], 1) == 3.0
# fails: next([1.0, 2.0, 3.0], 9223372036854775807) status Assert

#! What a function may take for granted of the sizes that it is given: not what has wrapped.

fn element(x: f64[n], u: f64[q]) -> f64 = sum(x[q:q + 1]);
## An array that is never stored may be as long as an i64 says.
pub fn after(x: f64[n], k: i64) -> f64 = element(x, f64[k](0.0));

fn store(x: f64[n], u: f64[q]) -> f64[n] {
    var y = x;
    y[q:q + 1] = 7.0;
    y
}
pub fn set(x: f64[n], k: i64) -> f64[n] = store(x, f64[k](0.0));

fn slice(x: f64[n], i: i64, k: i64) -> f64
where i <= k - 2, i >= 0 =
    sum(x[i:k]);
pub fn part(x: f64[n], i: i64, k: i64) -> f64 = slice(x, i, k);

fn behind(x: f64[n], i: i64, k: i64) -> f64
where i < k = x[k];
pub fn next(x: f64[n], i: i64) -> f64 = behind(x, i, i + 1);
