# run: below([1, 2, 3, 4], 9223372036854775807) == [1, 2, 3, 4]
# run: below([1, 2, 3, 4], 2) == [1, 2, -3, -4]
# run: below([1, 2, 3, 4], -9223372036854775808) == [-1, -2, -3, -4]
# run: below([1, 2, 3, 4], 72057594037927936) == [1, 2, 3, 4]
# run: from([1, 2, 3, 4], 9223372036854775807) == [-1, -2, -3, -4]
# run: from([1, 2, 3, 4], -9223372036854775808) == [1, 2, 3, 4]
# run: from([1, 2, 3, 4], 3) == [-1, -2, -3, 4]
# run: between([1, 2, 3, 4, 5], 1, 9223372036854775807) == [0, 2, 3, 4, 5]
# run: between([1, 2, 3, 4, 5], -9223372036854775808, 3) == [1, 2, 3, 0, 0]
# run: between([1, 2, 3, 4, 5], -9223372036854775808, 9223372036854775807) == [1, 2, 3, 4, 5]
# run: wrapped([1, 2, 3, 4, 5], 9223372036854775807) == [0, 2, 3, 4, 5]
# run: wrapped([1, 2, 3, 4, 5], 2) == [1, 2, 3, 0, 0]
# run: rows([[1, 2, 3], [4, 5, 6]], 4611686018427387904) == [[1, 2, 3], [4, 5, 6]]
# run: rows([[1, 2, 3], [4, 5, 6]], 1) == [[1, -2, -3], [4, -5, -6]]
# run: counted([1, 2, 3, 4], 9223372036854775807) == 10
# run: counted([1, 2, 3, 4], 3) == 6

#! Indices that are compared with numbers of any size: no loop is cut short where a sum of them could wrap.

pub fn below(x: i64[n], b: i64) -> i64[n] = for i in 0..n: if i < b { x[i] } else { -x[i] };
pub fn from(x: i64[n], b: i64) -> i64[n] = for i in 0..n: if i >= b { x[i] } else { -x[i] };
pub fn between(x: i64[n], a: i64, b: i64) -> i64[n] = for i in 0..n: if i >= a and i < b { x[i] } else { 0 };
pub fn wrapped(x: i64[n], a: i64) -> i64[n] = for i in 0..n: if i + a < 5 { x[i] } else { 0 };
pub fn rows(x: i64[n, m], b: i64) -> i64[n, m] = for i in 0..n, j in 0..m: if j < b { x[i, j] } else { -x[i, j] };
pub fn counted(x: i64[n], b: i64) -> i64 = sum(for i in 0..n: if i < b { x[i] } else { 0 });
