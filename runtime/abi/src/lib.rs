//! What a library made by arrc and its hosts agree on: element types, C structs, manifest.
//!
//! `dtype`, `status` and `layout` use nothing but `core`: the support code that is linked into
//! every library includes those three files as they are. The rest is for compilers and hosts.

pub mod dtype;
pub mod interface;
pub mod layout;
pub mod manifest;
pub mod names;
pub mod runtime;
pub mod seal;
pub mod size;
pub mod status;

pub use dtype::{DType, Kind};
pub use interface::{
    Constraint, Dim, Function, Instance, Interface, Param, Relation, Role, SizeSource, SizeVar,
};
pub use manifest::Manifest;
pub use runtime::{AbiType, RuntimeFunction};
pub use size::SizeExpr;
pub use status::Status;

/// Version of everything in this crate that a library and its host must agree on.
pub const ABI_VERSION: u32 = 1;

impl std::fmt::Display for DType {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
