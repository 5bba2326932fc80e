pub fn f(x: f64[n]) -> f64 {
    let a = ;
    let b = x[0] +* 2.0;
    let c = unknown(a);
    var 3d = 1.0;
    b
}
