# run: steps([1.0, 1.0, 2.0], [true, false, true]) == [[0.5, 1.5, 2.5, 3.5], [0.0, 0.0, 0.0, 0.0], [0.5, 2.5, 0.0, 0.0]]

#! A loop in a branch runs for the elements that take the branch.

pub fn steps(x: f64[n], on: bool[n]) -> f64[n, 4] = for i: {
    var y = f64[4](0);
    var s = 0.5;
    var k = 0;
    if on[i] {
        while s < 4.0 { y[k] = s; s += x[i]; k += 1; }
    }
    y
};
