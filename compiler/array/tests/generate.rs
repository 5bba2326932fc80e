//! Random programs: valid, mostly meaningful, sometimes failing.

use array::FunctionBuilder;
use array::ir::{EdgeMode, Failure, Form, Function, Loop, Op, Operand, Program, Reducer, Size, Type, Var};
use base::{BinOp, CmpOp, DType, Scalar, Span, UnOp};

use crate::common::Random;

/// What may be used at a place of the program.
#[derive(Clone, Default)]
struct Scope {
    floats: Vec<Operand>,
    ints: Vec<Operand>,
    bools: Vec<Operand>,
    arrays: Vec<Var>,
    /// Binders with their extents.
    binders: Vec<(Var, Size)>,
    /// Extents for new arrays.
    extents: Vec<Size>,
}

struct Generator<'a> {
    b: FunctionBuilder,
    random: &'a mut Random,
    callees: [Function; 2],
}

/// A program with an entry point `main(x: f64[n, m], y: f64[n], idx: i64[m], k: i64, a: f64)` and helpers.
pub(crate) fn program(random: &mut Random) -> Program {
    let mut program = Program::default();
    let callees = [helper(), large_helper()];
    callees.iter().for_each(|callee| {
        program.functions.push(callee.clone());
    });
    let mut g = Generator { b: FunctionBuilder::new(), random, callees };
    let (n, m) = (g.b.fresh_scalar(DType::I64, "n"), g.b.fresh_scalar(DType::I64, "m"));
    let x = g.b.fresh(Type::array(DType::F64, &[n, m]), "x");
    let y = g.b.fresh(Type::array(DType::F64, &[n]), "y");
    let idx = g.b.fresh(Type::array(DType::I64, &[m]), "idx");
    let k = g.b.fresh_scalar(DType::I64, "k");
    let a = g.b.fresh_scalar(DType::F64, "a");
    let (sn, sm) = (Size::var(n), Size::var(m));
    let mut scope = Scope {
        floats: vec![a.into(), Scalar::f64(1.0).into(), Scalar::f64(-0.0).into(), Scalar::f64(0.5).into()],
        ints: vec![k.into(), n.into(), Scalar::i64(0).into(), Scalar::i64(1).into(), Scalar::i64(3).into()],
        bools: Vec::new(),
        arrays: vec![x, y, idx],
        binders: Vec::new(),
        extents: vec![
            sn.clone(),
            sm.clone(),
            Size::constant(1),
            Size::constant(3),
            sn.add(&sm),
            sn.sub(&Size::constant(1)),
            Size::var(k),
        ],
    };
    let count = 4 + g.random.below(8);
    g.statements(&mut scope, count, 0);
    let mut results: Vec<Operand> = Vec::new();
    results.extend(scope.floats.iter().rev().take(2));
    results.extend(scope.ints.iter().rev().take(1));
    results.extend(scope.arrays.iter().rev().take(3).map(|&var| Operand::Var(var)));
    let types = results.iter().map(|result| g.b.operand_type(result)).collect();
    let (vars, body) = g.b.finish(results);
    let main = Function {
        exported: true,
        sizes: vec![n, m],
        params: vec![x, y, idx, k, a],
        results: types,
        vars,
        body,
        ..Function::empty("main", Span::none())
    };
    program.functions.push(main);
    program
}

fn helper() -> Function {
    let mut b = FunctionBuilder::new();
    let (x, k) = (b.fresh_scalar(DType::F64, "x"), b.fresh_scalar(DType::I64, "k"));
    let cond = b.compare(CmpOp::Gt, x, Scalar::f64(0.25));
    let y = b.if_else(
        cond,
        |b| vec![b.binary(BinOp::Mul, x, x)],
        |b| {
            let k = b.convert(DType::F64, k);
            vec![b.binary(BinOp::Sub, x, k)]
        },
    );
    let results = vec![y[0].into()];
    let (vars, body) = b.finish(results);
    let results = vec![Type::scalar(DType::F64)];
    Function { params: vec![x, k], results, vars, body, ..Function::empty("helper", Span::none()) }
}

