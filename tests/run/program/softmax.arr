# run: softmax([0.0, 0.0]) == [0.5, 0.5]
# run: softmax([1.0, 2.0, 3.0]) ~= [0.09003057, 0.24472848, 0.66524094] within 2e-7
# run: softmax([1000.0, 1000.0]) == [0.5, 0.5]
# run: rows([[0.0, 0.0], [5.0, 5.0]]) == [[0.5, 0.5], [0.5, 0.5]]
# run: columns([[0.0, 1.0], [0.0, 1.0]]) == [[0.5, 0.5], [0.5, 0.5]]
# fails: softmax(empty(0)) status Shape

#! Softmax of a row, of rows and of columns.

pub fn softmax(x: f32[n]) -> f32[n] {
    let e = exp(x - max(x));
    e / sum(e)
}
pub fn rows(x: f32[n, m]) -> f32[n, m] = softmax(x);
pub fn columns(x: f32[n, m]) -> f32[n, m] = softmax(x, axis = 0);
