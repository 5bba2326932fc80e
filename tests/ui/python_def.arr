def square(x: f64) -> f64 {
    return x * x;
}
