//! Complete groups of strided accesses become contiguous ones and shuffles.
//!
//! ```text
//! %r: u8x16 = load &p[b; step 3]   %g: u8x16 = load &p[b + 1; step 3]   %b: u8x16 = load &p[b + 2; step 3]
//!     =>
//! %0 = load &p[b; lanes]   %1 = load &p[b + 16; lanes]   %2 = load &p[b + 32; lanes]
//! %r = shuffle …   %g = shuffle …   %b = shuffle …
//! ```
//!
//! The same elements are touched, not one more: a mask of the first n lanes becomes one of the first `step * n`
//! elements. Stores likewise. Loads of which some offsets are missing read what lies between the first element and the
//! last one; where the rows would end behind that, the last chunk begins earlier.
//!
//! Declines: stores that lack an offset, and loads that do with large steps; other masks, steps above 16, bools; loads
//! from memory that the kernel may write, stores with a load, a store of other elements, a check or a block between them.

mod network;

use std::collections::{BTreeMap, BTreeSet};

use base::{DType, Pass, PassCx, fault};

use crate::build::{Builder, constant, poly_of};
use crate::ir::{
    Access, Affine, Block, Buffer, Kernel, Lanes, Op, Operand, Param, Program, Stmt, Storage, Ty, Value,
};
use crate::visit;
pub(super) use network::Network;

/// The pass.
pub const DEINTERLEAVE: Pass<Program> = Pass { name: "deinterleave", run };

/// The largest step.
const STEPS: i64 = 16;

fn run(program: &mut Program, _: &mut PassCx) {
    super::rebuild(program, |b, block| {
        let facts = Facts::of(&b.kernel, &block);
        rewrite(b, block, &facts);
    });
}

/// What holds in the whole kernel.
struct Facts {
    /// How many lanes a mask has, where it is of the first so many.
    first: BTreeMap<Value, Operand>,
    /// Buffers that keep their elements.
    constant: BTreeSet<Buffer>,
}

impl Facts {
    fn of(kernel: &Kernel, body: &Block) -> Self {
        // The arguments of a lifted scalar function may be the memory of its results.
        let lifted = kernel.params.iter().any(|param| matches!(param, Param::Frame(_)));
        let keeps = |storage: &Storage| matches!(storage, Storage::Input) && !lifted;
        let buffers = kernel.buffers.iter_ids().filter(|(_, info)| keeps(&info.storage));
        let mut facts = Self { first: BTreeMap::new(), constant: buffers.map(|(id, _)| id).collect() };
        visit::stmts(body, &mut |stmt| match stmt {
            Stmt::Let { value, op: Op::FirstLanes(n, _) } => {
                facts.first.insert(*value, *n);
            }
            Stmt::Swap(a, b) => {
                facts.constant.remove(a);
                facts.constant.remove(b);
            }
            _ => {}
        });
        facts
    }
}

/// What accesses of one group have in common.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Key {
    buffer: Buffer,
    /// The base without its constant term.
    base: Affine,
    step: i64,
    mask: Option<Value>,
    lanes: u32,
}

/// Accesses that become contiguous ones.
struct Group {
    key: Key,
    /// The least constant term.
    offset: i64,
    /// Loads: what is defined, stores: what is stored, in the order of the constant terms.
    members: Vec<Option<Operand>>,
}

/// Accesses with one key: constant term to statement and value.
type Members = BTreeMap<i64, (usize, Operand)>;

fn rewrite(b: &mut Builder, block: Block, facts: &Facts) {
    let (groups, mut dropped) = groups(&b.kernel, &block, facts);
    for (number, mut stmt) in block.into_iter().enumerate() {
        for inner in visit::blocks_mut(&mut stmt) {
            let taken = std::mem::take(inner);
            b.open();
            rewrite(b, taken, facts);
            *inner = b.close();
        }
        if let Some(groups) = groups.get(&number) {
            for group in groups {
                match stmt {
                    Stmt::Store { .. } => store(b, group, facts),
                    _ => load(b, group, facts),
                }
            }
        }
        if !dropped.remove(&number) {
            b.push(stmt);
        }
    }
}

