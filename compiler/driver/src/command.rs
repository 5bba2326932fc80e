//! The commands, one file each.

pub mod bench;
pub mod build;
pub mod check;
pub mod doc;
pub mod explain;
pub mod fmt;
pub mod inspect;
pub mod new;
pub mod opt;
pub mod run;
pub mod test;
