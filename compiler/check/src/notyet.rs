//! What the language has and this compiler has not yet: refused by name, never guessed.

use base::{Code, DType, Diagnostic, Span};
use syntax::ast::{DimExpr, DimKind, Name, TypeExpr, TypeExprKind};

use crate::suggest;

/// The diagnostic for `what` ("records", "`inout` parameters").
pub(crate) fn not_yet(code: Code, span: Span, what: &str) -> Diagnostic {
    let verb = if what.ends_with('s') || what.contains("s ") { "are" } else { "is" };
    Diagnostic::error(code, format!("{what} {verb} not supported yet"))
        .primary(span, "the language has it, this compiler does not yet")
}

/// The element type of that name, or what to say.
pub(crate) fn named_dtype(name: &Name) -> Result<DType, Diagnostic> {
    match DType::from_name(&name.text) {
        Some(dtype) => Ok(dtype),
        None => Err(unknown_type(name)),
    }
}

fn unknown_type(name: &Name) -> Diagnostic {
    let error = Diagnostic::error(Code::E0102, format!("there is no type `{}`", name.text));
    let instead = match &*name.text {
        "float" | "double" | "float64" | "Float64" => Some("f64"),
        "float32" | "single" | "Float32" => Some("f32"),
        "int" | "int64" | "long" | "Int" => Some("i64"),
        "int32" => Some("i32"),
        "int16" => Some("i16"),
        "int8" => Some("i8"),
        "uint64" | "usize" => Some("u64"),
        "uint32" => Some("u32"),
        "uint16" => Some("u16"),
        "uint8" | "byte" => Some("u8"),
        "boolean" | "Bool" => Some("bool"),
        _ => None,
    };
    if let Some(instead) = instead {
        let label = format!("the type is called `{instead}`");
        return error.primary(name.span, label).fix(name.span, instead, "the type's name in arr");
    }
    if matches!(
        &*name.text,
        "array" | "ndarray" | "list" | "List" | "vector" | "Vec" | "matrix" | "tensor" | "Tensor"
    ) {
        return error
            .primary(name.span, "not an element type")
            .note("an array's type is that of its elements with its extents: `f64[n]` for a vector, `f64[n, m]` for a matrix");
    }
    match suggest::nearest(&name.text, DType::ALL.iter().map(|dtype| dtype.name())) {
        Some(near) => error.primary(name.span, format!("did you mean `{near}`?")).offer(
            name.span,
            near,
            "a type with a similar name",
        ),
        None => error.primary(name.span, "not known").note(
            "element types are bool, i8 … i64, u8 … u64, f16, bf16, f32, f64, c64 and c128; type variables stand in `<T: …>`",
        ),
    }
}

/// The diagnostic for a type in a place where only an array of an element type may stand.
pub(crate) fn type_expr(ty: &TypeExpr) -> Diagnostic {
    let (code, what) = match &ty.kind {
        TypeExprKind::Name { module: Some(_), .. } => (Code::E0902, "types of other modules"),
        TypeExprKind::Optional(_) => (Code::E0904, "missing values"),
        TypeExprKind::Function { .. } => {
            return Diagnostic::error(Code::E0134, "a function is no value")
                .primary(ty.span, "a function type stands alone as the type of a parameter")
                .note("`f: fn(f64) -> f64` takes a function; it can be called and passed on, not stored");
        }
        _ => (Code::E0102, "this type"),
    };
    not_yet(code, ty.span, what)
}

/// The diagnostic for a dimension that is no size.
pub(crate) fn dimension(dim: &DimExpr) -> Diagnostic {
    match &dim.kind {
        DimKind::Unknown => not_yet(Code::E0906, dim.span, "sizes that depend on data"),
        DimKind::Any | DimKind::Size(_) | DimKind::Rest(_) => {
            Diagnostic::error(Code::E0217, "`_` is for parameters")
                .primary(dim.span, "a result's size follows from the sizes of the parameters: write it")
        }
    }
}
