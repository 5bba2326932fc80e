//! What to say where the parser stopped.
//!
//! The parser knows which tokens could have followed. A few mistakes are recognised by what was found and what
//! was expected; for all others, the expected tokens are put into the words of a user.

mod statements;

use crate::make::Context;
use crate::token::Token;
use base::{Code, Diagnostic, Span};

/// The place where the parser stopped.
struct Place<'a> {
    cx: &'a Context<'a>,
    at: usize,
    /// The names of terminals as the grammar has them, without the quotes around them.
    expected: Vec<&'a str>,
}

/// A `;` that is missing at the end of a line, before `}` or before the word that begins a statement; the parser
/// puts it in and goes on.
pub(crate) fn missing_semicolon(cx: &Context<'_>, at: usize, expected: &[String]) -> Option<Diagnostic> {
    let place = Place::new(cx, at, expected);
    let before = *cx.tokens.get(at.checked_sub(1)?)?;
    if !place.expects(";") || place.expects("{") || before.kind == Token::BadStmt {
        return None;
    }
    let ends = match cx.tokens.get(at) {
        None => true,
        Some(next) => {
            let between = cx.text.get(before.hi as usize..next.lo as usize).unwrap_or_default();
            between.contains('\n') || next.kind == Token::RBrace || begins_statement(next.kind)
        }
    };
    let end = Span { file: cx.file, lo: before.hi, hi: before.hi, caller: None };
    ends.then(|| {
        Diagnostic::error(Code::E0011, format!("a `;` is missing after `{}`", place.shown(at - 1)))
            .primary(end, "should stand here")
            .fix(end, ";", "put a `;` here")
    })
}

/// Says what is wrong at token `at`.
pub(crate) fn explain_error(cx: &Context<'_>, at: usize, expected: &[String]) -> Diagnostic {
    let place = Place::new(cx, at, expected);
    place
        .at_top_level()
        .or_else(|| place.operand())
        .or_else(|| place.statement())
        .or_else(|| place.header())
        .or_else(|| place.sign())
        .unwrap_or_else(|| place.in_words())
}

impl<'a> Place<'a> {
    fn new(cx: &'a Context<'a>, at: usize, expected: &'a [String]) -> Self {
        let expected = expected.iter().map(|terminal| terminal.trim_matches('"')).collect();
        Place { cx, at, expected }
    }

    fn expects(&self, terminal: &str) -> bool {
        self.expected.contains(&terminal)
    }

    /// Whether an expression ends here and could go on with an operator. The parser may have reduced it already
    /// as far as only the loosest operator fits.
    fn follows_operand(&self) -> bool {
        self.expects("|>")
    }

    fn kind(&self, at: usize) -> Option<Token> {
        self.cx.tokens.get(at).map(|tok| tok.kind)
    }

    fn found(&self) -> Option<Token> {
        self.kind(self.at)
    }

    fn before(&self) -> Option<Token> {
        self.at.checked_sub(1).and_then(|at| self.kind(at))
    }

    /// The text of token `at`, shortened.
    fn shown(&self, at: usize) -> String {
        let tok = self.cx.tokens[at];
        let text = &self.cx.text[tok.lo as usize..tok.hi as usize];
        if text.chars().count() <= 24 {
            text.to_string()
        } else {
            text.chars().take(21).chain("…".chars()).collect()
        }
    }

    fn span(&self) -> Span {
        self.cx.span(self.at, self.at + usize::from(self.found().is_some()))
    }

    fn wrong(&self, message: impl Into<String>, label: impl Into<String>) -> Diagnostic {
        Diagnostic::error(Code::E0010, message).primary(self.span(), label)
    }

