pub fn over_time(x: f64[time, lat]) -> f64[lat] = mean(x, axis = time);
