pub fn f<T: number>(x: T) -> T = x;
