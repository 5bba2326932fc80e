//! Reads the text form that `print` writes; `#` starts a comment.
//!
//! The reader keeps the numbers of values, registers and buffers. A number that nothing defines becomes a nameless
//! `i64`. It checks the form only; `validate` checks the meaning.

mod cursor;
mod op;

use std::collections::BTreeMap;

use abi::Status;
use base::{BinOp, DType, Id, IndexVec, Span};

use crate::ir::{
    Block, Buffer, BufferInfo, For, FuncId, Function, Kernel, Length, LoopKind, Operand, Param, Plan,
    Program, Reduce, Reducer, Register, Scan, Site, SiteInfo, Stmt, Storage, Ty, Value, ValueInfo,
};
use cursor::Cursor;

/// Where and why a text is no program.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ParseError {
    /// Line, from 1.
    pub line: usize,
    /// What was expected.
    pub message: String,
}

impl std::fmt::Display for ParseError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

type Parsed<T> = Result<T, ParseError>;

/// The program that `text` stands for.
///
/// # Errors
/// The first place that is not of the text form.
pub fn parse(text: &str) -> Parsed<Program> {
    let mut cursor = Cursor::new(text);
    let mut program = Program::default();
    while cursor.eat("function") {
        if cursor.function()?.index() != program.functions.len() {
            return Err(cursor.error("functions in order"));
        }
        let (code, result) = code(&mut cursor, |reader| {
            reader.cursor.expect("gives")?;
            reader.operand()
        })?;
        program.functions.push(Function { code, result });
    }
    while !cursor.at_end() {
        cursor.expect("kernel")?;
        program.kernels.push(code(&mut cursor, |_| Ok(()))?.0);
    }
    Ok(program)
}

/// A name with the code in braces behind it, and what `end` reads after that.
fn code<T>(
    cursor: &mut Cursor<'_>,
    end: impl FnOnce(&mut Reader<'_, '_>) -> Parsed<T>,
) -> Parsed<(Kernel, T)> {
    let name = cursor.word()?;
    let span = cursor.span()?;
    cursor.expect("{")?;
    let mut reader = Reader { cursor, values: BTreeMap::new(), registers: BTreeMap::new() };
    let mut params = Vec::new();
    while reader.cursor.eat("param") {
        params.push(reader.param()?);
    }
    let mut buffers = IndexVec::new();
    while reader.cursor.eat("buffer") {
        let info = reader.buffer_info(buffers.len())?;
        buffers.push(info);
    }
    while reader.cursor.eat("register") {
        let (register, name) = reader.cursor.id('$')?;
        reader.cursor.expect(":")?;
        let ty = reader.ty()?;
        reader.registers.insert(register, ValueInfo { ty, name });
    }
    let mut sites = IndexVec::new();
    while reader.cursor.peek("site") {
        let info = reader.site_info(sites.len())?;
        sites.push(info);
    }
    let body = reader.block_end()?;
    let end = end(&mut reader)?;
    let (values, registers) = (fill(reader.values), fill(reader.registers));
    Ok((Kernel { name, params, values, registers, buffers, sites, body, span }, end))
}

/// The entries in order of their numbers, gaps filled.
fn fill<I: Id>(infos: BTreeMap<u32, ValueInfo>) -> IndexVec<I, ValueInfo> {
    let len = infos.keys().next_back().map_or(0, |last| last + 1);
    let nameless = ValueInfo { ty: Ty::scalar(DType::I64), name: String::new() };
    (0..len).map(|id| infos.get(&id).unwrap_or(&nameless).clone()).collect()
}

struct Reader<'a, 't> {
    cursor: &'a mut Cursor<'t>,
    values: BTreeMap<u32, ValueInfo>,
    registers: BTreeMap<u32, ValueInfo>,
}

