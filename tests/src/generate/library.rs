//! Calls of the standard library, and forms that need functions of their own: function parameters, generics, overloads.

use base::DType;

use super::Generator;
use super::array::parenthesised;
use super::scope::Class;
use super::tree::{Node, Ty};

const OF_FLOATS: [&str; 6] =
    ["reciprocal($)", "fract($)", "lerp($, $, $)", "clamp($, $, $)", "least($, $)", "min($, $, $)"];
const OF_F32_F64: [&str; 30] = [
    "normal_cdf($)",
    "normal_quantile($)",
    "erfinv($)",
    "gamma($)",
    "lgamma($)",
    "sinc($)",
    "cospi($)",
    "degrees($)",
    "exp2($)",
    "expm1($)",
    "log2($)",
    "log10($)",
    "log1p($)",
    "cbrt($)",
    "tan($)",
    "asin($)",
    "acos($)",
    "atan($)",
    "sinh($)",
    "cosh($)",
    "asinh($)",
    "acosh($)",
    "atanh($)",
    "sinpi($)",
    "sigmoid($)",
    "atan2($, $)",
    "hypot($, $)",
    "($ ** $)",
    "logaddexp($, $)",
    "nextafter($, $)",
];
const OF_INTEGERS: [&str; 9] = [
    "lcm($, $)",
    "popcount($)",
    "leading_zeros($)",
    "trailing_zeros($)",
    "gcd($, $)",
    "set_bit($, $)",
    "clear_bit($, $)",
    "clamp($, $, $)",
    "least($, $)",
];
const VECTORS_OF_REALS: [&str; 14] = [
    "pad($, 1, 2, @(3))[1:-2]",
    "pad_wrap($, 2, 1)[:-3]",
    "pad_mirror($, 1, 1)[2:]",
    "pad_clamp($, 3, 0)[:-3]",
    "repeat($, 3)[1::3]",
    "concat($, $)[::2]",
    "tile($, 2)[1::2]",
    "sort($)",
    "flip($)",
    "roll($, 3)",
    "cummax($)",
    "cummin($)",
    "shuffle(u64(7), $)",
    "diag(diag($))",
];
const VECTORS_OF_FLOATS: [&str; 9] = [
    "gradient($)",
    "moving_average(pad_clamp($, 1, 1), 3)",
    "convolve_valid(pad_wrap($, 1, 1), [@(1), @(-2), @(1)])",
    "filter_wrap($, [@(1), @(2)])",
    "filter_clamp($, [@(1), @(2), @(-1)])",
    "convolve_same($, [@(2), @(1), @(1)])",
    "zscore($)",
    "normalize($)",
    "($ * average($, $))",
];
const FROM_VECTORS_OF_FLOATS: [&str; 13] = [
    "nanmean($)",
    "nanmax($)",
    "average($, $)",
    "median($)",
    "quantile($, @(0.3))",
    "nansum($)",
    "nanmin($)",
    "norm($)",
    "dot($, $)",
    "std($)",
    "var($)",
    "trapezoid($)",
    "cov($, $)",
];

impl Generator {
    fn fill_in(&mut self, ty: &Ty, operand: &Ty, template: &str, depth: usize) -> Node {
        let template = template.replace('@', operand.dtype.name());
        let count = template.matches('$').count();
        let operands = (0..count).map(|_| self.value(operand, depth.saturating_sub(1))).collect();
        Node::value(ty, &template, operands)
    }

    /// A function of the library on scalars, lifted where `ty` is an array of numbers.
    pub(super) fn library_scalar(&mut self, ty: &Ty, depth: usize) -> Node {
        let dtype = ty.dtype;
        let template = match dtype {
            DType::F32 | DType::F64 if self.rng.chance(50) => *self.rng.pick(&OF_F32_F64),
            _ if dtype.is_float() => *self.rng.pick(&OF_FLOATS),
            _ if self.rng.chance(25) && dtype.is_int() && !dtype.is_signed_int() => "rotate_left($, $)",
            _ => *self.rng.pick(&OF_INTEGERS),
        };
        self.fill_in(ty, ty, template, depth)
    }

