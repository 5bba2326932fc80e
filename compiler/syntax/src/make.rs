//! Building nodes: what the grammar's actions call.
//!
//! A node deeper than [`MAX_DEPTH`](crate::MAX_DEPTH) is replaced by an `Error` node as soon as it is made, so no
//! deep tree ever exists. A few mistakes that the grammar lets pass, because it can explain them better after
//! reading on, are reported here.

use crate::ast::*;
use crate::brackets::too_deep;
use crate::habits;
use crate::number::{NumberError, parse_number};
use crate::parse::MAX_DIAGNOSTICS;
use crate::token::Tok;
use base::{Code, Diagnostic, FileId, Span};
use std::cell::RefCell;

/// A list of nodes that come in boxes `B`.
pub(crate) type List<B> = Vec<<B as std::ops::Deref>::Target>;

/// What the grammar's actions know: the tokens of one item and the text they come from.
pub(crate) struct Context<'a> {
    /// The file.
    pub(crate) file: FileId,
    /// Its whole text.
    pub(crate) text: &'a str,
    /// The item's tokens; locations in the grammar are indices here.
    pub(crate) tokens: &'a [Tok],
    /// What was wrong.
    pub(crate) diagnostics: RefCell<Vec<Diagnostic>>,
}

impl<'a> Context<'a> {
    /// A context without complaints yet.
    pub(crate) fn new(file: FileId, text: &'a str, tokens: &'a [Tok]) -> Self {
        Context { file, text, tokens, diagnostics: RefCell::default() }
    }

    /// The bytes from token `l` up to but not including token `r`.
    pub(crate) fn span(&self, l: usize, r: usize) -> Span {
        match (self.tokens.get(l), r.checked_sub(1).and_then(|last| self.tokens.get(last))) {
            (Some(first), Some(last)) if l < r => {
                Span { file: self.file, lo: first.lo, hi: last.hi, caller: None }
            }
            (_, Some(last)) => Span { file: self.file, lo: last.hi, hi: last.hi, caller: None },
            _ => Span { file: self.file, lo: 0, hi: 0, caller: None },
        }
    }

