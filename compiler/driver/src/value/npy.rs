//! NumPy's `.npy` files.

use std::io::{Read, Write};

use abi::DType;
use npyz::{NpyHeader, Order, WriterBuilder};

use super::Tensor;

/// NumPy's type strings without the byte order.
const TYPES: [(&str, DType); 11] = [
    ("b1", DType::Bool),
    ("i1", DType::I8),
    ("i2", DType::I16),
    ("i4", DType::I32),
    ("i8", DType::I64),
    ("u1", DType::U8),
    ("u2", DType::U16),
    ("u4", DType::U32),
    ("u8", DType::U64),
    ("f4", DType::F32),
    ("f8", DType::F64),
];

/// Reads one array; Fortran order and big-endian elements are brought to ours.
pub(super) fn read(mut input: impl Read) -> Result<Tensor, String> {
    let header = NpyHeader::from_reader(&mut input).map_err(|e| e.to_string())?;
    let descr = header.dtype().descr();
    let descr = descr.trim_matches(['\'', '"']);
    let (order, name) = descr.split_at_checked(1).unwrap_or(("", descr));
    let dtype = TYPES.iter().find(|(text, _)| *text == name).map(|(_, dtype)| *dtype);
    let dtype = dtype.ok_or_else(|| format!("its element type {descr} is not one of arr"))?;
    let extent = |e: &u64| i64::try_from(*e).map_err(|_| "its shape is too large".to_string());
    let shape = header.shape().iter().map(extent).collect::<Result<Vec<_>, _>>()?;
    let mut tensor = Tensor::zeros(dtype, &shape).ok_or("it is too large for memory")?;
    input.read_exact(&mut tensor.bytes).map_err(|e| format!("its data is cut short ({e})"))?;
    if order == ">" {
        tensor.bytes.chunks_exact_mut(dtype.size()).for_each(<[u8]>::reverse);
    }
    if header.order() == Order::Fortran && shape.len() > 1 {
        tensor.bytes = from_fortran(&tensor);
    }
    Ok(tensor)
}

/// The elements of an array whose first axis runs fastest, row-major.
fn from_fortran(tensor: &Tensor) -> Vec<u8> {
    let size = tensor.dtype.size();
    let shape: Vec<usize> = tensor.shape.iter().map(|&e| usize::try_from(e).unwrap_or(0)).collect();
    let mut out = Vec::with_capacity(tensor.bytes.len());
    let mut index = vec![0; shape.len()];
    for _ in 0..tensor.bytes.len() / size {
        let at = index.iter().zip(&shape).rev().fold(0, |at, (i, extent)| at * extent + i);
        out.extend_from_slice(&tensor.bytes[at * size..][..size]);
        for (i, extent) in index.iter_mut().zip(&shape).rev() {
            *i += 1;
            if *i < *extent {
                break;
            }
            *i = 0;
        }
    }
    out
}

/// Writes one array.
pub(super) fn write(out: &mut impl Write, tensor: &Tensor) -> Result<(), String> {
    macro_rules! elements {
        ($ty:ty, $read:expr) => {{
            let shape: Vec<u64> = tensor.shape.iter().map(|e| e.unsigned_abs()).collect();
            let options = npyz::WriteOptions::<$ty>::new().default_dtype().shape(&shape);
            let mut writer = options.writer(out).begin_nd().map_err(|e| e.to_string())?;
            for bytes in tensor.bytes.chunks_exact(tensor.dtype.size()) {
                writer.push(&$read(bytes)).map_err(|e| e.to_string())?;
            }
            writer.finish().map_err(|e| e.to_string())
        }};
    }
    macro_rules! numbers {
        ($ty:ty) => {
            elements!($ty, |b: &[u8]| b.try_into().map_or(<$ty>::default(), <$ty>::from_le_bytes))
        };
    }
    match tensor.dtype {
        DType::Bool => elements!(bool, |b: &[u8]| b[0] != 0),
        DType::I8 => numbers!(i8),
        DType::I16 => numbers!(i16),
        DType::I32 => numbers!(i32),
        DType::I64 => numbers!(i64),
        DType::U8 => numbers!(u8),
        DType::U16 => numbers!(u16),
        DType::U32 => numbers!(u32),
        DType::U64 => numbers!(u64),
        DType::F32 => numbers!(f32),
        DType::F64 => numbers!(f64),
        other => Err(format!("there is no .npy for {}", other.name())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrays_come_back_as_they_went() {
        for (_, dtype) in TYPES {
            let mut tensor = Tensor::zeros(dtype, &[2, 3]).expect("small");
            for (i, byte) in tensor.bytes.iter_mut().enumerate() {
                *byte = if dtype == DType::Bool { (i % 2) as u8 } else { i as u8 };
            }
            let mut file = Vec::new();
            write(&mut file, &tensor).expect("writes");
            assert_eq!(read(file.as_slice()).expect("reads"), tensor);
        }
    }

    #[test]
    fn fortran_order_and_big_endian_are_understood() {
        let mut file = Vec::new();
        let header = "{'descr': '>i2', 'fortran_order': True, 'shape': (2, 3), }";
        let text = format!("{header:<117}\n");
        file.extend_from_slice(b"\x93NUMPY\x01\x00");
        file.extend_from_slice(&(text.len() as u16).to_le_bytes());
        file.extend_from_slice(text.as_bytes());
        for v in [1i16, 4, 2, 5, 3, 6] {
            file.extend_from_slice(&v.to_be_bytes());
        }
        let tensor = read(file.as_slice()).expect("reads");
        assert_eq!(tensor.elements().collect::<Vec<_>>(), ["1", "2", "3", "4", "5", "6"]);
    }

    #[test]
    fn damaged_files_are_refused() {
        assert!(read(&b"not a file"[..]).is_err());
        let mut file = Vec::new();
        write(&mut file, &Tensor::zeros(DType::F64, &[100]).expect("small")).expect("writes");
        assert!(read(&file[..file.len() - 1]).is_err());
    }
}
