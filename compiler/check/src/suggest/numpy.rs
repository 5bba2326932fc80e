//! What to write instead of less frequent functions of NumPy and SciPy, which are operators, indices or a few words in arr.

/// Functions that are operators.
pub(super) fn operator(name: &str) -> Option<&'static str> {
    Some(match name {
        "add" => "write `a + b`",
        "subtract" => "write `a - b`",
        "multiply" => "write `a * b`",
        "negative" => "write `-x`",
        "mod" => "write `a % b` for integers; for floats `a - b * floor(a / b)`",
        "inner" | "vdot" => "write `x @ y`, or `sum(x * y)`",
        "matrix_power" | "tensordot" => "write the product out: `a @ a @ a`, `a @ b`",
        "equal" => "write `a == b`",
        "not_equal" => "write `a != b`",
        "greater" => "write `a > b`",
        "greater_equal" => "write `a >= b`",
        "less" => "write `a < b`",
        "less_equal" => "write `a <= b`",
        "logical_and" => "write `a and b`",
        "logical_or" => "write `a or b`",
        "logical_not" => "write `not a`",
        "logical_xor" => "write `a != b` of two `bool`",
        "bitwise_and" => "write `a & b`",
        "bitwise_or" => "write `a | b`",
        "bitwise_xor" => "write `a ^ b`",
        "bitwise_not" | "invert" => "write `~x`",
        "left_shift" => "write `x << k`",
        "right_shift" => "write `x >> k`",
        _ => return None,
    })
}

/// Functions of arrays as wholes.
pub(super) fn of_arrays(name: &str) -> Option<&'static str> {
    Some(match name {
        "sliding_window_view" => "write `windows(x, k)`, or `for i in 0..n - k + 1: mean(x[i:i + k])`",
        "unravel_index" => "of a matrix with w columns: `(p // w, p % w)`",
        "ravel_multi_index" => "of a matrix with w columns: `i * w + j`",
        "isin" | "in1d" => "write `contains(s, x)`",
        "rot90" => "write `for i in 0..w, j in 0..h: a[j, w - 1 - i]`",
        "fliplr" => "write `a[:, ::-1]`",
        "flipud" => "write `a[::-1]`",
        "squeeze" => "write the index: `x[:, 0]`, or `flatten(x)`",
        "atleast_1d" | "atleast_2d" => "write `x[new]`, `x[new, :]`",
        "diagonal" => "write `diag(a)`, or `for i: a[i, i]`",
        "fill_diagonal" => "write `loop i in 0..n { a[i, i] = v; }`",
        "argwhere" => "write `arange(n)[x > 0.0]`, which lives inside the function",
        "array_equal" => "write `all(x == y)`",
        "isclose" => "write `abs(x - y) <= tolerance`",
        "full_like" => "a type's name makes arrays: `f64[n](value)` with the sizes of `x`",
        "ones_like" | "empty_like" => "a type's name makes arrays: `f64[n](1)` with the sizes of `x`",
        "delete" => "write what stays: `concat(x[:k], x[k + 1:])`",
        "insert" => "write `concat(concat(x[:k], [v]), x[k:])`",
        "lexsort" => "sort by the last key first: `argsort` keeps the order of equal elements",
        "digitize" => "write `searchsorted_right(edges, x)`",
        "choose" => "write `choices[x]`",
        "packbits" | "unpackbits" => {
            "write `sum(for k in 0..8: x[k] << (7 - k))`, `for k in 0..8: x >> (7 - k) & 1`"
        }
        "split" | "array_split" | "hsplit" | "vsplit" => {
            "write the slices: `x[:k]`, `x[k:]`, or rows by `reshape(x, n // k, k)`"
        }
        "broadcast_to" => "write `f64[n, m](x)`",
        "apply_along_axis" => "a call of a function of rows on a matrix loops: `f(x)`, or `for i: f(x[i])`",
        "fftshift" => "write `roll(x, n // 2)`",
        "fftfreq" => "write `for i in 0..n: f64((i + n // 2) % n - n // 2) / f64(n)`",
        "hanning" | "hann" => "write `for i in 0..n: 0.5 - 0.5 * cos(2.0 * pi * f64(i) / f64(n - 1))`",
        "hamming" => "write `for i in 0..n: 0.54 - 0.46 * cos(2.0 * pi * f64(i) / f64(n - 1))`",
        "matrix_rank" => "write `count(values > 1e-12 * max(values))` with the singular values of `svd(a)`",
        _ => return None,
    })
}

/// Functions of numbers, and of samples.
pub(super) fn of_numbers(name: &str) -> Option<&'static str> {
    Some(match name {
        "polyval" => "write `fold(|acc, a| acc * x + a, 0.0, c)`, the highest power first",
        "polyfit" => "write `least_squares(a, y)` with `a = for i, j in 0..k: x[i] ** f64(j)`",
        "logspace" => "write `10.0 ** linspace(a, b, n)`",
        "geomspace" => "write `exp(linspace(ln(a), ln(b), n))`",
        "nan_to_num" => "write `where(isnan(x), 0.0, x)`",
        "heaviside" => "write `where(x > 0.0, 1.0, where(x < 0.0, 0.0, h))`",
        "divmod" => "write `(a // b, a % b)`",
        "fix" => "write `trunc(x)`",
        "e" => "write `exp(1.0)`",
        "factorial" => "write `gamma(x + 1.0)`",
        "comb" | "binom" => {
            "write `exp(lgamma(n + 1.0) - lgamma(k + 1.0) - lgamma(n - k + 1.0))`, or a `loop`"
        }
        "kurtosis" => "write `let d = x - mean(x);` and `mean(d ** 4.0) / mean(d * d) ** 2 - 3.0`",
        "skew" => "write `let d = x - mean(x);` and `mean(d ** 3.0) / mean(d * d) ** 1.5`",
        "erfcinv" => "write `erfinv(1.0 - x)`",
        "ndtr" => "write `normal_cdf(x)`",
        "ndtri" => "write `normal_quantile(p)`",
        "randint" => "write `integers(key, low, high, n)`: no state, another key for other numbers",
        "choice" => "write `x[integers(key, 0, n, m)]`, or `shuffle(key, x)[:m]` without repetition",
        "seed" | "default_rng" => "there is no state: each call has a key, `normal(key, n)`",
        _ => return None,
    })
}
