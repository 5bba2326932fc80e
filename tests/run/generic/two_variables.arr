# run: scatter_add_i32([0, 2, 0], [1.5, 2.5, 4.0], 3) == [5.5, 0.0, 2.5]
# run: scatter_add_u8([2, 2, 2], [1.5, 2.5, 4.0], 3) == [0.0, 0.0, 8.0]
# fails: scatter_add_i32([0, -1, 0], [1.5, 2.5, 4.0], 3) status Bounds
# run: pick_u8([10.0, 20.0], [1, 1, 0]) == [20.0, 20.0, 10.0]
# run: pick_i64([10.0, 20.0], [1, 1, 0]) == [20.0, 20.0, 10.0]

#! Two type variables in one signature.

fn scatter<I: int, T: num>(at: I[n], value: T[n], k: i64) -> T[k] {
    var out = T[k](0);
    out[at] += value;
    out
}
pub fn scatter_add<I: i32 | u8>(at: I[n], value: f64[n], k: i64) -> f64[k] = scatter(at, value, k);
pub fn pick<I: u8 | i64>(x: f32[n], at: I[k]) -> f32[k] = x[at];
