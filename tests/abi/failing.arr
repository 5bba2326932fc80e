#! Kernels that need memory and threads in every way there is: the test lets each allocation and each start of a thread fail.

## Temporaries in a loop, of changing content.
pub fn rounds(x: f64[n]) -> f64[n] {
    var y = x;
    loop k in 0..3 { y = sort(y[::-1]) + cumsum(y); }
    y
}

## Two results by way of arrays that both need.
pub fn both(x: f64[n]) -> (up: f64[n], sums: f64[n]) {
    let sorted = sort(x);
    (up = sorted + sorted[::-1], sums = cumsum(sorted))
}

## Packed panels and many threads.
pub fn product(a: f64[m, k], b: f64[k, n]) -> f64[m, n] = a @ b;

## A temporary for each cell of a frame.
pub fn middle(x: f64[n]) -> f64 {
    let sorted = sort(x);
    sorted[n // 2]
}

## It fails when half is done.
pub fn late(x: f64[n], k: i64) -> f64[n] {
    let sums = cumsum(sort(x));
    for i in 0..n: sums[i + k]
}
