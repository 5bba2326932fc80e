//! What people type by habit: spellings of other languages, and the right ones.
//!
//! Signs (`||`) are replaced while lexing, words (`elif`) in one walk over the tokens afterwards. A replaced
//! token means the right thing from then on, so that one habit gives one message.

use crate::ast::Suffix;
use crate::lexer::Lexed;
use crate::token::{Tok, Token};
use base::{Code, Diagnostic, FileId, Span};

/// A complaint about `text` at `span` that should have been `spelling`.
fn habit(span: Span, text: &str, spelling: &str) -> Diagnostic {
    Diagnostic::error(Code::E0007, format!("`{text}` is written `{spelling}`"))
        .primary(span, format!("write `{spelling}`"))
}

/// `||` for `or` and the like.
pub(crate) fn foreign_sign(text: &str, span: Span, spelling: &str) -> Diagnostic {
    let (lo, hi) = (span.lo as usize, span.hi as usize);
    let sign = &text[lo..hi];
    if sign.starts_with('\'') {
        let inner = &sign[1..sign.len() - 1];
        let before = text[..lo].trim_end();
        let is_message = before.ends_with(['(', ',']) || before.ends_with("test");
        if let ([byte], false) = (inner.as_bytes(), is_message) {
            return Diagnostic::error(Code::E0007, "there are no characters, only their numbers")
                .primary(span, "no value")
                .fix(span, format!("{byte}u8"), format!("the number of `{inner}`"));
        }
        return Diagnostic::error(Code::E0007, "a string stands in double quotes")
            .primary(span, "write `\"` around it")
            .fix(span, format!("\"{}\"", inner.replace('"', "\\\"")), "use double quotes");
    }
    if matches!(sign, "=>" | "==>") && spelling == ">=" {
        return Diagnostic::error(Code::E0007, format!("`{sign}` has no meaning in an expression"))
            .primary(span, "not an operator")
            .note("`>=` is greater or equal, and a lambda is written `|x| e`");
    }
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let mut replacement = spelling.to_string();
    if spelling.starts_with(char::is_alphabetic) {
        let before = if is_word(text[..lo].chars().next_back()) { " " } else { "" };
        let after = if text[hi..].starts_with(char::is_whitespace) { "" } else { " " };
        replacement = format!("{before}{spelling}{after}");
    }
    let diagnostic = habit(span, sign, spelling).fix(span, replacement, format!("write `{spelling}`"));
    match sign {
        ":=" => {
            diagnostic.note("`let x = …` gives a value a name, `var x = …` makes a variable, `x = …` assigns")
        }
        "=>" | "==>" => {
            diagnostic.note("`->` stands before a result type, `>=` is greater or equal, `|x| e` is a lambda")
        }
        "++" => diagnostic.note("`x += 1` adds one; there is no `+` before an operand"),
        _ => diagnostic,
    }
}

/// What to write instead of a string that is an argument in NumPy.
pub(crate) fn instead_of_text(text: &str) -> Option<&'static str> {
    Some(match text {
        "valid" | "same" | "full" => {
            "each mode is a function: `convolve(x, k)` (full), `convolve_same(x, k)`, `convolve_valid(x, k)`"
        }
        "edge" | "reflect" | "wrap" | "constant" | "symmetric" => {
            "each mode is a function: `pad_clamp(x, before, after)`, `pad_mirror`, `pad_wrap`, `pad(x, before, after, value)`"
        }
        "left" | "right" => "each side is a function: `searchsorted(a, v)`, `searchsorted_right(a, v)`",
        "linear" | "nearest" | "lower" | "higher" => {
            "there is one method, the default of NumPy: leave it out"
        }
        "stable" | "mergesort" | "quicksort" => "every sort is stable: leave it out",
        "ij" | "xy" => "there are no grids of coordinates: `for y in 0..h, x in 0..w: …` has both",
        "fro" | "nuc" => "`norm(a)` is the root of the sum of all squares",
        _ if text.contains("->") => {
            "a sum over indices is written out: `for i, k: sum(for j: a[i, j] * b[j, k])`"
        }
        _ => return None,
    })
}

/// `/* … */`
pub(crate) fn block_comment(span: Span) -> Diagnostic {
    Diagnostic::error(Code::E0007, "a comment begins with `#` on each line")
        .primary(span, "`/* … */` is no comment here")
}

/// `// …` where no operand stands before it.
pub(crate) fn line_comment(span: Span) -> Diagnostic {
    Diagnostic::error(Code::E0007, "a comment begins with `#`")
        .primary(span, "`//` is the floored division")
        .fix(span, "#", "begin the comment with `#`")
}

