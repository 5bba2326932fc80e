//! What all functions of one compilation share: definitions, instances, diagnostics.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use base::{Code, DType, Diagnostic, IndexVec, SourceMap, Span};
use syntax::ast;

use crate::body::Special;
use crate::header::{self, Header};
use crate::typed::{self, FunctionId};
use crate::{Fast, body, recursion};

base::id!(
    /// A function as it is written.
    DefId, "def"
);

/// Most instances of one compilation, where function arguments make them.
const MAX_INSTANCES: usize = 20_000;

/// A function as it is written, in the user's module or the prelude.
pub(crate) struct Def<'a> {
    pub(crate) function: &'a ast::Function,
    pub(crate) item: &'a ast::Item,
    pub(crate) in_prelude: bool,
    /// The headers that were asked for, by the ranks of what is written `..s`.
    headers: BTreeMap<Vec<usize>, Option<Rc<Header>>>,
}

/// One instance of a [`Def`]: asked for, and checked later.
pub(crate) struct Instance {
    pub(crate) def: DefId,
    pub(crate) header: Rc<Header>,
    /// The types of the header's type variables.
    pub(crate) dtypes: Vec<DType>,
    pub(crate) exported: bool,
    /// What makes it an instance of one call.
    pub(crate) special: Option<Rc<Special>>,
    /// What it calls, and where.
    pub(crate) calls: Vec<(FunctionId, Span)>,
    pub(crate) checked: Option<typed::Function>,
}

/// The state of one compilation.
pub(crate) struct Program<'a> {
    pub(crate) sources: &'a SourceMap,
    pub(crate) fast: Fast,
    pub(crate) defs: IndexVec<DefId, Def<'a>>,
    /// Definitions of the user's module and of the prelude, by name.
    user: BTreeMap<&'a str, Vec<DefId>>,
    prelude: BTreeMap<&'a str, Vec<DefId>>,
    /// Those of the prelude that are not public: only the prelude sees them.
    hidden: BTreeMap<&'a str, Vec<DefId>>,
    /// Names of records, which are refused where they are defined and silent where they are used.
    pub(crate) records: BTreeSet<&'a str>,
    pub(crate) instances: IndexVec<FunctionId, Instance>,
    by_types: BTreeMap<(DefId, Vec<usize>, Vec<DType>), FunctionId>,
    queue: VecDeque<FunctionId>,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// What has been said where, so that the instances of a function do not repeat each other.
    said: BTreeSet<(Code, Option<Span>)>,
}

impl<'a> Program<'a> {
    pub(crate) fn new(sources: &'a SourceMap, module: &'a ast::Module, prelude: &'a [ast::Module]) -> Self {
        let mut program = Self {
            sources,
            fast: Fast::default(),
            defs: IndexVec::new(),
            user: BTreeMap::new(),
            prelude: BTreeMap::new(),
            hidden: BTreeMap::new(),
            records: BTreeSet::new(),
            instances: IndexVec::new(),
            by_types: BTreeMap::new(),
            queue: VecDeque::new(),
            diagnostics: Vec::new(),
            said: BTreeSet::new(),
        };
        prelude.iter().for_each(|module| program.define(module, true));
        program.define(module, false);
        program
    }

    fn define(&mut self, module: &'a ast::Module, in_prelude: bool) {
        for item in &module.items {
            match &item.kind {
                ast::ItemKind::Function(function) => {
                    let def = self.defs.push(Def { function, item, in_prelude, headers: BTreeMap::new() });
                    let names = match (in_prelude, item.public) {
                        (false, _) => &mut self.user,
                        (true, true) => &mut self.prelude,
                        (true, false) => &mut self.hidden,
                    };
                    names.entry(function.name.as_str()).or_default().push(def);
                }
                ast::ItemKind::Struct(record) => {
                    self.records.insert(record.name.as_str());
                }
                _ => {}
            }
        }
    }

    /// The definitions that `name` means in a module: its own hide the prelude's.
    pub(crate) fn lookup(&self, name: &str, in_prelude: bool) -> &[DefId] {
        match self.user.get(name) {
            Some(defs) if !in_prelude => defs,
            _ => match self.hidden.get(name) {
                Some(defs) if in_prelude => defs,
                _ => self.lookup_prelude(name),
            },
        }
    }

    /// The prelude's public definitions of `name`.
    pub(crate) fn lookup_prelude(&self, name: &str) -> &[DefId] {
        self.prelude.get(name).map_or(&[], Vec::as_slice)
    }

