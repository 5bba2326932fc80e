pub fn f(n: i64) -> i64 {
    var s = 0;
    loop i in 0..n { i += 1; s += i; }
    s
}
