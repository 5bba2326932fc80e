//! Inputs made of other inputs: what a clumsy or malicious hand would do to them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::generate::rng::Rng;

use super::targets::MAX_PROGRAM;

/// Pieces of a text that belong together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Space,
    Word,
    Number,
    Sign,
}

type Token<'a> = (Kind, &'a str);

/// Takes a text apart; all pieces together are the text.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let kind_of = |c: char| match c {
        c if c.is_whitespace() => Kind::Space,
        c if c.is_ascii_digit() => Kind::Number,
        c if c.is_alphanumeric() || c == '_' => Kind::Word,
        _ => Kind::Sign,
    };
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let kind = kind_of(first);
        let goes_on = |c: char| match kind {
            Kind::Number => kind_of(c) != Kind::Space && kind_of(c) != Kind::Sign,
            Kind::Word => matches!(kind_of(c), Kind::Word | Kind::Number),
            Kind::Space => kind_of(c) == Kind::Space,
            Kind::Sign => false,
        };
        let end = rest.char_indices().skip(1).find(|&(_, c)| !goes_on(c)).map_or(rest.len(), |(at, _)| at);
        found.push((kind, &rest[..end]));
        rest = &rest[end..];
    }
    found
}

/// Tokens that change a lot.
const SPICE: [&str; 66] = [
    "fn",
    "pub",
    "let",
    "var",
    "for",
    "loop",
    "while",
    "if",
    "else",
    "in",
    "by",
    "inout",
    "new",
    "...",
    "return",
    "break",
    "continue",
    "assert",
    "where",
    "not",
    "and",
    "or",
    "true",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ";",
    ":",
    "->",
    "..",
    "..=",
    "|",
    "|>",
    "=",
    "+=",
    "//=",
    "==",
    "<=",
    "+",
    "-",
    "*",
    "/",
    "//",
    "%",
    "**",
    "@",
    "<<",
    "&",
    "^",
    "~",
    "wrap",
    "mirror",
    "axis = -1",
    "keep = true",
    "f16",
    "u8",
    "c64",
    "i64",
    "bool",
    "_",
    "..s",
    "sum",
];

const NUMBERS: [&str; 22] = [
    "0",
    "1",
    "-1",
    "2",
    "3",
    "7",
    "16",
    "255",
    "256",
    "65536",
    "2147483648",
    "4611686018427387904",
    "9223372036854775807",
    "9223372036854775808",
    "18446744073709551615",
    "0xffff_ffff_ffff_ffff",
    "1e308",
    "1e-320",
    "0.1f32",
    "5u8",
    "2.0i",
    "inf",
];

/// Makes texts from a corpus.
pub struct Mutator {
    corpus: Vec<String>,
}

impl Mutator {
    /// From all programs below a folder, in the order of their names.
    #[must_use]
    pub fn new(root: &Path) -> Self {
        let mut paths = Vec::new();
        collect(root, &mut paths);
        paths.sort();
        let corpus = paths.iter().filter_map(|path| fs::read_to_string(path).ok());
        Self { corpus: corpus.filter(|text| !text.is_empty() && text.len() < MAX_PROGRAM).collect() }
    }

