//! One instance of a function: its state while it is checked, and its frame.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use base::{Code, DType, Diagnostic, Id, IndexVec, Scalar, Span};
use syntax::ast;

use crate::Fast;
use crate::function_value::{self, Binding, FnValue};
use crate::header::{Header, instantiate};
use crate::lit::Lit;
use crate::mask::{Chosen, Unique};
use crate::program::Program;
use crate::scopes::{Barrier, Entry, Meaning, Scopes};
use crate::tuples::Nest;
use crate::typed::{
    self, Block, Expr, ExprKind, Function, FunctionId, Local, LocalId, LocalKind, ResultDecl, Size, SizeVar,
    Stmt, StmtKind, Type,
};
use crate::values::Val;

/// The state while one instance is checked.
pub(crate) struct FnCx<'p, 'a> {
    pub(crate) program: &'p mut Program<'a>,
    /// Which instance.
    pub(crate) id: FunctionId,
    pub(crate) header: Rc<Header>,
    special: Option<Rc<Special>>,
    /// The types of the header's type variables.
    pub(crate) dtypes: Vec<DType>,
    /// The function's definition.
    pub(crate) function: &'a ast::Function,
    pub(crate) in_prelude: bool,
    /// Whether the last bits may differ where that is cheaper.
    pub(crate) fast: bool,
    pub(crate) locals: IndexVec<LocalId, Local>,
    pub(crate) scopes: Scopes,
    /// Statements of the blocks that are open, innermost last. What an expression needs beforehand (hidden locals,
    /// assertions, the statements of a block that is its value) is put here while the expression is checked.
    stmts: Vec<Vec<Stmt>>,
    /// The constants of open type that stand in expressions, by place and stand-in.
    pub(crate) lits: BTreeMap<(Span, Scalar), Lit>,
    /// The polynomials that `i64` locals are bound to, and what `where` and `assert` say of sizes.
    pub(crate) known: BTreeMap<LocalId, Size>,
    /// What was known before a block learnt more, with the number of blocks that were open: it forgets at its end.
    pub(crate) before_learning: Vec<(usize, BTreeMap<LocalId, Size>)>,
    pub(crate) calls: Vec<(FunctionId, Span)>,
    /// The masks whose positions are known here.
    pub(crate) masks: Vec<Chosen>,
    /// The rows whose different elements are known here.
    pub(crate) uniques: Vec<Unique>,
    /// The `let`s, hidden ones too, of elements that a mask chooses, with their values.
    pub(crate) chosen_lets: BTreeMap<LocalId, Expr>,
    /// Every use of a `for` binder, in order; tells whether a `for` mentions an enclosing one's.
    pub(crate) binder_uses: Vec<LocalId>,
    /// For each `for` that is open, the number of locals when it began.
    pub(crate) for_starts: Vec<usize>,
    /// What a statement here could leave.
    pub(crate) reach: Reach,
    /// The place of the last expression that was no operand: a call there may update a `var`.
    pub(crate) whole: Option<Span>,
    /// The `var`s of the parameters that are updated in place.
    inout: Vec<LocalId>,
    /// Where `return` puts the function's results; none as long as there is no `return`.
    pub(crate) returned: Vec<LocalId>,
    /// The last statement of a body that needs a value and has none: an expression with `;` behind it.
    pub(crate) missing_tail: Option<Span>,
}

/// What an instance has beyond its header: the parameters for what its function arguments mention.
#[derive(Default, Debug)]
pub(crate) struct Extra {
    /// In the order of their numbers, behind those of the header.
    pub(crate) locals: Vec<Local>,
    pub(crate) params: Vec<LocalId>,
    pub(crate) sizes: Vec<SizeVar>,
    /// What is known of `i64` parameters.
    pub(crate) known: Vec<(LocalId, Size)>,
}

/// What makes an instance one of a single call.
#[derive(Debug)]
pub(crate) struct Special {
    pub(crate) extra: Extra,
    /// The function arguments.
    pub(crate) functions: Vec<FnValue>,
    /// Of an instance that is itself a function argument.
    pub(crate) body: Option<function_value::Body>,
    /// The instance that makes the call; of a function argument, the one in which it is written.
    pub(crate) owner: Option<FunctionId>,
}

/// What a statement could leave: nothing from within an operand, a lambda or the body of a `for`.
#[derive(Clone, Copy, Default)]
pub(crate) struct Reach {
    /// How many loops `break` and `continue` see.
    pub(crate) loops: usize,
    /// Whether `return` may stand here.
    pub(crate) function: bool,
}

