//! The functions as libraries, one for each CPU level of this machine, called on blocks of values.

use std::path::Path;

use base::{DType, Diagnostic, half};
use driver::pipeline::{Options, Times};

use super::functions::Function;
use crate::differential::configuration::level_of;
use crate::differential::library::levels;

/// What C passes for an array of one axis.
#[repr(C)]
struct View {
    data: *mut u8,
    shape: i64,
    stride: i64,
}

impl View {
    fn of<T>(values: &mut [T]) -> Self {
        Self { data: values.as_mut_ptr().cast(), shape: values.len() as i64, stride: 1 }
    }
}

type Unary = unsafe extern "C" fn(*const View, *const View) -> i32;
type Binary = unsafe extern "C" fn(*const View, *const View, *const View) -> i32;
/// The parts of two complex numbers, then of one.
type Pairs =
    unsafe extern "C" fn(*const View, *const View, *const View, *const View, *const View, *const View) -> i32;

/// A library for one level.
pub struct Compiled {
    /// 2, 3 or 4.
    pub level: u8,
    library: libloading::Library,
}

impl Compiled {
    /// What a function gives for each of the arguments, which are numbers of the type.
    #[must_use]
    pub fn call(&self, name: &str, dtype: DType, args: &[Vec<f64>]) -> Vec<f64> {
        self.call_parts(name, dtype, args, 1).swap_remove(0)
    }

    /// The parts of what a function gives for two complex numbers in parts of a type, `f32` or `f64`.
    #[must_use]
    pub fn call_pairs(&self, name: &str, dtype: DType, args: &[Vec<f64>]) -> Vec<Vec<f64>> {
        self.call_parts(name, dtype, args, 2)
    }

    /// What a function of `f32` gives for each argument.
    #[must_use]
    pub fn call_short(&self, name: &str, args: &[f32]) -> Vec<f32> {
        let mut all = [args.to_vec(), vec![0.0; args.len()]];
        self.run_native(&format!("arr_{name}_f32"), &mut all);
        let [_, results] = all;
        results
    }

    fn call_parts(&self, name: &str, dtype: DType, args: &[Vec<f64>], results: usize) -> Vec<Vec<f64>> {
        match dtype {
            DType::F64 => self.run(name, dtype, args, results, |x| x, |y: f64| y),
            DType::F32 => self.run(name, dtype, args, results, |x| x as f32, f64::from),
            _ => {
                let widen = |y: u16| f64::from(half::to_f32(dtype, y));
                self.run(name, dtype, args, results, |x| half::from_f64(dtype, x), widen)
            }
        }
    }

    fn run<T: Copy + Default>(
        &self,
        name: &str,
        dtype: DType,
        args: &[Vec<f64>],
        results: usize,
        narrow: impl Fn(f64) -> T,
        widen: impl Fn(T) -> f64,
    ) -> Vec<Vec<f64>> {
        let symbol = format!("arr_{name}_{}", dtype.name());
        let mut all: Vec<Vec<T>> = args.iter().map(|arg| arg.iter().map(|x| narrow(*x)).collect()).collect();
        all.extend(vec![vec![T::default(); args[0].len()]; results]);
        self.run_native(&symbol, &mut all);
        all[args.len()..].iter().map(|part| part.iter().map(|y| widen(*y)).collect()).collect()
    }

    /// Calls a function with its arguments and, behind them, the arrays for its results.
    fn run_native<T>(&self, symbol: &str, all: &mut [Vec<T>]) {
        let views: Vec<View> = all.iter_mut().map(|values| View::of(values)).collect();
        let status = unsafe {
            match &views[..] {
                [x, y] => self.library.get::<Unary>(symbol.as_bytes()).expect("a function")(x, y),
                [x, y, z] => self.library.get::<Binary>(symbol.as_bytes()).expect("a function")(x, y, z),
                [a, b, c, d, re, im] => {
                    self.library.get::<Pairs>(symbol.as_bytes()).expect("a function")(a, b, c, d, re, im)
                }
                _ => panic!("{} arrays", all.len()),
            }
        };
        assert_eq!(status, 0, "{symbol}");
    }
}

/// A program that maps each function that has an instance for the type.
fn source_of(functions: &[&Function], dtypes: &[DType]) -> String {
    let mut source = String::new();
    for t in dtypes.iter().map(|dtype| dtype.name()) {
        for Function { name, .. } in functions.iter().filter(|f| f.arity() == 1) {
            source += &format!("pub fn arr_{name}_{t}(x: {t}[n]) -> {t}[n] = {name}(x);\n");
        }
        for Function { name, .. } in functions.iter().filter(|f| f.arity() == 2) {
            source += &format!("pub fn arr_{name}_{t}(x: {t}[n], y: {t}[n]) -> {t}[n] = {name}(x, y);\n");
        }
    }
    source
}

/// Builds and loads the functions for every level of this machine, ascending.
///
/// # Errors
/// What the compiler or the loader says.
pub fn build(functions: &[&Function], dtypes: &[DType], folder: &Path) -> Result<Vec<Compiled>, String> {
    build_text(&source_of(functions, dtypes), folder)
}

/// As [`build`], a program.
///
/// # Errors
/// What the compiler or the loader says.
pub fn build_text(text: &str, folder: &Path) -> Result<Vec<Compiled>, String> {
    let (mut source, diagnostics) = driver::source::analyse("functions.arr", text.as_bytes());
    if let Some(error) = diagnostics.iter().find(|d| Diagnostic::is_error(d)) {
        return Err(error.message.clone());
    }
    source.checked.interface.library = "functions".into();
    let mut all = Vec::new();
    for level in levels() {
        let options = Options { levels: vec![level_of(level)], ..Options::default() };
        let path = folder.join(format!("libfunctions{level}.so"));
        driver::library::build(&source, &options, &path, false, &mut Times::default())
            .map_err(|error| format!("{error:?}"))?;
        let library = unsafe { libloading::Library::new(&path) }.map_err(|error| error.to_string())?;
        all.push(Compiled { level, library });
    }
    Ok(all)
}
