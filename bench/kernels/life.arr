#! Conway's Game of Life on a torus.

## `steps` generations.
pub fn life(grid: u8[h, w], steps: i64) -> u8[h, w] {
    var now = grid;
    loop t in 0..steps {
        now = for i, j in 0..w: {
            let around = now[i - 1, j - 1; wrap] + now[i - 1, j; wrap] + now[i - 1, j + 1; wrap]
                + now[i, j - 1; wrap] + now[i, j + 1; wrap] + now[i + 1, j - 1; wrap] + now[i + 1, j; wrap]
                + now[i + 1, j + 1; wrap];
            if around == 3 or (around == 2 and now[i, j] == 1) { 1 } else { 0 }
        };
    }
    now
}
