//! Scalar values and operations: the one table of what every operation means.
//!
//! The evaluators, constant folding and the tests of generated code all use it. Integers wrap, shifts mask, float to
//! integer saturates, `min` and `max` propagate NaN and put -0 below +0, integer division floors and fails on zero.

use std::fmt;

use crate::DType;
use crate::poly::FloorDiv;

/// An element: its type and its bits, zero-extended.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scalar {
    /// The element type.
    pub dtype: DType,
    /// The bits, zero-extended to 64.
    pub bits: u64,
}

/// Operations on one scalar.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub enum UnOp {
    /// `-x`.
    Neg,
    /// Bitwise complement of an integer, `not` of a bool.
    Not,
    /// Absolute value; the minimum integer stays.
    Abs,
    /// Correctly rounded square root.
    Sqrt,
    /// Largest integer not above.
    Floor,
    /// Smallest integer not below.
    Ceil,
    /// Towards zero.
    Trunc,
    /// To nearest, ties to even.
    Round,
    /// A float's bits as an unsigned integer of its width.
    Bits,
    /// The float with these bits.
    FromBits,
}

/// Operations on two scalars of one type giving that type (shifts too: count in the same type).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub enum BinOp {
    /// Sum.
    Add,
    /// Difference.
    Sub,
    /// Product.
    Mul,
    /// Float quotient.
    Div,
    /// Floored integer quotient; zero divisor is an error; min // -1 is min.
    FloorDiv,
    /// Remainder of the floored quotient, with the divisor's sign; zero divisor is an error.
    Mod,
    /// Smaller; NaN wins; -0 below +0.
    Min,
    /// Larger; NaN wins; -0 below +0.
    Max,
    /// Bitwise and; logical on bool.
    And,
    /// Bitwise or; logical on bool.
    Or,
    /// Exclusive or.
    Xor,
    /// Shift left; the count is taken modulo the width.
    Shl,
    /// Shift right, arithmetic when signed; the count is taken modulo the width.
    Shr,
    /// Magnitude of the first, sign of the second.
    CopySign,
}

/// Comparisons; with NaN only `Ne` is true.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub enum CmpOp {
    /// `==`
    Eq,
    /// `!=`
    Ne,
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `>`
    Gt,
    /// `>=`
    Ge,
}

/// Why an operation on scalars fails.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ScalarError {
    /// Integer division or remainder by zero.
    DivideByZero,
}

impl UnOp {
    /// Every operation, with its name in the text forms.
    pub const NAMES: &'static [(UnOp, &'static str)] = &[
        (UnOp::Neg, "neg"),
        (UnOp::Not, "not"),
        (UnOp::Abs, "abs"),
        (UnOp::Sqrt, "sqrt"),
        (UnOp::Floor, "floor"),
        (UnOp::Ceil, "ceil"),
        (UnOp::Trunc, "trunc"),
        (UnOp::Round, "round"),
        (UnOp::Bits, "bits"),
        (UnOp::FromBits, "from_bits"),
    ];
    /// The type of the result on an operand of type `dtype`; none where the operation does not apply.
    #[must_use]
    pub fn result(self, dtype: DType) -> Option<DType> {
        match self {
            UnOp::Neg | UnOp::Abs => (dtype != DType::Bool).then_some(dtype),
            UnOp::Not => (dtype == DType::Bool || dtype.is_int()).then_some(dtype),
            UnOp::Sqrt | UnOp::Floor | UnOp::Ceil | UnOp::Trunc | UnOp::Round => {
                dtype.is_float().then_some(dtype)
            }
            UnOp::Bits => match dtype {
                DType::F16 | DType::BF16 => Some(DType::U16),
                DType::F32 => Some(DType::U32),
                DType::F64 => Some(DType::U64),
                _ => None,
            },
            UnOp::FromBits => match dtype {
                DType::U32 => Some(DType::F32),
                DType::U64 => Some(DType::F64),
                _ => None,
            },
        }
    }
}

