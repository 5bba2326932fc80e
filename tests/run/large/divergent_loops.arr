# run: f(1) == 0
# run: f(7) == 127
# run: f(16) == 1476
# run: f(33) == 12949
# run: f(100) == 192721
# run: f(500) == 1371577
# run: first_square(1000) == 32
# run: first_square(4) == -1

#! Loops whose lengths differ from element to element.

fn digest(x: i64[n]) -> i64 = sum(for i: (i % 101 + 1) * x[i]);
pub fn f(n: i64) -> i64 = digest(for i in 0..n: {
    var k = i;
    var s = 0;
    while k > 1 { k = if k % 2 == 0 { k // 2 } else { 3 * k + 1 }; s += 1; }
    s
});
pub fn first_square(n: i64) -> i64 {
    var at = -1;
    loop i in 0..n {
        if i * i > 1000 { at = i; break; }
    }
    at
}
