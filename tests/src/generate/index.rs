//! Random elements of arrays, and ranges.

use base::DType;

use super::tree::{Dim, Node, Ty};
use super::{Generator, scope::Class};

impl Generator {
    /// An element of some array, converted where no array has that element type.
    pub(super) fn element(&mut self, dtype: DType, depth: usize) -> Node {
        let ty = Ty::scalar(dtype);
        let wanted = if self.scope.arrays(Some(dtype)).is_empty() { None } else { Some(dtype) };
        let arrays: Vec<(usize, String, Ty)> = self
            .scope
            .arrays(wanted)
            .into_iter()
            .map(|(place, n)| (place, n.text.clone(), n.ty.clone()))
            .collect();
        let fits = |from: DType| !from.is_complex() || dtype.is_complex();
        let arrays: Vec<_> = arrays.into_iter().filter(|(_, _, ty)| fits(ty.dtype)).collect();
        if arrays.is_empty() {
            return self.scalar_leaf(dtype);
        }
        let (place, name, array) = self.rng.pick(&arrays).clone();
        let (template, children) = self.element_of(&name, place, &array, depth);
        if array.dtype == dtype {
            Node::value(&ty, &template, children)
        } else {
            let inner = Node::value(&Ty::scalar(array.dtype), &template, children);
            Node::value(&ty, &format!("{dtype}($)"), vec![inner])
        }
    }

    /// The text of an element of a named array.
    pub(super) fn element_of(
        &mut self,
        name: &str,
        place: usize,
        ty: &Ty,
        depth: usize,
    ) -> (String, Vec<Node>) {
        if self.rng.chance(70)
            && let Some(indices) = self.binder_indices(ty, place)
        {
            return (format!("{name}[{}]", indices.join(", ")), Vec::new());
        }
        let children: Vec<Node> =
            ty.dims.iter().map(|dim| self.index(dim, depth.saturating_sub(1))).collect();
        let holes = vec!["$"; children.len()].join(", ");
        let mode = match self.rng.below(20) {
            0..=5 => "wrap".to_string(),
            6..=10 => "clamp".to_string(),
            11..=13 => "mirror".to_string(),
            14..=18 => self.literal(ty.dtype),
            _ => {
                let children = ty.dims.iter().map(|dim| self.inside(dim)).collect();
                return (format!("{name}[{holes}]"), children);
            }
        };
        (format!("{name}[{holes}; {mode}]"), children)
    }

    /// A binder for each axis, if there are binders with its extents.
    fn binder_indices(&mut self, ty: &Ty, place: usize) -> Option<Vec<String>> {
        let mut indices = Vec::new();
        for dim in &ty.dims {
            let binders: Vec<String> = self.scope.binders(dim).iter().map(|b| (*b).to_string()).collect();
            if binders.is_empty() {
                return None;
            }
            indices.push(self.rng.pick(&binders).clone());
        }
        for binder in &indices {
            self.scope.used_alone(binder, place);
        }
        Some(indices)
    }

    /// An index that need not be inside; never a binder alone, since that would give the binder an extent.
    fn index(&mut self, dim: &str, depth: usize) -> Node {
        let ty = Ty::scalar(DType::I64);
        let binders: Vec<String> = self.scope.binders(dim).iter().map(|b| (*b).to_string()).collect();
        if !binders.is_empty() && self.rng.chance(70) {
            let binder = self.rng.pick(&binders).clone();
            let template = match self.rng.below(5) {
                0 => format!("{binder} - 1"),
                1 => format!("{binder} + 1"),
                2 => format!("{dim} - 1 - {binder}"),
                3 => format!("2 * {binder}"),
                _ => format!("{binder} + {}", self.rng.below(6)),
            };
            return Node::value(&ty, &template, Vec::new());
        }
        let inner = self.scalar(DType::I64, depth.min(2));
        Node::value(&ty, "(0 + $)", vec![inner])
    }

    /// A binder's range with its extent: `0..n`, or a part of it. The second text is the extent.
    pub(super) fn range(&mut self) -> (String, Dim, bool) {
        let dim = self.dim();
        match self.rng.below(10) {
            0 => (format!("1..{dim}"), format!("{dim} - 1"), false),
            1 => (format!("0..{dim} + 1"), format!("{dim} + 1"), false),
            2 => (format!("0..{dim} by 2"), format!("({dim} + 1) // 2"), false),
            3 => (format!("{dim}..0 by -1"), dim, false),
            4 => self.data_range(&dim),
            _ => (format!("0..{dim}"), dim, true),
        }
    }

    /// A range with a bound or a step that is an element of data.
    fn data_range(&mut self, dim: &str) -> (String, Dim, bool) {
        let of_i64 =
            |name: &&super::scope::Name| name.ty == Ty::scalar(DType::I64) && name.class == Class::Value;
        let names: Vec<String> =
            self.scope.names.iter().filter(of_i64).map(|name| name.text.clone()).collect();
        let Some(name) = (!names.is_empty()).then(|| self.rng.pick(&names).clone()) else {
            return (format!("0..{dim}"), dim.to_string(), true);
        };
        let range = match self.rng.below(3) {
            0 => format!("0..{name} % 7"),
            1 => format!("0..{dim} by ({name} | 1)"),
            _ => format!("{name} % 5..{dim}"),
        };
        (range, String::new(), false)
    }

    /// Adds a binder to the scope.
    pub(super) fn bind(&mut self, name: &str, extent: &str, whole: bool) {
        let class = if whole { Class::Binder(extent.to_string()) } else { Class::Count };
        self.scope.add(name, &Ty::scalar(DType::I64), class);
        self.scope.nest += 1;
    }
}
