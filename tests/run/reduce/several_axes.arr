# run: corners(iota(2, 3, 4)) == ([60.0, 92.0, 124.0], [20.0, 21.0, 22.0, 23.0], [5.5, 17.5], [[0.0, 1.0, 2.0, 3.0], [12.0, 13.0, 14.0, 15.0]])
# run: kept(iota(2, 3, 4)) == ([[[60.0], [92.0], [124.0]]], [[[276.0]]])
# run: places(iota(2, 3, 4)) == ([[2, 2, 2, 2], [2, 2, 2, 2]], [0, 0, 0])
# run: spread(iota(2, 3, 4)) ~= ([46.666666666666664, 46.666666666666664, 46.666666666666664, 46.666666666666664], [3.452052529534663, 3.452052529534663]) within 1e-14
# run: logic(iota(2, 3, 4), 11.0) == ([false, true], [false, false, false, false], [4, 4, 4])

#! Reductions over several axes at once, kept axes, positions over several axes.

pub fn corners(x: f64[a, b, c]) -> (f64[b], f64[c], f64[a], f64[a, c]) =
    (sum(x, axis = (0, 2)), max(x, axis = (0, 1)), mean(x, axis = (1, 2)), min(x, axis = -2));
pub fn kept(x: f64[a, b, c]) -> (f64[1, b, 1], f64[1, 1, 1]) =
    (sum(x, axis = (0, 2), keep = true), sum(x, keep = true));
pub fn places(x: f64[a, b, c]) -> (i64[a, c], i64[b]) = (argmax(x, axis = 1), argmin(x, axis = (0, 2)));
pub fn spread(x: f64[a, b, c]) -> (f64[c], f64[a]) = (var(x, axis = (0, 1)), std(x, axis = (1, 2)));
pub fn logic(x: f64[a, b, c], t: f64) -> (bool[a], bool[c], i64[b]) =
    (any(x > t, axis = (1, 2)), all(x > t, axis = (0, 1)), count(x > t, axis = (0, 2)));
