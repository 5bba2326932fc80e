//! Random array expressions.

use base::DType;

use super::tree::{Dim, Node, Ty};
use super::{Generator, scope::Class};

impl Generator {
    /// An array of type `ty`, which has at least one axis.
    pub(super) fn array(&mut self, ty: &Ty, depth: usize) -> Node {
        if ty.dtype.is_complex() {
            return self.complex(ty, depth);
        }
        if depth == 0 || !self.spend() || self.scope.nest + ty.rank() > 4 {
            return self.array_leaf(ty);
        }
        let vector = usize::from(ty.rank() == 1);
        let matrix = usize::from(ty.rank() == 2);
        let scans = if ty.dtype == DType::Bool { 0 } else { 6 };
        let reductions = if self.scope.nest + ty.rank() < 4 { 6 } else { 0 };
        let product = usize::from(matches!(ty.dtype, DType::F32 | DType::F64 | DType::I32 | DType::I64));
        let library = scans;
        let weights = [
            14,
            26,
            5,
            24,
            5 * matrix,
            4,
            6 * vector,
            scans,
            4 * matrix,
            reductions,
            5,
            4,
            5,
            5 * matrix,
            4 * matrix * product,
            3,
            library,
        ];
        match self.rng.weighted(&weights) {
            0 => self.array_leaf(ty),
            1 if ty.dtype == DType::Bool => self.comparison(ty, depth),
            1 => self.lifted_operation(ty, depth),
            2 => self.converted(ty, depth),
            3 => self.build(ty, depth),
            4 => self.rows(ty, depth),
            5 => self.reversed(ty, depth),
            6 => self.gathered(ty, depth),
            7 => self.scanned(ty, depth),
            8 => {
                let dims = [ty.dims[1].clone(), ty.dims[0].clone()];
                let inner = self.array(&Ty::array(ty.dtype, &dims), depth.saturating_sub(1));
                Node::value(ty, "$.T", vec![parenthesised(inner)])
            }
            9 => self.axis_reduction(ty, depth),
            10 => self.helper_call(ty, depth),
            11 => self.branches(ty, depth),
            12 => self.block_value(ty, depth),
            13 => self.outer(ty, depth),
            14 => self.matrix_product(ty, depth),
            16 => self.library_array(ty, depth),
            _ => self.literal_array(ty, depth),
        }
    }

    /// A name of that type, or one number everywhere.
    pub(super) fn array_leaf(&mut self, ty: &Ty) -> Node {
        let names: Vec<String> = self.scope.of_type(ty).iter().map(|name| name.text.clone()).collect();
        if !names.is_empty() && self.rng.chance(92) {
            return Node::value(ty, &self.rng.pick(&names).clone(), Vec::new());
        }
        let others: Vec<(String, Ty)> =
            self.scope.names.iter().map(|n| (n.text.clone(), n.ty.clone())).collect();
        let others: Vec<_> = others
            .into_iter()
            .filter(|(_, other)| {
                other.dims == ty.dims && (!other.dtype.is_complex() || ty.dtype.is_complex())
            })
            .collect();
        if !others.is_empty() && self.rng.chance(80) {
            let name = self.rng.pick(&others).0.clone();
            return Node::value(ty, &format!("{}({name})", ty.dtype), Vec::new());
        }
        let scalar = self.scalar_leaf(ty.dtype);
        Node::value(ty, &format!("{ty}($)"), vec![scalar])
    }

    /// A `for` with a scalar body.
    pub(super) fn build(&mut self, ty: &Ty, depth: usize) -> Node {
        let before = self.scope.clone();
        let start = before.names.len();
        let infer = self.rng.chance(30);
        let mut binders = Vec::new();
        for dim in &ty.dims {
            let name = self.fresh("b");
            self.bind(&name, dim, true);
            self.scope.inferred.push((name.clone(), start, false));
            binders.push(name);
        }
        self.scope.barrier = self.scope.names.len();
        let body = self.body(&Ty::scalar(ty.dtype), depth.saturating_sub(1));
        let given: Vec<bool> = binders
            .iter()
            .map(|binder| self.scope.inferred.iter().any(|(name, _, given)| name == binder && *given))
            .collect();
        self.restore(before);
        let header = |((binder, dim), given): ((&String, &Dim), &bool)| {
            if infer && *given { binder.clone() } else { format!("{binder} in 0..{dim}") }
        };
        let header: Vec<String> = binders.iter().zip(&ty.dims).zip(&given).map(header).collect();
        Node::value(ty, &format!("(for {}: $)", header.join(", ")), vec![body])
    }

    /// Goes back to the names of an outer scope, but remembers which binders have been given an extent.
    pub(super) fn restore(&mut self, outer: super::scope::Scope) {
        let inner = std::mem::replace(&mut self.scope, outer);
        for (name, _, given) in &mut self.scope.inferred {
            *given |= inner.inferred.iter().any(|(other, _, now)| other == name && *now);
        }
    }

