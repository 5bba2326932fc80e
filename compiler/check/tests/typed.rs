//! What the typed program says outright.

use crate::common::expect;

#[test]
fn the_leftmost_product_fuses() {
    expect(
        "fn f(a: f64, b: f64, c: f64, d: f64) -> f64 = a * b + c * d;",
        "fn f.f64.f64.f64.f64(a.0: f64, b.1: f64, c.2: f64, d.3: f64) -> f64 {
            fma(a.0, b.1, mul(c.2, d.3))
        }",
    );
    expect(
        "fn f(a: f64, b: f64, c: f64) -> f64 = c - -(a * b);",
        "fn f.f64.f64.f64(a.0: f64, b.1: f64, c.2: f64) -> f64 {
            fma(neg(neg(a.0)), b.1, c.2)
        }",
    );
    expect(
        "fn f(a: f64, c: f64) -> f64 { var s = c; s -= a ** 2; s }",
        "fn f.f64.f64(a.0: f64, c.1: f64) -> f64 {
            let s.2: f64 = c.1
            s.2 = fma(neg(a.0), a.0, s.2)
            s.2
        }",
    );
}

#[test]
fn products_behind_let_conversion_or_integers_do_not_fuse() {
    expect(
        "fn f(a: f64, b: f64, c: f64) -> f64 { let p = a * b; p + c }",
        "fn f.f64.f64.f64(a.0: f64, b.1: f64, c.2: f64) -> f64 {
            let p.3: f64 = mul(a.0, b.1)
            add(p.3, c.2)
        }",
    );
    expect(
        "fn f(a: f32, c: f64, n: i64) -> f64 = a * a + c;",
        "fn f.f32.f64.i64(a.0: f32, c.1: f64, n.2: i64) -> f64 {
            add(f64(mul(a.0, a.0)), c.1)
        }",
    );
    expect(
        "fn f(a: i64, b: i64) -> i64 = a * b + 1;",
        "fn f.i64.i64(a.0: i64, b.1: i64) -> i64 {
            add(mul(a.0, b.1), 1:i64)
        }",
    );
}

#[test]
fn a_product_of_another_shape_fuses_in_the_frame_of_its_sum() {
    expect(
        "fn f(a: f64[n], b: f64, c: f64[m, n]) -> f64[m, n] = c + a * b;",
        "fn f.f64.f64.f64(a.0: f64[n.3], b.1: f64, c.2: f64[m.4, n.3]) -> f64[m.4, n.3] {
            fma[m.4, n.3](a.0@1, b.1, c.2@0,1)
        }",
    );
}

#[test]
fn literals_that_become_floats_late_fuse_too() {
    expect(
        "fn f(c: bool) -> f32 = (if c { 1 } else { 2 }) * 3 + 4;",
        "fn f.bool(c.0: bool) -> f32 {
            fma(if c.0 {
                1.0:f32
            } else {
                2.0:f32
            }, 3.0:f32, 4.0:f32)
        }",
    );
}

#[test]
fn the_form_of_a_reduction_follows_the_source() {
    expect(
        "fn f(a: f64[n, n]) -> f64[n] = for i: sum(for j: a[i, j]) + sum(a[i]) + sum(for j in 0..n: a[0, j] * 2);",
        "fn f.f64(a.0: f64[n.1, n.1]) -> f64[n.1] {
            (for i.2 from 0 times n.1: add(add(reduce.add.loop(0; (for j.3 from 0 times n.1: a.0[i.2, j.3])), \
             reduce.add(0; a.0[i.2, from 0 by 1 times n.1])), \
             reduce.add.fma(0; (for j.4 from 0 times n.1: mul(a.0[size(0), j.4], 2.0:f64)))))
        }",
    );
}

#[test]
fn indices_count_from_the_end_by_their_sign_as_written() {
    expect(
        "fn f(x: f64[n], k: i64) -> f64 = x[-1] + x[-k] + x[-1; wrap] + x[0 - k];",
        "fn f.f64.i64(x.0: f64[n.2], k.1: i64) -> f64 {
            add(add(add(x.0[sub(size(n.2), 1:i64)], x.0[sub(size(n.2), k.1)]), x.0[size(-1) wrap]), x.0[sub(0:i64, k.1)])
        }",
    );
}

#[test]
fn what_is_used_twice_is_bound_first() {
    expect(
        "fn f(x: f64[n], i: i32) -> f64[n] { var y = x; y[i + 1] += 1; y }",
        "fn f.f64.i32(x.0: f64[n.2], i.1: i32) -> f64[n.2] {
            let y.3: f64[n.2] = x.0
            let $index.4: i64 = i64(add(i.1, 1:i32))
            y.3[$index.4] = add(y.3[$index.4], 1.0:f64)
            y.3
        }",
    );
}

#[test]
fn calls_say_their_sizes_and_frames() {
    expect(
        "fn g(x: f64[n], k: i64) -> f64[k] where n >= k = x[:k];\nfn f(x: f64[a, b]) -> f64[a, b - 1] = g(x, b - 1);",
        "fn g.f64.i64(x.0: f64[n.2], k.1: i64) -> f64[k.1] where n.2 ge k.1 {
            x.0[from 0 by 1 times k.1]
        }
        fn f.f64(x.0: f64[a.1, b.2]) -> f64[a.1, b.2 - 1] {
            assert ge(size(b.2), size(b.2 - 1)), \"n >= k\"
            g.f64.i64<b.2>[a.1](x.0@0, size(b.2 - 1))
        }",
    );
}

#[test]
fn constraints_that_are_not_plain_are_asserted_before_the_call() {
    expect(
        "fn g(x: f64[n]) -> f64 where n >= 3 = x[2];\nfn f(x: f64[a]) -> f64 = g(x);",
        "fn g.f64(x.0: f64[n.1]) -> f64 where n.1 ge 3 {
            x.0[size(2)]
        }
        fn f.f64(x.0: f64[a.1]) -> f64 {
            assert ge(size(a.1), size(3)), \"n >= 3\"
            g.f64<a.1>(x.0)
        }",
    );
}

#[test]
fn and_is_lazy_where_its_right_side_may_fail() {
    expect(
        "fn f(x: f64[n], i: i64) -> bool = i < n and x[i] > 0;",
        "fn f.f64.i64(x.0: f64[n.2], i.1: i64) -> bool {
            if lt(i.1, n.2) {
                gt(x.0[i.1], 0.0:f64)
            } else {
                false
            }
        }",
    );
    expect(
        "fn f(i: i64) -> bool = i < 1 and i > 0;",
        "fn f.i64(i.0: i64) -> bool {
            and(lt(i.0, 1:i64), gt(i.0, 0:i64))
        }",
    );
}

#[test]
fn exported_instances_are_named_by_what_differs() {
    expect(
        "pub fn f<T: f32 | f64>(x: T, n: i64) -> T = x;\npub fn g(x: u8) -> u8 = x;",
        "pub fn f_f32(x.0: f32, n.1: i64) -> f32 {
            x.0
        }
        pub fn f_f64(x.0: f64, n.1: i64) -> f64 {
            x.0
        }
        pub fn g(x.0: u8) -> u8 {
            x.0
        }",
    );
}
