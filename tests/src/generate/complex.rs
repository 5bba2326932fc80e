//! Random complex expressions.

use base::DType;

use super::Generator;
use super::array::parenthesised;
use super::tree::{Node, Ty};

/// The complex type whose parts are of that type.
pub(super) fn complex_of(part: DType) -> DType {
    if part == DType::F32 { DType::C64 } else { DType::C128 }
}

impl Generator {
    /// A complex scalar or array.
    pub(super) fn complex(&mut self, ty: &Ty, depth: usize) -> Node {
        let rank = ty.rank();
        if depth == 0 || !self.spend() || self.scope.nest + rank > 4 {
            return if rank == 0 { self.scalar_leaf(ty.dtype) } else { self.array_leaf(ty) };
        }
        let (s, v, m) = (usize::from(rank == 0), usize::from(rank == 1), usize::from(rank == 2));
        let a = 1 - s;
        let weights = [6, 24, 8, 8, 4, 4, 4, 4, 5 * s, 12 * a, 3 * a, 3 * a, 3 * m, 4 * v, 8 * s];
        match self.rng.weighted(&weights) {
            0 if rank == 0 => self.scalar_leaf(ty.dtype),
            0 => self.array_leaf(ty),
            1 => {
                let template = *self.rng.pick(&["($ + $)", "($ - $)", "($ * $)", "($ / $)"]);
                let (a, b) = self.operands(ty, depth);
                Node::value(ty, template, vec![a, b])
            }
            2 => {
                let templates = ["(-$)", "conj($)", "($**2)", "($ * $ + $)", "sqrt($)", "exp($)"];
                let template = *self.rng.pick(&templates);
                let count = template.matches('$').count();
                let operands = (0..count).map(|_| self.value(ty, depth.saturating_sub(1))).collect();
                Node::value(ty, template, operands)
            }
            3 => {
                let (re, im) = self.operands(&ty.with(ty.dtype.part()), depth);
                Node::value(ty, "complex($, $)", vec![re, im])
            }
            4 => self.converted(ty, depth),
            5 => self.selection(ty, depth),
            6 => self.branches(ty, depth),
            7 => self.block_value(ty, depth),
            8 => {
                let dim = self.dim();
                let inner = self.array(&Ty::array(ty.dtype, &[dim]), depth.saturating_sub(1));
                let template = *self.rng.pick(&["sum($)", "prod($)", "mean($)", "sum(($)[::-1])"]);
                Node::value(ty, template, vec![inner])
            }
            9 => self.build(ty, depth),
            10 => self.reversed(ty, depth),
            11 => {
                let axis = self.rng.below(rank);
                let inner = self.array(ty, depth.saturating_sub(1));
                Node::value(ty, &format!("cumsum($, axis = {axis})"), vec![inner])
            }
            12 => {
                let dims = [ty.dims[1].clone(), ty.dims[0].clone()];
                let inner = self.array(&Ty::array(ty.dtype, &dims), depth.saturating_sub(1));
                Node::value(ty, "$.T", vec![parenthesised(inner)])
            }
            13 => self.gathered(ty, depth),
            _ => self.element(ty.dtype, depth),
        }
    }

    /// A float from a complex number.
    pub(super) fn part_of_complex(&mut self, ty: &Ty, depth: usize) -> Node {
        let of = complex_of(ty.dtype);
        let inner = self.value(&ty.with(of), depth.saturating_sub(1));
        let template = *self.rng.pick(&["real($)", "imag($)", "abs($)", "real($)", "($).real", "($).imag"]);
        let template = if of.part() == ty.dtype { template } else { &format!("{}({template})", ty.dtype) };
        Node::value(ty, template, vec![inner])
    }
}
