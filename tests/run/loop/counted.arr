# run: factorial(5) == 120
# run: factorial(0) == 1
# run: factorial(-4) == 1
# run: evens(7) == 12
# run: countdown(5) == 54321
# run: inclusive(3) == 6
# run: fibonacci(10) == 55

#! `loop` with its ranges.

pub fn factorial(n: i64) -> i64 { var p = 1; loop i in 1..=n { p *= i; } p }
pub fn evens(n: i64) -> i64 { var s = 0; loop i in 0..n by 2 { s += i; } s }
pub fn countdown(n: i64) -> i64 { var s = 0; loop i in n..0 by -1 { s = 10 * s + i; } s }
pub fn inclusive(n: i64) -> i64 { var s = 0; loop i in 0..=n { s += i; } s }
pub fn fibonacci(n: i64) -> i64 {
    var a = 0;
    var b = 1;
    loop i in 0..n {
        let c = a + b;
        a = b;
        b = c;
    }
    a
}
