#! Layer normalisation of each row.

fn row(x: f32[n], gamma: f32[n], beta: f32[n], eps: f32) -> f32[n] {
    let mu = mean(x);
    let d = x - mu;
    let v = mean(d * d);
    d / sqrt(v + eps) * gamma + beta
}

## Each row normalised, scaled by `gamma` and shifted by `beta`.
pub fn layernorm(x: f32[rows, cols], gamma: f32[cols], beta: f32[cols], eps: f32) -> f32[rows, cols] =
    row(x, gamma, beta, eps);
