//! What the compiler decided, as data: from the schedule, the checks that are left and the optimiser's remarks.

use std::collections::BTreeMap;

use base::Span;
use loops::ir::{Block, For, Kernel, LoopKind, Op, Operand, Plan, Reduce, Reducer, Scan, Stmt, Value};
use loops::schedule::{KernelSchedule, Part};
use loops::{Level, Target, visit};

use crate::error::Outcome;
use crate::pipeline::{self, Options, Times};
use crate::source::Source;

/// What is known of one entry point.
pub(crate) struct KernelFacts {
    /// The function in the source.
    pub(crate) function: String,
    /// The entry point.
    pub(crate) symbol: String,
    /// Where the function is defined.
    pub(crate) span: Span,
    /// In no particular order.
    pub(crate) facts: Vec<Fact>,
    /// The innermost loops, reductions and scans that do not run in lanes, and why.
    pub(crate) unlaned: Vec<(Span, &'static str)>,
}

/// One decision about a place.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Fact {
    pub(crate) span: Span,
    pub(crate) kind: Kind,
}

/// What was decided.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Kind {
    /// A loop over a variable.
    Loop { variable: String, how: How, threads: Threads },
    /// A reduction or a scan.
    Fold { what: String, how: How, threads: Threads },
    /// A check that is made when the program runs.
    Check {
        message: String,
        /// Whether it runs again and again, in some loop.
        repeated: bool,
        why: &'static str,
    },
    /// An array that is stored between loops.
    Temporary { name: String, elements: String },
    /// A sentence of a pass.
    Remark { pass: &'static str, message: String },
}

/// How iterations follow each other.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum How {
    /// Side by side; how many, if the loop itself decides it.
    Lanes(Option<u32>),
    /// So many rows at a time, and lanes inside.
    Tiles(u32),
    /// One after another, and why.
    Serial(&'static str),
    /// Written out.
    Unrolled,
}

/// Whether threads share the iterations.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Threads {
    /// They do, in parts of so many iterations; none where the part follows from sizes at run time.
    Shared(Option<i64>),
    /// They do not, and why.
    No(&'static str),
}

/// Compiles as far as the schedule, and looks.
///
/// # Errors
/// A program that is too large.
pub(crate) fn collect(source: &Source, level: Level) -> Outcome<Vec<KernelFacts>> {
    let options = Options { levels: vec![level], ..Options::default() };
    let middle = pipeline::middle(source, &options, &mut Times::default())?;
    let program = loops::lower(&middle.program);
    let schedule = loops::schedule(&program, &Target::of(level));
    let mut all: Vec<KernelFacts> = Vec::new();
    for (kernel, decided) in program.kernels.iter().zip(&schedule.kernels) {
        let function = source
            .checked
            .interface
            .functions
            .iter()
            .find(|function| function.instances.iter().any(|instance| instance.symbol == kernel.name));
        let function = function.map_or_else(|| kernel.name.clone(), |function| function.name.clone());
        let mut looker =
            Looker { kernel, decided, defined: BTreeMap::new(), facts: Vec::new(), unlaned: Vec::new() };
        looker.block(&kernel.body, Place::default());
        let (mut facts, unlaned) = (looker.facts, looker.unlaned);
        facts.extend(obstacles(decided));
        all.push(KernelFacts { function, symbol: kernel.name.clone(), span: kernel.span, facts, unlaned });
    }
    for remark in &middle.remarks {
        let fact = Fact {
            span: remark.span,
            kind: Kind::Remark { pass: remark.pass, message: remark.message.clone() },
        };
        // A remark is about the functions around its place, or about all if it is about the library.
        let is_about = |kernel: &KernelFacts| {
            let of_file = kernel.span.file != remark.span.file;
            of_file || starts_of(&all, kernel.span, remark.span)
        };
        let about: Vec<usize> = (0..all.len()).filter(|at| is_about(&all[*at])).collect();
        for at in about {
            all[at].facts.push(fact.clone());
        }
    }
    for kernel in &mut all {
        kernel.facts.sort_by_key(|fact| (fact.span.file, fact.span.lo, fact.span.hi));
        let mut seen: Vec<Fact> = Vec::new();
        kernel.facts.retain(|fact| {
            let is_new = !seen.contains(fact);
            seen.push(fact.clone());
            is_new
        });
    }
    Ok(all)
}

