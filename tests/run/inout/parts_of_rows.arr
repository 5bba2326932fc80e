# run: down([[1.0, 2.0], [3.0, 4.0]]) == [[1.0, 2.0], [1.0, 2.0]]

#! A row that becomes another row.

pub fn down(inout x: f64[n, m])
where n >= 2 { x[1] = x[0]; }
