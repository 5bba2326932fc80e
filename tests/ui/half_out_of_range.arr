pub fn large() -> f16 = 70000;
pub fn wide() -> f16 = 1e5;
pub fn brain() -> bf16 = 1e39;
