#! Sorting.
#!
#! Radix sort by bytes, and equal elements keep their order. Floats are sorted by an integer that has their order: -0.0 before
#! +0.0 (as in `min`), NaN last, as in NumPy. Of 64 bits the upper 32 of those that differ are looked at, and what they leave out of
#! order is moved by insertion, if that is little; otherwise all are looked at. Short rows are sorted by insertion.

## The elements of an axis from the smallest to the largest; NaN last, -0.0 before +0.0. Steps in proportion to n.
## Example: sort([3, 1, 2]) == [1, 2, 3]
pub fn sort<T: real>(x: T[n]) -> T[n] {
    let sorted = sort_keys(order_key(x));
    from_order_key(sorted, T(0))
}
## All that are false, then all that are true.
pub fn sort(x: bool[n]) -> bool[n] = bool(sort(u8(x)));

## The indices that sort an axis: `x[argsort(x)]` is `sort(x)`. Equal elements keep their order; NaN last, -0.0 before +0.0.
## Fails for more than 2**32 elements.
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

fn bits_of(_x: u8) -> i64 = 8;
fn bits_of(_x: u16) -> i64 = 16;
fn bits_of(_x: u32) -> i64 = 32;
fn bits_of(_x: u64) -> i64 = 64;

fn sort_keys(x: u8[n]) -> u8[n] {
    var a = x;
    if n <= 48 {
        let _ = mend(inout a);
    } else if count(x[1:] >= x[:-1]) < n - 1 {
        var count = i64[256](0);
        loop i in 0..n { count[i64(x[i])] += 1; }
        var start = 0;
        loop value in 0..256 {
            let end = start + count[value];
            a[start:end] = u8(value);
            start = end;
        }
    }
    a
}
fn sort_keys<T: u16 | u32 | u64>(x: T[n]) -> T[n] {
    var a = x;
    let long = n > 48 and count(x[1:] >= x[:-1]) < n - 1;
    if bits_of(T(0)) < 64 {
        if long { sort_by_bytes(inout a, 0, bits_of(T(0))); }
        if n <= 48 { let _ = mend(inout a); }
    } else {
        var low = if long { lowest_bit(x) } else { 0 };
        var next = 0;
        while low < 64 {
            if long { sort_by_bytes(inout a, low, 32); }
            let mended = mend(inout a);
            low = if mended { 64 } else { next };
            next += 32;
        }
    }
    a
}

fn argsort_keys(x: u8[n]) -> i64[n] {
    var count = i64[256](0);
    loop i in 0..n { count[i64(x[i])] += 1; }
    var at = cumsum(count) - count;
    var order = i64[n](0);
    loop i in 0..n {
        let place = at[i64(x[i])];
        order[place] = i;
        at[i64(x[i])] = place + 1;
    }
    order
}
fn argsort_keys<T: u16 | u32>(x: T[n]) -> i64[n] {
    let key = for i: u64(x[i]) << 32 | u64(i);
    var a = key;
    assert n <= 4294967296, "an array to be sorted has at most 2**32 elements";
    if n <= 48 {
        let _ = mend(inout a);
    } else if count(x[1:] >= x[:-1]) < n - 1 {
        sort_by_bytes(inout a, 32, bits_of(T(0)));
    }
    i64(a & 0xffffffff)
}
fn argsort_keys(x: u64[n]) -> i64[n] {
    assert n <= 4294967296, "an array to be sorted has at most 2**32 elements";
    let long = n > 48 and count(x[1:] >= x[:-1]) < n - 1;
    var order = arange(n);
    var low = if long { lowest_bit(x) } else { 0 };
    var next = 0;
    while low < 64 {
        if long { order = order_by_half(x, order, low); }
        let mended = mend_order(x, inout order);
        low = if mended { 64 } else { next };
        next += 32;
    }
    order
}

# The lowest of the upper 32 bits in which elements differ.
fn lowest_bit<T: uint>(x: T[n]) -> i64 =
    max(32 - i64(leading_zeros(u64(reduce(|a, b| a | b, 0, x ^ x[0])))), 0);

# The order in which 32 bits, from bit `low` on, are sorted, and those that are alike stand as in `order`.
fn order_by_half(x: u64[n], order: i64[n], low: i64) -> i64[n] {
    var a = for i: (x[order[i]] >> u64(low)) << 32 | u64(order[i]);
    sort_by_bytes(inout a, 32, 32);
    i64(a & 0xffffffff)
}

# By 16 bits or 32, from bit `low` on: two bytes at a time, so that they end where they began.
fn sort_by_bytes<T: uint>(inout a: T[n], low: i64, bits: i64) {
    var b = T[n](0);
    loop pair in 0..bits // 16 {
        let shift = T(low + 16 * pair);
        var lower = i64[256](0);
        var upper = i64[256](0);
        loop i in 0..n {
            let v = a[i] >> shift;
            lower[i64(v & 255)] += 1;
            upper[i64((v >> 8) & 255)] += 1;
        }
        scatter_byte(a, inout b, lower, shift);
        scatter_byte(b, inout a, upper, shift + 8);
    }
}

# One pass by the byte from bit `shift` on, of which `count` says how often each is there.
fn scatter_byte<T: uint>(x: T[n], inout y: T[n], count: i64[256], shift: T) {
    var at = cumsum(count) - count;
    loop i in 0..n {
        let byte = i64((x[i] >> shift) & 255);
        let place = at[byte];
        y[place] = x[i];
        at[byte] = place + 1;
    }
}

# Insertion, for rows that are short or nearly sorted; whether they are in order after so many moves.
fn mend<T: uint>(inout a: T[n]) -> bool {
    var left = 4 * n + 3000;
    loop i in 1..n {
        let v = a[i];
        if a[i - 1] > v {
            var j = i;
            while j > 0 and left > 0 and a[max(j - 1, 0)] > v {
                a[j] = a[j - 1];
                j -= 1;
                left -= 1;
            }
            a[j] = v;
        }
    }
    left > 0
}
fn mend_order(x: u64[n], inout order: i64[n]) -> bool {
    var left = 4 * n + 3000;
    loop i in 1..n {
        let (at, v) = (order[i], x[order[i]]);
        if x[order[i - 1]] > v {
            var j = i;
            while j > 0 and left > 0 and x[order[max(j - 1, 0)]] > v {
                order[j] = order[j - 1];
                j -= 1;
                left -= 1;
            }
            order[j] = at;
        }
    }
    left > 0
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