    /// What stands between items, or instead of one.
    fn at_top_level(&self) -> Option<Diagnostic> {
        let after_item = self.expected.is_empty() && self.at > 0;
        if self.at > 0 && !after_item {
            return None;
        }
        let found = self.found()?;
        let diagnostic =
            Diagnostic::error(Code::E0014, format!("expected an item, found `{}`", self.shown(self.at)))
                .primary(self.span(), "this belongs to no item")
                .note("a file holds functions (`fn`) and tests (`test \"…\"`)");
        Some(match found {
            Token::Let | Token::Var => diagnostic.note(self.constant_as_function()),
            Token::Ident if self.shown(self.at) == "from" => {
                diagnostic.note("functions of the standard library need no import: write `sum(x)`, `exp(x)`")
            }
            Token::Ident
                if self.kind(self.at + 1) == Some(Token::Ident)
                    && self.kind(self.at + 2) == Some(Token::LParen) =>
            {
                let name = self.shown(self.at + 1);
                diagnostic.note(format!("a function is written `pub fn {name}(x: f64) -> f64 {{ … }}`"))
            }
            Token::Ident if self.kind(self.at + 1) == Some(Token::Assign) => {
                let name = self.shown(self.at);
                diagnostic.note(format!(
                    "a constant is a function without parameters: `fn {name}() -> f64 = 3.0;`, called as `{name}()`"
                ))
            }
            Token::Semi => diagnostic.fix(self.span(), "", "take the `;` out"),
            _ => diagnostic,
        })
    }

    /// How `let K = 3.0;` between functions is written.
    fn constant_as_function(&self) -> String {
        let next = [1, 2, 3].map(|k| self.kind(self.at + k));
        if next != [Some(Token::Ident), Some(Token::Assign), Some(Token::Number)] {
            return "a constant is a function without parameters: `fn size() -> i64 = 8;`".into();
        }
        let (name, value) = (self.shown(self.at + 1), self.shown(self.at + 3));
        let ty = if value.contains('.') { "f64" } else { "i64" };
        format!(
            "a constant is a function without parameters: `fn {name}() -> {ty} = {value};`, called as `{name}()`"
        )
    }

    /// `for`, lambda, `if` and blocks as operands.
    fn operand(&self) -> Option<Diagnostic> {
        let found = self.found()?;
        let what = match found {
            Token::For => "a `for`",
            Token::If => "an `if`",
            Token::Bar => "a lambda",
            Token::LBrace => "a block",
            _ => return self.operator_after_brace(),
        };
        if !self.expects("number") || self.expects("for") {
            return None;
        }
        let diagnostic = Diagnostic::error(Code::E0013, format!("{what} needs parentheses here"))
            .primary(self.span(), "put it in parentheses")
            .note("`for`, lambdas, `if` and blocks are no operands, bounds or conditions without them");
        Some(diagnostic)
    }

    /// `if a { b } else { c } + d`
    fn operator_after_brace(&self) -> Option<Diagnostic> {
        let is_operator = self.found().is_some_and(is_operator);
        if self.before() != Some(Token::RBrace) || !is_operator || self.follows_operand() {
            return None;
        }
        let diagnostic = Diagnostic::error(Code::E0013, "an `if` or block needs parentheses as an operand")
            .primary(self.span(), "this would apply to what ends before it")
            .note("write `(if a { b } else { c }) + d`, or give it a name with `let`");
        Some(diagnostic)
    }

    /// Signs that are used differently elsewhere.
    fn sign(&self) -> Option<Diagnostic> {
        let span = self.span();
        let diagnostic = match self.found()? {
            Token::Colon if self.expects("->") => {
                self.wrong("a result type stands after `->`", "write `->`").fix(span, " ->", "write `->`")
            }
            Token::Colon if self.kind(self.at + 1) == Some(Token::Colon) && self.follows_operand() => self
                .wrong("`::` is written `.`", "write `.`")
                .fix(self.cx.span(self.at, self.at + 2), ".", "write `.`"),
            Token::Colon if self.expects("{") => {
                self.wrong("expected `{`, found `:`", "a block begins with `{` and ends with `}`")
            }
            Token::RBracket if self.before() == Some(Token::LBracket) => self
                .wrong("expected a size or an index after `[`, found `]`", "nothing stands between")
                .note("the extent of any array has a name, as in `f64[n]`; an empty array is `f64[0](0)`"),
            Token::Comma if self.is_unpacking() => self
                .wrong("names to take a tuple apart stand in parentheses", "put the names into parentheses")
                .note("write `let (a, b) = (x, y);`"),
            Token::Comma | Token::RParen if self.is_untyped_parameter() => self
                .wrong(
                    format!("the parameter `{0}` needs a type", self.shown(self.at - 1)),
                    "expected `:` and a type",
                )
                .note(format!(
                    "write `{0}: f64` for a scalar, `{0}: f64[n]` for a vector whose extent is called n",
                    self.shown(self.at - 1)
                )),
            Token::Question if self.expects(";") || self.follows_operand() => self
                .wrong("there is no `c ? a : b`", "no operator")
                .note("write `if c { a } else { b }`, or `where(c, a, b)` for whole arrays"),
            Token::Assign if self.follows_operand() => {
                self.wrong("`=` does not compare", "write `==` to compare").fix(span, "==", "write `==`")
            }
            Token::Arrow if self.follows_operand() || self.expects("number") => self
                .wrong("`->` stands only before a result type", "not in an expression")
                .note("a lambda is written `|x| x + 1`"),
            Token::Ellipsis if self.expects("..") => self
                .wrong("a range is written `a..b`, or `a..=b` with its end", "write `..`")
                .fix(span, "..", "write `..`"),
            Token::DotDot | Token::DotDotEq | Token::Ellipsis if self.follows_operand() => self
                .wrong("a range stands only after `in`", "no range can stand here")
                .note("a slice is written `x[a:b]`, an array of numbers `for i in a..b: i`"),
            _ => return self.word(),
        };
        Some(diagnostic)
    }