/// Checks the body of an instance; gives it with its calls.
pub(crate) fn check_function(
    program: &mut Program<'_>,
    id: FunctionId,
) -> (Function, Vec<(FunctionId, Span)>) {
    let instance = &program.instances[id];
    let (def, header, dtypes) = (instance.def, Rc::clone(&instance.header), instance.dtypes.clone());
    let (exported, special) = (instance.exported, instance.special.clone());
    let argument = special.as_ref().and_then(|special| special.body.as_ref());
    let (ast, item, in_prelude) = {
        let def = &program.defs[def];
        (def.function, def.item, argument.map_or(def.in_prelude, |body| body.value.source.in_prelude))
    };
    let fast = match program.fast {
        Fast::Marked => item.attributes.iter().any(|attribute| &*attribute.name.text == "fast"),
        fast => fast == Fast::All,
    };
    let mut cx = FnCx {
        program,
        id,
        header: Rc::clone(&header),
        special: special.clone(),
        dtypes,
        function: ast,
        in_prelude,
        fast: fast && !in_prelude,
        locals: IndexVec::new(),
        scopes: Scopes::default(),
        stmts: vec![Vec::new()],
        lits: BTreeMap::new(),
        known: BTreeMap::new(),
        before_learning: Vec::new(),
        calls: Vec::new(),
        masks: Vec::new(),
        uniques: Vec::new(),
        chosen_lets: BTreeMap::new(),
        binder_uses: Vec::new(),
        for_starts: Vec::new(),
        reach: Reach { loops: 0, function: argument.is_none() },
        whole: None,
        inout: Vec::new(),
        returned: Vec::new(),
        missing_tail: None,
    };
    cx.scopes.push(None);
    cx.define_parameters();
    let value = match argument {
        Some(body) => cx.argument_results(body),
        None => cx.body(ast),
    };
    cx.warn_unused();
    cx.finish(ast, item, exported, value)
}

impl FnCx<'_, '_> {
    /// The typed function and its calls. It is named later.
    fn finish(
        mut self,
        ast: &ast::Function,
        item: &ast::Item,
        exported: bool,
        value: Option<Expr>,
    ) -> (Function, Vec<(FunctionId, Span)>) {
        let header = Rc::clone(&self.header);
        let stmts = self.stmts.pop().unwrap_or_default();
        let results = header.results.iter().map(|result| ResultDecl {
            name: result.name.as_ref().map(|name| name.text.to_string()),
            ty: self.declared(result.dtype, &result.shape),
        });
        let updated = self.inout.iter().map(|&local| {
            let local = &self.locals[local];
            ResultDecl { name: Some(local.name.clone()), ty: local.ty.clone() }
        });
        let results = results.chain(updated).collect();
        let value = self.with_updated(value);
        if self.returned.len() == header.results.len() {
            self.returned.extend(&self.inout);
        }
        let sizes = header.sizes.iter().enumerate().map(|(j, size)| SizeVar {
            local: header.size_local(j),
            param: size.param,
            axis: size.axis,
        });
        let mut constraints = header.constraints.clone();
        for constraint in &mut constraints {
            constraint.text = self.program.source_text(constraint.span);
        }
        let extra = self.special.as_ref().map(|special| &special.extra);
        let params = (0..header.params.len()).map(LocalId::from_index);
        let function = Function {
            name: String::new(),
            source_name: format!("{}{}", ast.name.text, if self.is_argument() { ".argument" } else { "" }),
            exported,
            params: params.chain(extra.iter().flat_map(|extra| extra.params.iter().copied())).collect(),
            sizes: sizes.chain(extra.iter().flat_map(|extra| extra.sizes.iter().cloned())).collect(),
            inout: header.inout().collect(),
            constraints,
            results,
            locals: self.locals,
            body: Block { stmts, value },
            returned: self.returned,
            attributes: item.attributes.iter().map(|a| a.name.text.to_string()).collect(),
            span: ast.header,
        };
        (function, self.calls)
    }

    /// The body's values, and what the parameters that are updated in place have become.
    fn with_updated(&self, value: Option<Expr>) -> Option<Expr> {
        // Without a value, a function with results has ended with `return`.
        if self.inout.is_empty() || (value.is_none() && !self.header.results.is_empty()) {
            return value;
        }
        let mut values = match value {
            Some(Expr { kind: ExprKind::Tuple(values), .. }) => values,
            value => value.into_iter().collect(),
        };
        values.extend(self.inout.iter().map(|&local| {
            let Local { ty, span, .. } = &self.locals[local];
            Expr::new(ExprKind::Local(local), ty.clone(), *span)
        }));
        let types = values.iter().map(|value| value.ty().clone()).collect();
        Some(Expr { kind: ExprKind::Tuple(values), types, span: self.function.header })
    }

