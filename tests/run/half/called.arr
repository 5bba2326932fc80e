#! A function that is called rather than put in its place, by loops over elements of several widths: what a loop keeps in
#! registers outlives the call.
# run: halves(full(3.0, 37)) == full(2.0, 37)
# run: brain_halves(full(3.0, 37)) == full(2.0, 37)
# run: brain_halves([172.0, -1.0, 0.0, -0.0, nan, inf, 4.0, 5.0, 6.0]) == [inf, nan, inf, -inf, nan, inf, 6.0, 24.0, 120.0]
# run: singles(full(3.0, 37)) == full(2.0, 37)
# run: scaled(full(3.0, 37), 2.5) == full(5.0, 37)

pub fn halves(x: f16[n]) -> f16[n] = gamma(x);
pub fn brain_halves(x: bf16[n]) -> bf16[n] = gamma(x);
pub fn singles(x: f32[n]) -> f32[n] = gamma(x);
pub fn scaled(x: bf16[n], k: f32) -> bf16[n] = bf16(k * gamma(f32(x)));
