//! The functions that are measured, and their references.

use std::f64::consts::{FRAC_1_SQRT_2, FRAC_2_SQRT_PI, PI, SQRT_2};

use base::DType;

use super::mpfr::Float;

/// A function and what it is compared with. A *nearest* result is correctly rounded; an *exact32* one is, for arguments of at
/// most 24 bits, far more exact than an `f32`.
pub struct Function {
    /// Its name in arr.
    pub name: &'static str,
    /// The largest error that is promised, in units of the last place, with fma.
    pub bound: f64,
    /// Where a difference of arguments may cancel: the number below whose size errors do not count in smaller units.
    least: Option<fn(&[f64]) -> f64>,
    reference: Reference,
}

enum Reference {
    One {
        nearest32: Option<fn(f32) -> f32>,
        nearest64: Option<fn(f64) -> f64>,
        exact32: fn(f64) -> f64,
        exact: fn(&Float) -> Float,
    },
    Inverse {
        /// Of an argument of at most 24 bits and a guess, which only says where to begin.
        exact32: fn(f64, f64) -> f64,
        exact: fn(&Float) -> Float,
    },
    Two {
        nearest64: Option<fn(f64, f64) -> f64>,
        exact32: fn(f64, f64) -> f64,
        exact: fn(&Float, &Float) -> Float,
    },
}

impl Function {
    /// With errors in units of no smaller numbers.
    const fn above(self, least: fn(&[f64]) -> f64) -> Self {
        Self { least: Some(least), ..self }
    }

    /// The number below whose size errors do not count in smaller units; 0 for most functions.
    #[must_use]
    pub fn least(&self, args: &[f64]) -> f64 {
        self.least.map_or(0.0, |least| least(args))
    }

    /// How many arguments it takes: one or two.
    #[must_use]
    pub fn arity(&self) -> usize {
        match self.reference {
            Reference::One { .. } | Reference::Inverse { .. } => 1,
            Reference::Two { .. } => 2,
        }
    }

    /// The nearest `f32` or `f64`, where that is quick to have.
    #[must_use]
    pub fn nearest(&self, dtype: DType, args: &[f64]) -> Option<f64> {
        match (&self.reference, dtype) {
            (Reference::One { nearest32: Some(nearest), .. }, DType::F32) => {
                Some(f64::from(nearest(args[0] as f32)))
            }
            (_, DType::F32) => Some(f64::from(self.exact32(args) as f32)),
            (Reference::One { nearest64: Some(nearest), .. }, DType::F64) => Some(nearest(args[0])),
            (Reference::Two { nearest64: Some(nearest), .. }, DType::F64) => Some(nearest(args[0], args[1])),
            _ => None,
        }
    }

    /// The nearest `f32` of a function of one argument; a guess makes inverse functions quicker.
    #[must_use]
    pub fn nearest_short(&self, x: f32, guess: f32) -> f32 {
        match self.reference {
            Reference::One { nearest32: Some(nearest), .. } => nearest(x),
            Reference::Inverse { exact32, .. } => exact32(f64::from(x), f64::from(guess)) as f32,
            _ => self.exact32(&[f64::from(x)]) as f32,
        }
    }

    /// For arguments of at most 24 bits.
    #[must_use]
    pub fn exact32(&self, args: &[f64]) -> f64 {
        match self.reference {
            Reference::One { exact32, .. } => exact32(args[0]),
            Reference::Inverse { exact32, .. } => exact32(args[0], f64::NAN),
            Reference::Two { exact32, .. } => exact32(args[0], args[1]),
        }
    }

    /// For all arguments.
    #[must_use]
    pub fn exact(&self, args: &[f64]) -> Float {
        match self.reference {
            Reference::One { exact, .. } | Reference::Inverse { exact, .. } => exact(&Float::from(args[0])),
            Reference::Two { exact, .. } => exact(&Float::from(args[0]), &Float::from(args[1])),
        }
    }
}

/// One with a correctly rounded reference for both types.
macro_rules! rounded {
    ($name:literal, $nearest32:ident, $nearest64:ident, $exact:expr) => {
        Function {
            name: $name,
            bound: 1.0,
            least: None,
            reference: Reference::One {
                nearest32: Some(core_math::$nearest32),
                nearest64: Some(core_math::$nearest64),
                exact32: core_math::$nearest64,
                exact: $exact,
            },
        }
    };
}

