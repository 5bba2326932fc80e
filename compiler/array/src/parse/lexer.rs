//! Tokens of the text form.

use super::ParseError;

/// What a token is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Token {
    /// A keyword, an operation, a number: letters, digits, `_`, `.` and an exponent's sign.
    Word(String),
    /// `%name.3`, without the percent sign.
    Var(String),
    /// `@name`, without the at sign and quotes.
    Function(String),
    /// A quoted string's value.
    Text(String),
    /// A punctuation mark.
    Mark(&'static str),
}

/// Longer marks first.
const MARKS: &[&str] =
    &["->", ">=", "//", "(", ")", "{", "}", "[", "]", ",", ":", "<", "=", "+", "-", "*", "?"];

/// The tokens with their lines, from 1. `#` starts a comment.
pub(super) fn tokens(text: &str) -> Result<Vec<(Token, usize)>, ParseError> {
    let mut out = Vec::new();
    for (idx, line) in text.lines().enumerate() {
        let mut rest = line.trim_start();
        while !rest.is_empty() && !rest.starts_with('#') {
            let (token, after) =
                token(rest).map_err(|message| ParseError { line: idx + 1, message: message.into() })?;
            out.push((token, idx + 1));
            rest = after.trim_start();
        }
    }
    Ok(out)
}

fn token(rest: &str) -> Result<(Token, &str), &'static str> {
    if let Some(after) = rest.strip_prefix('"') {
        return text(after).map(|(value, after)| (Token::Text(value), after));
    }
    if let Some(after) = rest.strip_prefix("@\"") {
        return text(after).map(|(value, after)| (Token::Function(value), after));
    }
    for (sigil, make) in [('%', Token::Var as fn(String) -> Token), ('@', Token::Function)] {
        if let Some(after) = rest.strip_prefix(sigil) {
            let (name, after) = word(after);
            return if name.is_empty() { Err("a name is missing") } else { Ok((make(name), after)) };
        }
    }
    if let Some(mark) = MARKS.iter().find(|mark| rest.starts_with(**mark)) {
        return Ok((Token::Mark(mark), &rest[mark.len()..]));
    }
    let (name, after) = word(rest);
    if name.is_empty() { Err("a character that means nothing here") } else { Ok((Token::Word(name), after)) }
}

/// The longest word at the start, and what follows.
fn word(rest: &str) -> (String, &str) {
    let number = rest.starts_with(|c: char| c.is_ascii_digit()) && !rest.starts_with("0x");
    let mut previous = ' ';
    let end = rest.find(|c: char| {
        let exponent = number && (c == '-' || c == '+') && previous == 'e';
        previous = c;
        !(c.is_alphanumeric() || "_$.".contains(c) || exponent)
    });
    let (word, after) = rest.split_at(end.unwrap_or(rest.len()));
    (word.to_string(), after)
}

/// A string's value after its opening quote, and what follows the closing one.
fn text(rest: &str) -> Result<(String, &str), &'static str> {
    let mut value = String::new();
    let mut chars = rest.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Ok((value, &rest[at + 1..])),
            '\\' => match chars.next() {
                Some((_, 'n')) => value.push('\n'),
                Some((_, c)) => value.push(c),
                None => break,
            },
            _ => value.push(c),
        }
    }
    Err("a string without an end")
}
