//! What is said to the user about a program.

use crate::{Code, Span};

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Severity {
    /// The program is refused.
    Error,
    /// The program is accepted.
    Warning,
}

/// A place in the source with what is to be said about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// May be empty.
    pub message: String,
    /// Whether this is where the mistake is, or only where something in the message came from.
    pub primary: bool,
}

/// A change of the source that mends the mistake.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fix {
    /// The bytes to replace (may be empty: an insertion).
    pub span: Span,
    /// The new text.
    pub replacement: String,
    /// What the change does, in words.
    pub message: String,
    /// Whether it is what was meant beyond doubt: a tool may then make it without asking.
    pub sure: bool,
}

/// One message with its places, notes and fixes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// What kind of mistake.
    pub code: Code,
    /// Error or warning.
    pub severity: Severity,
    /// One sentence without a full stop.
    pub message: String,
    /// Places; the first primary one leads.
    pub labels: Vec<Label>,
    /// What was expected and why, and the way out.
    pub notes: Vec<String>,
    /// Changes that would mend it.
    pub fixes: Vec<Fix>,
}

impl Diagnostic {
    /// An error without places yet.
    #[must_use]
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            labels: Vec::new(),
            notes: Vec::new(),
            fixes: Vec::new(),
        }
    }
    /// A warning without places yet.
    #[must_use]
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }
    /// Adds the place of the mistake.
    #[must_use]
    pub fn primary(mut self, span: Span, message: impl Into<String>) -> Self {
        self.labels.push(Label { span, message: message.into(), primary: true });
        self
    }
    /// Adds a place that explains.
    #[must_use]
    pub fn secondary(mut self, span: Span, message: impl Into<String>) -> Self {
        self.labels.push(Label { span, message: message.into(), primary: false });
        self
    }
    /// Adds a sentence.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }
    /// Adds the change that mends it: another spelling of what can only have been meant.
    #[must_use]
    pub fn fix(self, span: Span, replacement: impl Into<String>, message: impl Into<String>) -> Self {
        self.change(span, replacement.into(), message.into(), true)
    }
    /// Adds a change that may be what is wanted: only the writer knows.
    #[must_use]
    pub fn offer(self, span: Span, replacement: impl Into<String>, message: impl Into<String>) -> Self {
        self.change(span, replacement.into(), message.into(), false)
    }
    fn change(mut self, span: Span, replacement: String, message: String, sure: bool) -> Self {
        self.fixes.push(Fix { span, replacement, message, sure });
        self
    }
    /// Whether it refuses the program.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
    /// The leading place, if any.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.labels.iter().find(|l| l.primary).or(self.labels.first()).map(|l| l.span)
    }
}
