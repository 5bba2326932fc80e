//! Forms that need functions beside the entry: tuples as parameters and in arrays, dimensions of any number, functions
//! of rows, loops that leave early; and operations whose operands widen.

use base::DType;

use super::Generator;
use super::tree::{Node, Ty};

/// Two types, and the one that both widen to.
const WIDENING: [(DType, DType, DType); 16] = [
    (DType::I8, DType::U8, DType::I16),
    (DType::I16, DType::I8, DType::I16),
    (DType::U8, DType::U16, DType::U16),
    (DType::U16, DType::I16, DType::I32),
    (DType::I32, DType::U8, DType::I32),
    (DType::U32, DType::U8, DType::U32),
    (DType::U32, DType::I32, DType::I64),
    (DType::I64, DType::I32, DType::I64),
    (DType::I64, DType::U8, DType::I64),
    (DType::U32, DType::U64, DType::U64),
    (DType::F16, DType::BF16, DType::F32),
    (DType::BF16, DType::F32, DType::F32),
    (DType::F32, DType::F16, DType::F32),
    (DType::F32, DType::F64, DType::F64),
    (DType::F64, DType::F16, DType::F64),
    (DType::BF16, DType::F64, DType::F64),
];

impl Generator {
    /// An operation on two types; another one where nothing widens to this type.
    pub(super) fn mixed(&mut self, ty: &Ty, depth: usize) -> Node {
        let pairs: Vec<_> = WIDENING.iter().filter(|(_, _, wide)| *wide == ty.dtype).collect();
        if pairs.is_empty() {
            return self.selection(ty, depth);
        }
        let (mut left, mut right, _) = **self.rng.pick(&pairs);
        if self.rng.chance(50) {
            (left, right) = (right, left);
        }
        let template =
            *self.rng.pick(&["$ + $", "$ - $", "$ * $", "min($, $)", "where(true, $, $)", "$ * $"]);
        let narrow = depth.saturating_sub(1);
        let operands = vec![self.value(&ty.with(left), narrow), self.value(&ty.with(right), narrow)];
        // Open literals of both sides would be an `i64` or an `f64`.
        Node::value(ty, &format!("{}({template})", ty.dtype), operands)
    }

    /// One of these forms that gives `ty`, of a number.
    pub(super) fn form(&mut self, ty: &Ty, depth: usize) -> Node {
        match self.rng.below(9) {
            0 => self.tuple_call(ty, depth),
            1 if ty.rank() > 0 => self.array_of_tuples(ty, depth),
            2 => self.any_rank(ty, depth),
            3 if ty.rank() > 0 => self.of_rows(ty, depth),
            4 => self.early_loop(ty, depth),
            5 => self.overloaded(ty, depth),
            6 if ty.rank() > 0 => self.scan_of_tuples(ty, depth),
            7 => self.shape(ty, depth),
            _ => self.mixed(ty, depth),
        }
    }

    /// A call with a tuple, lifted item by item; an item of the tuple that it gives.
    fn tuple_call(&mut self, ty: &Ty, depth: usize) -> Node {
        let dtype = ty.dtype;
        let name = self.own(
            &format!("pair_{dtype}_"),
            &format!(
                "fn pair_{dtype}_(p: (x: {dtype}, k: (i64, {dtype})), z: {dtype}) -> (x: {dtype}, y: {dtype}) {{\n    \
                 let (k, y) = p.k;\n    var q = (x = z, y = p.x + y);\n    if k % 3 == 1 {{ q.x += p.x; }}\n    \
                 if k % 5 == 2 {{ q = (x = q.y, y = q.x); }}\n    q\n}}\n"
            ),
        );
        let item = *self.rng.pick(&["x", "y"]);
        let narrow = depth.saturating_sub(1);
        let operands = vec![
            self.value(ty, narrow),
            self.value(&ty.with(DType::I64), narrow.min(1)),
            self.value(ty, narrow.min(1)),
            self.scalar(dtype, narrow.min(1)),
        ];
        // An `i64` literal with a name is no tuple's item of an array.
        let template = format!("{name}(({dtype}($), (i64($), {dtype}($))), {dtype}($)).{item}");
        Node::value(ty, &template, operands)
    }

