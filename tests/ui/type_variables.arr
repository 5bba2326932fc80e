fn d<T: foo>(x: T) -> T = x;
fn e<T: float | int>(x: T) -> T = x + 1;
fn g<T: float, T: int>(x: T) -> T = x;