    pub(crate) fn declared(&self, dtype: crate::header::Pat, shape: &[Size]) -> Type {
        let shape = shape.iter().map(|size| self.norm(size)).collect();
        Type { dtype: instantiate(dtype, &self.dtypes), shape }
    }

    fn define_parameters(&mut self) {
        let header = Rc::clone(&self.header);
        self.learn_constraints(&header.constraints);
        for param in &header.params {
            let ty = self.declared(param.dtype, &param.shape);
            self.new_local(&param.name.text, ty, LocalKind::Param, param.span);
        }
        let mut locals = (0..header.params.len()).map(LocalId::from_index);
        for (name, form) in &header.written {
            let meaning = match form.filled(&mut locals) {
                Nest::One(local) if header.params[local.index()].inout => continue,
                Nest::One(local) => Meaning::Local(local),
                tuple => Meaning::Tuple(tuple),
            };
            self.define(name, meaning, false, false);
        }
        for size in &header.sizes {
            let name = size.name.as_ref().map_or_else(|| Arc::from("$size"), |name| Arc::clone(&name.text));
            let local = self.new_local(&name, Type::scalar(DType::I64), LocalKind::Size, size.span);
            if let Some(name) = &size.name {
                self.define(name, Meaning::Local(local), false, false);
            }
        }
        self.define_special();
        for i in header.inout() {
            let (param, ty) = (&header.params[i], self.locals[LocalId::from_index(i)].ty.clone());
            let local = self.new_local(&param.name.text, ty.clone(), LocalKind::Var, param.span);
            self.define(&param.name, Meaning::Local(local), true, false);
            self.inout.push(local);
            let value = Expr::new(ExprKind::Local(LocalId::from_index(i)), ty, param.span);
            self.push_stmt(StmtKind::Let { locals: vec![Some(local)], value }, param.span);
        }
    }

    /// Whether this instance is a function argument.
    pub(crate) fn is_argument(&self) -> bool {
        self.special.as_ref().is_some_and(|special| special.body.is_some())
    }

    /// Defines what an instance of a single call has beyond its header.
    fn define_special(&mut self) {
        let Some(special) = self.special.clone() else { return };
        for local in &special.extra.locals {
            self.locals.push(local.clone());
        }
        self.known.extend(special.extra.known.iter().cloned());
        let header = Rc::clone(&self.header);
        for ((name, ty), value) in header.functions.iter().zip(&special.functions) {
            let binding = Binding { value: value.clone(), ty: ty.instantiate(&self.dtypes) };
            self.define(name, Meaning::Function(Rc::new(binding)), false, false);
        }
    }

    /// Checks the body against the declared results.
    fn body(&mut self, ast: &ast::Function) -> Option<Expr> {
        let body = ast.body.as_ref()?;
        let header = Rc::clone(&self.header);
        let want = match header.results.as_slice() {
            [result] => Some(instantiate(result.dtype, &self.dtypes)),
            _ => None,
        };
        let val = match &body.kind {
            ast::ExprKind::Block(block) => self.function_block(block, want),
            _ => self.full_expr(body, want),
        };
        let stmts = self.stmts.last().map_or(&[][..], Vec::as_slice);
        if !header.results.is_empty() && is_unit(&val) && typed::always_leaves(stmts) {
            // Every way through the body ends with a `return`.
            return None;
        }
        self.results_of(ast, val, tail_span(body))
    }

    /// Refuses what was found wrong by a check that tells nothing: a program is never half compiled.
    pub(crate) fn must_be_told(&mut self, span: Span) {
        if !self.program.diagnostics.iter().any(Diagnostic::is_error) {
            let error = Diagnostic::error(Code::E0917, "this is not supported yet");
            self.error(error.primary(span, "the compiler cannot make sense of this"));
        }
    }

    /// Tells it, with the instance that it was found in.
    pub(crate) fn error(&mut self, diagnostic: Diagnostic) {
        let header = Rc::clone(&self.header);
        let of_types = header.generics.iter().zip(&self.dtypes);
        let of_types = of_types.map(|(g, dtype)| format!("{} = {dtype}", g.name.text));
        let of_ranks =
            header.rests.iter().map(|(rest, sizes)| format!("`..{}` of rank {}", rest.text, sizes.len()));
        let with: Vec<String> = of_types.chain(of_ranks).collect();
        let diagnostic =
            if with.is_empty() { diagnostic } else { diagnostic.note(format!("with {}", with.join(", "))) };
        self.program.report(diagnostic);
    }

