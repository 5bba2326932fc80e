//! Loads libraries made by arrc and calls them with checked arguments.
//!
//! ```no_run
//! use runtime::{Library, Tensor, TensorMut};
//!
//! let library = Library::open("libprices.so")?;
//! let black_scholes = library.function("black_scholes")?;
//! let (s, k) = ([100.0, 110.0], [105.0]);
//! let (mut call, mut put) = ([0.0; 2], [0.0; 2]);
//! black_scholes.call(
//!     &[(&s).into(), (&k).into(), 1.0.into(), 0.02.into(), 0.3.into()],
//!     &mut [(&mut call).into(), (&mut put).into()],
//! )?;
//! # Ok::<(), runtime::Error>(())
//! ```
//!
//! - [`Library`] judges a file before it loads it: a damaged or foreign file is an error.
//! - [`Function`] takes tensors of any element type and rank: slices, arrays of `ndarray`,
//!   numbers. Leading dimensions loop, as in NumPy.
//! - [`TypedFunction`] takes Rust values and views of fixed rank; tens of nanoseconds a call.

mod element;
mod error;
mod file;
mod function;
mod library;
mod tensor;
mod typed;

pub use abi::{DType, Manifest, Status, manifest};
pub use element::{BF16, Complex, Element, F16};
pub use error::Error;
pub use function::{CallOptions, Function};
pub use library::Library;
pub use tensor::{Tensor, TensorMut};
pub use typed::{Argument, Arguments, In, Out, TypedFunction};
