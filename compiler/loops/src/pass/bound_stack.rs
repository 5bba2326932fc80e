//! Moves large stack buffers to the arena where a kernel would take too much of the caller's stack.
//!
//! ```text
//! buffer &lanes: f64 stack(8192)   =>   buffer &lanes: f64 arena; alloc &lanes, 8192
//! ```
//!
//! The allocation stands at the start of the parallel loop's body that holds all mentions, or of the kernel.
//! Declines: kernels whose stack buffers are small together.

use std::collections::BTreeMap;

use base::{Pass, PassCx, fault};

use crate::build::constant;
use crate::ir::{Block, Buffer, Kernel, LoopKind, Program, Stmt, Storage};
use crate::visit;

/// The pass.
pub const BOUND_STACK: Pass<Program> = Pass { name: "bound-stack", run };

/// Bytes that the buffers of a kernel may take together; an entry has 64 KiB for everything.
const BYTES: usize = 24 << 10;

fn run(program: &mut Program, cx: &mut PassCx) {
    for kernel in &mut program.kernels {
        let everywhere = mentions(&kernel.body);
        let mut allocs = Vec::new();
        for (buffer, elements) in find_large(kernel) {
            if cx.spend() {
                kernel.buffers[buffer].storage = Storage::Arena;
                let extent = constant(i64::from(elements));
                allocs.push((buffer, Stmt::Alloc { buffer, extent, site: None }));
                cx.remark(kernel.span, "a small array is too large for the stack with the others");
            }
        }
        if allocs.is_empty() {
            continue;
        }
        if !fault!(ThreadsShareArray) {
            place(&mut kernel.body, &mut allocs, &everywhere);
        }
        allocs.into_iter().for_each(|(_, alloc)| kernel.body.insert(0, alloc));
    }
}

/// The largest buffers that have to go, with their elements.
fn find_large(kernel: &Kernel) -> Vec<(Buffer, u32)> {
    let mut stacks: Vec<(usize, Buffer, u32)> = Vec::new();
    for (buffer, info) in kernel.buffers.iter_ids() {
        if let Storage::Stack(elements) = info.storage {
            stacks.push((elements as usize * info.dtype.size(), buffer, elements));
        }
    }
    stacks.sort();
    let mut total: usize = stacks.iter().map(|(bytes, ..)| bytes).sum();
    let mut large = Vec::new();
    while total > BYTES {
        let Some((bytes, buffer, elements)) = stacks.pop() else { break };
        total -= bytes;
        large.push((buffer, elements));
    }
    large
}

fn mentions(block: &Block) -> BTreeMap<Buffer, usize> {
    let mut counts = BTreeMap::new();
    visit::buffers(block, &mut |buffer| *counts.entry(buffer).or_insert(0) += 1);
    counts
}

/// Puts allocations into the parallel loops that hold all mentions of their buffers; leaves the others.
fn place(block: &mut Block, allocs: &mut Vec<(Buffer, Stmt)>, everywhere: &BTreeMap<Buffer, usize>) {
    for stmt in block {
        let parallel = matches!(stmt, Stmt::For(l) if matches!(l.kind, LoopKind::Parallel { .. }));
        for inner in visit::blocks_mut(stmt) {
            if !parallel {
                place(inner, allocs, everywhere);
                continue;
            }
            let here = mentions(inner);
            let own = |(buffer, _): &mut (Buffer, Stmt)| {
                here.get(buffer).is_some_and(|count| everywhere.get(buffer) == Some(count))
            };
            let allocs: Vec<(Buffer, Stmt)> = allocs.extract_if(.., own).collect();
            allocs.into_iter().for_each(|(_, alloc)| inner.insert(0, alloc));
        }
    }
}
