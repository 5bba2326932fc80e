# run: turned([5.0, 6.0, 7.0], [0.0]) == [5.0, 6.0, 5.0]
# fails: turned([5.0, 6.0], [0.0, 1.0, 2.0, 3.0]) status Bounds
# fails: turned([5.0], [0.0]) status Divide

#! The remainder by a negative number is not positive.

pub fn turned(x: f64[n], y: f64[m]) -> f64[n] = for i in 0..n: x[i % (n - m)];
