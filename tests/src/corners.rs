//! The tables of corners in the language's reference: each row says what an expression gives, for a set of types. A row
//! becomes a function for each of its types, called with single values and, where it is one of scalars, in lanes.
//!
//! ```text
//! | expression | types | with | gives |
//! |---|---|---|---|
//! | `x + y` | integers | `x = MOST, y = 1` | `LEAST` |
//! | `R(x)` | floats → integers | `x = inf` | `MOST` |
//! | `x == y` | floats | `x = nan, y = nan` | `bool: false` |
//! ```
//! `T` stands for the row's type, `R` for the one behind the arrow; parameters are of type `T` and the result is of type `R`, or `T` where
//! there is no arrow, unless a type is written before a value. `LEAST`, `MOST` and `WIDTH` are the ends of the type and
//! its bits: of `T` for arguments, of the result's type for what a row gives. All lists
//! have one extent.

use std::fs;
use std::path::Path;

use base::DType;

use crate::run::{RunFile, parse_runs};

/// Values in lanes are so many, which is no multiple of any number of lanes.
const LANES: usize = 37;
const HEAD: &str = "| expression | types | with | gives |";

/// The rows of docs/language.md as programs, one for each table.
///
/// # Panics
/// If the page cannot be read or a row is not well formed.
#[must_use]
pub fn runs(root: &Path) -> Vec<RunFile> {
    let path = root.join("docs/language.md");
    let page = fs::read_to_string(&path).expect("the reference");
    let mut files = Vec::new();
    let mut lines = page.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        if line != HEAD {
            continue;
        }
        let rows = lines.by_ref().skip(1).take_while(|(_, row)| row.starts_with('|'));
        let source: String = rows.map(|(number, row)| functions_of(row, number + 1)).collect();
        let name = format!("docs/language.md:{}", at + 1);
        let runs = parse_runs(&source).unwrap_or_else(|why| panic!("{name}: {why}\n{source}"));
        files.push(RunFile { path: path.clone(), name, source, runs });
    }
    files
}

/// A row's functions with their calls.
fn functions_of(row: &str, number: usize) -> String {
    let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
    let [expression, types, with, gives] = cells[..] else { panic!("line {number}: not four cells") };
    let code = |cell: &str| cell.trim_matches('`').replace("&#124;", "|");
    let (expression, gives) = (code(expression), code(gives));
    let (from, to) = types.split_once(" → ").map_or((types, None), |(from, to)| (from, Some(to)));
    let mut source = String::new();
    for (idx, call) in with.split("; ").enumerate() {
        for from in types_of(from, number) {
            for to in to.map_or(vec![from], |to| types_of(to, number)) {
                let name = format!("row_{number}_{idx}_{}_{}", from.name(), to.name());
                source += &function(&name, &expression, &arguments(&code(call)), &gives, [from, to]);
            }
        }
    }
    source
}

/// The types that a cell names.
fn types_of(cell: &str, number: usize) -> Vec<DType> {
    let kinds = |wanted: fn(DType) -> bool| DType::ALL.into_iter().filter(|dtype| wanted(*dtype)).collect();
    match cell {
        "signed" => kinds(|t| t.is_signed_int()),
        "unsigned" => kinds(|t| t.is_int() && !t.is_signed_int()),
        "integers" => kinds(DType::is_int),
        "floats" => kinds(DType::is_float),
        "reals" => kinds(|t| t.is_int() || t.is_float()),
        "complex" => kinds(DType::is_complex),
        "numbers" => kinds(|t| t != DType::Bool),
        "all" => DType::ALL.to_vec(),
        _ => {
            let named = |name: &str| {
                let name = name.trim_matches('`');
                DType::from_name(name).unwrap_or_else(|| panic!("line {number}: no type is called `{name}`"))
            };
            cell.split(' ').map(named).collect()
        }
    }
}

/// `x = 1, a = [1, 2]` as names and values.
fn arguments(text: &str) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for part in text.split(", ") {
        match part.split_once(" = ") {
            Some((name, value)) => all.push((name.into(), value.into())),
            // A comma within a list.
            None => all.last_mut().expect("a name").1 += &format!(", {part}"),
        }
    }
    all
}

/// A value's type, if it is written, and its text.
fn typed(value: &str, otherwise: DType) -> (DType, &str) {
    match value.split_once(": ") {
        Some((name, value)) => {
            (DType::from_name(name).unwrap_or_else(|| panic!("no type is called `{name}`")), value)
        }
        None => (otherwise, value),
    }
}

