# run: first([1, 60, 3, 70], 50) == [1, 1, 3, 3]
# run: first([1], 50) == [0]

#! Each element searches for itself; one that has found goes no further while its neighbours do.

pub fn first(x: i64[n], least: i64) -> i64[n] = for i in 0..n: {
    var k = i;
    while k < n - 1 and x[k] < least { k += 1; }
    k
};
