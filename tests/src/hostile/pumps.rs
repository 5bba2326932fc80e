//! Short texts that ask for much: each makes something double, square or nest.

/// A family of programs: its name and the member of a size.
pub struct Pump {
    /// For messages.
    pub name: &'static str,
    /// So large that what doubles would not end, and what squares would be felt.
    pub size: usize,
    /// The program.
    pub text: fn(usize) -> String,
}

fn repeat(n: usize, piece: impl Fn(usize) -> String) -> String {
    (0..n).map(piece).collect()
}

fn joined(n: usize, separator: &str, piece: impl Fn(usize) -> String) -> String {
    (0..n).map(piece).collect::<Vec<_>>().join(separator)
}

/// A row of functions, each of which is made from the one before.
fn chain(n: usize, first: &str, next: impl Fn(usize) -> String, last: &str) -> String {
    first.to_string() + &repeat(n - 1, |k| next(k + 1)) + last
}

/// All families.
pub const ALL: &[Pump] = &[
    Pump {
        name: "literal",
        size: 4000,
        text: |n| {
            let items = joined(n, ", ", |k| (k * 7919 % 9973).to_string());
            format!("pub fn f(i: i64) -> i64 {{ let t = [{items}]; t[i] }}")
        },
    },
    Pump {
        name: "literal of rows",
        size: 60,
        text: |n| {
            let rows =
                joined(n, ", ", |j| format!("[{}]", joined(n, ", ", |k| format!("{}.5", j * k % 991))));
            format!("pub fn f(i: i64, j: i64) -> f64 {{ let t = [{rows}]; t[i, j] }}")
        },
    },
    Pump {
        name: "result of literals",
        size: 1500,
        text: |n| {
            let items = joined(n, ", ", |k| format!("{k}.5"));
            format!("pub fn f() -> f64[{n}] = [{items}];")
        },
    },
    Pump {
        name: "loops in loops",
        size: 60,
        text: |n| {
            let heads = repeat(n, |k| format!("loop i{k} in 0..2 {{ "));
            format!("pub fn f(x: f64) -> f64 {{ var s = x; {heads} s = s * 1.5 + 1.0; {} s }}", "}".repeat(n))
        },
    },
    Pump {
        name: "sums in sums",
        size: 60,
        text: |n| {
            format!(
                "pub fn f(x: f64) -> f64 = {}x{};",
                repeat(n, |k| format!("sum(for i{k} in 0..2: ")),
                ")".repeat(n)
            )
        },
    },
    Pump {
        name: "whiles in whiles",
        size: 40,
        text: |n| {
            let heads = repeat(n, |k| format!("while s > {k}.0 {{ s -= 1.0; "));
            format!(
                "fn g(x: f64) -> f64 {{ var s = x; {heads} s = s * 1.5; {} s }} pub fn f(x: f64[n]) -> f64[n] = g(x);",
                "}".repeat(n)
            )
        },
    },
    Pump {
        name: "sums of an array and its reverse",
        size: 60,
        text: |n| {
            format!("pub fn f(x: f64[30]) -> f64[30] {{ var y = x; {} y }}", "y = y + y[::-1]; ".repeat(n))
        },
    },
    Pump {
        name: "neighbours of neighbours",
        size: 24,
        text: |n| {
            let steps = repeat(n, |k| {
                format!("let a{} = for i in 0..n: a{k}[i - 1; clamp] + a{k}[i + 1; clamp]; ", k + 1)
            });
            format!("pub fn f(x: f64[n]) -> f64[n] {{ let a0 = x; {steps} a{n} }}")
        },
    },
    Pump {
        name: "calls that double",
        size: 60,
        text: |n| {
            chain(
                n,
                "fn g0(x: f64) -> f64 = x * 1.5;\n",
                |k| format!("fn g{k}(x: f64) -> f64 = g{0}(x) + g{0}(2.0 * x);\n", k - 1),
                &format!("pub fn f(x: f64) -> f64 = g{}(x);", n - 1),
            )
        },
    },
    Pump {
        name: "calls on arrays that double",
        size: 7,
        text: |n| {
            chain(
                n,
                "fn g0(x: f64[n]) -> f64[n] = x * 1.5;\n",
                |k| format!("fn g{k}(x: f64[n]) -> f64[n] = g{0}(x[::-1]) + g{0}(2.0 * x);\n", k - 1),
                &format!("pub fn f(x: f64[n]) -> f64[n] = g{}(x);", n - 1),
            )
        },
    },
    Pump {
        name: "instances that double",
        size: 40,
        text: |n| {
            chain(
                n,
                "fn g0<T: float>(x: T) -> T = x;\n",
                |k| format!("fn g{k}<T: float>(x: T) -> T = g{0}(x) + T(g{0}(f32(x)));\n", k - 1),
                &format!("pub fn f(x: f64) -> f64 = g{}(x);", n - 1),
            )
        },
    },
    Pump {
        name: "functions of functions",
        size: 40,
        text: |n| {
            chain(
                n,
                "fn twice(f: fn(f64) -> f64, x: f64) -> f64 = f(f(x));\nfn h0(x: f64) -> f64 = twice(|y| y + 1.5, x);\n",
                |k| format!("fn h{k}(x: f64) -> f64 = twice(|y| h{}(y), x);\n", k - 1),
                &format!("pub fn f(x: f64) -> f64 = h{}(x);", n - 1),
            )
        },
    },
    Pump {
        name: "sizes that square",
        size: 60,
        text: |n| {
            let steps = repeat(n, |k| format!("let a{} = a{k} * a{k} + a{k}; ", k + 1));
            format!("pub fn f(x: f64[n]) -> i64 {{ let a0 = n + 1; {steps} a{n} }}")
        },
    },
    Pump {
        name: "powers of powers",
        size: 40,
        text: |n| {
            let steps = repeat(n, |k| format!("let a{} = a{k} * a{k}; ", k + 1));
            format!(
                "pub fn f() -> i64 {{ let a0 = 3 ** 5000; {steps} 1 }}\npub fn g() -> i64 = 2 ** 9 ** 9 ** 9;"
            )
        },
    },
    Pump {
        name: "digits",
        size: 60_000,
        text: |n| format!("pub fn f() -> f64 = 1.{0}e-3000;\npub fn g() -> f64 = {0};", "9".repeat(n / 2)),
    },
    Pump {
        name: "tuples that double",
        size: 40,
        text: |n| {
            let steps = repeat(n, |k| format!("let a{} = (a{k}, a{k}); ", k + 1));
            format!("pub fn f(x: f64) -> f64 {{ let a0 = x; {steps} x }}")
        },
    },
    Pump {
        name: "reductions in a row",
        size: 80,
        text: |n| {
            let sums = repeat(n, |k| format!("let a{k} = sum(x * {k}.5 + {k}.0); "));
            format!("pub fn f(x: f64[n]) -> f64 {{ {sums} {} }}", joined(n, " + ", |k| format!("a{k}")))
        },
    },
    Pump {
        name: "returns in a row",
        size: 250,
        text: |n| {
            let returns = repeat(n, |k| format!("if x == {k}.0 {{ return {k}.5; }} "));
            format!("pub fn f(x: f64) -> f64 {{ {returns} x }}")
        },
    },
    Pump {
        name: "returns without end",
        size: 2500,
        text: |n| {
            let returns = repeat(n, |k| format!("if x == {k} {{ return {k}; }} "));
            format!("pub fn f(x: i64) -> i64 {{ {returns} x }}")
        },
    },
    Pump {
        name: "arrays put together",
        size: 50,
        text: |n| format!("pub fn f(x: f64[n]) -> f64 = sum({}x{});", "concat(".repeat(n), ", x)".repeat(n)),
    },
    Pump {
        name: "lets in a row",
        size: 400,
        text: |n| {
            let lets = repeat(n, |k| format!("let a{} = a{k} * 1.5 + {k}.0; ", k + 1));
            format!("pub fn f(x: f64[n]) -> f64[n] {{ let a0 = x; {lets} a{n} }}")
        },
    },
    Pump {
        name: "calls in a row",
        size: 300,
        text: |n| {
            chain(
                n,
                "fn g0<T: num>(x: T[n]) -> T[n] = x;\n",
                |k| format!("fn g{k}<T: num>(x: T[n]) -> T[n] = g{}(x + T(1));\n", k - 1),
                &format!("pub fn f(x: f64[n]) -> f64[n] = g{}(x);", n - 1),
            )
        },
    },
    Pump {
        name: "loops in a row",
        size: 250,
        text: |n| {
            let loops = repeat(n, |k| format!("loop i in 1..n {{ x[i] += x[i - 1] * {k}.5; }} "));
            format!("pub fn f(inout x: f64[n]) {{ {loops} }}")
        },
    },
    Pump {
        name: "any rank",
        size: 8,
        text: |n| {
            let sums = repeat(n, |k| format!("let a{k} = sum(x * {k}.5); "));
            format!("pub fn f(x: f64[..s]) -> f64 {{ {sums} {} }}", joined(n, " + ", |k| format!("a{k}")))
        },
    },
    Pump {
        name: "elements in a row",
        size: 3000,
        text: |n| format!("pub fn f(x: f64[n]) -> f64 = {};", joined(n, " + ", |k| format!("x[{k}]"))),
    },
    Pump {
        name: "more than can be",
        size: 1600,
        text: |n| {
            let sums = repeat(n, |k| format!("let a{k} = sum(x[{k}:] ** 3); "));
            format!("pub fn f(x: f64[n]) -> f64 {{ {sums} {} }}", joined(n, " + ", |k| format!("a{k}")))
        },
    },
    Pump {
        name: "divisions in a row",
        size: 1000,
        text: |n| {
            let lets = repeat(n, |k| format!("let a{} = a{k} // y; ", k + 1));
            format!("pub fn f(x: i8[n], y: i8[n]) -> i8[n] {{ let a0 = x; {lets} a{n} }}")
        },
    },
    Pump {
        name: "halves in a row",
        size: 400,
        text: |n| {
            let lets = repeat(n, |k| format!("let a{} = a{k} * x + f16(bf16(a{k})); ", k + 1));
            format!("pub fn f(x: f16[n]) -> f16[n] {{ let a0 = x; {lets} a{n} }}")
        },
    },
    Pump {
        name: "scatters in a row",
        size: 500,
        text: |n| {
            let updates = repeat(n, |k| format!("b[(x + {k}) % 16] += 1; "));
            format!("pub fn f(x: i64[n]) -> i64[16] {{ var b = i64[16](0); {updates} b }}")
        },
    },
    Pump {
        name: "stencils in a row",
        size: 200,
        text: |n| {
            let steps = repeat(n, |k| format!("x[1:-1] = {k}.5 * (x[:-2] + x[2:]); "));
            format!("pub fn f(x0: f64[n]) -> f64[n] where n >= 3 {{ var x = x0; {steps} x }}")
        },
    },
    Pump {
        name: "masks in a row",
        size: 200,
        text: |n| {
            let updates = repeat(n, |k| format!("x[x > {k}.0] += {k}.5; "));
            format!("pub fn f(x0: f64[n]) -> f64[n] {{ var x = x0; {updates} x }}")
        },
    },
    Pump {
        name: "loops that return in a row",
        size: 100,
        text: |n| {
            let loops = repeat(n, |k| format!("loop i in 0..n {{ if x[i] < {k}.0 {{ return {k}.0; }} }} "));
            format!("pub fn f(x: f64[n]) -> f64 {{ {loops} x[0] }}")
        },
    },
    Pump {
        name: "products of matrices in a row",
        size: 40,
        text: |n| {
            let products = repeat(n, |k| format!("let a{} = a{k} @ x; ", k + 1));
            format!("pub fn f(x: f64[n, n]) -> f64[n, n] {{ let a0 = x; {products} a{n} }}")
        },
    },
    Pump {
        name: "sorts in a row",
        size: 20,
        text: |n| {
            let sorts = repeat(n, |k| format!("let a{} = sort(a{k} * 1.5); ", k + 1));
            format!("pub fn f(x: f64[n]) -> f64[n] {{ let a0 = x; {sorts} a{n} }}")
        },
    },
    Pump {
        name: "exports",
        size: 300,
        text: |n| repeat(n, |k| format!("pub fn g{k}(x: f64) -> f64 = x + {k}.0;\n")),
    },
    Pump {
        name: "exports of all types",
        size: 400,
        text: |n| repeat(n, |k| format!("pub fn g{k}<T: num>(x: T[n]) -> T[n] = x + x;\n")),
    },
    Pump {
        name: "exports of all ranks",
        size: 600,
        text: |n| repeat(n, |k| format!("pub fn g{k}(x: f64[..s]) -> f64 = sum(x);\n")),
    },
];

/// Number `n` of them, at its size.
#[must_use]
pub fn text(n: u64) -> String {
    let pump = &ALL[usize::try_from(n).unwrap_or(0) % ALL.len()];
    (pump.text)(pump.size)
}
