#! Roots.

## Cube root, with the sign of x. Maximum error 0.85 ULP.
pub fn cbrt(x: f32) -> f32 {
    let a = abs(x);
    let denormal = a < 1.1754944e-38;
    let i = bits(where(denormal, a * 16777216.0, a));
    # a = m * 2**(3 * k), m in [1/2, 4): j is the exponent field modulo 3, third the rest.
    let field = i >> 23;
    let third = (field * 171) >> 9;
    let j = field - third * 3;
    let g = from_bits((i & 0x7fffff) | 0x3f800000);
    let m = from_bits((i & 0x7fffff) | ((j + 126) << 23));
    let p = (((-0.010594009 * g + 0.08604566) * g - 0.30054182) * g + 0.7181175) * g + 0.5069814;
    let guess = p * where(j == 0, 0.7937005, where(j == 1, 1.0, 1.259921));
    # One step of Halley's method from a guess whose square is exact (as in FreeBSD's cbrt).
    let t = from_bits(bits(guess) & 0xfffff000);
    let r = m / (t * t);
    let root = t + t * ((r - t) / (2.0 * t + r));
    let y = root * from_bits((third + 85) << 23) * where(denormal, 0.00390625, 1.0);
    where(a > 0.0 and a < inf, copysign(y, x), x)
}

## sqrt(x**2 + y**2) without overflow on the way. Maximum error 0.87 ULP.
pub fn hypot(x: f32, y: f32) -> f32 {
    let swap = abs(y) > abs(x);
    let long = where(swap, abs(y), abs(x));
    let short = where(swap, abs(x), abs(y));
    # Away from overflow and underflow.
    let large = long > 1e18;
    let small = long < 1e-16;
    let scale: f32 = where(large, 7.888609052210118e-31, where(small, 1.2676506002282294e30, 1.0));
    let back: f32 = where(large, 1.2676506002282294e30, where(small, 7.888609052210118e-31, 1.0));
    let a = long * scale;
    let b = short * scale;
    # The squares are exact, from halves, and so is the sum of their high parts: s plus a rest.
    let ah = from_bits(bits(a) & 0xfffff000);
    let bh = from_bits(bits(b) & 0xfffff000);
    let high = ah * ah;
    let low = bh * bh;
    let s = high + low;
    let rest = ((high - s) + low) + ((a - ah) * (a + ah) + (b - bh) * (b + bh));
    let r = sqrt(s + rest);
    where(abs(x) == inf or abs(y) == inf, inf, r * back)
}

## Cube root, with the sign of x. Maximum error 0.85 ULP.
pub fn cbrt(x: f64) -> f64 {
    let a = abs(x);
    let denormal = a < 2.2250738585072014e-308;
    let i = bits(where(denormal, a * 18014398509481984.0, a));
    # a = m * 2**(3 * k), m in [1, 8): j is the exponent field modulo 3, third the rest.
    let field = i >> 52;
    let third = (field * 21846) >> 16;
    let j = field - third * 3;
    let g = from_bits((i & 0xfffffffffffff) | 0x3ff0000000000000);
    let m = from_bits((i & 0xfffffffffffff) | ((j + 1023) << 52));
    let g2 = g * g;
    let p0 = ((-0.0028567825652326797 * g2 - 0.14440699129776502) * g2 - 0.6661106520494233) * g2
        + 0.4471409483386845;
    let p1 = (0.03088268365678662 * g2 + 0.3852701126360976) * g2 + 0.950080839237256;
    let p = p1 * g + p0;
    let guess = p * where(j == 0, 1.0, where(j == 1, 1.2599210498948732, 1.5874010519681994));
    # One step of Halley's method from a guess whose square is exact (as in FreeBSD's cbrt).
    let t = from_bits(bits(guess) & 0xfffffffff8000000);
    let r = m / (t * t);
    let root = t + t * ((r - t) / (2.0 * t + r));
    let y = root * from_bits((third + 682) << 52) * where(denormal, 3.814697265625e-06, 1.0);
    where(a > 0.0 and a < inf, copysign(y, x), x)
}

## sqrt(x**2 + y**2) without overflow on the way. Maximum error 0.87 ULP.
pub fn hypot(x: f64, y: f64) -> f64 {
    let swap = abs(y) > abs(x);
    let long = where(swap, abs(y), abs(x));
    let short = where(swap, abs(x), abs(y));
    # Away from overflow and underflow.
    let large = long > 1e150;
    let small = long < 1e-140;
    let scale: f64 = where(large, 2.409919865102884e-181, where(small, 4.149515568880993e180, 1.0));
    let back: f64 = where(large, 4.149515568880993e180, where(small, 2.409919865102884e-181, 1.0));
    let a = long * scale;
    let b = short * scale;
    # The squares are exact, from halves, and so is the sum of their high parts: s plus a rest.
    let ah = from_bits(bits(a) & 0xfffffffff8000000);
    let bh = from_bits(bits(b) & 0xfffffffff8000000);
    let high = ah * ah;
    let low = bh * bh;
    let s = high + low;
    let rest = ((high - s) + low) + ((a - ah) * (a + ah) + (b - bh) * (b + bh));
    let r = sqrt(s + rest);
    where(abs(x) == inf or abs(y) == inf, inf, r * back)
}
