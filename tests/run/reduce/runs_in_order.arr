# run: turned(iota(20000)) == 5780435432675301776

#! The runs of a long reduction are combined from the left.

pub fn turned(x: i64[n]) -> i64 = reduce(|a, b| 3 * a + b, 0, x);