/// Whether `place` stands behind the function that begins at `own`, and behind no later one.
fn starts_of(all: &[KernelFacts], own: Span, place: Span) -> bool {
    let last = all.iter().filter(|k| k.span.file == place.file && k.span.lo <= place.lo).map(|k| k.span.lo);
    last.max() == Some(own.lo)
}

/// Why loops that could have run in lanes do not.
fn obstacles(decided: &KernelSchedule) -> impl Iterator<Item = Fact> + '_ {
    let of_lanes = decided.remarks.iter().filter(|(_, text)| text.starts_with("not in lanes"));
    of_lanes.map(|(span, text)| Fact {
        span: *span,
        kind: Kind::Remark { pass: loops::schedule::NAME, message: text.clone() },
    })
}

/// What is around a statement.
#[derive(Clone, Copy, Default)]
struct Place {
    in_loop: bool,
    lanes: bool,
    threads: bool,
}

struct Looker<'a> {
    kernel: &'a Kernel,
    decided: &'a KernelSchedule,
    /// What gives each value that was seen.
    defined: BTreeMap<Value, &'a Op>,
    facts: Vec<Fact>,
    unlaned: Vec<(Span, &'static str)>,
}

impl<'a> Looker<'a> {
    fn block(&mut self, block: &'a Block, place: Place) {
        for stmt in block {
            match stmt {
                Stmt::Let { value, op } => {
                    self.defined.insert(*value, op);
                }
                Stmt::For(l) => self.for_loop(l, place),
                Stmt::Reduce(reduce) => self.reduce(reduce, place),
                Stmt::Scan(scan) => self.scan(scan, place),
                Stmt::Check { site, args, .. } => {
                    let info = &self.kernel.sites[*site];
                    let of_data = args.iter().any(|arg| self.depends_on_data(arg, 16));
                    let why = match info.status {
                        abi::Status::Assert => "the program asserts it",
                        abi::Status::Divide => "the divisor is not known to be other than 0",
                        _ if of_data => "it depends on data",
                        _ => "the sizes do not prove that it holds",
                    };
                    let kind =
                        Kind::Check { message: without_numbers(&info.message), repeated: place.in_loop, why };
                    self.facts.push(Fact { span: info.span, kind });
                }
                Stmt::Alloc { buffer, extent, .. } => {
                    let name = self.kernel.buffers[*buffer].name.clone();
                    let elements = self.readable(&extent.to_string());
                    self.facts
                        .push(Fact { span: self.kernel.span, kind: Kind::Temporary { name, elements } });
                }
                other => {
                    let inner = match other {
                        Stmt::While { body, .. } => {
                            self.innermost(
                                body,
                                self.kernel.span,
                                "a `while` goes on until its data say so",
                                place,
                            );
                            Place { in_loop: true, ..place }
                        }
                        _ => place,
                    };
                    visit::blocks(other).into_iter().for_each(|block| self.block(block, inner));
                }
            }
        }
    }

