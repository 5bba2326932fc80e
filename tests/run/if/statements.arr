# run: move_by(3, true) == 4
# run: move_by(3, false) == 2
# run: two(1) == (10, 20)
# run: two(-1) == (10, 2)
# run: nested(1, 1) == 3
# run: nested(1, 0) == 2
# run: nested(0, 1) == 0

#! Branches that assign.

pub fn move_by(a: i64, up: bool) -> i64 { var x = a; if up { x += 1; } else { x -= 1; } x }
pub fn two(a: i64) -> (i64, i64) {
    var x = 1;
    var y = 2;
    if a > 0 { x = 10; y = 20; } else { x = 10; }
    (x, y)
}
pub fn nested(a: i64, b: i64) -> i64 {
    var x = 0;
    if a > 0 {
        x += 2;
        if b > 0 { x += 1; }
    }
    x
}
