//! Names that were probably meant: near ones, and what NumPy users look for.

mod numpy;

/// The name nearest to `name`, if one is near enough.
pub(crate) fn nearest<'n>(name: &str, candidates: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let limit = match name.chars().count() {
        0..=2 => 0,
        3..=5 => 1,
        _ => 2,
    };
    candidates
        .map(|candidate| (distance(name, candidate, limit), candidate))
        .filter(|&(distance, candidate)| distance <= limit && candidate != name)
        .min()
        .map(|(_, candidate)| candidate)
}

/// The edit distance, a swap of neighbours counting as one; anything above `limit` is `limit + 1`.
fn distance(a: &str, b: &str, limit: usize) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > limit || a.len() > 64 {
        return limit + 1;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let change = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = change.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

/// Modules of Python that a name before a point may mean.
pub(crate) fn is_python_module(name: &str) -> bool {
    matches!(name, "np" | "numpy" | "math" | "jnp" | "torch" | "scipy" | "cmath")
}

/// Parts of such modules: `np.linalg`.
pub(crate) fn is_part_of_module(name: &str) -> bool {
    matches!(
        name,
        "linalg"
            | "fft"
            | "random"
            | "stats"
            | "special"
            | "signal"
            | "ndimage"
            | "ma"
            | "lib"
            | "nn"
            | "functional"
    )
}

/// What to write instead of `np.add.reduce` and the like.
pub(crate) fn method_of_function(function: &str, method: &str) -> Option<&'static str> {
    Some(match (function, method) {
        ("add", "at") => "write `h[idx] += v;` on a `var`: every occurrence counts",
        ("subtract" | "multiply" | "maximum" | "minimum", "at") => {
            "write `h[idx] -= v;`, `h[idx] *= v;` on a `var`, or a `loop` with `h[idx[i]] = max(h[idx[i]], v[i]);`"
        }
        ("add", "reduce") => "write `sum(x)`, or `sum(x, axis = 0)`",
        ("multiply", "reduce") => "write `prod(x)`, or `prod(x, axis = 0)`",
        ("maximum", "reduce") => "write `max(x)`, or `max(x, axis = 0)`",
        ("minimum", "reduce") => "write `min(x)`, or `min(x, axis = 0)`",
        ("logical_and", "reduce") => "write `all(x)`",
        ("logical_or", "reduce") => "write `any(x)`",
        ("add", "accumulate") => "write `cumsum(x)`",
        ("multiply", "accumulate") => "write `cumprod(x)`",
        ("maximum", "accumulate") => "write `cummax(x)`",
        ("minimum", "accumulate") => "write `cummin(x)`",
        (_, "reduce") => "write `reduce(|a, b| a + b, 0.0, x)` with the operator and its neutral element",
        (_, "accumulate") => "write `scan(|a, b| a + b, 0.0, x)` with the operator and its neutral element",
        (_, "outer") => "write `x[:, new] + y` with the operator, or `for i, j: x[i] + y[j]`",
        _ => return None,
    })
}

/// What to write instead of a function of Python or NumPy.
pub(crate) fn function(name: &str) -> Option<&'static str> {
    of_python(name)
        .or_else(|| of_numpy(name))
        .or_else(|| of_numpy_modules(name))
        .or_else(|| numpy::operator(name))
        .or_else(|| numpy::of_arrays(name))
        .or_else(|| numpy::of_numbers(name))
        .or_else(|| without_function(name))
}

