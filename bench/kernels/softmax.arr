#! Softmax of each row.

fn row(x: f32[n]) -> f32[n] {
    let e = exp(x - max(x));
    e / sum(e)
}

## Softmax of each row.
pub fn softmax(x: f32[rows, cols]) -> f32[rows, cols] = row(x);
