# run: f(1) == -90298
# run: f(2) == -133194
# run: f(3) == -37806
# run: f(7) == -510959
# run: f(8) == -1633122
# run: f(15) == -5114265
# run: f(16) == -2840476
# run: f(17) == 2959776
# run: f(31) == 23587728
# run: f(33) == -4915987
# run: f(63) == -2798089
# run: f(64) == 107674713
# run: f(65) == 99617763
# run: f(100) == -197361637
# run: f(255) == 582037813
# run: f(257) == -64879887
# run: f(1000) == 1826231780
# run: f(4099) == 1400867588

#! Elementwise loops of many lengths, remainders included.

fn digest(x: i64[n]) -> i64 = sum(for i: (i % 101 + 1) * x[i]);
fn value(i: i64) -> i64 = (i * 7919 + 104729) % 1009 - 500;
pub fn f(n: i64) -> i64 {
    let x = for i in 0..n: value(i);
    digest(3 * x - x[::-1] * x)
}
