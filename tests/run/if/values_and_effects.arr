# run: f(3) == (13, 6)
# run: f(-3) == (-4, -3)

#! A branch that has a value and assigns.

pub fn f(a: i64) -> (i64, i64) {
    var x = a;
    let y = if a > 0 { x *= 2; x + 7 } else { a - 1 };
    (y, x)
}
