#! All shortest path lengths.

## Shortest path lengths from edge lengths.
pub fn floyd_warshall(w: f32[n, n]) -> f32[n, n] {
    var d = w;
    loop k in 0..n {
        d = for i, j: least(d[i, j], d[i, k] + d[k, j]);
    }
    d
}

fn least(a: f32, b: f32) -> f32 = if b < a { b } else { a };