    fn for_loop(&mut self, l: &'a For, place: Place) {
        let choice = self.decided.loops.get(&l.var);
        let kind = choice.map_or(l.kind, |choice| choice.kind);
        let rows = choice.and_then(|choice| choice.rows);
        // Strips of rows are made for threads; inside of another such loop they run in turn.
        let strips = matches!(l.kind, LoopKind::Parallel { .. });
        let free = l.kind == LoopKind::Independent || strips;
        let how = match (rows, kind.lanes(), kind) {
            (Some(rows), ..) => How::Tiles(rows),
            (_, Some(width), _) => How::Lanes(Some(width)),
            (.., LoopKind::Unrolled) => How::Unrolled,
            _ if !free => How::Serial("each iteration needs the one before"),
            _ if place.lanes => How::Serial("the loop around it runs in lanes"),
            _ if self.has_lanes_inside(&l.body) => How::Serial("what is inside runs in lanes"),
            _ => How::Serial("its iterations do not run in lanes"),
        };
        let threads = match choice.and_then(|choice| choice.parts.as_ref()) {
            Some(Part::Constant(n)) => Threads::Shared(Some(*n)),
            Some(Part::ByWork(..)) => Threads::Shared(None),
            None if !free => Threads::No("its iterations wait for each other"),
            None if strips && choice.is_none() => Threads::Shared(None),
            None if place.threads => Threads::No("the loop around it runs on threads"),
            None => Threads::No("too little work"),
        };
        let inner = Place {
            in_loop: true,
            lanes: place.lanes || matches!(how, How::Lanes(_) | How::Tiles(_)),
            threads: place.threads || matches!(threads, Threads::Shared(_)),
        };
        if let How::Serial(why) = how {
            self.innermost(&l.body, l.span, why, place);
        }
        let variable = self.kernel.values[l.var].name.clone();
        self.facts.push(Fact { span: l.span, kind: Kind::Loop { variable, how, threads } });
        self.block(&l.body, inner);
    }

    /// Notes a loop that does not run in lanes, where nothing in it or around it does or could.
    fn innermost(&mut self, body: &Block, span: Span, why: &'static str, place: Place) {
        let mut is_innermost = !place.lanes;
        visit::stmts(body, &mut |stmt| {
            let is_loop = matches!(stmt, Stmt::For(_) | Stmt::While { .. } | Stmt::Reduce(_) | Stmt::Scan(_));
            is_innermost &= !is_loop;
        });
        if is_innermost {
            self.unlaned.push((span, why));
        }
    }

    /// Whether something in the block runs in lanes.
    fn has_lanes_inside(&self, block: &Block) -> bool {
        let mut found = false;
        visit::stmts(block, &mut |stmt| {
            found |= match stmt {
                Stmt::For(l) => {
                    let choice = self.decided.loops.get(&l.var);
                    choice.is_some_and(|c| c.rows.is_some() || c.kind.lanes().is_some())
                }
                Stmt::Reduce(reduce) => self.plan_of(reduce) != Plan::Serial,
                Stmt::Scan(scan) => {
                    self.decided.scans.get(&scan.binder.0).is_some_and(|p| *p != Plan::Serial)
                }
                _ => false,
            };
        });
        found
    }

    fn plan_of(&self, reduce: &Reduce) -> Plan {
        self.decided.reductions.get(&reduce.results[0]).copied().unwrap_or_default()
    }

    /// Whether the language puts the leaves in the order of a loop.
    fn is_in_order(&self, reduce: &Reduce) -> bool {
        let is_sum = match &reduce.reducer {
            Reducer::Op(op) => matches!(op, base::BinOp::Add | base::BinOp::Mul),
            reducer => matches!(reducer, Reducer::SumOfProducts),
        };
        let dtype = self.kernel.operand_ty(reduce.leaves[0]).dtype;
        is_sum && dtype.is_float() && !reduce.array_form
    }

    fn reduce(&mut self, reduce: &'a Reduce, place: Place) {
        let what = match &reduce.reducer {
            Reducer::Op(op) => format!("reduction by {op}"),
            Reducer::SumOfProducts => "sum of products".to_string(),
            Reducer::ArgMin => "argmin".to_string(),
            Reducer::ArgMax => "argmax".to_string(),
            Reducer::User { .. } => "reduction by a function".to_string(),
        };
        let why = if matches!(reduce.reducer, Reducer::User { .. }) {
            "a function of the program is applied in order"
        } else if place.lanes {
            "each lane has its own"
        } else if self.has_lanes_inside(&reduce.body) {
            "what is inside runs in lanes"
        } else if self.is_in_order(reduce) {
            "sums over a `for` have the order of a loop; one over an array would not"
        } else {
            "its leaves are few, or far apart in memory"
        };
        let plan = self.plan_of(reduce);
        if plan == Plan::Serial {
            self.innermost(&reduce.body, reduce.span, why, place);
        }
        self.fold(reduce.span, what, plan, why, place);
        let inner = Place {
            in_loop: true,
            lanes: place.lanes || plan != Plan::Serial,
            threads: place.threads || matches!(plan, Plan::Parallel(_)),
        };
        self.block(&reduce.body, inner);
    }

