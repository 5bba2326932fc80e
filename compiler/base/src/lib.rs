//! Shared ground of all stages: ids, spans, diagnostics, sizes, scalar operations, passes.
//!
//! Names only `abi`; every other compiler crate names `base`.

pub mod code;
pub mod diagnostic;
pub mod fault;
pub mod half;
pub mod index;
pub mod neutral;
pub mod pass;
pub mod poly;
pub mod scalar;
pub mod span;

pub use abi::DType;
pub use code::Code;
pub use diagnostic::{Diagnostic, Fix, Label, Severity};
pub use index::{Id, IdSet, IndexVec};
pub use neutral::{extreme, is_order_free, neutral};
pub use pass::{Pass, PassCx, Remark};
pub use poly::{Atom, Poly};
pub use scalar::{BinOp, CmpOp, Scalar, ScalarError, UnOp};
pub use span::{FileId, SourceMap, Span};

/// Stops on a broken invariant of the compiler itself; never reached by user input.
#[macro_export]
macro_rules! bug {
    ($($arg:tt)*) => {
        panic!("compiler bug: {}", format_args!($($arg)*))
    };
}
