//! Random programs: what is printed is read back as the same tree.

use crate::support::outcome;

/// Writes random expressions and statements of the grammar, with more parentheses than needed.
pub(crate) struct Writer {
    pub(crate) state: u64,
}

const OPERATORS: &[&str] = &[
    "+", "-", "*", "/", "//", "%", "@", "**", "&", "|", "^", "<<", ">>", "==", "<", ">=", "and", "or", "??",
];
const LEAVES: &[&str] = &[
    "x", "σ", "by", "where", "1", "2.5e-3", "0x1f", "3u8", "4.0bf16", "2.0i", "true", "()", "[]", "f()",
    "x.T", "_1",
];
const DIMS: &[&str] = &["n", "n + 1", "?", "_", "..s", "time: n", "lat: _", "(if a { b } else { c })"];

impl Writer {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.state =
            self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.state >> 33) as usize % limit
    }

    /// A function of some type, with some body.
    pub(crate) fn program(&mut self) -> String {
        let depth = 1 + self.below(5);
        format!("fn f(x: {}) = {};", self.ty(depth), self.whole(depth))
    }

    fn pick(&mut self, choices: &[&str]) -> String {
        choices[self.below(choices.len())].to_string()
    }

    fn expr(&mut self, depth: usize) -> String {
        let text = self.whole(depth);
        // In parentheses, an operand can be anything.
        format!("({text})")
    }

    fn operand(&mut self, depth: usize) -> String {
        if depth == 0 { self.pick(LEAVES) } else { self.expr(depth - 1) }
    }

    fn whole(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self.pick(LEAVES);
        }
        let (a, b) = (self.operand(depth - 1), self.operand(depth - 1));
        match self.below(20) {
            0 => format!("-{a}"),
            1 => format!("~{a}"),
            2 => format!("not {a}"),
            3 => format!("{a}[{b}, {b}:{a}, ::{a}, new, ...; wrap, {a}]"),
            4 => format!("{a}.f({b}, axis = {a})"),
            5 => format!("{a}.g"),
            6 => format!("{a} |> f({b})"),
            7 => format!("{a}({b}, inout x)"),
            8 => format!("[{a}, {}]", self.whole(depth - 1)),
            9 => format!("({a}, {b})"),
            10 => format!("(p = {a}, q = {b})"),
            11 => format!("for i, j in {a}..{b} by {a}: {}", self.whole(depth - 1)),
            12 => format!("|p, q: {}| {}", self.ty(depth - 1), self.whole(depth - 1)),
            13 => format!("if {a} {} else {}", self.block(depth - 1), self.block(depth - 1)),
            14 => self.block(depth - 1),
            _ => format!("{a} {} {b}", self.pick(OPERATORS)),
        }
    }

    fn block(&mut self, depth: usize) -> String {
        let count = self.below(4);
        let stmts: String = (0..count).map(|_| self.stmt(depth)).collect();
        let tail = if self.below(2) == 0 { String::new() } else { self.whole(depth) };
        format!("{{ {stmts}{tail} }}")
    }

    fn stmt(&mut self, depth: usize) -> String {
        let (a, b) = (self.operand(depth), self.whole(depth));
        match self.below(9) {
            0 => format!("let (p, (_, q)): {} = {b};", self.ty(depth)),
            1 => format!("var x = {b};"),
            2 => format!("x[{a}] //= {b};"),
            3 => format!("loop _ in {a}..={a} {}", self.block(depth.saturating_sub(1))),
            4 => format!("while {a} {}", self.block(depth.saturating_sub(1))),
            5 => format!("return {b};"),
            6 => format!("assert {b}, \"a \\\"b\\\"\";"),
            7 => format!("if {a} {}", self.block(depth.saturating_sub(1))),
            _ => format!("{b};"),
        }
    }

    fn ty(&mut self, depth: usize) -> String {
        let element = self.pick(&["f64", "f64?", "T", "m.R", "(f64, T)"]);
        if depth == 0 {
            return element;
        }
        match self.below(5) {
            0 => format!("(a: {}, b: {element})", self.ty(depth - 1)),
            1 => format!("({},)", self.ty(depth - 1)),
            2 => format!("fn({element}) -> {}", self.ty(depth - 1)),
            _ => format!("{element}[{}, {}]", self.pick(DIMS), self.pick(DIMS)),
        }
    }
}

#[test]
fn random_programs_are_printed_and_read_back() {
    let mut writer = Writer { state: 3 };
    for _ in 0..400 {
        let text = writer.program();
        let printed = outcome(&text);
        assert!(printed.starts_with("fn f(x: "), "{text}\n{printed}");
    }
}
