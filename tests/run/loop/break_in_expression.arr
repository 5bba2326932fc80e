# run: f([1, 2, 0, 4]) == 150
# run: f([1, 2]) == 150
# run: f([0]) == 0
# run: keeps([1, 1, 0, 1]) == 9
# run: keeps([1]) == 8
# run: array_kept([1, 1, 0, 1]) == [1, 1, 7, 7]
# run: written([5, 6, 0, 7]) == [5, 6, 9, 9]

#! `break` in a branch of a value: what should have got the value stays as it was.

pub fn f(x: i64[n]) -> i64 {
    var s = 0;
    loop i in 0..n {
        let q = if x[i] == 0 { break; 0 } else { 100 // x[i] };
        s += q;
    }
    s
}
pub fn keeps(x: i64[n]) -> i64 {
    var s = 7;
    loop i in 0..n {
        s = if x[i] == 0 { break; 0 } else { s + 1 };
    }
    s
}
pub fn array_kept(x: i64[n]) -> i64[n] {
    var y = i64[n](7);
    loop i in 0..n {
        y = if x[i] == 0 { break; x } else { for j in 0..n: if j <= i { 1 } else { y[j] } };
    }
    y
}
pub fn written(x: i64[n]) -> i64[n] {
    var y = i64[n](9);
    loop i in 0..n {
        if x[i] == 0 { break; }
        y[i] = x[i];
    }
    y
}
