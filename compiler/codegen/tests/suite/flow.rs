//! Control flow, accesses, masks, checks, storage and parallel loops.

use abi::Status;
use codegen::{Emit, Options, compile};
use loops::{Level, Target};

use crate::jit::{Jit, Record, at, levels, parse};

/// Runs the only kernel of a text at every level; `slots` makes fresh arguments, `check` looks at them afterwards.
fn run<T>(text: &str, mut fresh: impl FnMut() -> (Vec<i64>, T), mut check: impl FnMut(Record, &T)) {
    let program = parse(text);
    for level in levels() {
        let jit = Jit::new(&program, level);
        let (slots, memory) = fresh();
        let record = jit.call(&program.kernels[0].name, &slots);
        check(record, &memory);
    }
}

fn count_up(n: usize) -> Vec<f64> {
    (0..n).map(|i| i as f64).collect()
}

#[test]
fn loops_registers_and_branches() {
    // The sum of the even numbers below n, minus the odd ones.
    let text = "kernel f {
        param scalar %n.0: i64
        param result &out.0
        buffer &out.0: i64 output class 0
        register $s.0: i64
        for %i.1 in 0..%n.0 serial {
            %r.2: i64 = mod %i.1, 2:i64
            %even.3: bool = eq %r.2, 0:i64
            %s.4: i64 = get $s.0
            if %even.3 {
                %a.5: i64 = add %s.4, %i.1
                set $s.0 = %a.5
            } else {
                %b.6: i64 = sub %s.4, %i.1
                set $s.0 = %b.6
            }
        }
        %t.7: i64 = get $s.0
        store &out.0[0] = %t.7
    }";
    for (n, sum) in [(-3, 0), (0, 0), (1, 0), (2, -1), (5, 2), (6, -3)] {
        let fresh = || {
            let mut out = Box::new([99i64]);
            (vec![n, at(out.as_mut_slice())], out)
        };
        run(text, fresh, |record, out| assert_eq!((record.status, out[0]), (0, sum)));
    }
}

#[test]
fn a_while_loop_runs_its_test_first() {
    // Steps of Collatz' rule until 1.
    let text = "kernel f {
        param scalar %n.0: i64
        param result &out.0
        buffer &out.0: i64 output class 0
        register $x.0: i64
        register $steps.1: i64
        set $x.0 = %n.0
        while {
            %x.1: i64 = get $x.0
            %more.2: bool = ne %x.1, 1:i64
        } holds %more.2 {
            %x.3: i64 = get $x.0
            %r.4: i64 = mod %x.3, 2:i64
            %odd.5: bool = eq %r.4, 1:i64
            %half.6: i64 = floordiv %x.3, 2:i64
            %up.7: i64 = index 3 * %x.3 + 1
            %next.8: i64 = select %odd.5, %up.7, %half.6
            set $x.0 = %next.8
            %steps.9: i64 = get $steps.1
            %s.10: i64 = add %steps.9, 1:i64
            set $steps.1 = %s.10
        }
        %t.11: i64 = get $steps.1
        store &out.0[0] = %t.11
    }";
    for (n, steps) in [(1, 0), (6, 8), (27, 111)] {
        let fresh = || {
            let mut out = Box::new([99i64]);
            (vec![n, at(out.as_mut_slice())], out)
        };
        run(text, fresh, |record, out| assert_eq!((record.status, out[0]), (0, steps)));
    }
}

