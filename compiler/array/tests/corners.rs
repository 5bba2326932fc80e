//! The evaluator's corners: edges, positions of extremes, updates, loops that stop, errors, limits.

use abi::Status;
use array::{ArrayValue, EvalOptions, evaluate};
use base::{DType, Scalar};

use crate::common::program;

const F: f64 = f64::NAN;

fn run(text: &str, args: &[ArrayValue]) -> Result<Vec<ArrayValue>, Status> {
    run_with(text, args, EvalOptions::default())
}

fn run_with(text: &str, args: &[ArrayValue], options: EvalOptions) -> Result<Vec<ArrayValue>, Status> {
    let program = program(&format!("func @f{text}"));
    let id = program.find("f").expect("there");
    evaluate(&program, id, args, options).map_err(|error| error.status)
}

fn int(value: i64) -> ArrayValue {
    ArrayValue::scalar(Scalar::i64(value))
}

fn ints(values: &[i64]) -> ArrayValue {
    ArrayValue::ints(DType::I64, &[values.len()], values)
}

fn floats(values: &[f64]) -> ArrayValue {
    ArrayValue::f64(&[values.len()], values)
}

#[test]
fn edge_modes_bring_indices_inside() {
    let edge = |mode: &str, n: i64, indices: &[i64]| -> Vec<i64> {
        let text =
            format!("(%i.0: i64, %n.1: i64) -> (i64) {{ %k.2: i64 = edge {mode} %i.0, %n.1 yield %k.2 }}");
        indices.iter().map(|&i| run(&text, &[int(i), int(n)]).expect("inside")[0].data[0].as_i64()).collect()
    };
    assert_eq!(edge("clamp", 4, &[-9, -1, 0, 3, 4, i64::MAX]), [0, 0, 0, 3, 3, 3]);
    assert_eq!(edge("wrap", 4, &[-5, -1, 0, 3, 4, 9]), [3, 3, 0, 3, 0, 1]);
    assert_eq!(edge("mirror", 4, &[-4, -3, -2, -1, 0, 3, 4, 5, 6, 7]), [2, 3, 2, 1, 0, 3, 2, 1, 0, 1]);
    assert_eq!(edge("mirror", 1, &[-4, 0, 7]), [0, 0, 0]);
    let text = "(%n.0: i64) -> (i64) { %k.1: i64 = edge wrap 0:i64, %n.0 yield %k.1 }";
    assert_eq!(run(text, &[int(0)]), Err(Status::Bounds));
}

#[test]
fn positions_are_the_first_and_nan_comes_before_all() {
    let at = |op: &str, values: &[f64]| {
        let text = format!(
            "(%n.0: size, %x.1: f64[%n.0]) -> (i64) {{ %k.2: i64 = reduce array {op} [%i.3 < %n.0] {{
               %e.4: f64 = index %x.1[%i.3] yield %e.4 }} yield %k.2 }}"
        );
        run(&text, &[floats(values)]).map(|results| results[0].data[0].as_i64())
    };
    assert_eq!(at("argmin", &[2.0, 1.0, 1.0]), Ok(1));
    assert_eq!(at("argmax", &[2.0, 1.0, 2.0]), Ok(0));
    assert_eq!(at("argmax", &[2.0, F, 5.0, F]), Ok(1));
    assert_eq!(at("argmin", &[F, F]), Ok(0));
    assert_eq!(at("argmin", &[0.0, -0.0]), Ok(0));
    assert_eq!(at("argmin", &[]), Err(Status::Shape));
    let least = "(%n.0: size, %x.1: f64[%n.0]) -> (f64) { %k.2: f64 = reduce array min [%i.3 < %n.0] {
        %e.4: f64 = index %x.1[%i.3] yield %e.4 } yield %k.2 }";
    assert_eq!(run(least, &[floats(&[])]), Err(Status::Shape));
    assert!(
        run(least, &[floats(&[1.0, F, -3.0])]).expect("fine")[0].same(&ArrayValue::scalar(Scalar::f64(F)))
    );
}

#[test]
fn updates_see_the_old_array_and_the_last_wins() {
    let text = "(%n.0: size, %x.1: i64[%n.0], %m.2: size, %at.3: i64[%m.2]) -> (i64[%n.0], i64[%n.0]) {
      %y.4: i64[%n.0] = update %x.1[?] [%i.5 < %m.2] {
        %k.6: i64 = index %at.3[%i.5]
        %e.7: i64 = index %x.1[%k.6]
        %f.8: i64 = add %e.7, %i.5
        yield %k.6, %f.8
      }
      %z.9: i64[%n.0] = update %x.1[?] add [%i.10 < %m.2] {
        %k.11: i64 = index %at.3[%i.10]
        yield %k.11, 100:i64
      }
      yield %y.4, %z.9
    }";
    let results = run(text, &[ints(&[10, 20, 30]), ints(&[2, 0, 2])]).expect("fine");
    assert_eq!(results, [ints(&[11, 20, 32]), ints(&[110, 20, 230])]);
    assert_eq!(run(text, &[ints(&[10]), ints(&[-1])]), Err(Status::Bounds));
}

