//! Places in source text.

use crate::IndexVec;

crate::id!(
    /// A source file of one compilation.
    FileId, "file"
);

/// The bytes `lo..hi` of a file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub lo: u32,
    /// One past the last byte.
    pub hi: u32,
    /// In a function of another file that was put into its caller: the file and first byte of the call there.
    pub caller: Option<(FileId, u32)>,
}

impl Span {
    /// The bytes `lo..hi` of `file`.
    #[must_use]
    pub fn new(file: FileId, lo: usize, hi: usize) -> Self {
        let narrow = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { file, lo: narrow(lo), hi: narrow(hi), caller: None }
    }
    /// The place of things that no source text has.
    #[must_use]
    pub const fn none() -> Self {
        Self { file: FileId(u32::MAX), lo: 0, hi: 0, caller: None }
    }
    /// From the start of `self` to the end of `other`, both in one file.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { lo: self.lo.min(other.lo), hi: self.hi.max(other.hi), ..self }
    }
    /// The place as it is once the function is put where `call` stands.
    #[must_use]
    pub fn called_at(self, call: Self) -> Self {
        if self.file == call.file || call == Self::none() {
            return self;
        }
        Self { caller: Some((call.file, call.lo)), ..self }
    }
    /// The place to name first: that of the call in the caller's file, if there is one.
    #[must_use]
    pub fn outermost(self) -> Self {
        self.caller.map_or(self, |(file, lo)| Self { file, lo, hi: lo, caller: None })
    }
}

/// One file's name and text.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Name as shown in messages.
    pub name: String,
    /// The whole text.
    pub text: String,
    line_starts: Vec<u32>,
}

/// The files of one compilation.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    files: IndexVec<FileId, SourceFile>,
}

impl SourceMap {
    /// Adds a file.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        let text = text.into();
        let mut line_starts = vec![0];
        for (i, byte) in text.bytes().enumerate() {
            if byte == b'\n' {
                line_starts.push(u32::try_from(i + 1).unwrap_or(u32::MAX));
            }
        }
        self.files.push(SourceFile { name: name.into(), text, line_starts })
    }
    /// The file `id`, if it is of this map.
    #[must_use]
    pub fn get(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id)
    }
    /// All files with their ids.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter_ids()
    }
    /// A span's first byte as `file:line:column`; empty when the span is of no file.
    #[must_use]
    pub fn place(&self, span: Span) -> String {
        let (line, column) = self.line_column(span);
        self.get(span.file).map_or_else(String::new, |file| format!("{}:{line}:{column}", file.name))
    }
    /// Line and column of a span's first byte, both from 1, the column in characters; (0, 0) when the span is of no file.
    #[must_use]
    pub fn line_column(&self, span: Span) -> (u32, u32) {
        let Some(file) = self.files.get(span.file) else { return (0, 0) };
        let line = file.line_starts.partition_point(|&start| start <= span.lo).max(1);
        let start = file.line_starts[line - 1] as usize;
        let end = (span.lo as usize).min(file.text.len());
        let column = file.text.get(start..end).map_or(0, |text| text.chars().count());
        (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column + 1).unwrap_or(u32::MAX))
    }
}
