# run: clipped([1, 5, 9], 2, 6) == [2, 5, 6]
# run: collatz(6) == [0, 0, 1, 7, 2, 5]

#! Blocks, branches and loops as bodies.

pub fn clipped(x: i64[n], lo: i64, hi: i64) -> i64[n] = for i: {
    let v = x[i];
    if v < lo { lo } else if v > hi { hi } else { v }
};
pub fn collatz(n: i64) -> i64[n] = for i in 0..n: {
    var k = i;
    var steps = 0;
    while k > 1 {
        k = if k % 2 == 0 { k // 2 } else { 3 * k + 1 };
        steps += 1;
    }
    steps
};
