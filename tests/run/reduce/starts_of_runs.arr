# run: started(iota(1000)) == -7387970733757263332

#! What a reduction starts from stands before every block, and nowhere else.

pub fn started(x: i64[n]) -> i64 = reduce(|a, b| 3 * a + b, 1, x);