/// One that `f64` arithmetic gives for `f32`.
const fn plain(name: &'static str, exact32: fn(f64) -> f64, exact: fn(&Float) -> Float) -> Function {
    Function {
        name,
        bound: 1.0,
        least: None,
        reference: Reference::One { nearest32: None, nearest64: None, exact32, exact },
    }
}

/// One whose inverse has a reference.
const fn inverse(name: &'static str, exact32: fn(f64, f64) -> f64, exact: fn(&Float) -> Float) -> Function {
    Function { name, bound: 1.0, least: None, reference: Reference::Inverse { exact32, exact } }
}

const fn two(
    name: &'static str,
    nearest64: Option<fn(f64, f64) -> f64>,
    exact32: fn(f64, f64) -> f64,
    exact: fn(&Float, &Float) -> Float,
) -> Function {
    Function { name, bound: 1.0, least: None, reference: Reference::Two { nearest64, exact32, exact } }
}

/// All that are measured.
pub const FUNCTIONS: [Function; 48] = [
    rounded!("exp", expf, exp, Float::exp),
    rounded!("exp2", exp2f, exp2, Float::exp2),
    rounded!("exp10", exp10f, exp10, Float::exp10),
    rounded!("expm1", expm1f, expm1, Float::expm1),
    rounded!("ln", logf, log, Float::ln),
    rounded!("log2", log2f, log2, Float::log2),
    rounded!("log10", log10f, log10, Float::log10),
    rounded!("log1p", log1pf, log1p, Float::log1p),
    rounded!("sin", sinf, sin, Float::sin),
    rounded!("cos", cosf, cos, Float::cos),
    rounded!("tan", tanf, tan, Float::tan),
    rounded!("asin", asinf, asin, Float::asin),
    rounded!("acos", acosf, acos, Float::acos),
    rounded!("atan", atanf, atan, Float::atan),
    rounded!("sinh", sinhf, sinh, Float::sinh),
    rounded!("cosh", coshf, cosh, Float::cosh),
    rounded!("tanh", tanhf, tanh, Float::tanh),
    rounded!("erf", erff, erf, Float::erf),
    rounded!("erfc", erfcf, erfc, Float::erfc),
    rounded!("cbrt", cbrtf, cbrt, Float::cbrt),
    plain("sqrt", f64::sqrt, Float::sqrt),
    rounded!("asinh", asinhf, asinh, Float::asinh),
    rounded!("acosh", acoshf, acosh, Float::acosh),
    rounded!("atanh", atanhf, atanh, Float::atanh),
    rounded!("sinpi", sinpif, sinpi, sinpi),
    rounded!("cospi", cospif, cospi, cospi),
    rounded!("gamma", tgammaf, tgamma, Float::gamma),
    rounded!("lgamma", lgammaf, lgamma, Float::lgamma),
    plain("sinc", |x| if x == 0.0 { 1.0 } else { core_math::sinpi(x) / (PI * x) }, sinc),
    plain("degrees", f64::to_degrees, |x| x.times(&Float::from(180.0).over(&Float::pi()))),
    plain("radians", |x| x * (PI / 180.0), |x| x.times(&Float::pi().over(&Float::from(180.0)))),
    plain("sigmoid", |x| 1.0 / (1.0 + core_math::exp(-x)), sigmoid),
    plain("normal_pdf", |x| core_math::exp(-0.5 * x * x) * 0.398_942_280_401_432_7, normal_pdf),
    plain("normal_cdf", |x| 0.5 * core_math::erfc(-x * FRAC_1_SQRT_2), normal_cdf),
    inverse("normal_quantile", normal_quantile_short, normal_quantile),
    inverse("erfinv", erfinv_short, erfinv),
    plain("reciprocal", |x| 1.0 / x, |x| Float::from(1.0).over(x)),
    plain("fract", |x| x - x.floor(), |x| Float::from(x.to_f64()).minus(&Float::from(x.to_f64().floor()))),
    plain("floor", f64::floor, |x| Float::from(x.to_f64().floor())),
    plain("ceil", f64::ceil, |x| Float::from(x.to_f64().ceil())),
    plain("trunc", f64::trunc, |x| Float::from(x.to_f64().trunc())),
    plain("round", f64::round_ties_even, |x| Float::from(x.to_f64().round_ties_even())),
    plain("abs", f64::abs, |x| Float::from(x.to_f64().abs())),
    plain("sign", sign, |x| Float::from(sign(x.to_f64()))),
    two("pow", Some(core_math::pow), core_math::pow, Float::pow),
    two("atan2", Some(core_math::atan2), core_math::atan2, Float::atan2),
    two("hypot", Some(core_math::hypot), core_math::hypot, Float::hypot),
    two("logaddexp", None, logaddexp_short, logaddexp).above(|args| args[0].abs().max(args[1].abs()) / 16.0),
];

