pub fn flag() -> bool = True;
pub fn other(x: bool) -> bool = x == False;
pub fn nothing() -> f64 = None;