    fn scan(&mut self, scan: &'a Scan, place: Place) {
        let plan = self.decided.scans.get(&scan.binder.0).copied().unwrap_or_default();
        let why = if place.lanes { "each lane has its own" } else { "each prefix needs the one before" };
        if plan == Plan::Serial {
            self.innermost(&scan.body, scan.span, why, place);
        }
        self.fold(scan.span, "scan".to_string(), plan, why, place);
        let inner = Place { in_loop: true, lanes: place.lanes || plan != Plan::Serial, ..place };
        self.block(&scan.body, inner);
    }

    fn fold(&mut self, span: Span, what: String, plan: Plan, why: &'static str, place: Place) {
        let how = if plan == Plan::Serial { How::Serial(why) } else { How::Lanes(None) };
        let threads = match plan {
            Plan::Parallel(_) => Threads::Shared(None),
            _ if place.threads => Threads::No("the loop around it runs on threads"),
            Plan::Lanes => Threads::No("too little work"),
            Plan::Serial => Threads::No("it is computed in order"),
        };
        self.facts.push(Fact { span, kind: Kind::Fold { what, how, threads } });
    }

    /// Whether an operand was loaded, or computed from something that was.
    fn depends_on_data(&self, operand: &Operand, depth: u32) -> bool {
        let Operand::Value(value) = operand else { return false };
        self.value_depends_on_data(*value, depth)
    }

    fn value_depends_on_data(&self, value: Value, depth: u32) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return false };
        let of = |operand: &Operand| self.depends_on_data(operand, depth);
        match self.defined.get(&value) {
            Some(Op::Load(..) | Op::Get(_)) => true,
            Some(Op::Index(poly)) => {
                poly.vars().into_iter().any(|var| self.value_depends_on_data(var, depth))
            }
            Some(Op::Unary(_, a) | Op::Convert(_, a)) => of(a),
            Some(Op::Binary(_, a, b) | Op::Compare(_, a, b)) => of(a) || of(b),
            Some(Op::Select(a, b, c) | Op::Fma(a, b, c)) => of(a) || of(b) || of(c),
            _ => false,
        }
    }

    /// A polynomial with the names of its variables without their numbers.
    fn readable(&self, poly: &str) -> String {
        let mut text = String::new();
        let mut rest = poly;
        while let Some(at) = rest.find('%') {
            text.push_str(&rest[..at]);
            let digits = rest[at + 1..].find(|c: char| !c.is_ascii_digit());
            let end = digits.map_or(rest.len(), |digits| at + 1 + digits);
            let number: Option<u32> = rest[at + 1..end].parse().ok();
            match number.map(Value).filter(|value| (value.0 as usize) < self.kernel.values.len()) {
                Some(value) => text.push_str(&self.kernel.values[value].name),
                None => text.push_str(&rest[at..end]),
            }
            rest = &rest[end..];
        }
        text + rest
    }
}

/// A message without its numbers, which only a call knows: `index {0} is outside` as `index … is outside`.
fn without_numbers(message: &str) -> String {
    let mut parts = message.split('{');
    let mut text = parts.next().unwrap_or_default().to_string();
    for part in parts {
        match part.split_once('}') {
            Some((number, rest)) if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) => {
                text += "…";
                text += rest;
            }
            _ => {
                text.push('{');
                text += part;
            }
        }
    }
    text
}
