//! Every operation on every element type, with special values, on scalars and vectors, at every level, against the
//! table of what operations mean.

use std::fmt::Write;

use base::scalar::{binary, compare, convert, fma, unary};
use base::{BinOp, CmpOp, DType, Scalar, UnOp};
use loops::{Level, Target};

use crate::jit::{Jit, at, levels, parse};

const DTYPES: [DType; 11] = [
    DType::Bool,
    DType::I8,
    DType::I16,
    DType::I32,
    DType::I64,
    DType::U8,
    DType::U16,
    DType::U32,
    DType::U64,
    DType::F32,
    DType::F64,
];

/// Lanes: a scalar, a short vector, a vector longer than any register for most types.
const LANES: [u32; 3] = [1, 4, 16];

/// One operation under test.
struct Case {
    name: String,
    /// The operation with `%a`, `%b`, `%c` in it.
    text: String,
    result: DType,
    operands: Vec<DType>,
    expected: Expected,
}

/// The result for operands at a level; none where the operation fails.
type Expected = Box<dyn Fn(&[Scalar], Level) -> Option<Scalar>>;

fn special(dtype: DType) -> Vec<Scalar> {
    if dtype == DType::Bool {
        return vec![Scalar::bool(false), Scalar::bool(true)];
    }
    if dtype.is_float() {
        let mut values =
            vec![0.0, 0.5, 0.75, 1.0, 1.5, 2.5, 3.0, 7.0, 1e-310, 127.0, 128.0, 255.0, 256.0, 1e30];
        values.extend([
            f64::INFINITY,
            65535.5,
            8_388_609.0,
            4_503_599_627_370_497.0,
            1.0 / 3.0,
            1e-40,
            1e300,
        ]);
        for bits in [7, 8, 15, 16, 31, 32, 63, 64] {
            let power = 2f64.powi(bits);
            values.extend([
                power,
                power - 1.0,
                power * (1.0 - 2f64.powi(-24)),
                power * (1.0 - 2f64.powi(-53)),
            ]);
        }
        let negative: Vec<f64> = values.iter().map(|value| -value).collect();
        values.extend(negative);
        values.push(f64::NAN);
        return values.into_iter().map(|value| Scalar::float(dtype, value)).collect();
    }
    let mut values: Vec<i64> = (-9..=9).collect();
    for bits in [6, 7, 8, 15, 16, 23, 24, 31, 32, 52, 53, 62] {
        let power = 1i64 << bits;
        values.extend([power - 1, power, power + 1, -power - 1, -power, 1 - power]);
    }
    values.extend([i64::MIN, i64::MIN + 1, i64::MAX, i64::MAX - 1, 0x0123_4567_89ab_cdef]);
    let mut values: Vec<Scalar> = values.into_iter().map(|value| Scalar::int(dtype, value)).collect();
    values.sort();
    values.dedup();
    values
}

fn case(
    name: String,
    text: String,
    result: DType,
    operands: &[DType],
    expected: impl Fn(&[Scalar], Level) -> Option<Scalar> + 'static,
) -> Case {
    Case { name, text, result, operands: operands.to_vec(), expected: Box::new(expected) }
}

fn unary_cases(cases: &mut Vec<Case>, dtype: DType) {
    for &(op, name) in UnOp::NAMES {
        let Some(result) = op.result(dtype) else { continue };
        let expected = move |x: &[Scalar], _| Some(unary(op, x[0]));
        cases.push(case(format!("{name}_{dtype}"), format!("{name} %a"), result, &[dtype], expected));
    }
    for to in DTYPES {
        let expected = move |x: &[Scalar], _| Some(convert(x[0], to));
        let text = format!("convert {}, %a", to.name());
        cases.push(case(format!("convert_{dtype}_{to}"), text, to, &[dtype], expected));
    }
}

