//! The exports of one library as the compiler holds them: header, manifest, descriptors and entry
//! wrappers all derive from one `Interface`.
//!
//! Parameters and results are *leaves*: `check` has already taken records and tuples apart (one
//! leaf per field, named `bodies_pos`, path `["bodies", "pos"]`) and given values that may be
//! missing two leaves, the values and their validity.

use crate::{DType, SizeExpr, layout};

/// All exports of one library.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Interface {
    /// The library's name: the output's stem without `lib`.
    pub library: String,
    /// The module's doc comment.
    pub doc: String,
    /// The source file as messages show it.
    pub file: String,
    /// Exported functions in the order of the source.
    pub functions: Vec<Function>,
}

/// One exported name with its instances.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Function {
    /// Name in the source.
    pub name: String,
    /// Symbol of the uniform entry: `softmax_dl`.
    pub dl_symbol: String,
    /// Doc comment without its marks.
    pub doc: String,
    /// Signature as written, on one line.
    pub signature: String,
    /// First line in the source, from 1.
    pub line: u32,
    /// Attributes as written, without `@`: `fast`, `require(lanes)`.
    pub attrs: Vec<String>,
    /// Instances, all with the same numbers of parameters and results; at least one.
    pub instances: Vec<Instance>,
}

/// One monomorphic version of an exported function.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Instance {
    /// Symbol of the typed entry: `softmax`, or `softmax_f32` if there are several. The kernels
    /// are named after it (`softmax_f32.v3`).
    pub symbol: String,
    /// Symbol of this instance's own uniform entry if there are several: `softmax_f32_dl`.
    pub dl_symbol: Option<String>,
    /// Parameters in order.
    pub params: Vec<Param>,
    /// Results in order.
    pub results: Vec<Param>,
    /// Size variables in the order of their numbers.
    pub sizes: Vec<SizeVar>,
    /// Constraints checked at entry.
    pub constraints: Vec<Constraint>,
}

/// A parameter or result: one array or scalar.
#[derive(Clone, PartialEq, Debug)]
pub struct Param {
    /// Name in C, unique among the parameters and results: `x`, `bodies_pos`, `out`.
    pub name: String,
    /// Name in the source and the fields that lead to this leaf.
    pub path: Vec<String>,
    /// Element type.
    pub dtype: DType,
    /// Core dimensions, outermost first; empty for a scalar.
    pub dims: Vec<Dim>,
    /// What the leaf is for.
    pub role: Role,
    /// Updated in place.
    pub inout: bool,
    /// Has as many dimensions written `..s` as any instance: more would be `..s` too, not loop dimensions, and are refused.
    pub closed: bool,
}

/// What a leaf holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Role {
    /// Values.
    #[default]
    Values,
    /// `bool` beside the preceding leaf: which of its values are not missing.
    Validity,
}

/// One dimension of a parameter or result.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Dim {
    /// Its extent; `None` for `_` in a parameter and for `?` in a result.
    pub extent: Option<SizeExpr>,
    /// As written: `rows + 1`.
    pub text: String,
    /// Its label, if it has one.
    pub label: Option<String>,
}

/// A size variable and what gives it its value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SizeVar {
    /// Name in the source.
    pub name: String,
    /// Where its value comes from.
    pub source: SizeSource,
}

/// What gives a size variable its value. The parameter is given by its position in
/// `Instance::params`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SizeSource {
    /// The extent of an axis; the first place where the variable stands alone.
    Axis {
        /// Position of the parameter.
        param: usize,
        /// Axis of that parameter.
        axis: usize,
    },
    /// The value of a scalar `i64` parameter.
    Scalar {
        /// Position of the parameter.
        param: usize,
    },
}

/// A relation between sizes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Constraint {
    /// Left side.
    pub lhs: SizeExpr,
    /// Relation.
    pub relation: Relation,
    /// Right side.
    pub rhs: SizeExpr,
    /// As written: `n >= 3`.
    pub text: String,
    /// Line in the source, from 1.
    pub line: u32,
}

/// A comparison.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Relation {
    /// `==`
    Eq,
    /// `!=`
    Ne,
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `>`
    Gt,
    /// `>=`
    Ge,
}

impl Relation {
    /// The number in `ConstraintDesc::relation`.
    pub const fn code(self) -> u32 {
        match self {
            Relation::Eq => layout::REL_EQ,
            Relation::Ne => layout::REL_NE,
            Relation::Lt => layout::REL_LT,
            Relation::Le => layout::REL_LE,
            Relation::Gt => layout::REL_GT,
            Relation::Ge => layout::REL_GE,
        }
    }

