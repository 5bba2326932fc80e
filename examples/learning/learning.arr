#! A small neural network: one hidden layer, trained by gradient descent.

## Class probabilities: softmax of each row.
fn softmax(z: f64[k]) -> f64[k] {
    let e = exp(z - max(z));
    e / sum(e)
}

## Probabilities of the `c` classes for each sample.
pub fn predict(x: f64[n, d], w1: f64[d, h], b1: f64[h], w2: f64[h, c], b2: f64[c]) -> f64[n, c] =
    softmax(tanh(x @ w1 + b1) @ w2 + b2);

## Mean cross entropy of the predictions; `label` holds class numbers.
pub fn loss(p: f64[n, c], label: i64[n]) -> f64
where n >= 1 =
    -mean(for i in 0..n: ln(p[i, label[i]]));

## `steps` steps of gradient descent on the mean cross entropy.
pub fn train(
    x: f64[n, d],
    label: i64[n],
    w1_0: f64[d, h],
    b1_0: f64[h],
    w2_0: f64[h, c],
    b2_0: f64[c],
    rate: f64,
    steps: i64,
) -> (w1: f64[d, h], b1: f64[h], w2: f64[h, c], b2: f64[c])
where n >= 1 {
    var w1 = w1_0;
    var b1 = b1_0;
    var w2 = w2_0;
    var b2 = b2_0;
    let target = for i in 0..n, j in 0..c: f64(label[i] == j);
    loop step in 0..steps {
        let a = tanh(x @ w1 + b1);
        let g = (softmax(a @ w2 + b2) - target) / f64(n);
        let back = (g @ w2.T) * (1.0 - a * a);
        w2 = w2 - rate * (a.T @ g);
        b2 = b2 - rate * sum(g, axis = 0);
        w1 = w1 - rate * (x.T @ back);
        b1 = b1 - rate * sum(back, axis = 0);
    }
    (w1 = w1, b1 = b1, w2 = w2, b2 = b2)
}
