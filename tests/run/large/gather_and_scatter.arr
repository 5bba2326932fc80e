# run: counts(1) == 1
# run: permuted(1) == 302
# run: spread(1) == 0
# run: counts(5) == 130
# run: permuted(5) == -825
# run: spread(5) == 35
# run: counts(64) == 2876
# run: permuted(64) == -137561
# run: spread(64) == 67200
# run: counts(100) == 4731
# run: permuted(100) == -38987
# run: spread(100) == 261200
# run: counts(1000) == 45815
# run: permuted(1000) == 99143
# run: spread(1000) == 25357410
# run: counts(5000) == 229533
# run: permuted(5000) == 986940
# run: spread(5000) == 634374050

#! Gathers and scatters of many lengths.

fn digest(x: i64[n]) -> i64 = sum(for i: (i % 101 + 1) * x[i]);
fn value(i: i64) -> i64 = (i * 7919 + 104729) % 1009 - 500;
pub fn counts(n: i64) -> i64 {
    let x = for i in 0..n: u8(i * i * 31 + i);
    var h = i64[256](0);
    h[x] += 1;
    digest(h)
}
pub fn permuted(n: i64) -> i64 {
    let x = for i in 0..n: value(i);
    let idx = for i in 0..n: i * 7 % n;
    digest(x[idx])
}
pub fn spread(n: i64) -> i64 {
    var x = i64[n](-1);
    let idx = for i in 0..n: i * 7 % n;
    x[idx] = for i in 0..n: i;
    digest(x)
}