    /// `let a, b = …`
    fn is_unpacking(&self) -> bool {
        let word = self.at.checked_sub(2).and_then(|at| self.kind(at));
        matches!(word, Some(Token::Let | Token::Var)) && self.before() == Some(Token::Ident)
    }

    /// `fn f(x, y)`
    fn is_untyped_parameter(&self) -> bool {
        let head = self.cx.tokens[..self.at]
            .iter()
            .rev()
            .find(|tok| !matches!(tok.kind, Token::Ident | Token::Comma | Token::LParen | Token::Colon));
        self.expects(":")
            && self.before() == Some(Token::Ident)
            && head.is_some_and(|tok| tok.kind == Token::Fn)
    }

    /// Whether the token is a whole argument.
    fn stands_alone(&self) -> bool {
        self.expects("number")
            && matches!(self.before(), Some(Token::LParen | Token::Comma))
            && matches!(self.kind(self.at + 1), Some(Token::Comma | Token::RParen))
    }

    /// Words, numbers and names that stand where they cannot.
    fn word(&self) -> Option<Diagnostic> {
        let found = self.found()?;
        let diagnostic = match found {
            _ if is_operator(found) && self.stands_alone() => {
                let sign = self.shown(self.at);
                let lambda = format!("|a, b| a {sign} b");
                self.wrong(format!("`{sign}` alone is no function"), format!("write `{lambda}`")).fix(
                    self.span(),
                    lambda,
                    "a function of two values",
                )
            }
            Token::Plus if self.expects("number") => self
                .wrong("there is no `+` before an operand", "leave it out")
                .fix(self.span(), "", "leave the `+` out"),
            Token::Not if self.expects("number") => self
                .wrong("`not` needs parentheses here", "it binds less tightly than the operator before it")
                .note("write `a == (not b)`"),
            Token::For if self.follows_operand() => self
                .wrong("`for` stands before the element that it builds", "not after an expression")
                .note("write `for i: x[i]`, or `for i in 0..n: …`"),
            Token::If if self.expects(";") || self.follows_operand() => self
                .wrong("a condition stands before its values", "not after an expression")
                .note("write `if c { a } else { b }`, or `where(c, a, b)` for whole arrays"),
            Token::Ident
                if self.shown(self.at) == "as" && self.cx.tokens.iter().any(|tok| tok.kind == Token::Use) =>
            {
                self.wrong("a module keeps its name", "no other name can be given")
                    .note("functions of the standard library need no import: write `sum(x)`, `exp(x)`")
            }
            Token::Loop | Token::While if self.expects("number") && !self.expects("loop") => self
                .wrong(
                    format!("a `{}` is a statement and has no value", self.shown(self.at)),
                    "an expression is needed",
                )
                .note("assign to a `var` in it; `for i in 0..n: e` makes an array"),
            Token::Number if self.before() == Some(Token::Dot) => self
                .wrong("the items of a tuple have no numbers", "expected a name after `.`")
                .note("take it apart with `let (a, b) = …`, or give its items names"),
            Token::Ident if self.shown(self.at) == "as" && self.follows_operand() => self
                .wrong("there is no `as` between a value and a type", "not an operator")
                .note("a type's name converts: `f64(x)`"),
            _ if self.before() == Some(Token::Question)
                && !self.expects("number")
                && self.follows_operand() =>
            {
                self.wrong("there is no `c ? a : b`", "expected nothing after `?`")
                    .note("write `if c { a } else { b }`, or `where(c, a, b)` for whole arrays")
            }
            _ if is_keyword(found) && self.expects("name") && !self.expects("number") => self.wrong(
                format!("`{}` is a word of the language and cannot be a name", self.shown(self.at)),
                "choose another name",
            ),
            _ => return None,
        };
        Some(diagnostic)
    }

