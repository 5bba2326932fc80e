# run: wrong(500, 3) == 0
# run: wrong(2500, 40) == 0
# run: wrong(12000, 63) == 0
# run: wrong(3000, 0) == 0
# run: halves(3000, 20) == 0
# run: halves(3000, 31) == 0
# run: halves(49, 8) == 0
# run: descending(300) == 0
# run: places(3000) == 0
# run: bytes(1000) == 0

#! Rows that are long enough for bytes: random, of few bits, and such that the upper 32 bits of those that differ say little.

fn numbers(n: i64, bits: i64) -> i64[n] = for i in 0..n: i64(random_bits(7, u64(i)) >> u64(63 - bits) >> 1);

# How many places are out of order, or not where the order says.
fn mistakes(x: i64[n]) -> i64 {
    let (y, order) = (sort(x), argsort(x));
    count(y != x[order]) + count(y[1:] < y[:-1]) + count(for i in 1..n: y[i] == y[i - 1] and order[i] < order[i - 1])
}
pub fn wrong(n: i64, bits: i64) -> i64 = mistakes(numbers(n, bits));

## Two heaps far apart, in each of which only low bits differ.
pub fn halves(n: i64, bits: i64) -> i64 {
    let (low, side) = (numbers(n, bits), numbers(n, 1)[::-1]);
    mistakes(low - 4611686018427387904 * side)
}
pub fn descending(n: i64) -> i64 = mistakes(for i in 0..n: (n - i) * 4294967297);
pub fn places(n: i64) -> i64 {
    let x = f32(numbers(n, 8)) - 100.5;
    let (y, order) = (sort(x), argsort(x));
    count(y != x[order]) + count(y[1:] < y[:-1]) + count(for i in 1..n: y[i] == y[i - 1] and order[i] < order[i - 1])
}
pub fn bytes(n: i64) -> i64 {
    let x = i8(numbers(n, 20));
    let (y, order) = (sort(x), argsort(x));
    count(y != x[order]) + count(y[1:] < y[:-1]) + count(for i in 1..n: y[i] == y[i - 1] and order[i] < order[i - 1])
}