    /// An array by a function of the library or one of the program's own.
    pub(super) fn library_array(&mut self, ty: &Ty, depth: usize) -> Node {
        let rank = ty.rank();
        match self.rng.below(11) {
            8 | 9 => self.form(ty, depth),
            10 if rank == 2 => self.library_matrix(ty, depth),
            0 | 1 if rank == 1 => self.library_vector(ty, depth),
            2 if rank == 2 => {
                let inner = self.dim();
                let left = Ty::array(ty.dtype, &[ty.dims[0].clone(), inner.clone()]);
                let right = Ty::array(ty.dtype, &[inner, ty.dims[1].clone()]);
                let (a, b) =
                    (self.value(&left, depth.saturating_sub(1)), self.value(&right, depth.saturating_sub(1)));
                // A product of narrow integers is of their type.
                Node::value(ty, &format!("{}($ @ $)", ty.dtype), vec![parenthesised(a), parenthesised(b)])
            }
            3 if rank == 2 => self.fill_in(ty, ty, "triu($)", depth),
            4 => {
                let axis = self.rng.below(rank);
                let name = self.fresh("v");
                let reduce = *self.rng.pick(&["max", "min"]);
                let template =
                    format!("({{ let {name} = $; {name} - {reduce}({name}, axis = {axis}, keep = true) }})");
                self.fill_in(ty, ty, &template, depth)
            }
            5 => self.applied(ty, depth),
            6 => {
                let name = self.own(
                    "larger",
                    "fn larger<T: real>(x: T[a], y: T) -> T[a] = where(x > y, x, y + T(1));\n\
                     fn larger<T: real>(x: T, y: T) -> T = if x > y { x } else { y };\n",
                );
                let scalar = Ty::scalar(ty.dtype);
                let (a, b) =
                    (self.value(ty, depth.saturating_sub(1)), self.value(&scalar, depth.saturating_sub(1)));
                Node::value(ty, &format!("{name}($, $)"), vec![a, b])
            }
            _ => self.folded_rows(ty, depth),
        }
    }

    fn library_matrix(&mut self, ty: &Ty, depth: usize) -> Node {
        let template = match ty.dtype {
            dtype if dtype.is_float() && self.rng.chance(30) => "box_blur($, 1)",
            _ => *self.rng.pick(&[
                "tril($)",
                "tril($, 1)",
                "median3x3($)",
                "sobel($).dx",
                "filter_clamp($, [[@(1), @(2)], [@(0), @(3)]])",
            ]),
        };
        self.fill_in(ty, ty, template, depth)
    }

    fn library_vector(&mut self, ty: &Ty, depth: usize) -> Node {
        let dim = ty.dims[0].clone();
        match ty.dtype {
            DType::I64 if self.rng.chance(40) => {
                let of = Ty::array(self.number(), std::slice::from_ref(&dim));
                let permutation = format!("permutation(u64(3), {dim})");
                let template = *self.rng.pick(&[
                    "argsort($)",
                    &permutation,
                    "searchsorted(sort($), $)",
                    "i64(diag(diag($)))",
                    "searchsorted_right(sort($), $)",
                ]);
                self.fill_in(ty, &of, template, depth)
            }
            DType::F64 if self.rng.chance(20) => {
                let name = *self.rng.pick(&["uniform", "normal", "exponential"]);
                Node::value(ty, &format!("{name}(u64(11), {dim})"), Vec::new())
            }
            dtype if dtype.is_float() && self.rng.chance(50) => {
                let template = *self.rng.pick(&VECTORS_OF_FLOATS);
                self.fill_in(ty, ty, template, depth)
            }
            _ => {
                let template = *self.rng.pick(&VECTORS_OF_REALS);
                self.fill_in(ty, ty, template, depth)
            }
        }
    }

