//! The evaluator's order of reductions and scans against the formulae, written out here a second time on plain floats.

use array::{ArrayValue, EvalOptions, evaluate};

use crate::common::{Random, program};

/// `reduce1` of the definition: `leaf(i, acc)` combines leaf i into the accumulator.
fn reduce1(n: usize, wide: bool, leaf: &dyn Fn(usize, f64) -> f64) -> f64 {
    let w = if wide && n > 32 { 32 } else { 1 };
    let c = if w == 32 { 16 } else { 256 };
    let mut values = Vec::new();
    for start in (0..n).step_by(w * c) {
        let mut lanes = vec![-0.0f64; w];
        for i in start..n.min(start + w * c) {
            lanes[(i - start) % w] = leaf(i, lanes[(i - start) % w]);
        }
        let mut s = w / 2;
        while s >= 1 {
            for l in 0..s {
                lanes[l] += lanes[l + s];
            }
            s /= 2;
        }
        values.push(lanes[0]);
    }
    while values.len() > 1 {
        values = values.chunks(16).map(|run| run[1..].iter().fold(run[0], |acc, x| acc + x)).collect();
    }
    values[0]
}

fn numbers(n: usize, seed: u64) -> Vec<f64> {
    let mut random = Random(seed);
    (0..n).map(|_| random.float() * 10f64.powi(random.below(7) as i32)).collect()
}

const SUMS: &str = "
func @array(%n.0: size, %x.1: f64[%n.0]) -> (f64) {
  %s.2: f64 = reduce array add [%i.3 < %n.0] {
    %e.4: f64 = index %x.1[%i.3]
    yield %e.4
  }
  yield %s.2
}
func @loop(%n.0: size, %x.1: f64[%n.0]) -> (f64) {
  %s.2: f64 = reduce loop add [%i.3 < %n.0] {
    %e.4: f64 = index %x.1[%i.3]
    yield %e.4
  }
  yield %s.2
}
func @dot(%n.0: size, %x.1: f64[%n.0]) -> (f64) {
  %s.2: f64 = reduce array sum_of_products [%i.3 < %n.0] {
    %e.4: f64 = index %x.1[%i.3]
    yield %e.4, %e.4
  }
  yield %s.2
}
func @user(%n.0: size, %x.1: f64[%n.0]) -> (f64) {
  %s.2: f64 = reduce loop user (-0.0:f64) (%a.3: f64, %b.4: f64) {
    %c.5: f64 = add %a.3, %b.4
    yield %c.5
  } [%i.6 < %n.0] {
    %e.7: f64 = index %x.1[%i.6]
    yield %e.7
  }
  yield %s.2
}
func @plane(%n.0: size, %m.1: size, %x.2: f64[%n.0, %m.1]) -> (f64, f64) {
  %s.3: f64 = reduce array add [%i.4 < %n.0, %j.5 < %m.1] {
    %e.6: f64 = index %x.2[%i.4, %j.5]
    yield %e.6
  }
  %t.7: f64 = reduce loop sum_of_products [%i.8 < %n.0, %j.9 < %m.1] {
    %e.10: f64 = index %x.2[%i.8, %j.9]
    yield %e.10, 3.0:f64
  }
  yield %s.3, %t.7
}
func @scan(%n.0: size, %x.1: f64[%n.0]) -> (f64[%n.0]) {
  %s.2: f64[%n.0] = scan add [%i.3 < %n.0] {
    %e.4: f64 = index %x.1[%i.3]
    yield %e.4
  }
  yield %s.2
}
";

fn run(function: &str, args: &[ArrayValue]) -> Vec<ArrayValue> {
    let program = program(SUMS);
    let id = program.find(function).expect("there");
    evaluate(&program, id, args, EvalOptions::default()).expect("evaluates")
}

fn bits(value: &ArrayValue) -> Vec<u64> {
    value.data.iter().map(|x| x.bits).collect()
}

