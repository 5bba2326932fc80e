//! Random reductions.

use base::DType;

use super::Generator;
use super::array::parenthesised;
use super::scope::Class;
use super::tree::{Dim, Node, Ty};

impl Generator {
    /// A scalar from an array.
    pub(super) fn reduction(&mut self, dtype: DType, depth: usize) -> Node {
        let ty = Ty::scalar(dtype);
        if self.rng.chance(50) {
            return self.loop_reduction(&ty, depth);
        }
        let rank = 1 + usize::from(self.scope.nest < 2 && self.rng.chance(25));
        let dims: Vec<Dim> = (0..rank).map(|_| self.dim()).collect();
        let (head, element, tail) = self.reducer(dtype);
        let inner = self.array(&Ty::array(element, &dims), depth.saturating_sub(1));
        if self.rng.chance(12) {
            // Only what a mask chooses.
            let mask = self.array(&Ty::array(DType::Bool, &dims), depth.saturating_sub(2));
            let children = vec![parenthesised(inner), parenthesised(mask)];
            return Node::value(&ty, &format!("{head}$[$]{tail}"), children);
        }
        Node::value(&ty, &format!("{head}${tail}"), vec![inner])
    }

    /// A reduction of a `for`, which may have ranges that depend on binders.
    fn loop_reduction(&mut self, ty: &Ty, depth: usize) -> Node {
        let before = self.scope.clone();
        let count = 1 + usize::from(self.scope.nest < 2 && self.rng.chance(30));
        let mut header = Vec::new();
        let outer = self.scope.names.iter().rev().find(|n| matches!(n.class, Class::Binder(_)));
        let outer = outer.map(|n| n.text.clone());
        for _ in 0..count {
            let name = self.fresh("r");
            match outer.clone() {
                Some(outer) if self.rng.chance(15) => {
                    self.bind(&name, "", false);
                    header.push(format!("{name} in 0..{outer}"));
                }
                _ => {
                    let (range, extent, whole) = self.range();
                    self.bind(&name, &extent, whole);
                    header.push(format!("{name} in {range}"));
                }
            }
        }
        self.scope.barrier = self.scope.names.len();
        let (head, element, tail) = self.reducer(ty.dtype);
        let leaf = self.leaf(element, depth);
        self.restore(before);
        let template = format!("{head}for {}: ${tail}", header.join(", "));
        Node::value(ty, &template, vec![leaf])
    }

    /// The leaf of a sum is often a product.
    fn leaf(&mut self, element: DType, depth: usize) -> Node {
        let ty = Ty::scalar(element);
        if element != DType::Bool && self.rng.chance(40) {
            let (a, b) = (
                self.scalar(element, depth.saturating_sub(1)),
                self.scalar(element, depth.saturating_sub(1)),
            );
            return Node::value(&ty, "($ * $)", vec![a, b]);
        }
        self.scalar(element, depth.saturating_sub(1))
    }

    /// Text before and after the argument of a reduction that gives `dtype`, and the argument's element type.
    fn reducer(&mut self, dtype: DType) -> (String, DType, String) {
        match dtype {
            DType::Bool => {
                let name = *self.rng.pick(&["any", "all"]);
                (format!("{name}("), DType::Bool, ")".to_string())
            }
            DType::I64 if self.rng.chance(15) => ("count(".to_string(), DType::Bool, ")".to_string()),
            DType::I64 if self.rng.chance(20) => {
                let name = *self.rng.pick(&["argmin", "argmax"]);
                (format!("{name}("), self.number(), ")".to_string())
            }
            _ if dtype.is_float() => self.float_reducer(dtype),
            _ => self.int_reducer(dtype),
        }
    }

    fn int_reducer(&mut self, dtype: DType) -> (String, DType, String) {
        // A sum of narrow integers has 64 bits unless `as` says otherwise.
        let (element, end) = match dtype {
            DType::I64 => (*self.rng.pick(&[DType::I64, DType::I64, DType::I32, DType::I8]), ")".to_string()),
            DType::U64 => (*self.rng.pick(&[DType::U64, DType::U64, DType::U32, DType::U8]), ")".to_string()),
            _ => (dtype, format!(", as = {dtype})")),
        };
        match self.rng.below(7) {
            0 => ("min(".to_string(), dtype, ")".to_string()),
            1 => ("max(".to_string(), dtype, ")".to_string()),
            2 => ("prod(".to_string(), element, end),
            3 => self.user_reducer(dtype),
            _ => ("sum(".to_string(), element, end),
        }
    }

    fn float_reducer(&mut self, dtype: DType) -> (String, DType, String) {
        let name = match self.rng.below(10) {
            0 => "min(",
            1 => "max(",
            2 => "prod(",
            3 => "mean(",
            4 => return self.user_reducer(dtype),
            _ => "sum(",
        };
        (name.to_string(), dtype, ")".to_string())
    }

    fn user_reducer(&mut self, dtype: DType) -> (String, DType, String) {
        let (op, init) = self.monoid(dtype);
        (format!("reduce(|p, q| {op}, {init}, "), dtype, ")".to_string())
    }

    /// An associative operator on `p` and `q` with its neutral element.
    pub(super) fn monoid(&mut self, dtype: DType) -> (String, String) {
        let (op, init) = match dtype {
            DType::Bool => *self.rng.pick(&[("p and q", "true"), ("p or q", "false"), ("p ^ q", "false")]),
            _ if dtype.is_float() => *self.rng.pick(&[
                ("p + q", "-0.0"),
                ("p * q", "1.0"),
                ("max(p, q)", "-inf"),
                ("min(p, q)", "inf"),
            ]),
            _ => *self.rng.pick(&[("p + q", "0"), ("p * q", "1"), ("p ^ q", "0"), ("p | q", "0")]),
        };
        let init = if dtype == DType::Bool { init.to_string() } else { format!("{dtype}({init})") };
        (op.to_string(), init)
    }

    /// A reduction along one axis.
    pub(super) fn axis_reduction(&mut self, ty: &Ty, depth: usize) -> Node {
        let axis = self.rng.below(ty.rank() + 1);
        let mut dims = ty.dims.clone();
        dims.insert(axis, self.dim());
        let (head, element, tail) = self.reducer(ty.dtype);
        if head.starts_with("reduce") {
            return self.array_leaf(ty);
        }
        let inner = self.array(&Ty::array(element, &dims), depth.saturating_sub(1));
        let template = format!("{head}$, axis = {axis}{tail}");
        Node::value(ty, &template, vec![inner])
    }
}
