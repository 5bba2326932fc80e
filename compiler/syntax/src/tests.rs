//! `test` blocks as functions: what the checker and `arrc test` make of them.

use std::sync::Arc;

use base::Span;

use crate::ast::{
    Attribute, AttributeArg, Expr, ExprKind, Function, Item, ItemKind, Module, Name, Test, Text,
};

/// A `test` block that has become an exported function.
#[derive(Clone, Debug)]
pub struct TestFunction {
    /// What the test is called.
    pub name: Arc<str>,
    /// The name in its place in the source.
    pub span: Span,
    /// The name under which the function is exported.
    pub symbol: String,
}

impl Module {
    /// The module with a private function in the place of each `test` block; none if it has no such block.
    #[must_use]
    pub fn with_private_tests(&self) -> Option<Module> {
        let is_test = |item: &Item| matches!(item.kind, ItemKind::Test(_));
        self.items.iter().any(is_test).then(|| self.with_functions(&mut |_, _| {}))
    }

    /// The module with nothing exported but the `test` blocks that `wanted` picks by their names, as functions.
    #[must_use]
    pub fn with_exported_tests(&self, wanted: impl Fn(&str) -> bool) -> (Module, Vec<TestFunction>) {
        let mut module = self.clone();
        module.items.iter_mut().for_each(|item| item.public = false);
        let mut tests = Vec::new();
        let module = module.with_functions(&mut |test, item| {
            if !wanted(&test.name.value) {
                return;
            }
            let (symbol, span) = (format!("test_block_{}", tests.len()), test.name.span);
            let args = vec![AttributeArg::Text(Text { value: symbol.as_str().into(), span })];
            item.attributes.push(Attribute { name: Name::new("export", span), args, span });
            item.public = true;
            tests.push(TestFunction { name: Arc::clone(&test.name.value), span, symbol });
        });
        (module, tests)
    }

    fn with_functions(&self, finish: &mut dyn FnMut(&Test, &mut Item)) -> Module {
        let mut module = self.clone();
        for (number, item) in module.items.iter_mut().enumerate() {
            let ItemKind::Test(test) = item.kind.clone() else { continue };
            item.kind = ItemKind::Function(Box::new(function(&test, number)));
            finish(&test, item);
        }
        module
    }
}

/// A function without parameters and results. No function of the source has a point in its name.
fn function(test: &Test, number: usize) -> Function {
    let span = test.body.span;
    Function {
        name: Name::new(format!("test.{number}"), test.name.span),
        generics: Vec::new(),
        params: Vec::new(),
        result: None,
        constraints: Vec::new(),
        body: Some(Expr::new(ExprKind::Block(test.body.clone()), span)),
        header: test.name.span,
        span: test.span,
    }
}