impl BinOp {
    /// Every operation, with its name in the text forms.
    pub const NAMES: &'static [(BinOp, &'static str)] = &[
        (BinOp::Add, "add"),
        (BinOp::Sub, "sub"),
        (BinOp::Mul, "mul"),
        (BinOp::Div, "div"),
        (BinOp::FloorDiv, "floordiv"),
        (BinOp::Mod, "mod"),
        (BinOp::Min, "min"),
        (BinOp::Max, "max"),
        (BinOp::And, "and"),
        (BinOp::Or, "or"),
        (BinOp::Xor, "xor"),
        (BinOp::Shl, "shl"),
        (BinOp::Shr, "shr"),
        (BinOp::CopySign, "copysign"),
    ];
    /// Whether the operation applies to operands of type `dtype`.
    #[must_use]
    pub fn applies(self, dtype: DType) -> bool {
        match self {
            BinOp::Add | BinOp::Sub | BinOp::Mul => dtype != DType::Bool,
            BinOp::Min | BinOp::Max => true,
            BinOp::Div | BinOp::CopySign => dtype.is_float(),
            BinOp::FloorDiv | BinOp::Mod | BinOp::Shl | BinOp::Shr => dtype.is_int(),
            BinOp::And | BinOp::Or | BinOp::Xor => dtype.is_int() || dtype == DType::Bool,
        }
    }
    /// Whether it can fail on operands of type `dtype`.
    #[must_use]
    pub fn fallible(self) -> bool {
        matches!(self, BinOp::FloorDiv | BinOp::Mod)
    }
}

impl CmpOp {
    /// Every comparison, with its name in the text forms.
    pub const NAMES: &'static [(CmpOp, &'static str)] = &[
        (CmpOp::Eq, "eq"),
        (CmpOp::Ne, "ne"),
        (CmpOp::Lt, "lt"),
        (CmpOp::Le, "le"),
        (CmpOp::Gt, "gt"),
        (CmpOp::Ge, "ge"),
    ];
}

/// The name of `op` in a table of names.
macro_rules! named {
    ($($ty:ty),*) => {$(
        impl $ty {
            /// The name in the text forms.
            #[must_use]
            pub fn name(self) -> &'static str {
                Self::NAMES.iter().find(|(op, _)| *op == self).map_or("?", |(_, name)| name)
            }
            /// The operation of that name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::NAMES.iter().find(|(_, n)| *n == name).map(|(op, _)| *op)
            }
        }
        impl fmt::Display for $ty {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name())
            }
        }
    )*};
}
named!(UnOp, BinOp, CmpOp);

impl Scalar {
    /// A bool.
    #[must_use]
    pub fn bool(value: bool) -> Self {
        Self { dtype: DType::Bool, bits: u64::from(value) }
    }
    /// An `i64`.
    #[must_use]
    pub fn i64(value: i64) -> Self {
        Self { dtype: DType::I64, bits: value.cast_unsigned() }
    }
    /// An integer of type `dtype`: the low bits of `value`.
    #[must_use]
    pub fn int(dtype: DType, value: i64) -> Self {
        Self { dtype, bits: value.cast_unsigned() & width_mask(dtype) }
    }
    /// An `f32`.
    #[must_use]
    pub fn f32(value: f32) -> Self {
        Self { dtype: DType::F32, bits: u64::from(value.to_bits()) }
    }
    /// An `f64`.
    #[must_use]
    pub fn f64(value: f64) -> Self {
        Self { dtype: DType::F64, bits: value.to_bits() }
    }
    /// A float of type `dtype`, rounded to nearest.
    #[must_use]
    pub fn float(dtype: DType, value: f64) -> Self {
        match dtype {
            DType::F32 => Self::f32(value as f32),
            DType::F64 => Self::f64(value),
            DType::F16 | DType::BF16 => Self { dtype, bits: u64::from(crate::half::from_f64(dtype, value)) },
            _ => crate::bug!("no float of type {}", dtype.name()),
        }
    }
    /// Whether a bool, or the low bit of an integer, is set.
    #[must_use]
    pub fn as_bool(self) -> bool {
        self.bits & 1 != 0
    }
    /// An integer's or bool's value, sign- or zero-extended (a large `u64` comes out negative).
    #[must_use]
    pub fn as_i64(self) -> i64 {
        let value = self.bits.cast_signed();
        if self.dtype.is_signed_int() {
            let unused = 64 - width(self.dtype);
            (value << unused) >> unused
        } else {
            value
        }
    }
    /// A float's value.
    #[must_use]
    pub fn as_f64(self) -> f64 {
        match self.dtype {
            DType::F32 => f64::from(self.as_f32()),
            DType::F16 | DType::BF16 => f64::from(crate::half::to_f32(self.dtype, self.bits as u16)),
            _ => f64::from_bits(self.bits),
        }
    }
    fn as_f32(self) -> f32 {
        f32::from_bits(self.bits as u32)
    }
    /// Whether a float that is not a number.
    #[must_use]
    pub fn is_nan(self) -> bool {
        self.dtype.is_float() && self.as_f64().is_nan()
    }
    /// Equality of results: the same bits, or both NaN.
    #[must_use]
    pub fn same(self, other: Self) -> bool {
        self == other || (self.dtype == other.dtype && self.is_nan() && other.is_nan())
    }
    /// Zero of type `dtype`.
    #[must_use]
    pub fn zero(dtype: DType) -> Self {
        Self { dtype, bits: 0 }
    }
}

