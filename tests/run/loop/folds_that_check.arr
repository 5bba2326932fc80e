# run: running([1, 2, 3], 100) == [1, 3, 6]
# fails: running([1, 2, 300], 100) status Assert
# run: limited([1, 2, 3], 10) == [1, 3, 6]
# fails: limited([1, 20, 3], 10) status Assert
# run: best([1, 5, 3], 9) == 5
# fails: best([1, 5, 3], 4) status Assert
# run: early([0, 0, 0, 1, 0, 0]) == (1, 3)
# fails: early([0, 0, 0, 0, 0, 1]) status Assert
# run: part([1, 2, 0]) == (3, [3, 2, 1])
# fails: part([1, 2, 1]) status Bounds
# run: in_branches([1, 5, 9]) == [1, 17, 985]
# run: sum_in_branches([1, 5, 9]) == 985
# run: branch_reads_itself([3, 4], 2) == 21

#! Loops that could be folds but for what they check, or compute from what they carry in a branch.

pub fn running(x: i64[n], m: i64) -> i64[n] {
    var y = i64[n](0);
    var s = 0;
    loop i in 0..n { s += x[i]; assert s < m, "too much"; y[i] = s; }
    y
}
fn below(k: i64, m: i64) -> i64 { assert k < m; k }
pub fn limited(x: i64[n], m: i64) -> i64[n] {
    var y = i64[n](0);
    var s = 0;
    loop i in 0..n { s += x[i]; let _k = below(s, m); y[i] = s; }
    y
}
pub fn best(x: i64[n], m: i64) -> i64 {
    var b = 0;
    loop i in 0..n {
        let wins = x[i] > b;
        let _k = below(if wins { 5 } else { 1 }, m);
        b = if wins { x[i] } else { b };
    }
    b
}
pub fn early(x: i64[n]) -> (i64, i64) {
    var (b, k) = (0, -1);
    loop i in 0..n { let w = x[i] > b; assert not w or i < 5; if w { b = x[i]; k = i; } }
    (b, k)
}
pub fn part(x: i64[n]) -> (i64, i64[n]) {
    var y = i64[n](0);
    var s = 0;
    loop i in 0..n { s += x[i]; let _p = x[0:s]; y[i] = n - i; }
    (s, y)
}
pub fn in_branches(x: i64[n]) -> i64[n] {
    var s = 1;
    var y = i64[n](0);
    loop i in 0..n {
        if x[i] > 2 { let t = (s * s + 1) % 97; s = s + t * ((x[i] + 3) % 89 % 7 + 5) + x[i] % 13 - 1; }
        y[i] = s;
    }
    y
}
pub fn sum_in_branches(x: i64[n]) -> i64 { let y = in_branches(x); y[-1] }
pub fn branch_reads_itself(x: i64[n], a: i64) -> i64 {
    var s = a;
    loop i in 0..n { if x[i] > 2 { let t = (s + 1) % 97 % 89 % 83 % 79; s = s + t + x[i] % 13 % 11 % 7; } }
    s
}
