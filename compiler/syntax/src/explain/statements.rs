//! Statements as they are written elsewhere: a `for` that repeats, a tuple without parentheses.

use base::Diagnostic;

use super::Place;
use crate::token::Token;

/// Whether a name is one of a type, here or elsewhere.
fn is_type_name(name: &str) -> bool {
    let elsewhere =
        ["float", "double", "int", "long", "unsigned", "char", "float32", "float64", "int32", "int64"];
    base::DType::from_name(name).is_some() || elsewhere.contains(&name)
}

/// `+=` and the like.
fn is_op_assign(kind: Token) -> bool {
    (Token::AddAssign..=Token::ShrAssign).contains(&kind)
}

impl Place<'_> {
    /// `for i in 0..n { … }` and `for i in 0..n: y[i] = …`: what was meant is a `loop`.
    pub(super) fn statement(&self) -> Option<Diagnostic> {
        let diagnostic = match self.found()? {
            Token::LBrace if self.expects(":") && self.expects(",") => self.for_with_a_block(),
            Token::Assign | Token::AddAssign | Token::SubAssign | Token::MulAssign | Token::DivAssign
                if self.is_body_of_for() =>
            {
                self.for_that_assigns()
            }
            found if is_op_assign(found) && self.expects(";") && !self.expects("=") => self
                .wrong("an assignment is a statement and has no value", "not in an expression")
                .note("write the value alone, `x + 1`; statements stand in a block `{ … }`, on a `var`"),
            Token::LParen if self.before() == Some(Token::For) => self
                .wrong("a loop has no parentheses", "no `(` behind `for`")
                .note("write `loop i in 0..n { … }` for statements, `for i in 0..n: e` for an array")
                .note("elements of several arrays side by side: `for i: x[i] * y[i]`"),
            Token::Ident if self.shown(self.at) == "then" && self.expects("{") => self
                .wrong("there is no `then`", "a block begins with `{`")
                .note("write `if c { a } else { b }`"),
            Token::In if self.follows_operand() => self
                .wrong("`in` stands only before the range of a `for` or `loop`", "no operator")
                .note("whether an array holds a value: `any(x == value)`"),
            Token::Star | Token::Amp
                if (self.expects("number") || self.expects("fn"))
                    && !self.before().is_some_and(super::is_operator) =>
            {
                self.wrong("there are no pointers and no references", "leave it out")
                    .note("arrays are values: a parameter is `x: f64[n]`, and nothing is copied for it")
                    .offer(self.span(), "", "leave it out")
            }
            Token::LBrace if self.expects("..") && self.statement_begins_with(&[Token::Loop]) => self
                .wrong(
                    "a `loop` runs over a range `a..b`, not over the elements of an array",
                    "expected `..`",
                )
                .note("write `loop i in 0..n { let v = x[i]; … }`"),
            Token::Comma => return self.list(),
            Token::Assign if self.is_default_of_parameter() => self
                .wrong("parameters have no default values", "not possible here")
                .note("write a second function that passes the value"),
            _ => return None,
        };
        Some(diagnostic)
    }

    /// Several values with commas between them, where one can stand.
    fn list(&self) -> Option<Diagnostic> {
        let (message, label, note) = if self.returns_several() {
            (
                "a tuple stands in parentheses",
                "put both values into parentheses",
                "write `return (a, b);`, or leave `return` out: the last expression is the value",
            )
        } else if self.expects("{") && self.statement_begins_with(&[Token::Loop]) {
            (
                "a `loop` has one name",
                "no second name can stand here",
                "write one `loop` inside the other; only `for i in a..b, j in c..d: e` takes several names",
            )
        } else if self.statement_begins_with(&[Token::Let, Token::Var]) && !self.is_unpacking() {
            (
                "a `let` or `var` gives one value a name",
                "write `;` and a second statement",
                "several values of one tuple: `let (a, b) = (x, y);`",
            )
        } else if self.expects("where") && self.expects("=") {
            (
                "the types of several results stand in parentheses",
                "put all types into parentheses",
                "write `-> (f64, f64)`, or with names `-> (low: f64, high: f64)`",
            )
        } else if self.expects(";") && self.expects("=") {
            (
                "several values stand in parentheses",
                "not a list",
                "a tuple is `(a, b)`; several are assigned by `(a, b) = (b, a);`",
            )
        } else if self.expects(";") && !self.expects("{") && !self.expects("=") {
            (
                "a tuple stands in parentheses",
                "put all values into parentheses",
                "write `(a, b)`, with `-> (f64, f64)` as the type of the result",
            )
        } else {
            return None;
        };
        Some(self.wrong(message, label).note(note))
    }

    fn for_with_a_block(&self) -> Diagnostic {
        const NOTE: &str = "`for i in 0..n: e` builds an array; `loop i in 0..n { … }` repeats statements";
        let Some(start) = self.loop_at() else {
            return self
                .wrong(
                    "expected `:` and an expression, found `{`",
                    "the element of the `for` stands after a `:`",
                )
                .note(NOTE);
        };
        let word = self.cx.span(start, start + 1);
        self.wrong("statements are repeated by `loop`, not `for`", "a `for` has no block")
            .secondary(word, "write `loop`")
            .note(NOTE)
            .fix(word, "loop", "repeat statements")
    }

    fn for_that_assigns(&self) -> Diagnostic {
        let diagnostic =
            self.wrong("a `for` builds an array and assigns nothing", "no assignment can stand here");
        let kind = |at: usize| self.kind(at);
        let whole = self.loop_at().and_then(|start| {
            let colon = (start..self.at).find(|&at| kind(at) == Some(Token::Colon))?;
            let end = (self.at..self.cx.tokens.len()).find(|&at| kind(at) == Some(Token::Semi))?;
            Some((start, colon, end))
        });
        let Some((start, colon, end)) = whole else {
            return diagnostic.note(
                "`for i in 0..n: e` is the array of all `e`; `loop i in 0..n { … }` repeats statements",
            );
        };
        let header = self.text_before(start + 1, colon);
        let body = self.text_before(colon + 1, end);
        diagnostic.note("`for i in 0..n: e` is the array of all `e`; a `loop` repeats statements").fix(
            self.cx.span(start, end + 1),
            format!("loop {header} {{ {body}; }}"),
            "as a loop",
        )
    }

    /// The `for` of the statement, if it has one binder with a range, as a `loop` has.
    fn loop_at(&self) -> Option<usize> {
        let start = (0..self.at).rev().find(|&at| self.kind(at) == Some(Token::For))?;
        let before = start.checked_sub(1).and_then(|at| self.kind(at));
        let begins = matches!(before, Some(Token::LBrace | Token::RBrace | Token::Semi));
        let has_range = self.kind(start + 2) == Some(Token::In);
        let is_whole = (start..self.at).all(|at| {
            !matches!(self.kind(at), Some(Token::Comma | Token::LBrace | Token::RBrace | Token::Semi))
        });
        (begins && has_range && is_whole).then_some(start)
    }

    /// The source from token `lo` to where token `hi` begins.
    fn text_before(&self, lo: usize, hi: usize) -> &str {
        let (first, end) = (self.cx.tokens[lo], self.cx.tokens[hi]);
        self.cx.text.get(first.lo as usize..end.lo as usize).unwrap_or_default().trim_end()
    }

    /// Whether the statement that this stands in begins with `for`.
    fn is_body_of_for(&self) -> bool {
        let is_end = |at: &usize| {
            matches!(self.kind(*at), Some(Token::Semi | Token::LBrace | Token::RBrace | Token::For))
        };
        let start = (0..self.at).rev().find(is_end);
        self.follows_operand() && start.is_some_and(|at| self.kind(at) == Some(Token::For))
    }

    /// `return a, b;`
    fn returns_several(&self) -> bool {
        self.expects(";") && self.statement_begins_with(&[Token::Return])
    }

    /// Whether the statement that this stands in begins with one of these words, which stand nowhere else.
    fn statement_begins_with(&self, words: &[Token]) -> bool {
        let is_end = |kind: Token| matches!(kind, Token::Semi | Token::LBrace | Token::RBrace);
        let start = (0..self.at)
            .rev()
            .filter_map(|at| self.kind(at))
            .find(|kind| is_end(*kind) || words.contains(kind));
        start.is_some_and(|kind| words.contains(&kind))
    }

    /// `fn f(x: f64 = 1.0)`
    fn is_default_of_parameter(&self) -> bool {
        (self.expects(":") || self.expects(")") && self.expects(",")) && self.kind_of_header()
    }

    /// Whether this stands in the parameters of a function.
    fn kind_of_header(&self) -> bool {
        let is_start = |at: &usize| {
            matches!(self.kind(*at), Some(Token::Semi | Token::LBrace | Token::Assign | Token::Fn))
        };
        let start = (0..self.at).rev().find(is_start);
        start.is_some_and(|at| self.kind(at) == Some(Token::Fn))
    }

    /// Types, parameters and heads of functions as they are written in C and Rust.
    pub(super) fn header(&self) -> Option<Diagnostic> {
        let span = self.span();
        let diagnostic = match self.found()? {
            Token::Ident if self.before() == Some(Token::Pub) => {
                let start = base::Span { hi: span.lo, ..span };
                self.wrong("a function begins with `fn`", "write `fn` before its name").fix(
                    start,
                    "fn ",
                    "write `fn`",
                )
            }
            Token::Ident
                if self.before() == Some(Token::Ident)
                    && self.expects(":")
                    && self.kind_of_header()
                    && is_type_name(&self.shown(self.at - 1)) =>
            {
                let (ty, name) = (self.shown(self.at - 1), self.shown(self.at));
                let both = self.cx.span(self.at - 1, self.at + 1);
                let written = format!("{name}: {ty}");
                self.wrong("a parameter's name stands before its type", format!("write `{written}`")).fix(
                    both,
                    written,
                    "the name first",
                )
            }
            Token::LBracket if self.expects("fn") && self.kind_of_header() => self
                .wrong("an array's type begins with the type of its elements", "not before the brackets")
                .note("write `f64[n]` for a vector, `f64[n, m]` for a matrix"),
            Token::Colon if self.before() == Some(Token::LBracket) && self.kind_of_header() => self
                .wrong("the extent of an array has a name", "no `:` in a type")
                .note("write `f64[n]`, or `f64[_]` where nobody asks for the extent"),
            _ => return None,
        };
        Some(diagnostic)
    }
}