/// The groups of a block by the statement that they take the place of, and the statements that go.
fn groups(kernel: &Kernel, block: &Block, facts: &Facts) -> (BTreeMap<usize, Vec<Group>>, BTreeSet<usize>) {
    let mut found = Found::default();
    let mut loads: BTreeMap<Key, Members> = BTreeMap::new();
    let mut stores: BTreeMap<Key, Members> = BTreeMap::new();
    let class = |buffer: Buffer| kernel.buffers[buffer].class;
    for (number, stmt) in block.iter().enumerate() {
        match stmt {
            Stmt::Let { value, op: Op::Load(access, mask) } => {
                let same = |key: &Key| class(key.buffer) == class(access.buffer);
                found.stores(&mut stores, |key| same(key) && !fault!(StoresPassLoads));
                let lanes = kernel.values[*value].ty.lanes;
                if let Some((key, offset)) = key(kernel, access, (*mask, lanes), facts)
                    && (facts.constant.contains(&access.buffer) || fault!(WrittenLoadedEarly))
                {
                    let members = loads.entry(key).or_default();
                    members.entry(offset).or_insert((number, (*value).into()));
                }
            }
            Stmt::Let { .. } | Stmt::Set { .. } => {}
            Stmt::Store { access, value, mask } => {
                let lanes = mask.map_or(kernel.operand_ty(*value).lanes, |mask| kernel.values[mask].ty.lanes);
                let own = key(kernel, access, (*mask, lanes), facts);
                let same = |key: &Key| own.as_ref().is_some_and(|(own, _)| own == key);
                found.stores(&mut stores, |key| class(key.buffer) == class(access.buffer) && !same(key));
                if let Some((key, offset)) = own {
                    if stores.get(&key).is_some_and(|members| members.contains_key(&offset)) {
                        found.stores(&mut stores, |other| *other == key);
                    }
                    stores.entry(key).or_default().insert(offset, (number, *value));
                }
            }
            _ if fault!(StoresPassBlocks) => {}
            _ => found.stores(&mut stores, |_| true),
        }
    }
    found.stores(&mut stores, |_| true);
    for (key, members) in loads {
        found.loads(&key, kernel.buffers[key.buffer].dtype, &members);
    }
    (found.groups, found.dropped)
}

/// What an access has in common with others of its group, and its constant term; none where it can be in none.
fn key(
    kernel: &Kernel,
    access: &Access,
    (mask, lanes): (Option<Value>, u32),
    facts: &Facts,
) -> Option<(Key, i64)> {
    let Lanes::Strided(Operand::Const(step)) = access.lanes else { return None };
    let (step, info) = (step.as_i64(), &kernel.buffers[access.buffer]);
    let known = mask.is_none_or(|mask| facts.first.contains_key(&mask));
    if !(2..=STEPS).contains(&step) || info.dtype == DType::Bool || !known || lanes == 1 {
        return None;
    }
    let offset = access.base.terms().find(|(atoms, _)| atoms.is_empty()).map_or(0, |(_, offset)| offset);
    let base = access.base.sub(&constant(offset));
    Some((Key { buffer: access.buffer, base, step, mask, lanes }, offset))
}

#[derive(Default)]
struct Found {
    groups: BTreeMap<usize, Vec<Group>>,
    dropped: BTreeSet<usize>,
}

impl Found {
    /// Takes the stores whose keys `ends` says to end here; those that are complete become groups.
    fn stores(&mut self, open: &mut BTreeMap<Key, Members>, ends: impl Fn(&Key) -> bool) {
        let ended: Vec<Key> = open.keys().filter(|key| ends(key)).cloned().collect();
        for key in ended {
            let Some(members) = open.remove(&key) else { continue };
            let last = members.values().map(|(number, _)| *number).max();
            // Others of the key would write some of the same elements, before or after.
            if let (true, Some(last)) = (is_complete(&members, key.step), last) {
                self.group(&key, &members, last);
            }
        }
    }

    /// Loads of one key, of elements of a type, by windows of neighbouring offsets.
    fn loads(&mut self, key: &Key, dtype: DType, members: &Members) {
        let mut rest = members.clone();
        while let Some((&offset, _)) = rest.first_key_value() {
            let window: Members = rest.range(offset..offset + key.step).map(|(o, m)| (*o, *m)).collect();
            if !is_complete(&window, key.step) && !may_lack(key, dtype) {
                rest.pop_first();
                continue;
            }
            window.keys().for_each(|offset| {
                rest.remove(offset);
            });
            if let Some(first) = window.values().map(|(number, _)| *number).min() {
                self.group(key, &window, first);
            }
        }
    }

    fn group(&mut self, key: &Key, members: &Members, at: usize) {
        self.dropped.extend(members.values().map(|(number, _)| *number));
        let offset = members.keys().next().copied().unwrap_or(0);
        let member = |k: i64| members.get(&(offset + k)).map(|(_, operand)| *operand);
        let members = (0..key.step).map(member).collect();
        self.groups.entry(at).or_default().push(Group { key: key.clone(), offset, members });
    }
}