fn sign(x: f64) -> f64 {
    if x == 0.0 || x.is_nan() { x.abs() } else { x.signum() }
}

/// Of an angle in half turns: the remainder is exact, so nothing is lost before the sine.
fn sinpi(x: &Float) -> Float {
    let x = x.to_f64();
    if x.is_infinite() {
        return Float::from(f64::NAN);
    }
    let rest = x % 2.0;
    if rest % 1.0 == 0.0 {
        return Float::from(0.0f64.copysign(x));
    }
    Float::pi().times(&Float::from(rest)).sin()
}

fn cospi(x: &Float) -> Float {
    let x = x.to_f64();
    if x.is_infinite() {
        return Float::from(f64::NAN);
    }
    let rest = (x % 2.0).abs();
    if rest % 1.0 == 0.5 {
        return Float::from(0.0);
    }
    Float::pi().times(&Float::from(rest)).cos()
}

fn sinc(x: &Float) -> Float {
    if x.is_zero() { Float::from(1.0) } else { sinpi(x).over(&x.times(&Float::pi())) }
}

fn sigmoid(x: &Float) -> Float {
    let one = Float::from(1.0);
    one.over(&one.plus(&Float::from(0.0).minus(x).exp()))
}

fn normal_pdf(x: &Float) -> Float {
    let height = Float::pi().scaled(1).sqrt();
    Float::from(0.0).minus(&x.times(x).scaled(-1)).exp().over(&height)
}

fn normal_cdf(x: &Float) -> Float {
    Float::from(0.0).minus(x).over(&Float::from(2.0).sqrt()).erfc().scaled(-1)
}

/// By Newton's iteration on the logarithm of the smaller tail, which is nearly a parabola.
fn normal_quantile(p: &Float) -> Float {
    let value = p.to_f64();
    if !(value > 0.0 && value < 1.0) {
        let ends = [(0.0, f64::NEG_INFINITY), (1.0, f64::INFINITY)];
        let end = ends.into_iter().find(|(at, _)| *at == value);
        return Float::from(end.map_or(f64::NAN, |(_, end)| end));
    }
    if value == 0.5 {
        return Float::from(0.0);
    }
    let upper = value > 0.5;
    let tail = if upper { Float::from(1.0).minus(p) } else { Float::from(value) };
    let x = quantile_of_tail(&tail);
    if upper { Float::from(0.0).minus(&x) } else { x }
}

/// The negative x with `normal_cdf(x)` equal to `tail`, which is below 1/2.
fn quantile_of_tail(tail: &Float) -> Float {
    let goal = tail.ln();
    let mut x = Float::from(-rough_quantile(goal.to_f64()));
    for _ in 0..6 {
        let cdf = normal_cdf(&x);
        let slope = normal_pdf(&x).over(&cdf);
        x = x.minus(&cdf.ln().minus(&goal).over(&slope));
    }
    x
}

/// The positive quantile of an upper tail with this logarithm, to three digits: Abramowitz and Stegun 26.2.23.
fn rough_quantile(log_tail: f64) -> f64 {
    let t = (-2.0 * log_tail).sqrt();
    let top = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    let bottom = 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308));
    t - top / bottom
}

/// Newton's iteration from a guess, or from a rough value where the first step shows that the guess is none.
fn newton(guess: f64, rough: f64, step: impl Fn(f64) -> f64) -> f64 {
    let first = step(guess);
    let is_near = first.abs() < 1e-3 * guess.abs();
    let (mut y, mut by) = if is_near { (guess + first, first) } else { (rough, rough) };
    // The error behind a step is about its square.
    for _ in 0..8 {
        if by.abs() < 1e-7 * y.abs() {
            break;
        }
        by = step(y);
        y += by;
    }
    y
}

