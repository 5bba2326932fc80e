//! NumPy's `.npy` files.

use std::io::{Read, Write};

use abi::DType;
use npyz::{NpyHeader, Order};

use super::Tensor;

/// NumPy's type strings without the byte order. `V2` is how arrays of `bfloat16` (the package `ml_dtypes`) are stored: NumPy has no name
/// for them.
const TYPES: [(&str, DType); 15] = [
    ("b1", DType::Bool),
    ("i1", DType::I8),
    ("i2", DType::I16),
    ("i4", DType::I32),
    ("i8", DType::I64),
    ("u1", DType::U8),
    ("u2", DType::U16),
    ("u4", DType::U32),
    ("u8", DType::U64),
    ("f2", DType::F16),
    ("V2", DType::BF16),
    ("f4", DType::F32),
    ("f8", DType::F64),
    ("c8", DType::C64),
    ("c16", DType::C128),
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
        tensor.bytes.chunks_exact_mut(dtype.part().size()).for_each(<[u8]>::reverse);
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

/// Writes one array, row-major and little-endian.
pub(super) fn write(out: &mut impl Write, tensor: &Tensor) -> Result<(), String> {
    let name = TYPES.iter().find(|(_, dtype)| *dtype == tensor.dtype).map(|(name, _)| *name);
    let name = name.unwrap_or_else(|| base::bug!("an element type without a name"));
    let order = if tensor.dtype.size() == 1 { '|' } else { '<' };
    let extents: Vec<String> = tensor.shape.iter().map(|extent| format!("{extent},")).collect();
    let shape = extents.join(" ");
    let header = format!("{{'descr': '{order}{name}', 'fortran_order': False, 'shape': ({shape}), }}");
    // The data begins at a multiple of 64 bytes; the magic, the version and the length take 10.
    let length = (header.len() + 11).next_multiple_of(64) - 10;
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    bytes.extend_from_slice(&u16::try_from(length).map_err(|e| e.to_string())?.to_le_bytes());
    bytes.extend_from_slice(format!("{header:<width$}\n", width = length - 1).as_bytes());
    out.write_all(&bytes).and_then(|()| out.write_all(&tensor.bytes)).map_err(|e| e.to_string())
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
