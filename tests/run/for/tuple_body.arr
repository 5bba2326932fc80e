# run: both([1.0, 4.0, 9.0]) == ([1.0, 2.0, 3.0], [2.0, 5.0, 10.0])
# run: both(empty(0)) == (empty(0), empty(0))

#! An array of tuples is a tuple of arrays.

pub fn both(x: f64[n]) -> (f64[n], f64[n]) = for i: (sqrt(x[i]), x[i] + 1.0);
