# run: scanned(iota(9000)) == 1659122630113197288

#! What stands before a chunk is all that came before.

pub fn scanned(x: i64[n]) -> i64
where n > 8900 = scan(|a, b| 3 * a + b, 0, x)[8900];