#[test]
fn loops_stop_before_and_after_an_iteration() {
    let text = "(%n.0: i64, %k.1: i64) -> (i64) {
      %r.2: i64 = loop (%s.3: i64 = 0:i64) [%t.4 < %n.0] while {
        %c.5: bool = lt %s.3, 100:i64
        yield %c.5
      } do breaks {
        %u.6: i64 = add %s.3, 7:i64
        %b.7: bool = ge %t.4, %k.1
        yield %b.7, %u.6
      }
      yield %r.2
    }";
    let result = |n, k| run(text, &[int(n), int(k)]).expect("fine")[0].data[0].as_i64();
    assert_eq!(result(-3, 9), 0);
    assert_eq!(result(5, 9), 35);
    assert_eq!(result(5, 1), 14);
    assert_eq!(result(1000, 1000), 105);
    let endless = "() -> () { loop () [] do { yield } yield }";
    let options = EvalOptions { max_steps: 1000, ..EvalOptions::default() };
    assert_eq!(run_with(endless, &[], options), Err(Status::Cancelled));
}

#[test]
fn what_is_too_large_or_empty_is_no_crash() {
    let text =
        "(%n.0: i64) -> (f64[%n.0, 3]) { %x.1: f64[%n.0, 3] = build [%i.2 < %n.0, %j.3 < 3] { yield 1.0:f64 }
        yield %x.1 }";
    assert_eq!(run(text, &[int(1 << 60)]), Err(Status::Memory));
    assert_eq!(run(text, &[int(0)]), Ok(vec![ArrayValue::f64(&[0, 3], &[])]));
    assert_eq!(run(text, &[int(-5)]), Ok(vec![ArrayValue::f64(&[0, 3], &[])]));
    let cells = "(%n.0: i64) -> (f64[%n.0, 2]) { %x.1: f64[%n.0, 2] = build [%i.2 < %n.0] {
        %c.3: f64[2] = literal f64[2] (1.0:f64, 2.0:f64) yield %c.3 } yield %x.1 }";
    assert_eq!(run(cells, &[int(0)]), Ok(vec![ArrayValue::f64(&[0, 2], &[])]));
    assert_eq!(run(cells, &[int(2)]), Ok(vec![ArrayValue::f64(&[2, 2], &[1.0, 2.0, 1.0, 2.0])]));
}

#[test]
fn arguments_are_checked_as_at_the_boundary() {
    let text = "(%n.0: size, %x.1: f64[%n.0, %n.0 + 1]) -> () where %n.0 - 2 >= 0 { yield }";
    assert_eq!(run(text, &[ArrayValue::f64(&[2, 3], &[0.0; 6])]), Ok(vec![]));
    assert_eq!(run(text, &[ArrayValue::f64(&[2, 2], &[0.0; 4])]), Err(Status::Shape));
    assert_eq!(run(text, &[ArrayValue::f64(&[1, 2], &[0.0; 2])]), Err(Status::Shape));
    assert_eq!(run(text, &[ArrayValue::f64(&[2], &[0.0; 2])]), Err(Status::Rank));
    assert_eq!(run(text, &[ints(&[1])]), Err(Status::DType));
    assert_eq!(run(text, &[]), Err(Status::Rank));
}

#[test]
fn errors_have_their_status_and_message() {
    let divide = "(%k.0: i64) -> (i64) { %q.1: i64 = floordiv 1:i64, %k.0 yield %q.1 }";
    assert_eq!(run(divide, &[int(0)]), Err(Status::Divide));
    assert_eq!(run(divide, &[int(-2)]), Ok(vec![int(-1)]));
    let text = "func @f(%k.0: i64) -> () { %c.1: bool = gt %k.0, 3:i64
        assert %c.1, 3 \"{0} is not above {1}\" (%k.0, 3:i64) yield }";
    let program = program(text);
    let id = program.find("f").expect("there");
    let error = evaluate(&program, id, &[int(2)], EvalOptions::default()).expect_err("too small");
    assert_eq!((error.status, error.message.as_str()), (Status::Assert, "2 is not above 3"));
}

#[test]
fn fma_rounds_once_or_twice_as_asked() {
    let text = "(%a.0: f64) -> (f64) { %b.1: f64 = fma %a.0, %a.0, -1.0:f64 yield %b.1 }";
    let a = 1.0 + f64::EPSILON;
    let arg = [ArrayValue::scalar(Scalar::f64(a))];
    let once = run(text, &arg).expect("fine")[0].data[0].as_f64();
    let twice = run_with(text, &arg, EvalOptions { fma: false, ..EvalOptions::default() });
    assert_eq!(once.to_bits(), a.mul_add(a, -1.0).to_bits());
    assert_eq!(twice.expect("fine")[0].data[0].as_f64().to_bits(), (a * a - 1.0).to_bits());
}
