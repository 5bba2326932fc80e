//! A position in a text, with what the reader takes from there.

use base::Scalar;

use super::{ParseError, Parsed};

pub(super) struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let mut cursor = Self { text, at: 0 };
        cursor.skip();
        cursor
    }
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }
    pub(super) fn at_end(&self) -> bool {
        self.rest().is_empty()
    }
    /// An error here: `what` was expected.
    pub(super) fn error(&self, what: &str) -> ParseError {
        let line = self.text[..self.at].matches('\n').count() + 1;
        let found: String = self.rest().chars().take_while(|c| *c != '\n').take(20).collect();
        ParseError::expected(line, what, &found)
    }
    /// Goes over space and comments.
    fn skip(&mut self) {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start();
            self.at += rest.len() - trimmed.len();
            if !trimmed.starts_with('#') {
                return;
            }
            self.at += trimmed.find('\n').unwrap_or(trimmed.len());
        }
    }
    fn advance(&mut self, bytes: usize) {
        self.at += bytes;
        self.skip();
    }
    /// Whether `text` comes next.
    pub(super) fn peek(&self, text: &str) -> bool {
        self.rest().starts_with(text)
    }
    /// Goes over `text` if it comes next; a word must end there.
    pub(super) fn eat(&mut self, text: &str) -> bool {
        let Some(rest) = self.rest().strip_prefix(text) else { return false };
        let part_of_word = |c: char| c.is_alphanumeric() || c == '_';
        // `site3` is a word and a number, and the reader takes them one by one.
        if !matches!(text, "site" | "fn") && text.ends_with(part_of_word) && rest.starts_with(part_of_word) {
            return false;
        }
        self.advance(text.len());
        true
    }
    pub(super) fn expect(&mut self, text: &str) -> Parsed<()> {
        if self.eat(text) { Ok(()) } else { Err(self.error(&format!("`{text}`"))) }
    }
    fn run(&self, of: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        &rest[..rest.find(|c| !of(c)).unwrap_or(rest.len())]
    }
    /// Letters, digits, underscores and dollars (a symbol may have them).
    pub(super) fn word(&mut self) -> Parsed<String> {
        let word = self.run(|c| c.is_alphanumeric() || c == '_');
        if word.is_empty() {
            return Err(self.error("a word"));
        }
        self.advance(word.len());
        Ok(word.to_owned())
    }
    pub(super) fn number<T: std::str::FromStr>(&mut self) -> Parsed<T> {
        let digits = self.run(|c| c.is_ascii_digit());
        let number = digits.parse().map_err(|_| self.error("a number"))?;
        self.advance(digits.len());
        Ok(number)
    }
    /// `sigil name . number`.
    pub(super) fn id(&mut self, sigil: char) -> Parsed<(u32, String)> {
        if !self.rest().starts_with(sigil) {
            return Err(self.error(&format!("`{sigil}`")));
        }
        self.at += 1;
        let name = self.run(|c| c.is_alphanumeric() || c == '_');
        self.at += name.len();
        if !self.rest().starts_with('.') {
            return Err(self.error("`.` and a number"));
        }
        self.at += 1;
        Ok((self.number()?, name.to_owned()))
    }
    pub(super) fn scalar(&mut self) -> Parsed<Scalar> {
        let text = self.run(|c| c.is_alphanumeric() || matches!(c, '.' | ':' | '-' | '+'));
        let scalar = text.parse().map_err(|()| self.error("a constant"))?;
        self.advance(text.len());
        Ok(scalar)
    }
    /// A quoted text.
    pub(super) fn string(&mut self) -> Parsed<String> {
        let mut text = String::new();
        let mut chars = self.rest().char_indices();
        if chars.next().is_none_or(|(_, c)| c != '"') {
            return Err(self.error("a text in quotes"));
        }
        while let Some((at, c)) = chars.next() {
            match c {
                '"' => {
                    self.advance(at + 1);
                    return Ok(text);
                }
                '\\' => match chars.next() {
                    Some((_, 'n')) => text.push('\n'),
                    Some((_, c)) => text.push(c),
                    None => break,
                },
                c => text.push(c),
            }
        }
        Err(self.error("a closing quote"))
    }
}
