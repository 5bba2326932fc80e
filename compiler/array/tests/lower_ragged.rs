//! Reductions over binders whose extents depend on each other, which the source cannot say in one `for`.

use array::{ArrayValue, EvalOptions, evaluate};
use base::{BinOp, DType, IndexVec, Scalar, Span};
use check::typed::{
    Binder, Block, Expr, ExprKind, For, Form, Function, Local, LocalId, LocalKind, Module, Operator, Reduce,
    ResultDecl, Size, Type,
};

/// `f(n) = operator(for i in 0..n, j in 0..i: 100 - 10 * i + j)`.
fn module(operator: Operator) -> Module {
    let span = Span::none();
    let int = Type::scalar(DType::I64);
    let mut locals = IndexVec::<LocalId, Local>::new();
    let mut local =
        |name: &str, kind| locals.push(Local { name: name.into(), ty: Type::scalar(DType::I64), kind, span });
    let n = local("n", LocalKind::Param);
    let i = local("i", LocalKind::Binder);
    let j = local("j", LocalKind::Binder);
    let binder = |local, extent| Binder::counting(local, extent, span);
    let leaf = Size::constant(100).sub(&Size::var(i).scale(10)).add(&Size::var(j));
    let body = Expr::new(ExprKind::Size(leaf), int.clone(), span);
    let binders = vec![binder(i, Size::var(n)), binder(j, Size::var(i))];
    let rows = Type { dtype: DType::I64, shape: vec![Size::var(n), Size::var(i)] };
    let value = Expr::new(ExprKind::For(Box::new(For { binders, body })), rows, span);
    let reduce =
        Reduce { operator, value, axes: vec![0, 1], keep: false, form: Form::Array, fma_leaf: false };
    let result = Expr::new(ExprKind::Reduce(Box::new(reduce)), int.clone(), span);
    let mut module = Module::default();
    module.functions.push(Function {
        name: "f".into(),
        source_name: "f".into(),
        exported: false,
        params: vec![n],
        sizes: Vec::new(),
        inout: Vec::new(),
        constraints: Vec::new(),
        results: vec![ResultDecl { name: None, ty: int }],
        locals,
        returned: Vec::new(),
        body: Block { stmts: Vec::new(), value: Some(result) },
        attributes: Vec::new(),
        span,
    });
    module
}

fn run(operator: Operator, n: i64) -> Option<i64> {
    let program = array::lower(&module(operator));
    array::validate(&program).expect("a valid program");
    let function = program.functions.ids().next().expect("a function");
    let args = [ArrayValue::scalar(Scalar::i64(n))];
    let results = evaluate(&program, function, &args, EvalOptions::default()).ok()?;
    Some(results[0].data[0].as_i64())
}

#[test]
fn empty_rows_do_not_count() {
    // The leaves of n = 4 are 90; 80, 81; 70, 71, 72.
    assert_eq!(run(Operator::Op(BinOp::Add), 4), Some(464));
    assert_eq!(run(Operator::Op(BinOp::Min), 4), Some(70));
    assert_eq!(run(Operator::Op(BinOp::Max), 4), Some(90));
    assert_eq!(run(Operator::ArgMin, 4), Some(3));
    assert_eq!(run(Operator::ArgMax, 4), Some(0));
}

#[test]
fn a_minimum_of_empty_rows_only_is_an_error() {
    for n in [0, 1] {
        assert_eq!(run(Operator::Op(BinOp::Add), n), Some(0));
        assert_eq!(run(Operator::Op(BinOp::Max), n), None);
        assert_eq!(run(Operator::ArgMin, n), None);
    }
}