    /// The operator in the source.
    pub const fn symbol(self) -> &'static str {
        match self {
            Relation::Eq => "==",
            Relation::Ne => "!=",
            Relation::Lt => "<",
            Relation::Le => "<=",
            Relation::Gt => ">",
            Relation::Ge => ">=",
        }
    }
}

impl Param {
    /// Number of core dimensions.
    pub fn rank(&self) -> usize {
        self.dims.len()
    }

    /// Whether it is a scalar, passed by value in the typed entry.
    pub fn is_scalar(&self) -> bool {
        self.dims.is_empty()
    }

    /// Type in the source: `f64[n, m]`.
    pub fn type_text(&self) -> String {
        if self.is_scalar() {
            return self.dtype.name().to_string();
        }
        let dim_text = |dim: &Dim| match &dim.label {
            Some(label) => format!("{label}: {}", dim.text),
            None => dim.text.clone(),
        };
        let dims: Vec<String> = self.dims.iter().map(dim_text).collect();
        format!("{}[{}]", self.dtype.name(), dims.join(", "))
    }
}

impl Instance {
    /// Whether the kernel is lifted over one frame dimension: everything is scalar, and there is
    /// at least one parameter, none of which is a size or updated.
    pub fn has_frame(&self) -> bool {
        !self.params.is_empty()
            && self.sizes.is_empty()
            && self.params.iter().all(|param| !param.inout)
            && self.args().all(Param::is_scalar)
    }

    /// The core ranks of all parameters together: among instances that fit, the highest is called.
    pub fn core_rank(&self) -> usize {
        self.params.iter().map(Param::rank).sum()
    }

    /// Parameters, then results.
    pub fn args(&self) -> impl Iterator<Item = &Param> {
        self.params.iter().chain(&self.results)
    }

    /// Number of slots that the kernel reads.
    pub fn n_slots(&self) -> usize {
        if self.has_frame() {
            return 1 + 2 * (self.params.len() + self.results.len());
        }
        let slots = |param: &Param| layout::arg_slots(param.dtype, param.rank());
        self.args().map(slots).sum()
    }

    /// Whether the dimension `axis` of parameter number `param` gives a size variable its value,
    /// and which one.
    pub fn bound_at(&self, param: usize, axis: usize) -> Option<usize> {
        self.sizes.iter().position(|size| size.source == SizeSource::Axis { param, axis })
    }

    /// The size variable that the scalar parameter number `param` defines.
    pub fn size_of_scalar(&self, param: usize) -> Option<usize> {
        self.sizes.iter().position(|size| size.source == SizeSource::Scalar { param })
    }

    /// Names of the size variables.
    pub fn size_names(&self) -> Vec<String> {
        self.sizes.iter().map(|size| size.name.clone()).collect()
    }

    /// The signature in NumPy's notation: `(m,k),(k,n)->(m,n)`. Dimensions that are not a single
    /// size variable or constant get a name of their own, since NumPy knows no expressions.
    pub fn gufunc_signature(&self) -> String {
        let names = self.size_names();
        let dim = |dim: &Dim| match &dim.extent {
            Some(SizeExpr::Const(value)) => value.to_string(),
            Some(SizeExpr::Size(idx)) => names.get(*idx).cloned().unwrap_or_default(),
            Some(other) => {
                let text = other.text(&names);
                let spelled = text.replace(" + ", "_plus_").replace(" - ", "_minus_");
                let spelled = spelled.replace(" * ", "_times_").replace(" // ", "_over_");
                spelled.replace(['(', ')'], "").replace('-', "m")
            }
            None => "any".to_string(),
        };
        let core = |param: &Param| {
            let dims: Vec<String> = param.dims.iter().map(dim).collect();
            format!("({})", dims.join(","))
        };
        let params: Vec<String> = self.params.iter().map(core).collect();
        let results: Vec<String> = self.results.iter().map(core).collect();
        format!("{}->{}", params.join(","), results.join(","))
    }
}

impl Interface {
    /// All names that the library exports, sorted: typed and uniform entries and its own three.
    pub fn exports(&self) -> Vec<String> {
        let mut names = vec![
            format!("{}_arrc_manifest", self.library),
            format!("{}_last_error", self.library),
            format!("{}_set_num_threads", self.library),
        ];
        for function in &self.functions {
            names.push(function.dl_symbol.clone());
            for instance in &function.instances {
                names.push(instance.symbol.clone());
                names.extend(instance.dl_symbol.clone());
            }
        }
        names.sort();
        names.dedup();
        names
    }
}