impl fmt::Debug for Scalar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Scalar {
    /// As in the text forms: `true`, `7:u8`, `0x3fc00000:f32` with the value behind for readers is left to printers.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.dtype {
            DType::Bool => write!(f, "{}", self.as_bool()),
            DType::F16 | DType::BF16 => write!(f, "{:?}:{}", self.as_f64(), self.dtype.name()),
            DType::F32 => write!(f, "{:?}:f32", self.as_f32()),
            DType::F64 => write!(f, "{:?}:f64", self.as_f64()),
            DType::U64 => write!(f, "{}:u64", self.bits),
            _ => write!(f, "{}:{}", self.as_i64(), self.dtype.name()),
        }
    }
}

impl std::str::FromStr for Scalar {
    type Err = ();
    /// Reads what `Display` writes.
    fn from_str(text: &str) -> Result<Self, ()> {
        if let "true" | "false" = text {
            return Ok(Scalar::bool(text == "true"));
        }
        let (digits, name) = text.rsplit_once(':').ok_or(())?;
        let dtype = DType::ALL.into_iter().find(|dtype| dtype.name() == name).ok_or(())?;
        match dtype {
            // Exact: as many digits are written as the `f64` needs.
            DType::F16 | DType::BF16 => {
                digits.parse().map(|value| Scalar::float(dtype, value)).map_err(|_| ())
            }
            DType::F32 => digits.parse().map(Scalar::f32).map_err(|_| ()),
            DType::F64 => digits.parse().map(Scalar::f64).map_err(|_| ()),
            DType::U64 => digits.parse().map(|bits| Scalar { dtype, bits }).map_err(|_| ()),
            _ if dtype.is_int() => {
                let value: i64 = digits.parse().map_err(|_| ())?;
                let scalar = Scalar::int(dtype, value);
                if scalar.as_i64() == value { Ok(scalar) } else { Err(()) }
            }
            _ => Err(()),
        }
    }
}

fn width(dtype: DType) -> u32 {
    match dtype {
        DType::Bool => 1,
        _ => u32::try_from(dtype.size() * 8).unwrap_or(64),
    }
}

fn width_mask(dtype: DType) -> u64 {
    u64::MAX >> (64 - width(dtype))
}

/// Applies `op`; the operand's type has been checked by [`UnOp::result`].
#[must_use]
pub fn unary(op: UnOp, x: Scalar) -> Scalar {
    let Some(dtype) = op.result(x.dtype) else { crate::bug!("{op} on {}", x.dtype.name()) };
    if x.dtype.is_half() && op != UnOp::Bits {
        return convert(unary(op, convert(x, DType::F32)), dtype);
    }
    match x.dtype {
        DType::Bool => Scalar::bool(!x.as_bool()),
        DType::F32 if op != UnOp::Bits => {
            Scalar::f32(unary_float(op, x.as_f64(), f64::from(x.as_f32().sqrt())) as f32)
        }
        DType::F64 if op != UnOp::Bits => Scalar::f64(unary_float(op, x.as_f64(), x.as_f64().sqrt())),
        _ => match op {
            UnOp::Neg => Scalar::int(dtype, x.as_i64().wrapping_neg()),
            UnOp::Not => Scalar::int(dtype, !x.as_i64()),
            UnOp::Abs if dtype.is_signed_int() => Scalar::int(dtype, x.as_i64().wrapping_abs()),
            _ => Scalar { dtype, bits: x.bits },
        },
    }
}

