//! Arrays that `arrc run` reads and writes: NumPy files, PNG images, literals on the command line.

mod literal;
mod npy;
mod npz;
mod png;

use std::path::Path;

use abi::DType;

use crate::error::{Outcome, usage};

pub use literal::parse as parse_literal;

/// An array in row-major order, little-endian.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tensor {
    /// Element type.
    pub dtype: DType,
    /// Extents, outermost first; empty for a scalar.
    pub shape: Vec<i64>,
    /// The elements' bytes; a bool is one byte.
    pub bytes: Vec<u8>,
}

impl Tensor {
    /// An array of zeros; none when its size in bytes does not fit memory.
    #[must_use]
    pub fn zeros(dtype: DType, shape: &[i64]) -> Option<Self> {
        let mut bytes = dtype.size();
        for &extent in shape {
            bytes = bytes.checked_mul(usize::try_from(extent).ok()?)?;
        }
        let mut data = Vec::new();
        data.try_reserve_exact(bytes).ok()?;
        data.resize(bytes, 0);
        Some(Self { dtype, shape: shape.to_vec(), bytes: data })
    }

    /// Element type and shape as in the language: `f64[3, 4]`.
    #[must_use]
    pub fn type_text(&self) -> String {
        if self.shape.is_empty() {
            return self.dtype.name().to_string();
        }
        let extents: Vec<String> = self.shape.iter().map(i64::to_string).collect();
        format!("{}[{}]", self.dtype.name(), extents.join(", "))
    }

    /// The elements as the language would write them, a list in brackets for each axis; of a large array the first
    /// [`SHOWN`] of each row, and of many rows the first [`SHOWN_ROWS`].
    #[must_use]
    pub fn text(&self) -> String {
        let mut elements = self.bytes.chunks_exact(self.dtype.size());
        let extents: Vec<usize> = self.shape.iter().map(|&e| usize::try_from(e).unwrap_or(0)).collect();
        let mut text = String::new();
        let mut out = |piece: &str| text += piece;
        rows(self.dtype, &extents, 1, &mut elements, &mut out);
        text
    }

    /// The elements as text, row-major.
    pub fn elements(&self) -> impl Iterator<Item = String> + '_ {
        self.bytes.chunks_exact(self.dtype.size()).map(|bytes| element_text(self.dtype, bytes))
    }
}

/// Elements of a row that are printed.
const SHOWN: usize = 64;
/// Rows that are printed.
const SHOWN_ROWS: usize = 24;

/// Writes the next elements as an array of those extents, its lines `indent` to the right.
fn rows<'b>(
    dtype: DType,
    extents: &[usize],
    indent: usize,
    elements: &mut impl Iterator<Item = &'b [u8]>,
    out: &mut impl FnMut(&str),
) {
    let Some((&n, inner)) = extents.split_first() else {
        return out(&elements.next().map_or_else(String::new, |bytes| element_text(dtype, bytes)));
    };
    let n_shown = if inner.is_empty() { SHOWN } else { SHOWN_ROWS };
    let between = match inner.is_empty() {
        true => ", ".to_string(),
        false => format!(",\n{}", " ".repeat(indent)),
    };
    out("[");
    for i in 0..n.min(n_shown) {
        out(if i == 0 { "" } else { &between });
        rows(dtype, inner, indent + 1, elements, out);
    }
    if n > n_shown {
        out(&format!("{between}…"));
        // What is not shown is passed over.
        let skipped = (n - n_shown) * inner.iter().product::<usize>();
        elements.by_ref().take(skipped).for_each(drop);
    }
    out("]");
}

/// The kinds of files, by ending.
enum Kind {
    Npy,
    Npz,
    Png,
}

fn kind_of(path: &Path) -> Outcome<Kind> {
    match path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase).as_deref() {
        Some("npy") => Ok(Kind::Npy),
        Some("npz") => Ok(Kind::Npz),
        Some("png") => Ok(Kind::Png),
        _ => Err(usage(format!("`{}`: expected a file that ends in .npy, .npz or .png", path.display()))),
    }
}

