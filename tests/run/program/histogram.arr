# run: counts([3, 1, 3, 0]) == [1, 1, 0, 2]
# run: counts(empty(0)) == [0, 0, 0, 0]
# fails: counts([4]) status Bounds "4"

#! A scatter that counts.

pub fn counts(x: u8[n]) -> i64[4] { var h = i64[4](0); h[x] += 1; h }
