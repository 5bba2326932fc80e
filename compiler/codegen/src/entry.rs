//! The entry object.
/// x
pub struct Entries;
/// x
pub fn entries() {}
