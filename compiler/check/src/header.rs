//! Headers of functions: type variables, parameters, sizes, results, constraints.
//!
//! A header does not depend on the element types of the instance: only those of its locals do. Parameter number `i` is
//! local `i`, size variable number `j` local `params.len() + j`, in every instance. Of a function with `..s` there is a
//! header for every rank: `..s` of rank 2 stands there as two sizes, `s.0` and `s.1`.

use std::sync::Arc;

use base::{CmpOp, DType, Span};
use syntax::ast::{self, BinaryOp, DimKind, Name, TypeExpr, TypeExprKind};

use crate::tuples::{Form, Nest};
use crate::typed::{Constraint, LocalId, Size};

mod reader;

pub(crate) use reader::read_header;

/// The ranks that `..s` has in the instances that nobody asks for, exported ones among them.
pub(crate) const REST_RANKS: std::ops::RangeInclusive<usize> = 0..=4;

/// An element type in a header.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Pat {
    /// This type.
    Exact(DType),
    /// The type variable of that number.
    Var(usize),
}

/// How narrowly a type is written; the narrower wins among overloads.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Breadth {
    /// One type.
    Exact,
    /// `f32 | f64`.
    Set,
    /// `num`.
    Kind,
}

/// A type variable.
#[derive(Clone, Debug)]
pub(crate) struct Generic {
    pub(crate) name: Name,
    pub(crate) set: Vec<DType>,
    pub(crate) breadth: Breadth,
}

impl Generic {
    /// A type variable whose type is known.
    pub(crate) fn exactly(name: Name, dtype: DType) -> Self {
        Self { name, set: vec![dtype], breadth: Breadth::Exact }
    }
}

/// A parameter, or a part of one that is a tuple: `p.x`.
#[derive(Clone, Debug)]
pub(crate) struct HeaderParam {
    pub(crate) name: Name,
    pub(crate) dtype: Pat,
    /// How many core dimensions it has.
    pub(crate) rank: usize,
    pub(crate) shape: Vec<Size>,
    /// Whether some of its dimensions are written `..s`.
    pub(crate) has_rest: bool,
    /// Whether the caller's array is updated in place.
    pub(crate) inout: bool,
    /// Where it is declared.
    pub(crate) span: Span,
    /// Its type as it is written.
    pub(crate) written: Span,
    /// Whether it stands in sizes or constraints, and so cannot be lifted.
    pub(crate) in_sizes: bool,
}

/// A size variable.
#[derive(Clone, Debug)]
pub(crate) struct HeaderSize {
    /// None for `_`.
    pub(crate) name: Option<Name>,
    pub(crate) param: usize,
    pub(crate) axis: usize,
    pub(crate) span: Span,
}

/// A result, or a part of a tuple among the results.
#[derive(Clone, Debug)]
pub(crate) struct HeaderResult {
    pub(crate) name: Option<Name>,
    pub(crate) dtype: Pat,
    pub(crate) shape: Vec<Size>,
    pub(crate) span: Span,
}

/// A dimension in the type of a function parameter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum FnDim {
    /// A size of the header.
    Known(Size),
    /// A name of its own: any extent, the same wherever the name stands in this type.
    Free(Arc<str>),
}

impl FnDim {
    /// The extent, where the names of its own in `free` have one.
    pub(crate) fn size(&self, free: &[(Arc<str>, Size)]) -> Option<Size> {
        match self {
            Self::Known(size) => Some(size.clone()),
            Self::Free(name) => free.iter().find(|(known, _)| known == name).map(|(_, size)| size.clone()),
        }
    }
}

/// The element type and the dimensions of a parameter or a result of a function parameter.
pub(crate) type FnPart = (Pat, Vec<FnDim>);

/// The type of a function parameter.
#[derive(Clone, Debug)]
pub(crate) struct FnType {
    /// Parts of tuples by themselves.
    pub(crate) params: Vec<FnPart>,
    /// How the parts of each parameter belong together.
    pub(crate) param_forms: Vec<Form>,
    pub(crate) result_form: Form,
    pub(crate) results: Vec<(Option<Name>, FnPart)>,
    pub(crate) span: Span,
}

