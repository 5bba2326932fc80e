# run: chosen(true, 1, 2.5) == (1, 2.5, [1, 2])
# run: chosen(false, 1, 2.5) == (-1, -2.5, [0, 0])
# run: lanes([1.0, -4.0, nan], [true, false, true]) == [1.0, 2.0, 0.0]
# run: deep(0) == 0
# run: deep(7) == 3
# run: deep(-7) == 1
# run: first_of([5, 6], 1) == 6
# run: first_of([5, 6], 9) == 5
# run: logic([1, 2, 3], 5) == (false, true)
# run: tuples(true) == (1, 2.0)
# run: where_of([1, 2, 3], 2) == [0, 2, 0]

#! Conditions as values: of arrays, of tuples, nested, short-circuit.

pub fn chosen(c: bool, a: i64, b: f64) -> (i64, f64, i64[2]) = (if c { a } else { -a }, if c { b } else { -b }, if c { [1, 2] } else { [0, 0] });
fn f(x: f64, c: bool) -> f64 = if x > 0 and c { x } else if not c { sqrt(-x) } else { 0.0 };
pub fn lanes(x: f64[n], c: bool[n]) -> f64[n] = f(x, c);
pub fn deep(x: i64) -> i64 = if x == 0 { 0 } else { if x < 0 { 1 } else { if x > 5 { 3 } else { 2 } } };
pub fn first_of(x: i64[n], i: i64) -> i64 = if i < n and x[i] > 0 { x[i] } else { x[0] };
pub fn logic(x: i64[n], i: i64) -> (bool, bool) = (i < n and x[i] > 0, i >= n or x[i] > 0);
pub fn tuples(c: bool) -> (i64, f64) { let (a, b) = if c { (1, 2.0) } else { (0, 0.0) }; (a, b) }
pub fn where_of(x: i64[n], v: i64) -> i64[n] = where(x == v, x, 0);
