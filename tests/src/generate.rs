//! Random well-typed programs, always the same for a seed.
//!
//! A program is a [`Node`] tree, so that a failing one can be made smaller. Its functions take arrays of all element
//! types; most of its indices are made safe, a few are not, and every loop ends soon. Sizes and elements are chosen
//! later, by whoever calls the functions.

use base::DType;

use rng::Rng;
use scope::{Class, Scope};
use tree::{Dim, Kind, Node, Ty};

mod array;
mod complex;
mod forms;
mod index;
mod library;
mod pattern;
mod reduce;
pub mod rng;
mod rounds;
mod scalar;
mod scope;
mod stmt;
pub mod tree;

/// Element types, the more usual ones more often.
const DTYPES: [DType; 20] = [
    DType::F16,
    DType::BF16,
    DType::F64,
    DType::F64,
    DType::F64,
    DType::F64,
    DType::F32,
    DType::F32,
    DType::F32,
    DType::I64,
    DType::I64,
    DType::I32,
    DType::I32,
    DType::U8,
    DType::U8,
    DType::I8,
    DType::I16,
    DType::U16,
    DType::U32,
    DType::U64,
];

/// What the programs are like.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Entry points in a program.
    pub entries: usize,
    /// Whether elementary functions are called.
    pub elementary: bool,
}

/// A helper that is called by entry points.
#[derive(Clone, Debug)]
struct Helper {
    name: String,
    /// Ranks are 0 or 1; a helper has one size, `a`.
    params: Vec<Ty>,
    result: Ty,
}

/// The state of one generation.
struct Generator {
    rng: Rng,
    scope: Scope,
    helpers: Vec<Helper>,
    /// Nodes that may still be made in this function.
    fuel: usize,
    fresh: usize,
    elementary: bool,
    /// The element types that this function prefers.
    palette: Vec<DType>,
    /// The number of the entry point.
    number: usize,
    /// Texts of functions with fixed bodies.
    own: Vec<String>,
    /// What `return` gives here.
    results: Vec<Ty>,
}

/// The program of a seed: its functions, exported ones named `entry0`, `entry1`, ….
#[must_use]
pub fn program(seed: u64, style: Style) -> Vec<Node> {
    let mut functions = Vec::new();
    for entry in 0..style.entries {
        let seed = seed.wrapping_mul(1000).wrapping_add(u64::try_from(entry).unwrap_or(0));
        let mut generator = Generator {
            rng: Rng::new(seed),
            scope: Scope::default(),
            helpers: Vec::new(),
            fuel: 0,
            fresh: 0,
            elementary: style.elementary,
            palette: Vec::new(),
            number: entry,
            own: Vec::new(),
            results: Vec::new(),
        };
        generator.palette = (0..3).map(|_| *generator.rng.pick(&DTYPES)).collect();
        functions.push(generator.entry(entry));
    }
    functions
}

/// The source text of functions.
#[must_use]
pub fn source_of(functions: &[Node]) -> String {
    functions.iter().map(Node::to_string).collect()
}

impl Generator {
    fn spend(&mut self) -> bool {
        self.fuel = self.fuel.saturating_sub(1);
        self.fuel > 0
    }

    fn fresh(&mut self, prefix: &str) -> String {
        self.fresh += 1;
        format!("{prefix}{}", self.fresh)
    }

    /// Any element type.
    fn dtype(&mut self) -> DType {
        match self.rng.below(100) {
            0..=3 => *self.rng.pick(&[DType::C64, DType::C128]),
            _ => self.real_or_bool(),
        }
    }

    /// An element type that is not complex.
    fn real_or_bool(&mut self) -> DType {
        if self.rng.chance(8) { DType::Bool } else { self.number() }
    }

    /// An element type other than bool and complex.
    fn number(&mut self) -> DType {
        if self.rng.chance(90) { *self.rng.pick(&self.palette) } else { *self.rng.pick(&DTYPES) }
    }

    /// An extent in scope, or a small constant.
    fn dim(&mut self) -> Dim {
        if self.scope.dims.is_empty() || self.rng.chance(8) {
            return self.rng.pick(&["1", "2", "3", "4", "9"]).to_string();
        }
        self.rng.pick(&self.scope.dims).clone()
    }

    /// The type of a local value.
    fn ty(&mut self) -> Ty {
        let dtype = self.dtype();
        let room = 3usize.saturating_sub(self.scope.nest);
        let rank = [0, 0, 1, 1, 1, 2][self.rng.below(6)].min(room);
        let dims: Vec<Dim> = (0..rank).map(|_| self.dim()).collect();
        Ty { dtype, dims }
    }

    /// An expression of any type.
    fn value(&mut self, ty: &Ty, depth: usize) -> Node {
        if ty.rank() == 0 { self.scalar(ty.dtype, depth) } else { self.array(ty, depth) }
    }

    /// A call of a helper with that result, lifted over the extents of `ty`; another operation if there is none.
    fn helper_call(&mut self, ty: &Ty, depth: usize) -> Node {
        let fits = |helper: &&Helper| helper.result.dtype == ty.dtype && helper.result.rank() <= ty.rank();
        let helpers: Vec<Helper> = self.helpers.iter().filter(fits).cloned().collect();
        if helpers.is_empty() {
            return if ty.dtype.is_complex() {
                self.complex(ty, depth.saturating_sub(1))
            } else if ty.dtype == DType::Bool {
                self.comparison(ty, depth)
            } else {
                self.lifted_operation(ty, depth)
            };
        }
        let helper = self.rng.pick(&helpers).clone();
        let (frame, core) = ty.dims.split_at(ty.rank() - helper.result.rank());
        let size = core.first().cloned().unwrap_or_else(|| self.dim());
        let lifted = self.rng.below(helper.params.len());
        let mut args = Vec::new();
        for (idx, param) in helper.params.iter().enumerate() {
            let mut dims = if idx == lifted || self.rng.chance(60) { frame.to_vec() } else { Vec::new() };
            dims.extend(param.dims.iter().map(|_| size.clone()));
            args.push(self.value(&Ty::array(param.dtype, &dims), depth.saturating_sub(1)));
        }
        let holes = vec!["$"; args.len()].join(", ");
        Node::value(ty, &format!("{}({holes})", helper.name), args)
    }