/// Whole vectors, then a masked remainder; strided, reversed and gathered loads, a scatter.
const LANES: &str = "kernel f {
    param scalar %n.0: i64
    param scalar %step.1: i64
    param array &x.0 [%e.2] [%s.3]
    param array &y.1 [%e.4] [%s.5]
    buffer &x.0: f64 input class 0
    buffer &y.1: f64 output class 1
    for %i.6 in 0..((%n.0 + 7) // (8)) serial {
        %rest.7: i64 = index %n.0 - 8 * %i.6
        %m.8: boolx8 = firstlanes %rest.7, 8
        %a.9: f64x8 = load &x.0[8 * %i.6; lanes] mask %m.8
        %b.10: f64x8 = load &x.0[8 * %step.1 * %i.6; step %step.1] mask %m.8
        %c.11: f64x8 = load &x.0[%n.0 - 1 - 8 * %i.6; step -1:i64] mask %m.8
        %k.12: i64x8 = iota i64, 8
        %kk.13: i64x8 = mul %k.12, %k.12
        %kept.14: i64x8 = select %m.8, %kk.13, 0:i64
        %d.15: f64x8 = load &x.0[0; offsets %kept.14] mask %m.8
        %ab.16: f64x8 = fma %a.9, 1000.0:f64, %b.10
        %cd.17: f64x8 = fma %c.11, 0.001:f64, %d.15
        %sum.18: f64x8 = add %ab.16, %cd.17
        store &y.1[8 * %i.6; lanes] = %sum.18 mask %m.8
    }
}";

#[test]
fn masked_accesses_touch_only_active_lanes() {
    for n in [0usize, 1, 7, 8, 9, 21] {
        let fresh = || {
            // Exactly as long as the largest index that an active lane may touch.
            let mut x = count_up((2 * n).max(50));
            let mut y = vec![-1.0; n + 1];
            (vec![n as i64, 2, at(&mut x), 0, 1, at(&mut y), 0, 1], (x, y))
        };
        run(LANES, fresh, |record, (_, y)| {
            assert_eq!(record.status, 0);
            for (i, &value) in y[..n].iter().enumerate() {
                let k = i % 8;
                let expected = (i * 1000 + 2 * i + k * k) as f64 + (n - 1 - i) as f64 * 0.001;
                assert!((value - expected).abs() < 1e-9, "n {n}, element {i}: {value}, not {expected}");
            }
            assert_eq!(y[n], -1.0);
        });
    }
}

#[test]
fn unmasked_strided_reversed_and_scattered_accesses() {
    let text = "kernel f {
        param scalar %step.0: i64
        param array &x.0 [%e.1] [%s.2]
        param array &y.1 [%e.3] [%s.4]
        param array &z.2 [%e.5] [%s.6]
        buffer &x.0: f32 input class 0
        buffer &y.1: f32 output class 1
        buffer &z.2: bool output class 2
        %a.7: f32x8 = load &x.0[1; step %step.0]
        store &y.1[7; step -1:i64] = %a.7
        store &y.1[8; step %step.0] = %a.7
        %b.8: f32x8 = load &x.0[30; step -1:i64]
        store &y.1[40; lanes] = %b.8
        %same.9: i64x8 = splat 3:i64, 8
        store &y.1[50; offsets %same.9] = %b.8
        %big.10: boolx8 = gt %b.8, 26.0:f32
        store &z.2[0; lanes] = %big.10
        %back.11: boolx8 = load &z.2[0; lanes]
        %none.12: boolx8 = not %back.11
        store &z.2[15; step -1:i64] = %none.12
    }";
    let fresh = || {
        let mut x: Vec<f32> = (0..40).map(|i| i as f32).collect();
        let mut y = vec![0f32; 60];
        let mut z = vec![9u8; 16];
        (vec![3, at(&mut x), 0, 1, at(&mut y), 0, 1, at(&mut z), 0, 1], (x, y, z))
    };
    run(text, fresh, |_, (_, y, z)| {
        assert_eq!(y[..8], [22.0, 19.0, 16.0, 13.0, 10.0, 7.0, 4.0, 1.0]);
        assert_eq!((y[8], y[11], y[29]), (1.0, 4.0, 22.0));
        assert_eq!((y[40], y[47]), (30.0, 23.0));
        // The last lane wins.
        assert_eq!(y[53], 23.0);
        assert_eq!(z[..], [1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0]);
    });
}

