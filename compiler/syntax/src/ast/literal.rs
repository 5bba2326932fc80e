//! Literals: the numbers and truth values that stand in the source.

use std::fmt;
use std::sync::Arc;

/// A literal. A minus sign is never part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Literal {
    /// `true`, `false`
    Bool(bool),
    /// `1_000`, `0xff`, `7u8`: the suffix, if any, is an integer type.
    Int {
        /// The number; whether it fits its type is the checker's question.
        value: u128,
        /// The type written behind it.
        suffix: Option<Suffix>,
    },
    /// `1.5e-3`, `2.5f32`, `2f32`: the suffix, if any, is a float type.
    Float {
        /// Decimal digits without `_` and suffix, such as `1.5e-3`. It is kept as text because the type that the
        /// context asks for decides how it is rounded (once).
        text: Arc<str>,
        /// The type written behind it.
        suffix: Option<Suffix>,
    },
    /// `2.0i`, `2i`: the imaginary part of a complex number whose real part is zero.
    Imaginary {
        /// Decimal digits as in `Float`.
        text: Arc<str>,
    },
}

/// The type behind a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Suffix {
    /// `1i8`
    I8,
    /// `1i16`
    I16,
    /// `1i32`
    I32,
    /// `1i64`
    I64,
    /// `1u8`
    U8,
    /// `1u16`
    U16,
    /// `1u32`
    U32,
    /// `1u64`
    U64,
    /// `1.0f16`
    F16,
    /// `1.0bf16`
    Bf16,
    /// `1.0f32`
    F32,
    /// `1.0f64`
    F64,
}

impl Suffix {
    /// All suffixes.
    pub const ALL: [Suffix; 12] = [
        Suffix::I8,
        Suffix::I16,
        Suffix::I32,
        Suffix::I64,
        Suffix::U8,
        Suffix::U16,
        Suffix::U32,
        Suffix::U64,
        Suffix::F16,
        Suffix::Bf16,
        Suffix::F32,
        Suffix::F64,
    ];

    /// The type's name: `"u8"`.
    pub fn as_str(self) -> &'static str {
        match self {
            Suffix::I8 => "i8",
            Suffix::I16 => "i16",
            Suffix::I32 => "i32",
            Suffix::I64 => "i64",
            Suffix::U8 => "u8",
            Suffix::U16 => "u16",
            Suffix::U32 => "u32",
            Suffix::U64 => "u64",
            Suffix::F16 => "f16",
            Suffix::Bf16 => "bf16",
            Suffix::F32 => "f32",
            Suffix::F64 => "f64",
        }
    }

    /// Whether this is a float type.
    pub fn is_float(self) -> bool {
        matches!(self, Suffix::F16 | Suffix::Bf16 | Suffix::F32 | Suffix::F64)
    }
}

impl fmt::Display for Suffix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