impl FnType {
    /// The type in the instance with these element types.
    pub(crate) fn instantiate(&self, dtypes: &[DType]) -> Self {
        let exact = |(pat, dims): &FnPart| (Pat::Exact(instantiate(*pat, dtypes)), dims.clone());
        let results = self.results.iter().map(|(name, ty)| (name.clone(), exact(ty)));
        Self { params: self.params.iter().map(exact).collect(), results: results.collect(), ..self.clone() }
    }

    /// The type with its sizes in other terms.
    pub(crate) fn map_sizes(&self, map: &mut dyn FnMut(&Size) -> Size) -> Self {
        let mut ty = self.clone();
        let results = ty.results.iter_mut().map(|(_, result)| result);
        for (_, dims) in ty.params.iter_mut().chain(results) {
            for dim in dims {
                if let FnDim::Known(size) = dim {
                    *size = map(size);
                }
            }
        }
        ty
    }
}

/// A function's header.
#[derive(Clone, Default, Debug)]
pub(crate) struct Header {
    pub(crate) generics: Vec<Generic>,
    /// What is written `..s`, with the dimensions that it stands for.
    pub(crate) rests: Vec<(Name, Vec<Size>)>,
    /// The parameters that are values, the parts of tuples by themselves.
    pub(crate) params: Vec<HeaderParam>,
    /// The same as they are written, with how their parts belong together.
    pub(crate) written: Vec<(Name, Form)>,
    /// The parameters that are functions.
    pub(crate) functions: Vec<(Name, FnType)>,
    pub(crate) sizes: Vec<HeaderSize>,
    pub(crate) results: Vec<HeaderResult>,
    /// How the results belong together.
    pub(crate) result_form: Form,
    pub(crate) constraints: Vec<Constraint>,
}

impl Header {
    /// The local of size variable number `j`.
    pub(crate) fn size_local(&self, j: usize) -> LocalId {
        local(self.params.len() + j)
    }

    /// The types of the type variables, for every instance; one empty list without type variables.
    pub(crate) fn instances(&self) -> Vec<Vec<DType>> {
        let mut all: Vec<Vec<DType>> = vec![Vec::new()];
        for generic in &self.generics {
            all = all
                .iter()
                .flat_map(|types| generic.set.iter().map(move |&dtype| [types.as_slice(), &[dtype]].concat()))
                .collect();
        }
        all
    }

    /// The dimensions that `..name` stands for.
    pub(crate) fn rest(&self, name: &str) -> Option<&[Size]> {
        self.rests.iter().find(|(rest, _)| &*rest.text == name).map(|(_, sizes)| sizes.as_slice())
    }

    /// The rank of each `..s`.
    pub(crate) fn rest_ranks(&self) -> Vec<usize> {
        self.rests.iter().map(|(_, sizes)| sizes.len()).collect()
    }

    /// The parameters that are updated in place, in order; their last values follow the results.
    pub(crate) fn inout(&self) -> impl Iterator<Item = usize> {
        self.params.iter().enumerate().filter(|(_, param)| param.inout).map(|(i, _)| i)
    }

    /// The types that `pat` may be.
    pub(crate) fn set(&self, pat: Pat) -> Vec<DType> {
        match pat {
            Pat::Exact(dtype) => vec![dtype],
            Pat::Var(k) => self.generics[k].set.clone(),
        }
    }

    pub(crate) fn breadth(&self, pat: Pat) -> Breadth {
        match pat {
            Pat::Exact(_) => Breadth::Exact,
            Pat::Var(k) => self.generics[k].breadth,
        }
    }
}

/// The type that `pat` is in the instance with these types.
pub(crate) fn instantiate(pat: Pat, dtypes: &[DType]) -> DType {
    match pat {
        Pat::Exact(dtype) => dtype,
        Pat::Var(k) => dtypes[k],
    }
}