#[test]
fn lanes_are_combined_shuffled_and_asked() {
    let text = "kernel f {
        param array &x.0 [%e.1] [%s.2]
        param array &y.1 [%e.3] [%s.4]
        buffer &x.0: f64 input class 0
        buffer &y.1: f64 output class 1
        %a.7: f64x4 = load &x.0[0; lanes]
        %sum.8: f64 = foldlanes add, %a.7
        store &y.1[0] = %sum.8
        %least.9: f64 = foldlanes min, %a.7
        store &y.1[1] = %least.9
        %big.10: boolx4 = gt %a.7, 1.5:f64
        %any.11: bool = any %big.10
        %all.12: bool = all %big.10
        %first.13: f64 = firstactive %a.7, %big.10
        store &y.1[2] = %first.13
        %anyf.14: f64 = convert f64, %any.11
        %allf.15: f64 = convert f64, %all.12
        store &y.1[3] = %anyf.14
        store &y.1[4] = %allf.15
        %none.16: boolx4 = gt %a.7, 100.0:f64
        %zero.17: f64 = firstactive %a.7, %none.16
        store &y.1[5] = %zero.17
        %mixed.18: f64x8 = shuffle %a.7, %a.7, [3, 2, 1, 0, 4, 4, 7, 7]
        store &y.1[8; lanes] = %mixed.18
        %third.19: f64 = extract %a.7, 2
        store &y.1[6] = %third.19
    }";
    let fresh = || {
        let mut x = vec![0.5, 1.0, 2.0, 4.0];
        let mut y = vec![0.0; 16];
        (vec![at(&mut x), 0, 1, at(&mut y), 0, 1], (x, y))
    };
    run(text, fresh, |_, (_, y)| {
        assert_eq!(y[..7], [7.5, 0.5, 2.0, 1.0, 0.0, 0.5, 2.0]);
        assert_eq!(y[8..], [4.0, 2.0, 1.0, 0.5, 0.5, 0.5, 4.0, 4.0]);
    });
}

/// A masked `while`: each lane counts how often it can be halved.
#[test]
fn lanes_leave_a_masked_loop_one_by_one() {
    let text = "kernel f {
        param array &x.0 [%e.1] [%s.2]
        param array &y.1 [%e.3] [%s.4]
        buffer &x.0: i32 input class 0
        buffer &y.1: i32 output class 1
        register $x.0: i32x8
        register $n.1: i32x8
        register $active.2: boolx8
        %a.7: i32x8 = load &x.0[0; lanes]
        set $x.0 = %a.7
        set $n.1 = 0:i32
        set $active.2 = true
        while {
            %x.8: i32x8 = get $x.0
            %r.9: i32x8 = mod %x.8, 2:i32
            %even.10: boolx8 = eq %r.9, 0:i32
            %was.11: boolx8 = get $active.2
            %now.12: boolx8 = and %was.11, %even.10
            set $active.2 = %now.12
            %more.13: bool = any %now.12
        } holds %more.13 {
            %m.14: boolx8 = get $active.2
            %x.15: i32x8 = get $x.0
            %half.16: i32x8 = floordiv %x.15, 2:i32
            set $x.0 = %half.16 mask %m.14
            %n.17: i32x8 = get $n.1
            %up.18: i32x8 = add %n.17, 1:i32
            set $n.1 = %up.18 mask %m.14
        }
        %n.19: i32x8 = get $n.1
        store &y.1[0; lanes] = %n.19
    }";
    let fresh = || {
        let mut x = vec![1, 2, 12, -16, 7, 1024, -1, 6];
        let mut y = vec![0i32; 8];
        (vec![at(&mut x), 0, 1, at(&mut y), 0, 1], (x, y))
    };
    run(text, fresh, |_, (_, y)| assert_eq!(y[..], [0, 1, 2, 4, 0, 10, 0, 1]));
}

