# run: life([[0, 0, 0, 0], [0, 1, 1, 1], [0, 0, 0, 0], [0, 0, 0, 0]]) == [[0, 0, 1, 0], [0, 0, 1, 0], [0, 0, 1, 0], [0, 0, 0, 0]]
# run: life([[1, 1], [1, 1]]) == [[0, 0], [0, 0]]
# run: life(empty(0, 0)) == empty(0, 0)

#! One generation of Life on a torus.

pub fn life(board: u8[h, w]) -> u8[h, w] = for i, j: {
    let around = sum(for di in -1..=1, dj in -1..=1: board[i + di, j + dj; wrap], as = u8) - board[i, j];
    if around == 3 or (around == 2 and board[i, j] == 1) { 1 } else { 0 }
};
