//! Loops as they are written by hand: arrays that change places, parts of one array that do, elements that follow from
//! those before them.

use base::DType;

use super::Generator;
use super::tree::{Node, Ty};

/// What happens in a round: `A` and `B` are arrays of one type (`C` a third one, if there is one), `T` their element type,
/// `N` their first extent, `k` the number of the round.
const ARRAYS: [&str; 16] = [
    "let next = for i in 0..N: A[i] + B[i - 1; wrap]; A = B; B = next;",
    "let next = for i in 0..N: A[i - 1; clamp] - B[i]; A = B; B = next;",
    "var next = B; next[1:] = A[1:] + B[:-1]; A = B; B = next;",
    "var next = B; next[:-1] += A[:-1]; A = B; B = next; B[0] = A[-1];",
    "(A, B) = (B, A); if k % 2 == 1 { A[1:] += B[:-1]; }",
    "let next = A + B[::-1]; if k == 3 { break; } A = B; B = next;",
    "B[k % max(N, 1)] = A[k; wrap]; A = B;",
    "let next = B - C; C = A; A = B; B = next;",
    "loop j in 0..2 { let next = A + B; A = B; B = next; if j == k { break; } }",
    "if k % 2 == 0 { (A, B) = (B, A); } else { let next = A - B; B = A; A = next; }",
    "if k == 2 { break; } let next = A - B; A = B; B = next;",
    "if k == 1 { continue; } (A, B) = (B, A); A += B;",
    "var j = 0; while j < 3 { j += 1; (A, B) = (B, A); if j == k { continue; } A += B; }",
    "trade(inout A, inout B, T(k));",
    "loop j in 0..2 { trade(inout A, inout B, T(j)); if k == 1 { break; } B = A; }",
    "if k % 2 == 0 { (A, B, C) = (B, C, A); } else { (A, C) = (C, B); B += A; }",
];
/// What `trade` stands for.
const TRADE: &str = "fn trade<T: real>(inout x: T[..s], inout y: T[..s], t: T) {\n    let z = x - y;\n    x = y;\n    \
                     if t > T(1) { return; }\n    y = z + t;\n}\n";
/// The same of one array.
const PARTS: [&str; 4] = [
    "let (p, q) = (A[k % max(N, 1)], A[0]); A[k % max(N, 1)] = q; A[0] = p;",
    "let (p, q) = (A[k % max(N, 1)], A[N // 2]); A[k % max(N, 1)] = p + q; A[N // 2] = p - q;",
    "let p = A[1:]; A[1:] = A[:-1]; A[:-1] = p;",
    "let p = A[::2]; A[::2] = T(2) * p; A[0] = A[k; wrap];",
];
/// Of one array of one axis, `i` its indices from the third one on.
const ELEMENTS: [&str; 6] = [
    "A[i] = A[i] + A[i - 1];",
    "A[i] += A[i - 1] - T(2) * A[i - 2];",
    "if A[i] < A[i - 1] { A[i] = A[i - 1] + T(1); }",
    "A[N - 1 - i] = max(A[N - 1 - i], A[N - i] + T(k));",
    "A[i] = A[i - 2]; A[i - 1] += A[i];",
    "if A[i] > T(90) { break; } A[i] = A[i - 1] + A[i];",
];

impl Generator {
    /// One of these loops over variables that may be assigned, if there are any; arrays to change places with are made
    /// where there are none.
    pub(super) fn rounds(&mut self) -> Option<Node> {
        let names = self.scope.assignable().into_iter().map(|n| (n.text.clone(), n.ty.clone()));
        let fits = |ty: &Ty| ty.rank() > 0 && ty.dtype != DType::Bool && !ty.dtype.is_complex();
        let mut arrays: Vec<(String, Ty)> = names.filter(|(_, ty)| fits(ty)).collect();
        if arrays.is_empty() {
            return None;
        }
        let (first, ty) = arrays.swap_remove(self.rng.below(arrays.len()));
        let mut others: Vec<String> =
            arrays.into_iter().filter(|(_, other)| *other == ty).map(|(name, _)| name).collect();
        let mut result = String::new();
        if others.is_empty() && self.rng.chance(60) {
            for start in ["", "[::-1]"] {
                let name = self.fresh("w");
                result.push_str(&format!("var {name} = {first}{start};\n    "));
                others.push(name);
            }
        }
        let text = match self.rng.below(3) {
            0 | 1 if !others.is_empty() => {
                let fits = |text: &&&str| others.len() > 1 || !text.contains('C');
                *self.rng.pick(&ARRAYS.iter().filter(fits).copied().collect::<Vec<_>>())
            }
            0 if ty.rank() == 1 => *self.rng.pick(&ELEMENTS),
            _ => *self.rng.pick(&PARTS),
        };
        let elements = ELEMENTS.contains(&text);
        let mut body = String::new();
        for word in words(text) {
            body.push_str(&match word {
                "A" => first.clone(),
                "B" => others[0].clone(),
                "C" => others[1].clone(),
                "T" => ty.dtype.name().to_owned(),
                "N" => ty.dims[0].clone(),
                "trade" => self.own("trade", TRADE),
                "i" | "j" | "k" | "p" | "q" | "next" => format!("{word}_{first}"),
                other => other.to_owned(),
            });
        }
        let count = self.rng.below(5);
        let round = format!("k_{first}");
        if elements {
            body = format!("loop i_{first} in 2..{} {{ {body} }}", ty.dims[0]);
        }
        result.push_str(&format!("loop {round} in 0..{count} {{ {body} }}\n    "));
        Some(Node::statement(&result, Vec::new()))
    }
}

/// Names, and what stands between them.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let name = first.is_ascii_alphabetic();
        let end = rest.find(|c: char| c.is_ascii_alphabetic() != name).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        words.push(word);
        rest = after;
    }
    words
}
