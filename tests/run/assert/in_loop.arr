# run: increasing([1, 2, 5]) == true
# fails: increasing([1, 5, 2]) status Assert "sorted"
# run: increasing(empty(0)) == true

#! An `assert` inside of a loop.

pub fn increasing(x: i64[n]) -> bool {
    loop i in 1..n { assert x[i - 1] <= x[i], "not sorted"; }
    true
}
