# run: shadowed(1) == 12
# run: inner(3) == 16
# run: order(5) == 61

#! Blocks have scopes; a later `let` hides an earlier one.

pub fn shadowed(a: i64) -> i64 {
    let x = a + 1;
    let y = { let x = 10; x };
    x + y
}
pub fn inner(a: i64) -> i64 {
    let b = {
        let c = a * 2;
        c + 2
    };
    2 * b
}
pub fn order(a: i64) -> i64 {
    var x = a;
    let before = x;
    x = 10 * x + before + 6;
    x
}
