//! Where elements of an array are read, and how often each of them.

use base::{Poly, fault};

use super::index_size;
use crate::analysis::{Sizes, for_each_own_use};
use crate::ir::{Binder, Block, Op, Reducer, Size, Var};

/// One place that reads an element.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Site {
    /// The indices as polynomials.
    pub(super) indices: Vec<Size>,
    /// The loops around it, up to the producer's block.
    pub(super) around: Vec<Around>,
}

/// A loop, or something else, around a site.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Around {
    /// Every value of the binder is met once.
    Every(Binder),
    /// Some values of the binder may not be met.
    Some(Binder),
    /// Met any number of times.
    Often,
    /// Met once or not at all.
    Maybe,
}

/// Finds the places in `op` that read elements of `arrays`; false if an array is used as a whole as well.
pub(super) fn find_sites(op: &Op, arrays: &[Var], sizes: &Sizes, sites: &mut Vec<Site>) -> bool {
    let mut finder = Finder { arrays, sizes, sites, around: Vec::new(), elements_only: true };
    // An element that is read outside of any loop stands for itself.
    finder.op(op);
    finder.elements_only
}

struct Finder<'a> {
    arrays: &'a [Var],
    sizes: &'a Sizes,
    sites: &'a mut Vec<Site>,
    around: Vec<Around>,
    elements_only: bool,
}

impl Finder<'_> {
    fn op(&mut self, op: &Op) {
        if let Op::Index { array, indices, .. } = op {
            if self.arrays.contains(array) {
                let indices = indices.iter().map(|index| index_size(self.sizes, index)).collect();
                self.sites.push(Site { indices, around: self.around.clone() });
            }
            return;
        }
        for_each_own_use(op, &mut |var| self.elements_only &= !self.arrays.contains(&var));
        match op {
            Op::Build { binders, body } | Op::Update { binders, body, .. } => self.every(binders, body),
            Op::Reduce { binders, body, reducer, .. } => {
                self.every(binders, body);
                self.operator(reducer);
            }
            Op::Scan { binder, body, reducer } => {
                self.every(std::slice::from_ref(binder), body);
                self.operator(reducer);
            }
            Op::If { then, otherwise, .. } => {
                self.within(Around::Maybe, then);
                self.within(Around::Maybe, otherwise);
            }
            Op::Loop(l) => {
                let around = l.trip.clone().map_or(Around::Often, Around::Some);
                l.cond.iter().chain([&l.body]).for_each(|block| self.within(around.clone(), block));
            }
            _ => {}
        }
    }

    fn every(&mut self, binders: &[Binder], body: &Block) {
        let before = self.around.len();
        self.around.extend(binders.iter().cloned().map(Around::Every));
        self.block(body);
        self.around.truncate(before);
    }

    fn operator(&mut self, reducer: &Reducer) {
        if let Reducer::User { combine, .. } = reducer {
            self.within(Around::Often, &combine.body);
        }
    }

    fn within(&mut self, around: Around, block: &Block) {
        self.around.push(around);
        self.block(block);
        self.around.pop();
    }

    fn block(&mut self, block: &Block) {
        block.stmts.iter().for_each(|stmt| self.op(&stmt.op));
        let whole = block.results.iter().filter_map(|result| result.var());
        self.elements_only &= !whole.into_iter().any(|var| self.arrays.contains(&var));
    }
}

impl Site {
    /// How often an element is read at most; none where there is no bound.
    ///
    /// A binder that stands with a constant factor in an index of its own gives a different element for each of its
    /// values while the others stay; each other binder repeats everything as often as its extent says.
    pub(super) fn reads(&self) -> Option<u64> {
        let mut binders = Vec::new();
        for around in &self.around {
            match around {
                Around::Every(binder) | Around::Some(binder) => binders.push(binder),
                Around::Often => return None,
                Around::Maybe => {}
            }
        }
        // Those that would repeat most choose their index first.
        binders.sort_by_key(|binder| match binder.extent.as_constant() {
            None => (0, 0),
            Some(extent) => (1, -extent),
        });
        let mut free: Vec<bool> = vec![true; self.indices.len()];
        let mut reads = 1u64;
        for binder in binders {
            let own = (0..self.indices.len()).find(|&axis| free[axis] && self.drives(binder.var, axis));
            match (own, binder.extent.as_constant()) {
                (Some(axis), _) => free[axis] = false,
                (None, Some(extent)) => reads = reads.checked_mul(u64::try_from(extent).unwrap_or(0))?,
                (None, None) => return None,
            }
        }
        Some(reads)
    }

    /// Whether the binder stands with a constant factor in the axis' index, and in no other.
    fn drives(&self, var: Var, axis: usize) -> bool {
        let linear = |index: &Size| index.linear_in(&var).and_then(|(_, factor)| factor.as_constant());
        self.indices.iter().enumerate().all(|(idx, index)| {
            if idx == axis { linear(index).is_some_and(|c| c != 0) } else { !index.mentions(&var) }
        })
    }

    /// Whether every element of the producer with these binders is read, whatever happens.
    pub(super) fn covers(&self, binders: &[Binder], sizes: &Sizes) -> bool {
        if self.around.len() != binders.len() {
            return false;
        }
        let mut left: Vec<&Around> = self.around.iter().collect();
        self.indices.iter().zip(binders).all(|(index, binder)| {
            let found = left.iter().position(|around| match around {
                Around::Every(other) => {
                    *index == Poly::var(other.var)
                        && (sizes.expand(&other.extent) == sizes.expand(&binder.extent)
                            || fault!(CoversAnyExtent))
                }
                _ => false,
            });
            found.map(|at| left.remove(at)).is_some()
        })
    }
}
