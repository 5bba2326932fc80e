# run: sizes(iota(3000)) == iota(3000)
# run: sizes(iota(3001)) == iota(3001)
# run: sizes(iota(3002)) == iota(3002)
# run: sizes(iota(3003)) == iota(3003)

#! Long results that begin anywhere in a line of the cache.

pub fn sizes(x: f32[n]) -> f32[n] = abs(x);
