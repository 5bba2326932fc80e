# run: halvings(100) == 6
# run: halvings(1) == 0
# run: gcd(48, 18) == 6
# run: gcd(7, 0) == 7
# run: newton(2.0) == 1.414213562373095

#! `while`.

pub fn halvings(n: i64) -> i64 {
    var k = n;
    var steps = 0;
    while k > 1 { k = k // 2; steps += 1; }
    steps
}
pub fn gcd(a: i64, b: i64) -> i64 {
    var x = a;
    var y = b;
    while y != 0 {
        let r = x % y;
        x = y;
        y = r;
    }
    x
}
pub fn newton(a: f64) -> f64 {
    var x = a;
    var i = 0;
    while i < 20 and abs(x * x - a) > 0.000000000000001 { x = 0.5 * (x + a / x); i += 1; }
    x
}