/// The sign that a character is mistaken for, and its token; no token for what is better left out.
pub(crate) fn lookalike(c: char) -> Option<(&'static str, Option<Token>)> {
    let (spelling, kind) = match c {
        '\u{2212}' | '\u{2010}'..='\u{2015}' => ("-", Token::Minus),
        '×' | '·' | '⋅' | '∗' => ("*", Token::Star),
        '÷' | '∕' => ("/", Token::Slash),
        '≤' | '⩽' => ("<=", Token::Le),
        '≥' | '⩾' => (">=", Token::Ge),
        '≠' => ("!=", Token::NotEq),
        '→' => ("->", Token::Arrow),
        '∧' => ("and", Token::And),
        '∨' => ("or", Token::Or),
        '¬' => ("not", Token::Not),
        '，' => (",", Token::Comma),
        '；' => (";", Token::Semi),
        '：' => (":", Token::Colon),
        '（' => ("(", Token::LParen),
        '）' => (")", Token::RParen),
        '“' | '”' | '„' | '‘' | '’' | '\'' => return Some(("\"", Some(Token::Error))),
        '²' => return Some(("**2", Some(Token::Error))),
        '³' => return Some(("**3", Some(Token::Error))),
        '∞' => return Some(("inf", Some(Token::Error))),
        '√' => return Some(("sqrt", Some(Token::Error))),
        _ if c.is_whitespace() || ('\u{200B}'..='\u{200D}').contains(&c) || c == '\u{2060}' => {
            return Some((" ", None));
        }
        _ => return None,
    };
    Some((spelling, Some(kind)))
}

/// The complaint about a lookalike.
pub(crate) fn lookalike_sign(c: char, span: Span, spelling: &str) -> Diagnostic {
    let message = match spelling {
        " " => format!("U+{:04X} looks like a space and is none", u32::from(c)),
        _ => format!("`{c}` is written `{spelling}`"),
    };
    Diagnostic::error(Code::E0003, message)
        .primary(
            span,
            if spelling == " " { "write a plain space".into() } else { format!("write `{spelling}`") },
        )
        .fix(span, spelling, "use the plain character")
}

/// Replaces words and numbers that are spelt as elsewhere.
pub(crate) fn replace_words(file: FileId, text: &str, lexed: &mut Lexed) {
    let tokens = std::mem::take(&mut lexed.tokens);
    let mut out = Vec::with_capacity(tokens.len());
    let mut walk = Walk { file, text, lexed };
    let mut i = 0;
    while i < tokens.len() {
        i += walk.step(&tokens[i..], &mut out);
    }
    lexed.tokens = out;
}

struct Walk<'a> {
    file: FileId,
    text: &'a str,
    lexed: &'a mut Lexed,
}

