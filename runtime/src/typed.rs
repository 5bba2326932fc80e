//! Typed entries: numbers by value, views of fixed rank by pointer.

use crate::library::Shared;
use crate::{BF16, Complex, Element, Error, F16};
use abi::DType;
use abi::manifest::InstanceEntry;
use ndarray::{ArrayBase, Data, DataMut, Dimension};
use std::ffi::c_void;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

/// A C view: strides in elements.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
struct View<T, const RANK: usize> {
    data: *mut T,
    shape: [i64; RANK],
    stride: [i64; RANK],
}

impl<T, const RANK: usize> View<T, RANK> {
    /// `None` if the array has another rank.
    fn new(data: *mut T, shape: &[usize], strides: &[isize]) -> Option<View<T, RANK>> {
        let mut view = View { data, shape: [0; RANK], stride: [0; RANK] };
        if shape.len() != RANK || strides.len() != RANK {
            return None;
        }
        for axis in 0..RANK {
            view.shape[axis] = shape[axis] as i64;
            view.stride[axis] = strides[axis] as i64;
        }
        Some(view)
    }
}

/// An array that a function reads.
#[derive(Clone, Copy, Debug)]
pub struct In<'a, T, const RANK: usize> {
    view: View<T, RANK>,
    borrowed: PhantomData<&'a T>,
}

/// An array that a function writes.
#[derive(Debug)]
pub struct Out<'a, T, const RANK: usize> {
    view: View<T, RANK>,
    borrowed: PhantomData<&'a mut T>,
}

impl<'a, T: Element> In<'a, T, 1> {
    /// A slice.
    pub fn slice(values: &'a [T]) -> In<'a, T, 1> {
        let view = View { data: values.as_ptr().cast_mut(), shape: [values.len() as i64], stride: [1] };
        In { view, borrowed: PhantomData }
    }
}

impl<'a, T: Element> Out<'a, T, 1> {
    /// A slice.
    pub fn slice(values: &'a mut [T]) -> Out<'a, T, 1> {
        let shape = [values.len() as i64];
        let view = View { data: values.as_mut_ptr(), shape, stride: [1] };
        Out { view, borrowed: PhantomData }
    }
}

impl<'a, T: Element, const RANK: usize> In<'a, T, RANK> {
    /// An array of `ndarray`; `None` if it has another rank.
    pub fn array<S, D>(array: &'a ArrayBase<S, D>) -> Option<In<'a, T, RANK>>
    where
        S: Data<Elem = T>,
        D: Dimension,
    {
        let view = View::new(array.as_ptr().cast_mut(), array.shape(), array.strides())?;
        Some(In { view, borrowed: PhantomData })
    }
}

impl<'a, T: Element, const RANK: usize> Out<'a, T, RANK> {
    /// An array of `ndarray`; `None` if it has another rank.
    pub fn array<S, D>(array: &'a mut ArrayBase<S, D>) -> Option<Out<'a, T, RANK>>
    where
        S: DataMut<Elem = T>,
        D: Dimension,
    {
        let data = array.as_mut_ptr();
        let view = View::new(data, array.shape(), array.strides())?;
        Some(Out { view, borrowed: PhantomData })
    }
}

/// What an argument is, to be compared with the manifest.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Expected {
    dtype: DType,
    rank: usize,
    is_written: bool,
}

/// A Rust value that a typed entry takes.
///
/// # Safety
/// `to_c` must give what the C function takes for an argument as `EXPECTED` describes.
pub unsafe trait Argument {
    /// What C passes.
    type C;
    /// What it must be in the manifest.
    const EXPECTED: Expected;
    /// The C argument; pointers in it are valid as long as `self`.
    fn to_c(&self) -> Self::C;
}

macro_rules! scalar_argument {
    ($($scalar:ty),*) => {
        $(unsafe impl Argument for $scalar {
            type C = $scalar;
            const EXPECTED: Expected =
                Expected { dtype: <$scalar as Element>::DTYPE, rank: 0, is_written: false };
            fn to_c(&self) -> $scalar {
                *self
            }
        })*
    };
}

scalar_argument!(bool, i8, i16, i32, i64, u8, u16, u32, u64, F16, BF16, f32, f64, Complex<f32>, Complex<f64>);

unsafe impl<T: Element> Argument for &mut T {
    type C = *mut T;
    const EXPECTED: Expected = Expected { dtype: T::DTYPE, rank: 0, is_written: true };
    fn to_c(&self) -> *mut T {
        // Not through `&T`, which would forbid writing.
        unsafe { std::ptr::from_ref(self).cast::<*mut T>().read() }
    }
}

unsafe impl<T: Element, const RANK: usize> Argument for In<'_, T, RANK> {
    type C = *const c_void;
    const EXPECTED: Expected = Expected { dtype: T::DTYPE, rank: RANK, is_written: false };
    fn to_c(&self) -> *const c_void {
        (&raw const self.view).cast()
    }
}

unsafe impl<T: Element, const RANK: usize> Argument for Out<'_, T, RANK> {
    type C = *const c_void;
    const EXPECTED: Expected = Expected { dtype: T::DTYPE, rank: RANK, is_written: true };
    fn to_c(&self) -> *const c_void {
        (&raw const self.view).cast()
    }
}

/// All arguments of a call, parameters first, then results: a tuple.
///
/// # Safety
/// `call` must pass exactly the arguments that `EXPECTED` describes.
pub unsafe trait Arguments {
    /// What they must be in the manifest.
    const EXPECTED: &'static [Expected];