impl Reader<'_, '_> {
    fn ty(&mut self) -> Parsed<Ty> {
        let word = self.cursor.word()?;
        let (name, lanes) = match word.rsplit_once('x') {
            Some((name, lanes)) => (name, lanes.parse().ok()),
            None => (word.as_str(), Some(1)),
        };
        let dtype = DType::ALL.into_iter().find(|dtype| dtype.name() == name);
        match (dtype, lanes) {
            (Some(dtype), Some(lanes)) if lanes > 0 => Ok(Ty { dtype, lanes }),
            _ => Err(self.cursor.error("a type")),
        }
    }
    fn dtype(&mut self) -> Parsed<DType> {
        let ty = self.ty()?;
        if ty.lanes == 1 { Ok(ty.dtype) } else { Err(self.cursor.error("an element type")) }
    }
    fn value(&mut self) -> Parsed<Value> {
        Ok(Value(self.cursor.id('%')?.0))
    }
    fn register(&mut self) -> Parsed<Register> {
        Ok(Register(self.cursor.id('$')?.0))
    }
    fn buffer(&mut self) -> Parsed<Buffer> {
        Ok(Buffer(self.cursor.id('&')?.0))
    }
    fn define(&mut self, ty: Option<Ty>) -> Parsed<Value> {
        let (id, name) = self.cursor.id('%')?;
        let ty = match ty {
            Some(ty) => ty,
            None => {
                self.cursor.expect(":")?;
                self.ty()?
            }
        };
        if self.values.insert(id, ValueInfo { ty, name }).is_some() {
            return Err(self.cursor.error("a value that is not defined yet"));
        }
        Ok(Value(id))
    }
    /// Items with commas between, up to `end`.
    fn list<T>(&mut self, end: &str, mut one: impl FnMut(&mut Self) -> Parsed<T>) -> Parsed<Vec<T>> {
        let mut items = Vec::new();
        if self.cursor.eat(end) {
            return Ok(items);
        }
        loop {
            items.push(one(self)?);
            if self.cursor.eat(end) {
                return Ok(items);
            }
            self.cursor.expect(",")?;
        }
    }
    /// One or more items with commas between.
    fn some<T>(&mut self, mut one: impl FnMut(&mut Self) -> Parsed<T>) -> Parsed<Vec<T>> {
        let mut items = vec![one(self)?];
        while self.cursor.eat(",") {
            items.push(one(self)?);
        }
        Ok(items)
    }

    fn param(&mut self) -> Parsed<Param> {
        let index = Ty::scalar(DType::I64);
        match self.cursor.word()?.as_str() {
            "scalar" => Ok(Param::Scalar(self.define(None)?)),
            "array" => {
                let buffer = self.buffer()?;
                self.cursor.expect("[")?;
                let extents = self.list("]", |r| r.define(Some(index)))?;
                self.cursor.expect("[")?;
                let strides = self.list("]", |r| r.define(Some(index)))?;
                Ok(Param::Array { buffer, extents, strides })
            }
            "result" => Ok(Param::ScalarPlace(self.buffer()?)),
            "frame" => Ok(Param::Frame(self.define(Some(index))?)),
            "framed" => Ok(Param::FrameArray(self.buffer()?)),
            _ => Err(self.cursor.error("a kind of parameter")),
        }
    }
    fn buffer_info(&mut self, number: usize) -> Parsed<BufferInfo> {
        let (id, name) = self.cursor.id('&')?;
        if id as usize != number {
            return Err(self.cursor.error("buffers in order"));
        }
        self.cursor.expect(":")?;
        let dtype = self.dtype()?;
        let storage = match self.cursor.word()?.as_str() {
            "input" => Storage::Input,
            "output" => Storage::Output,
            "arena" => Storage::Arena,
            "stack" => {
                self.cursor.expect("(")?;
                let elements = self.cursor.number()?;
                self.cursor.expect(")")?;
                Storage::Stack(elements)
            }
            "constant" => {
                self.cursor.expect("[")?;
                Storage::Constant(self.list("]", |r| r.cursor.scalar())?)
            }
            _ => return Err(self.cursor.error("a kind of storage")),
        };
        self.cursor.expect("class")?;
        Ok(BufferInfo { dtype, storage, class: self.cursor.number()?, name })
    }
    fn site(&mut self) -> Parsed<Site> {
        self.cursor.expect("site")?;
        Ok(Site(self.cursor.number()?))
    }
    fn site_info(&mut self, number: usize) -> Parsed<SiteInfo> {
        if self.site()?.index() != number {
            return Err(self.cursor.error("sites in order"));
        }
        let word = self.cursor.word()?;
        let status = Status::ALL.into_iter().find(|status| format!("{status:?}") == word);
        let status = status.ok_or_else(|| self.cursor.error("a status"))?;
        let message = self.cursor.string()?;
        Ok(SiteInfo { status, message, span: self.cursor.span()? })
    }