/// Whether there is one member for each of `step` neighbouring offsets.
fn is_complete(members: &Members, step: i64) -> bool {
    let (first, last) = (members.keys().next(), members.keys().next_back());
    let is_long = i64::try_from(members.len()) == Ok(step);
    is_long && first.zip(last).is_some_and(|(first, last)| last - first == step - 1)
}

/// Whether loads of a key are worth rows and shuffles where some offsets are missing: the elements between cost less than
/// it does to gather.
fn may_lack(key: &Key, dtype: DType) -> bool {
    let most = if dtype.size() <= 4 { 4 } else { 2 };
    // The last chunk has room to begin earlier.
    key.step <= most && i64::from(key.lanes) >= 2 * key.step
}

impl Group {
    /// Elements at the end of the rows that lie behind those of every member.
    fn behind(&self) -> i64 {
        let last = self.members.iter().rposition(Option::is_some);
        let last = last.and_then(|last| i64::try_from(last).ok()).unwrap_or(0);
        self.key.step - 1 - last
    }
    fn network(&self, kernel: &Kernel) -> Network {
        Network::new(kernel.buffers[self.key.buffer].dtype, self.key.lanes, self.members.len())
    }
    /// The access of a chunk of elements, with its mask.
    fn chunk(&self, b: &mut Builder, number: u32, lanes: u32, facts: &Facts) -> (Access, Option<Value>) {
        let done = i64::from(number * lanes);
        let base = self.key.base.add(&constant(self.offset + done));
        let access = Access { buffer: self.key.buffer, base, lanes: Lanes::Contiguous };
        let first = self.key.mask.and_then(|mask| facts.first.get(&mask));
        let mask = first.map(|n| {
            let step = if fault!(GroupMaskShort) { self.key.step - 1 } else { self.key.step };
            let left = poly_of(*n).scale(step).sub(&constant(self.behind() + done));
            let left = b.index(&left, "left");
            b.define(Ty { dtype: DType::Bool, lanes }, "tail", Op::FirstLanes(left, lanes))
        });
        (access, mask)
    }
}

/// The loads of a group: every member is defined.
fn load(b: &mut Builder, group: &Group, facts: &Facts) {
    let network = group.network(&b.kernel);
    let dtype = b.kernel.buffers[group.key.buffer].dtype;
    let lanes = network.chunk();
    let ty = Ty { dtype, lanes };
    let last = network.rows() * group.key.lanes / lanes - 1;
    let mut rows = Vec::new();
    for row in 0..network.rows() {
        let mut chunks = Vec::new();
        for number in network.chunks_of(row) {
            let (mut access, mask) = group.chunk(b, number, lanes, facts);
            let behind = if mask.is_none() && number == last { group.behind() } else { 0 };
            access.base = access.base.sub(&constant(behind));
            let mut chunk = b.define(ty, "chunk", Op::Load(access, mask));
            if let Ok(first @ 1..) = u32::try_from(behind) {
                let numbers = (first..first + lanes).collect();
                chunk = b.define(ty, "chunk", Op::Shuffle(chunk.into(), chunk.into(), numbers));
            }
            chunks.push(chunk);
        }
        rows.push(network.join(b, chunks));
    }
    let picked = network.split(b, &rows);
    for (member, op) in group.members.iter().zip(picked) {
        if let Some(Operand::Value(value)) = *member {
            b.push(Stmt::Let { value, op });
        }
    }
}

/// The stores of a group.
fn store(b: &mut Builder, group: &Group, facts: &Facts) {
    let network = group.network(&b.kernel);
    let dtype = b.kernel.buffers[group.key.buffer].dtype;
    let ty = Ty { dtype, lanes: group.key.lanes };
    let vector = |b: &mut Builder, member: &Operand| match *member {
        Operand::Value(value) if b.kernel.values[value].ty == ty => value,
        scalar => b.define(ty, "all", Op::Splat(scalar, ty.lanes)),
    };
    let members: Vec<Value> = group.members.iter().flatten().map(|member| vector(b, member)).collect();
    let rows = network.merge(b, &members);
    for (row, value) in (0..).zip(rows) {
        for (place, number) in (0..).zip(network.chunks_of(row)) {
            let (access, mask) = group.chunk(b, number, network.chunk(), facts);
            let value = network.part(b, value, place).into();
            b.push(Stmt::Store { access, value, mask });
        }
    }
}
