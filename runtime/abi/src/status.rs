//! Status codes that every function of a library returns. Uses `core` only.

/// Outcome of a call. The numbers are part of the ABI.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(i32)]
pub enum Status {
    /// Success.
    Ok = 0,
    /// Extents that do not fit together, a broken `where`, or a size beyond 2^63 bytes.
    Shape = 1,
    /// An index outside its axis.
    Bounds = 2,
    /// A failed `assert`.
    Assert = 3,
    /// Integer division by zero.
    Divide = 4,
    /// Memory could not be had.
    Memory = 5,
    /// Element types for which the function has no instance.
    DType = 6,
    /// A null pointer where memory or a descriptor is needed.
    Null = 7,
    /// Too few or too many dimensions.
    Rank = 8,
    /// An output overlaps an input or another output.
    Alias = 9,
    /// Data not aligned to its element type.
    Align = 10,
    /// Memory of a device other than the CPU.
    Device = 11,
    /// A struct from another version of the interface.
    Version = 12,
    /// An error in the library or the compiler itself.
    Internal = 13,
    /// The host asked for the call to end.
    Cancelled = 14,
}

impl Status {
    /// All codes, in the order of their numbers.
    pub const ALL: [Status; 15] = [
        Status::Ok,
        Status::Shape,
        Status::Bounds,
        Status::Assert,
        Status::Divide,
        Status::Memory,
        Status::DType,
        Status::Null,
        Status::Rank,
        Status::Alias,
        Status::Align,
        Status::Device,
        Status::Version,
        Status::Internal,
        Status::Cancelled,
    ];

    /// The code with this number; a number that no version knows counts as `Internal`.
    pub fn from_number(number: i32) -> Status {
        Self::ALL.iter().copied().find(|status| *status as i32 == number).unwrap_or(Status::Internal)
    }

    /// The name in the C header: `ARRC_ERR_SHAPE`.
    pub const fn c_name(self) -> &'static str {
        match self {
            Status::Ok => "ARRC_OK",
            Status::Shape => "ARRC_ERR_SHAPE",
            Status::Bounds => "ARRC_ERR_BOUNDS",
            Status::Assert => "ARRC_ERR_ASSERT",
            Status::Divide => "ARRC_ERR_DIVIDE",
            Status::Memory => "ARRC_ERR_MEMORY",
            Status::DType => "ARRC_ERR_DTYPE",
            Status::Null => "ARRC_ERR_NULL",
            Status::Rank => "ARRC_ERR_RANK",
            Status::Alias => "ARRC_ERR_ALIAS",
            Status::Align => "ARRC_ERR_ALIGN",
            Status::Device => "ARRC_ERR_DEVICE",
            Status::Version => "ARRC_ERR_VERSION",
            Status::Internal => "ARRC_ERR_INTERNAL",
            Status::Cancelled => "ARRC_ERR_CANCELLED",
        }
    }

    /// What the code means, in a few words.
    pub const fn meaning(self) -> &'static str {
        match self {
            Status::Ok => "success",
            Status::Shape => "extents that do not fit together",
            Status::Bounds => "an index outside its axis",
            Status::Assert => "a failed assertion",
            Status::Divide => "integer division by zero",
            Status::Memory => "no memory",
            Status::DType => "no instance for these element types",
            Status::Null => "a null pointer",
            Status::Rank => "too few or too many dimensions",
            Status::Alias => "an output overlaps another argument",
            Status::Align => "misaligned data",
            Status::Device => "memory of another device",
            Status::Version => "another version of the interface",
            Status::Internal => "an error in the library itself",
            Status::Cancelled => "cancelled by the host",
        }
    }
}
