# expect: array reduces 2; loops vector yes

#! Three passes over a row: its maximum, the sum, the quotients.

pub fn softmax(x: f32[n]) -> f32[n]
where n >= 1 {
    let e = exp(x - max(x));
    e / sum(e)
}
