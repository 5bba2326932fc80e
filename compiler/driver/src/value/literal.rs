//! Arguments written on the command line: `2.5`, `true`, `[1, 2, 3]`, `[[1, 0], [0, 1]]`.

use abi::DType;
use serde_json::Value;

use super::Tensor;

/// Reads a scalar or a nested list as elements of `dtype`; a list's depth is its rank.
///
/// # Errors
/// Text that is neither, ragged lists, numbers that the element type does not hold.
pub fn parse(text: &str, dtype: DType) -> Result<Tensor, String> {
    let mut tensor = Tensor { dtype, shape: Vec::new(), bytes: Vec::new() };
    match text.trim() {
        "inf" | "+inf" => push_float(&mut tensor, f64::INFINITY)?,
        "-inf" => push_float(&mut tensor, f64::NEG_INFINITY)?,
        "nan" => push_float(&mut tensor, f64::NAN)?,
        text => {
            let value: Value = serde_json::from_str(text).map_err(|_| {
                format!("`{text}` is neither a file nor a number, `true`, `false` or list of them")
            })?;
            push(&mut tensor, &value, 0)?;
        }
    }
    Ok(tensor)
}

fn push(tensor: &mut Tensor, value: &Value, depth: usize) -> Result<(), String> {
    let Value::Array(items) = value else {
        if depth < tensor.shape.len() {
            return Err("a list whose items differ in depth".into());
        }
        return push_element(tensor, value);
    };
    let extent = i64::try_from(items.len()).map_err(|e| e.to_string())?;
    if tensor.bytes.is_empty() && depth == tensor.shape.len() {
        tensor.shape.push(extent);
    } else if tensor.shape.get(depth) != Some(&extent) {
        return Err("a list whose items differ in length".into());
    }
    items.iter().try_for_each(|item| push(tensor, item, depth + 1))
}

fn push_element(tensor: &mut Tensor, value: &Value) -> Result<(), String> {
    let dtype = tensor.dtype;
    let misfit = || format!("`{value}` does not fit {}", dtype.name());
    if dtype.is_float() {
        return push_float(tensor, value.as_f64().ok_or_else(misfit)?);
    }
    let number = match (dtype, value) {
        (DType::Bool, Value::Bool(truth)) => i128::from(*truth),
        (_, Value::Number(n)) if dtype.is_int() => {
            n.as_i64().map(i128::from).or(n.as_u64().map(i128::from)).ok_or_else(misfit)?
        }
        _ => return Err(misfit()),
    };
    let bits = dtype.bits();
    let fits = match (dtype, dtype.is_signed_int()) {
        (DType::Bool, _) => true,
        (_, true) => (-(1i128 << (bits - 1))..1i128 << (bits - 1)).contains(&number),
        (_, false) => (0..1i128 << bits).contains(&number),
    };
    if !fits {
        return Err(misfit());
    }
    tensor.bytes.extend_from_slice(&number.to_le_bytes()[..dtype.size()]);
    Ok(())
}

fn push_float(tensor: &mut Tensor, value: f64) -> Result<(), String> {
    match tensor.dtype {
        // Rounded to nearest, as a literal in a program is.
        DType::F32 => tensor.bytes.extend_from_slice(&(value as f32).to_le_bytes()),
        DType::F64 => tensor.bytes.extend_from_slice(&value.to_le_bytes()),
        other => return Err(format!("`{value}` does not fit {}", other.name())),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_have_the_rank_of_their_depth() {
        let t = parse("[[1, 2, 3], [4, 5, 6]]", DType::I16).expect("a matrix");
        assert_eq!((t.shape, t.bytes.len()), (vec![2, 3], 12));
        assert_eq!(parse("[]", DType::F32).expect("empty").shape, vec![0]);
        assert_eq!(parse("-inf", DType::F64).expect("inf").bytes, f64::NEG_INFINITY.to_le_bytes());
    }

    #[test]
    fn misfits_are_refused() {
        for (text, dtype) in [
            ("[[1], [2, 3]]", DType::I64),
            ("[1, [2]]", DType::I64),
            ("[[1], 2]", DType::I64),
            ("256", DType::U8),
            ("-1", DType::U64),
            ("1.5", DType::I32),
            ("true", DType::I8),
            ("1", DType::Bool),
            ("hello", DType::F64),
            ("", DType::F64),
        ] {
            assert!(parse(text, dtype).is_err(), "{text}");
        }
    }
}
