//! Shared ground of all stages: ids, spans, diagnostics, sizes, scalar operations, passes.
