pub fn f(n: i64) -> i64 {
    let s = loop i in 0..n { i };
    s
}
