//! Floats of many bits, by the MPFR library of this machine (`libmpfr.so.6`, which every C compiler brings along); it is
//! loaded when it is first needed, so that nothing has to be built or linked.

use std::ffi::{c_int, c_long};
use std::sync::OnceLock;

/// Enough for references of `f64`, also behind a cancellation of half of them.
const BITS: c_long = 240;
/// To nearest, ties to even.
const NEAREST: c_int = 0;
/// The size of a number's head, more than any version of the library has.
type Head = [u64; 8];

type Unary = unsafe extern "C" fn(*mut Head, *const Head, c_int) -> c_int;
type Binary = unsafe extern "C" fn(*mut Head, *const Head, *const Head, c_int) -> c_int;
type Question = unsafe extern "C" fn(*const Head) -> c_int;

macro_rules! functions {
    ($($name:ident: $type:ty,)*) => {
        struct Api { $($name: $type,)* _library: libloading::Library }
        impl Api {
            fn load() -> Result<Self, libloading::Error> {
                unsafe {
                    let library = libloading::Library::new("libmpfr.so.6")?;
                    Ok(Self {
                        $($name: *library.get::<$type>(concat!("mpfr_", stringify!($name)).as_bytes())?,)*
                        _library: library,
                    })
                }
            }
        }
    };
}

functions! {
    init2: unsafe extern "C" fn(*mut Head, c_long),
    clear: unsafe extern "C" fn(*mut Head),
    set_d: unsafe extern "C" fn(*mut Head, f64, c_int) -> c_int,
    get_d: unsafe extern "C" fn(*const Head, c_int) -> f64,
    get_exp: unsafe extern "C" fn(*const Head) -> c_long,
    mul_2si: unsafe extern "C" fn(*mut Head, *const Head, c_long, c_int) -> c_int,
    const_pi: unsafe extern "C" fn(*mut Head, c_int) -> c_int,
    lgamma: unsafe extern "C" fn(*mut Head, *mut c_int, *const Head, c_int) -> c_int,
    nan_p: Question,
    inf_p: Question,
    zero_p: Question,
    signbit: Question,
    add: Binary,
    sub: Binary,
    mul: Binary,
    div: Binary,
    pow: Binary,
    atan2: Binary,
    hypot: Binary,
    exp: Unary,
    exp2: Unary,
    exp10: Unary,
    expm1: Unary,
    log: Unary,
    log2: Unary,
    log10: Unary,
    log1p: Unary,
    sqrt: Unary,
    cbrt: Unary,
    sin: Unary,
    cos: Unary,
    tan: Unary,
    asin: Unary,
    acos: Unary,
    atan: Unary,
    sinh: Unary,
    cosh: Unary,
    tanh: Unary,
    asinh: Unary,
    acosh: Unary,
    atanh: Unary,
    erf: Unary,
    erfc: Unary,
    gamma: Unary,
}

fn api() -> &'static Api {
    static API: OnceLock<Api> = OnceLock::new();
    API.get_or_init(|| Api::load().unwrap_or_else(|why| panic!("MPFR is needed (libmpfr6): {why}")))
}

/// A number.
pub struct Float(Box<Head>);

impl Drop for Float {
    fn drop(&mut self) {
        unsafe { (api().clear)(&raw mut *self.0) }
    }
}

macro_rules! unary {
    ($($name:ident $method:ident),*) => {
        impl Float {
            $(
                #[doc = concat!("The function `", stringify!($name), "`, correctly rounded.")]
                #[must_use]
                pub fn $method(&self) -> Self {
                    self.unary(api().$name)
                }
            )*
        }
    };
}

unary! {
    exp exp, exp2 exp2, exp10 exp10, expm1 expm1, log ln, log2 log2, log10 log10, log1p log1p, sqrt sqrt, cbrt cbrt,
    sin sin, cos cos, tan tan, asin asin, acos acos, atan atan, sinh sinh, cosh cosh, tanh tanh, asinh asinh,
    acosh acosh, atanh atanh, erf erf, erfc erfc
}

macro_rules! binary {
    ($($name:ident $method:ident),*) => {
        impl Float {
            $(
                #[doc = concat!("The function `", stringify!($name), "`, correctly rounded.")]
                #[must_use]
                pub fn $method(&self, other: &Self) -> Self {
                    let mut result = Self::zero();
                    unsafe { (api().$name)(&raw mut *result.0, &raw const *self.0, &raw const *other.0, NEAREST) };
                    result
                }
            )*
        }
    };
}

binary! { add plus, sub minus, mul times, div over, pow pow, atan2 atan2, hypot hypot }

impl From<f64> for Float {
    fn from(value: f64) -> Self {
        let mut result = Self::zero();
        unsafe { (api().set_d)(&raw mut *result.0, value, NEAREST) };
        result
    }
}

impl Float {
    /// NaN at first, whatever the name says: the caller sets it.
    fn zero() -> Self {
        let mut head = Box::new([0; 8]);
        unsafe { (api().init2)(&raw mut *head, BITS) };
        Self(head)
    }

    fn unary(&self, function: Unary) -> Self {
        let mut result = Self::zero();
        unsafe { function(&raw mut *result.0, &raw const *self.0, NEAREST) };
        result
    }

    /// The constant.
    #[must_use]
    pub fn pi() -> Self {
        let mut result = Self::zero();
        unsafe { (api().const_pi)(&raw mut *result.0, NEAREST) };
        result
    }

    /// The gamma function; NaN at whole numbers below 0.
    #[must_use]
    pub fn gamma(&self) -> Self {
        self.unary(api().gamma)
    }

    /// The logarithm of the gamma function's absolute value.
    #[must_use]
    pub fn lgamma(&self) -> Self {
        let mut result = Self::zero();
        let mut sign = 0;
        unsafe { (api().lgamma)(&raw mut *result.0, &raw mut sign, &raw const *self.0, NEAREST) };
        result
    }

    /// Times 2 to the power `exponent`.
    #[must_use]
    pub fn scaled(&self, exponent: i64) -> Self {
        let mut result = Self::zero();
        unsafe { (api().mul_2si)(&raw mut *result.0, &raw const *self.0, exponent as c_long, NEAREST) };
        result
    }

    /// The nearest `f64`.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        unsafe { (api().get_d)(&raw const *self.0, NEAREST) }
    }

    /// The e with 2^e <= |x| < 2^(e+1), of a number that is neither 0 nor infinite nor NaN.
    #[must_use]
    pub fn exponent(&self) -> i64 {
        unsafe { (api().get_exp)(&raw const *self.0) - 1 }
    }

    fn ask(&self, question: Question) -> bool {
        unsafe { question(&raw const *self.0) != 0 }
    }

    /// Whether it is not a number.
    #[must_use]
    pub fn is_nan(&self) -> bool {
        self.ask(api().nan_p)
    }

    /// Whether it is infinite.
    #[must_use]
    pub fn is_infinite(&self) -> bool {
        self.ask(api().inf_p)
    }

    /// Whether it is a zero of either sign.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.ask(api().zero_p)
    }

    /// Whether its sign bit is set.
    #[must_use]
    pub fn is_sign_negative(&self) -> bool {
        self.ask(api().signbit)
    }
}

impl std::fmt::Debug for Float {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:e}", self.to_f64())
    }
}