    /// A scalar from a vector by the library, or by `fold`.
    pub(super) fn library_reduction(&mut self, dtype: DType, depth: usize) -> Node {
        let ty = Ty::scalar(dtype);
        let dim = self.dim();
        let vector = Ty::array(dtype, &[dim]);
        match self.rng.below(6) {
            0 | 1 => self.folded(&ty, depth),
            2 => self.tuple_reduction(&ty, depth),
            3 if dtype.is_float() => {
                let template = *self.rng.pick(&FROM_VECTORS_OF_FLOATS);
                self.fill_in(&ty, &vector, template, depth)
            }
            4 if dtype == DType::I64 => {
                let of = vector.with(self.number());
                let template = *self.rng.pick(&[
                    "count_unique($)",
                    "searchsorted(sort($), @(2))",
                    "i64(contains($, @(1)))",
                ]);
                self.fill_in(&ty, &of, template, depth)
            }
            _ => self.fill_in(&ty, &vector, "dot($, $)", depth),
        }
    }

    /// `fold` with any step, over an array or what a mask chooses of it.
    fn folded(&mut self, ty: &Ty, depth: usize) -> Node {
        let of = Ty::array(self.number(), &[self.dim()]);
        let init = self.scalar_leaf(ty.dtype);
        let array = self.array(&of, depth.saturating_sub(1));
        let (state, element) = (self.fresh("s"), self.fresh("q"));
        let before = self.scope.clone();
        self.scope.nest += 1;
        self.scope.barrier = self.scope.names.len();
        self.scope.add(&state, ty, Class::Value);
        self.scope.add(&element, &Ty::scalar(of.dtype), Class::Value);
        let (template, mut children) = self.fold_step(ty, &state, depth.min(2));
        self.restore(before);
        children.extend([init, array]);
        Node::value(ty, &format!("fold(|{state}, {element}| {template}, {}($), $)", ty.dtype), children)
    }

    /// One step of a fold: an expression, a choice, or one that not every state passes. What is kept has the type of the
    /// first state.
    fn fold_step(&mut self, ty: &Ty, state: &str, depth: usize) -> (String, Vec<Node>) {
        let dtype = ty.dtype;
        match self.rng.below(10) {
            0..=5 => (format!("{dtype}($)"), vec![self.value(ty, depth)]),
            6..=8 => {
                let condition = self.scalar(DType::Bool, depth);
                let values = [self.value(ty, depth), self.value(ty, depth)];
                let children = std::iter::once(condition).chain(values).collect();
                (format!("if $ {{ {dtype}($) }} else {{ {dtype}($) }}"), children)
            }
            _ => {
                let condition = self.scalar(DType::Bool, depth);
                let text =
                    format!("{{ assert $ or {state} != {dtype}(7), \"an unlucky state\"; {dtype}($) }}");
                (text, vec![condition, self.value(ty, depth)])
            }
        }
    }

    /// The largest element with its place, or two sums at once.
    fn tuple_reduction(&mut self, ty: &Ty, depth: usize) -> Node {
        let dim = self.dim();
        let of = Ty::array(ty.dtype, std::slice::from_ref(&dim));
        let array = self.array(&of, depth.saturating_sub(1));
        let (name, i) = (self.fresh("v"), self.fresh("b"));
        let item = self.rng.pick(&["value", "at"]);
        let dtype = ty.dtype;
        let template = if self.rng.chance(50) {
            format!(
                "({{ let {name} = $; let best = reduce(|p, q| if q.value > p.value {{ q }} else {{ p }}, (value = \
                 {dtype}(0), at = -1), for {i} in 0..{dim}: (value = {name}[{i}], at = {i})); {dtype}(best.{item}) }})"
            )
        } else {
            format!(
                "({{ let {name} = $; let both = fold(|s, p| (value = s.value * p + {dtype}(1), at = s.at ^ i64(p != \
                 s.value)), (value = {dtype}(1), at = 3), {name}); {dtype}(both.{item}) }})"
            )
        };
        Node::value(ty, &template, vec![array])
    }

