# run: sorted_columns([[3.0, 1.0], [2.0, 5.0], [1.0, 9.0]]) == [[1.0, 1.0], [2.0, 5.0], [3.0, 9.0]]
# run: running([[3.0, 1.0], [2.0, 5.0], [1.0, 9.0]]) == [[3.0, 1.0], [5.0, 6.0], [6.0, 15.0]]
# run: weighted([[3.0, 1.0], [2.0, 5.0], [1.0, 9.0]], [1.0, 0.0, 2.0]) == [5.0, 19.0]
# run: middle(iota(2, 3, 2)) == [[2.0, 3.0], [8.0, 9.0]]

#! `axis` moves a dimension into the core and the result's back.

fn ascending(x: f64[n]) -> f64[n] = sort(x);
pub fn sorted_columns(x: f64[n, m]) -> f64[n, m] = ascending(x, axis = 0);
fn prefix(x: f64[n]) -> f64[n] {
    var y = x;
    loop i in 1..n { y[i] += y[i - 1]; }
    y
}
pub fn running(x: f64[n, m]) -> f64[n, m] = prefix(x, axis = 0);
fn dot2(x: f64[n], w: f64[n]) -> f64 = sum(x * w);
pub fn weighted(x: f64[n, m], w: f64[n]) -> f64[m] = dot2(x, w, axis = 0);
fn centre(x: f64[n]) -> f64 = median(x);
pub fn middle(x: f64[a, b, c]) -> f64[a, c] = centre(x, axis = 1);