    fn warn_unused(&mut self) {
        self.scopes.pop();
        if self.in_prelude {
            return;
        }
        for (name, span) in self.scopes.take_unused() {
            let warning = Diagnostic::warning(Code::E0108, format!("`{name}` is never used"))
                .primary(span, "defined here")
                .offer(span, format!("_{name}"), "a leading underscore says that this is meant");
            self.error(warning);
        }
    }

    /// A new local, not yet in scope.
    pub(crate) fn new_local(&mut self, name: &str, ty: Type, kind: LocalKind, span: Span) -> LocalId {
        self.locals.push(Local { name: name.to_string(), ty, kind, span })
    }

    /// Puts a name in scope.
    pub(crate) fn define(&mut self, name: &ast::Name, meaning: Meaning, mutable: bool, watched: bool) {
        if name.is_blank() {
            return;
        }
        let entry = Entry { meaning, span: name.span, mutable, used: false, watched };
        self.scopes.define(&name.text, entry);
    }

    /// Adds a statement to the innermost open block.
    pub(crate) fn push_stmt(&mut self, kind: StmtKind, span: Span) {
        if let Some(stmts) = self.stmts.last_mut() {
            stmts.push(Stmt { kind, span });
        }
    }

    /// Does `check` with a new scope and a new list of statements, and gives that list too.
    pub(crate) fn in_block<R>(
        &mut self,
        barrier: Option<Barrier>,
        check: impl FnOnce(&mut Self) -> R,
    ) -> (Vec<Stmt>, R) {
        self.stmts.push(Vec::new());
        self.scopes.push(barrier);
        let result = check(self);
        self.scopes.pop();
        if let Some((depth, known)) = self.before_learning.pop_if(|(depth, _)| *depth >= self.stmts.len()) {
            debug_assert_eq!(depth, self.stmts.len());
            self.known = known;
        }
        let stmts = self.stmts.pop().unwrap_or_default();
        let depth = self.stmts.len();
        self.masks.retain(|chosen| chosen.depth <= depth);
        self.uniques.retain(|unique| unique.depth <= depth);
        (stmts, result)
    }

    /// How many blocks are open.
    pub(crate) fn open_blocks(&self) -> usize {
        self.stmts.len()
    }

    /// Remembers what is known now, for the end of the innermost block.
    pub(crate) fn before_learning(&mut self) {
        let depth = self.stmts.len();
        if self.before_learning.last().is_none_or(|(at, _)| *at < depth) {
            self.before_learning.push((depth, self.known.clone()));
        }
    }

    /// A hidden local for `value`: its value once, however often it is used.
    pub(crate) fn hide(&mut self, name: &str, value: Expr) -> Expr {
        if matches!(value.kind, ExprKind::Const(_) | ExprKind::Size(_)) || self.is_fixed_local(&value) {
            return value;
        }
        let (ty, span) = (value.ty().clone(), value.span);
        let local = self.new_local(&format!("${name}"), ty.clone(), LocalKind::Let, span);
        if let Some(size) = self.as_size(&value) {
            self.known.insert(local, size);
        }
        self.remember_chosen(local, &value);
        self.push_stmt(StmtKind::Let { locals: vec![Some(local)], value }, span);
        Expr::new(ExprKind::Local(local), ty, span)
    }

    /// Whether it is a local that nothing changes.
    fn is_fixed_local(&self, value: &Expr) -> bool {
        matches!(value.kind, ExprKind::Local(local) if self.locals[local].kind != LocalKind::Var)
    }
}

/// Whether it is no value at all.
pub(crate) fn is_unit(val: &Val) -> bool {
    matches!(val, Val::Tuple(items, _) if items.is_empty())
}

/// Where a body's value stands.
fn tail_span(body: &ast::Expr) -> Span {
    match &body.kind {
        ast::ExprKind::Block(ast::Block { tail: Some(tail), .. }) => tail.span,
        _ => body.span,
    }
}

/// A block of statements, or nothing but its value where there are none.
pub(crate) fn wrap(stmts: Vec<Stmt>, value: Expr) -> Expr {
    if stmts.is_empty() {
        return value;
    }
    let (types, span) = (value.types.clone(), value.span);
    Expr { kind: ExprKind::Block(Box::new(Block { stmts, value: Some(value) })), types, span }
}
