# run: normalised([[3.0, 4.0], [6.0, 8.0]]) == [[0.6, 0.8], [0.6, 0.8]]
# run: sorted_rows([[3, 1, 2], [9, 8, 7]]) == [[1, 2, 3], [7, 8, 9]]
# run: counters([1, 2, 1], 3) == [[0, 2, 1], [0, 2, 1]]
# run: two([1.0, 2.0], [3.0, 4.0]) == (10.0, [4.0, 6.0], [0.0, 0.0])
# run: chained([1.0, 2.0]) == [9.0, 16.0]
# run: part([1.0, 2.0, 3.0]) == [1.0, 4.0, 9.0]

#! Updating functions, called for rows, one after another, on parts that are put back.

fn normal(inout x: f64[n]) { x /= norm(x); }
pub fn normalised(x: f64[m, n]) -> f64[m, n] { var y = x; normal(inout y); y }
fn order(inout x: i64[n]) { x = sort(x); }
pub fn sorted_rows(x: i64[m, n]) -> i64[m, n] { var y = x; order(inout y); y }
fn tally(inout h: i64[k], x: i64[n]) { h[x] += 1; }
pub fn counters(x: i64[n], k: i64) -> i64[2, k] { var h = i64[2, k](0); tally(inout h, x); h }
fn pour(inout a: f64[n], inout b: f64[n]) -> f64 { let s = sum(a) + sum(b); a += b; b[...] = 0.0; s }
pub fn two(a: f64[n], b: f64[n]) -> (f64, f64[n], f64[n]) { var (x, y) = (a, b); let s = pour(inout x, inout y); (s, x, y) }
fn grow(inout x: f64[n]) { x += 2.0; }
fn square(inout x: f64[n]) { x *= x; }
pub fn chained(x: f64[n]) -> f64[n] { var y = x; grow(inout y); square(inout y); y }
pub fn part(x: f64[n]) -> f64[n]
where n >= 1 { var y = x; var tail = y[1:]; square(inout tail); y[1:] = tail; y }