#[test]
fn a_failing_check_says_which_lane_and_ends_the_kernel() {
    let text = "kernel f {
        param scalar %n.0: i64
        param array &x.0 [%e.1] [%s.2]
        param array &y.1 [%e.3] [%s.4]
        buffer &x.0: i64 input class 0
        buffer &y.1: i64 output class 1
        site0 Bounds \"index {0} is outside the axis of `y`, which has {1} elements\"
        %m.5: boolx8 = firstlanes %n.0, 8
        %i.6: i64x8 = load &x.0[0; lanes] mask %m.5
        %ok.7: boolx8 = lt %i.6, 10:i64
        check %ok.7 site0 (%i.6, 10:i64) mask %m.5
        %one.8: i64x8 = splat 1:i64, 8
        store &y.1[0; offsets %i.6] = %one.8 mask %m.5
    }";
    for n in [3, 8] {
        let fresh = || {
            let mut x = vec![3i64, 1, 9, 4, 5, 12, 2, 77];
            let mut y = vec![0i64; 10];
            (vec![n, at(&mut x), 0, 1, at(&mut y), 0, 1], (x, y))
        };
        run(text, fresh, |record, (_, y)| {
            if n == 3 {
                assert_eq!((record.status, record.failures.len()), (0, 0));
                assert_eq!(y[..], [0, 1, 0, 1, 0, 0, 0, 0, 0, 1]);
            } else {
                assert_eq!(record.status, Status::Bounds as i32);
                let message = "f: index 12 is outside the axis of `y`, which has 10 elements (:0:0)";
                assert_eq!(record.failures, [message]);
                assert_eq!(y[..], [0; 10]);
            }
        });
    }
}

#[test]
fn inactive_lanes_may_divide_by_zero() {
    let text = "kernel f {
        param scalar %d.0: i64
        param array &x.0 [%e.1] [%s.2]
        param array &y.1 [%e.3] [%s.4]
        buffer &x.0: i64 input class 0
        buffer &y.1: i64 output class 1
        %a.5: i64x4 = load &x.0[0; lanes]
        %q.6: i64x4 = floordiv 100:i64, %a.5
        %m.7: boolx4 = ne %a.5, 0:i64
        store &y.1[0; lanes] = %q.6 mask %m.7
        %uniform.8: i64 = mod 100:i64, %d.0
        %h.9: i64 = index ((%d.0 + 5) // (%d.0))
        %odd.10: i64 = add %uniform.8, %h.9
        %never.11: bool = ne %d.0, 0:i64
        if %never.11 {
            store &y.1[4] = %odd.10
        }
    }";
    let fresh = || {
        let mut x = vec![0i64, 7, -7, 0];
        let mut y = vec![5i64; 5];
        (vec![0, at(&mut x), 0, 1, at(&mut y), 0, 1], (x, y))
    };
    run(text, fresh, |record, (_, y)| {
        assert_eq!((record.status, &y[..]), (0, &[5, 14, -15, 5, 5][..]));
    });
}

/// Sweeps `y = x shifted`, `swap x y`, with temporaries of the arena.
const SWEEPS: &str = "kernel f {
    param scalar %n.0: i64
    param scalar %steps.1: i64
    param array &x.0 [%e.2] [%s.3]
    param array &y.1 [%e.4] [%s.5]
    buffer &x.0: f64 input class 0
    buffer &y.1: f64 output class 1
    buffer &a.2: f64 arena class 2
    buffer &b.3: f64 arena class 2
    buffer &c.4: f64 arena class 3
    alloc &a.2, %n.0
    alloc &b.3, %n.0
    for %i.6 in 0..%n.0 serial {
        %v.7: f64 = load &x.0[%i.6]
        store &a.2[%i.6] = %v.7
    }
    for %t.8 in 0..%steps.1 serial {
        alloc &c.4, %n.0 * %n.0
        for %i.9 in 0..%n.0 serial {
            %j.10: i64 = index %i.9 + 1 - %n.0 * ((%i.9 + 1) // (%n.0))
            %v.11: f64 = load &a.2[%j.10]
            store &c.4[%i.9] = %v.11
        }
        for %i.12 in 0..%n.0 serial {
            %v.13: f64 = load &c.4[%i.12]
            store &b.3[%i.12] = %v.13
        }
        swap &a.2, &b.3
    }
    for %i.14 in 0..%n.0 serial {
        %v.15: f64 = load &a.2[%i.14]
        store &y.1[%i.14] = %v.15
    }
}";

