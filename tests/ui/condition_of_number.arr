pub fn f(n: i64) -> i64 = if n { 1 } else { 0 };
pub fn g(n: i64) -> i64 {
    var k = n;
    while k { k -= 1; }
    k
}
pub fn h(x: f64, y: f64) -> bool = x and y;
