//! Arguments written on the command line: `2.5`, `true`, `1+2i`, `[1, 2, nan]`, `[[1, 0], [0, 1]]`.

use abi::DType;
use base::Scalar;

use super::Tensor;

/// Reads a scalar or a nested list as elements of `dtype`; a list's depth is its rank.
///
/// # Errors
/// Text that is neither, ragged lists, numbers that the element type does not hold.
pub fn parse(text: &str, dtype: DType) -> Result<Tensor, String> {
    let mut tensor = Tensor { dtype, shape: Vec::new(), bytes: Vec::new() };
    let mut rest = text.trim();
    read(&mut tensor, &mut rest, 0)?;
    if !rest.is_empty() {
        return Err(neither(text));
    }
    Ok(tensor)
}

fn neither(text: &str) -> String {
    format!(
        "`{text}` is neither a file that ends in .npy, .npz or .png nor a number, `true`, `false` or a list of them"
    )
}

/// Reads one item and the space after it.
fn read(tensor: &mut Tensor, rest: &mut &str, depth: usize) -> Result<(), String> {
    let Some(inner) = rest.strip_prefix('[') else {
        if depth < tensor.shape.len() {
            return Err("a list whose items differ in depth".into());
        }
        let end = rest.find([',', ']', '[']).unwrap_or(rest.len());
        push_element(tensor, rest[..end].trim())?;
        *rest = &rest[end..];
        return Ok(());
    };
    if depth > abi::layout::MAX_RANK {
        return Err("a list that is nested too deeply".into());
    }
    // The first list of each depth says how long the others are.
    let is_first = tensor.bytes.is_empty() && depth == tensor.shape.len();
    if is_first {
        tensor.shape.push(0);
    }
    let mut extent = 0;
    *rest = inner.trim_start();
    while !rest.starts_with(']') {
        if extent > 0 {
            *rest = rest.strip_prefix(',').ok_or_else(|| "a list without its end".to_string())?.trim_start();
        }
        read(tensor, rest, depth + 1)?;
        extent += 1;
        *rest = rest.trim_start();
    }
    *rest = rest[1..].trim_start();
    match tensor.shape.get_mut(depth) {
        Some(first) if is_first => *first = extent,
        Some(first) if *first == extent => {}
        _ => return Err("a list whose items differ in length".into()),
    }
    Ok(())
}

fn push_element(tensor: &mut Tensor, text: &str) -> Result<(), String> {
    let dtype = tensor.dtype;
    let is_value = ["true", "false", "nan", "inf", "i"].iter().any(|word| text.starts_with(word))
        || text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c));
    if !is_value || text.contains('/') {
        return Err(neither(text));
    }
    let misfit = || format!("`{text}` does not fit {}", dtype.name());
    if dtype.is_complex() {
        let (re, im) = split_complex(text).ok_or_else(misfit)?;
        for part in [re, im] {
            push_float(tensor, dtype.part(), part).ok_or_else(misfit)?;
        }
        return Ok(());
    }
    if dtype.is_float() {
        return push_float(tensor, dtype, text).ok_or_else(misfit);
    }
    let number: i128 = match (dtype, text) {
        (DType::Bool, "true") => 1,
        (DType::Bool, "false") => 0,
        (DType::Bool, _) => return Err(misfit()),
        _ => text.parse().map_err(|_| misfit())?,
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

/// Adds a float, rounded once, as a literal in a program is.
fn push_float(tensor: &mut Tensor, dtype: DType, text: &str) -> Option<()> {
    // As in the language: no `infinity`, and digits on both sides of a point.
    let is_number = text.ends_with(|c: char| c.is_ascii_digit()) || text.ends_with("inf") || text == "nan";
    let scalar = match dtype {
        _ if !is_number => return None,
        DType::F64 => Scalar::f64(text.parse().ok()?),
        DType::F16 | DType::BF16 => Scalar::float(dtype, text.parse().ok()?),
        _ => Scalar::f32(text.parse().ok()?),
    };
    // Out of range is an error there too.
    if scalar.as_f64().is_infinite() && !text.ends_with("inf") {
        return None;
    }
    tensor.bytes.extend_from_slice(&scalar.bits.to_le_bytes()[..dtype.size()]);
    Some(())
}

/// The parts of `1.5`, `2i`, `1.5-2e3i`.
fn split_complex(text: &str) -> Option<(&str, &str)> {
    let Some(digits) = text.strip_suffix('i') else { return Some((text, "0")) };
    // The sign between the parts is the last one that belongs to no exponent.
    let mut signs = digits.rmatch_indices(['+', '-']).map(|(at, _)| at);
    let at = signs.find(|&at| at > 0 && !digits[..at].ends_with(['e', 'E']));
    let (re, im) = at.map_or(("0", digits), |at| (digits[..at].trim_end(), &digits[at..]));
    Some((re, im.strip_prefix('+').unwrap_or(im)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_have_the_rank_of_their_depth() {
        let t = parse("[[1, 2, 3], [4, 5, 6]]", DType::I16).expect("a matrix");
        assert_eq!((t.shape, t.bytes.len()), (vec![2, 3], 12));
        assert_eq!(parse("[]", DType::F32).expect("empty").shape, vec![0]);
        assert_eq!(parse("[1, nan]", DType::F32).expect("nan").shape, vec![2]);
        assert_eq!(parse("-inf", DType::F64).expect("inf").bytes, f64::NEG_INFINITY.to_le_bytes());
    }

    #[test]
    fn complex_numbers_have_two_parts() {
        for (text, re, im) in [
            ("1.5", 1.5, 0.0),
            ("-2i", 0.0, -2.0),
            ("1e-3+2e+4i", 1e-3, 2e4),
            ("2e4-1e-3i", 2e4, -1e-3),
            ("-1 -1i", -1.0, -1.0),
            ("inf-infi", f64::INFINITY, f64::NEG_INFINITY),
        ] {
            let bytes = parse(text, DType::C128).expect(text).bytes;
            let parts = [re, im].map(f64::to_le_bytes).concat();
            assert_eq!(bytes, parts, "{text}");
        }
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
            ("[1, 2", DType::F64),
            ("[1, 2] 3", DType::F64),
            ("[1 2]", DType::F64),
            ("i", DType::C64),
            ("1+2j", DType::C64),
            ("1e400", DType::F64),
            ("1e39", DType::F32),
            ("x.csv", DType::F64),
        ] {
            assert!(parse(text, dtype).is_err(), "{text}");
        }
    }
}
