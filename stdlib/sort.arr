#! Sorting.
#!
#! Radix sort by bytes, from the lowest: n steps for each byte of the element type, whatever the data, and equal elements
#! keep their order. Floats are sorted by an integer that has their order: -0.0 before +0.0 (as in `min`), NaN last, as
#! in NumPy. Short rows are sorted by insertion, a byte that all elements share is passed over.

## The elements of an axis from the smallest to the largest; NaN last, -0.0 before +0.0. n steps for each byte of the type.
## Example: sort([3, 1, 2]) == [1, 2, 3]
pub fn sort<T: real>(x: T[n]) -> T[n] {
    let sorted = sort_keys(order_key(x));
    from_order_key(sorted, T(0))
}
## All that are false, then all that are true.
pub fn sort(x: bool[n]) -> bool[n] = bool(sort(u8(x)));

## The indices that sort an axis: `x[argsort(x)]` is `sort(x)`. Equal elements keep their order; NaN last, -0.0 before +0.0.
## Example: argsort([30, 10, 20]) == [1, 2, 0]
pub fn argsort<T: real>(x: T[n]) -> i64[n] = argsort_keys(order_key(x));
## The indices that sort an axis.
pub fn argsort(x: bool[n]) -> i64[n] = argsort(u8(x));

## The elements of an axis in an order in which the one at place k is that of the sorted axis, those before it are not larger
## and those behind it not smaller; NaN counts as largest. About n steps, a square of them at worst. Fails if k is outside.
## Example: partition([30, 10, 50, 20, 40], 2)[2] == 30
pub fn partition<T: real>(x: T[n], k: i64) -> T[n] {
    assert k >= 0 and k < n, "the place of a partition is inside";
    from_order_key(partition_keys(order_key(x), k), T(0))
}

# An unsigned integer with the same order.
fn order_key<T: u8 | u16 | u32 | u64>(x: T) -> T = x;
fn order_key(x: i8) -> u8 = u8(x) ^ 0x80;
fn order_key(x: i16) -> u16 = u16(x) ^ 0x8000;
fn order_key(x: i32) -> u32 = u32(x) ^ 0x80000000;
fn order_key(x: i64) -> u64 = u64(x) ^ 0x8000000000000000;
fn order_key(x: f32) -> u32 {
    let b = bits(x);
    where(x != x, 0xffffffff, where(b >> 31 != 0, ~b, b | 0x80000000))
}
fn order_key(x: f64) -> u64 {
    let b = bits(x);
    where(x != x, 0xffffffffffffffff, where(b >> 63 != 0, ~b, b | 0x8000000000000000))
}
fn order_key<T: f16 | bf16>(x: T) -> u32 = order_key(f32(x));

# The element of a key; the second argument says of which type.
fn from_order_key<T: u8 | u16 | u32 | u64>(key: T, _like: T) -> T = key;
fn from_order_key(key: u8, _like: i8) -> i8 = i8(key ^ 0x80);
fn from_order_key(key: u16, _like: i16) -> i16 = i16(key ^ 0x8000);
fn from_order_key(key: u32, _like: i32) -> i32 = i32(key ^ 0x80000000);
fn from_order_key(key: u64, _like: i64) -> i64 = i64(key ^ 0x8000000000000000);
fn from_order_key(key: u32, _like: f32) -> f32 = from_bits(where(key >> 31 != 0, key ^ 0x80000000, ~key));
fn from_order_key<T: f16 | bf16>(key: u32, _like: T) -> T = T(from_order_key(key, f32(0)));
fn from_order_key(key: u64, _like: f64) -> f64 =
    from_bits(where(key >> 63 != 0, key ^ 0x8000000000000000, ~key));

fn bytes_of(_x: u8) -> i64 = 1;
fn bytes_of(_x: u16) -> i64 = 2;
fn bytes_of(_x: u32) -> i64 = 4;
fn bytes_of(_x: u64) -> i64 = 8;

fn sort_keys<T: uint>(x: T[n]) -> T[n] {
    var a = x;
    if n <= 48 {
        loop i in 1..n {
            let v = x[i];
            var j = i;
            while j > 0 and a[max(j - 1, 0)] > v {
                a[j] = a[j - 1];
                j -= 1;
            }
            a[j] = v;
        }
    } else {
        loop byte in 0..bytes_of(T(0)) {
            let shift = T(8 * byte);
            let (start, mixed) = byte_starts(a, shift);
            if mixed {
                var at = start;
                var b = T[n](0);
                loop i in 0..n {
                    let digit = i64((a[i] >> shift) & 255);
                    b[at[digit]] = a[i];
                    at[digit] += 1;
                }
                a = b;
            }
        }
    }
    a
}

fn argsort_keys<T: uint>(x: T[n]) -> i64[n] {
    var order = for i in 0..n: i;
    if n <= 48 {
        loop i in 1..n {
            let v = x[i];
            var j = i;
            while j > 0 and x[order[max(j - 1, 0)]] > v {
                order[j] = order[j - 1];
                j -= 1;
            }
            order[j] = i;
        }
    } else {
        var a = x;
        loop byte in 0..bytes_of(T(0)) {
            let shift = T(8 * byte);
            let (start, mixed) = byte_starts(a, shift);
            if mixed {
                var at = start;
                var b = T[n](0);
                var next = i64[n](0);
                loop i in 0..n {
                    let digit = i64((a[i] >> shift) & 255);
                    let place = at[digit];
                    b[place] = a[i];
                    next[place] = order[i];
                    at[digit] = place + 1;
                }
                a = b;
                order = next;
            }
        }
    }
    order
}

# Hoare's selection: the part that holds place k is parted again and again, around the middle one of three of its elements.
fn partition_keys<T: uint>(x: T[n], k: i64) -> T[n] {
    var a = x;
    var (low, high) = (0, n - 1);
    while low < high {
        let (first, middle, last) = (a[low], a[low + (high - low) // 2], a[high]);
        let pivot = max(min(first, middle), min(max(first, middle), last));
        var (i, j) = (low, high);
        while i <= j {
            while a[i] < pivot { i += 1; }
            while a[j] > pivot { j -= 1; }
            if i <= j {
                (a[i], a[j]) = (a[j], a[i]);
                i += 1;
                j -= 1;
            }
        }
        if k <= j {
            high = j;
        } else if k >= i {
            low = i;
        } else {
            break;
        }
    }
    a
}

# Where the keys with each byte begin in the sorted array, and whether there are several bytes.
fn byte_starts<T: uint>(a: T[n], shift: T) -> (start: i64[256], mixed: bool) {
    var count = i64[256](0);
    loop i in 0..n {
        count[i64((a[i] >> shift) & 255)] += 1;
    }
    (start = cumsum(count) - count, mixed = max(count) < n)
}
