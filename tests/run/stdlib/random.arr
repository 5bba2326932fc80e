# run: words(0, 0) == 11077253088097075545
# run: words(18446744073709551615, 18446744073709551615) == 13474818356711888636
# run: words(247824715720788526, 9629550131187509896) == 5205589014174907036
# run: two(5) == (true, true)
# run: range(7, -2, 3, 1000) == (-2, 2)
# fails: range(7, 3, 3, 5) status Assert "empty"

#! Random numbers: known answers of Threefry-2x32 with 20 rounds, rows of the same numbers.

pub fn words(key: u64, counter: u64) -> u64 = random_bits(key, counter);

pub fn two(key: u64) -> (same: bool, sorted: bool) =
    (all(flatten(uniform(key, 3, 4)) == uniform(key, 12)), all(sort(permutation(key, 100)) == arange(100)));

pub fn range(key: u64, low: i64, high: i64, n: i64) -> (least: i64, most: i64)
where n >= 1 {
    let x = integers(key, low, high, n);
    (min(x), max(x))
}
