# run: mixed(2.0) == (7.0, 7.0, 7.0, 8.0)
# run: chosen([1.0, 2.0], 3.0) == [4.0, 5.0]
# run: of_axis([1, 2], 1) == 3
# run: piped(3.0) == 10.0

#! Arguments by the names of the parameters, in any order, behind those without a name.

fn line(x: f64, slope: f64, offset: f64) -> f64 = offset + slope * x;
pub fn mixed(x: f64) -> (f64, f64, f64, f64) = (
    line(x, 3.0, offset = 1.0),
    line(x, offset = 1.0, slope = 3.0),
    line(slope = 3.0, x = x, offset = 1),
    line(x, offset = 2.0, slope = 3),
);

fn add(x: f64, y: f64) -> f64 = x + y;
fn add(x: f64[n], f: fn(f64) -> f64) -> f64[n] = f(x);
pub fn chosen(x: f64[n], k: f64) -> f64[n] = add(x, f = |v| v + k);

fn along(x: i64[n], axis: i64) -> i64 = x[axis] + 1;
pub fn of_axis(x: i64[n], k: i64) -> i64 = along(x, axis = k);

pub fn piped(x: f64) -> f64 = x |> line(offset = 1.0, slope = 3.0);
