# run: positive([1.0, -2.0, 3.0]) == 4.0
# run: positive(empty(0)) == 0.0
# run: odd_sum(10) == 25
# run: pairs([1, 0, 2], [0, 3]) == 9
# run: until([2, 0, 3, -1, 5]) == 5
# run: kept([3, 0, 4, 0]) == [3, 4, 0, 0]
# run: each([5, 2]) == [4, 1]
# fails: guarded([1, 0, 2], true) status Divide
# run: guarded([1, 0, 2], false) == 15

#! `continue` goes on with the next round of the innermost loop.

pub fn positive(x: f64[n]) -> f64 {
    var s = 0.0;
    loop i in 0..n {
        if x[i] < 0.0 { continue; }
        s += x[i];
    }
    s
}
pub fn odd_sum(n: i64) -> i64 {
    var (s, i) = (0, 0);
    while i < n {
        i += 1;
        if i % 2 == 0 { continue; } else { s += i; }
    }
    s
}
pub fn pairs(x: i64[n], y: i64[m]) -> i64 {
    var s = 0;
    loop i in 0..n {
        if x[i] == 0 { continue; }
        loop j in 0..m {
            if y[j] == 0 { continue; }
            s += x[i] * y[j];
        }
    }
    s
}
pub fn until(x: i64[n]) -> i64 {
    var s = 0;
    loop i in 0..n {
        let v = if x[i] == 0 { continue; } else { x[i] };
        if v < 0 { break; }
        s += v;
    }
    s
}
pub fn kept(x: i64[n]) -> i64[n] {
    var y = i64[n](0);
    var k = 0;
    loop i in 0..n {
        if x[i] == 0 { continue; }
        y[k] = x[i];
        k += 1;
    }
    y
}
fn below(n: i64) -> i64 {
    var k = 0;
    loop i in 0..n {
        if i == 0 { continue; }
        k += 1;
    }
    k
}
pub fn each(n: i64[k]) -> i64[k] = below(n);
pub fn guarded(x: i64[n], all: bool) -> i64 {
    var s = 0;
    loop i in 0..n {
        if not all and x[i] == 0 { continue; }
        s += 10 // x[i];
    }
    s
}
