# run: sweep([0.0, 4.0, 0.0, 8.0, 0.0], 1) == [0.0, 0.0, 6.0, 0.0, 0.0]
# run: sweep([0.0, 4.0, 0.0, 8.0, 0.0], 2) == [0.0, 3.0, 0.0, 3.0, 0.0]
# run: sweep([0.0, 4.0, 0.0, 8.0, 0.0], 0) == [0.0, 4.0, 0.0, 8.0, 0.0]

#! A stencil written in place reads the old values.

pub fn sweep(x0: f64[n], steps: i64) -> f64[n]
where n >= 2 {
    var x = x0;
    loop t in 0..steps { x[1:-1] = 0.5 * (x[:-2] + x[2:]); }
    x
}
