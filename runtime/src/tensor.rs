//! Borrowed arrays of any element type and rank, as arguments of functions.

use crate::{Complex, Element};
use abi::DType;
use abi::layout::{DLDataType, DLDevice, DLTensor};
use ndarray::{ArrayBase, Data, DataMut, Dimension};
use std::ffi::c_void;
use std::marker::PhantomData;

/// What both kinds of tensor hold.
#[derive(Clone, Debug)]
pub(crate) struct Raw {
    data: *mut c_void,
    pub(crate) dtype: DType,
    shape: Vec<i64>,
    strides: Vec<i64>,
    /// A number that nobody else owns, with which `data` is not used.
    number: Option<Number>,
}

/// Room for a number of any type.
#[derive(Clone, Copy, Debug)]
#[repr(align(16))]
pub(crate) struct Number([u8; 16]);

impl Raw {
    fn new(data: *mut c_void, dtype: DType, shape: &[usize], strides: &[isize]) -> Raw {
        // Extents and strides of memory that exists fit into 63 bits.
        let shape = shape.iter().map(|&extent| extent as i64).collect();
        let strides = strides.iter().map(|&stride| stride as i64).collect();
        Raw { data, dtype, shape, strides, number: None }
    }

    /// As the library reads it; valid while `self` is.
    pub(crate) fn as_dlpack(&self) -> DLTensor {
        let (code, bits) = self.dtype.dlpack();
        let own = |number: &Number| number.0.as_ptr().cast_mut().cast();
        DLTensor {
            data: self.number.as_ref().map_or(self.data, own),
            device: DLDevice { device_type: 1, device_id: 0 },
            ndim: self.shape.len() as i32,
            dtype: DLDataType { code, bits, lanes: 1 },
            shape: self.shape.as_ptr(),
            strides: self.strides.as_ptr(),
            byte_offset: 0,
        }
    }
}

/// An array or number that a function reads.
#[derive(Clone, Debug)]
pub struct Tensor<'a> {
    pub(crate) raw: Raw,
    /// Whether a function may also write it: for `inout` parameters.
    pub(crate) is_writable: bool,
    borrowed: PhantomData<&'a ()>,
}

/// An array or number that a function writes.
#[derive(Debug)]
pub struct TensorMut<'a> {
    pub(crate) raw: Raw,
    borrowed: PhantomData<&'a mut ()>,
}

impl<'a> Tensor<'a> {
    fn new(raw: Raw) -> Tensor<'a> {
        Tensor { raw, is_writable: false, borrowed: PhantomData }
    }

    /// For an `inout` parameter: the function reads it and writes it.
    pub fn in_place(tensor: TensorMut<'a>) -> Tensor<'a> {
        Tensor { raw: tensor.raw, is_writable: true, borrowed: PhantomData }
    }

    /// Element type.
    pub fn dtype(&self) -> DType {
        self.raw.dtype
    }

    /// Extents, outermost first.
    pub fn shape(&self) -> &[i64] {
        &self.raw.shape
    }
}

impl TensorMut<'_> {
    /// Element type.
    pub fn dtype(&self) -> DType {
        self.raw.dtype
    }

    /// Extents, outermost first.
    pub fn shape(&self) -> &[i64] {
        &self.raw.shape
    }
}

impl<'a, T: Element> From<&'a T> for Tensor<'a> {
    fn from(value: &'a T) -> Self {
        Tensor::new(Raw::new(std::ptr::from_ref(value).cast_mut().cast(), T::DTYPE, &[], &[]))
    }
}

macro_rules! number {
    ($($number:ty),*) => {
        $(impl From<$number> for Tensor<'_> {
            fn from(value: $number) -> Self {
                let mut number = Number([0; 16]);
                // `Number` has the size and the alignment of the largest of these types.
                unsafe { number.0.as_mut_ptr().cast::<$number>().write(value) };
                let raw = Raw::new(std::ptr::null_mut(), <$number>::DTYPE, &[], &[]);
                Tensor::new(Raw { number: Some(number), ..raw })
            }
        })*
    };
}

// One type of integers only, so that a literal without a suffix is an `i64`, as it is in arr; other numbers are borrowed: `(&x).into()`.
number!(bool, i64, f32, f64, Complex<f32>, Complex<f64>);

