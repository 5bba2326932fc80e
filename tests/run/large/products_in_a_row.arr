# run: power([[1.0, 1.0], [0.0, 1.0]]) == [[1.0, 35.0], [0.0, 1.0]]
# run: power([[0.0, 0.0, 1.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]) == [[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]
# run: power(empty(0, 0)) == empty(0, 0)

#! So much code that a function is cut into several, also between places where memory is laid out.

pub fn power(x: f64[n, n]) -> f64[n, n] {
    let a0 = x;
    let a1 = a0 @ x;
    let a2 = a1 @ x;
    let a3 = a2 @ x;
    let a4 = a3 @ x;
    let a5 = a4 @ x;
    let a6 = a5 @ x;
    let a7 = a6 @ x;
    let a8 = a7 @ x;
    let a9 = a8 @ x;
    let a10 = a9 @ x;
    let a11 = a10 @ x;
    let a12 = a11 @ x;
    let a13 = a12 @ x;
    let a14 = a13 @ x;
    let a15 = a14 @ x;
    let a16 = a15 @ x;
    let a17 = a16 @ x;
    let a18 = a17 @ x;
    let a19 = a18 @ x;
    let a20 = a19 @ x;
    let a21 = a20 @ x;
    let a22 = a21 @ x;
    let a23 = a22 @ x;
    let a24 = a23 @ x;
    let a25 = a24 @ x;
    let a26 = a25 @ x;
    let a27 = a26 @ x;
    let a28 = a27 @ x;
    let a29 = a28 @ x;
    let a30 = a29 @ x;
    let a31 = a30 @ x;
    let a32 = a31 @ x;
    let a33 = a32 @ x;
    let a34 = a33 @ x;
    a34
}