    /// An array of tuples that is changed element by element; one of its arrays.
    fn array_of_tuples(&mut self, ty: &Ty, depth: usize) -> Node {
        let (v, t, b) = (self.fresh("v"), self.fresh("t"), self.fresh("b"));
        let dtype = ty.dtype;
        let narrow = depth.saturating_sub(1);
        let (array, with) = (self.value(ty, narrow), self.scalar(dtype, narrow.min(1)));
        let (rounds, item) = (self.rng.below(4), *self.rng.pick(&["x", "y"]));
        let template = format!(
            "({{ let {v}_of = $; let {v}_with = {dtype}($); var {v} = for {b} in 0..{}: (x = {v}_of[{b}], y = {v}_of[{b}] \
             + {v}_with); loop {t} in 0..{rounds} {{ let p = {v}[{t}; wrap]; {v}[2 * {t} % max({}, 1)] = (x = p.y, y = p.x); \
             }} {v}.{item} }})",
            ty.dims[0], ty.dims[0]
        );
        Node::value(ty, &template, vec![array, with])
    }

    /// A call of a function of any number of dimensions.
    fn any_rank(&mut self, ty: &Ty, depth: usize) -> Node {
        let narrow = depth.saturating_sub(1);
        if self.rng.chance(50) || ty.rank() > 2 {
            let text = "fn blend<T: num>(a: T[..s], b: T[..s], t: T) -> T[..s] = T[..s](t) * a + (b - a);\n";
            let name = self.own("blend", text);
            let operands =
                vec![self.value(ty, narrow), self.value(ty, narrow), self.scalar(ty.dtype, narrow.min(1))];
            return Node::value(ty, &format!("{name}({0}($), {0}($), {0}($))", ty.dtype), operands);
        }
        let text = "fn rows<T: int>(x: T[..s, a]) -> T[..s] = sum(x, axis = -1, as = T);\n";
        let float = "fn rows<T: float>(x: T[..s, a]) -> T[..s] = sum(x, axis = -1);\n";
        let name = self.own("rows", if ty.dtype.is_float() { float } else { text });
        let mut dims = ty.dims.clone();
        dims.push(self.dim());
        let inner = self.value(&Ty::array(ty.dtype, &dims), narrow);
        Node::value(ty, &format!("{name}($)"), vec![inner])
    }

    /// A function of a row, passed to one that applies it to every row.
    fn of_rows(&mut self, ty: &Ty, depth: usize) -> Node {
        let text = "fn each_row<T: num>(f: fn(T[a]) -> T, x: T[b, a]) -> T[b] = f(x);\n";
        let name = self.own("each_row", text);
        let dtype = ty.dtype;
        let body = *self.rng.pick(&[
            "max(r)",
            "r[0; clamp] - r[1; wrap]",
            "fold(|s, q| s * T(3) + q, T(1), r)",
            "dot(r, r)",
            "(if any(r > T(3)) { min(r) } else { T(7) })",
            "reduce(|p, q| max(p, q), T(0), r[::-1])",
        ]);
        let body = body.replace("T(", &format!("{dtype}("));
        let mut dims = vec![ty.dims[0].clone(), self.dim()];
        let stretched = ty.rank() > 1;
        if stretched {
            dims[0].clone_from(&ty.dims[ty.rank() - 1]);
        }
        let inner = self.array(&Ty::array(dtype, &dims), depth.saturating_sub(1));
        let call = format!("{name}(|r| {dtype}({body}), $)");
        if !stretched {
            return Node::value(ty, &call, vec![inner]);
        }
        let other = self.value(ty, depth.saturating_sub(1));
        Node::value(ty, &format!("max({call}, $)"), vec![inner, other])
    }

