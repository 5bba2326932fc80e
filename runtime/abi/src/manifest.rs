//! The manifest: what a library tells its hosts about itself, as JSON.

use crate::DType;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Longest JSON that a host reads.
pub const MAX_JSON: usize = 16 << 20;

/// A library's description of itself.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Manifest {
    /// `ABI_VERSION` of the library.
    pub abi: u32,
    /// Compiler and its version: `arrc 0.1.0`.
    pub compiler: String,
    /// Name of the library, the prefix of its own symbols.
    pub library: String,
    /// Hash of the source and everything it uses, in hexadecimal digits.
    pub source_hash: String,
    /// CPU levels: `x86-64-v3`.
    pub cpu_levels: Vec<String>,
    /// How its floats are computed, where it is not as usual: `reproducible`, `fast-math`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub arithmetic: Vec<String>,
    /// The module's doc comment.
    pub doc: String,
    /// Exported functions.
    pub functions: Vec<FunctionEntry>,
}

/// One exported function.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct FunctionEntry {
    /// Name in the source.
    pub name: String,
    /// Symbol of the uniform entry.
    pub dl_symbol: String,
    /// Doc comment.
    pub doc: String,
    /// Signature as written.
    pub signature: String,
    /// First line in the source.
    pub line: u32,
    /// Number of tensors in `inputs` of the uniform entry.
    pub inputs: usize,
    /// Number of tensors in `outputs` of the uniform entry.
    pub outputs: usize,
    /// Attributes as written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attrs: Vec<String>,
    /// Instances.
    pub instances: Vec<InstanceEntry>,
}

/// One instance of an exported function.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct InstanceEntry {
    /// Symbol of the typed entry.
    pub symbol: String,
    /// Symbol of its own uniform entry, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dl_symbol: Option<String>,
    /// Signature in NumPy's notation.
    pub gufunc: String,
    /// Parameters.
    pub params: Vec<ParamEntry>,
    /// Results.
    pub results: Vec<ParamEntry>,
    /// Names of the size variables.
    pub sizes: Vec<String>,
    /// Constraints as written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub constraints: Vec<String>,
}

/// One parameter or result.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ParamEntry {
    /// Name in C.
    pub name: String,
    /// Name in the source and the fields that lead here; empty where that is the name in C.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub path: Vec<String>,
    /// Element type.
    #[serde(serialize_with = "write_dtype", deserialize_with = "read_dtype")]
    pub dtype: DType,
    /// Number of core dimensions.
    pub rank: usize,
    /// Core dimensions as written.
    pub dims: Vec<String>,
    /// Labels of the dimensions, empty if none has one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<Option<String>>,
    /// Whether it holds the validity of the parameter before it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub validity: bool,
    /// Whether it is updated in place.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub inout: bool,
    /// How the results use each axis (for results: how they were made); empty where they need all of every axis.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub access: Vec<Access>,
}

/// How one axis of a parameter is used.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Access {
    /// Index `i` only for index `i` of the result's axis of that size.
    Elementwise,
    /// From index `i + lo` to `i + hi`.
    Halo {
        /// Lowest offset.
        lo: i64,
        /// Highest offset.
        hi: i64,
    },
    /// Reduced with an associative operator.
    Reduced {
        /// Its name: `sum`.
        operator: String,
    },
    /// In some other way, so all of it is needed.
    Whole,
}

impl Manifest {
    /// Writes JSON, indented, the same for the same manifest.
    pub fn to_json(&self) -> String {
        // Only maps with keys other than strings make this fail, and there are none.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads JSON of at most `MAX_JSON` bytes.
    pub fn from_json(json: &[u8]) -> Result<Manifest, String> {
        if json.len() > MAX_JSON {
            return Err(format!("the manifest has {} bytes, more than {MAX_JSON}", json.len()));
        }
        serde_json::from_slice(json).map_err(|error| format!("the manifest is damaged: {error}"))
    }
}

fn write_dtype<S: Serializer>(dtype: &DType, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(dtype.name())
}

fn read_dtype<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DType, D::Error> {
    let name = String::deserialize(deserializer)?;
    DType::from_name(&name).ok_or_else(|| D::Error::custom(format!("`{name}` is no element type")))
}
