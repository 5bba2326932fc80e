# run: window([1, 2, 3, 4], 2) == [3, 5, 7]
# fails: window([1, 2, 3, 4], 5) status Shape
# fails: window([1, 2, 3, 4], 0) status Shape
# run: window([1, 2, 3, 4], 4) == [10]

#! A parameter in a `where`.

pub fn window(x: i64[n], k: i64) -> i64[n - k + 1]
where k >= 1, k <= n =
    for i in 0..n - k + 1: sum(x[i:i + k]);