/// Whether an argument's text names a file rather than a literal.
#[must_use]
pub fn names_file(text: &str) -> bool {
    kind_of(Path::new(text)).is_ok()
}

/// Whether a file holds several arrays by name.
#[must_use]
pub fn is_archive(path: &Path) -> bool {
    matches!(kind_of(path), Ok(Kind::Npz))
}

/// Whether a file is a picture.
#[must_use]
pub fn is_picture(path: &Path) -> bool {
    matches!(kind_of(path), Ok(Kind::Png))
}

/// Reads a file by its ending; of an `.npz` with several arrays the one called `name`. A gray PNG gives `u8[h, w]` or `u16[h, w]`, a colour one adds an axis of 3 or 4.
///
/// # Errors
/// A file that cannot be read or is of another kind.
pub fn read(path: &Path, name: &str) -> Outcome<Tensor> {
    let file =
        || std::fs::File::open(path).map_err(|e| usage(format!("cannot read `{}`: {e}", path.display())));
    let damaged = |e: String| usage(format!("cannot read `{}`: {e}", path.display()));
    match kind_of(path)? {
        Kind::Npy => npy::read(std::io::BufReader::new(file()?)).map_err(damaged),
        Kind::Npz => npz::read(std::io::BufReader::new(file()?), name).map_err(damaged),
        Kind::Png => png::read(std::io::BufReader::new(file()?)).map_err(damaged),
    }
}

/// Writes named arrays to a file by its ending, several only to an `.npz`: nothing is left behind when it fails.
///
/// # Errors
/// An ending, element type or shape that the format does not have; a file that cannot be written.
pub fn write(path: &Path, arrays: &[(&str, &Tensor)]) -> Outcome<()> {
    let mut bytes = Vec::new();
    let encoded = match (kind_of(path)?, arrays) {
        (Kind::Npz, arrays) => npz::write(&mut bytes, arrays),
        (Kind::Npy, [(_, tensor)]) => npy::write(&mut bytes, tensor),
        (Kind::Png, [(_, tensor)]) => png::write(&mut bytes, tensor),
        (_, arrays) => Err(format!("it holds one array, not {}", arrays.len())),
    };
    encoded.map_err(|e| usage(format!("cannot write `{}`: {e}", path.display())))?;
    crate::files::write_atomically(path, &bytes)
}

/// Says before the work starts that an output cannot be written.
///
/// # Errors
/// A wrong ending or a folder that cannot be written.
pub fn check_output(path: &Path) -> Outcome<()> {
    kind_of(path)?;
    crate::files::check_writable(path)
}

fn element_text(dtype: DType, bytes: &[u8]) -> String {
    macro_rules! number {
        ($ty:ty) => {
            bytes.try_into().map_or_else(|_| String::from("?"), |b| format!("{:?}", <$ty>::from_le_bytes(b)))
        };
    }
    match dtype {
        DType::Bool => (bytes[0] != 0).to_string(),
        DType::I8 => number!(i8),
        DType::I16 => number!(i16),
        DType::I32 => number!(i32),
        DType::I64 => number!(i64),
        DType::U8 => number!(u8),
        DType::U16 => number!(u16),
        DType::U32 => number!(u32),
        DType::U64 => number!(u64),
        DType::F32 => number!(f32),
        DType::F64 => number!(f64),
        DType::C64 | DType::C128 => {
            let (re, im) = bytes.split_at(dtype.part().size());
            let im = element_text(dtype.part(), im);
            let sign = if im.starts_with('-') { "" } else { "+" };
            format!("{}{sign}{im}i", element_text(dtype.part(), re))
        }
        DType::F16 | DType::BF16 => bytes.try_into().map_or_else(
            |_| String::from("?"),
            |bytes| format!("{:?}", base::half::to_f32(dtype, u16::from_le_bytes(bytes))),
        ),
    }
}
