//! A program as a tree of text whose nodes know what they are, so that parts of it can be replaced by simpler ones.

use std::fmt;

use base::DType;

/// An extent as written, such as `n` or `n - 2`: equal extents of a generated program have equal texts.
pub type Dim = String;

/// Element type and extents, outermost first; a scalar has none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ty {
    /// Element type.
    pub dtype: DType,
    /// Extents.
    pub dims: Vec<Dim>,
}

/// What a node is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Kind {
    /// An expression; may be replaced by another of its type.
    Value(Ty),
    /// A statement; may be left out.
    Statement,
    /// A function; may be left out.
    Function,
}

/// Text and nodes, in order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Part {
    /// Source text.
    Text(String),
    /// A node.
    Node(Node),
}

/// A part of a program.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// Its text.
    pub parts: Vec<Part>,
}

impl Ty {
    /// A scalar type.
    #[must_use]
    pub fn scalar(dtype: DType) -> Self {
        Self { dtype, dims: Vec::new() }
    }
    /// An array type.
    #[must_use]
    pub fn array(dtype: DType, dims: &[Dim]) -> Self {
        Self { dtype, dims: dims.to_vec() }
    }
    /// The same extents with another element type.
    #[must_use]
    pub fn with(&self, dtype: DType) -> Self {
        Self { dtype, dims: self.dims.clone() }
    }
    /// The number of axes.
    #[must_use]
    pub fn rank(&self) -> usize {
        self.dims.len()
    }
}

impl fmt::Display for Ty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.dtype.name())?;
        if self.dims.is_empty() { Ok(()) } else { write!(f, "[{}]", self.dims.join(", ")) }
    }
}

impl Node {
    /// A node from a template, in which each `$` stands for the next child.
    #[must_use]
    pub fn new(kind: Kind, template: &str, children: Vec<Node>) -> Self {
        let mut parts = Vec::new();
        let mut children = children.into_iter();
        for (idx, text) in template.split('$').enumerate() {
            if idx > 0 {
                parts.extend(children.next().map(Part::Node));
            }
            if !text.is_empty() {
                parts.push(Part::Text(text.to_string()));
            }
        }
        Self { kind, parts }
    }
    /// An expression of type `ty`.
    #[must_use]
    pub fn value(ty: &Ty, template: &str, children: Vec<Node>) -> Self {
        Self::new(Kind::Value(ty.clone()), template, children)
    }
    /// A statement.
    #[must_use]
    pub fn statement(template: &str, children: Vec<Node>) -> Self {
        Self::new(Kind::Statement, template, children)
    }
    /// The nodes directly inside.
    pub fn children(&self) -> impl Iterator<Item = &Node> {
        self.parts.iter().filter_map(|part| match part {
            Part::Node(node) => Some(node),
            Part::Text(_) => None,
        })
    }
    /// How many nodes there are, this one counted.
    #[must_use]
    pub fn size(&self) -> usize {
        1 + self.children().map(Node::size).sum::<usize>()
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in &self.parts {
            match part {
                Part::Text(text) => f.write_str(text)?,
                Part::Node(node) => fmt::Display::fmt(node, f)?,
            }
        }
        Ok(())
    }
}