fn of_python(name: &str) -> Option<&'static str> {
    Some(match name {
        "len" => "the extent of axis 0 is `x.shape[0]`; in a function's header it has a name: `x: f64[n]`",
        "range" | "xrange" => "write `for i in 0..n: …` for an array, `loop i in 0..n { … }` for statements",
        "map" | "apply" | "vectorize" => {
            "every function of scalars works on arrays element by element: `f(x)`, or write `for i: …`"
        }
        "filter" | "compress" => {
            "`where(c, x, 0.0)` keeps the shape and can be reduced: `sum(where(c, x, 0.0))`"
        }
        "sorted" => "write `sort(x)`",
        "reversed" => "write `x[::-1]`",
        "zip" => "`for i: f(x[i], y[i])` takes elements of both; operators do so too: `x + y`",
        "append" | "push" => {
            "an array's extent never changes: make it large enough, `var y = f64[n](0);`, and assign `y[i] = …`"
        }
        "list" | "tuple" | "dict" | "set" => "there are arrays `[1, 2]` and tuples `(1, 2)`",
        "str" | "repr" | "format" => "there are no strings",
        "type" | "isinstance" => "every type is known when the program is compiled; overloads choose by type",
        "input" | "open" => "there is no input: a function gets everything as arguments",
        "select" | "iif" | "cond" => "write `where(c, a, b)`, or `if c { a } else { b }` for scalars",
        "enumerate" => "`for i: … x[i] …` has both the index and the element",
        "print" | "printf" | "println" => "there is no output: a function gives its results to its caller",
        "int" => "write the type: `i64(x)`",
        "float" | "double" => "write the type: `f64(x)`",
        _ => return None,
    })
}

fn of_numpy(name: &str) -> Option<&'static str> {
    Some(match name {
        "zeros" | "empty" => "a type's name makes arrays: `f64[n, m](0)`",
        "ones" => "a type's name makes arrays: `f64[n, m](1)`",
        "full" => "a type's name makes arrays: `f64[n, m](value)`",
        "zeros_like" => "a type's name makes arrays: `f64[n, m](0)` with the sizes of `x`",
        "identity" => "write `eye(n)`",
        "array" | "asarray" => "write the array itself: `[1.0, 2.0]`",
        "log" => "the natural logarithm is `ln`",
        "fabs" | "absolute" => "the absolute value is `abs`",
        "power" => "write `x ** y`, or `pow(x, y)`",
        "square" => "write `x ** 2`",
        "maximum" | "fmax" => "write `max(a, b)`; with one argument it reduces",
        "minimum" | "fmin" => "write `min(a, b)`; with one argument it reduces",
        "amax" => "write `max(x)`",
        "amin" => "write `min(x)`",
        "rint" | "around" => "write `round(x)`",
        "arcsin" => "write `asin`",
        "arccos" => "write `acos`",
        "arctan" => "write `atan`",
        "arctan2" => "write `atan2`",
        "arcsinh" => "write `asinh`",
        "arccosh" => "write `acosh`",
        "arctanh" => "write `atanh`",
        "deg2rad" => "write `radians(x)`",
        "rad2deg" => "write `degrees(x)`",
        "expit" => "write `sigmoid(x)`",
        "gammaln" | "loggamma" => "write `lgamma(x)`",
        "count_nonzero" => "write `count(x != 0)`",
        "expand_dims" => "write `x[:, new]`",
        "swapaxes" | "moveaxis" => "for two axes write `x.T`; otherwise `for i, j, k: x[k, j, i]`",
        "concatenate" | "hstack" => {
            "write `concat(a, b)` along the last axis, `concat(a, b, axis = 0)` along the first"
        }
        "vstack" => "write `concat(a, b, axis = 0)`, or `[a, b]` for rows",
        "take" => "write `x[idx]`",
        "clip" => "write `clamp(x, low, high)`",
        "ptp" => "write `max(x) - min(x)`",
        "allclose" => "write `all(abs(x - y) <= tolerance)`",
        "percentile" => "write `quantile(x, q)`, q from 0 to 1",
        "corrcoef" => "write `corr(x, y)`, or `corr(x)` for the rows of a matrix",
        "nonzero" | "flatnonzero" => "write `arange(n)[x != 0]`, which lives inside the function",
        "argpartition" => "write `argsort(x)`",
        "correlate" => "write `convolve_valid(x, k[::-1])`, or `filter_clamp(x, k)` with edges",
        "trapz" => "write `trapezoid(y)`",
        "randn" => "write `normal(key, n)`",
        "random" | "rand" => "random numbers come from keys, without a state: `uniform(key, n)`",
        "is_nan" => "write `isnan(x)`",
        "einsum" => "write the sum out: `for i, k: sum(for j: a[i, j] * b[j, k])`",
        "meshgrid" | "indices" | "mgrid" => "`for y in 0..h, x in 0..w: …` has both coordinates",
        _ => return None,
    })
}

