# run: find([3, 1, 4, 1, 5], 4) == 2
# run: find([3, 1, 4, 1, 5], 9) == -1
# run: find(empty(0), 9) == -1
# run: until(10) == 10
# run: at_once(5) == 0

#! `break` leaves the innermost loop.

pub fn find(x: i64[n], v: i64) -> i64 {
    var at = -1;
    loop i in 0..n {
        if x[i] == v { at = i; break; }
    }
    at
}
pub fn until(limit: i64) -> i64 {
    var s = 0;
    var i = 0;
    while true {
        i += 1;
        if s + i > limit { break; }
        s += i;
    }
    s
}
pub fn at_once(n: i64) -> i64 {
    var s = 0;
    loop i in 0..n { break; s += 1; }
    s
}
