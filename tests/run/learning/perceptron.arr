# run: layer([[1.0, 2.0], [3.0, -1.0]], [[0.5, -1.0, 2.0], [1.0, 0.25, 0.0]], [0.1, 0.2, 0.3]) ~= [[2.6, 0.0, 2.3], [0.6, 0.0, 6.3]] within 1e-14
# run: probabilities([[1.0, 2.0], [3.0, -1.0]], [[0.5, -1.0, 2.0], [1.0, 0.25, 0.0]], [0.1, 0.2, 0.3]) ~= [[0.5509363221233248, 0.04092001201234421, 0.4081436658643311], [0.003328715155999208, 0.0018268376108549083, 0.9948444472331459]] within 1e-14
# run: cross_entropy([[0.5509363221233248, 0.04092001201234421, 0.4081436658643311], [0.003328715155999208, 0.0018268376108549083, 0.9948444472331459]], [0, 2]) ~= 0.3006524664130257 within 1e-14
# run: accuracy([[0.5509363221233248, 0.04092001201234421, 0.4081436658643311], [0.003328715155999208, 0.0018268376108549083, 0.9948444472331459]], [2, 0]) == 0.0
# run: one_hot([2, 0], 3) == [[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]
# run: activations([-1.0, 0.0, 2.0]) ~= ([-0.01, 0.0, 2.0], [-0.6321205588285577, 0.0, 2.0], [-0.15865525393145707, 0.0, 1.9544997361036416]) within 1e-14

#! A layer of a neural network with its loss.

pub fn layer(x: f64[n, k], w: f64[k, m], b: f64[m]) -> f64[n, m] = max(x @ w + b, 0.0);
pub fn probabilities(x: f64[n, k], w: f64[k, m], b: f64[m]) -> f64[n, m]
where m >= 1 = softmax(layer(x, w, b));
pub fn cross_entropy(p: f64[n, k], label: i64[n]) -> f64 = -mean(for i: ln(p[i, label[i]]));
pub fn accuracy(p: f64[n, k], label: i64[n]) -> f64 = f64(count(argmax(p, axis = 1) == label)) / f64(n);
pub fn one_hot(label: i64[n], k: i64) -> f64[n, k] = f64(label[:, new] == arange(k));
fn leaky(x: f64) -> f64 = if x < 0.0 { 0.01 * x } else { x };
fn elu(x: f64) -> f64 = if x < 0.0 { expm1(x) } else { x };
fn gelu(x: f64) -> f64 = x * normal_cdf(x);
pub fn activations(x: f64[n]) -> (f64[n], f64[n], f64[n]) = (leaky(x), elu(x), gelu(x));
