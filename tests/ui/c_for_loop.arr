pub fn f(n: i64) -> i64 {
    var s = 0;
    for (int i = 0; i < n; i++) { s += i; }
    s
}