    /// Statements up to and with the closing brace.
    fn block_end(&mut self) -> Parsed<Block> {
        let mut block = Block::new();
        while !self.cursor.eat("}") {
            block.push(self.stmt()?);
        }
        Ok(block)
    }
    fn block(&mut self) -> Parsed<Block> {
        self.cursor.expect("{")?;
        self.block_end()
    }
    fn mask(&mut self) -> Parsed<Option<Value>> {
        if self.cursor.eat("mask") { Ok(Some(self.value()?)) } else { Ok(None) }
    }
    fn stmt(&mut self) -> Parsed<Stmt> {
        if self.cursor.peek("%") {
            let value = self.define(None)?;
            self.cursor.expect("=")?;
            return Ok(Stmt::Let { value, op: self.op()? });
        }
        match self.cursor.word()?.as_str() {
            "set" => {
                let register = self.register()?;
                self.cursor.expect("=")?;
                Ok(Stmt::Set { register, value: self.operand()?, mask: self.mask()? })
            }
            "store" => {
                let access = self.access()?;
                self.cursor.expect("=")?;
                Ok(Stmt::Store { access, value: self.operand()?, mask: self.mask()? })
            }
            "for" => self.for_loop(),
            "while" => {
                let test = self.block()?;
                self.cursor.expect("holds")?;
                Ok(Stmt::While { test, cond: self.operand()?, body: self.block()? })
            }
            "if" => {
                let cond = self.operand()?;
                let then = self.block()?;
                let otherwise = if self.cursor.eat("else") { self.block()? } else { Block::new() };
                Ok(Stmt::If { cond, then, otherwise })
            }
            "check" => {
                let (ok, site) = (self.operand()?, self.site()?);
                self.cursor.expect("(")?;
                let args = self.list(")", Self::operand)?;
                Ok(Stmt::Check { ok, mask: self.mask()?, site, args })
            }
            "alloc" => {
                let buffer = self.buffer()?;
                self.cursor.expect(",")?;
                let extent = self.poly()?;
                let site = if self.cursor.eat("else") { Some(self.site()?) } else { None };
                Ok(Stmt::Alloc { buffer, extent, site })
            }
            "swap" => {
                let a = self.buffer()?;
                self.cursor.expect(",")?;
                Ok(Stmt::Swap(a, self.buffer()?))
            }
            "reduce" => self.reduce(),
            "scan" => self.scan(),
            _ => Err(self.cursor.error("a statement")),
        }
    }
    fn for_loop(&mut self) -> Parsed<Stmt> {
        let var = self.define(Some(Ty::scalar(DType::I64)))?;
        self.cursor.expect("in")?;
        let lo = self.poly()?;
        self.cursor.expect("..")?;
        let hi = self.poly()?;
        let kind = match self.cursor.word()?.as_str() {
            "serial" => LoopKind::Serial,
            "independent" => LoopKind::Independent,
            "unrolled" => LoopKind::Unrolled,
            "parallel" => LoopKind::Parallel { grain: self.in_parens()? },
            "then_scalar" => LoopKind::ThenScalar(self.in_parens()?),
            "masked" => LoopKind::Masked(self.in_parens()?),
            "vector" => LoopKind::Vector(self.in_parens()?),
            _ => return Err(self.cursor.error("a kind of loop")),
        };
        let span = self.cursor.span()?;
        Ok(Stmt::For(Box::new(For { var, lo, hi, kind, body: self.block()?, span })))
    }
    fn in_parens(&mut self) -> Parsed<u32> {
        self.cursor.expect("(")?;
        let number = self.cursor.number()?;
        self.cursor.expect(")")?;
        Ok(number)
    }
    fn binder(&mut self) -> Parsed<(Value, crate::ir::Affine)> {
        let var = self.define(Some(Ty::scalar(DType::I64)))?;
        self.cursor.expect("in")?;
        Ok((var, self.poly()?))
    }
    fn reduce(&mut self) -> Parsed<Stmt> {
        let results = self.some(Self::register)?;
        let into = if self.cursor.eat("into") { Some(self.buffer()?) } else { None };
        self.cursor.expect("over")?;
        let binders = self.some(Self::binder)?;
        let array_form = match self.cursor.word()?.as_str() {
            "array" => true,
            "loop" => false,
            _ => return Err(self.cursor.error("`array` or `loop`")),
        };
        let mut reducer = self.reducer()?;
        let empty = if self.cursor.eat("empty") { Some(self.site()?) } else { None };
        let plan = self.plan()?;
        let strip = if self.cursor.eat("strip") { Some(self.in_parens()?) } else { None };
        let length = match () {
            () if self.cursor.eat("short") => Length::Short,
            () if self.cursor.eat("long") => Length::Long,
            () => Length::Any,
        };
        let span = self.cursor.span()?;
        let body = self.block()?;
        self.combine(&mut reducer)?;
        self.cursor.expect("leaves")?;
        let leaves = self.some(Self::operand)?;
        let reduce = Reduce {
            results,
            into,
            binders,
            body,
            leaves,
            reducer,
            array_form,
            empty,
            plan,
            strip,
            length,
            span,
        };
        Ok(Stmt::Reduce(Box::new(reduce)))
    }
    fn scan(&mut self) -> Parsed<Stmt> {
        self.cursor.expect("over")?;
        let binder = self.binder()?;
        let mut reducer = self.reducer()?;
        let plan = self.plan()?;
        let span = self.cursor.span()?;
        let body = self.block()?;
        self.combine(&mut reducer)?;
        self.cursor.expect("leaves")?;
        let leaves = self.some(Self::operand)?;
        self.cursor.expect("to")?;
        let outputs = self.some(Self::access)?;
        Ok(Stmt::Scan(Box::new(Scan { binder, body, leaves, reducer, outputs, plan, span })))
    }
    fn plan(&mut self) -> Parsed<Plan> {
        if self.cursor.eat("lanes") {
            Ok(Plan::Lanes)
        } else if self.cursor.eat("parallel") {
            Ok(Plan::Parallel(self.in_parens()?))
        } else {
            Ok(Plan::Serial)
        }
    }
    fn reducer(&mut self) -> Parsed<Reducer> {
        Ok(match self.cursor.word()?.as_str() {
            "sumproduct" => Reducer::SumOfProducts,
            "argmin" => Reducer::ArgMin,
            "argmax" => Reducer::ArgMax,
            "user" => {
                self.cursor.expect("(")?;
                let init = self.list(")", Self::operand)?;
                let (left, right, body, result) = Default::default();
                Reducer::User { init, left, right, body, result }
            }
            name => match BinOp::from_name(name) {
                Some(op) => Reducer::Op(op),
                None => return Err(self.cursor.error("an operator")),
            },
        })
    }
    /// The rest of a user's operator.
    fn combine(&mut self, reducer: &mut Reducer) -> Parsed<()> {
        let Reducer::User { left, right, body, result, .. } = reducer else { return Ok(()) };
        self.cursor.expect("combine")?;
        self.cursor.expect("(")?;
        *left = self.list(")", |r| r.define(None))?;
        self.cursor.expect(",")?;
        self.cursor.expect("(")?;
        *right = self.list(")", |r| r.define(None))?;
        *body = self.block()?;
        self.cursor.expect("gives")?;
        *result = self.some(Self::operand)?;
        Ok(())
    }
    fn operand(&mut self) -> Parsed<Operand> {
        if self.cursor.peek("%") {
            Ok(Operand::Value(self.value()?))
        } else {
            Ok(Operand::Const(self.cursor.scalar()?))
        }
    }
}

impl ParseError {
    fn expected(line: usize, what: &str, found: &str) -> Self {
        Self { line, message: format!("expected {what}, found `{found}`") }
    }
}

impl Cursor<'_> {
    fn function(&mut self) -> Parsed<FuncId> {
        self.expect("fn")?;
        Ok(FuncId(self.number()?))
    }
    /// `@file:lo..hi`, or nothing.
    fn span(&mut self) -> Parsed<Span> {
        if !self.eat("@") {
            return Ok(Span::none());
        }
        let file = self.number()?;
        self.expect(":")?;
        let lo = self.number()?;
        self.expect("..")?;
        Ok(Span { file: base::FileId(file), lo, hi: self.number()?, caller: None })
    }
}