    /// A `fold` along an axis that `ty` does not have.
    fn folded_rows(&mut self, ty: &Ty, depth: usize) -> Node {
        let axis = self.rng.below(ty.rank() + 1);
        let mut dims = ty.dims.clone();
        dims.insert(axis, self.dim());
        let inner = self.array(&Ty::array(ty.dtype, &dims), depth.saturating_sub(1));
        let dtype = ty.dtype;
        let template = if self.rng.chance(50) {
            format!("fold(|s, q| s * {dtype}(3) + q, {dtype}(1), $, axis = {axis})")
        } else {
            format!("reduce(|p, q| max(p, q), {dtype}(0), $, axis = {axis})")
        };
        Node::value(ty, &template, vec![inner])
    }

    /// A lambda, passed to a function that applies it to each element.
    fn applied(&mut self, ty: &Ty, depth: usize) -> Node {
        let text = "fn apply<T: num>(f: fn(T) -> T, x: T) -> T = f(x);\n";
        let name = self.own("apply", text);
        let array = self.value(ty, depth.saturating_sub(1));
        let element = self.fresh("q");
        let before = self.scope.clone();
        self.scope.nest += 1;
        self.scope.barrier = self.scope.names.len();
        self.scope.add(&element, &Ty::scalar(ty.dtype), Class::Value);
        let body = self.value(&Ty::scalar(ty.dtype), depth.min(2));
        self.restore(before);
        Node::value(ty, &format!("{name}(|{element}| {}($), $)", ty.dtype), vec![body, array])
    }

    /// A template whose functions have their names: `signed` is `copysign` without the sign of a NaN, which is not
    /// specified.
    pub(super) fn named(&mut self, template: &str) -> String {
        if !template.contains("signed(") {
            return template.to_string();
        }
        let text = "fn signed<T: float>(x: T, y: T) -> T = copysign(x, if isnan(y) { T(1) } else { y });\n";
        let name = self.own("signed", text);
        template.replace("signed(", &format!("{name}("))
    }

    /// A function of the program's own, added once; its name in this entry.
    pub(super) fn own(&mut self, name: &str, text: &str) -> String {
        let unique = format!("{name}{}", self.number);
        let text = text.replace(&format!("fn {name}"), &format!("fn {unique}"));
        if !self.own.contains(&text) {
            self.own.push(text);
        }
        unique
    }

    /// An exported function with a type variable: one entry point for each type of its set.
    pub(super) fn generic_entry(&mut self, number: usize) -> Node {
        let set = *self.rng.pick(&["f32 | f64", "f32 | i32", "u8 | i64", "f64 | i16 | u32", "f16 | f32"]);
        let array = self.generic_value(3, true);
        let scalar = self.generic_value(2, false);
        let text = format!(
            "pub fn entry{number}<T: {set}>(x: T[n], y: T) -> (T[n], T) {{\n    let z = {array};\n    (z, {scalar})\n}}\n"
        );
        Node::new(crate::generate::tree::Kind::Function, &text, Vec::new())
    }

    fn generic_value(&mut self, depth: usize, array: bool) -> String {
        if depth == 0 {
            let leaves: &[&str] =
                if array { &["x", "x[::-1]", "(x + y)"] } else { &["y", "T(3)", "T(1)", "x[0; clamp]"] };
            return (*self.rng.pick(leaves)).to_string();
        }
        let a = self.generic_value(depth - 1, array);
        let scalar_right = self.rng.chance(30);
        let b = self.generic_value(depth - 1, array && !scalar_right);
        match self.rng.below(7) {
            0 => format!("({a} + {b})"),
            1 => format!("({a} - {b})"),
            2 => format!("({a} * {b} + {a})"),
            3 => format!("min({a}, {b})"),
            4 => format!("where({a} < {b}, {a}, {b})"),
            5 if !array => format!("max({})", self.generic_value(depth - 1, true)),
            5 => format!("(for i in 0..n: ({a})[i] - x[i + 1; wrap])"),
            _ => format!("max({a}, {b})"),
        }
    }
}