    /// The body of a `for`: an expression, or a block with names of its own.
    fn body(&mut self, ty: &Ty, depth: usize) -> Node {
        if depth < 2 || !self.rng.chance(25) {
            return self.value(ty, depth);
        }
        let name = self.fresh("t");
        let local = Ty::scalar(self.dtype());
        let first = self.value(&local, depth.saturating_sub(1));
        let statement = Node::statement(&format!("let {name} = $; "), vec![first]);
        self.scope.add(&name, &local, Class::Value);
        let value = self.value(ty, depth.saturating_sub(1));
        Node::value(ty, "{ $$ }", vec![statement, value])
    }

    /// A `for` over the first axis whose body is an array.
    fn rows(&mut self, ty: &Ty, depth: usize) -> Node {
        let before = self.scope.clone();
        let name = self.fresh("b");
        self.bind(&name, &ty.dims[0], true);
        self.scope.barrier = self.scope.names.len();
        let body = self.array(&Ty::array(ty.dtype, &ty.dims[1..]), depth.saturating_sub(1));
        self.restore(before);
        Node::value(ty, &format!("(for {name} in 0..{}: $)", ty.dims[0]), vec![body])
    }

    pub(super) fn reversed(&mut self, ty: &Ty, depth: usize) -> Node {
        let inner = self.array(ty, depth.saturating_sub(1));
        let axis = self.rng.below(ty.rank());
        let items: Vec<&str> = (0..ty.rank()).map(|k| if k == axis { "::-1" } else { ":" }).collect();
        Node::value(ty, &format!("$[{}]", items.join(", ")), vec![parenthesised(inner)])
    }

    /// Elements of a vector at computed indices.
    pub(super) fn gathered(&mut self, ty: &Ty, depth: usize) -> Node {
        let extent = self.dim();
        let source = self.array(&Ty::array(ty.dtype, &[extent]), depth.saturating_sub(1));
        let index_type = *self.rng.pick(&[DType::I64, DType::I64, DType::I32, DType::U8]);
        let indices = self.array(&Ty::array(index_type, &ty.dims), depth.saturating_sub(1));
        let mode = match self.rng.below(20) {
            0..=6 => "; wrap",
            7..=11 => "; clamp",
            12..=15 => "; mirror",
            16..=18 => {
                let fill = self.literal(ty.dtype);
                return Node::value(ty, &format!("$[$; {fill}]"), vec![parenthesised(source), indices]);
            }
            _ => "",
        };
        let indices = parenthesised(indices);
        Node::value(ty, &format!("$[$ + {index_type}(0){mode}]"), vec![parenthesised(source), indices])
    }

    fn scanned(&mut self, ty: &Ty, depth: usize) -> Node {
        let inner = self.array(ty, depth.saturating_sub(1));
        let axis =
            if ty.rank() > 1 { format!(", axis = {}", self.rng.below(ty.rank())) } else { String::new() };
        let narrow = if ty.dtype.is_int() { format!(", as = {}", ty.dtype) } else { String::new() };
        if ty.rank() == 1 && self.rng.chance(25) {
            let (op, init) = self.monoid(ty.dtype);
            return Node::value(ty, &format!("scan(|p, q| {op}, {init}, $)"), vec![inner]);
        }
        Node::value(ty, &format!("cumsum($ {axis}{narrow})"), vec![inner])
    }

    /// A column and a row, combined.
    fn outer(&mut self, ty: &Ty, depth: usize) -> Node {
        let column = self.array(&Ty::array(ty.dtype, &ty.dims[..1]), depth.saturating_sub(1));
        let row = self.array(&Ty::array(ty.dtype, &ty.dims[1..]), depth.saturating_sub(1));
        let children = vec![parenthesised(column), row];
        match ty.dtype {
            DType::Bool => Node::value(ty, "($[:, new] == $)", children),
            _ => {
                let op = *self.rng.pick(&["+", "-", "*"]);
                Node::value(ty, &format!("($[:, new] {op} $)"), children)
            }
        }
    }

    fn literal_array(&mut self, ty: &Ty, depth: usize) -> Node {
        let Ok(count) = ty.dims[0].parse::<usize>() else { return self.build(ty, depth) };
        let element = Ty::array(ty.dtype, &ty.dims[1..]);
        let items: Vec<Node> =
            (0..count).map(|_| self.value(&element, depth.min(2).saturating_sub(1))).collect();
        let holes = vec!["$"; count].join(", ");
        Node::value(ty, &format!("[{holes}]"), items)
    }
}

/// In parentheses, so that an index or a field may follow.
pub(super) fn parenthesised(node: Node) -> Node {
    Node { kind: node.kind.clone(), parts: Node::new(node.kind.clone(), "($)", vec![node]).parts }
}
