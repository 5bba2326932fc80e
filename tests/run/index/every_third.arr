# run: one([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74]) == [2, 5, 8, 11, 14, 17, 20, 23, 26, 29, 32, 35, 38, 41, 44, 47, 50, 53, 56, 59, 62, 65, 68, 71, 74]
# run: planes(200) == [13134, 13334, 13534]
# run: two(300) == 67500
# run: four(300) == 90000
# run: one(empty(0)) == empty(0)

#! One of several interleaved elements, up to the last one of the array.

pub fn one(x: u8[n]) -> u8[n // 3] = for i in 0..n // 3: x[3 * i + 2];

fn pixels(n: i64) -> u8[n, 3] = for i in 0..n, c in 0..3: u8(i // 3 * 2 + c & 255);
fn plane(x: u8[n, 3], c: i64) -> u16[n] where c >= 0, c < 3 = for i: u16(x[i, c]);
pub fn planes(n: i64) -> u64[3] {
    let x = pixels(n);
    for c in 0..3: sum(plane(x, c), as = u64)
}
fn every(x: f32[n]) -> f32[n // 2] = for i in 0..n // 2: x[2 * i + 1] + 0.0;
pub fn two(n: i64) -> f32 = sum(every(f32(for i in 0..n: i)) * 3.0);
fn corners(x: i32[n]) -> i32[n // 4] = for i in 0..n // 4: 2 * x[4 * i + 1] + 2 * x[4 * i + 3];
pub fn four(n: i64) -> i64 = i64(sum(corners(i32(for i in 0..n: i)))) * 2;