impl<'a, T: Element> From<&'a [T]> for Tensor<'a> {
    fn from(values: &'a [T]) -> Self {
        let data = values.as_ptr().cast_mut().cast();
        Tensor::new(Raw::new(data, T::DTYPE, &[values.len()], &[1]))
    }
}

impl<'a, T: Element, const LEN: usize> From<&'a [T; LEN]> for Tensor<'a> {
    fn from(values: &'a [T; LEN]) -> Self {
        values.as_slice().into()
    }
}

impl<'a, T: Element> From<&'a Vec<T>> for Tensor<'a> {
    fn from(values: &'a Vec<T>) -> Self {
        values.as_slice().into()
    }
}

impl<'a, T, S, D> From<&'a ArrayBase<S, D>> for Tensor<'a>
where
    T: Element,
    S: Data<Elem = T>,
    D: Dimension,
{
    fn from(array: &'a ArrayBase<S, D>) -> Self {
        let data = array.as_ptr().cast_mut().cast();
        Tensor::new(Raw::new(data, T::DTYPE, array.shape(), array.strides()))
    }
}

impl<'a> TensorMut<'a> {
    fn new(raw: Raw) -> TensorMut<'a> {
        TensorMut { raw, borrowed: PhantomData }
    }
}

impl<'a, T: Element> From<&'a mut T> for TensorMut<'a> {
    fn from(value: &'a mut T) -> Self {
        TensorMut::new(Raw::new(std::ptr::from_mut(value).cast(), T::DTYPE, &[], &[]))
    }
}

impl<'a, T: Element> From<&'a mut [T]> for TensorMut<'a> {
    fn from(values: &'a mut [T]) -> Self {
        let len = values.len();
        TensorMut::new(Raw::new(values.as_mut_ptr().cast(), T::DTYPE, &[len], &[1]))
    }
}

impl<'a, T: Element, const LEN: usize> From<&'a mut [T; LEN]> for TensorMut<'a> {
    fn from(values: &'a mut [T; LEN]) -> Self {
        values.as_mut_slice().into()
    }
}

impl<'a, T: Element> From<&'a mut Vec<T>> for TensorMut<'a> {
    fn from(values: &'a mut Vec<T>) -> Self {
        values.as_mut_slice().into()
    }
}

impl<'a, T, S, D> From<&'a mut ArrayBase<S, D>> for TensorMut<'a>
where
    T: Element,
    S: DataMut<Elem = T>,
    D: Dimension,
{
    fn from(array: &'a mut ArrayBase<S, D>) -> Self {
        // This first: it may copy an array that is shared, which moves it.
        let data = array.as_mut_ptr().cast();
        TensorMut::new(Raw::new(data, T::DTYPE, array.shape(), array.strides()))
    }
}

/// Whether `bytes` hold just the elements of a row-major array.
fn fits(dtype: DType, shape: &[i64], bytes: &[u8]) -> bool {
    let elements = shape.iter().try_fold(1usize, |n, &e| n.checked_mul(usize::try_from(e).ok()?));
    elements.and_then(|n| n.checked_mul(dtype.size())) == Some(bytes.len())
}

/// Row-major strides in elements.
fn row_major(shape: &[i64]) -> Vec<i64> {
    let mut strides = vec![1; shape.len()];
    for axis in (1..shape.len()).rev() {
        strides[axis - 1] = strides[axis] * shape[axis].max(1);
    }
    strides
}

impl<'a> Tensor<'a> {
    /// A row-major array of a type known at run time only; `None` if the bytes do not just hold its elements.
    /// The library refuses bytes that are not aligned to the element type.
    pub fn from_bytes(dtype: DType, shape: &[i64], bytes: &'a [u8]) -> Option<Tensor<'a>> {
        let data = bytes.as_ptr().cast_mut().cast();
        let raw = || Raw { data, dtype, shape: shape.to_vec(), strides: row_major(shape), number: None };
        fits(dtype, shape, bytes).then(|| Tensor::new(raw()))
    }
}

impl<'a> TensorMut<'a> {
    /// As [`Tensor::from_bytes`], to be written.
    pub fn from_bytes(dtype: DType, shape: &[i64], bytes: &'a mut [u8]) -> Option<TensorMut<'a>> {
        let fits = fits(dtype, shape, bytes);
        let data = bytes.as_mut_ptr().cast();
        let raw = || Raw { data, dtype, shape: shape.to_vec(), strides: row_major(shape), number: None };
        fits.then(|| TensorMut { raw: raw(), borrowed: PhantomData })
    }
}
