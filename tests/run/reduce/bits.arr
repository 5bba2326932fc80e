# run: parity([1, 2, 4, 7, 1]) == (1, 7, 0)
# run: parity([]) == (0, 0, 255)
# run: loops([1, 2, 4, 7, 1]) == (1, 7, 0)
# run: loops([]) == (0, 0, 255)
# run: odd([true, false, true, true]) == (true, false)

#! Operators on bits, as reductions and as loops.

pub fn parity(x: u8[n]) -> (u8, u8, u8) =
    (reduce(|a, b| a ^ b, 0u8, x), reduce(|a, b| b | a, 0u8, x), reduce(|a, b| a & b, 255u8, x));

pub fn loops(x: u8[n]) -> (u8, u8, u8) {
    var (odd, some, every) = (0u8, 0u8, 255u8);
    loop i in 0..n {
        odd ^= x[i];
        some |= x[i];
        every &= x[i];
    }
    (odd, some, every)
}

pub fn odd(x: bool[n]) -> (bool, bool) = (reduce(|a, b| a ^ b, false, x), reduce(|a, b| a & b, true, x));