    /// `expected an expression after `+`, found `)``
    fn in_words(&self) -> Diagnostic {
        let mut message = format!("expected {}", list_expected(&self.expected));
        if self.at > 0 && self.kind(self.at - 1) != Some(Token::BadStmt) {
            message += &format!(" after `{}`", self.shown(self.at - 1));
        }
        message += &match self.found() {
            Some(Token::BadStmt) | None => ", found the end of the item".to_string(),
            Some(_) => format!(", found `{}`", self.shown(self.at)),
        };
        let diagnostic = self.wrong(message, "not expected here");
        match self.found() {
            Some(Token::Comma) if self.expects("=") && self.expects("{") => {
                diagnostic.note("several results stand in parentheses: `-> (f64, f64)`")
            }
            Some(Token::Return | Token::Break | Token::Continue) if self.expects("{") => {
                diagnostic.note("what a condition decides stands in braces: `if c { … }`")
            }
            _ if self.expects("=") && self.expects("{") => {
                diagnostic.note("a function's body is `= expression;` or `{ … }`")
            }
            Some(Token::Lt) if self.expects("name") => diagnostic.note("sizes stand in brackets: `f64[n]`"),
            _ => diagnostic,
        }
    }
}

/// The expected terminals in words: kinds of things first, then the signs that close or separate.
fn list_expected(expected: &[&str]) -> String {
    let has = |terminal: &str| expected.contains(&terminal);
    let mut parts: Vec<String> = Vec::new();
    let kind = if has("struct") {
        "an item"
    } else if has("let") {
        "a statement"
    } else if has("number") {
        "an expression"
    } else if has("fn") && has("name") {
        "a type"
    } else if has("name") {
        "a name"
    } else if has("text") {
        "a message in quotes"
    } else {
        ""
    };
    if !kind.is_empty() {
        parts.push(kind.into());
    }
    // Where something begins, much could follow: only what ends the list is worth a word. Where an expression or a
    // header may go on, its operators and clauses are not.
    let begins = matches!(kind, "an item" | "an expression" | "a statement" | "a type");
    let signs: &[&str] = match begins {
        true => &[")", "]", "}"],
        false if has("where") => &["->", "=", "{"],
        false if has("|>") => &["in", "else", "by", ":", "{", "..", ",", ";", ")", "]", "}"],
        false => &["->", "in", "else", "by", ":", "=", "{", "..", ",", ";", ")", "]", "}", ">", "|", "("],
    };
    let is_shown = |sign: &&&str| has(sign) && !(**sign == "by" && has("name"));
    parts.extend(signs.iter().filter(is_shown).map(|sign| format!("`{sign}`")));
    if parts.is_empty() {
        parts.extend(expected.iter().take(4).map(|terminal| format!("`{terminal}`")));
    }
    match parts.as_slice() {
        [] => "nothing more".into(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

fn begins_statement(kind: Token) -> bool {
    matches!(
        kind,
        Token::Let
            | Token::Var
            | Token::Loop
            | Token::While
            | Token::Break
            | Token::Continue
            | Token::Return
            | Token::Assert
    )
}

fn is_keyword(kind: Token) -> bool {
    kind >= Token::And && kind <= Token::While
}

fn is_operator(kind: Token) -> bool {
    (Token::Plus..=Token::Pipe).contains(&kind) && kind != Token::Tilde
        || matches!(kind, Token::And | Token::Or)
}