fn is_list(value: &str) -> bool {
    value.starts_with('[') || value.starts_with("empty(")
}

fn function(
    name: &str,
    expression: &str,
    args: &[(String, String)],
    gives: &str,
    [from, to]: [DType; 2],
) -> String {
    let type_of = |dtype: DType, value: &str| {
        if is_list(value) { format!("{}[n]", dtype.name()) } else { dtype.name().into() }
    };
    let args: Vec<(&str, DType, String)> = args
        .iter()
        .map(|(name, value)| {
            let (dtype, value) = typed(value, from);
            (name.as_str(), dtype, filled(value, dtype))
        })
        .collect();
    let lifts = args.iter().all(|(.., value)| !is_list(value));
    let params: Vec<String> =
        args.iter().map(|(name, dtype, value)| format!("{name}: {}", type_of(*dtype, value))).collect();
    let many = |value: &str| format!("full({value}, {LANES})");
    let single: Vec<&str> = args.iter().map(|(.., value)| value.as_str()).collect();
    let lanes: Vec<String> = single.iter().map(|value| many(value)).collect();
    let (single, lanes) = (single.join(", "), lanes.join(", "));
    let mut text = String::new();
    let (dtype, value) = typed(gives, to);
    let result = if let Some(status) = value.strip_prefix("fails ") {
        text += &format!("# fails: {name}({single}) status {status}\n");
        if lifts {
            text += &format!("# fails: {name}({lanes}) status {status}\n");
        }
        dtype.name().to_string()
    } else {
        let value = filled(value, dtype);
        text += &format!("# run: {name}({single}) == {value}\n");
        if lifts {
            text += &format!("# run: {name}({lanes}) == {}\n", many(&value));
        }
        type_of(dtype, &value)
    };
    let expression = with_types(expression, from, to);
    text + &format!("pub fn {name}({}) -> {result} = {expression};\n", params.join(", "))
}

/// `T` and `R` as the names of types, where they stand alone.
fn with_types(expression: &str, from: DType, to: DType) -> String {
    let mut text = String::new();
    let mut word = String::new();
    for c in expression.chars().chain([' ']) {
        if c.is_alphanumeric() || c == '_' {
            word.push(c);
            continue;
        }
        text += match word.as_str() {
            "T" => from.name(),
            "R" => to.name(),
            other => other,
        };
        word.clear();
        text.push(c);
    }
    text.trim_end().into()
}

/// With the ends of the type in place of their names.
fn filled(value: &str, dtype: DType) -> String {
    let bits = 8 * dtype.size() as u32;
    let (least, most) = match dtype {
        DType::F16 => ("-65504.0".into(), "65504.0".into()),
        DType::BF16 => ("-3.3895314e38".into(), "3.3895314e38".into()),
        DType::F32 => (format!("{:?}", f32::MIN), format!("{:?}", f32::MAX)),
        DType::F64 => (format!("{:?}", f64::MIN), format!("{:?}", f64::MAX)),
        _ if !dtype.is_int() => return value.into(),
        _ if dtype.is_signed_int() => {
            let end = 1i128 << (bits - 1);
            ((-end).to_string(), (end - 1).to_string())
        }
        _ => ("0".to_string(), ((1i128 << bits) - 1).to_string()),
    };
    value.replace("LEAST", &least).replace("MOST", &most).replace("WIDTH", &bits.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_a_function_for_each_type() {
        let source = functions_of("| `R(x)` | floats → `i8` `u8` | `x = inf` | `MOST` |", 7);
        assert_eq!(source.lines().count(), 4 * 2 * 3);
        assert!(source.contains("# run: row_7_0_f32_u8(inf) == 255\n"), "{source}");
        assert!(source.contains("pub fn row_7_0_f32_u8(x: f32) -> u8 = u8(x);\n"), "{source}");
    }

    #[test]
    fn lists_and_types_are_read() {
        let source =
            functions_of("| `any(a)` | bool | `a = [true, false]; a = empty(0)` | `bool: true` |", 1);
        assert!(source.contains("# run: row_1_0_bool_bool([true, false]) == true\n"), "{source}");
        assert!(source.contains("pub fn row_1_1_bool_bool(a: bool[n]) -> bool = any(a);\n"), "{source}");
    }
}
