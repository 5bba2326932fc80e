# run: guarded([1, 2, 3], 2) == 3
# fails: guarded([1, 2, 3], 1) status Assert "n >= 2"
# run: always([1, 2, 3]) == 6

#! A `where` of a function that is called inside is checked there.

fn pairs(x: i64[n]) -> i64
where n >= 2 =
    x[0] + x[1];
pub fn guarded(x: i64[n], k: i64) -> i64 = pairs(x[:k]);
pub fn always(x: i64[n]) -> i64
where n >= 2 =
    pairs(x) + x[-1];
