#! Integers as rows of bits. Counts have the type of their argument; bit 0 is the lowest.

## How many bits are 1.
## Example: popcount([7u8, 0u8]) == [3, 0]
pub fn popcount(x: u32) -> u32 {
    let a = x - ((x >> 1) & 0x55555555);
    let b = (a & 0x33333333) + ((a >> 2) & 0x33333333);
    (((b + (b >> 4)) & 0x0f0f0f0f) * 0x01010101) >> 24
}
## How many bits are 1.
pub fn popcount(x: u64) -> u64 {
    let a = x - ((x >> 1) & 0x5555555555555555);
    let b = (a & 0x3333333333333333) + ((a >> 2) & 0x3333333333333333);
    (((b + (b >> 4)) & 0x0f0f0f0f0f0f0f0f) * 0x0101010101010101) >> 56
}
## How many bits are 1.
pub fn popcount(x: u8) -> u8 {
    let a = x - ((x >> 1) & 0x55);
    let b = (a & 0x33) + ((a >> 2) & 0x33);
    (b + (b >> 4)) & 0x0f
}
## How many bits are 1.
pub fn popcount(x: u16) -> u16 = u16(popcount(u32(x)));
## How many bits are 1.
pub fn popcount(x: i8) -> i8 = i8(popcount(u8(x)));
## How many bits are 1.
pub fn popcount(x: i16) -> i16 = i16(popcount(u16(x)));
## How many bits are 1.
pub fn popcount(x: i32) -> i32 = i32(popcount(u32(x)));
## How many bits are 1.
pub fn popcount(x: i64) -> i64 = i64(popcount(u64(x)));

## How many bits above the highest 1 are 0; the width of the type if all are.
## Example: leading_zeros([1u8, 0u8]) == [7, 8]
pub fn leading_zeros<T: u8 | u16 | u32 | u64>(x: T) -> T = popcount(~spread_down(x));
## How many bits above the highest 1 are 0; the width of the type if all are.
pub fn leading_zeros(x: i8) -> i8 = i8(leading_zeros(u8(x)));
## How many bits above the highest 1 are 0; the width of the type if all are.
pub fn leading_zeros(x: i16) -> i16 = i16(leading_zeros(u16(x)));
## How many bits above the highest 1 are 0; the width of the type if all are.
pub fn leading_zeros(x: i32) -> i32 = i32(leading_zeros(u32(x)));
## How many bits above the highest 1 are 0; the width of the type if all are.
pub fn leading_zeros(x: i64) -> i64 = i64(leading_zeros(u64(x)));

## How many bits below the lowest 1 are 0; the width of the type if all are.
## Example: trailing_zeros([8u8, 0u8]) == [3, 8]
pub fn trailing_zeros<T: int>(x: T) -> T = popcount(~x & (x - 1));

## The bits k places to the left; those that leave come back on the right. k is taken modulo the width.
## Example: rotate_left(0x81u8, 1) == 0x03
pub fn rotate_left<T: u8 | u16 | u32 | u64>(x: T, k: T) -> T = (x << k) | (x >> (0 - k));
## The bits k places to the left; those that leave come back on the right.
pub fn rotate_left(x: i8, k: i8) -> i8 = i8(rotate_left(u8(x), u8(k)));
## The bits k places to the left; those that leave come back on the right.
pub fn rotate_left(x: i16, k: i16) -> i16 = i16(rotate_left(u16(x), u16(k)));
## The bits k places to the left; those that leave come back on the right.
pub fn rotate_left(x: i32, k: i32) -> i32 = i32(rotate_left(u32(x), u32(k)));
## The bits k places to the left; those that leave come back on the right.
pub fn rotate_left(x: i64, k: i64) -> i64 = i64(rotate_left(u64(x), u64(k)));

## The bits k places to the right; those that leave come back on the left. k is taken modulo the width.
## Example: rotate_right(0x81u8, 1) == 0xc0
pub fn rotate_right<T: u8 | u16 | u32 | u64>(x: T, k: T) -> T = (x >> k) | (x << (0 - k));
## The bits k places to the right; those that leave come back on the left.
pub fn rotate_right(x: i8, k: i8) -> i8 = i8(rotate_right(u8(x), u8(k)));
## The bits k places to the right; those that leave come back on the left.
pub fn rotate_right(x: i16, k: i16) -> i16 = i16(rotate_right(u16(x), u16(k)));
## The bits k places to the right; those that leave come back on the left.
pub fn rotate_right(x: i32, k: i32) -> i32 = i32(rotate_right(u32(x), u32(k)));
## The bits k places to the right; those that leave come back on the left.
pub fn rotate_right(x: i64, k: i64) -> i64 = i64(rotate_right(u64(x), u64(k)));

## The bytes in the opposite order.
## Example: byteswap(0x1234u16) == 0x3412
pub fn byteswap(x: u16) -> u16 = (x << 8) | (x >> 8);
## The bytes in the opposite order: of one byte the same.
pub fn byteswap<T: i8 | u8>(x: T) -> T = x;
## The bytes in the opposite order.
pub fn byteswap(x: u32) -> u32 = (x << 24) | ((x & 0xff00) << 8) | ((x >> 8) & 0xff00) | (x >> 24);
## The bytes in the opposite order.
pub fn byteswap(x: u64) -> u64 = (u64(byteswap(u32(x))) << 32) | u64(byteswap(u32(x >> 32)));
## The bytes in the opposite order.
pub fn byteswap(x: i16) -> i16 = i16(byteswap(u16(x)));
## The bytes in the opposite order.
pub fn byteswap(x: i32) -> i32 = i32(byteswap(u32(x)));
## The bytes in the opposite order.
pub fn byteswap(x: i64) -> i64 = i64(byteswap(u64(x)));

## Whether bit k is 1. k is taken modulo the width.
## Example: bit(5, [0, 1, 2]) == [true, false, true]
pub fn bit<T: int>(x: T, k: T) -> bool = ((x >> k) & 1) != 0;

## x with bit k set to 1. k is taken modulo the width.
## Example: set_bit(1, 2) == 5
pub fn set_bit<T: int>(x: T, k: T) -> T = x | (T(1) << k);

## x with bit k set to 0. k is taken modulo the width.
## Example: clear_bit(5, 2) == 1
pub fn clear_bit<T: int>(x: T, k: T) -> T = x & ~(T(1) << k);

# All bits below the highest 1 set.
fn spread_down(x: u8) -> u8 {
    let a = x | (x >> 1);
    let b = a | (a >> 2);
    b | (b >> 4)
}
fn spread_down(x: u16) -> u16 {
    let a = x | (x >> 1);
    let b = a | (a >> 2);
    let c = b | (b >> 4);
    c | (c >> 8)
}
fn spread_down(x: u32) -> u32 {
    let a = x | (x >> 1);
    let b = a | (a >> 2);
    let c = b | (b >> 4);
    let d = c | (c >> 8);
    d | (d >> 16)
}
fn spread_down(x: u64) -> u64 {
    let a = x | (x >> 1);
    let b = a | (a >> 2);
    let c = b | (b >> 4);
    let d = c | (c >> 8);
    let e = d | (d >> 16);
    e | (e >> 32)
}
