//! The command arrc: pipeline, linking, header, manifest, command line.

#[macro_use]
pub mod out;

pub mod cache;
pub mod calls;
pub mod cli;
pub mod command;
pub mod elf;
pub mod error;
pub mod files;
pub mod fixes;
pub mod header;
pub mod library;
pub mod limits;
pub mod link;
pub mod loaded;
pub mod manifest;
pub mod objects;
pub mod pipeline;
pub mod prelude;
pub mod progress;
pub mod promises;
pub mod render;
pub mod source;
pub mod symbols;
pub mod value;

/// Stack of threads that compile: every walk over a program is bounded by the parser's depth limit and by [`limits`].
pub const STACK_BYTES: usize = 256 << 20;