fn binary_cases(cases: &mut Vec<Case>, dtype: DType) {
    for &(op, name) in BinOp::NAMES {
        if !op.applies(dtype) {
            continue;
        }
        let expected = move |x: &[Scalar], _| binary(op, x[0], x[1]).ok();
        cases.push(case(format!("{name}_{dtype}"), format!("{name} %a, %b"), dtype, &[dtype; 2], expected));
        if !matches!(op, BinOp::Min | BinOp::Max | BinOp::FloorDiv | BinOp::Mod) {
            continue;
        }
        // These treat constants in a way of their own.
        for (i, constant) in constants(dtype).into_iter().enumerate() {
            let right = move |x: &[Scalar], _| binary(op, x[0], constant).ok();
            let text = format!("{name} %a, {constant}");
            cases.push(case(format!("{name}_{dtype}_right{i}"), text, dtype, &[dtype], right));
            let left = move |x: &[Scalar], _| binary(op, constant, x[0]).ok();
            let text = format!("{name} {constant}, %a");
            cases.push(case(format!("{name}_{dtype}_left{i}"), text, dtype, &[dtype], left));
        }
    }
    for &(op, name) in CmpOp::NAMES {
        let expected = move |x: &[Scalar], _| Some(Scalar::bool(compare(op, x[0], x[1])));
        let (name, text) = (format!("{name}_{dtype}"), format!("{name} %a, %b"));
        cases.push(case(name, text, DType::Bool, &[dtype; 2], expected));
    }
    if dtype.is_float() {
        let expected = |x: &[Scalar], level| Some(fma(x[0], x[1], x[2], Target::of(level).fma));
        cases.push(case(format!("fma_{dtype}"), "fma %a, %b, %c".into(), dtype, &[dtype; 3], expected));
    }
}

fn constants(dtype: DType) -> Vec<Scalar> {
    if dtype.is_float() {
        return [0.0, -0.0, 1.0, -2.5, f64::INFINITY].map(|value| Scalar::float(dtype, value)).to_vec();
    }
    if dtype == DType::Bool {
        return vec![Scalar::bool(true)];
    }
    let mut constants: Vec<_> =
        [0, 1, -1, 2, -2, 3, -3, 7, 64, -128].map(|value| Scalar::int(dtype, value)).to_vec();
    constants.push(Scalar { dtype, bits: 1 << (dtype.bits() - 1) });
    constants
}

/// A kernel that applies the case to element after element, or vector after vector.
fn kernel(case: &Case, lanes: u32) -> String {
    let mut text = format!("kernel {}_x{lanes} {{\n  param scalar %n.0: i64\n", case.name);
    let buffers = case.operands.len();
    for buffer in 0..=buffers {
        writeln!(text, "  param array &b.{buffer} [%e.{}] [%s.{}]", 2 * buffer + 1, 2 * buffer + 2)
            .expect("text");
    }
    for (buffer, dtype) in case.operands.iter().enumerate() {
        writeln!(text, "  buffer &b.{buffer}: {dtype} input class {buffer}").expect("text");
    }
    writeln!(text, "  buffer &b.{buffers}: {} output class {buffers}", case.result).expect("text");
    writeln!(text, "  for %i.20 in 0..%n.0 serial {{").expect("text");
    let pattern = if lanes > 1 { "; lanes" } else { "" };
    let suffix = if lanes > 1 { format!("x{lanes}") } else { String::new() };
    let mut operation = case.text.clone();
    for (buffer, (dtype, name)) in case.operands.iter().zip(["%a", "%b", "%c"]).enumerate() {
        let value = format!("%x.{}", 21 + buffer);
        writeln!(text, "    {value}: {dtype}{suffix} = load &b.{buffer}[{lanes} * %i.20{pattern}]")
            .expect("text");
        operation = operation.replace(name, &value);
    }
    writeln!(text, "    %r.30: {}{suffix} = {operation}", case.result).expect("text");
    writeln!(text, "    store &b.{buffers}[{lanes} * %i.20{pattern}] = %r.30\n  }}\n}}").expect("text");
    text
}

