# run: shapes([1.0, 2.0], true) == (2.0, 4.0)
# run: shapes([1.0, 2.0], false) == (0.0, 0.0)
# run: narrow([256, 3, 0]) == (3, 259)

#! Masks that differ only in the type of what they convert or fill are different masks.

pub fn shapes(x: f64[n], on: bool) -> (f64, f64) =
    (sum(f64[n](1)[bool[n](on)]), sum(f64[n, n](1)[bool[n, n](on)]));
pub fn narrow(x: i64[n]) -> (i64, i64) = (sum(x[bool(u8(x))]), sum(x[bool(x)]));
