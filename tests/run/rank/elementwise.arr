# run: blend_0d(1.0, 3.0, 0.5) == 2.0
# run: blend_1d([1.0, 2.0], [3.0, 6.0], 0.5) == [2.0, 4.0]
# run: blend_2d([[1.0, 2.0]], [[3.0, 6.0]], 0.5) == [[2.0, 4.0]]
# run: blend_4d([[[[1.0], [2.0]]]], [[[[3.0], [6.0]]]], 0.5) == [[[[2.0], [4.0]]]]
# fails: blend_2d([[1.0, 2.0]], [[3.0], [6.0]], 0.5) status Shape
# run: normalised_f32_1d([1.0, 4.0]) == [0.25, 1.0]
# run: normalised_f64_3d([[[1.0], [4.0]]]) == [[[0.25], [1.0]]]
# run: normalised_f64_0d(-3.0) == 1.0

#! Dimensions of any number: one instance for every rank.

pub fn blend(a: f64[..s], b: f64[..s], t: f64) -> f64[..s] = a + t * (b - a);
pub fn normalised<T: f32 | f64>(x: T[..s]) -> T[..s] = x / max(x);