fn local(index: usize) -> LocalId {
    <LocalId as base::Id>::from_index(index)
}

/// How many values the parameters have, parts of tuples by themselves.
pub(crate) fn n_values(function: &ast::Function) -> usize {
    param_leaves(function).len()
}

/// The names that are written `..s` in the parameters, in order.
pub(crate) fn rest_names(function: &ast::Function) -> Vec<&Name> {
    let mut names: Vec<&Name> = Vec::new();
    for dim in param_leaves(function).into_iter().flat_map(|leaf| leaf.dims) {
        if let DimKind::Rest(name) = &dim.kind
            && !names.iter().any(|known| known.text == name.text)
        {
            names.push(name);
        }
    }
    names
}

/// Whether a parameter takes a function.
pub(crate) fn takes_function(param: &ast::Param) -> bool {
    matches!(param.ty.kind, TypeExprKind::Function { .. })
}

/// One array of a type: the only one, or one of those that a tuple has.
#[derive(Clone, Debug)]
pub(crate) struct Leaf<'t> {
    /// The element type.
    pub(crate) element: &'t TypeExpr,
    /// The dimensions; those of an array of tuples stand before those of its items.
    pub(crate) dims: Vec<&'t ast::DimExpr>,
    pub(crate) span: Span,
}

/// The arrays of a type. An array of tuples is a tuple of arrays.
pub(crate) fn leaves(ty: &TypeExpr) -> Nest<Leaf<'_>> {
    match &ty.kind {
        TypeExprKind::Tuple(fields) => {
            let item =
                |field: &'_ ast::TupleTypeField| field.name.as_ref().map(|name| Arc::clone(&name.text));
            Nest::Several(fields.iter().map(|field| (item(field), leaves(&field.ty))).collect())
        }
        TypeExprKind::Array { element, dims } => leaves(element).map(&mut |leaf| {
            let dims = dims.iter().chain(leaf.dims.iter().copied()).collect();
            Leaf { dims, span: if leaf.dims.is_empty() { ty.span } else { leaf.span }, ..leaf.clone() }
        }),
        _ => Nest::One(Leaf { element: ty, dims: Vec::new(), span: ty.span }),
    }
}

/// The arrays of the parameters that are values.
fn param_leaves(function: &ast::Function) -> Vec<Leaf<'_>> {
    let values = function.params.iter().filter(|param| !takes_function(param));
    values.flat_map(|param| leaves(&param.ty).parts().into_iter().cloned().collect::<Vec<_>>()).collect()
}

/// The rank of each `..s` for arguments of these ranks: the largest that all arguments have; further dimensions are loop
/// dimensions. None if an argument has too few, or there are more or fewer arguments than parameters.
pub(crate) fn rest_ranks(function: &ast::Function, args: &[usize]) -> Option<Vec<usize>> {
    let values = param_leaves(function);
    if values.len() != args.len() {
        return None;
    }
    let rank_of = |rest: &Name| {
        let mut rank = usize::MAX;
        for (Leaf { dims, .. }, arg) in values.iter().zip(args) {
            let is_rest = |dim: &&&ast::DimExpr| matches!(&dim.kind, DimKind::Rest(_));
            if dims.iter().any(|dim| matches!(&dim.kind, DimKind::Rest(name) if name.text == rest.text)) {
                let n_fixed = dims.len() - dims.iter().filter(is_rest).count();
                rank = rank.min(arg.checked_sub(n_fixed)?);
            }
        }
        Some(rank)
    };
    rest_names(function).into_iter().map(rank_of).collect()
}

/// The comparison that an operator is.
pub(crate) fn comparison(op: BinaryOp) -> Option<CmpOp> {
    Some(match op {
        BinaryOp::Eq => CmpOp::Eq,
        BinaryOp::Ne => CmpOp::Ne,
        BinaryOp::Lt => CmpOp::Lt,
        BinaryOp::Le => CmpOp::Le,
        BinaryOp::Gt => CmpOp::Gt,
        BinaryOp::Ge => CmpOp::Ge,
        _ => return None,
    })
}
