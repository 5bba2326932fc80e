pub fn f(float x) -> float { x }
pub fn g(x: float, int k) -> float { x * k }
