# fails: first([1, 2]) status Bounds
# run: second([1, 2]) == 2

#! What stands in front of an update fails, also where the update is of no element.

pub fn first(x: i64[n]) -> i64 {
    var y = i64[n](1);
    loop i in 0..n + 1 { y[:0] = x[i]; }
    sum(y)
}

pub fn second(x: i64[n]) -> i64 {
    var y = i64[n](1);
    loop i in 0..n { y[:0] = x[i]; }
    sum(y)
}
