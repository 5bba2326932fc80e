# run: down([[1, 5], [4, 2]]) == [1, 2]
# run: across([[1, 5], [4, 2]]) == [5, 4]
# fails: down(empty(0, 2)) status Shape
# run: down(empty(0, 0)) == empty(0)
# run: across(empty(0, 2)) == empty(0)
# fails: across(empty(2, 0)) status Shape

#! Minimum and maximum along an axis; where there are no cells, nothing fails.

pub fn down(x: i32[n, m]) -> i32[m] = min(x, axis = 0);
pub fn across(x: i32[n, m]) -> i32[n] = max(x, axis = 1);
