pub fn f(x: f64[time: t, lat: n]) -> f64[lat: n] = mean(x, axis = time);