    /// The names of all functions that a module sees.
    pub(crate) fn function_names(&self) -> impl Iterator<Item = &'a str> {
        self.user.keys().chain(self.prelude.keys()).copied()
    }

    /// The user's functions by name, in the order of the names.
    pub(crate) fn user_functions(&self) -> Vec<(&'a str, Vec<DefId>)> {
        self.user.iter().map(|(name, defs)| (*name, defs.clone())).collect()
    }

    /// The header of a definition for these ranks of what is written `..s`; none if it has mistakes, which have been
    /// told.
    pub(crate) fn header(&mut self, def: DefId, ranks: &[usize]) -> Option<Rc<Header>> {
        if let Some(header) = self.defs[def].headers.get(ranks) {
            return header.clone();
        }
        let function = self.defs[def].function;
        let (header, diagnostics) = header::read_header(function, &self.records, ranks);
        diagnostics.into_iter().for_each(|d| self.report(d));
        let header = header.map(Rc::new);
        self.defs[def].headers.insert(ranks.to_vec(), header.clone());
        header
    }

    /// The headers of a definition for all ranks of what is written `..s` that an export has; of most functions one.
    pub(crate) fn headers(&mut self, def: DefId) -> Vec<Rc<Header>> {
        let n_rests = header::rest_names(self.defs[def].function).len();
        // One header for a mistake in it, and to count the instances.
        if self.header(def, &vec![1; n_rests]).is_none() {
            return Vec::new();
        }
        let mut ranks: Vec<Vec<usize>> = vec![Vec::new()];
        for _ in 0..n_rests {
            let with =
                |ranks: &Vec<usize>| header::REST_RANKS.map(|r| [ranks.as_slice(), &[r]].concat()).collect();
            ranks = ranks.iter().flat_map(|ranks| -> Vec<Vec<usize>> { with(ranks) }).collect();
        }
        ranks.iter().filter_map(|ranks| self.header(def, ranks)).collect()
    }

    /// The instance of `def` for these types; it will be checked.
    pub(crate) fn instance(&mut self, def: DefId, header: &Rc<Header>, dtypes: Vec<DType>) -> FunctionId {
        let key = (def, header.rest_ranks(), dtypes.clone());
        if let Some(&id) = self.by_types.get(&key) {
            return id;
        }
        let exported = self.defs[def].item.public && !self.defs[def].in_prelude;
        let instance = Instance {
            def,
            header: Rc::clone(header),
            dtypes,
            exported,
            special: None,
            calls: Vec::new(),
            checked: None,
        };
        let id = self.instances.push(instance);
        self.by_types.insert(key, id);
        self.queue.push_back(id);
        id
    }

    /// An instance of `def` for one call with function arguments; none if that would go on for ever.
    pub(crate) fn special_instance(
        &mut self,
        def: DefId,
        header: &Rc<Header>,
        dtypes: Vec<DType>,
        special: Special,
        span: Span,
    ) -> Option<FunctionId> {
        let mut owner = special.owner;
        while let Some(id) = owner {
            let instance = &self.instances[id];
            let is_argument = instance.special.as_ref().is_some_and(|special| special.body.is_some());
            if instance.def == def && !is_argument {
                recursion::refuse_circle(self, def, span);
                return None;
            }
            owner = instance.special.as_ref().and_then(|special| special.owner);
        }
        let instance = Instance {
            def,
            header: Rc::clone(header),
            dtypes,
            exported: false,
            special: Some(Rc::new(special)),
            calls: Vec::new(),
            checked: None,
        };
        self.push_special(instance, span)
    }

    /// An instance of a function argument, called in the instance `caller`.
    pub(crate) fn argument_instance(
        &mut self,
        caller: FunctionId,
        header: Rc<Header>,
        special: Special,
        span: Span,
    ) -> Option<FunctionId> {
        let def = self.instances[special.owner.unwrap_or(caller)].def;
        let dtypes = header.generics.iter().map(|generic| generic.set[0]).collect();
        let special = Some(Rc::new(special));
        let instance =
            Instance { def, header, dtypes, exported: false, special, calls: Vec::new(), checked: None };
        self.push_special(instance, span)
    }

    fn push_special(&mut self, instance: Instance, span: Span) -> Option<FunctionId> {
        if self.instances.len() >= MAX_INSTANCES {
            let message =
                format!("functions with function arguments are called in more than {MAX_INSTANCES} ways");
            let error = Diagnostic::error(Code::E0115, message)
                .primary(span, "this call is one too many")
                .note("each argument that is a function makes another function of the one it is given to");
            self.report(error);
            return None;
        }
        let id = self.instances.push(instance);
        self.queue.push_back(id);
        Some(id)
    }

    /// The instance of `def` for these types, if there is one.
    pub(crate) fn find_instance(&self, def: DefId, header: &Header, dtypes: &[DType]) -> Option<FunctionId> {
        self.by_types.get(&(def, header.rest_ranks(), dtypes.to_vec())).copied()
    }

    /// Checks every instance of the user's functions and whatever those reach.
    pub(crate) fn check_all(&mut self) {
        let user: Vec<DefId> =
            self.defs.iter_ids().filter(|(_, d)| !d.in_prelude).map(|(id, _)| id).collect();
        for def in user {
            for header in self.headers(def).into_iter().filter(|header| header.functions.is_empty()) {
                for dtypes in header.instances() {
                    self.instance(def, &header, dtypes);
                }
            }
        }
        while let Some(id) = self.queue.pop_front() {
            let (function, calls) = body::check_function(self, id);
            let instance = &mut self.instances[id];
            instance.checked = Some(function);
            instance.calls = calls;
        }
        recursion::refuse_recursion(self);
    }

    /// Tells it, unless the same has been said of the same place.
    pub(crate) fn report(&mut self, diagnostic: Diagnostic) {
        if self.said.insert((diagnostic.code, diagnostic.span())) {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Whether a mistake of that kind has been told of that place.
    pub(crate) fn has_said(&self, code: Code, span: Span) -> bool {
        self.said.contains(&(code, Some(span)))
    }

    /// The source text at `span`, on one line.
    pub(crate) fn source_text(&self, span: Span) -> String {
        let text =
            self.sources.get(span.file).and_then(|file| file.text.get(span.lo as usize..span.hi as usize));
        text.unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