/// Exact operations are done in `f64` for `f32` too; only the root depends on the type.
fn unary_float(op: UnOp, x: f64, root: f64) -> f64 {
    match op {
        UnOp::Neg => -x,
        UnOp::Abs => x.abs(),
        UnOp::Sqrt => root,
        UnOp::Floor => x.floor(),
        UnOp::Ceil => x.ceil(),
        UnOp::Trunc => x.trunc(),
        UnOp::Round => x.round_ties_even(),
        UnOp::Not | UnOp::Bits | UnOp::FromBits => crate::bug!("{op} on a float"),
    }
}

/// Applies `op` to operands of one type, checked by [`BinOp::applies`].
///
/// # Errors
/// Integer division and remainder by zero.
pub fn binary(op: BinOp, a: Scalar, b: Scalar) -> Result<Scalar, ScalarError> {
    if a.dtype != b.dtype || !op.applies(a.dtype) {
        crate::bug!("{op} on {} and {}", a.dtype.name(), b.dtype.name());
    }
    if a.dtype.is_half() {
        let wide = binary(op, convert(a, DType::F32), convert(b, DType::F32))?;
        return Ok(convert(wide, a.dtype));
    }
    Ok(match a.dtype {
        DType::F32 => Scalar::f32(binary_f32(op, a.as_f32(), b.as_f32())),
        DType::F64 => Scalar::f64(binary_f64(op, a.as_f64(), b.as_f64())),
        _ => Scalar::int(a.dtype, binary_int(op, a, b)?),
    })
}

macro_rules! binary_float {
    ($name:ident, $ty:ty) => {
        fn $name(op: BinOp, a: $ty, b: $ty) -> $ty {
            match op {
                BinOp::Add => a + b,
                BinOp::Sub => a - b,
                BinOp::Mul => a * b,
                BinOp::Div => a / b,
                BinOp::CopySign => a.copysign(b),
                BinOp::Min | BinOp::Max if a.is_nan() || b.is_nan() => <$ty>::NAN,
                // total_cmp orders -0 below +0.
                BinOp::Min => {
                    if a.total_cmp(&b).is_le() {
                        a
                    } else {
                        b
                    }
                }
                BinOp::Max => {
                    if a.total_cmp(&b).is_ge() {
                        a
                    } else {
                        b
                    }
                }
                _ => crate::bug!("{op} on floats"),
            }
        }
    };
}
binary_float!(binary_f32, f32);
binary_float!(binary_f64, f64);

fn binary_int(op: BinOp, a: Scalar, b: Scalar) -> Result<i64, ScalarError> {
    let dtype = a.dtype;
    let (x, y) = (a.as_i64(), b.as_i64());
    let count = u32::try_from(b.bits & u64::from(width(dtype) - 1)).unwrap_or(0);
    let less = if dtype == DType::U64 { a.bits < b.bits } else { x < y };
    Ok(match op {
        BinOp::Add => x.wrapping_add(y),
        BinOp::Sub => x.wrapping_sub(y),
        BinOp::Mul => x.wrapping_mul(y),
        BinOp::FloorDiv | BinOp::Mod if y == 0 => return Err(ScalarError::DivideByZero),
        BinOp::FloorDiv if dtype == DType::U64 => (a.bits / b.bits).cast_signed(),
        BinOp::Mod if dtype == DType::U64 => (a.bits % b.bits).cast_signed(),
        BinOp::FloorDiv => x.wrapping_floor_div(y),
        BinOp::Mod => x.wrapping_sub(x.wrapping_floor_div(y).wrapping_mul(y)),
        BinOp::Min => {
            if less {
                x
            } else {
                y
            }
        }
        BinOp::Max => {
            if less {
                y
            } else {
                x
            }
        }
        BinOp::And => x & y,
        BinOp::Or => x | y,
        BinOp::Xor => x ^ y,
        BinOp::Shl => x.wrapping_shl(count),
        BinOp::Shr if dtype.is_signed_int() => x >> count,
        BinOp::Shr => (a.bits >> count).cast_signed(),
        BinOp::Div | BinOp::CopySign => crate::bug!("{op} on integers"),
    })
}

