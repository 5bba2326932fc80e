//! Calls form a DAG: finds the instances that call themselves, directly or not.

use base::{Code, Diagnostic, Id, Span};

use crate::program::{DefId, Program};
use crate::typed::FunctionId;

/// Tells of a call that would need an instance of `def` inside an instance of `def`.
pub(crate) fn refuse_circle(program: &mut Program, def: DefId, span: Span) {
    let name = program.defs[def].function.name.clone();
    let diagnostic = Diagnostic::error(Code::E0115, format!("`{}` calls itself", name.text))
        .primary(span, "this call closes the circle")
        .secondary(name.span, "defined here")
        .note(NOTE);
    program.report(diagnostic);
}

const NOTE: &str =
    "functions are put into their callers, so calls cannot be recursive; write a `loop` or `while` instead";

#[derive(Clone, Copy, PartialEq)]
enum Mark {
    New,
    Open,
    Done,
}

/// Reports every call that closes a cycle. The walk keeps its own stack, since a program may have any number of
/// functions that call each other in a row.
pub(crate) fn refuse_recursion(program: &mut Program) {
    let mut marks = vec![Mark::New; program.instances.len()];
    let mut found: Vec<(FunctionId, FunctionId, Span)> = Vec::new();
    for root in program.instances.ids() {
        let mut stack = vec![(root, 0)];
        while let Some((id, next)) = stack.pop() {
            if next == 0 {
                if marks[id.index()] != Mark::New {
                    continue;
                }
                marks[id.index()] = Mark::Open;
            }
            let Some(&(callee, span)) = program.instances[id].calls.get(next) else {
                marks[id.index()] = Mark::Done;
                continue;
            };
            stack.push((id, next + 1));
            match marks[callee.index()] {
                Mark::Open => found.push((id, callee, span)),
                Mark::New => stack.push((callee, 0)),
                Mark::Done => {}
            }
        }
    }
    for (caller, callee, span) in found {
        let name = |id: FunctionId| program.defs[program.instances[id].def].function.name.clone();
        let (caller, callee) = (name(caller), name(callee));
        let message = if caller.text == callee.text && caller.span == callee.span {
            format!("`{}` calls itself", caller.text)
        } else {
            format!("`{}` calls `{}`, which leads back to it", caller.text, callee.text)
        };
        let diagnostic = Diagnostic::error(Code::E0115, message)
            .primary(span, "this call closes the circle")
            .secondary(callee.span, "defined here")
            .note(NOTE);
        program.report(diagnostic);
    }
}
