pub fn make(n: i64) -> f32[n] = zeros(n, dtype="float32");
