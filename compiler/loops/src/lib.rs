//! The loop IR: definition, text form, verifier, lowering, schedule, passes.
