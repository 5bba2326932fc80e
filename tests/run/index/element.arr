# run: at([10, 20, 30], 0) == 10
# run: at([10, 20, 30], 2) == 30
# fails: at([10, 20, 30], 3) status Bounds "3"
# fails: at([10, 20, 30], -1) status Bounds "-1"
# fails: at([10, 20, 30], 9223372036854775807) status Bounds
# fails: at([10, 20, 30], -9223372036854775808) status Bounds
# fails: at(empty(0), 0) status Bounds

#! One element; an index outside is an error, a computed negative one too.

pub fn at(x: i32[n], i: i64) -> i32 = x[i];