    fn source(&self, span: Span) -> &'a str {
        &self.text[span.lo as usize..span.hi as usize]
    }

    fn report(&self, diagnostic: Diagnostic) {
        let mut diagnostics = self.diagnostics.borrow_mut();
        if diagnostics.len() <= MAX_DIAGNOSTICS {
            diagnostics.push(diagnostic);
        }
    }

    fn report_depth(&self, span: Span) {
        let mut diagnostics = self.diagnostics.borrow_mut();
        if diagnostics.iter().all(|d| d.code != Code::E0009) {
            diagnostics.push(too_deep(span));
        }
    }

    /// The token `l` as a name.
    pub(crate) fn name(&self, l: usize, r: usize) -> Name {
        let span = self.span(l, r);
        Name::new(self.source(span), span)
    }

    /// The token `l` as a message, escapes resolved.
    pub(crate) fn text(&self, l: usize, r: usize) -> Text {
        let span = self.span(l, r);
        let quoted = self.source(span);
        // A string in single quotes was complained about; quotes are one byte each either way.
        let inner = &quoted[1..quoted.len() - 1];
        let mut value = String::with_capacity(inner.len());
        let mut chars = inner.chars();
        while let Some(c) = chars.next() {
            value.push(match c {
                '\\' => match chars.next() {
                    Some('n') => '\n',
                    Some('t') => '\t',
                    Some(c @ ('"' | '\\')) => c,
                    other => {
                        self.report(bad_escape(span, other));
                        continue;
                    }
                },
                c => c,
            });
        }
        Text { value: value.into(), span }
    }

    /// A message where a value should be.
    pub(crate) fn text_as_value(&self, l: usize, r: usize) -> Box<Expr> {
        let span = self.span(l, r);
        let note = habits::instead_of_text(self.source(span).trim_matches('"')).unwrap_or(
            "a message follows the condition of an `assert`; documentation is written `## …` before a function",
        );
        let error = Diagnostic::error(Code::E0018, "a string is no value");
        self.report(error.primary(span, "strings stand only as messages").note(note));
        Box::new(Expr::new(ExprKind::Error, span))
    }

    /// The token `l` as a number.
    pub(crate) fn number(&self, l: usize, r: usize) -> Box<Expr> {
        let span = self.span(l, r);
        match parse_number(self.source(span)) {
            Ok(literal) => Box::new(Expr::new(ExprKind::Literal(literal), span)),
            Err(error) => {
                self.report(bad_number(span, self.source(span), &error));
                Box::new(Expr::new(ExprKind::Error, span))
            }
        }
    }

    // Nodes with a depth

    /// The expression `kind` over the tokens `l..r`.
    pub(crate) fn expr(&self, kind: ExprKind, l: usize, r: usize) -> Box<Expr> {
        self.expr_at(kind, self.span(l, r))
    }

    fn expr_at(&self, kind: ExprKind, span: Span) -> Box<Expr> {
        self.limit(Box::new(Expr::new(kind, span)))
    }

    fn limit(&self, expr: Box<Expr>) -> Box<Expr> {
        if expr.depth <= crate::MAX_DEPTH {
            return expr;
        }
        self.report_depth(expr.span);
        Box::new(Expr::new(ExprKind::Error, expr.span))
    }

    /// The type `kind` over the tokens `l..r`.
    pub(crate) fn ty(&self, kind: TypeExprKind, l: usize, r: usize) -> Box<TypeExpr> {
        let ty = Box::new(TypeExpr::new(kind, self.span(l, r)));
        if ty.depth <= crate::MAX_DEPTH {
            return ty;
        }
        self.report_depth(ty.span);
        Box::new(TypeExpr::new(TypeExprKind::Error, ty.span))
    }

    /// The pattern `kind` over the tokens `l..r`. Its depth is bounded by that of its brackets.
    pub(crate) fn pattern(&self, kind: PatternKind, l: usize, r: usize) -> Box<Pattern> {
        Box::new(Pattern::new(kind, self.span(l, r)))
    }

    /// A block; an `if` or block that stands last without `;` is its value.
    pub(crate) fn block(
        &self,
        mut stmts: Vec<Stmt>,
        mut tail: Option<Box<Expr>>,
        l: usize,
        r: usize,
    ) -> Block {
        if tail.is_none() {
            let is_value = |stmt: &mut Stmt| matches!(stmt.kind, StmtKind::Expr { semi: false, .. });
            if let Some(Stmt { kind: StmtKind::Expr { expr, .. }, .. }) = stmts.pop_if(is_value) {
                tail = Some(Box::new(expr));
            }
        }
        let block = Block::new(stmts, tail, self.span(l, r));
        if block.depth <= crate::MAX_DEPTH {
            return block;
        }
        self.report_depth(block.span);
        Block::new(Vec::new(), None, block.span)
    }

    // Items

    /// A function with its body; without one it is `extern`.
    pub(crate) fn function(
        &self,
        mut f: Box<Function>,
        body: Option<Box<Expr>>,
        l: usize,
        r: usize,
    ) -> Box<ItemKind> {
        f.body = body.map(|body| *body);
        f.span = self.span(l, r);
        Box::new(ItemKind::Function(f))
    }

    /// `fn f(x: f64) -> f64;`
    pub(crate) fn function_without_body(&self, f: Box<Function>, l: usize, r: usize) -> Box<ItemKind> {
        self.report(
            Diagnostic::error(Code::E0020, format!("the function `{}` has no body", f.name.text))
                .primary(self.span(r - 1, r), "a body should stand here: `= expression;` or `{ … }`")
                .note("a function that is linked in from elsewhere is declared with `extern fn`"),
        );
        let body = Box::new(Expr::new(ExprKind::Error, self.span(r - 1, r)));
        self.function(f, Some(body), l, r)
    }

    /// An item with what stands before it.
    pub(crate) fn item(
        &self,
        attributes: Vec<Attribute>,
        public: Option<Span>,
        kind: ItemKind,
        span: Span,
    ) -> Box<Item> {
        let what = match &kind {
            ItemKind::Use(_) => Some("use"),
            ItemKind::Test(_) => Some("test"),
            _ => None,
        };
        if let (Some(what), Some(word)) = (what, public) {
            self.report(
                Diagnostic::error(Code::E0021, format!("`pub` has no meaning before `{what}`"))
                    .primary(word, "only functions and records are exported")
                    .fix(word, "", "take `pub` out"),
            );
        }
        Box::new(Item { docs: None, attributes, public: public.is_some(), kind, span })
    }

    // Tuples

    /// `(a, b)`, `(a = 1, b = 2)`; `(a)` is `a`.
    pub(crate) fn tuple(&self, (mut items, comma): (Vec<TupleItem>, bool), l: usize, r: usize) -> Box<Expr> {
        let span = self.span(l, r);
        self.check_names(items.iter().map(|item| (item.name.as_ref(), item.value.span)));
        if items.len() == 1 && !comma && items[0].name.is_none() {
            let mut inner = Box::new(items.swap_remove(0).value);
            inner.span = span;
            inner.depth += 1;
            return self.limit(inner);
        }
        self.expr_at(ExprKind::Tuple(items), span)
    }

    /// `(f64, i64)`; `(f64)` is `f64`.
    pub(crate) fn tuple_type(
        &self,
        (mut fields, comma): (Vec<TupleTypeField>, bool),
        l: usize,
        r: usize,
    ) -> Box<TypeExpr> {
        self.check_names(fields.iter().map(|field| (field.name.as_ref(), field.ty.span)));
        if fields.len() == 1 && !comma && fields[0].name.is_none() {
            let mut inner = Box::new(fields.swap_remove(0).ty);
            inner.span = self.span(l, r);
            return inner;
        }
        self.ty(TypeExprKind::Tuple(fields), l, r)
    }

    /// `(a, b)`; `(a)` is `a`.
    pub(crate) fn tuple_pattern(
        &self,
        (mut items, comma): (Vec<Pattern>, bool),
        l: usize,
        r: usize,
    ) -> Box<Pattern> {
        if items.len() == 1 && !comma {
            return Box::new(items.swap_remove(0));
        }
        self.pattern(PatternKind::Tuple(items), l, r)
    }

    fn check_names<'n>(&self, items: impl Iterator<Item = (Option<&'n Name>, Span)> + Clone) {
        let named = items.clone().find_map(|(name, _)| name);
        let unnamed = items.clone().find(|(name, _)| name.is_none());
        if let (Some(named), Some((_, unnamed))) = (named, unnamed) {
            self.report(
                Diagnostic::error(Code::E0016, "either all items of a tuple have names or none")
                    .primary(unnamed, "this one has no name")
                    .secondary(named.span, format!("this one is called `{}`", named.text)),
            );
        }
    }

    // Operators

    /// `a op b`, the operator being token `o`.
    pub(crate) fn binary(&self, op: BinaryOp, a: Box<Expr>, o: usize, b: Box<Expr>) -> Box<Expr> {
        let span = a.span.to(b.span);
        let op_span = self.span(o, o + 1);
        self.expr_at(ExprKind::Binary { op, op_span, lhs: a, rhs: b }, span)
    }

    /// `op a`, the operator being token `o`.
    pub(crate) fn unary(&self, op: UnaryOp, o: usize, operand: Box<Expr>) -> Box<Expr> {
        let op_span = self.span(o, o + 1);
        let span = op_span.to(operand.span);
        self.expr_at(ExprKind::Unary { op, op_span, operand }, span)
    }

    /// `a < b < c`
    pub(crate) fn comparison_chain(&self, a: &Expr, op: BinaryOp, o: usize, b: &Expr) -> Box<Expr> {
        let span = a.span.to(b.span);
        let mut diagnostic = Diagnostic::error(Code::E0012, "comparisons do not chain")
            .primary(self.span(o, o + 1), "a second comparison of the same value");
        if let ExprKind::Binary { rhs, .. } = &a.kind
            && let ExprKind::Binary { op: bits, op_span, .. } = &rhs.kind
            && let Some(word) = condition_word(*bits)
        {
            let before = self.source(Span { hi: op_span.lo, ..a.span }).trim_end();
            let after = self.source(Span { lo: op_span.hi, ..*op_span }.to(b.span)).trim_start();
            diagnostic = Diagnostic::error(Code::E0012, format!("`{bits}` binds tighter than comparisons"))
                .secondary(rhs.span, "so this is one operand, compared twice");
            diagnostic = if word.is_empty() {
                let note = format!("put each comparison into parentheses: `({before}) {bits} ({after})`");
                diagnostic.primary(*op_span, "this joins its neighbours first").note(note)
            } else {
                let note =
                    format!("write `{before} {word} {after}`, or put each comparison into parentheses");
                diagnostic.primary(*op_span, format!("conditions are joined by `{word}`")).note(note).fix(
                    *op_span,
                    self.spaced(word, *op_span),
                    format!("write `{word}`"),
                )
            };
        } else if let ExprKind::Binary { rhs, .. } = &a.kind {
            let text =
                format!("{} and {} {op} {}", self.source(a.span), self.source(rhs.span), self.source(b.span));
            diagnostic = diagnostic.fix(span, text, "compare twice, with `and` between");
        }
        self.report(diagnostic);
        Box::new(Expr::new(ExprKind::Error, span))
    }

    /// A word in the place of a sign, with the spaces that a word needs.
    fn spaced(&self, word: &str, place: Span) -> String {
        let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let before = if is_space(self.text[..place.lo as usize].chars().next_back()) { "" } else { " " };
        let after = if is_space(self.text[place.hi as usize..].chars().next()) { "" } else { " " };
        format!("{before}{word}{after}")
    }

    /// What follows a chain that was reported.
    pub(crate) fn longer_chain(&self, a: &Expr, b: &Expr) -> Box<Expr> {
        Box::new(Expr::new(ExprKind::Error, a.span.to(b.span)))
    }

    /// `value |> call`
    pub(crate) fn pipe(&self, value: Box<Expr>, call: Box<Expr>) -> Box<Expr> {
        let span = value.span.to(call.span);
        let call = match call.kind {
            ExprKind::Call { .. } | ExprKind::MethodCall { .. } | ExprKind::Error => call,
            _ => {
                let end = Span { lo: call.span.hi, ..call.span };
                self.report(
                    Diagnostic::error(Code::E0017, "the right side of `|>` must be a call")
                        .primary(call.span, "this is not called")
                        .note("`x |> f(2)` means `f(x, 2)`, `x |> f()` means `f(x)`")
                        .fix(end, "()", "call it"),
                );
                Box::new(Expr::new(ExprKind::Error, call.span))
            }
        };
        self.expr_at(ExprKind::Pipe { value, call }, span)
    }

    // Postfix forms, which end before token `r`

    /// `base.name`
    pub(crate) fn field(&self, base: Box<Expr>, name: Name, r: usize) -> Box<Expr> {
        let span = base.span.to(self.span(r - 1, r));
        self.expr_at(ExprKind::Field { base, name }, span)
    }

    /// `callee(args)`
    pub(crate) fn call(&self, callee: Box<Expr>, args: Vec<Arg>, r: usize) -> Box<Expr> {
        let span = callee.span.to(self.span(r - 1, r));
        self.expr_at(ExprKind::Call { callee, args }, span)
    }

    /// `receiver.name(args)`
    pub(crate) fn method_call(&self, receiver: Box<Expr>, name: Name, args: Vec<Arg>, r: usize) -> Box<Expr> {
        let span = receiver.span.to(self.span(r - 1, r));
        self.expr_at(ExprKind::MethodCall { receiver, name, args }, span)
    }

    /// `base[items; edges]`
    pub(crate) fn index(
        &self,
        base: Box<Expr>,
        items: Vec<IndexItem>,
        edges: Option<Vec<Expr>>,
        r: usize,
    ) -> Box<Expr> {
        let span = base.span.to(self.span(r - 1, r));
        let edges = edges.unwrap_or_default().into_iter().map(edge_mode).collect();
        self.expr_at(ExprKind::Index { base, items, edges }, span)
    }

    /// `lo:hi:step`
    pub(crate) fn slice(
        &self,
        lo: Option<Box<Expr>>,
        hi: Option<Box<Expr>>,
        step: Option<Box<Expr>>,
    ) -> Box<IndexItemKind> {
        Box::new(IndexItemKind::Slice { lo, hi, step })
    }

    /// `f64?`
    pub(crate) fn optional(&self, name: Name, l: usize, r: usize) -> Box<Expr> {
        let inner = Box::new(Expr::new(ExprKind::Name(name.clone()), name.span));
        self.expr(ExprKind::Optional(inner), l, r)
    }

    /// `i in x`
    pub(crate) fn binder_without_range(&self, name: Name, over: &Expr, l: usize, r: usize) -> Box<Binder> {
        let over_text = self.source(over.span);
        let diagnostic = Diagnostic::error(Code::E0015, format!("`{}` needs a range after `in`", name.text));
        self.report(match python_range(over).as_deref() {
            Some([hi]) => {
                let range = format!("0..{}", self.source(hi.span));
                diagnostic.primary(over.span, format!("write `{range}`")).fix(
                    over.span,
                    range,
                    "ranges are written with two points",
                )
            }
            Some(_) => diagnostic.primary(over.span, "a range is written `a..b` or `a..b by c`"),
            None => diagnostic
                .primary(over.span, "this is no range")
                .note(format!("a binder counts: `{} in 0..n`", name.text))
                .note(format!("for the elements of `{over_text}`, index it: `for i: … {over_text}[i] …`")),
        });
        Box::new(Binder { name, range: None, span: self.span(l, r) })
    }
}

