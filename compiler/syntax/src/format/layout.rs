//! Where lines break: text with groups, printed into a fixed width.
//!
//! A group is printed on one line if it fits and nothing in it asks for a line of its own; otherwise all its breaks
//! are line breaks, or in a filling group those that have to be.

/// The widest line that breaks can avoid, in characters.
const WIDTH: usize = 110;

/// Columns of one level.
const INDENT: usize = 4;

/// A piece of the text, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// A word or sign.
    Text(&'a str),
    /// A space, except at the ends of lines.
    Space,
    /// In a group on one line a space or nothing, else a line break.
    Break {
        /// Whether it is a space.
        space: bool,
    },
    /// A line break, whatever group it is in.
    Hard,
    /// The next line break leaves an empty line.
    Blank,
    /// A comma, unless its group is on one line.
    LastComma,
    /// A group begins.
    Open {
        /// Whether its breaks are decided one by one.
        fill: bool,
    },
    /// The group ends.
    Close,
    /// Lines that begin from here are one level deeper.
    Indent,
    /// The level ends.
    Dedent,
    /// A comment behind what stands before it.
    Trailing(&'a str),
    /// A comment on a line of its own.
    Own(&'a str),
}

/// How the breaks of an open group are printed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Flat,
    Broken,
    Fill,
}

/// The pieces as text.
pub(super) fn print(pieces: &[Piece<'_>]) -> String {
    let mut printer = Printer {
        pieces,
        out: String::new(),
        column: 0,
        level: 0,
        modes: Vec::new(),
        at_start: true,
        space: false,
        must_break: false,
        blank: false,
    };
    for at in 0..pieces.len() {
        printer.piece(at);
    }
    let mut out = printer.out;
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
    out
}

struct Printer<'a, 'p> {
    pieces: &'p [Piece<'a>],
    out: String,
    /// Characters on the line so far.
    column: usize,
    level: usize,
    /// Of the open groups.
    modes: Vec<Mode>,
    /// Whether the line is empty.
    at_start: bool,
    /// Whether a space is due before the next text.
    space: bool,
    /// Whether a comment stands last, so that nothing else fits on the line.
    must_break: bool,
    /// Whether the next line follows an empty one.
    blank: bool,
}

impl Printer<'_, '_> {
    fn piece(&mut self, at: usize) {
        let mode = self.modes.last().copied().unwrap_or(Mode::Broken);
        match self.pieces[at] {
            Piece::Text(text) => self.text(text),
            Piece::Space => self.space = true,
            Piece::Break { space } => match mode {
                Mode::Flat => self.space |= space,
                Mode::Broken => self.newline(),
                Mode::Fill if self.fits(at + 1, usize::from(space), false) => self.space |= space,
                Mode::Fill => self.newline(),
            },
            Piece::Hard => self.newline(),
            Piece::Blank => self.blank = true,
            Piece::LastComma if mode != Mode::Flat => self.text(","),
            Piece::LastComma => {}
            Piece::Open { fill } => {
                let mode = match (self.fits(at + 1, usize::from(self.space), true), fill) {
                    (true, _) => Mode::Flat,
                    (false, true) => Mode::Fill,
                    (false, false) => Mode::Broken,
                };
                self.modes.push(mode);
            }
            Piece::Close => drop(self.modes.pop()),
            Piece::Indent => self.level += 1,
            Piece::Dedent => self.level -= 1,
            Piece::Trailing(comment) => {
                self.out.push_str("  ");
                self.out.push_str(comment);
                self.must_break = true;
            }
            Piece::Own(comment) => {
                if !self.at_start {
                    self.newline();
                }
                self.text(comment);
                self.must_break = true;
            }
        }
    }

    fn newline(&mut self) {
        self.must_break = false;
        self.space = false;
        if !self.at_start {
            self.out.push('\n');
            self.at_start = true;
            self.column = 0;
        }
    }

    fn text(&mut self, text: &str) {
        if self.must_break {
            self.newline();
        }
        if self.at_start {
            if self.blank && !self.out.is_empty() {
                self.out.push('\n');
            }
            self.indent();
        } else if self.space {
            self.out.push(' ');
            self.column += 1;
        }
        (self.at_start, self.space, self.blank) = (false, false, false);
        self.out.push_str(text);
        self.column += text.chars().count();
    }

    fn indent(&mut self) {
        self.column = self.level * INDENT;
        self.out.extend(std::iter::repeat_n(' ', self.column));
    }

    /// Whether what begins at piece `at` fits on the line behind `used` more columns: a group that was just opened up
    /// to its end, or what stands before the next break of the open one; with what cannot be parted from it.
    fn fits(&self, at: usize, used: usize, of_group: bool) -> bool {
        if self.must_break {
            return false;
        }
        let start = if self.at_start { self.level * INDENT } else { self.column };
        let Some(mut left) = WIDTH.checked_sub(start + used) else { return false };
        let mut depth = i32::from(of_group);
        let own = depth;
        for (offset, piece) in self.pieces[at..].iter().enumerate() {
            // What follows may break where it can.
            let is_rest = depth < own;
            let width = match piece {
                Piece::Text(text) => text.chars().count(),
                Piece::Space => 1,
                Piece::Break { .. } | Piece::Hard if is_rest || depth == 0 => return true,
                Piece::Break { space } => usize::from(*space),
                Piece::Hard | Piece::Own(_) => return is_rest,
                Piece::Trailing(_) => return is_rest || self.ends_group(at + offset + 1, depth),
                Piece::Open { .. } => {
                    depth += i32::from(!is_rest);
                    0
                }
                Piece::Close => {
                    depth -= i32::from(!is_rest);
                    0
                }
                Piece::Blank | Piece::LastComma | Piece::Indent | Piece::Dedent => 0,
            };
            match left.checked_sub(width) {
                Some(rest) => left = rest,
                None => return false,
            }
        }
        true
    }

    /// Whether only ends follow at piece `at`, up to that of the group `depth` levels up.
    fn ends_group(&self, at: usize, mut depth: i32) -> bool {
        for piece in &self.pieces[at..] {
            match piece {
                Piece::Close => depth -= 1,
                Piece::Dedent => {}
                _ => return false,
            }
            if depth == 0 {
                return true;
            }
        }
        false
    }
}
