# run: dilate([[0, 0, 0, 0, 0], [0, 1, 1, 1, 0], [0, 1, 0, 1, 0], [0, 1, 1, 1, 0], [0, 0, 0, 0, 0]]) == [[1, 1, 1, 1, 1], [1, 1, 1, 1, 1], [1, 1, 1, 1, 1], [1, 1, 1, 1, 1], [1, 1, 1, 1, 1]]
# run: erode([[0, 0, 0, 0, 0], [0, 1, 1, 1, 0], [0, 1, 0, 1, 0], [0, 1, 1, 1, 0], [0, 0, 0, 0, 0]]) == [[0, 0, 0, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0]]
# run: edges([[0, 0, 0, 0, 0], [0, 1, 1, 1, 0], [0, 1, 0, 1, 0], [0, 1, 1, 1, 0], [0, 0, 0, 0, 0]]) == [[1, 1, 1, 1, 1], [1, 0, 0, 0, 1], [1, 0, 1, 0, 1], [1, 0, 0, 0, 1], [1, 1, 1, 1, 1]]
# run: area([[0, 0, 0, 0, 0], [0, 1, 1, 1, 0], [0, 1, 0, 1, 0], [0, 1, 1, 1, 0], [0, 0, 0, 0, 0]]) == (8, 2, 2)

#! Binary morphology of an image of bytes.

fn around(x: u8[h, w], f: fn(u8, u8) -> u8, start: u8) -> u8[h, w] = for i in 0..h, j in 0..w: {
    var acc = start;
    loop di in -1..=1 {
        loop dj in -1..=1 { acc = f(acc, x[i + di, j + dj; 0]); }
    }
    acc
};
pub fn dilate(x: u8[h, w]) -> u8[h, w] = around(x, |a, b| max(a, b), 0);
pub fn erode(x: u8[h, w]) -> u8[h, w] = around(x, |a, b| min(a, b), 255);
pub fn edges(x: u8[h, w]) -> u8[h, w] = dilate(x) - x;

## The number of set pixels and the middle of them.
pub fn area(x: u8[h, w]) -> (n: i64, row: i64, column: i64) {
    let n = count(x != 0);
    (n = n, row = sum(for i, j: i * i64(x[i, j])) // n, column = sum(for i, j: j * i64(x[i, j])) // n)
}
