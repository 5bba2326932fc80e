# run: roots(-inf, nan) == (nan+infi, nan+infi)

#! The sign of a NaN does not show in a root.

pub fn roots(x: f64, y: f64) -> (c128, c128) = (sqrt(complex(x, y)), sqrt(complex(x, -y)));