/// The inverse of the error function below 3/4.
fn erfinv_middle(x: f64, guess: f64) -> f64 {
    newton(guess, x * FRAC_1_SQRT_2, |y| (x - core_math::erf(y)) / (FRAC_2_SQRT_PI * (-y * y).exp()))
}

/// The inverse of its complement, of small arguments: by the logarithm, which is nearly a parabola.
fn erfcinv_tail(x: f64, guess: f64) -> f64 {
    newton(guess, FRAC_1_SQRT_2 * rough_quantile((0.5 * x).ln()), |y| {
        let tail = core_math::erfc(y);
        (tail / x).ln() * tail / (FRAC_2_SQRT_PI * (-y * y).exp())
    })
}

fn erfinv_short(x: f64, guess: f64) -> f64 {
    let size = x.abs();
    let y = match size {
        0.0 => 0.0,
        _ if size < 0.75 => erfinv_middle(size, guess.abs()),
        _ if size < 1.0 => erfcinv_tail(1.0 - size, guess.abs()),
        1.0 => f64::INFINITY,
        _ => f64::NAN,
    };
    y.copysign(x)
}

fn normal_quantile_short(p: f64, guess: f64) -> f64 {
    let q = p - 0.5;
    let tail = p.min(1.0 - p);
    let guess = FRAC_1_SQRT_2 * guess.abs();
    let x = match tail {
        0.5 => 0.0,
        _ if q.abs() < 0.375 => SQRT_2 * erfinv_middle(2.0 * q.abs(), guess),
        _ if tail > 0.0 => SQRT_2 * erfcinv_tail(2.0 * tail, guess),
        0.0 => f64::INFINITY,
        _ => f64::NAN,
    };
    x.copysign(q)
}

fn erfinv(x: &Float) -> Float {
    let value = x.to_f64();
    if value == 0.0 || value.is_nan() || value.abs() >= 1.0 {
        let end = if value.abs() > 1.0 { f64::NAN } else { f64::INFINITY.copysign(value) };
        return Float::from(if value.abs() >= 1.0 { end } else { value });
    }
    if value.abs() < 0.5 {
        let half_root_of_pi = Float::pi().sqrt().scaled(-1);
        let mut y = x.times(&half_root_of_pi);
        for _ in 0..7 {
            let slope = Float::from(0.0).minus(&y.times(&y)).exp().over(&half_root_of_pi);
            y = y.minus(&y.erf().minus(x).over(&slope));
        }
        return y;
    }
    let tail = Float::from(1.0).minus(&Float::from(value.abs())).scaled(-1);
    let y = quantile_of_tail(&tail).over(&Float::from(2.0).sqrt());
    if value > 0.0 { Float::from(0.0).minus(&y) } else { y }
}

/// Exact beside the larger argument, in whose units it is measured.
fn logaddexp_short(x: f64, y: f64) -> f64 {
    let (top, low) = if x > y { (x, y) } else { (y, x) };
    match top {
        _ if x.is_nan() || y.is_nan() => f64::NAN,
        _ if top.is_infinite() => top,
        _ => top + core_math::log1p(core_math::exp(low - top)),
    }
}

fn logaddexp(x: &Float, y: &Float) -> Float {
    let (a, b) = (x.to_f64(), y.to_f64());
    if a.is_nan() || b.is_nan() {
        return Float::from(f64::NAN);
    }
    let (top, low) = if a > b { (x, y) } else { (y, x) };
    if top.is_infinite() {
        return Float::from(a.max(b));
    }
    top.plus(&low.minus(top).exp().log1p())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_of_both_kinds_agree() {
        for function in &FUNCTIONS {
            for args in
                [[0.25, 2.0], [0.7, -1.5], [1.5, 3.0], [-0.5, 4.0], [3.75, 3.5], [-2.25, 1.0], [40.0, 39.0]]
            {
                let args = &args[..function.arity()];
                let (rough, fine) = (function.exact32(args), function.exact(args).to_f64());
                let close = (rough - fine).abs() <= 1e-13 * fine.abs() || rough.is_nan() && fine.is_nan();
                assert!(close, "{}({args:?}) is {rough} or {fine}", function.name);
                let nearest = function.nearest(DType::F64, args);
                assert!(
                    nearest.is_none_or(|y| y == fine || y.is_nan()),
                    "{}({args:?}) is {nearest:?}",
                    function.name
                );
            }
        }
    }
}
