# run: spread(3, 5) == [2.0, 6.0, 6.0, 6.0, 6.0]
# run: spread(40, 2) == [40.0, 78.0]

#! A small array that one parallel loop fills and another one reads.

pub fn spread(n: i64, m: i64) -> f64[m] {
    let s = for b in 0..9: sum(for i in 0..n: f64(i % (b + 2)));
    for j in 0..m: s[j % 9] * 2.0
}