fn sweep_arguments(n: usize, steps: i64) -> (Vec<i64>, (Vec<f64>, Vec<f64>)) {
    let (mut x, mut y) = (count_up(n), vec![-1.0; n]);
    (vec![n as i64, steps, at(&mut x), 0, 1, at(&mut y), 0, 1], (x, y))
}

#[test]
fn buffers_are_allocated_swapped_and_given_back() {
    for steps in [0, 1, 2, 5] {
        run(
            SWEEPS,
            || sweep_arguments(6, steps),
            |record, (_, y)| {
                let expected: Vec<f64> = (0..6).map(|i| ((i + steps) % 6) as f64).collect();
                assert_eq!((record.status, y), (0, &expected));
                // Each step gives back what it has allocated.
                assert_eq!((record.live.len(), record.peak), (2, if steps == 0 { 2 } else { 3 }));
            },
        );
    }
}

#[test]
fn memory_that_was_exchanged_outlives_its_block() {
    // Each step allocates `b`, fills it from `a` and exchanges the two.
    let text = "kernel f {
        param scalar %n.0: i64
        param array &y.0 [%e.1] [%s.2]
        buffer &y.0: i64 output class 0
        buffer &a.1: i64 arena class 1
        buffer &b.2: i64 arena class 1
        alloc &a.1, 4
        store &a.1[0] = 1:i64
        for %t.3 in 0..%n.0 serial {
            alloc &b.2, 4
            %x.4: i64 = load &a.1[0]
            %x.5: i64 = mul 3:i64, %x.4
            store &b.2[0] = %x.5
            swap &a.1, &b.2
        }
        %x.6: i64 = load &a.1[0]
        store &y.0[0] = %x.6
    }";
    let fresh = || {
        let mut y = vec![0i64];
        (vec![5, at(&mut y), 0, 1], y)
    };
    run(text, fresh, |record, y| assert_eq!((record.status, y[0], record.live.len()), (0, 243, 6)));
}

#[test]
fn memory_that_is_refused_is_an_error() {
    let program = parse(SWEEPS);
    for level in levels() {
        let jit = Jit::new(&program, level);
        let (slots, memory) = sweep_arguments(6, 1);
        let record = jit.call_with("f", &slots, 100);
        assert_eq!(
            (record.status, &record.failures[..]),
            (Status::Memory as i32, &["memory".to_owned()][..])
        );
        assert!(memory.1.iter().all(|value| *value == -1.0));
    }
}

#[test]
fn an_extent_beyond_counting_is_refused() {
    let text = "kernel f {
        param scalar %n.0: i64
        buffer &a.0: f64 arena class 0
        alloc &a.0, %n.0 * %n.0
        store &a.0[0] = 1.0:f64
    }";
    for (n, status) in [(3, 0), (1 << 31, 5), (1 << 32, 5), (3_037_000_500, 5), (i64::MAX, 5)] {
        run(text, || (vec![n], ()), |record, ()| assert_eq!(record.status, status, "n {n}"));
    }
}

