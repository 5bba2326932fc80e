# run: pairs(4) == 9
# run: deep(10) == 306
# run: either([1, 2, 3], 2) == 102
# run: either([1, 2, 3], 7) == 306

#! `break` inside of branches, and only out of one loop of two.

pub fn pairs(n: i64) -> i64 {
    var count = 0;
    loop i in 0..n {
        loop j in 0..n {
            if i + j >= n { break; }
            count += 1;
        }
        if i == 2 { break; }
    }
    count
}
pub fn deep(n: i64) -> i64 {
    var s = 0;
    loop i in 0..n {
        if i > 1 {
            if i > 2 {
                s += 300;
                break;
            } else {
                s += 2;
            }
            s += 3;
        }
        if i == 1 { s += 1; }
    }
    s
}
pub fn either(x: i64[n], v: i64) -> i64 {
    var s = 0;
    loop i in 0..n {
        s += 100;
        if x[i] == v { s += x[i]; break; } else { s += 1; }
        s += 1;
    }
    s - (if s > 300 { 0 } else { 102 })
}
