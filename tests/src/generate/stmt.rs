//! Random statements and blocks.

use base::DType;

use super::scope::{Class, Scope};
use super::tree::{Dim, Node, Ty};
use super::{Generator, array::parenthesised};

impl Generator {
    /// A block with a local name as an expression.
    pub(super) fn block_value(&mut self, ty: &Ty, depth: usize) -> Node {
        let before = self.scope.clone();
        // What an outer block may assign is not assigned from an operand.
        self.scope.barrier = self.scope.names.len();
        let statement = self.definition(depth.saturating_sub(1));
        let value = self.value(ty, depth.saturating_sub(1));
        self.restore(before);
        Node::value(ty, "({ $$ })", vec![statement, value])
    }

    /// Statements that define and change names.
    pub(super) fn statements(&mut self, count: usize, depth: usize) -> Vec<Node> {
        (0..count).map(|_| self.statement(depth)).collect()
    }

    fn statement(&mut self, depth: usize) -> Node {
        let assignable = !self.scope.assignable().is_empty();
        let change = if assignable { 10 } else { 0 };
        match self.rng.weighted(&[14, 10, change, change, change / 2, 1, change / 2, 2, change / 3]) {
            0 => self.definition(depth),
            1 => self.variable(depth),
            2 => self.assignment(depth),
            3 => self.sequential(depth),
            4 => self.conditional(depth),
            5 => self.assertion(),
            7 => self.early_return(),
            8 => self.updating_call(depth),
            _ => self.assignment(depth),
        }
    }

    /// `let`, of one value or of several.
    fn definition(&mut self, depth: usize) -> Node {
        match self.rng.below(10) {
            0 | 1 if !self.scope.arrays(None).is_empty() => self.sliced(),
            2 if !self.scope.dims.is_empty() && self.scope.nest < 3 => self.tuple(depth),
            _ => {
                let (name, ty) = (self.fresh("v"), self.ty());
                let value = self.value(&ty, depth);
                self.scope.add(&name, &ty, Class::Value);
                Node::statement(&format!("let {name} = $;\n    "), vec![value])
            }
        }
    }

    /// A slice of a named array: its extents become extents to work with.
    fn sliced(&mut self) -> Node {
        let arrays: Vec<(String, Ty)> =
            self.scope.arrays(None).into_iter().map(|(_, n)| (n.text.clone(), n.ty.clone())).collect();
        let (array, ty) = self.rng.pick(&arrays).clone();
        let name = self.fresh("v");
        let axis = self.rng.below(ty.rank());
        let dim = &ty.dims[axis];
        let (item, extent) = self.part_of(&dim.clone());
        let items: Vec<&str> = (0..ty.rank()).map(|k| if k == axis { item } else { ":" }).collect();
        let mut dims = ty.dims.clone();
        dims[axis].clone_from(&extent);
        self.scope.add(&name, &Ty::array(ty.dtype, &dims), Class::Value);
        if !self.scope.dims.contains(&extent) {
            self.scope.dims.push(extent);
        }
        Node::statement(&format!("let {name} = {array}[{}];\n    ", items.join(", ")), Vec::new())
    }

    /// A slice of an axis of extent `dim`, which is inside if the axis is long enough, and its extent.
    fn part_of(&mut self, dim: &str) -> (&'static str, Dim) {
        let number = dim.parse::<i64>().ok();
        let smaller = |by: i64| match number {
            Some(n) => (n - by).to_string(),
            None => format!("({dim} - {by})"),
        };
        let every = |start: i64, step: i64| match number {
            Some(n) => ((n - start + step - 1).max(0) / step).to_string(),
            None if start == step - 1 => format!("({dim} // {step})"),
            None => format!("(({dim} + {}) // {step})", step - 1 - start),
        };
        match self.rng.below(9) {
            0 if number.is_none_or(|n| n >= 1) => ("1:", smaller(1)),
            1 if number.is_none_or(|n| n >= 1) => (":-1", smaller(1)),
            2 if number.is_none_or(|n| n >= 2) => ("1:-1", smaller(2)),
            3 if number.is_none_or(|n| n >= 1) => ("1::2", every(1, 2)),
            4 => ("::3", every(0, 3)),
            5 => ("::-2", every(0, 2)),
            6 if number.is_none_or(|n| n >= 1) => ("-2::-1", smaller(1)),
            7 => ("::-3", every(0, 3)),
            _ => ("::2", every(0, 2)),
        }
    }