    /// How many texts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.corpus.len()
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.corpus.is_empty()
    }

    /// A text with a few changes; not longer than `MAX_PROGRAM`.
    pub fn text(&self, rng: &mut Rng) -> Vec<u8> {
        let base = &self.corpus[rng.below(self.corpus.len())];
        let other = tokens(&self.corpus[rng.below(self.corpus.len())]);
        let mut text: Vec<Token<'_>> = tokens(base);
        for _ in 0..1 + rng.below(4) {
            self.change(&mut text, &other, rng);
        }
        let mut bytes = text.iter().flat_map(|(_, token)| token.bytes()).collect::<Vec<u8>>();
        bytes.truncate(MAX_PROGRAM);
        if rng.chance(5) {
            damage(&mut bytes, rng);
        }
        bytes
    }

    fn change<'a>(&'a self, text: &mut Vec<Token<'a>>, other: &[Token<'a>], rng: &mut Rng) {
        let Some(at) = pick_visible(text, rng) else { return };
        let (kind, _) = text[at];
        match rng.weighted(&[10, 6, 8, 25, 12, 12, 10, 8, 9]) {
            0 => drop(text.drain(at..(at + 1 + rng.below(4)).min(text.len()))),
            1 => repeat(text, at..(at + 1 + rng.below(6)).min(text.len()), 1 + rng.below(3)),
            2 => {
                let to = rng.below(text.len());
                text.swap(at, to);
            }
            3 => {
                let alike: Vec<Token<'a>> = other.iter().copied().filter(|(k, _)| *k == kind).collect();
                if !alike.is_empty() {
                    text[at] = alike[rng.below(alike.len())];
                }
            }
            4 => text.insert(at, (Kind::Sign, SPICE[rng.below(SPICE.len())])),
            5 => {
                let number =
                    text.iter().skip(at).position(|(k, _)| *k == Kind::Number).map_or(at, |n| at + n);
                text[number].1 = NUMBERS[rng.below(NUMBERS.len())];
            }
            6 => {
                let (from, into) = (group(other, rng.below(other.len().max(1))), group(text, at));
                text.splice(into, other[from].iter().copied());
            }
            7 => repeat(text, group(text, at), 1 + rng.below(40)),
            _ => {
                let from = rng.below(other.len().max(1));
                let to = (from + rng.below(200)).min(other.len());
                text.splice(at..at, other[from.min(to)..to].iter().copied());
            }
        }
    }
}

fn pick_visible(text: &[Token<'_>], rng: &mut Rng) -> Option<usize> {
    let start = rng.below(text.len());
    (0..text.len()).map(|n| (start + n) % text.len()).find(|&at| text[at].0 != Kind::Space)
}

fn repeat<'a>(text: &mut Vec<Token<'a>>, range: std::ops::Range<usize>, times: usize) {
    let piece: Vec<Token<'a>> = text[range.clone()].to_vec();
    let length: usize = piece.iter().map(|(_, token)| token.len()).sum();
    let times = times.min(MAX_PROGRAM / length.max(1));
    text.splice(range.end..range.end, (0..times).flat_map(|_| piece.iter().copied()));
}

/// The brackets that open at `at` or next behind it, with what is in them; else the one token.
fn group(text: &[Token<'_>], at: usize) -> std::ops::Range<usize> {
    let opens = |token: &str| matches!(token, "(" | "[" | "{");
    let Some(start) = (at..text.len()).find(|&at| opens(text[at].1)) else {
        return at..(at + 1).min(text.len());
    };
    let mut depth = 0;
    for (idx, (_, token)) in text.iter().enumerate().skip(start) {
        depth += i32::from(opens(token));
        depth -= i32::from(matches!(*token, ")" | "]" | "}"));
        if depth == 0 {
            return start..idx + 1;
        }
    }
    start..start + 1
}

/// Flips bits, puts in strange numbers, cuts, moves pieces: for bytes of any meaning.
pub fn damage(bytes: &mut Vec<u8>, rng: &mut Rng) {
    for _ in 0..1 + rng.below(6) {
        if bytes.is_empty() {
            return;
        }
        let at = rng.below(bytes.len());
        match rng.weighted(&[40, 20, 20, 5, 10, 5]) {
            0 => bytes[at] ^= 1 << rng.below(8),
            1 => bytes[at] = rng.bits() as u8,
            2 => {
                let number =
                    [0, 1, 0x7fff_ffff, 0xffff_ffff, 1 << 62, u64::MAX, 0x1000, 1 << 47][rng.below(8)];
                let size = [2, 4, 8][rng.below(3)];
                let at = at & !(size - 1);
                let end = (at + size).min(bytes.len());
                bytes[at..end].copy_from_slice(&u64::to_le_bytes(number)[..end - at]);
            }
            3 => bytes.truncate(at),
            4 => {
                let (from, size) = (rng.below(bytes.len()), 1 + rng.below(64));
                let piece = bytes[from..(from + size).min(bytes.len())].to_vec();
                let end = (at + piece.len()).min(bytes.len());
                bytes[at..end].copy_from_slice(&piece[..end - at]);
            }
            _ => {
                let end = (at + 1 + rng.below(32)).min(bytes.len());
                bytes.drain(at..end);
            }
        }
    }
}

fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.filter_map(|entry| entry.ok().map(|entry| entry.path())) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            if !name.starts_with('.') && name != "target" && name != "build" {
                collect(&path, into);
            }
        } else if name.ends_with(".arr") {
            into.push(path);
        }
    }
}
