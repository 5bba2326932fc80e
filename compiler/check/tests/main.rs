//! What the checker accepts, what it makes of it, and what it refuses.

mod accepted;
mod common;
mod first_look;
mod pages;
mod promotion;
mod refused;
mod robust;
mod typed;
