pub fn f(img: f32[h, w]) -> f32[h, w] =
    for y, x: {
        var acc = 0.0;
        acc += img[y, x];
        acc
    };
