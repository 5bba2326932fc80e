//! The one way to lay a program out.
//!
//! Every token is taken from the source, in order, and so is every comment; the tree only says where spaces and line
//! breaks go. So the text cannot lose anything but optional last commas, which stand exactly in lists that take
//! several lines. Kept are also: parentheses, single empty lines between statements and items, and whether a block
//! begins a new line after its `{`.

mod expr;
mod item;
mod layout;
mod stmt;

use crate::ast::{Expr, ExprKind, Module};
use crate::lexer::lex;
use crate::parse::parse;
use crate::token::{Tok, Token};
use base::{Diagnostic, FileId, Span};
use layout::Piece;

/// The program `text`, laid out. Formatting the outcome again changes nothing.
///
/// # Errors
/// What is wrong with a text that does not parse.
pub fn format(file: FileId, text: &str) -> Result<String, Vec<Diagnostic>> {
    let (module, diagnostics) = parse(file, text);
    if diagnostics.iter().any(Diagnostic::is_error) {
        return Err(diagnostics);
    }
    let lexed = lex(file, text);
    let comments: Vec<Span> = lexed.comments.iter().map(|(_, span)| *span).collect();
    let mut writer = Writer {
        text,
        tokens: &lexed.tokens,
        closers: find_closers(&lexed.tokens),
        comments: &comments,
        at: 0,
        next_comment: 0,
        pieces: Vec::new(),
    };
    writer.module(&module);
    Ok(layout::print(&writer.pieces))
}

/// Whether two texts mean the same: their trees are equal, but for places, and so are their comments.
#[must_use]
pub fn is_same_program(a: &str, b: &str) -> bool {
    let read = |text| {
        let (module, diagnostics) = parse(FileId(0), text);
        let comments: Vec<_> = module.comments.iter().map(|comment| comment.text.clone()).collect();
        let is_whole = !diagnostics.iter().any(Diagnostic::is_error);
        (is_whole, module.to_string(), comments)
    };
    read(a) == read(b)
}

/// For every opening bracket the number of the token that closes it; itself for other tokens.
fn find_closers(tokens: &[Tok]) -> Vec<usize> {
    let mut closers: Vec<usize> = (0..tokens.len()).collect();
    let mut open = Vec::new();
    for (at, tok) in tokens.iter().enumerate() {
        match tok.kind {
            Token::LParen | Token::LBracket | Token::LBrace => open.push(at),
            Token::RParen | Token::RBracket | Token::RBrace => {
                if let Some(opener) = open.pop() {
                    closers[opener] = at;
                }
            }
            _ => {}
        }
    }
    closers
}

/// Walks a tree and its tokens side by side.
struct Writer<'a> {
    text: &'a str,
    tokens: &'a [Tok],
    closers: Vec<usize>,
    comments: &'a [Span],
    /// The token that comes next.
    at: usize,
    /// The comment that comes next.
    next_comment: usize,
    pieces: Vec<Piece<'a>>,
}

impl<'a> Writer<'a> {
    fn module(&mut self, module: &Module) {
        for item in &module.items {
            self.begin_line();
            self.item(item);
            self.push(Piece::Hard);
        }
        if self.at < self.tokens.len() {
            base::bug!("the formatter stopped before `{}`", self.slice(self.tokens[self.at]));
        }
        self.leading_comments(true);
    }

    fn push(&mut self, piece: Piece<'a>) {
        self.pieces.push(piece);
    }

