//! Functions of complex numbers against MPFR.
//!
//! An error is the larger of both parts' differences, in units in the last place of the larger part of the exact result: that
//! is what complex arithmetic can promise, since a part may be the small difference of large products.

use std::path::Path;

use base::DType;

use super::inputs::BLOCK;
use super::levels::{self, Compiled};
use super::measure::FMA;
use super::mpfr::Float;
use super::record::{Line, Worst};
use super::ulp::{self, Format};
use crate::generate::rng::Rng;

/// A complex number of many bits.
pub struct Complex {
    re: Float,
    im: Float,
}

/// A function of one or two complex numbers.
pub struct Function {
    /// Its name in the table.
    pub name: &'static str,
    /// What it is of `z` and `w` in arr.
    pub text: &'static str,
    /// The largest error that is promised, with fma.
    pub bound: f64,
    exact: fn(&Complex, &Complex) -> Complex,
}

const fn function(
    name: &'static str,
    text: &'static str,
    bound: f64,
    exact: fn(&Complex, &Complex) -> Complex,
) -> Function {
    Function { name, text, bound, exact }
}

/// All that are measured.
pub const FUNCTIONS: [Function; 17] = [
    function("complex product", "z * w", 1.6, Complex::times),
    function("complex quotient", "z / w", 4.0, Complex::over),
    function("complex sqrt", "sqrt(z)", 3.0, |z, _| z.sqrt()),
    function("complex exp", "exp(z)", 3.0, |z, _| z.exp()),
    function("complex ln", "ln(z)", 2.0, |z, _| z.ln()),
    function("complex sin", "sin(z)", 3.0, |z, _| z.times_i().sinh().over_i()),
    function("complex cos", "cos(z)", 3.0, |z, _| z.times_i().cosh()),
    function("complex tan", "tan(z)", 6.0, |z, _| z.times_i().tanh().over_i()),
    function("complex sinh", "sinh(z)", 3.0, |z, _| z.sinh()),
    function("complex cosh", "cosh(z)", 3.0, |z, _| z.cosh()),
    function("complex tanh", "tanh(z)", 6.0, |z, _| z.tanh()),
    function("complex asin", "asin(z)", 4.0, |z, _| z.times_i().asinh().over_i()),
    function("complex acos", "acos(z)", 4.0, |z, _| z.acos()),
    function("complex atan", "atan(z)", 4.0, |z, _| z.times_i().atanh().over_i()),
    function("complex asinh", "asinh(z)", 4.0, |z, _| z.asinh()),
    function("complex acosh", "acosh(z)", 4.0, |z, _| z.acosh()),
    function("complex atanh", "atanh(z)", 4.0, |z, _| z.atanh()),
];

impl Complex {
    fn new(re: f64, im: f64) -> Self {
        Self { re: Float::from(re), im: Float::from(im) }
    }
    fn times(&self, w: &Self) -> Self {
        let re = self.re.times(&w.re).minus(&self.im.times(&w.im));
        Self { re, im: self.re.times(&w.im).plus(&self.im.times(&w.re)) }
    }
    fn over(&self, w: &Self) -> Self {
        let size = w.re.times(&w.re).plus(&w.im.times(&w.im));
        let conjugate = Self { re: w.re.plus(&Float::from(0.0)), im: Float::from(0.0).minus(&w.im) };
        let product = self.times(&conjugate);
        Self { re: product.re.over(&size), im: product.im.over(&size) }
    }
    fn times_i(&self) -> Self {
        let zero = Float::from(0.0);
        Self { re: zero.minus(&self.im), im: self.re.plus(&zero) }
    }
    fn over_i(&self) -> Self {
        let zero = Float::from(0.0);
        Self { re: self.im.plus(&zero), im: zero.minus(&self.re) }
    }
    fn exp(&self) -> Self {
        let size = self.re.exp();
        Self { re: size.times(&self.im.cos()), im: size.times(&self.im.sin()) }
    }
    fn ln(&self) -> Self {
        Self { re: self.re.hypot(&self.im).ln(), im: self.im.atan2(&self.re) }
    }
    /// The part that needs no difference first.
    fn sqrt(&self) -> Self {
        let size = self.re.hypot(&self.im);
        let right = !self.re.is_sign_negative();
        let part = if right { size.plus(&self.re) } else { size.minus(&self.re) };
        let large = part.scaled(-1).sqrt();
        let small = self.im.over(&large.scaled(1));
        match (right, self.im.is_sign_negative()) {
            (true, _) => Self { re: large, im: small },
            (false, false) => Self { re: small, im: large },
            (false, true) => {
                let zero = Float::from(0.0);
                Self { re: zero.minus(&small), im: zero.minus(&large) }
            }
        }
    }
    fn sinh(&self) -> Self {
        let (x, y) = (&self.re, &self.im);
        Self { re: x.sinh().times(&y.cos()), im: x.cosh().times(&y.sin()) }
    }
    fn cosh(&self) -> Self {
        let (x, y) = (&self.re, &self.im);
        Self { re: x.cosh().times(&y.cos()), im: x.sinh().times(&y.sin()) }
    }
    fn tanh(&self) -> Self {
        self.sinh().over(&self.cosh())
    }
    fn plus(&self, w: &Self) -> Self {
        Self { re: self.re.plus(&w.re), im: self.im.plus(&w.im) }
    }
    fn minus(&self, w: &Self) -> Self {
        Self { re: self.re.minus(&w.re), im: self.im.minus(&w.im) }
    }
    /// By logarithms, whose cancellations the many bits make up for.
    fn asinh(&self) -> Self {
        self.plus(&self.times(self).plus(&Self::new(1.0, 0.0)).sqrt()).ln()
    }
    fn acosh(&self) -> Self {
        let one = Self::new(1.0, 0.0);
        self.plus(&self.plus(&one).sqrt().times(&self.minus(&one).sqrt())).ln()
    }
    fn acos(&self) -> Self {
        let right = Self { re: Float::pi().scaled(-1), im: Float::from(0.0) };
        right.minus(&self.times_i().asinh().over_i())
    }
    fn atanh(&self) -> Self {
        let one = Self::new(1.0, 0.0);
        let twice = one.plus(self).ln().minus(&one.minus(self).ln());
        Self { re: twice.re.scaled(-1), im: twice.im.scaled(-1) }
    }
}

