pub fn count_to(n: i64) -> i64 {
    var i = 0;
    while i < n { i++; }
    i
}