    fn slice(&self, tok: Tok) -> &'a str {
        &self.text[tok.lo as usize..tok.hi as usize]
    }

    /// The next token's kind.
    fn peek(&self) -> Option<Token> {
        self.tokens.get(self.at).map(|tok| tok.kind)
    }

    /// Writes the next token with its comments.
    fn token(&mut self) {
        self.leading_comments(false);
        let Some(tok) = self.tokens.get(self.at).copied() else {
            base::bug!("the formatter ran out of tokens");
        };
        self.push(Piece::Text(self.slice(tok)));
        self.at += 1;
        self.trailing_comment(tok.hi);
    }

    fn space(&mut self) {
        self.push(Piece::Space);
    }

    /// Writes the next token and a space.
    fn word(&mut self) {
        self.token();
        self.space();
    }

    /// A space, the next token, a space.
    fn infix(&mut self) {
        self.space();
        self.word();
    }

    /// Writes the next token if it is of that kind.
    fn eat(&mut self, kind: Token) -> bool {
        let found = self.peek() == Some(kind);
        if found {
            self.token();
        }
        found
    }

    fn soft(&mut self, space: bool) {
        self.push(Piece::Break { space });
    }

    /// Before a statement or an item: keeps an empty line and takes the comments.
    fn begin_line(&mut self) {
        self.leading_comments(true);
        if self.has_gap(self.tokens.get(self.at).map_or(self.text.len(), |tok| tok.lo as usize)) {
            self.push(Piece::Blank);
        }
    }

    /// Comments on lines of their own before the next token.
    fn leading_comments(&mut self, keep_gaps: bool) {
        let end = self.tokens.get(self.at).map_or(u32::MAX, |tok| tok.lo);
        while let Some(span) = self.comments.get(self.next_comment).copied().filter(|span| span.lo < end) {
            if keep_gaps && self.has_gap(span.lo as usize) {
                self.push(Piece::Blank);
            }
            self.push(Piece::Own(&self.text[span.lo as usize..span.hi as usize]));
            self.next_comment += 1;
        }
    }

    /// The comment that stands on the line of the token that ended at `end`.
    fn trailing_comment(&mut self, end: u32) {
        let limit = self.tokens.get(self.at).map_or(u32::MAX, |tok| tok.lo);
        let Some(span) = self.comments.get(self.next_comment).copied() else { return };
        let comment = &self.text[span.lo as usize..span.hi as usize];
        let is_near = || !self.text[end as usize..span.lo as usize].contains('\n');
        // Documentation stands before what it documents.
        if span.lo < limit && !comment.starts_with("##") && is_near() {
            self.push(Piece::Trailing(comment));
            self.next_comment += 1;
        }
    }

    /// Whether comments stand before the next token or behind it.
    fn has_comments(&self) -> bool {
        let end = self.tokens.get(self.at + 1).map_or(u32::MAX, |tok| tok.lo);
        self.comments.get(self.next_comment).is_some_and(|span| span.lo < end)
    }

    /// Whether an empty line stands before byte `lo`, which begins a token or a comment.
    fn has_gap(&self, lo: usize) -> bool {
        let before = &self.text[..lo];
        before[before.trim_end().len()..].matches('\n').count() > 1
    }

    /// The token that begins at byte `lo`.
    fn token_at(&self, lo: u32) -> usize {
        self.tokens.partition_point(|tok| tok.lo < lo)
    }

    /// Pairs of parentheses around an expression that are no part of it.
    fn parentheses(&self, expr: &Expr) -> usize {
        let pairs = self.pairs_at(expr.span);
        pairs - usize::from(pairs > 0 && matches!(expr.kind, ExprKind::Tuple(_)))
    }

    /// Pairs of parentheses with nothing of the span outside of them.
    fn pairs_at(&self, span: Span) -> usize {
        let first = self.token_at(span.lo);
        let end = self.tokens.partition_point(|tok| tok.hi <= span.hi);
        let is_pair = |depth: usize| {
            let (open, close) = (first + depth, end.wrapping_sub(depth + 1));
            self.tokens.get(open).is_some_and(|tok| tok.kind == Token::LParen) && self.closers[open] == close
        };
        (0..).take_while(|depth| is_pair(*depth)).count()
    }

    /// `items` between brackets and commas, on one line or one a line. The brackets are tokens; `padded` puts
    /// spaces inside them.
    fn list<T>(&mut self, items: &[T], shape: List, one: impl Fn(&mut Self, &T)) {
        if items.is_empty() {
            self.token();
            self.leading_comments(false);
            return self.token();
        }
        self.push(Piece::Open { fill: false });
        self.token();
        if !shape.hug {
            self.push(Piece::Indent);
            self.soft(shape.padded);
        }
        if shape.fill {
            self.push(Piece::Open { fill: true });
        }
        for (at, item) in items.iter().enumerate() {
            if shape.lines {
                self.begin_line();
            }
            one(self, item);
            if at + 1 < items.len() {
                self.token();
                self.soft(true);
            }
        }
        if shape.fill {
            self.push(Piece::Close);
        }
        self.last_comma(shape);
        if !shape.hug {
            self.leading_comments(false);
            self.push(Piece::Dedent);
            self.soft(shape.padded);
        }
        self.token();
        self.push(Piece::Close);
    }

    /// The comma behind the last item: it stands where each item has its line, or a comment holds it, or it makes a
    /// tuple.
    fn last_comma(&mut self, shape: List) {
        if shape.single || self.has_comments() && self.peek() == Some(Token::Comma) {
            self.eat(Token::Comma);
            return;
        }
        self.drop_comma();
        if !shape.hug && !matches!(self.pieces.last(), Some(Piece::Trailing(_))) {
            self.push(Piece::LastComma);
        }
    }

    /// Passes over a comma that the layout puts in itself.
    fn drop_comma(&mut self) {
        if self.peek() == Some(Token::Comma) {
            self.at += 1;
        }
    }
}

/// How a list between brackets is laid out.
#[derive(Clone, Copy, Default)]
struct List {
    /// As many items on a line as fit.
    fill: bool,
    /// The only item opens and closes lines itself.
    hug: bool,
    /// Spaces inside the brackets.
    padded: bool,
    /// The comma behind the only item is no option.
    single: bool,
    /// Items are parted like statements: empty lines between them stay.
    lines: bool,
}
