# run: pick([10, 20, 30], [2, 0, 0, 1]) == [30, 10, 10, 20]
# run: pick([10, 20, 30], empty(0)) == empty(0)
# fails: pick([10, 20, 30], [0, 3]) status Bounds "3"
# fails: pick([10, 20, 30], [0, -1]) status Bounds "-1"
# fails: pick(empty(0), [0]) status Bounds
# run: pick(empty(0), empty(0)) == empty(0)
# run: pick_grid([10, 20, 30], [[0, 1], [2, 2]]) == [[10, 20], [30, 30]]

#! Indices that are arrays.

pub fn pick(x: f64[n], idx: i32[m]) -> f64[m] = x[idx];
pub fn pick_grid(x: f64[n], idx: i64[a, b]) -> f64[a, b] = x[idx];
