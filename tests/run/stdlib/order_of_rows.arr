# run: sorted([[3.0, 1.0, 2.0], [9.0, 7.0, 8.0]]) == ([[1.0, 2.0, 3.0], [7.0, 8.0, 9.0]], [[3.0, 1.0, 2.0], [9.0, 7.0, 8.0]], [[1, 2, 0], [1, 2, 0]], [[0, 0, 0], [1, 1, 1]])
# run: found([1, 3, 5], [0, 1, 4, 9]) == ([0, 0, 2, 3], [0, 1, 2, 3])
# run: counted([0.1, 0.9, 0.5], 4) == [1, 0, 1, 1]
# run: middle([[3.0, 1.0, 2.0], [9.0, 7.0, 8.0]]) == ([2.0, 8.0], [6.0, 4.0, 5.0])
# run: unique([[1, 1, 2], [3, 3, 3]]) == [2, 1]
# run: parted([5, 1, 4, 2, 3]) == (3, 6, 15)
# run: extremes([[3.0, 1.0, 2.0], [9.0, 7.0, 8.0]]) == ([[3.0, 3.0, 3.0], [9.0, 9.0, 9.0]], [[3.0, 1.0, 2.0], [3.0, 1.0, 2.0]])
# run: ranks([10, 30, 20]) == [0, 2, 1]
# run: below([[1.0, 2.0], [3.0, 4.0]], 2.5) == [2, 0]

#! Sorting, searching and counting by rows, inside of other expressions.

pub fn sorted(x: f64[n, m]) -> (f64[n, m], f64[n, m], i64[n, m], i64[n, m]) =
    (sort(x), sort(x, axis = 0), argsort(x), argsort(x, axis = 0));
pub fn found(a: i64[n], x: i64[m]) -> (i64[m], i64[m]) = (searchsorted(a, x), searchsorted_right(a, x));
pub fn counted(x: f64[n], k: i64) -> i64[k] = histogram(x, 0.0, 1.0, k);
pub fn middle(x: f64[n, m]) -> (f64[n], f64[m]) = (median(x), median(x, axis = 0));
pub fn unique(x: i64[n, m]) -> i64[n] = count_unique(x);
pub fn parted(x: i64[n]) -> (i64, i64, i64) { let p = partition(x, 2); (p[2], sum(p[:3]), sum(p)) }
pub fn extremes(x: f64[n, m]) -> (f64[n, m], f64[n, m]) = (cummax(x), cummin(x, axis = 0));
pub fn ranks(x: i64[n]) -> i64[n] = argsort(argsort(x));
pub fn below(x: f64[n, m], v: f64) -> i64[n] = searchsorted(x, v);