/// `a * b + c` rounded once (`fused`) or twice.
#[must_use]
pub fn fma(a: Scalar, b: Scalar, c: Scalar, fused: bool) -> Scalar {
    if a.dtype.is_half() {
        let [x, y, z] = [a, b, c].map(|x| convert(x, DType::F32));
        return convert(fma(x, y, z, fused), a.dtype);
    }
    match (a.dtype, fused) {
        (DType::F32, true) => Scalar::f32(a.as_f32().mul_add(b.as_f32(), c.as_f32())),
        (DType::F32, false) => Scalar::f32(a.as_f32() * b.as_f32() + c.as_f32()),
        (DType::F64, true) => Scalar::f64(a.as_f64().mul_add(b.as_f64(), c.as_f64())),
        (DType::F64, false) => Scalar::f64(a.as_f64() * b.as_f64() + c.as_f64()),
        _ => crate::bug!("fma on {}", a.dtype.name()),
    }
}

/// Compares two scalars of one type; bools as 0 and 1.
#[must_use]
pub fn compare(op: CmpOp, a: Scalar, b: Scalar) -> bool {
    let order = if a.dtype.is_float() {
        a.as_f64().partial_cmp(&b.as_f64())
    } else if a.dtype.is_signed_int() {
        Some(a.as_i64().cmp(&b.as_i64()))
    } else {
        Some(a.bits.cmp(&b.bits))
    };
    match op {
        CmpOp::Eq => order.is_some_and(std::cmp::Ordering::is_eq),
        CmpOp::Ne => !order.is_some_and(std::cmp::Ordering::is_eq),
        CmpOp::Lt => order.is_some_and(std::cmp::Ordering::is_lt),
        CmpOp::Le => order.is_some_and(std::cmp::Ordering::is_le),
        CmpOp::Gt => order.is_some_and(std::cmp::Ordering::is_gt),
        CmpOp::Ge => order.is_some_and(std::cmp::Ordering::is_ge),
    }
}

/// The value of an integer or a bool.
fn as_i128(x: Scalar) -> i128 {
    if x.dtype == DType::U64 { i128::from(x.bits) } else { i128::from(x.as_i64()) }
}

/// Converts to `to`: integers keep their low bits, float to integer truncates and saturates (NaN gives 0), integer to
/// float and floats to smaller ones round to nearest, anything to bool is "not zero".
#[must_use]
pub fn convert(x: Scalar, to: DType) -> Scalar {
    if to == DType::Bool {
        return Scalar::bool(if x.dtype.is_float() { x.as_f64() != 0.0 } else { x.bits != 0 });
    }
    match (x.dtype.is_float(), to) {
        (true, _) if to.is_float() => Scalar::float(to, x.as_f64()),
        (true, _) => Scalar::int(to, float_to_int(x.as_f64(), to)),
        (false, DType::F16 | DType::BF16) => Scalar::float(to, crate::half::sticky_f64(as_i128(x))),
        (false, DType::F32 | DType::F64) => int_to_float(x, to),
        (false, _) => Scalar::int(to, x.as_i64()),
    }
}

fn float_to_int(x: f64, to: DType) -> i64 {
    match to {
        DType::I8 => i64::from(x as i8),
        DType::I16 => i64::from(x as i16),
        DType::I32 => i64::from(x as i32),
        DType::I64 => x as i64,
        DType::U8 => i64::from(x as u8),
        DType::U16 => i64::from(x as u16),
        DType::U32 => i64::from(x as u32),
        DType::U64 => (x as u64).cast_signed(),
        _ => crate::bug!("{} is no integer type", to.name()),
    }
}

fn int_to_float(x: Scalar, to: DType) -> Scalar {
    match (x.dtype == DType::U64, to) {
        (true, DType::F32) => Scalar::f32(x.bits as f32),
        (true, _) => Scalar::f64(x.bits as f64),
        (false, DType::F32) => Scalar::f32(x.as_i64() as f32),
        (false, _) => Scalar::f64(x.as_i64() as f64),
    }
}
