import numpy as np
pub fn f(x: f64[n]) -> f64 = std(x, ddof = 1);
