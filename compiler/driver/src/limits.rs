//! Programs too large to compile: said before the work starts.

use array::ir::{Block, FuncId, Op, Program};

/// Operations that an entry point may have once every call has been put in its place.
const MOST_OPERATIONS: u64 = 50_000;

/// Says why a program is too large, if it is. Calls form a DAG, so a short text can stand for very many operations.
#[must_use]
pub fn too_large(program: &Program) -> Option<String> {
    let mut sizes: Vec<Option<u64>> = vec![None; program.functions.len()];
    for (id, function) in program.functions.iter_ids().filter(|(_, f)| f.exported) {
        let size = size_of(program, id, &mut sizes);
        if size > MOST_OPERATIONS {
            return Some(format!(
                "`{}` has {size} operations once every call in it is put in its place, more than {MOST_OPERATIONS}: \
                 call a function once and keep its result in a `let`, or loop over an array",
                function.name
            ));
        }
    }
    None
}

/// Operations of a function with its calls in place. The recursion is as deep as the chain of calls.
fn size_of(program: &Program, id: FuncId, sizes: &mut Vec<Option<u64>>) -> u64 {
    let at = id.0 as usize;
    if let Some(size) = sizes[at] {
        return size;
    }
    let size = block_size(program, &program.functions[id].body, sizes);
    sizes[at] = Some(size);
    size
}

fn block_size(program: &Program, block: &Block, sizes: &mut Vec<Option<u64>>) -> u64 {
    block.stmts.iter().fold(0u64, |sum, stmt| {
        let own = match &stmt.op {
            Op::Call { function, .. } => size_of(program, *function, sizes),
            _ => 1,
        };
        stmt.op
            .blocks()
            .into_iter()
            .fold(sum.saturating_add(own), |sum, inner| sum.saturating_add(block_size(program, inner, sizes)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A chain of functions, each of which calls the one before it twice.
    fn doubling(functions: usize) -> Program {
        let mut text = String::from("fn twice0(x: f64) -> f64 = x + 1.0;\n");
        for k in 1..functions {
            text.push_str(&format!("fn twice{k}(x: f64) -> f64 = twice{0}(x) + twice{0}(2.0 * x);\n", k - 1));
        }
        text.push_str(&format!("pub fn last(x: f64) -> f64 = twice{}(x);\n", functions - 1));
        let (source, diagnostics) = crate::source::analyse("doubling.arr", text.as_bytes());
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        array::lower(&source.checked.module)
    }

    #[test]
    fn calls_that_double_are_refused_before_they_are_inlined() {
        assert_eq!(too_large(&doubling(8)), None);
        assert!(too_large(&doubling(40)).is_some_and(|why| why.contains("`last`")));
        assert!(too_large(&doubling(90)).is_some(), "sums of sizes do not wrap");
    }
}