/// The arguments of `range(…)`, in the order lower bound, upper bound, step.
fn python_range(over: &Expr) -> Option<Vec<&Expr>> {
    match &over.kind {
        ExprKind::Call { callee, args } if callee.as_name().is_some_and(|name| name.as_str() == "range") => {
            Some(args.iter().map(|arg| &arg.value).collect())
        }
        _ => None,
    }
}

/// `wrap`, `clamp` and `mirror` stand for themselves, unless in parentheses.
/// The word that joins conditions where this operator joins bits; empty where there is none.
fn condition_word(op: BinaryOp) -> Option<&'static str> {
    match op {
        BinaryOp::BitAnd => Some("and"),
        BinaryOp::BitOr => Some("or"),
        BinaryOp::BitXor => Some(""),
        _ => None,
    }
}

fn edge_mode(expr: Expr) -> EdgeMode {
    let word = match expr.as_name() {
        Some(name) if name.span == expr.span => name.as_str(),
        _ => "",
    };
    match word {
        "wrap" => EdgeMode::Wrap(expr.span),
        "clamp" => EdgeMode::Clamp(expr.span),
        "mirror" => EdgeMode::Mirror(expr.span),
        _ => EdgeMode::Fill(expr),
    }
}

fn bad_escape(span: Span, escaped: Option<char>) -> Diagnostic {
    let shown: String = escaped.into_iter().flat_map(char::escape_debug).collect();
    Diagnostic::error(Code::E0004, format!("unknown escape `\\{shown}` in a string"))
        .primary(span, "in this string")
        .note("the escapes are `\\n`, `\\t`, `\\\"` and `\\\\`")
}

fn bad_number(span: Span, text: &str, error: &NumberError) -> Diagnostic {
    let wrong = |message: String, label: &str| Diagnostic::error(Code::E0005, message).primary(span, label);
    match error {
        NumberError::Suffix(suffix) => {
            wrong(format!("`{suffix}` is no type that a number can have behind it"), "in this number")
                .note("write `7u8`, `2.5f32` or, for imaginary numbers, `2.0i`; a product needs a `*`")
        }
        NumberError::IntSuffix(suffix) => {
            wrong(format!("a number with a fraction cannot be `{suffix}`"), "not an integer")
                .note(format!("`{suffix}(…)` converts and drops the fraction"))
        }
        NumberError::Digit(c, base) => wrong(format!("`{c}` is no digit in base {base}"), "in this number"),
        NumberError::NoDigits => wrong(format!("digits are missing in `{text}`"), "not complete"),
        NumberError::TooLarge => Diagnostic::error(Code::E0006, "this integer has more than 128 bits")
            .primary(span, "too large for every type")
            .note("write it as a float: `1.5e40`"),
    }
}