#[test]
fn sums_of_vectors_follow_the_formula() {
    for n in
        [1, 2, 16, 31, 32, 33, 63, 64, 100, 256, 257, 511, 512, 513, 1000, 4096, 8192, 8193, 10_000, 70_001]
    {
        let x = numbers(n, n as u64);
        let arg = [ArrayValue::f64(&[n], &x)];
        let plain = |i: usize, acc: f64| acc + x[i];
        assert_eq!(bits(&run("array", &arg)[0]), [reduce1(n, true, &plain).to_bits()], "array form, n = {n}");
        assert_eq!(bits(&run("loop", &arg)[0]), [reduce1(n, false, &plain).to_bits()], "loop form, n = {n}");
        assert_eq!(bits(&run("user", &arg)[0]), [reduce1(n, false, &plain).to_bits()], "user, n = {n}");
        let product = |i: usize, acc: f64| x[i].mul_add(x[i], acc);
        assert_eq!(bits(&run("dot", &arg)[0]), [reduce1(n, true, &product).to_bits()], "dot, n = {n}");
    }
}

#[test]
fn several_axes_nest_unless_they_are_small() {
    for (n, m) in
        [(1, 1), (4, 8), (4, 9), (16, 16), (16, 17), (40, 3), (3, 40), (50, 600), (600, 50), (1, 700)]
    {
        let x = numbers(n * m, (n * 1000 + m) as u64);
        let results = run("plane", &[ArrayValue::f64(&[n, m], &x)]);
        let chain = |leaf: &dyn Fn(usize, f64) -> f64| (0..n * m).fold(-0.0, |acc, i| leaf(i, acc));
        let plain = |i: usize, acc: f64| acc + x[i];
        let row = |i: usize, acc: f64| acc + reduce1(m, true, &|j, acc| plain(i * m + j, acc));
        let expected = if n * m <= 32 { chain(&plain) } else { reduce1(n, true, &row) };
        assert_eq!(bits(&results[0]), [expected.to_bits()], "array form, {n} by {m}");
        let product = |i: usize, acc: f64| x[i].mul_add(3.0, acc);
        let row = |i: usize, acc: f64| acc + reduce1(m, false, &|j, acc| product(i * m + j, acc));
        let expected = if n * m <= 256 { chain(&product) } else { reduce1(n, false, &row) };
        assert_eq!(bits(&results[1]), [expected.to_bits()], "loop form, {n} by {m}");
    }
}

/// Recursively: the right half is the left half's last value combined with the right half.
fn sklansky(x: &[f64]) -> Vec<f64> {
    if x.len() <= 1 {
        return x.to_vec();
    }
    let (left, right) = x.split_at(x.len() / 2);
    let (mut left, right) = (sklansky(left), sklansky(right));
    let last = left[left.len() - 1];
    left.extend(right.iter().map(|r| last + r));
    left
}

#[test]
fn scans_follow_the_formula() {
    for n in [0usize, 1, 15, 16, 17, 40, 4095, 4096, 4097, 9000] {
        let x = numbers(n, n as u64);
        let mut expected = Vec::new();
        let mut s = -0.0f64;
        for chunk in x.chunks(4096) {
            let mut c = -0.0f64;
            for group in chunk.chunks(16) {
                // Missing leaves do not change the prefixes before them.
                let mut whole = group.to_vec();
                whole.resize(16, 0.0);
                let p = sklansky(&whole);
                expected.extend(p[..group.len()].iter().map(|p| s + (c + p)));
                c += p[group.len() - 1];
            }
            s += c;
        }
        let expected: Vec<u64> = expected.iter().map(|x: &f64| x.to_bits()).collect();
        assert_eq!(bits(&run("scan", &[ArrayValue::f64(&[n], &x)])[0]), expected, "n = {n}");
    }
}

#[test]
fn nothing_sums_to_positive_zero_and_negative_zeros_stay() {
    assert_eq!(bits(&run("array", &[ArrayValue::f64(&[0], &[])])[0]), [0.0f64.to_bits()]);
    assert_eq!(bits(&run("dot", &[ArrayValue::f64(&[0], &[])])[0]), [0.0f64.to_bits()]);
    assert_eq!(bits(&run("array", &[ArrayValue::f64(&[2], &[-0.0, -0.0])])[0]), [(-0.0f64).to_bits()]);
    assert_eq!(bits(&run("array", &[ArrayValue::f64(&[40], &[-0.0; 40])])[0]), [(-0.0f64).to_bits()]);
}
