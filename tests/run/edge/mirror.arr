# run: at([1, 2, 3], -1) == 2
# run: at([1, 2, 3], -2) == 3
# run: at([1, 2, 3], -3) == 2
# run: at([1, 2, 3], 3) == 2
# run: at([1, 2, 3], 4) == 1
# run: at([1, 2, 3], 5) == 2
# run: at([7], 100) == 7
# run: at([7], -100) == 7
# fails: at(empty(0), 0) status Bounds

#! `mirror`: reflected, the edge not repeated.

pub fn at(x: i64[n], i: i64) -> i64 = x[i; mirror];
