//! Taking a number apart: base, digits, exponent, suffix.

use crate::ast::{Literal, Suffix};

/// Why the text is no number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NumberError {
    /// Letters behind the digits that name no type.
    Suffix(String),
    /// `1.5u8`: an integer type behind a fraction or an exponent.
    IntSuffix(Suffix),
    /// A digit that the base does not have: `0b12`.
    Digit(char, u32),
    /// `0x` without digits, or `1e` without an exponent.
    NoDigits,
    /// More than 128 bits.
    TooLarge,
}

/// Reads a number as it stands in the source. Its text may begin or end with a point; the lexer has complained about that.
pub(crate) fn parse_number(text: &str) -> Result<Literal, NumberError> {
    for (prefix, base) in [("0x", 16), ("0X", 16), ("0b", 2), ("0B", 2), ("0o", 8), ("0O", 8)] {
        if let Some(digits) = text.strip_prefix(prefix) {
            return parse_based(digits, base);
        }
    }
    let (digits, is_float) = split_decimal(text);
    let suffix = &text[digits.len()..];
    let digits = complete(digits.chars().filter(|c| *c != '_').collect());
    if suffix == "i" {
        return Ok(Literal::Imaginary { text: digits.into() });
    }
    let suffix = parse_suffix(suffix)?;
    match suffix {
        Some(suffix) if is_float && !suffix.is_float() => Err(NumberError::IntSuffix(suffix)),
        Some(suffix) if suffix.is_float() => Ok(Literal::Float { text: digits.into(), suffix: Some(suffix) }),
        None if is_float => Ok(Literal::Float { text: digits.into(), suffix }),
        _ => {
            let value = digits.parse().map_err(|_| NumberError::TooLarge)?;
            Ok(Literal::Int { value, suffix })
        }
    }
}

/// `1.`, `.5` and `1.e5` with the zeros that the lexer asked for.
fn complete(digits: String) -> String {
    let digits = if digits.starts_with('.') { format!("0{digits}") } else { digits };
    match digits.find('.') {
        Some(at) if !digits[at + 1..].starts_with(|c: char| c.is_ascii_digit()) => {
            format!("{}.0{}", &digits[..at], &digits[at + 1..])
        }
        _ => digits,
    }
}

/// The digits, fraction and exponent at the start of `text`, and whether there is a fraction or an exponent.
fn split_decimal(text: &str) -> (&str, bool) {
    let bytes = text.as_bytes();
    let digits_from = |start: usize| {
        bytes[start..].iter().take_while(|b| b.is_ascii_digit() || **b == b'_').count() + start
    };
    let mut end = digits_from(0);
    let mut is_float = false;
    if bytes.get(end) == Some(&b'.') {
        end = digits_from(end + 1);
        is_float = true;
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        if bytes.get(end + 1 + sign).is_some_and(u8::is_ascii_digit) {
            end = digits_from(end + 1 + sign);
            is_float = true;
        }
    }
    (&text[..end], is_float)
}

fn parse_suffix(text: &str) -> Result<Option<Suffix>, NumberError> {
    if text.is_empty() {
        return Ok(None);
    }
    if text == "e" || text == "E" {
        return Err(NumberError::NoDigits);
    }
    match Suffix::ALL.into_iter().find(|suffix| suffix.as_str() == text) {
        Some(suffix) => Ok(Some(suffix)),
        None => Err(NumberError::Suffix(text.to_string())),
    }
}

/// The digits after `0x`, `0b` or `0o`. A float suffix cannot stand there: `0x1f32` is a number of five digits.
fn parse_based(text: &str, base: u32) -> Result<Literal, NumberError> {
    let is_suffix_start = |c: char| if base == 16 { "iu" } else { "iuf" }.contains(c);
    let (digits, suffix) = text.split_at(text.find(is_suffix_start).unwrap_or(text.len()));
    let mut value: u128 = 0;
    let mut is_empty = true;
    for c in digits.chars().filter(|c| *c != '_') {
        let Some(digit) = c.to_digit(base) else {
            return Err(NumberError::Digit(c, base));
        };
        is_empty = false;
        let next = value.checked_mul(u128::from(base)).and_then(|v| v.checked_add(u128::from(digit)));
        value = next.ok_or(NumberError::TooLarge)?;
    }
    if is_empty {
        return Err(NumberError::NoDigits);
    }
    match parse_suffix(suffix)? {
        Some(suffix) if suffix.is_float() => Err(NumberError::Suffix(suffix.to_string())),
        suffix => Ok(Literal::Int { value, suffix }),
    }
}