/// Builds and loads the functions of numbers with parts of a type, for every level of this machine.
///
/// # Errors
/// What the compiler or the loader says.
pub fn build(dtype: DType, folder: &Path) -> Result<Vec<Compiled>, String> {
    let (t, mut text) = (dtype.name(), String::new());
    for (number, Function { text: value, .. }) in FUNCTIONS.iter().enumerate() {
        let (c, d, w) =
            if value.contains('w') { ("c", "d", "let w = complex(c, d);") } else { ("_c", "_d", "") };
        text += &format!(
            "pub fn arr_{number}_{t}(a: {t}[n], b: {t}[n], {c}: {t}[n], {d}: {t}[n]) -> (re: {t}[n], im: {t}[n]) {{
                let z = complex(a, b); {w} let v = {value}; (re = real(v), im = imag(v)) }}\n"
        );
    }
    levels::build_text(&text, folder)
}

/// Parts of `count` pairs of numbers: of ordinary size, near 1, around the unit circle, of many sizes.
fn samples(dtype: DType, count: usize, rng: &mut Rng) -> Vec<Vec<f64>> {
    let mut parts: Vec<Vec<f64>> = (0..4).map(|_| Vec::with_capacity(count)).collect();
    let mut unit = || (rng.bits() >> 11) as f64 * 2.0f64.powi(-52) - 1.0;
    for k in 0..count {
        for pair in parts.chunks_mut(2) {
            let (a, b) = (unit(), unit());
            let tiny = (20.0 * (unit() - 1.0)).exp2();
            let (x, y) = match k % 5 {
                0 => (a, b),
                1 => (1.0 + a * tiny, b * tiny),
                2 => ((std::f64::consts::PI * a).cos() * (1.0 + tiny), (std::f64::consts::PI * a).sin()),
                3 => (a * (40.0 * unit()).exp2(), b * (40.0 * unit()).exp2()),
                _ => (10.0 * a, 10.0 * b),
            };
            pair[0].push(narrow(dtype, x));
            pair[1].push(narrow(dtype, y));
        }
    }
    parts
}

fn narrow(dtype: DType, x: f64) -> f64 {
    if dtype == DType::F32 { f64::from(x as f32) } else { x }
}

/// Measures one function at all levels on `count` samples. Results near the ends of the type's range are left out: something on
/// the way may be beyond them.
#[must_use]
pub fn measure(number: usize, levels: &[Compiled], dtype: DType, count: usize) -> Vec<Line> {
    let function = &FUNCTIONS[number];
    let line =
        |compiled: &Compiled| Line::new(function.name, dtype, compiled.level, format!("{count} samples"));
    let mut lines: Vec<Line> = levels.iter().map(line).collect();
    let (mut rng, format) = (Rng::new(1), if dtype == DType::F32 { ulp::F32 } else { ulp::F64 });
    for start in (0..count).step_by(BLOCK) {
        let parts = samples(dtype, BLOCK.min(count - start), &mut rng);
        let results: Vec<Vec<Vec<f64>>> =
            levels.iter().map(|level| level.call_pairs(&number.to_string(), dtype, &parts)).collect();
        for idx in 0..parts[0].len() {
            let at: Vec<f64> = parts.iter().map(|part| part[idx]).collect();
            let exact = (function.exact)(&Complex::new(at[0], at[1]), &Complex::new(at[2], at[3]));
            let Some(unit) = exact.unit(format) else { continue };
            for (level, line) in lines.iter_mut().enumerate() {
                let got = |part: usize| results[level][part][idx];
                let off = |got: f64, want: &Float| Float::from(got).minus(want).scaled(-unit).to_f64().abs();
                let error = off(got(0), &exact.re).max(off(got(1), &exact.im));
                line.tried += 1;
                line.not_nearest += u64::from(error > 0.5);
                let below = |part: usize| results[level - 1][part][idx].to_bits();
                if level > 0 && levels[level - 1].level >= FMA && (0..2).any(|k| got(k).to_bits() != below(k))
                {
                    line.differ += 1;
                }
                if error.is_nan() || error > line.worst.error {
                    let error = if error.is_nan() { f64::INFINITY } else { error };
                    line.worst = Worst { error, at: at.clone(), got: got(0) };
                }
            }
        }
    }
    lines
}

impl Complex {
    /// The exponent of the last place of the larger part, if the format has it with room at both ends.
    fn unit(&self, format: Format) -> Option<i64> {
        if self.re.is_nan() || self.im.is_nan() || self.re.is_infinite() || self.im.is_infinite() {
            return None;
        }
        let exponents = [&self.re, &self.im].into_iter().filter(|part| !part.is_zero()).map(Float::exponent);
        let largest = exponents.max()?;
        let lowest = i64::from(format.lowest + format.digits);
        let has = largest > lowest && largest < i64::from(format.highest - 10);
        has.then(|| largest - i64::from(format.digits) + 1)
    }
}
