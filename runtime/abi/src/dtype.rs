//! Element types: size, name, C spelling and DLPack code. Uses `core` only.

/// The type of an array's elements. The numbers are part of the ABI (`ParamDesc::dtype`).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub enum DType {
    /// Truth value, one byte, 0 or 1.
    Bool = 0,
    /// Signed, 8 bits.
    I8 = 1,
    /// Signed, 16 bits.
    I16 = 2,
    /// Signed, 32 bits.
    I32 = 3,
    /// Signed, 64 bits.
    I64 = 4,
    /// Unsigned, 8 bits.
    U8 = 5,
    /// Unsigned, 16 bits.
    U16 = 6,
    /// Unsigned, 32 bits.
    U32 = 7,
    /// Unsigned, 64 bits.
    U64 = 8,
    /// IEEE binary16.
    F16 = 9,
    /// The upper half of a binary32.
    BF16 = 10,
    /// IEEE binary32.
    F32 = 11,
    /// IEEE binary64.
    F64 = 12,
    /// Two `F32`: real, imaginary.
    C64 = 13,
    /// Two `F64`: real, imaginary.
    C128 = 14,
}

/// What family an element type belongs to; widening stays within numbers of one family.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// `bool`.
    Bool,
    /// Signed integers.
    Int,
    /// Unsigned integers.
    UInt,
    /// `f16`, `bf16`, `f32`, `f64`.
    Float,
    /// `c64`, `c128`.
    Complex,
}

impl DType {
    /// All element types, in the order of their numbers.
    pub const ALL: [DType; 15] = [
        DType::Bool,
        DType::I8,
        DType::I16,
        DType::I32,
        DType::I64,
        DType::U8,
        DType::U16,
        DType::U32,
        DType::U64,
        DType::F16,
        DType::BF16,
        DType::F32,
        DType::F64,
        DType::C64,
        DType::C128,
    ];

    /// The element type with this number, if there is one.
    #[inline]
    pub const fn from_number(number: u8) -> Option<DType> {
        if (number as usize) < Self::ALL.len() { Some(Self::ALL[number as usize]) } else { None }
    }

    /// The element type of that name, if there is one.
    pub fn from_name(name: &str) -> Option<DType> {
        Self::ALL.iter().copied().find(|dtype| dtype.name() == name)
    }

