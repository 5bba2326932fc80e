# fails: build(3, 1) status Shape
# run: build(1, 1) == empty(0)
# run: reduce_none(3, 1) == 0
# run: loop_none(3, 1) == 5

#! A reversed range is an error where the array is stored; reductions and loops do nothing.

pub fn build(a: i64, b: i64) -> i64[b - a] = for i in a..b: i;
pub fn reduce_none(a: i64, b: i64) -> i64 = sum(for i in a..b: i);
pub fn loop_none(a: i64, b: i64) -> i64 {
    var s = 5;
    loop i in a..b { s += i; }
    s
}
