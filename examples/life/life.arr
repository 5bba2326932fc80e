#! Conway's Game of Life on a torus.

## One generation. `; wrap` says what an index outside the board means.
pub fn life(board: u8[h, w]) -> u8[h, w] = for i, j: {
    let around = sum(for di in -1..=1, dj in -1..=1: board[i + di, j + dj; wrap], as = u8) - board[i, j];
    if around == 3 or (around == 2 and board[i, j] == 1) { 1 } else { 0 }
};

## `steps` generations.
pub fn evolve(board: u8[h, w], steps: i64) -> u8[h, w] {
    var now = board;
    loop t in 0..steps { now = life(now); }
    now
}
