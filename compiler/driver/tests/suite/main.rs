//! The tests of linking and of what is linked. One program, since each that contains LLVM takes seconds to link.

mod bench;
mod boundary;
mod cached;
mod command;
mod describe;
mod docs;
mod explain;
mod fixture;
mod fmt;
mod host;
mod link;
mod long;
mod pages;
mod process;
mod project;
mod reproducible;
mod run;
mod sanitizers;
mod testing;
mod tools;
