//! Checks the invariants of the array IR:
//!
//! 1. A variable is defined once: by a statement, a binder, a carried variable, an operator's parameter, a parameter
//!    or a size of its function. It is used only after its definition, in the block that defines it and the blocks
//!    inside; in extents of binders and first values of carried variables the operation's own definitions are not in
//!    scope yet.
//! 2. Variables in shapes, extents and sizes are `i64` scalars in scope; the types of an operation's results mention
//!    nothing that is defined inside of it.
//! 3. Operands fit their operation, and results have the types that follow from it ([`crate::typing`]). Shapes are
//!    compared after expanding `i64` variables that are sums, differences and products ([`Sizes`]).
//! 4. Blocks of one `if` have the same types, as have first values, carried variables and new values of a loop. A body
//!    of a build, an update, a reduction or a scan has scalars, or (build only) arrays whose shapes do not mention the
//!    binders.
//! 5. A function's results have the types it declares, which mention its sizes and parameters only, as do its facts.
//!    Sizes are `i64` scalars, each of them an extent of some parameter's type or a parameter.
//! 6. Calls form a DAG. Names of functions are unique.
//! 7. The last results have the types of the parameters that are updated in place, which are arrays.
//! 8. A frame function has one size, and parameters and results of rank 1 with that extent.
//! 9. No statement's type is `f16`, `bf16` or complex, which this IR does not compute with.

use std::borrow::{Borrow, Cow};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use base::{DType, Id, IdSet, Poly};

use crate::analysis::{Sizes, Total, for_each_own_use, inner_definitions};
use crate::ir::{Block, FuncId, Function, Op, Operand, Program, Reducer, Size, Stmt, Type, Var};
use crate::typing;

