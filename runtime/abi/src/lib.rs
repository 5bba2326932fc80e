//! What a library made by arrc and its hosts agree on: element types, C structs, manifest.
