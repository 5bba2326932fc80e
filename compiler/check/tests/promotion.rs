//! Every pair of element types under `+` and under `==`, against the rules of the reference, written out once more.

use crate::common::{check, refuse};

const TYPES: [&str; 15] = [
    "bool", "i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "f16", "bf16", "f32", "f64", "c64", "c128",
];

/// The letter of the kind (`b` for `bool` alone) and the bits; of `bf16` and `f16`, which hold each other as little, 16.
fn parts(name: &str) -> (char, u32) {
    let name = if name == "bf16" { "f16" } else { name };
    let bits = name[1..].parse().unwrap_or(1);
    (name.chars().next().unwrap_or('b'), bits)
}

/// What two types widen to, if anything.
fn widened(a: &str, b: &str) -> Option<String> {
    if a == b {
        return Some(a.to_string());
    }
    let ((x, n), (y, m)) = (parts(a), parts(b));
    match (x, y) {
        ('i', 'i') | ('u', 'u') => Some(format!("{x}{}", n.max(m))),
        ('f', 'f') => Some(format!("f{}", if (n, m) == (16, 16) { 32 } else { n.max(m) })),
        ('c', 'c') => Some(format!("c{}", n.max(m))),
        ('i', 'u') if m < 64 => Some(format!("i{}", n.max(2 * m))),
        ('u', 'i') => widened(b, a),
        ('f', 'c') => Some(format!("c{}", (2 * n).max(m).max(64))),
        ('c', 'f') => widened(b, a),
        _ => None,
    }
}

#[test]
fn every_pair_of_types_adds_to_what_the_reference_says() {
    let mut wrong = Vec::new();
    for a in TYPES {
        let (mut source, mut refused) = (String::new(), Vec::new());
        for b in TYPES {
            match widened(a, b).filter(|sum| sum != "bool") {
                // What a call updates has exactly the parameter's type.
                Some(sum) => source.push_str(&format!(
                    "fn take_{b}(inout x: {sum}) {{ }} fn f_{b}(x: {a}, y: {b}) {{ var z = x + y; take_{b}(inout z); }}\n"
                )),
                None => refused.push(b),
            }
        }
        let found = check(&source);
        if found.starts_with('E') {
            wrong.push(found);
        }
        for b in refused {
            let code = if a == b { "E0122" } else { "E0120" };
            refuse(&format!("fn f(x: {a}, y: {b}) {{ let _z = x + y; }}"), code);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_pair_of_types_compares_if_it_widens() {
    for a in TYPES {
        let mut source = String::new();
        for b in TYPES {
            let function = format!("fn f_{b}(x: {a}, y: {b}) -> bool = x == y;\n");
            match widened(a, b) {
                Some(_) => source.push_str(&function),
                None => refuse(&function, "E0120"),
            }
        }
        let found = check(&source);
        assert!(!found.starts_with('E'), "{found}");
    }
}