    /// One exported function with the helpers that it may call.
    fn entry(&mut self, number: usize) -> Node {
        if self.rng.chance(3) {
            return self.product_entry(number);
        }
        let mut functions = Vec::new();
        for idx in 0..self.rng.below(3) {
            functions.push(self.helper(format!("h{number}_{idx}")));
        }
        let entry = match self.rng.below(20) {
            0..=4 => self.scalar_entry(number),
            5 => self.generic_entry(number),
            _ => self.array_entry(number),
        };
        let own = std::mem::take(&mut self.own);
        functions.extend(own.iter().map(|text| Node::new(Kind::Function, text, Vec::new())));
        functions.push(entry);
        Node::new(Kind::Function, &"$".repeat(functions.len()), functions)
    }

    fn helper(&mut self, name: String) -> Node {
        self.scope = Scope::default();
        let vector = self.rng.chance(50);
        let mut params = Vec::new();
        for idx in 0..1 + self.rng.below(2) {
            let dtype = self.number();
            let dims = if vector && idx == 0 { vec!["a".to_string()] } else { Vec::new() };
            params.push(Ty { dtype, dims });
        }
        let mut result = Ty::scalar(self.dtype());
        if vector {
            self.size("a");
            if self.rng.chance(40) {
                result.dims.push("a".to_string());
            }
        }
        // One export may call another.
        let prefix = if self.rng.chance(10) { "pub " } else { "" };
        let node = self.function(&name, prefix, &params, std::slice::from_ref(&result), 2);
        self.helpers.push(Helper { name, params, result });
        node
    }

    fn size(&mut self, name: &str) {
        self.scope.add(name, &Ty::scalar(DType::I64), Class::Count);
        self.scope.dims.push(name.to_string());
    }

    fn scalar_entry(&mut self, number: usize) -> Node {
        self.scope = Scope::default();
        let params: Vec<Ty> = (0..1 + self.rng.below(4)).map(|_| Ty::scalar(self.dtype())).collect();
        let results: Vec<Ty> = (0..1 + self.rng.below(2)).map(|_| Ty::scalar(self.dtype())).collect();
        self.function(&format!("entry{number}"), "pub ", &params, &results, 4)
    }

    fn array_entry(&mut self, number: usize) -> Node {
        self.scope = Scope::default();
        let sizes: &[&str] = if self.rng.chance(50) { &["n"] } else { &["n", "m"] };
        let mut params = Vec::new();
        for size in sizes {
            self.size(size);
            params.push(Ty { dtype: self.dtype(), dims: vec![(*size).to_string()] });
        }
        for _ in 0..self.rng.below(4) {
            let dtype = self.dtype();
            let rank = [0, 0, 1, 1, 2, 2, 3][self.rng.below(7)];
            let dims = (0..rank).map(|_| self.dim()).collect();
            params.push(Ty { dtype, dims });
        }
        // Two of one type may change places.
        if self.rng.chance(20) {
            params.extend(params.last().cloned());
        }
        let results: Vec<Ty> = (0..1 + self.rng.below(3)).map(|_| self.ty()).collect();
        self.function(&format!("entry{number}"), "pub ", &params, &results, 4)
    }

    /// A function with sizes already in scope.
    fn function(&mut self, name: &str, prefix: &str, params: &[Ty], results: &[Ty], depth: usize) -> Node {
        // Many small programs find more than few large ones; some things only happen in large ones.
        let most = [8, 8, 16, 16, 30, 60][self.rng.below(if depth > 2 { 6 } else { 3 })];
        self.fuel = 4 + self.rng.below(most);
        let mut header = Vec::new();
        for (idx, ty) in params.iter().enumerate() {
            let param = format!("x{idx}");
            // Only an export's: a call of a helper is an operand.
            let twins = params.iter().filter(|other| *other == ty).count() > 1;
            let inout = name.starts_with("entry") && self.rng.chance(if twins { 40 } else { 15 });
            self.scope.add(&param, ty, if inout { Class::Var } else { Class::Value });
            header.push(format!("{}{param}: {ty}", if inout { "inout " } else { "" }));
        }
        // Where a helper is lifted it returns for each cell.
        self.results = results.to_vec();
        let count = self.rng.below(if depth > 2 { 6 } else { 2 });
        let mut children = self.statements(count, depth.saturating_sub(1));
        children.extend(results.iter().map(|ty| self.value(ty, depth)));
        let types: Vec<String> = results.iter().map(Ty::to_string).collect();
        let holes = vec!["$"; results.len()].join(", ");
        let (types, holes) = match results.len() {
            1 => (types.join(""), holes),
            _ => (format!("({})", types.join(", ")), format!("({holes})")),
        };
        let fast = if self.rng.chance(8) { "@fast\n" } else { "" };
        let head = format!("{fast}{prefix}fn {name}({}) -> {types} {{\n    ", header.join(", "));
        Node::new(Kind::Function, &format!("{head}{}{holes}\n}}\n", "$".repeat(count)), children)
    }
}