    /// Calls the entry at `address`.
    ///
    /// # Safety
    /// The entry takes exactly these arguments.
    unsafe fn call(self, address: *mut c_void) -> i32;
}

macro_rules! arguments {
    ($($name:ident $idx:tt),*) => {
        unsafe impl<$($name: Argument),*> Arguments for ($($name,)*) {
            const EXPECTED: &'static [Expected] = &[$($name::EXPECTED),*];
            unsafe fn call(self, address: *mut c_void) -> i32 {
                let entry = unsafe {
                    std::mem::transmute::<*mut c_void, unsafe extern "C" fn($($name::C),*) -> i32>(
                        address,
                    )
                };
                unsafe { entry($(self.$idx.to_c()),*) }
            }
        }
    };
}

arguments!(A 0);
arguments!(A 0, B 1);
arguments!(A 0, B 1, C 2);
arguments!(A 0, B 1, C 2, D 3);
arguments!(A 0, B 1, C 2, D 3, E 4);
arguments!(A 0, B 1, C 2, D 3, E 4, F 5);
arguments!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
arguments!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
arguments!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8);
arguments!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9);
arguments!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10);
arguments!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11);

/// A typed entry; keeps the library loaded.
#[derive(Clone)]
pub struct TypedFunction {
    shared: Arc<Shared>,
    symbol: String,
    expected: Vec<Expected>,
    address: *mut c_void,
}

// The address is that of code.
unsafe impl Send for TypedFunction {}
unsafe impl Sync for TypedFunction {}

impl TypedFunction {
    /// # Safety
    /// `address` is that of the instance's typed entry.
    pub(crate) unsafe fn new(
        shared: Arc<Shared>,
        instance: &InstanceEntry,
        address: *mut c_void,
    ) -> TypedFunction {
        let params = instance.params.iter().map(|param| (param, param.inout));
        let results = instance.results.iter().map(|result| (result, true));
        let expect = |(param, is_written): (&abi::manifest::ParamEntry, bool)| Expected {
            dtype: param.dtype,
            rank: param.rank,
            is_written,
        };
        let expected = params.chain(results).map(expect).collect();
        TypedFunction { shared, symbol: instance.symbol.clone(), expected, address }
    }

    /// Calls the function with its parameters, then its results, in one tuple: numbers by value,
    /// results that are numbers as `&mut`, arrays as `In` and `Out`.
    ///
    /// # Errors
    /// The types are not those of the signature, or whatever the library reports.
    pub fn call<A: Arguments>(&self, arguments: A) -> Result<(), Error> {
        if A::EXPECTED != self.expected.as_slice() {
            return Err(self.wrong_types(A::EXPECTED));
        }
        // The types are those of the manifest.
        let status = unsafe { arguments.call(self.address) };
        self.shared.result(status)
    }

    #[cold]
    fn wrong_types(&self, found: &[Expected]) -> Error {
        let list = |all: &[Expected]| {
            let one = |expected: &Expected| {
                let kind = if expected.is_written { "written " } else { "" };
                format!("{kind}{} of rank {}", expected.dtype, expected.rank)
            };
            all.iter().map(one).collect::<Vec<String>>().join(", ")
        };
        Error::Arguments(format!("`{}` takes ({}), not ({})", self.symbol, list(&self.expected), list(found)))
    }
}

impl fmt::Debug for TypedFunction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TypedFunction").field("symbol", &self.symbol).finish()
    }
}