/// Large enough to stay a function, with every kind of operation that such a function may have.
fn large_helper() -> Function {
    let mut b = FunctionBuilder::new();
    let (x, k) = (b.fresh_scalar(DType::F64, "x"), b.fresh_scalar(DType::I64, "k"));
    let triple = b.binary(BinOp::Mul, k, Scalar::i64(3));
    let next = b.binary(BinOp::Sub, triple, Scalar::i64(7));
    let square = next.var().map_or(Size::constant(1), Size::var).mul(&Size::var(k));
    let size = b.size(&square.add(&Size::constant(2)));
    let mut sum = b.convert(DType::F64, size);
    for _ in 0..20 {
        sum = b.fma(x, sum, Scalar::f64(0.5));
        let below = b.compare(CmpOp::Lt, sum, Scalar::f64(1e9));
        sum = b.select(below, sum, x);
    }
    let (vars, body) = b.finish(vec![sum]);
    let results = vec![Type::scalar(DType::F64)];
    Function { params: vec![x, k], results, vars, body, ..Function::empty("large", Span::none()) }
}

impl Generator<'_> {
    fn pick<T: Clone>(&mut self, items: &[T]) -> T {
        items[self.random.below(items.len())].clone()
    }

    fn statements(&mut self, scope: &mut Scope, count: usize, depth: usize) {
        for _ in 0..count {
            match self.random.below(if depth < 3 { 23 } else { 9 }) {
                0 | 1 => self.float(scope),
                2 => self.int(scope),
                3 => self.bool(scope),
                4..=7 => self.element(scope),
                8 => self.rare(scope),
                9..=11 => self.build(scope, depth),
                12 | 13 => self.reduce(scope, depth),
                14 => self.update(scope, depth),
                15 | 16 => match self.random.below(2) {
                    0 => self.control(scope, depth),
                    _ => self.fold(scope, depth),
                },
                _ => self.elementwise(scope),
            }
        }
    }

    fn float(&mut self, scope: &mut Scope) {
        let (a, b, c) = (self.pick(&scope.floats), self.pick(&scope.floats), self.pick(&scope.floats));
        let ops = [BinOp::Add, BinOp::Sub, BinOp::Mul, BinOp::Div, BinOp::Min, BinOp::Max];
        let value = match self.random.below(6) {
            0 => {
                let op = self.pick(&[UnOp::Neg, UnOp::Abs, UnOp::Floor, UnOp::Sqrt]);
                self.b.unary(op, a)
            }
            1 => self.b.fma(a, b, c),
            2 => {
                let k = self.pick(&scope.ints);
                self.b.convert(DType::F64, k)
            }
            3 if !scope.bools.is_empty() => {
                let cond = self.pick(&scope.bools);
                self.b.select(cond, a, b)
            }
            _ => {
                let op = self.pick(&ops);
                self.b.emit_one(Op::Binary(op, a, b), "f").into()
            }
        };
        scope.floats.push(value);
    }

    fn int(&mut self, scope: &mut Scope) {
        let (a, b) = (self.pick(&scope.ints), self.pick(&scope.ints));
        let ops = [BinOp::Add, BinOp::Sub, BinOp::Mul, BinOp::Min, BinOp::Max, BinOp::Mod, BinOp::FloorDiv];
        let value = match self.random.below(12) {
            11 => self.b.binary(BinOp::FloorDiv, a, b),
            n => {
                let op = ops[n.min(6) % 5];
                self.b.emit_one(Op::Binary(op, a, b), "k").into()
            }
        };
        scope.ints.push(value);
    }

    fn bool(&mut self, scope: &mut Scope) {
        let (a, b) = (self.pick(&scope.ints), self.pick(&scope.ints));
        let (x, y) = (self.pick(&scope.floats), self.pick(&scope.floats));
        let op = self.pick(&[CmpOp::Lt, CmpOp::Le, CmpOp::Eq, CmpOp::Ne, CmpOp::Ge]);
        let value = match self.random.below(3) {
            0 => self.b.compare(op, x, y),
            1 if !scope.bools.is_empty() => {
                let c = self.pick(&scope.bools);
                self.b.unary(UnOp::Not, c)
            }
            _ => self.b.compare(op, a, b),
        };
        scope.bools.push(value);
    }

    /// An index for an axis: usually a binder that fits, or anything brought inside.
    fn index(&mut self, scope: &Scope, extent: &Size) -> (Operand, bool) {
        let fitting: Vec<Var> =
            scope.binders.iter().filter(|(_, e)| e == extent).map(|(var, _)| *var).collect();
        match self.random.below(8) {
            0 => (self.pick(&scope.ints), true),
            1 if !fitting.is_empty() => {
                let base = self.pick(&fitting);
                let by = self.random.below(3) as i64 - 1;
                (self.b.offset(base, Scalar::i64(by)), true)
            }
            2 if !fitting.is_empty() => {
                let last = extent.sub(&Size::constant(1)).sub(&Size::var(self.pick(&fitting)));
                (self.b.size(&last), self.random.below(2) == 0)
            }
            3..=6 if !fitting.is_empty() => (self.pick(&fitting).into(), self.random.below(2) == 0),
            _ => {
                let mode = self.pick(&[EdgeMode::Clamp, EdgeMode::Wrap, EdgeMode::Mirror]);
                let index = self.pick(&scope.ints);
                (self.b.edge(mode, index, extent.clone()), self.random.below(2) == 0)
            }
        }
    }

    fn element(&mut self, scope: &mut Scope) {
        let array = self.pick(&scope.arrays);
        let ty = self.b.vars[array].ty.clone();
        let (indices, checked) = ty.shape.iter().map(|extent| self.index(scope, extent)).unzip();
        let value = self.b.index_with(array, indices, checked);
        match ty.dtype {
            DType::F64 => scope.floats.push(value),
            _ => scope.ints.push(value),
        }
    }

    fn rare(&mut self, scope: &mut Scope) {
        match self.random.below(5) {
            4 => self.meeting(scope),
            0 => {
                let (x, k) = (self.pick(&scope.floats), self.pick(&scope.ints));
                let number = self.random.below(2);
                let callee = self.callees[number].clone();
                let id = array::ir::FuncId(u32::try_from(number).expect("small"));
                let mut y = self.b.call(id, &callee, Vec::new(), vec![x, k])[0];
                // Nothing is known of these arguments, so that a large function stays one.
                for _ in 0..2 {
                    y = self.b.call(id, &callee, Vec::new(), vec![y.into(), scope.ints[0]])[0];
                }
                scope.floats.push(y.into());
            }
            1 => {
                let elements = (0..3).map(|_| self.pick(&scope.floats)).collect();
                let op = Op::Literal { dtype: DType::F64, shape: vec![3], elements };
                scope.arrays.push(self.b.emit_one(op, "literal"));
            }
            2 => {
                let (a, b) = (self.pick(&scope.ints), self.pick(&scope.ints));
                let cond = self.b.compare(CmpOp::Le, a, b);
                let cond = if self.random.below(3) == 0 {
                    cond
                } else {
                    let c = self.b.compare(CmpOp::Gt, a, b);
                    self.b.binary(BinOp::Or, cond, c)
                };
                let failure = Failure { status: abi::Status::Assert, message: "no".into(), args: vec![a] };
                self.b.assert(cond, failure);
            }
            _ => {
                let array = self.pick(&scope.arrays);
                scope.arrays.push(self.b.emit_one(Op::Copy(array.into()), "copy"));
            }
        }
    }

    /// A loop over the elements of a row that reads one of them in each iteration.
    fn meeting(&mut self, scope: &mut Scope) {
        let floats =
            |var: &&Var| self.b.vars[**var].ty.dtype == DType::F64 && self.b.vars[**var].ty.rank() == 1;
        let Some(&array) = scope.arrays.iter().rev().find(floats) else { return };
        let extent = self.b.vars[array].ty.shape[0].clone();
        let index = self.pick(&scope.ints);
        let at = self.b.edge(EdgeMode::Clamp, index, extent.clone());
        let carried = self.b.carried(&[array.into()]);
        let trip = self.b.binder("i", extent);
        let (now, i) = (carried[0].0, Operand::Var(trip.var));
        self.b.begin();
        let (own, other) = (self.b.index(now, vec![i], false), self.b.index(now, vec![at], false));
        let value = self.b.binary(BinOp::Add, own, other);
        self.b.begin();
        let body = self.b.end(vec![i, value]);
        let (binders, checked) = (Vec::new(), vec![false]);
        let op = Op::Update { array: now, binders, body, op: None, checked, distinct: true, apart: false };
        let new = self.b.emit_one(op, "update");
        let body = self.b.end(vec![new.into()]);
        let l = Loop { carried, trip: Some(trip), cond: None, body, breaks: false, independent: false };
        scope.arrays.push(self.b.emit_one(Op::Loop(Box::new(l)), "meeting"));
    }

    /// A nested scope with a binder for each extent.
    fn every(&mut self, scope: &Scope) -> (Vec<array::ir::Binder>, Scope) {
        let mut inner = scope.clone();
        let binders: Vec<_> = scope.extents.iter().map(|extent| self.b.binder("i", extent.clone())).collect();
        inner.binders.extend(binders.iter().map(|binder| (binder.var, binder.extent.clone())));
        inner.ints.extend(binders.iter().map(|binder| Operand::Var(binder.var)));
        (binders, inner)
    }

    /// A nested scope with binders over one or two extents.
    fn domain(&mut self, scope: &Scope, most: usize) -> (Vec<array::ir::Binder>, Scope) {
        let mut inner = scope.clone();
        let mut binders = Vec::new();
        for _ in 0..1 + self.random.below(most) {
            let extent = self.pick(&scope.extents);
            let binder = self.b.binder("i", extent.clone());
            inner.binders.push((binder.var, extent));
            inner.ints.push(binder.var.into());
            binders.push(binder);
        }
        (binders, inner)
    }

    fn body(
        &mut self,
        scope: &mut Scope,
        depth: usize,
        results: impl FnOnce(&mut Self, &Scope) -> Vec<Operand>,
    ) -> array::ir::Block {
        self.b.begin();
        let count = 1 + self.random.below(5);
        self.statements(scope, count, depth + 1);
        let results = results(self, scope);
        self.b.end(results)
    }

    fn build(&mut self, scope: &mut Scope, depth: usize) {
        let (binders, mut inner) = self.domain(scope, 2);
        let outs = 1 + self.random.below(2);
        let cells = self.random.below(4) == 0;
        let body = self.body(&mut inner, depth, |g, inner| {
            let float = |g: &mut Self, i: usize| {
                let back = 1 + (i + g.random.below(2)) % 3;
                inner.floats[inner.floats.len() - back]
            };
            let mut results: Vec<Operand> = (0..outs).map(|i| float(g, i)).collect();
            let small = inner.arrays.iter().rev().find(|array| g.b.vars[**array].ty.rank() < 3);
            if let (true, Some(&array)) = (cells, small) {
                results.push(array.into());
            }
            results
        });
        let arrays = self.b.emit(Op::Build { binders, body }, "build");
        scope.arrays.extend(arrays);
    }

    /// A loop over the elements of an array of floats: what fusion is about.
    fn elementwise(&mut self, scope: &mut Scope) {
        let floats = |g: &Self, array: &&Var| {
            let ty = &g.b.vars[**array].ty;
            ty.dtype == DType::F64 && (1..3).contains(&ty.rank())
        };
        let arrays: Vec<Var> =
            scope.arrays.iter().rev().filter(|array| floats(self, array)).take(4).copied().collect();
        let array = self.pick(&arrays);
        let shape = self.b.vars[array].ty.shape.clone();
        let binders: Vec<array::ir::Binder> =
            shape.iter().map(|extent| self.b.binder("e", extent.clone())).collect();
        let own: Vec<Operand> = binders.iter().map(|binder| binder.var.into()).collect();
        self.b.begin();
        let checked = self.random.below(5) == 0;
        let mut value = self.b.index(array, own.clone(), checked);
        for _ in 0..self.random.below(4) {
            let other = if self.random.below(3) == 0 { value } else { self.pick(&scope.floats) };
            let op = self.pick(&[BinOp::Add, BinOp::Mul, BinOp::Div, BinOp::Max]);
            value = self.b.emit_one(Op::Binary(op, value, other), "v").into();
            let same = |g: &Self, array: &&Var| g.b.vars[**array].ty == g.b.vars[arrays[0]].ty;
            if self.b.vars[arrays[0]].ty.shape == shape && self.random.below(2) == 0 {
                let alike: Vec<Var> = arrays.iter().filter(|array| same(self, array)).copied().collect();
                let second = self.pick(&alike);
                let element = self.b.index(second, own.clone(), false);
                value = self.b.binary(BinOp::Sub, value, element);
            }
        }
        let body = self.b.end(vec![value]);
        match (self.random.below(6), binders.len()) {
            (0, _) => {
                let op = Op::Reduce { binders, body, reducer: Reducer::Op(BinOp::Add), form: Form::Array };
                let sum = self.b.emit_one(op, "sum");
                scope.floats.push(sum.into());
            }
            (1 | 2, 2) => {
                // Rows, or columns.
                let (mut outer, mut inner) = (binders.clone(), binders);
                let (outer, inner) = if self.random.below(2) == 0 {
                    (outer.remove(0), inner.remove(1))
                } else {
                    (outer.remove(1), inner.remove(0))
                };
                self.b.begin();
                let row = self.b.emit_one(Op::Build { binders: vec![inner], body }, "row");
                let body = self.b.end(vec![row.into()]);
                scope.arrays.push(self.b.emit_one(Op::Build { binders: vec![outer], body }, "rows"));
            }
            (3, 2) => {
                let binders = binders.into_iter().rev().collect();
                scope.arrays.push(self.b.emit_one(Op::Build { binders, body }, "transposed"));
            }
            _ => scope.arrays.push(self.b.emit_one(Op::Build { binders, body }, "map")),
        }
    }

    fn reduce(&mut self, scope: &mut Scope, depth: usize) {
        let (binders, mut inner) = self.domain(scope, 2);
        let reducer = match self.random.below(8) {
            0 => Reducer::SumOfProducts,
            1 => Reducer::ArgMin,
            2 => Reducer::Op(BinOp::Max),
            3..=5 => {
                let (op, init) = self.pick(&[
                    (BinOp::Add, -0.0),
                    (BinOp::Max, f64::NEG_INFINITY),
                    (BinOp::Min, f64::INFINITY),
                ]);
                let combine = self.b.lambda(&[DType::F64], |b, l, r| vec![b.binary(op, l[0], r[0])]);
                Reducer::User { init: vec![Scalar::f64(init).into()], combine }
            }
            _ => Reducer::Op(BinOp::Add),
        };
        let leaves = if reducer == Reducer::SumOfProducts { 2 } else { 1 };
        let body = self.body(&mut inner, depth, |_, inner| {
            (0..leaves).map(|i| inner.floats[inner.floats.len() - 1 - i]).collect()
        });
        if matches!(reducer, Reducer::Op(BinOp::Add) | Reducer::User { .. }) && self.random.below(3) != 0 {
            let binder = binders[0].clone();
            let rest: Vec<Var> = binders[1..].iter().map(|binder| binder.var).collect();
            if rest.is_empty() {
                let vars = self.b.emit(Op::Scan { binder, body, reducer }, "scan");
                scope.arrays.extend(vars);
                return;
            }
        }
        let form = self.pick(&[Form::Loop, Form::Array]);
        let form = if matches!(reducer, Reducer::User { .. }) { Form::Loop } else { form };
        let vars = self.b.emit(Op::Reduce { binders, body, reducer, form }, "reduce");
        for var in vars {
            match self.b.vars[var].ty.dtype {
                DType::F64 => scope.floats.push(var.into()),
                _ => scope.ints.push(var.into()),
            }
        }
    }

    fn update(&mut self, scope: &mut Scope, depth: usize) {
        let array = self.pick(&scope.arrays);
        let ty = self.b.vars[array].ty.clone();
        // Now and then every element by what it was.
        let whole = self.random.below(3) == 0;
        let extents = Scope { extents: ty.shape.clone(), ..scope.clone() };
        let (binders, mut inner) = if whole { self.every(&extents) } else { self.domain(scope, 2) };
        let mut checked = Vec::new();
        let body = self.body(&mut inner, depth, |g, inner| {
            let mut results = Vec::new();
            for (axis, extent) in ty.shape.iter().enumerate() {
                let own = || (inner.binders[scope.binders.len() + axis].0.into(), true);
                let (index, check) = if whole { own() } else { g.index(inner, extent) };
                results.push(index);
                checked.push(check);
            }
            let mut value = if ty.dtype == DType::F64 { g.pick(&inner.floats) } else { g.pick(&inner.ints) };
            if whole {
                let own = g.b.index_with(array, results.clone(), checked.clone());
                value = g.b.binary(BinOp::Add, own, value);
            }
            results.push(value);
            results
        });
        let op = self.pick(&[None, Some(BinOp::Add), Some(BinOp::Max)]);
        let op = Op::Update { array, binders, body, op, checked, distinct: false, apart: false };
        scope.arrays.push(self.b.emit_one(op, "update"));
    }

    fn control(&mut self, scope: &mut Scope, depth: usize) {
        if self.random.below(2) == 0 && !scope.bools.is_empty() {
            let cond = self.pick(&scope.bools);
            let mut sides = Vec::new();
            for _ in 0..2 {
                let mut inner = scope.clone();
                let block = self.body(&mut inner, depth, |g, inner| {
                    vec![inner.floats[inner.floats.len() - 1], g.pick(&inner.ints)]
                });
                sides.push(block);
            }
            let (otherwise, then) = (sides.pop().unwrap_or_default(), sides.pop().unwrap_or_default());
            let vars = self.b.emit(Op::If { cond, then, otherwise }, "if");
            scope.floats.push(vars[0].into());
            scope.ints.push(vars[1].into());
            return;
        }
        let init = [self.pick(&scope.floats), self.pick(&scope.ints)];
        let array = self.pick(&scope.arrays);
        let carried = self.b.carried(&[init[0], init[1], array.into()]);
        let (mut binders, mut inner) = self.domain(scope, 1);
        inner.floats.push(carried[0].0.into());
        inner.ints.push(carried[1].0.into());
        let counter = inner.arrays.len();
        inner.arrays.push(carried[2].0);
        let breaks = self.random.below(3) == 0;
        let body = self.body(&mut inner, depth, |g, inner| {
            let float = inner.floats[inner.floats.len() - 1];
            let stop = g.b.compare(CmpOp::Gt, float, Scalar::f64(2.5));
            let same = |var: &&Var| g.b.vars[**var].ty == g.b.vars[array].ty;
            let made = inner.arrays[counter..].iter().rev().find(same).copied();
            let new = match g.random.below(2) {
                0 => g.replaced(inner, inner.arrays[counter]),
                _ => made.unwrap_or(array),
            };
            let values = [float, inner.ints[inner.ints.len() - 1], new.into()];
            if breaks { [&[stop][..], &values].concat() } else { values.to_vec() }
        });
        let l = Loop { carried, trip: binders.pop(), cond: None, body, breaks, independent: false };
        let vars = self.b.emit(Op::Loop(Box::new(l)), "loop");
        scope.floats.push(vars[0].into());
        scope.ints.push(vars[1].into());
        scope.arrays.push(vars[2]);
    }

    /// Every element of an array by what it was, and an element that it shares with others.
    fn replaced(&mut self, scope: &Scope, array: Var) -> Var {
        let shape = self.b.vars[array].ty.shape.clone();
        let shared: Vec<(Operand, bool)> = shape.iter().map(|extent| self.index(scope, extent)).collect();
        let binders: Vec<_> = shape.iter().map(|extent| self.b.binder("i", extent.clone())).collect();
        let own: Vec<Operand> = binders.iter().map(|binder| binder.var.into()).collect();
        self.b.begin();
        let axis = self.random.below(shape.len());
        let row = |(at, own): (usize, &Operand)| if at == axis { shared[at].0 } else { *own };
        let indices = own.iter().enumerate().map(row).collect();
        let element = self.b.index(array, indices, shared[axis].1);
        let before = self.b.index(array, own, false);
        let value = self.b.binary(BinOp::Add, before, element);
        let body = self.b.end(vec![value]);
        self.b.emit_one(Op::Build { binders, body }, "replaced")
    }

    /// A loop that combines what it carries with what does not depend on it, remembers the best, or searches.
    fn fold(&mut self, scope: &mut Scope, depth: usize) {
        let inits = [self.pick(&scope.floats), self.pick(&scope.ints), Scalar::i64(1).into()];
        let carried = self.b.carried(&inits);
        let [best, at, count] = [carried[0].0, carried[1].0, carried[2].0];
        let kind = self.random.below(3);
        let (mut binders, mut inner) = self.domain(scope, 1);
        let body = self.body(&mut inner, depth, |g, inner| {
            let (float, int) = (inner.floats[inner.floats.len() - 1], inner.ints[inner.ints.len() - 1]);
            match kind {
                0 => {
                    let (most, sum) = (g.b.binary(BinOp::Max, best, float), g.b.binary(BinOp::Add, int, at));
                    vec![most, sum, g.b.offset(count, Scalar::i64(2))]
                }
                1 => {
                    let wins = g.b.compare(CmpOp::Gt, float, best);
                    vec![g.b.select(wins, float, best), g.b.select(wins, int, at), count.into()]
                }
                _ => {
                    let stop = g.b.compare(CmpOp::Gt, float, Scalar::f64(0.5));
                    vec![stop, g.b.select(stop, float, best), g.b.select(stop, int, at), count.into()]
                }
            }
        });
        let breaks = kind == 2;
        let l = Loop { carried, trip: binders.pop(), cond: None, body, breaks, independent: false };
        let vars = self.b.emit(Op::Loop(Box::new(l)), "fold");
        scope.floats.push(vars[0].into());
        scope.ints.extend([vars[1], vars[2]].map(Operand::Var));
    }
}
