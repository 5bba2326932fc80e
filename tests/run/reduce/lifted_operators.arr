# run: gcds([[12, 18, 24], [7, 14, 21], [0, 0, 5]]) == [6, 7, 5]
# run: unions([[1, 2], [4, 8], [3, 3]]) == [3, 12, 3]
# run: parity([true, true, true]) == true
# run: matrices(4) == [[1, 4], [0, 1]]
# run: longest([1, 1, 2, 2, 2, 3]) == (3, 2)
# run: maximum([[1.5, -2.0], [0.25, 8.0]]) == 8.0

#! User operators in `reduce`, by rows, named and as lambdas, with tuples.

pub fn gcds(x: i64[n, m]) -> i64[n] = reduce(gcd, 0, x, axis = 1);
pub fn unions(x: u16[n, m]) -> u16[n] = reduce(|a, b| a | b, 0, x, axis = 1);
pub fn parity(x: bool[n]) -> bool = reduce(|a, b| a != b, false, x);
pub fn matrices(n: i64) -> i64[2, 2] = fold(|m, _k| m @ [[1, 1], [0, 1]], [[1, 0], [0, 1]], for k in 0..n: k);

# The longest run of equal elements and where it begins.
pub fn longest(x: i64[n]) -> (length: i64, at: i64) {
    let (length, at, _) = fold(
        |s, i| {
            let run = if i > 0 and x[max(i - 1, 0)] == x[i] { s.run + 1 } else { 1 };
            if run > s.length { (length = run, at = i - run + 1, run = run) } else { (length = s.length, at = s.at, run = run) }
        },
        (length = 0, at = 0, run = 0),
        for i in 0..n: i,
    );
    (length = length, at = at)
}
pub fn maximum(x: f64[n, m]) -> f64 = reduce(|a, b| max(a, b), -inf, x);
