# A tuple of tuples of tuples has very many parts.
pub fn f(x: f64) -> f64 {
    let a1 = (x, x);
    let a2 = (a1, a1);
    let a3 = (a2, a2);
    let a4 = (a3, a3);
    let a5 = (a4, a4);
    let a6 = (a5, a5);
    let a7 = (a6, a6);
    let a8 = (a7, a7);
    let a9 = (a8, a8);
    let a10 = (a9, a9);
    x
}
