//! From the loop IR to object code by LLVM.