/// A parallel loop that uses values, registers and buffers of every kind from outside.
const CAPTURING: &str = "kernel f {
        param scalar %n.0: i64
        param scalar %flag.1: bool
        param array &x.0 [%e.2] [%s.3]
        param array &y.1 [%e.4] [%s.5]
        buffer &x.0: f64 input class 0
        buffer &y.1: f64 output class 1
        buffer &shared.2: f64 stack(4) class 2
        buffer &own.3: f64 stack(2) class 3
        buffer &table.4: f64 constant [10.0:f64, 20.0:f64] class 4
        buffer &row.5: f64 arena class 5
        register $scale.0: f64
        register $local.1: f64
        site0 Assert \"{0} is too much\"
        set $scale.0 = 3.0:f64
        %v.6: f64x4 = splat 0.5:f64, 4
        %m.7: boolx4 = gt %v.6, 1.0:f64
        store &shared.2[1] = 7.0:f64
        for %i.8 in 2..%n.0 parallel(3) {
            alloc &row.5, %n.0
            %r.9: i64 = mod %i.8, 2:i64
            store &own.3[%r.9] = 1.0:f64
            %x.10: f64 = load &x.0[%i.8]
            %k.11: f64 = get $scale.0
            %t.12: f64 = load &table.4[%r.9]
            %p.13: f64 = fma %x.10, %k.11, %t.12
            %s.14: f64 = load &shared.2[1]
            %q.15: f64 = add %p.13, %s.14
            set $local.1 = %q.15
            %w.16: f64 = extract %v.6, 3
            %any.17: bool = any %m.7
            %no.18: bool = or %any.17, %flag.1
            if %no.18 {
                set $local.1 = 0.0:f64
            }
            %l.19: f64 = get $local.1
            %z.20: f64 = add %l.19, %w.16
            store &row.5[%i.8] = %z.20
            %again.21: f64 = load &row.5[%i.8]
            %ok.22: bool = lt %i.8, 20:i64
            check %ok.22 site0 (%i.8)
            store &y.1[%i.8] = %again.21
        }
    }";

#[test]
fn a_parallel_body_captures_what_it_needs() {
    for n in [0usize, 2, 3, 12, 25] {
        let fresh = || {
            let (mut x, mut y) = (count_up(n.max(1)), vec![-1.0; n.max(1)]);
            (vec![n as i64, 0, at(&mut x), 0, 1, at(&mut y), 0, 1], (x, y))
        };
        run(CAPTURING, fresh, |record, (_, y)| {
            if n <= 2 {
                assert_eq!((record.status, record.parallel.len()), (0, 0));
                return;
            }
            // A single part is called where it stands.
            let extent = n as i64 - 2;
            assert_eq!(record.parallel, if extent > 3 { vec![(extent, 3)] } else { Vec::new() });
            if n == 25 {
                assert_eq!(record.status, Status::Assert as i32);
                assert_eq!(record.failures.len(), 1);
                return;
            }
            assert_eq!((record.status, record.live.len(), record.peak), (0, 0, 1));
            assert_eq!(y[..2], [-1.0, -1.0]);
            for (i, value) in y.iter().enumerate().skip(2) {
                assert_eq!(*value, 3.0 * i as f64 + if i % 2 == 0 { 10.0 } else { 20.0 } + 7.5);
            }
        });
    }
}

#[test]
fn a_lifted_scalar_function_may_write_over_its_parameter() {
    let text = "kernel f {
        param frame %n.0
        param framed &x.0
        param framed &y.1
        buffer &x.0: f64 input class 0
        buffer &y.1: f64 output class 1
        for %i.1 in 0..%n.0 serial {
            %a.2: f64 = load &x.0[%i.1]
            %b.3: f64 = mul %a.2, %a.2
            store &y.1[%i.1] = %b.3
        }
    }";
    let fresh = || {
        let mut x = count_up(9);
        let pointer = at(&mut x);
        (vec![9, pointer, 1, pointer, 1], x)
    };
    run(text, fresh, |_, x| assert_eq!((x[0], x[3], x[8]), (0.0, 9.0, 64.0)));
}

#[test]
fn the_same_program_gives_the_same_bytes() {
    for level in Level::ALL {
        let options = Options { emit: Emit::Object, ..Options::new(Target::of(level)) };
        let mut sources = base::SourceMap::default();
        sources.add("kernel.arr", "fn f(x) =\n  x\n");
        let once = || compile(&parse(SWEEPS), &options, &sources).expect("compiles").bytes;
        assert_eq!(once(), once());
    }
}