fn of_numpy_modules(name: &str) -> Option<&'static str> {
    Some(match name {
        "linalg" => {
            "without a module there are `a @ b`, `norm`, `det`, `inverse`, `solve`, `cholesky`, `qr`, `svd`, `eigen_symmetric`"
        }
        "lstsq" => "write `least_squares(a, b)`",
        "eigh" | "eigvalsh" => "write `eigen_symmetric(a)`",
        "inv" => "write `inverse(a)`",
        "slogdet" => "write `det(a)`",
        "ifft" => "write `inverse_fft(x)`",
        "rfft" => "write `real_fft(x)`",
        _ => return None,
    })
}

/// What takes more than another name.
fn without_function(name: &str) -> Option<&'static str> {
    Some(match name {
        "pinv" => "solve the equations instead: `solve(a, b)`, `least_squares(a, b)`",
        "fmod" | "remainder" => "`%` is the remainder of integers; for floats write `a - b * floor(a / b)`",
        "floor_divide" => "write `a // b` for integers, `floor(a / b)` for floats",
        "true_divide" | "divide" => "write `a / b`",
        "column_stack" => "write `for i: [x[i], y[i]]`",
        "row_stack" => "write `[x, y]`",
        "nanstd" | "nanvar" | "nanmedian" => {
            "there is none: replace what is not a number first, `where(isnan(x), 0.0, x)`"
        }
        "reshape" => "write `flatten(x)` for one axis, or `for i, j: …` with the index worked out",
        _ => return None,
    })
}

/// The function of arr that does what a function of Python or NumPy does, with the same arguments.
pub(crate) fn renamed(name: &str) -> Option<&'static str> {
    Some(match name {
        "log" => "ln",
        "fabs" | "absolute" => "abs",
        "power" => "pow",
        "maximum" | "amax" => "max",
        "minimum" | "amin" => "min",
        "rint" | "around" => "round",
        "arcsin" => "asin",
        "arccos" => "acos",
        "arctan" => "atan",
        "arctan2" => "atan2",
        "average" => "mean",
        "angle" => "arg",
        "product" => "prod",
        "cumproduct" => "cumprod",
        "ediff1d" => "diff",
        "rfft" => "real_fft",
        "ifft" => "inverse_fft",
        "eigh" => "eigen_symmetric",
        "lstsq" => "least_squares",
        "inv" => "inverse",
        "trapz" => "trapezoid",
        "is_nan" => "isnan",
        "sorted" => "sort",
        "int" => "i64",
        "float" | "double" => "f64",
        _ => return None,
    })
}

/// What to write instead of a method or attribute of NumPy's arrays.
pub(crate) fn attribute(name: &str) -> Option<&'static str> {
    Some(match name {
        "shape" => "extents stand in brackets: `x.shape[0]`",
        "size" => "the number of elements is the product of the sizes: `n * m`, or `x.shape[0] * x.shape[1]`",
        "ndim" => "the rank is part of the type",
        "dtype" => "the element type is part of the type",
        "astype" => "a type's name converts: `f32(x)`",
        "copy" => "arrays are values: `var y = x;` is a copy already",
        "ravel" => "write `flatten(x)`",
        "transpose" => "write `x.T`",
        _ => return None,
    })
}

/// What to write instead of a name of Python.
pub(crate) fn value(name: &str) -> Option<&'static str> {
    Some(match name {
        "True" => "true",
        "False" => "false",
        "Inf" | "Infinity" => "inf",
        "NaN" | "NAN" => "nan",
        "PI" | "π" => "pi",
        "newaxis" => "new",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        let names = || ["sqrt", "softmax", "n"].into_iter();
        assert_eq!(nearest("sqtr", names()), Some("sqrt"));
        assert_eq!(nearest("softmx", names()), Some("softmax"));
        assert_eq!(nearest("erf", names()), None);
        assert_eq!(nearest("m", names()), None);
    }
}
