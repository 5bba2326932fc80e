pub fn differs(a: bool, b: bool) -> bool = a == not b;
