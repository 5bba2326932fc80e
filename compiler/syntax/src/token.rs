//! The words and signs of the language, recognised by logos.
//!
//! Spellings that people bring from other languages (`||`, `:=`) are tokens here too, so that the lexer can name
//! the right one; [`lexer`](crate::lexer) replaces them, and the grammar never sees them.

use logos::Logos;

/// What kind of word or sign a token is. Its text is read from the source where it matters.
#[derive(Logos, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[logos(skip r"[ \t\r\n\f\u{FEFF}]+")]
pub(crate) enum Token {
    /// A name. Characters beyond ASCII are checked by the lexer.
    #[regex(r"[A-Za-z\u{80}-\u{FEFE}\u{FF00}-\u{10FFFF}][A-Za-z0-9_\u{80}-\u{FEFE}\u{FF00}-\u{10FFFF}]*")]
    #[regex(r"_[A-Za-z0-9_\u{80}-\u{FEFE}\u{FF00}-\u{10FFFF}]+")]
    Ident,
    /// A number with whatever letters stick to it; taken apart by [`number`](crate::number).
    #[regex(r"[0-9][0-9A-Za-z_]*(\.[0-9][0-9A-Za-z_]*)?")]
    #[regex(r"[0-9][0-9_]*(\.[0-9][0-9_]*)?[eE][+-][0-9][0-9A-Za-z_]*")]
    Number,
    /// A message in quotes.
    #[regex(r#""([^"\\\n]|\\[^\n])*""#)]
    Text,
    /// A comment of any kind, to the end of the line.
    #[regex(r"#[^\n]*", allow_greedy = true)]
    Comment,

    #[token("and")]
    And,
    #[token("assert")]
    Assert,
    #[token("break")]
    Break,
    #[token("by")]
    By,
    #[token("continue")]
    Continue,
    #[token("else")]
    Else,
    #[token("extern")]
    Extern,
    #[token("false")]
    False,
    #[token("fn")]
    Fn,
    #[token("for")]
    For,
    #[token("if")]
    If,
    #[token("in")]
    In,
    #[token("inout")]
    Inout,
    #[token("let")]
    Let,
    #[token("loop")]
    Loop,
    #[token("new")]
    New,
    #[token("not")]
    Not,
    #[token("or")]
    Or,
    #[token("pub")]
    Pub,
    #[token("return")]
    Return,
    #[token("struct")]
    Struct,
    #[token("test")]
    Test,
    #[token("true")]
    True,
    #[token("use")]
    Use,
    #[token("var")]
    Var,
    #[token("where")]
    Where,
    #[token("while")]
    While,
    #[token("_")]
    Underscore,

    #[token("(")]
    LParen,
    #[token(")")]
    RParen,
    #[token("[")]
    LBracket,
    #[token("]")]
    RBracket,
    #[token("{")]
    LBrace,
    #[token("}")]
    RBrace,
    #[token(",")]
    Comma,
    #[token(";")]
    Semi,
    #[token(":")]
    Colon,
    #[token(".")]
    Dot,
    #[token("..")]
    DotDot,
    #[token("..=")]
    DotDotEq,
    #[token("...")]
    Ellipsis,
    #[token("?")]
    Question,
    #[token("->")]
    Arrow,
    #[token("=")]
    Assign,
    #[token("+=")]
    AddAssign,
    #[token("-=")]
    SubAssign,
    #[token("*=")]
    MulAssign,
    #[token("/=")]
    DivAssign,
    #[token("//=")]
    FloorDivAssign,
    #[token("%=")]
    RemAssign,
    #[token("**=")]
    PowAssign,
    #[token("@=")]
    MatMulAssign,
    #[token("&=")]
    BitAndAssign,
    #[token("|=")]
    BitOrAssign,
    #[token("^=")]
    BitXorAssign,
    #[token("<<=")]
    ShlAssign,
    #[token(">>=")]
    ShrAssign,
    #[token("+")]
    Plus,
    #[token("-")]
    Minus,
    #[token("*")]
    Star,
    #[token("/")]
    Slash,
    #[token("//")]
    SlashSlash,
    #[token("%")]
    Percent,
    #[token("@")]
    At,
    #[token("**")]
    StarStar,
    #[token("&")]
    Amp,
    #[token("|")]
    Bar,
    #[token("^")]
    Caret,
    #[token("~")]
    Tilde,
    #[token("<<")]
    Shl,
    #[token(">>")]
    Shr,
    #[token("==")]
    EqEq,
    #[token("!=")]
    NotEq,
    #[token("<")]
    Lt,
    #[token("<=")]
    Le,
    #[token(">")]
    Gt,
    #[token(">=")]
    Ge,
    #[token("??")]
    Coalesce,
    #[token("|>")]
    Pipe,

    /// A string without its closing quote.
    #[regex(r#""([^"\\\n]|\\[^\n])*\\?"#, priority = 1)]
    OpenText,
    /// `||`, `&&`, `!`, `:=` … of other languages.
    #[token("||")]
    #[token("&&")]
    #[token("!")]
    #[token(":=")]
    #[token("=>")]
    #[token("==>")]
    #[token("=<")]
    #[token("<>")]
    #[token("===")]
    #[token("!==")]
    #[token("++")]
    #[regex(r"'([^'\\\n]|\\[^\n])*'")]
    Foreign,
    /// `/* … */` of other languages; the lexer skips to its end.
    #[token("/*")]
    ForeignComment,

    /// A character that the language does not use; the lexer has complained about it.
    Error,
    /// Put by the parser where it took out a statement that it could not read.
    BadStmt,
}

/// A token and the bytes it stands on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tok {
    /// Its kind.
    pub(crate) kind: Token,
    /// First byte.
    pub(crate) lo: u32,
    /// One past the last byte.
    pub(crate) hi: u32,
}
