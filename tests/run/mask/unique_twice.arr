# run: square([3.0, 1.0, 3.0]) == 10.0
# run: pairs([3, 1, 3, 2]) == 18
# run: shifted([3.0, 1.0, 3.0]) == 20.0
# run: in_a_branch([3.0, 1.0, 3.0], true) == 4.0
# run: in_a_branch([3.0, 1.0, 3.0], false) == 10.0
# run: in_loops([2, 2, 1], 3) == 9

#! The different elements of one row, asked for several times.

pub fn square(x: f64[n]) -> f64 = sum(unique(x) * unique(x));
pub fn pairs(x: i64[n]) -> i64 {
    let u = unique(x);
    sum(u + 2 * unique(x))
}
pub fn shifted(x: f64[n]) -> f64 = sum(unique(x + 1.0) * unique(x + 1.0));
pub fn in_a_branch(x: f64[n], c: bool) -> f64 = if c { sum(unique(x)) } else { sum(unique(x) * unique(x)) };
pub fn in_loops(x: i64[n], k: i64) -> i64 {
    var s = 0;
    loop i in 0..k { s += sum(unique(x) * unique(x)) - sum(unique(x)) + 1; }
    s
}
