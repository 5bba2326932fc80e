//! Loads libraries made by arrc and calls them with checked arguments.
