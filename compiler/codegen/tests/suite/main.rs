//! Generated code is run in this process and compared with what it should compute.

mod entry;
mod flow;
mod jit;
mod ops;
mod output;
mod outside;
