# run: rows([1.0, 2.0]) == [5999.037035977398, 11998.074071954796]

#! Every iteration has a large array of its own.

pub fn rows(x: f64[n]) -> f64[n] = for i in 0..n: {
    var t = for k in 0..4000: x[i] * f64(k % 10);
    loop k in 1..4000 { t[k] = 0.25 * t[k] + t[k - 1] / 4.0; }
    sum(t)
};