/// All combinations of special values (every pair; for three operands a part), as columns.
fn columns(operands: &[DType]) -> Vec<Vec<Scalar>> {
    let sets: Vec<Vec<Scalar>> = operands.iter().map(|dtype| special(*dtype)).collect();
    let mut columns = vec![Vec::new(); operands.len()];
    match sets.as_slice() {
        [a] => columns[0].clone_from(a),
        [a, b] => {
            for (x, y) in a.iter().flat_map(|x| b.iter().map(move |y| (*x, *y))) {
                columns[0].push(x);
                columns[1].push(y);
            }
        }
        _ => {
            let set = &sets[0];
            for i in 0..set.len() * set.len() {
                columns[0].push(set[i % set.len()]);
                columns[1].push(set[i / set.len()]);
                columns[2].push(set[i * 7 % set.len()]);
            }
        }
    }
    // Whole vectors only: the last value is repeated.
    let most = LANES[LANES.len() - 1] as usize;
    for column in &mut columns {
        while column.len() % most != 0 {
            let last = column[column.len() - 1];
            column.push(last);
        }
    }
    columns
}

fn write_bytes(column: &[Scalar], dtype: DType) -> Vec<u64> {
    let mut bytes: Vec<u8> = Vec::new();
    for scalar in column {
        bytes.extend(&scalar.bits.to_le_bytes()[..dtype.size()]);
    }
    bytes.resize(bytes.len().next_multiple_of(8), 0);
    bytes.chunks_exact(8).map(|word| u64::from_le_bytes(word.try_into().expect("eight"))).collect()
}

fn read_bytes(words: &[u64], dtype: DType, count: usize) -> Vec<Scalar> {
    let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    let scalar = |chunk: &[u8]| {
        let mut bits = [0; 8];
        bits[..chunk.len()].copy_from_slice(chunk);
        Scalar { dtype, bits: u64::from_le_bytes(bits) }
    };
    bytes.chunks_exact(dtype.size()).take(count).map(scalar).collect()
}

fn check(cases: &[Case]) {
    let text: String = cases.iter().flat_map(|case| LANES.map(|lanes| kernel(case, lanes))).collect();
    let program = parse(&text);
    for level in levels() {
        let jit = Jit::new(&program, level);
        for case in cases {
            let columns = columns(&case.operands);
            let count = columns[0].len();
            for lanes in LANES {
                let mut memory: Vec<Vec<u64>> = columns
                    .iter()
                    .zip(&case.operands)
                    .map(|(column, dtype)| write_bytes(column, *dtype))
                    .collect();
                memory.push(vec![0; count]);
                let mut slots = vec![i64::try_from(count).expect("few") / i64::from(lanes)];
                for words in &mut memory {
                    slots.extend([at(words), 0, 1]);
                }
                let record = jit.call(&format!("{}_x{lanes}", case.name), &slots);
                assert_eq!(record.status, 0);
                let results = read_bytes(&memory[columns.len()], case.result, count);
                for (i, result) in results.iter().enumerate() {
                    let row: Vec<Scalar> = columns.iter().map(|column| column[i]).collect();
                    let Some(expected) = (case.expected)(&row, level) else { continue };
                    assert!(
                        result.same(expected),
                        "{} x{lanes} {}: {row:?} gives {result}, not {expected}",
                        case.name,
                        level.name(),
                    );
                }
            }
        }
    }
}

#[test]
fn unary_operations_and_conversions_agree_with_the_table() {
    let mut cases = Vec::new();
    DTYPES.iter().for_each(|dtype| unary_cases(&mut cases, *dtype));
    check(&cases);
}

#[test]
fn binary_operations_on_integers_agree_with_the_table() {
    let mut cases = Vec::new();
    DTYPES.iter().filter(|dtype| !dtype.is_float()).for_each(|dtype| binary_cases(&mut cases, *dtype));
    check(&cases);
}

#[test]
fn binary_operations_on_floats_agree_with_the_table() {
    let mut cases = Vec::new();
    DTYPES.iter().filter(|dtype| dtype.is_float()).for_each(|dtype| binary_cases(&mut cases, *dtype));
    check(&cases);
}
