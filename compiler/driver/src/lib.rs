//! The command arrc: pipeline, linking, header, manifest, command line.

pub mod elf;
pub mod header;
pub mod link;
pub mod manifest;
