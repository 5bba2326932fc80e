//! Values as expectations write them, and the arrays they are.

use array::eval::ArrayValue;
use base::{DType, Scalar};

/// A value without a type.
#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    /// A number or a bool, as written.
    Number(String),
    /// `[a, b]`.
    List(Vec<Value>),
    /// `empty(2, 0)`.
    Empty(Vec<usize>),
    /// `full(x, 2, 3)`.
    Full(Box<Value>, Vec<usize>),
    /// `iota(2, 3)`.
    Iota(Vec<usize>),
}

impl Value {
    /// The array of element type `dtype` that the value is.
    ///
    /// # Errors
    /// Lists that are no rectangle, numbers that `dtype` does not have.
    pub fn to_array(&self, dtype: DType) -> Result<ArrayValue, String> {
        let (shape, data) = match self {
            Value::Number(text) => (Vec::new(), element(text, dtype)?),
            Value::List(items) => return list(items, dtype),
            Value::Empty(shape) if shape.contains(&0) => (shape.clone(), Vec::new()),
            Value::Empty(shape) => return Err(format!("{shape:?} has elements")),
            Value::Full(value, shape) => {
                let element = value.to_array(dtype)?;
                if !element.shape.is_empty() {
                    return Err("an element is a number".into());
                }
                (shape.clone(), element.data.repeat(shape.iter().product()))
            }
            Value::Iota(shape) => {
                let count: usize = shape.iter().product();
                let numbers = (0..count).map(|i| element(&i.to_string(), dtype));
                (shape.clone(), numbers.collect::<Result<Vec<_>, _>>()?.concat())
            }
        };
        Ok(ArrayValue { dtype, shape, data })
    }

    pub(super) fn as_extent(&self) -> Result<usize, String> {
        match self {
            Value::Number(text) => text.parse().map_err(|_| format!("`{text}` is no extent")),
            _ => Err("an extent is a number".into()),
        }
    }
}

fn list(items: &[Value], dtype: DType) -> Result<ArrayValue, String> {
    let items = items.iter().map(|item| item.to_array(dtype)).collect::<Result<Vec<_>, _>>()?;
    let inner = items.first().map_or_else(Vec::new, |item| item.shape.clone());
    if items.iter().any(|item| item.shape != inner) {
        return Err("rows of different shapes".into());
    }
    let shape = [vec![items.len()], inner].concat();
    Ok(ArrayValue { dtype, shape, data: items.into_iter().flat_map(|item| item.data).collect() })
}

/// A number as the scalars that it is: two for a complex one, written `1.5`, `2i` or `1.5-2e3i`.
fn element(text: &str, dtype: DType) -> Result<Vec<Scalar>, String> {
    let part = dtype.part();
    if !dtype.is_complex() {
        return Ok(vec![scalar(text, part)?]);
    }
    let Some(digits) = text.strip_suffix('i') else {
        return Ok(vec![scalar(text, part)?, scalar("0", part)?]);
    };
    // The sign between the parts is the last one that belongs to no exponent.
    let mut signs = digits.rmatch_indices(['+', '-']).map(|(at, _)| at);
    let sign = signs.find(|&at| at > 0 && !digits[..at].ends_with('e'));
    let (re, im) = sign.map_or(("0", digits), |at| digits.split_at(at));
    Ok(vec![scalar(re, part)?, scalar(im, part)?])
}

fn scalar(text: &str, dtype: DType) -> Result<Scalar, String> {
    let wrong = || format!("`{text}` is no {dtype}");
    match dtype {
        DType::Bool => text.parse().map(Scalar::bool).map_err(|_| wrong()),
        // Read in its own precision: rounding to f64 first would round twice.
        DType::F32 => text.parse().map(Scalar::f32).map_err(|_| wrong()),
        DType::F16 | DType::BF16 => {
            text.parse().map(|value| Scalar::float(dtype, value)).map_err(|_| wrong())
        }
        DType::F64 => text.parse().map(Scalar::f64).map_err(|_| wrong()),
        _ => {
            let value = match text.strip_prefix("0x") {
                Some(digits) => i128::from_str_radix(digits, 16),
                None => text.parse(),
            };
            let value = value.map_err(|_| wrong())?;
            let bits = Scalar::int(dtype, value as i64);
            let back = if dtype == DType::U64 { i128::from(bits.bits) } else { i128::from(bits.as_i64()) };
            if back == value { Ok(bits) } else { Err(wrong()) }
        }
    }
}
