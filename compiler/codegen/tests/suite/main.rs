//! Generated code is run in this process and compared with what it should compute.

mod flow;
mod jit;
mod ops;