    /// Two arrays from one `for`.
    fn tuple(&mut self, depth: usize) -> Node {
        let dim = self.dim();
        let (first, second) = (Ty::scalar(self.dtype()), Ty::scalar(self.dtype()));
        let names = (self.fresh("v"), self.fresh("v"));
        let before = self.scope.clone();
        let binder = self.fresh("b");
        self.bind(&binder, &dim, true);
        self.scope.barrier = self.scope.names.len();
        let values =
            vec![self.value(&first, depth.saturating_sub(1)), self.value(&second, depth.saturating_sub(1))];
        self.restore(before);
        let dims = [dim.clone()];
        self.scope.add(&names.0, &Ty::array(first.dtype, &dims), Class::Value);
        self.scope.add(&names.1, &Ty::array(second.dtype, &dims), Class::Value);
        let template = format!("let ({}, {}) = for {binder} in 0..{dim}: ($, $);\n    ", names.0, names.1);
        Node::statement(&template, values)
    }

    fn variable(&mut self, depth: usize) -> Node {
        let (name, ty) = (self.fresh("w"), self.ty());
        let value = self.value(&ty, depth);
        self.scope.add(&name, &ty, Class::Var);
        Node::statement(&format!("var {name} = $;\n    "), vec![value])
    }

    /// A new value for a variable, or for a part of it.
    fn assignment(&mut self, depth: usize) -> Node {
        if self.rng.chance(12)
            && let Some(exchange) = self.exchange()
        {
            return exchange;
        }
        let names: Vec<(String, Ty)> =
            self.scope.assignable().iter().map(|n| (n.text.clone(), n.ty.clone())).collect();
        let (name, ty) = self.rng.pick(&names).clone();
        if ty.rank() == 0 || self.rng.chance(25) {
            let op = self.assign_op(ty.dtype);
            let value = self.value(&ty, depth);
            return Node::statement(&format!("{name} {op} $;\n    "), vec![value]);
        }
        match self.rng.below(5) {
            4 => self.masked_update(&name, &ty, depth),
            0 => self.scatter(&name, &ty, depth),
            1 | 2 => self.slice_update(&name, &ty, depth),
            _ => self.element_update(&name, &ty, depth),
        }
    }

