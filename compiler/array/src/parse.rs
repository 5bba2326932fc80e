//! Reads the text form that [`crate::print`] writes: `parse(&program.to_string())` is the program with spans and unused
//! variables left out and its variables numbered in order.
//!
//! Only the form is checked here; whether the program makes sense is for [`crate::validate`].

use std::collections::BTreeMap;
use std::fmt;

use abi::Status;
use base::{BinOp, CmpOp, DType, Id, Poly, Scalar, Span, UnOp};

use crate::ir::{
    Binder, Block, EdgeMode, Failure, Form, FuncId, Function, Lambda, Loop, Op, Operand, Program, Reducer,
    Size, Stmt, Type, Var, VarInfo,
};
use lexer::Token;

mod lexer;

/// Blocks and quotients may be nested this deep.
const MAX_DEPTH: usize = 64;

/// What is wrong with a text, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ParseError {
    /// From 1.
    pub line: usize,
    /// One sentence.
    pub message: String,
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

/// The program that `text` describes.
///
/// # Errors
/// The first place where the text is not of the form.
pub fn parse(text: &str) -> Result<Program, ParseError> {
    let tokens = lexer::tokens(text)?;
    let mut names = BTreeMap::new();
    for pair in tokens.windows(2) {
        if let [(Token::Word(word), _), (Token::Function(name), line)] = pair
            && word == "func"
            && names.insert(name.clone(), FuncId::from_index(names.len())).is_some()
        {
            return Err(ParseError { line: *line, message: format!("two functions have the name {name}") });
        }
    }
    let mut parser = Parser { tokens, at: 0, names, depth: 0, scope: BTreeMap::new(), vars: Vec::new() };
    let mut program = Program::default();
    while parser.at < parser.tokens.len() {
        program.functions.push(parser.function()?);
    }
    Ok(program)
}

struct Parser {
    tokens: Vec<(Token, usize)>,
    at: usize,
    names: BTreeMap<String, FuncId>,
    depth: usize,
    scope: BTreeMap<String, Var>,
    vars: Vec<VarInfo>,
}

type Parsed<T> = Result<T, ParseError>;

impl Parser {
    // Tokens.

