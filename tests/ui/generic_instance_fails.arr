pub fn half<T: num>(x: T) -> T = x / 2;
