# run: shifted([1.0, 2.0, 3.0, 4.0]) == [1.0, 1.0, 2.0, 3.0]
# run: pulled([1.0, 2.0, 3.0, 4.0]) == [2.0, 3.0, 4.0, 4.0]
# run: mirrored([1.0, 2.0, 3.0]) == [4.0, 4.0, 4.0]
# run: turned([[1.0, 2.0], [3.0, 4.0]]) == [[2.0, 5.0], [5.0, 8.0]]
# run: rows([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]) == [[1.0, 2.0], [4.0, 6.0], [8.0, 10.0]]
# run: permuted([10.0, 20.0, 30.0], [2, 0, 1]) == [30.0, 10.0, 20.0]
# run: twice([1.0, 2.0]) == (3.0, [4.0, 8.0])
# run: parts([1.0, 2.0, 3.0, 4.0]) == [3.0, 4.0, 1.0, 2.0]
# run: kept([1.0, 2.0]) == ([1.0, 2.0], [0.0, 0.0])

#! What is updated in place reads itself elsewhere.

pub fn shifted(inout x: f64[n]) { x[1:] = x[:-1]; }
pub fn pulled(inout x: f64[n]) { x[:-1] = x[1:]; }
pub fn mirrored(inout x: f64[n]) { x += x[::-1]; }
pub fn turned(inout x: f64[n, n]) { x += x.T; }
pub fn rows(inout x: f64[n, m]) { x[1:] += x[:-1]; }
pub fn permuted(inout x: f64[n], p: i64[n]) { x = x[p]; }
fn double(inout x: f64[n]) { x *= 2.0; }
pub fn twice(inout x: f64[n]) -> f64 { let s = sum(x); double(inout x); double(inout x); s }
pub fn parts(inout x: f64[n]) { let h = x[:n // 2]; x[:n // 2] = x[n - n // 2:]; x[n - n // 2:] = h; }
pub fn kept(inout x: f64[n]) -> f64[n] { let old = x; x[...] = 0.0; old }
