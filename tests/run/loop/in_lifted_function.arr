# run: steps([1, 2, 3, 6, 7]) == [0, 1, 7, 8, 16]
# run: steps(27) == 111

#! A loop in a function of scalars, lifted by the call.

pub fn steps(n: i64) -> i64 {
    var k = n;
    var count = 0;
    while k != 1 {
        if k % 2 == 0 { k = k // 2; } else { k = 3 * k + 1; }
        count += 1;
    }
    count
}
