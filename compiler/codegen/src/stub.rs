//! The code of entry points, as text for LLVM's assembler: x86-64, System V.
//!
//! It is a handful of instructions for each, for which LLVM's code generator would take longer than a millisecond.
//!
//! Numbers come by value, views, results and what is updated by pointer. A complex number is a C struct of two floats. It
//! travels in vector registers, a `c64` in half of one, a `c128` in two; where these do not suffice, it lies on the stack
//! whole.

use std::fmt::Write as _;

use abi::{DType, Instance, Param};

/// Registers for integers and pointers.
const INTEGERS: [&str; 6] = ["rdi", "rsi", "rdx", "rcx", "r8", "r9"];

/// Vector registers for arguments.
const VECTORS: usize = 8;

/// Where the caller has put an argument.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Place {
    /// In that one of [`INTEGERS`].
    Integer(usize),
    /// In as many vector registers from a number on.
    Vectors(usize, usize),
    /// On the stack, so many bytes behind the first that lies there.
    Stack(usize),
}

/// What the entry is told of an argument.
struct Argument {
    place: Place,
    /// Whether it is the address of what is meant.
    is_address: bool,
}

/// Where the arguments of an instance are, parameters first.
fn arguments(instance: &Instance) -> Vec<Argument> {
    let (mut integers, mut vectors, mut bytes) = (0, 0, 0);
    let mut place = |param: &Param, is_result: bool| {
        let is_address = is_result || !param.is_scalar() || param.inout;
        let needed = match param.dtype {
            _ if is_address => 0,
            DType::C128 => 2,
            DType::C64 | DType::F32 | DType::F64 => 1,
            // Half floats come as their bits.
            _ => 0,
        };
        let place = if needed > 0 && vectors + needed <= VECTORS {
            vectors += needed;
            Place::Vectors(vectors - needed, needed)
        } else if needed == 0 && integers < INTEGERS.len() {
            integers += 1;
            Place::Integer(integers - 1)
        } else {
            bytes += 8 * needed.max(1);
            Place::Stack(bytes - 8 * needed.max(1))
        };
        Argument { place, is_address }
    };
    let params: Vec<_> = instance.params.iter().map(|param| place(param, false)).collect();
    params.into_iter().chain(instance.results.iter().map(|result| place(result, true))).collect()
}

/// `i32 f(views and scalars…, results…)`: copies what is in registers to the stack, and gives the arguments' addresses to
/// a function of the runtime.
pub(crate) fn typed(instance: &Instance, descriptor: &str, runtime: &str) -> String {
    let arguments = arguments(instance);
    let words_of = |argument: &Argument| match argument.place {
        Place::Integer(_) if !argument.is_address => 1,
        Place::Vectors(_, count) => count,
        _ => 0,
    };
    let words = arguments.len() + arguments.iter().map(words_of).sum::<usize>();
    // The call leaves the stack at an odd multiple of eight.
    let frame = 8 * (words | 1);
    let mut code = start(&instance.symbol);
    let mut line = |text: std::fmt::Arguments<'_>| _ = writeln!(code, "\t{text}");
    line(format_args!("subq ${frame}, %rsp"));
    let mut copy = 8 * arguments.len();
    for (index, argument) in arguments.iter().enumerate() {
        let slot = 8 * index;
        match argument.place {
            Place::Integer(number) if argument.is_address => {
                line(format_args!("movq %{}, {slot}(%rsp)", INTEGERS[number]));
                continue;
            }
            Place::Stack(offset) if argument.is_address => {
                line(format_args!("movq {}(%rsp), %rax", frame + 8 + offset));
            }
            Place::Integer(number) => {
                line(format_args!("movq %{}, {copy}(%rsp)", INTEGERS[number]));
                line(format_args!("leaq {copy}(%rsp), %rax"));
            }
            Place::Vectors(first, count) => {
                for part in 0..count {
                    line(format_args!("movq %xmm{}, {}(%rsp)", first + part, copy + 8 * part));
                }
                line(format_args!("leaq {copy}(%rsp), %rax"));
            }
            Place::Stack(offset) => line(format_args!("leaq {}(%rsp), %rax", frame + 8 + offset)),
        }
        line(format_args!("movq %rax, {slot}(%rsp)"));
        copy += 8 * words_of(argument);
    }
    line(format_args!("leaq .L{descriptor}(%rip), %rdi"));
    line(format_args!("movq %rsp, %rsi"));
    line(format_args!("callq {runtime}"));
    line(format_args!("addq ${frame}, %rsp"));
    line(format_args!("retq"));
    code
}

/// `i32 f_dl(inputs, outputs, options)`: the same, with the descriptor before them.
pub(crate) fn uniform(symbol: &str, descriptor: &str, runtime: &str) -> String {
    start(symbol)
        + &format!(
            "\tmovq %rdx, %rcx\n\tmovq %rsi, %rdx\n\tmovq %rdi, %rsi\n\tleaq .L{descriptor}(%rip), %rdi\n\tjmp {runtime}\n"
        )
}

/// An exported name for a function of the runtime.
pub(crate) fn forward(symbol: &str, runtime: &str) -> String {
    start(symbol) + &format!("\tjmp {runtime}\n")
}

/// Each has a section of its own, so that equal ones stand in a library once.
fn start(symbol: &str) -> String {
    format!(
        ".section .text.{symbol},\"ax\",@progbits\n\t.globl {symbol}\n\t.p2align 4\n\t.type {symbol},@function\n{symbol}:\n"
    )
}
