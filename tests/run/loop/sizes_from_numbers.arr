# run: knapsack([3, 4, 5], [30, 50, 60], 8) == 90
# fails: knapsack([0, -1], [1, 2], 2) status Bounds
# fails: knapsack([1], [1], 9223372036854775807) status Shape
# run: turned(3) == [3, 2, 1, 0]
# run: turned(-1) == empty(0)
# fails: turned(-2) status Shape
# run: doubled(2) == [4, 3, 2, 1, 0]
# fails: doubled(4611686018427387904) status Shape

#! Arrays whose extents are made of numbers, indexed from the end.

pub fn knapsack(weight: i64[n], value: i64[n], most: i64) -> i64 where most >= 0 {
    var best = i64[most + 1](0);
    loop i in 0..n {
        loop q in 0..most + 1 {
            let c = most - q;
            if c >= weight[i] { best[c] = max(best[c], best[c - weight[i]] + value[i]); }
        }
    }
    best[most]
}
fn back(x: i64[n], k: i64) -> i64[k + 1] = for i in 0..k + 1: x[k - i];
pub fn turned(k: i64) -> i64[k + 1] = back(for i in 0..k + 1: i, k);
pub fn doubled(k: i64) -> i64[2 * k + 1] where k >= 0 {
    let x = for i in 0..2 * k + 1: i;
    for i in 0..2 * k + 1: x[2 * k - i]
}
