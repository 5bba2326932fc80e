//! Reads the lines `# run:` and `# fails:`.

use abi::Status;

use super::{Expected, Run, Value};

/// The expectation in a line; none where it is an ordinary one.
pub(super) fn line(text: &str, line: usize) -> Result<Option<Run>, String> {
    let (rest, fails) = match (text.strip_prefix("# run:"), text.strip_prefix("# fails:")) {
        (Some(rest), _) => (rest, false),
        (_, Some(rest)) => (rest, true),
        _ => return Ok(None),
    };
    let mut reader = Reader { rest: rest.trim() };
    let function = reader.word()?.to_string();
    let args = reader.list("(", ")")?;
    let expected = if fails { reader.failure()? } else { reader.results()? };
    if reader.rest.is_empty() {
        Ok(Some(Run { line, function, args, expected }))
    } else {
        Err(format!("`{}` is left over", reader.rest))
    }
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn skip(&mut self, token: &str) -> bool {
        match self.rest.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest.trim_start();
                true
            }
            None => false,
        }
    }

    fn expect(&mut self, token: &str) -> Result<(), String> {
        if self.skip(token) { Ok(()) } else { Err(format!("`{token}` is missing before `{}`", self.rest)) }
    }

    /// A name or a number.
    fn word(&mut self) -> Result<&'a str, String> {
        let in_word = |c: char| c.is_alphanumeric() || "_.+-".contains(c);
        let end = self.rest.find(|c| !in_word(c)).unwrap_or(self.rest.len());
        if end == 0 {
            return Err(format!("a value is missing before `{}`", self.rest));
        }
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest.trim_start();
        Ok(word)
    }

    fn list(&mut self, open: &str, close: &str) -> Result<Vec<Value>, String> {
        self.expect(open)?;
        let mut items = Vec::new();
        while !self.skip(close) {
            if !items.is_empty() {
                self.expect(",")?;
                if self.skip(close) {
                    break;
                }
            }
            items.push(self.value()?);
        }
        Ok(items)
    }

    fn value(&mut self) -> Result<Value, String> {
        if self.rest.starts_with('[') {
            return Ok(Value::List(self.list("[", "]")?));
        }
        let word = self.word()?;
        if !self.rest.starts_with('(') {
            return Ok(Value::Number(word.to_string()));
        }
        let args = self.list("(", ")")?;
        let shape = |args: &[Value]| args.iter().map(Value::as_extent).collect::<Result<Vec<_>, _>>();
        match (word, args.split_first()) {
            ("empty", _) => Ok(Value::Empty(shape(&args)?)),
            ("iota", _) => Ok(Value::Iota(shape(&args)?)),
            ("full", Some((value, extents))) => Ok(Value::Full(Box::new(value.clone()), shape(extents)?)),
            _ => Err(format!("`{word}` makes no value")),
        }
    }

    fn results(&mut self) -> Result<Expected, String> {
        let exact = self.skip("==");
        if !exact {
            self.expect("~=")?;
        }
        let values = if self.rest.starts_with('(') { self.list("(", ")")? } else { vec![self.value()?] };
        if exact {
            return Ok(Expected::Exactly(values));
        }
        self.expect("within")?;
        let error = self.word()?;
        let error = error.parse().map_err(|_| format!("`{error}` is no number"))?;
        Ok(Expected::Nearly(values, error))
    }

    fn failure(&mut self) -> Result<Expected, String> {
        self.expect("status")?;
        let name = self.word()?;
        let status = Status::ALL.into_iter().find(|status| format!("{status:?}") == name);
        let status = status.ok_or_else(|| format!("`{name}` is no status"))?;
        if self.rest.is_empty() {
            return Ok(Expected::Fails { status, message: None });
        }
        let message = self.rest.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        let message = message.ok_or_else(|| format!("`{}` is no message", self.rest))?.to_string();
        self.rest = "";
        Ok(Expected::Fails { status, message: Some(message) })
    }
}