    fn assign_op(&mut self, dtype: DType) -> &'static str {
        if dtype == DType::Bool { "=" } else { self.rng.pick::<&str>(&["=", "=", "+=", "-=", "*="]) }
    }

    /// `x[i, j] = e` with indices that are nearly always inside.
    fn element_update(&mut self, name: &str, ty: &Ty, depth: usize) -> Node {
        let mut children: Vec<Node> = ty.dims.iter().map(|dim| self.inside(dim)).collect();
        let holes = vec!["$"; children.len()].join(", ");
        let op = self.assign_op(ty.dtype);
        children.push(self.scalar(ty.dtype, depth));
        Node::statement(&format!("{name}[{holes}] {op} $;\n    "), children)
    }

    /// An index into an axis of that extent, outside only where the axis is empty.
    pub(super) fn inside(&mut self, dim: &str) -> Node {
        let ty = Ty::scalar(DType::I64);
        let binders: Vec<String> = self.scope.binders(dim).iter().map(|b| (*b).to_string()).collect();
        if !binders.is_empty() && self.rng.chance(70) {
            return Node::value(&ty, &self.rng.pick(&binders).clone(), Vec::new());
        }
        let index = self.scalar(DType::I64, 1);
        Node::value(&ty, &format!("($ % max({dim}, 1))"), vec![index])
    }

    /// `x[1:-1] op= e`, along one axis.
    fn slice_update(&mut self, name: &str, ty: &Ty, depth: usize) -> Node {
        let axis = self.rng.below(ty.rank());
        let dim = &ty.dims[axis];
        let (item, extent) = match self.rng.below(6) {
            0 => ("::-1", Some(dim.clone())),
            1 => (if dim == "0" { ":0" } else { "0" }, (dim == "0").then(|| dim.clone())),
            2 => (":", Some(dim.clone())),
            _ => {
                let (item, extent) = self.part_of(&dim.clone());
                (item, Some(extent))
            }
        };
        let mut dims = ty.dims.clone();
        match extent {
            Some(extent) => dims[axis] = extent,
            None => drop(dims.remove(axis)),
        }
        let items: Vec<&str> = (0..ty.rank()).map(|k| if k == axis { item } else { ":" }).collect();
        let op = self.assign_op(ty.dtype);
        let value = match self.rng.below(3) {
            0 => self.scalar(ty.dtype, depth),
            1 if item != "0" && self.scope.nest + ty.rank() <= 4 => {
                // The right side sees the old array.
                let part = Node::value(
                    &Ty::array(ty.dtype, &dims),
                    &format!("{name}[{}]", items.join(", ")),
                    vec![],
                );
                let old = parenthesised(part);
                let other = self.scalar(ty.dtype, 1);
                let operator = if ty.dtype == DType::Bool { "^" } else { "+" };
                Node::value(&Ty::array(ty.dtype, &dims), &format!("$ {operator} $"), vec![old, other])
            }
            _ => self.value(&Ty::array(ty.dtype, &dims), depth),
        };
        Node::statement(&format!("{name}[{}] {op} $;\n    ", items.join(", ")), vec![value])
    }

    /// `x[mask] op= e`, the mask of all axes: with a scalar, or what the mask chooses of another array.
    fn masked_update(&mut self, name: &str, ty: &Ty, depth: usize) -> Node {
        let mask = self.array(&Ty::array(DType::Bool, &ty.dims), depth.min(2));
        let op = self.assign_op(ty.dtype);
        if self.rng.chance(60) {
            let value = self.scalar(ty.dtype, depth.min(2));
            return Node::statement(&format!("{name}[$] {op} $;\n    "), vec![parenthesised(mask), value]);
        }
        let chosen = self.fresh("m");
        let other = self.array(ty, depth.min(2));
        let template = format!("let {chosen} = $;\n    {name}[{chosen}] {op} $[{chosen}];\n    ");
        Node::statement(&template, vec![mask, parenthesised(other)])
    }

    /// `x[idx] op= e` with an index array whose indices may occur twice.
    fn scatter(&mut self, name: &str, ty: &Ty, depth: usize) -> Node {
        if ty.rank() != 1 {
            return self.element_update(name, ty, depth);
        }
        if self.rng.chance(15) {
            let op = self.assign_op(ty.dtype);
            return self.overlapping_scatter(name, ty, op, depth);
        }
        let count = self.dim();
        let indices = self.array(&Ty::array(DType::I64, std::slice::from_ref(&count)), depth.min(2));
        let value = if self.rng.chance(40) {
            self.scalar(ty.dtype, depth)
        } else {
            self.array(&Ty::array(ty.dtype, &[count]), depth)
        };
        let op = self.assign_op(ty.dtype);
        let template = format!("{name}[$ % max({}, 1)] {op} $;\n    ", ty.dims[0]);
        Node::statement(&template, vec![parenthesised(indices), value])
    }

    /// `loop` over a few rounds or over an axis; the statements inside change variables.
    fn sequential(&mut self, depth: usize) -> Node {
        if self.scope.nest >= 3 {
            return self.assignment(depth);
        }
        if self.rng.chance(40)
            && let Some(rounds) = self.rounds()
        {
            return rounds;
        }
        let before = self.scope.clone();
        let counter = self.fresh("t");
        let range = if self.rng.chance(50) {
            let rounds = self.rng.below(5);
            self.bind(&counter, "", false);
            format!("0..{rounds}")
        } else {
            let (range, extent, whole) = self.range();
            self.bind(&counter, &extent, whole);
            range
        };
        let count = 1 + self.rng.below(2);
        let mut children: Vec<Node> = (0..count).map(|_| self.change(depth.min(2))).collect();
        let mut template = format!("loop {counter} in {range} {{ ");
        if self.rng.chance(15) {
            children.insert(0, self.scalar(DType::Bool, 2));
            template.push_str("if $ { continue; } ");
        }
        template.push_str(&"$".repeat(count));
        if self.rng.chance(20) {
            children.push(self.scalar(DType::Bool, 2));
            template.push_str("if $ { break; } ");
        }
        if self.rng.chance(10) {
            children.push(self.early_return());
            template.push('$');
        }
        template.push_str("}\n    ");
        self.leave(before);
        Node::statement(&template, children)
    }

    /// An `if` whose branches change variables.
    fn conditional(&mut self, depth: usize) -> Node {
        let cond = self.scalar(DType::Bool, depth.min(2));
        let before = self.scope.clone();
        let then = self.change(depth.min(2));
        if self.rng.chance(50) {
            self.leave(before);
            return Node::statement("if $ { $ }\n    ", vec![cond, then]);
        }
        let otherwise = self.change(depth.min(2));
        self.leave(before);
        Node::statement("if $ { $ } else { $ }\n    ", vec![cond, then, otherwise])
    }

    /// A statement that changes a variable.
    fn change(&mut self, depth: usize) -> Node {
        match self.rng.below(8) {
            0 => self.conditional_or_assignment(depth),
            1 if self.scope.nest < 2 => self.sequential(depth),
            _ => self.assignment(depth),
        }
    }

    fn conditional_or_assignment(&mut self, depth: usize) -> Node {
        if self.spend() { self.conditional(depth) } else { self.assignment(depth) }
    }

    fn leave(&mut self, before: Scope) {
        self.restore(before);
    }

    /// `return` under a condition.
    fn early_return(&mut self) -> Node {
        let mut children = vec![self.scalar(DType::Bool, 2)];
        let results = self.results.clone();
        children.extend(results.iter().map(|ty| self.value(ty, 1)));
        let holes = vec!["$"; results.len()].join(", ");
        let value = if results.len() == 1 { holes } else { format!("({holes})") };
        Node::statement(&format!("if $ {{ return {value}; }}\n    "), children)
    }

    /// A call that updates a variable.
    fn updating_call(&mut self, depth: usize) -> Node {
        let names: Vec<(String, Ty)> =
            self.scope.assignable().iter().map(|n| (n.text.clone(), n.ty.clone())).collect();
        let fits =
            |(_, ty): &(String, Ty)| ty.rank() == 1 && ty.dtype != DType::Bool && !ty.dtype.is_complex();
        let vectors: Vec<_> = names.into_iter().filter(fits).collect();
        let Some((variable, ty)) = (!vectors.is_empty()).then(|| self.rng.pick(&vectors).clone()) else {
            return self.assignment(depth);
        };
        let text = "fn update<T: real>(inout x: T[a], y: T) -> T {\n    x[::2] += y;\n    x = x[::-1];\n    max(x[0; wrap], y)\n}\n";
        let function = self.own("update", text);
        let name = self.fresh("v");
        let scalar = Ty::scalar(ty.dtype);
        let value = self.value(&scalar, 1);
        self.scope.add(&name, &scalar, Class::Value);
        let template =
            format!("let {name}_by = $;\n    let {name} = {function}(inout {variable}, {name}_by);\n    ");
        Node::statement(&template, vec![value])
    }

    /// An assertion that holds for ordinary values.
    fn assertion(&mut self) -> Node {
        let a = self.scalar(DType::I64, 1);
        Node::statement("assert ($ % 61) != 17, \"an unlucky number\";\n    ", vec![a])
    }
}