    /// The name in the language: `f64`.
    pub const fn name(self) -> &'static str {
        match self {
            DType::Bool => "bool",
            DType::I8 => "i8",
            DType::I16 => "i16",
            DType::I32 => "i32",
            DType::I64 => "i64",
            DType::U8 => "u8",
            DType::U16 => "u16",
            DType::U32 => "u32",
            DType::U64 => "u64",
            DType::F16 => "f16",
            DType::BF16 => "bf16",
            DType::F32 => "f32",
            DType::F64 => "f64",
            DType::C64 => "c64",
            DType::C128 => "c128",
        }
    }

    /// The family.
    pub const fn kind(self) -> Kind {
        match self {
            DType::Bool => Kind::Bool,
            DType::I8 | DType::I16 | DType::I32 | DType::I64 => Kind::Int,
            DType::U8 | DType::U16 | DType::U32 | DType::U64 => Kind::UInt,
            DType::F16 | DType::BF16 | DType::F32 | DType::F64 => Kind::Float,
            DType::C64 | DType::C128 => Kind::Complex,
        }
    }

    /// Whether a real float.
    pub const fn is_float(self) -> bool {
        matches!(self.kind(), Kind::Float)
    }

    /// Whether a float of 16 bits, whose operations are those of `F32` rounded once more.
    pub const fn is_half(self) -> bool {
        matches!(self, DType::F16 | DType::BF16)
    }

    /// Whether complex.
    pub const fn is_complex(self) -> bool {
        matches!(self, DType::C64 | DType::C128)
    }

    /// Whether an integer, signed or not.
    pub const fn is_int(self) -> bool {
        matches!(self.kind(), Kind::Int | Kind::UInt)
    }

    /// Whether a signed integer.
    pub const fn is_signed_int(self) -> bool {
        matches!(self.kind(), Kind::Int)
    }

    /// Bytes of one element.
    #[inline]
    pub const fn size(self) -> usize {
        const SIZES: [u8; 15] = [1, 1, 2, 4, 8, 1, 2, 4, 8, 2, 2, 4, 8, 8, 16];
        SIZES[self as usize] as usize
    }

    /// What an element's address must be a multiple of, in bytes: for complex numbers that is the
    /// size of one part, as in C.
    #[inline]
    pub const fn align(self) -> usize {
        match self {
            DType::C64 => 4,
            DType::C128 => 8,
            _ => self.size(),
        }
    }

    /// Bits of one element as the language counts them (`bool` occupies 8).
    pub const fn bits(self) -> u32 {
        self.size() as u32 * 8
    }

    /// The type of a complex number's parts; any other type is its own part.
    pub const fn part(self) -> DType {
        match self {
            DType::C64 => DType::F32,
            DType::C128 => DType::F64,
            other => other,
        }
    }

    /// The smallest complex type whose parts hold this float type, if it is one.
    pub const fn complex(self) -> Option<DType> {
        match self {
            DType::F16 | DType::BF16 | DType::F32 => Some(DType::C64),
            DType::F64 => Some(DType::C128),
            _ => None,
        }
    }

    /// DLPack's type code and bits: `(2, 64)` for `f64`.
    #[inline]
    pub const fn dlpack(self) -> (u8, u8) {
        let code = match self {
            DType::Bool => 6,
            DType::I8 | DType::I16 | DType::I32 | DType::I64 => 0,
            DType::U8 | DType::U16 | DType::U32 | DType::U64 => 1,
            DType::F16 | DType::F32 | DType::F64 => 2,
            DType::BF16 => 4,
            DType::C64 | DType::C128 => 5,
        };
        (code, self.size() as u8 * 8)
    }

    /// The element type with this DLPack code and bits, if there is one.
    pub const fn from_dlpack(code: u8, bits: u8) -> Option<DType> {
        Some(match (code, bits) {
            (6, 8) => DType::Bool,
            (0, 8) => DType::I8,
            (0, 16) => DType::I16,
            (0, 32) => DType::I32,
            (0, 64) => DType::I64,
            (1, 8) => DType::U8,
            (1, 16) => DType::U16,
            (1, 32) => DType::U32,
            (1, 64) => DType::U64,
            (2, 16) => DType::F16,
            (2, 32) => DType::F32,
            (2, 64) => DType::F64,
            (4, 16) => DType::BF16,
            (5, 64) => DType::C64,
            (5, 128) => DType::C128,
            _ => return None,
        })
    }

    /// The C type that the generated headers use.
    pub const fn c_name(self) -> &'static str {
        match self {
            DType::Bool => "arrc_bool",
            DType::I8 => "int8_t",
            DType::I16 => "int16_t",
            DType::I32 => "int32_t",
            DType::I64 => "int64_t",
            DType::U8 => "uint8_t",
            DType::U16 => "uint16_t",
            DType::U32 => "uint32_t",
            DType::U64 => "uint64_t",
            DType::F16 => "arrc_f16",
            DType::BF16 => "arrc_bf16",
            DType::F32 => "float",
            DType::F64 => "double",
            DType::C64 => "arrc_c64",
            DType::C128 => "arrc_c128",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::DType;

    #[test]
    fn numbers_names_and_dlpack_types_lead_back() {
        for (number, dtype) in DType::ALL.into_iter().enumerate() {
            let (code, bits) = dtype.dlpack();
            assert_eq!(DType::from_number(number as u8), Some(dtype));
            assert_eq!(DType::from_name(dtype.name()), Some(dtype));
            assert_eq!(DType::from_dlpack(code, bits), Some(dtype));
            assert_eq!(u32::from(bits), dtype.bits());
        }
        assert_eq!(DType::from_number(15), None);
    }
}
