# run: rotated([[1, 2, 3], [4, 5, 6]]) == [[4, 1], [5, 2], [6, 3]]
# run: spiral([[1, 2, 3], [4, 5, 6], [7, 8, 9]]) == [1, 2, 3, 6, 9, 8, 7, 4, 5]
# run: sudoku_row([5, 3, 0, 0, 7, 0, 0, 0, 0]) == [false, true, true, false, true, false, true, false, true, true]
# run: magic([[2, 7, 6], [9, 5, 1], [4, 3, 8]]) == true
# run: queens([0, 2, 4, 1, 3]) == true
# run: queens([0, 1, 2, 3, 4]) == false
# run: flood([[1, 1, 0], [0, 1, 0], [1, 0, 1]], 0, 0) == [[9, 9, 0], [0, 9, 0], [1, 0, 1]]
# run: mines([[1, 0, 0], [0, 0, 0], [0, 0, 1]]) == [[1, 1, 0], [1, 2, 1], [0, 1, 1]]

#! Puzzles on boards of bytes.

pub fn rotated(x: u8[h, w]) -> u8[w, h] = for i in 0..w, j in 0..h: x[h - 1 - j, i];
pub fn spiral(x: u8[n, n]) -> u8[n * n] {
    var out = u8[n * n](0);
    var (top, left, low, right, k) = (0, 0, n - 1, n - 1, 0);
    while top <= low and left <= right {
        loop j in left..=right { out[k] = x[top, j]; k += 1; }
        loop i in top + 1..=low { out[k] = x[i, right]; k += 1; }
        if top < low { loop j in right - 1..left - 1 by -1 { out[k] = x[low, j]; k += 1; } }
        if left < right { loop i in low - 1..top by -1 { out[k] = x[i, left]; k += 1; } }
        (top, left, low, right) = (top + 1, left + 1, low - 1, right - 1);
    }
    out
}
pub fn sudoku_row(row: u8[9]) -> bool[10] {
    var free = bool[10](true);
    free[row] = false;
    free
}
pub fn magic(x: u8[n, n]) -> bool {
    let s = sum(for i in 0..n: x[i, i]);
    all(sum(x, axis = 0) == s) and all(sum(x, axis = 1) == s) and sum(for i in 0..n: x[i, n - 1 - i]) == s
}
pub fn queens(column: i64[n]) -> bool =
    not any(for i in 0..n, j in 0..n: i < j and (column[i] == column[j] or abs(column[i] - column[j]) == j - i));
pub fn flood(x0: u8[h, w], row: i64, column: i64) -> u8[h, w] {
    var x = x0;
    let old = x[row, column];
    x[row, column] = 9;
    var changed = true;
    while changed {
        let next = for i, j:
            if x[i, j] == old and (x[i - 1, j; 0] == 9 or x[i + 1, j; 0] == 9 or x[i, j - 1; 0] == 9 or x[i, j + 1; 0] == 9) { u8(9) } else { x[i, j] };
        changed = any(next != x);
        x = next;
    }
    x
}
pub fn mines(x: u8[h, w]) -> u8[h, w] = for i in 0..h, j in 0..w: sum(for a in -1..=1, b in -1..=1: x[i + a, j + b; 0], as = u8);