/// Whether the program keeps every invariant.
///
/// # Errors
/// A sentence for each invariant that is broken, with function and variable.
pub fn validate(program: &Program) -> Result<(), Vec<String>> {
    let mut errors = Vec::new();
    let mut names = BTreeMap::new();
    let total = Total::of(program);
    for (id, function) in program.functions.iter_ids() {
        if names.insert(&function.name, id).is_some() {
            errors.push(format!("{}: two functions have this name", function.name));
        }
        let mut cx = Validator {
            program,
            total: &total,
            function,
            sizes: OnceCell::new(),
            defined: IdSet::default(),
            scope: IdSet::default(),
            errors: Vec::new(),
        };
        cx.function();
        errors.append(&mut cx.errors);
    }
    if let Err(name) = callees_first(program) {
        errors.push(format!("{name}: calls itself"));
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

/// All functions, each after those it calls.
///
/// # Errors
/// The name of a function that calls itself through others or directly.
pub fn callees_first(program: &Program) -> Result<Vec<FuncId>, String> {
    let mut order = Vec::new();
    let mut state = vec![0u8; program.functions.len()];
    for root in program.functions.ids() {
        // An explicit stack: the depth of calls is the user's.
        let mut stack = vec![(root, false)];
        while let Some((id, leaving)) = stack.pop() {
            match (leaving, state[id.index()]) {
                (true, _) => {
                    state[id.index()] = 2;
                    order.push(id);
                }
                (false, 0) => {
                    state[id.index()] = 1;
                    stack.push((id, true));
                    let mut callees = BTreeSet::new();
                    calls(&program.functions[id].body, &mut callees);
                    for callee in callees {
                        match state.get(callee.index()) {
                            Some(0) => stack.push((callee, false)),
                            Some(1) => return Err(program.functions[callee].name.clone()),
                            _ => {}
                        }
                    }
                }
                (false, _) => {}
            }
        }
    }
    Ok(order)
}

fn calls(block: &Block, callees: &mut BTreeSet<FuncId>) {
    for stmt in &block.stmts {
        if let Op::Call { function, .. } | Op::Apply { function, .. } = &stmt.op {
            callees.insert(*function);
        }
        stmt.op.blocks().into_iter().for_each(|block| calls(block, callees));
    }
}

/// What is said of types that differ.
#[derive(Clone, Copy)]
enum Place {
    Results,
    /// A statement, by its first result.
    Stmt(Option<Var>),
}

struct Validator<'a> {
    program: &'a Program,
    total: &'a Total,
    function: &'a Function,
    /// Needed only where shapes differ as they stand.
    sizes: OnceCell<Sizes>,
    defined: IdSet<Var>,
    scope: IdSet<Var>,
    errors: Vec<String>,
}

impl<'a> Validator<'a> {
    fn error(&mut self, message: impl AsRef<str>) {
        self.errors.push(format!("{}: {}", self.function.name, message.as_ref()));
    }

    fn show(&self, var: Var) -> String {
        let name = self.function.vars.get(var).map_or("?", |info| &info.name);
        format!("%{name}.{}", var.index())
    }

    fn show_place(&self, place: Place) -> String {
        match place {
            Place::Results => "the function's results".into(),
            Place::Stmt(Some(out)) => self.show(out),
            Place::Stmt(None) => "a statement without results".into(),
        }
    }

    // Scopes.

    fn define(&mut self, var: Var) {
        if self.function.vars.get(var).is_none() {
            return self.error(format!("variable {var} is not in the table"));
        }
        if !self.defined.insert(var) {
            self.error(format!("{} is defined twice", self.show(var)));
        }
        let info = &self.function.vars[var];
        if !computable(info.ty.dtype) {
            self.error(format!("{} has the type {}", self.show(var), info.ty.dtype));
        }
        info.ty.shape.iter().for_each(|size| self.size(size));
        self.scope.insert(var);
    }

    fn in_scope(&mut self, var: Var) -> bool {
        let found = self.scope.contains(var);
        if !found {
            self.error(format!("{} is not in scope where it is used", self.show(var)));
        }
        found
    }

    fn size(&mut self, size: &Size) {
        for var in size.vars() {
            if self.in_scope(var) && self.function.vars[var].ty != Type::scalar(DType::I64) {
                self.error(format!("{} stands in a size and is no i64", self.show(var)));
            }
        }
    }

    fn operand(&mut self, operand: &Operand) {
        if let Operand::Var(var) = operand {
            self.in_scope(*var);
        }
    }

    // Functions.

    fn function(&mut self) {
        let function = self.function;
        // A parameter's shape may mention a size that is itself an i64 parameter standing after it.
        let header = || function.sizes.iter().chain(&function.params).copied();
        header().filter(|var| function.vars.get(*var).is_some()).for_each(|var| {
            self.scope.insert(var);
        });
        header().for_each(|var| self.define(var));
        for &size in &function.sizes {
            let bound = function.params.iter().filter_map(|&param| function.vars.get(param));
            let bound = bound.flat_map(|info| &info.ty.shape).any(|extent| extent.as_var() == Some(&size));
            if !bound || function.vars[size].ty != Type::scalar(DType::I64) {
                self.error(format!("the size {} is no extent of a parameter", self.show(size)));
            }
        }
        function.nonnegative.iter().for_each(|size| self.size(size));
        function.results.iter().flat_map(|ty| &ty.shape).for_each(|size| self.size(size));
        if function.frame {
            self.frame();
        }
        self.inout();
        self.block(&function.body);
        self.match_types(&self.block_types(&function.body), &function.results, Place::Results);
    }

    /// What is updated in place has the type of its result; no size is.
    fn inout(&mut self) {
        let function = self.function;
        let first = function.results.len().checked_sub(function.inout.len());
        let after = first.map_or(&[][..], |first| &function.results[first..]);
        let fits = |(&i, after): (&usize, &Type)| {
            let ty = function.params.get(i).and_then(|&param| function.vars.get(param)).map(|info| &info.ty);
            ty.is_some_and(|ty| ty == after)
        };
        if after.len() != function.inout.len() || function.frame && !function.inout.is_empty() {
            self.error("there are fewer results than parameters that are updated in place");
        } else if !function.inout.iter().zip(after).all(fits) {
            self.error("a parameter that is updated in place has its result's type");
        }
    }

    fn frame(&mut self) {
        let function = self.function;
        let ok = match function.sizes[..] {
            [size] => {
                let fits = |shape: &[Size]| match shape {
                    [frame] => *frame == Poly::var(size),
                    [frame, parts] => *frame == Poly::var(size) && parts.as_constant() == Some(2),
                    _ => false,
                };
                function.params.iter().all(|&param| fits(&function.vars[param].ty.shape))
                    && function.results.iter().all(|ty| fits(&ty.shape))
            }
            _ => false,
        };
        if !ok {
            self.error("a frame function has one size, the extent of all its parameters and results");
        }
    }

    /// The types of a block's results; out of range variables have been reported.
    fn block_types(&self, block: &Block) -> Vec<Cow<'a, Type>> {
        block.results.iter().filter_map(|result| self.type_of(result)).collect()
    }

    fn type_of(&self, operand: &Operand) -> Option<Cow<'a, Type>> {
        match operand {
            Operand::Var(var) => self.function.vars.get(*var).map(|info| Cow::Borrowed(&info.ty)),
            Operand::Const(scalar) => Some(Cow::Owned(Type::scalar(scalar.dtype))),
        }
    }

    fn match_types(&mut self, found: &[impl Borrow<Type>], expected: &[impl Borrow<Type>], place: Place) {
        if found.len() != expected.len() {
            let place = self.show_place(place);
            return self.error(format!("{place}: {} instead of {}", found.len(), expected.len()));
        }
        for (found, expected) in found.iter().zip(expected) {
            let (found, expected) = (found.borrow(), expected.borrow());
            let same = || {
                let sizes = self.sizes.get_or_init(|| Sizes::of(self.function));
                sizes.expand_type(found) == sizes.expand_type(expected)
            };
            if found != expected && !same() {
                let place = self.show_place(place);
                self.error(format!("{place}: {} instead of {}", show_type(found), show_type(expected)));
            }
        }
    }

    // Blocks and statements.

    /// Checks a block; what it defines goes out of scope at its end.
    fn block(&mut self, block: &Block) {
        for stmt in &block.stmts {
            self.stmt(stmt);
        }
        block.results.iter().for_each(|result| self.operand(result));
        for stmt in &block.stmts {
            self.leave(&stmt.outs);
        }
    }

    fn leave(&mut self, vars: &[Var]) {
        for &var in vars {
            self.scope.remove(var);
        }
    }

    fn stmt(&mut self, stmt: &Stmt) {
        let before = self.errors.len();
        let mut used = Vec::new();
        for_each_own_use(&stmt.op, &mut |var| used.push(var));
        used.into_iter().for_each(|var| {
            self.in_scope(var);
        });
        self.own_sizes(&stmt.op);
        let inner = inner_definitions(&stmt.op);
        inner.iter().for_each(|&var| self.define(var));
        self.inner_types(&stmt.op);
        self.inside(&stmt.op);
        self.leave(&inner);
        if self.errors.len() == before {
            self.types(stmt);
        }
        stmt.outs.iter().for_each(|&var| self.define(var));
    }

    fn own_sizes(&mut self, op: &Op) {
        match op {
            Op::Size(size) | Op::Edge { extent: size, .. } => self.size(size),
            Op::Call { sizes, .. } => sizes.iter().for_each(|size| self.size(size)),
            _ => {}
        }
        op.binders().iter().for_each(|binder| self.size(&binder.extent));
    }

    fn inner_types(&mut self, op: &Op) {
        for binder in op.binders() {
            if self.function.vars.get(binder.var).is_some_and(|info| info.ty != Type::scalar(DType::I64)) {
                self.error(format!("the binder {} is no i64", self.show(binder.var)));
            }
        }
        let scalars_only = matches!(op, Op::Reduce { .. } | Op::Scan { .. } | Op::Update { .. });
        let body = op.blocks().into_iter().next().filter(|_| scalars_only);
        if let Some(body) = body
            && body.results.iter().any(|r| self.type_of(r).is_some_and(|ty| ty.rank() > 0))
        {
            self.error("an array where a scalar is needed");
        }
    }

    /// The blocks; an operator's parameters are not in scope in the leaves nor binders in the operator.
    fn inside(&mut self, op: &Op) {
        let (Op::Reduce { body, reducer, .. } | Op::Scan { body, reducer, .. }) = op else {
            op.blocks().into_iter().for_each(|block| self.block(block));
            return;
        };
        let Reducer::User { combine, .. } = reducer else { return self.block(body) };
        let binders: Vec<Var> = op.binders().iter().map(|binder| binder.var).collect();
        self.leave(&combine.params);
        self.block(body);
        self.leave(&binders);
        combine.params.iter().filter(|var| self.function.vars.get(**var).is_some()).for_each(|&var| {
            self.scope.insert(var);
        });
        self.block(&combine.body);
    }

    fn types(&mut self, stmt: &Stmt) {
        let callee = match &stmt.op {
            Op::Call { function, .. } | Op::Apply { function, .. } => self.program.functions.get(*function),
            _ => None,
        };
        let place = Place::Stmt(stmt.outs.first().copied());
        let outs: Vec<_> = stmt.outs.iter().filter_map(|out| self.type_of(&Operand::Var(*out))).collect();
        match typing::infer(&stmt.op, &self.function.vars, callee) {
            Ok(types) => self.match_types(&outs, &types, place),
            Err(message) => self.error(format!("{}: {message}", self.show_place(place))),
        }
        match &stmt.op {
            Op::If { then, otherwise, .. } => {
                self.match_types(&self.block_types(otherwise), &self.block_types(then), place);
            }
            Op::Loop(l) => {
                let carried: Vec<_> = l.carried.iter().map(|(var, _)| &self.function.vars[*var].ty).collect();
                let init: Vec<_> = l.carried.iter().filter_map(|(_, x)| self.type_of(x)).collect();
                let mut new = self.block_types(&l.body);
                if l.breaks && !new.is_empty() {
                    new.remove(0);
                }
                self.match_types(&init, &carried, place);
                self.match_types(&new, &carried, place);
            }
            Op::Call { sizes, args, .. } => self.call(callee, sizes, args, place),
            Op::Apply { function, args } => {
                self.call(callee, &[], args, place);
                if stmt.outs.len() != 1 || self.total.size(*function).is_none() {
                    let place = self.show_place(place);
                    self.error(format!("{place}: a function that is not total is applied"));
                }
            }
            _ => {}
        }
    }

    fn call(&mut self, callee: Option<&Function>, sizes: &[Size], args: &[Operand], place: Place) {
        let Some(callee) = callee else { return };
        let found: Vec<_> = args.iter().filter_map(|arg| self.type_of(arg)).collect();
        let expected = callee.params.iter().map(|&param| {
            let ty = &callee.vars[param].ty;
            let shape = ty.shape.iter().map(|size| typing::in_caller(size, callee, sizes, args)).collect();
            Type { dtype: ty.dtype, shape }
        });
        self.match_types(&found, &expected.collect::<Vec<_>>(), place);
    }
}

/// Whether the IR computes with elements of this type.
fn computable(dtype: DType) -> bool {
    !dtype.is_complex()
}

fn show_type(ty: &Type) -> String {
    if ty.shape.is_empty() {
        return ty.dtype.to_string();
    }
    let dims: Vec<String> = ty.shape.iter().map(ToString::to_string).collect();
    format!("{}[{}]", ty.dtype, dims.join(", "))
}