impl Walk<'_> {
    /// Moves the first of `tokens` to `out`, replaced if need be; the number of tokens that were used up.
    fn step(&mut self, tokens: &[Tok], out: &mut Vec<Tok>) -> usize {
        let used = match tokens[0].kind {
            Token::Number => self.trailing_point(tokens, out),
            Token::Dot => self.leading_point(tokens, out),
            Token::Ident => self.word(tokens, out),
            _ => None,
        };
        used.unwrap_or_else(|| {
            out.push(tokens[0]);
            1
        })
    }

    fn slice(&self, tok: Tok) -> &str {
        &self.text[tok.lo as usize..tok.hi as usize]
    }

    fn report(&mut self, tok: Tok, diagnostic: Diagnostic) {
        self.lexed.report(diagnostic, tok.lo);
    }

    fn span(&self, lo: u32, hi: u32) -> Span {
        Span::new(self.file, lo as usize, hi as usize)
    }

    /// Whether the tokens so far leave a brace open.
    fn in_braces(&self, out: &[Tok]) -> bool {
        let count = |kind: Token| out.iter().filter(|tok| tok.kind == kind).count();
        count(Token::LBrace) > count(Token::RBrace)
    }

    /// `1.` and `1.e5`, but neither `1.5` nor `1.f(x)`.
    fn trailing_point(&mut self, tokens: &[Tok], out: &mut Vec<Tok>) -> Option<usize> {
        let (number, dot) = (tokens[0], *tokens.get(1)?);
        let digits = self.slice(number);
        if dot.kind != Token::Dot || dot.lo != number.hi || digits.contains(['.', 'x', 'i', 'u']) {
            return None;
        }
        let exponent = tokens.get(2).filter(|tok| tok.kind == Token::Ident && tok.lo == dot.hi);
        let (hi, used) = match exponent {
            None => (dot.hi, 2),
            Some(tok) if is_exponent_or_suffix(self.slice(*tok)) => (tok.hi, 3),
            Some(_) => return None,
        };
        let whole = Tok { hi, ..number };
        let right = format!("{digits}.0{}", &self.text[dot.hi as usize..hi as usize]);
        let span = self.span(whole.lo, hi);
        let written = self.slice(whole).to_string();
        self.report(whole, habit(span, &written, &right).fix(span, right, "put a digit after the point"));
        out.push(whole);
        Some(used)
    }

    /// `.5` where no operand stands before it.
    fn leading_point(&mut self, tokens: &[Tok], out: &mut Vec<Tok>) -> Option<usize> {
        let (dot, number) = (tokens[0], *tokens.get(1)?);
        let after_operand = out.last().is_some_and(|tok| ends_operand(tok.kind));
        if number.kind != Token::Number || number.lo != dot.hi || after_operand {
            return None;
        }
        let whole = Tok { lo: dot.lo, ..number };
        let written = self.slice(whole).to_string();
        let right = format!("0{written}");
        let span = self.span(whole.lo, whole.hi);
        self.report(whole, habit(span, &written, &right).fix(span, right, "put a digit before the point"));
        out.push(whole);
        Some(2)
    }

    /// `in range(a, b, c)`, of which the parser gets `a..b by c`.
    fn range_call(&mut self, tokens: &[Tok], out: &mut Vec<Tok>) -> Option<usize> {
        let (mut depth, mut close, mut commas) = (0, None, Vec::new());
        for (at, tok) in tokens.iter().enumerate().skip(1) {
            match tok.kind {
                Token::LParen | Token::LBracket | Token::LBrace => depth += 1,
                Token::RParen | Token::RBracket | Token::RBrace => depth -= 1,
                Token::Comma if depth == 1 => commas.push(at),
                _ => {}
            }
            if depth == 0 {
                close = Some(at);
                break;
            }
        }
        let close = close.filter(|&close| tokens[close].kind == Token::RParen && commas.len() <= 2)?;
        let starts = std::iter::once(1).chain(commas.iter().copied());
        let args: Vec<&[Tok]> =
            starts.zip(commas.iter().copied().chain([close])).map(|(lo, hi)| &tokens[lo + 1..hi]).collect();
        if args.iter().any(|arg| arg.is_empty()) {
            return None;
        }
        let texts: Vec<&str> =
            args.iter().map(|arg| &self.text[arg[0].lo as usize..arg[arg.len() - 1].hi as usize]).collect();
        let (right, signs): (String, &[Token]) = match texts.as_slice() {
            [end] => (format!("0..{end}"), &[]),
            [start, end] => (format!("{start}..{end}"), &[Token::DotDot]),
            _ => (format!("{}..{} by {}", texts[0], texts[1], texts[2]), &[Token::DotDot, Token::By]),
        };
        let tok = tokens[0];
        let span = self.span(tok.lo, tokens[close].hi);
        let written = self.text[span.lo as usize..span.hi as usize].to_string();
        self.report(tok, habit(span, &written, &right).fix(span, right.clone(), format!("write `{right}`")));
        if args.len() == 1 {
            out.extend([Token::Error, Token::DotDot].map(|kind| Tok { kind, ..tok }));
        }
        for (idx, arg) in args.iter().enumerate() {
            out.extend(arg.iter().copied());
            out.extend(signs.get(idx).map(|kind| Tok { kind: *kind, ..tok }));
        }
        Some(close + 1)
    }

    fn word(&mut self, tokens: &[Tok], out: &mut Vec<Tok>) -> Option<usize> {
        let tok = tokens[0];
        let next = tokens.get(1).map(|tok| tok.kind);
        let before = out.last().map(|tok| tok.kind);
        let before_name = next == Some(Token::Ident);
        let (spelling, kinds): (&str, &[Token]) = match self.slice(tok) {
            "def" | "function" | "func" | "fun" if before_name => ("fn", &[Token::Fn]),
            "import" if before_name && is_python_module(self.slice(tokens[1])) => {
                return Some(self.import_of_python(tokens));
            }
            "import" | "using" if before_name && before != Some(Token::Ident) => ("use", &[Token::Use]),
            "elif" | "elseif" | "elsif" if before == Some(Token::RBrace) => {
                ("else if", &[Token::Else, Token::If])
            }
            "const" | "val" | "auto" if before_name && self.in_braces(out) => ("let", &[Token::Let]),
            "mut" if before == Some(Token::Let) && before_name => {
                let word = out.pop()?;
                let span = self.span(word.lo, tok.hi);
                self.report(tok, habit(span, "let mut", "var").fix(span, "var", "write `var`"));
                out.push(Tok { kind: Token::Var, ..tok });
                return Some(1);
            }
            "range" if before == Some(Token::In) && next == Some(Token::LParen) => {
                return self.range_call(tokens, out);
            }
            "newaxis"
                if before != Some(Token::Dot) && matches!(next, Some(Token::Comma | Token::RBracket)) =>
            {
                ("new", &[Token::New])
            }
            "True" => ("true", &[Token::True]),
            "False" => ("false", &[Token::False]),
            "None" if matches!(next, Some(Token::Comma | Token::RBracket)) => ("new", &[Token::New]),
            "None" => {
                let message = "there is no `None`";
                let error =
                    Diagnostic::error(Code::E0007, message).primary(self.span(tok.lo, tok.hi), "no value");
                self.report(
                    tok,
                    error.note("leave such an argument out; no bound is `inf` or `-inf`; every value is there, so none is compared with it"),
                );
                out.push(Tok { kind: Token::Error, ..tok });
                return Some(1);
            }
            "mod" if is_infix(before, next) => ("%", &[Token::Percent]),
            "div" if is_infix(before, next) => ("//", &[Token::SlashSlash]),
            "xor" if is_infix(before, next) => ("^", &[Token::Caret]),
            "is" if is_infix(before, next) => ("==", &[Token::EqEq]),
            _ => return self.foreign_word(tokens, before),
        };
        let span = self.span(tok.lo, tok.hi);
        let written = self.slice(tok).to_string();
        self.report(tok, habit(span, &written, spelling).fix(span, spelling, format!("write `{spelling}`")));
        out.extend(kinds.iter().map(|kind| Tok { kind: *kind, ..tok }));
        Some(1)
    }

    /// `import numpy as np`, of which the parser gets nothing.
    fn import_of_python(&mut self, tokens: &[Tok]) -> usize {
        let is_as = tokens.get(2).is_some_and(|tok| tok.kind == Token::Ident && self.slice(*tok) == "as");
        let mut used = if is_as && tokens.len() > 3 { 4 } else { 2 };
        used += usize::from(tokens.get(used).is_some_and(|tok| tok.kind == Token::Semi));
        let span = self.span(tokens[0].lo, tokens[used - 1].hi);
        let error = Diagnostic::error(Code::E0007, format!("there is no module `{}`", self.slice(tokens[1])))
            .primary(span, "take it out")
            .note("the functions of the standard library need no import: write `sum(x)`, `exp(x)`")
            .fix(span, "", "take it out");
        self.report(tokens[0], error);
        used
    }

    /// Words that no word of the language replaces.
    fn foreign_word(&mut self, tokens: &[Tok], before: Option<Token>) -> Option<usize> {
        let tok = tokens[0];
        let next = tokens.get(1)?;
        let word = self.slice(tok);
        let before_name = next.kind == Token::Ident;
        let (message, label, note) = match word {
            "const" | "static" if before_name => (
                format!("there is no `{word}` between functions"),
                "not possible here",
                Some(format!(
                    "a constant is a function without parameters: `fn {}() -> i64 = 8;`",
                    self.slice(*next)
                )),
            ),
            "lambda" if before_name => (
                "`lambda x: e` is written `|x| e`".to_string(),
                "the parameters of a lambda stand between bars",
                None,
            ),
            "raise" | "throw" | "panic"
                if is_statement(before) && matches!(next.kind, Token::Ident | Token::Text) =>
            {
                (
                    format!("there is no `{word}`"),
                    "no statement",
                    Some(
                        "`assert c, \"message\";` ends the call with an error where the condition c is false"
                            .into(),
                    ),
                )
            }
            _ => return None,
        };
        let diagnostic = Diagnostic::error(Code::E0007, message).primary(self.span(tok.lo, tok.hi), label);
        let diagnostic = note.into_iter().fold(diagnostic, Diagnostic::note);
        self.report(tok, diagnostic);
        None
    }
}

/// Modules whose functions are looked for in the standard library.
fn is_python_module(name: &str) -> bool {
    matches!(name, "numpy" | "math" | "scipy" | "jax" | "torch" | "cmath")
}

/// Whether a statement begins after this token.
fn is_statement(before: Option<Token>) -> bool {
    matches!(before, Some(Token::LBrace | Token::RBrace | Token::Semi))
}

/// `e5`, `f32`
fn is_exponent_or_suffix(text: &str) -> bool {
    let is_digits = |digits: &str| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    let is_suffix = || Suffix::ALL.into_iter().any(|suffix| suffix.is_float() && suffix.as_str() == text);
    text.strip_prefix(['e', 'E']).is_some_and(is_digits) || is_suffix()
}

/// Whether an operand can end here.
fn ends_operand(kind: Token) -> bool {
    matches!(kind, Token::Ident | Token::Number | Token::RParen | Token::RBracket | Token::RBrace)
}

/// Whether a word between these two would be an operator.
fn is_infix(before: Option<Token>, next: Option<Token>) -> bool {
    before.is_some_and(|kind| ends_operand(kind) && kind != Token::RBrace)
        && matches!(next, Some(Token::Ident | Token::Number | Token::LParen))
}