    /// A loop that each lane leaves at another time, in three ways.
    fn early_loop(&mut self, ty: &Ty, depth: usize) -> Node {
        let text = "fn walk<T: real>(x: T, k: i64) -> T {\n    var y = x;\n    var n = 0;\n    while n < 11 {\n        n += 1;\n        \
                    if y > T(90) { return y - T(1); }\n        if (k + n) % 4 == 1 { continue; }\n        y = y + y + T(1);\n        \
                    if n == k { break; }\n    }\n    y\n}\n";
        let name = self.own("walk", text);
        let narrow = depth.saturating_sub(1);
        let operands = vec![self.value(ty, narrow), self.value(&ty.with(DType::I64), narrow.min(1))];
        Node::value(ty, &format!("{name}({}($), i64($))", ty.dtype), operands)
    }

    /// A call of one of several functions of one name: the one for scalars of the kind, or the one for vectors.
    fn overloaded(&mut self, ty: &Ty, depth: usize) -> Node {
        let text = "fn over<T: int>(x: T) -> T = x + T(1);\nfn over<T: float>(x: T) -> T = x * T(2);\n\
                    fn over<T: num>(x: T[a]) -> T[a] = x[::-1];\nfn over<T: num>(x: T, y: T) -> T = x - y;\n";
        let name = self.own("over", text);
        let narrow = depth.saturating_sub(1);
        if self.rng.chance(50) {
            return Node::value(ty, &format!("{name}({}($))", ty.dtype), vec![self.value(ty, narrow)]);
        }
        let operands = vec![self.value(ty, narrow), self.value(ty, narrow.min(1))];
        let template = *self.rng.pick(&["x = @($), y = @($)", "y = @($), x = @($)", "@($), y = @($)"]);
        let arguments = template.replace('@', ty.dtype.name());
        Node::value(ty, &format!("{name}({arguments})"), operands)
    }

    /// A scan whose state is a tuple; one of its arrays.
    fn scan_of_tuples(&mut self, ty: &Ty, depth: usize) -> Node {
        let (v, b) = (self.fresh("v"), self.fresh("b"));
        let (dtype, dim) = (ty.dtype, &ty.dims[ty.rank() - 1]);
        let array = self.array(&Ty::array(dtype, std::slice::from_ref(dim)), depth.saturating_sub(1));
        let operator = *self.rng.pick(&[
            "(x = p.x + q.x, y = max(p.y, q.y))",
            "(x = p.x ^ q.x, y = if q.y > p.y { q.y } else { p.y })",
            "(if q.x == 0 { p } else { q })",
        ]);
        let item = *self.rng.pick(&["x", "y"]);
        let template = format!(
            "{dtype}({{ let {v} = $; let {v}_all = scan(|p, q| {operator}, (x = 0, y = {dtype}(0)), for {b} in \
             0..{dim}: (x = {b} % 3, y = {v}[{b}])); {v}_all.{item} }})"
        );
        if ty.rank() == 1 {
            return Node::value(ty, &template, vec![array]);
        }
        let other = self.value(ty, depth.saturating_sub(1));
        Node::value(ty, &format!("max({template}, $)"), vec![array, other])
    }

    /// With the extents of an array of any rank that is computed, or only asked for them.
    fn shape(&mut self, ty: &Ty, depth: usize) -> Node {
        let (v, dtype) = (self.fresh("v"), ty.dtype);
        let rank = 1 + self.rng.below(2);
        let dims: Vec<_> = (0..rank).map(|_| self.dim()).collect();
        let of = Ty::array(self.number(), &dims);
        let array = self.array(&of, depth.saturating_sub(1).min(2));
        let value = self.value(ty, depth.saturating_sub(1));
        let extent = match (rank, self.rng.below(3)) {
            (2, 0) => format!("{{ let ({v}_h, {v}_w) = {v}.shape; {v}_h * {v}_w }}"),
            (_, 1) => format!("sum({v}.shape)"),
            _ => format!("{v}.shape[{}]", rank - 1),
        };
        let template = format!("({{ let {v} = $; {dtype}($) + {dtype}(({extent}) % 17) }})");
        Node::value(ty, &template, vec![array, value])
    }
}