    fn fail<T>(&self, message: impl Into<String>) -> Parsed<T> {
        // The last token that was taken: what is missing stands behind it.
        let line = self.tokens.get(self.at.saturating_sub(1)).map_or(1, |(_, line)| *line);
        Err(ParseError { line, message: message.into() })
    }
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(token, _)| token)
    }
    fn is(&self, mark: &str) -> bool {
        matches!(self.peek(), Some(Token::Mark(m)) if *m == mark)
    }
    fn eat(&mut self, mark: &str) -> bool {
        let found = self.is(mark);
        self.at += usize::from(found);
        found
    }
    fn expect(&mut self, mark: &str) -> Parsed<()> {
        if self.eat(mark) { Ok(()) } else { self.fail(format!("`{mark}` is missing")) }
    }
    fn eat_word(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Word(w)) if w == word);
        self.at += usize::from(found);
        found
    }
    fn expect_word(&mut self, word: &str) -> Parsed<()> {
        if self.eat_word(word) { Ok(()) } else { self.fail(format!("`{word}` is missing")) }
    }
    fn word(&mut self) -> Parsed<String> {
        let Some(Token::Word(word)) = self.peek() else { return self.fail("a word is missing") };
        let word = word.clone();
        self.at += 1;
        Ok(word)
    }
    fn number(&mut self) -> Parsed<u64> {
        let word = self.word()?;
        self.at -= 1;
        let Ok(number) = word.parse() else { return self.fail(format!("`{word}` is no number")) };
        self.at += 1;
        Ok(number)
    }
    fn integer(&mut self) -> Parsed<i64> {
        let negative = self.eat("-");
        let magnitude = self.number()?.cast_signed();
        Ok(if negative { magnitude.wrapping_neg() } else { magnitude })
    }
    /// Items between `open` and `close`, with commas between them.
    fn list<T>(&mut self, open: &str, close: &str, item: fn(&mut Self) -> Parsed<T>) -> Parsed<Vec<T>> {
        self.expect(open)?;
        let mut items = Vec::new();
        while !self.eat(close) {
            if !items.is_empty() {
                self.expect(",")?;
            }
            items.push(item(self)?);
        }
        Ok(items)
    }
    fn nested<T>(&mut self, inside: fn(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.depth >= MAX_DEPTH {
            return self.fail("nested too deeply");
        }
        self.depth += 1;
        let result = inside(self);
        self.depth -= 1;
        result
    }

    // Variables, types, constants, sizes.

    fn var_name(&mut self) -> Parsed<String> {
        let Some(Token::Var(name)) = self.peek() else { return self.fail("a variable is missing") };
        let name = name.clone();
        self.at += 1;
        Ok(name)
    }
    fn var(&mut self) -> Parsed<Var> {
        let name = self.var_name()?;
        match self.scope.get(&name) {
            Some(var) => Ok(*var),
            None => self.fail(format!("%{name} is not defined before")),
        }
    }
    fn define(&mut self, key: String, ty: Type) -> Parsed<Var> {
        let (name, _) = key.rsplit_once('.').unwrap_or((&key, ""));
        let info = VarInfo { ty, name: name.to_string() };
        let var = Var::from_index(self.vars.len());
        if self.scope.contains_key(&key) {
            return self.fail(format!("%{key} is defined twice"));
        }
        self.vars.push(info);
        self.scope.insert(key, var);
        Ok(var)
    }
    /// `%x.1: f64[%n.0]`.
    fn definition(&mut self) -> Parsed<Var> {
        let name = self.var_name()?;
        self.expect(":")?;
        let ty = self.ty()?;
        self.define(name, ty)
    }
    fn dtype(&mut self) -> Parsed<DType> {
        let word = self.word()?;
        match DType::from_name(&word) {
            Some(dtype) => Ok(dtype),
            None => self.fail(format!("`{word}` is no element type")),
        }
    }
    fn ty(&mut self) -> Parsed<Type> {
        let dtype = self.dtype()?;
        let shape = if self.is("[") { self.list("[", "]", Self::size)? } else { Vec::new() };
        Ok(Type { dtype, shape })
    }
    fn operand(&mut self) -> Parsed<Operand> {
        match self.peek() {
            Some(Token::Var(_)) => self.var().map(Operand::Var),
            _ => self.constant().map(Operand::Const),
        }
    }
    fn operands(&mut self) -> Parsed<Vec<Operand>> {
        self.list("(", ")", Self::operand)
    }
    fn constant(&mut self) -> Parsed<Scalar> {
        let negative = self.eat("-");
        let word = self.word()?;
        if !negative && (word == "true" || word == "false") {
            return Ok(Scalar::bool(word == "true"));
        }
        self.expect(":")?;
        let dtype = self.dtype()?;
        let text = if negative { format!("-{word}") } else { word.clone() };
        let value = match word.strip_prefix("0x") {
            Some(bits) => u64::from_str_radix(bits, 16).ok().map(|bits| Scalar { dtype, bits }),
            None => format!("{text}:{dtype}").parse().ok(),
        };
        match value {
            Some(value) => Ok(value),
            None => self.fail(format!("`{text}` is no {dtype}")),
        }
    }
    fn size(&mut self) -> Parsed<Size> {
        let mut sum = Poly::constant(0);
        let mut sign = if self.eat("-") { -1 } else { 1 };
        loop {
            let mut product = self.factor()?;
            while self.eat("*") {
                product = product.mul(&self.factor()?);
            }
            sum = sum.add(&product.scale(sign));
            sign = match (self.eat("+"), self.eat("-")) {
                (true, _) => 1,
                (false, true) => -1,
                (false, false) => return Ok(sum),
            };
        }
    }
    fn factor(&mut self) -> Parsed<Size> {
        match self.peek() {
            Some(Token::Var(_)) => Ok(Poly::var(self.var()?)),
            Some(Token::Mark("(")) => self.nested(Self::quotient),
            _ => Ok(Poly::constant(self.number()?.cast_signed())),
        }
    }
    /// `((a) // (b))`.
    fn quotient(&mut self) -> Parsed<Size> {
        self.expect("(")?;
        self.expect("(")?;
        let a = self.size()?;
        self.expect(")")?;
        self.expect("//")?;
        self.expect("(")?;
        let b = self.size()?;
        self.expect(")")?;
        self.expect(")")?;
        Ok(a.floor_div(&b))
    }

    // Functions, blocks, statements.

    fn function_id(&mut self) -> Parsed<(String, FuncId)> {
        let Some(Token::Function(name)) = self.peek() else { return self.fail("a function is missing") };
        let name = name.clone();
        let Some(&id) = self.names.get(&name) else {
            return self.fail(format!("there is no function {name}"));
        };
        self.at += 1;
        Ok((name, id))
    }
    fn function(&mut self) -> Parsed<Function> {
        self.scope.clear();
        self.vars.clear();
        self.expect_word("func")?;
        let (name, _) = self.function_id()?;
        let mut function = Function::empty(name, Span::none());
        for (is_size, inout, var) in self.list("(", ")", Self::param)? {
            if inout {
                function.inout.push(function.params.len());
            }
            if is_size { function.sizes.push(var) } else { function.params.push(var) }
        }
        self.expect("->")?;
        function.results = self.list("(", ")", Self::ty)?;
        function.exported = self.eat_word("exported");
        function.frame = self.eat_word("frame");
        if self.eat_word("where") {
            loop {
                function.nonnegative.push(self.size()?);
                self.expect(">=")?;
                if self.number()? != 0 {
                    return self.fail("a fact has the form `size >= 0`");
                }
                if !self.eat(",") {
                    break;
                }
            }
        }
        function.body = self.block()?;
        function.vars = self.vars.drain(..).collect();
        Ok(function)
    }
    /// Whether it is a size, whether it is updated in place, and the variable.
    fn param(&mut self) -> Parsed<(bool, bool, Var)> {
        let inout = self.eat_word("inout");
        let name = self.var_name()?;
        self.expect(":")?;
        if self.eat_word("size") {
            return Ok((true, false, self.define(name, Type::scalar(DType::I64))?));
        }
        let ty = self.ty()?;
        Ok((false, inout, self.define(name, ty)?))
    }
    fn block(&mut self) -> Parsed<Block> {
        self.nested(|p| {
            p.expect("{")?;
            let mut block = Block::default();
            while !p.eat_word("yield") {
                block.stmts.push(p.stmt()?);
            }
            while !p.eat("}") {
                if !block.results.is_empty() {
                    p.expect(",")?;
                }
                block.results.push(p.operand()?);
            }
            Ok(block)
        })
    }
    fn stmt(&mut self) -> Parsed<Stmt> {
        let mut outs = Vec::new();
        while matches!(self.peek(), Some(Token::Var(_))) {
            outs.push(self.definition()?);
            if !self.eat(",") {
                break;
            }
        }
        if !outs.is_empty() {
            self.expect("=")?;
        }
        Ok(Stmt { outs, op: self.op()?, span: Span::none() })
    }
    fn binders(&mut self) -> Parsed<Vec<Binder>> {
        self.list("[", "]", |p| {
            let name = p.var_name()?;
            p.expect("<")?;
            let extent = p.size()?;
            Ok(Binder { var: p.define(name, Type::scalar(DType::I64))?, extent })
        })
    }
    fn two(&mut self) -> Parsed<(Operand, Operand)> {
        let a = self.operand()?;
        self.expect(",")?;
        Ok((a, self.operand()?))
    }
    fn three(&mut self) -> Parsed<(Operand, Operand, Operand)> {
        let (a, b) = self.two()?;
        self.expect(",")?;
        Ok((a, b, self.operand()?))
    }

    fn op(&mut self) -> Parsed<Op> {
        let word = self.word()?;
        if let Some(op) = UnOp::from_name(&word) {
            return Ok(Op::Unary(op, self.operand()?));
        }
        if let Some(op) = BinOp::from_name(&word) {
            return self.two().map(|(a, b)| Op::Binary(op, a, b));
        }
        if let Some(op) = CmpOp::from_name(&word) {
            return self.two().map(|(a, b)| Op::Compare(op, a, b));
        }
        Ok(match word.as_str() {
            "size" => Op::Size(self.size()?),
            "copy" => Op::Copy(self.operand()?),
            "fma" => self.three().map(|(a, b, c)| Op::Fma(a, b, c))?,
            "convert" => Op::Convert(self.dtype()?, self.operand()?),
            "select" => self.three().map(|(a, b, c)| Op::Select(a, b, c))?,
            "edge" => self.edge()?,
            "index" => self.index()?,
            "assert" => self.assert()?,
            "build" => Op::Build { binders: self.binders()?, body: self.block()? },
            "reduce" => self.reduce()?,
            "scan" => self.scan()?,
            "update" => self.update()?,
            "literal" => Op::Literal {
                dtype: self.dtype()?,
                shape: self.list("[", "]", Self::integer)?,
                elements: self.operands()?,
            },
            "if" => {
                let cond = self.operand()?;
                let then = self.block()?;
                self.expect_word("else")?;
                Op::If { cond, then, otherwise: self.block()? }
            }
            "loop" => self.sequential()?,
            "call" => Op::Call {
                function: self.function_id()?.1,
                sizes: self.list("[", "]", Self::size)?,
                args: self.operands()?,
            },
            "apply" => Op::Apply { function: self.function_id()?.1, args: self.operands()? },
            _ => return self.fail(format!("`{word}` is no operation")),
        })
    }
    fn edge(&mut self) -> Parsed<Op> {
        let word = self.word()?;
        let modes = [EdgeMode::Clamp, EdgeMode::Wrap, EdgeMode::Mirror];
        let Some(mode) = modes.into_iter().find(|mode| crate::print::edge_name(*mode) == word) else {
            return self.fail(format!("`{word}` is no edge mode"));
        };
        let index = self.operand()?;
        self.expect(",")?;
        Ok(Op::Edge { mode, index, extent: self.size()? })
    }
    fn index(&mut self) -> Parsed<Op> {
        let array = self.var()?;
        let items = self.list("[", "]", |p| Ok((p.operand()?, p.eat("?"))))?;
        let (indices, checked) = items.into_iter().unzip();
        Ok(Op::Index { array, indices, checked })
    }
    fn assert(&mut self) -> Parsed<Op> {
        let cond = self.operand()?;
        self.expect(",")?;
        let number = self.number()?;
        let Some(status) = Status::ALL.into_iter().find(|s| u64::try_from(*s as i32) == Ok(number)) else {
            return self.fail(format!("{number} is no status"));
        };
        let Some(Token::Text(message)) = self.peek() else { return self.fail("a message is missing") };
        let message = message.clone();
        self.at += 1;
        Ok(Op::Assert { cond, failure: Failure { status, message, args: self.operands()? } })
    }
    fn reducer(&mut self) -> Parsed<Reducer> {
        let word = self.word()?;
        Ok(match word.as_str() {
            "sum_of_products" => Reducer::SumOfProducts,
            "argmin" => Reducer::ArgMin,
            "argmax" => Reducer::ArgMax,
            "user" => {
                let init = self.operands()?;
                let params = self.list("(", ")", Self::definition)?;
                Reducer::User { init, combine: Lambda { params, body: self.block()? } }
            }
            _ => match BinOp::from_name(&word) {
                Some(op) => Reducer::Op(op),
                None => return self.fail(format!("`{word}` does not reduce")),
            },
        })
    }
    fn reduce(&mut self) -> Parsed<Op> {
        let form = match self.word()?.as_str() {
            "loop" => Form::Loop,
            "array" => Form::Array,
            _ => return self.fail("`loop` or `array` is missing"),
        };
        let reducer = self.reducer()?;
        Ok(Op::Reduce { binders: self.binders()?, body: self.block()?, reducer, form })
    }
    fn scan(&mut self) -> Parsed<Op> {
        let reducer = self.reducer()?;
        let mut binders = self.binders()?;
        match binders.pop() {
            Some(binder) if binders.is_empty() => Ok(Op::Scan { binder, body: self.block()?, reducer }),
            _ => self.fail("a scan has one binder"),
        }
    }
    fn update(&mut self) -> Parsed<Op> {
        let array = self.var()?;
        let checked = self.list("[", "]", |p| {
            if p.eat("?") {
                return Ok(true);
            }
            p.expect_word("_").map(|()| false)
        })?;
        let op = match self.peek() {
            Some(Token::Word(word)) => BinOp::from_name(word),
            _ => None,
        };
        self.at += usize::from(op.is_some());
        let distinct = self.eat_word("distinct");
        let apart = self.eat_word("apart");
        Ok(Op::Update { array, binders: self.binders()?, body: self.block()?, op, checked, distinct, apart })
    }
    fn sequential(&mut self) -> Parsed<Op> {
        let carried = self.list("(", ")", |p| {
            let name = p.var_name()?;
            p.expect(":")?;
            let ty = p.ty()?;
            p.expect("=")?;
            let init = p.operand()?;
            Ok((p.define(name, ty)?, init))
        })?;
        let mut binders = self.binders()?;
        let trip = binders.pop();
        if !binders.is_empty() {
            return self.fail("a loop has at most one counter");
        }
        let cond = if self.eat_word("while") { Some(self.block()?) } else { None };
        self.expect_word("do")?;
        let breaks = self.eat_word("breaks");
        let independent = self.eat_word("independent");
        let body = self.block()?;
        Ok(Op::Loop(Box::new(Loop { carried, trip, cond, body, breaks, independent })))
    }
}
