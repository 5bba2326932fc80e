//! NumPy's `.npz` files: ZIP archives of `.npy` files.

use std::io::{Cursor, Read, Seek, Write};

use zip::write::FileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::{Tensor, npy};

/// Reads the array called `name`, or the only one.
pub(super) fn read(input: impl Read + Seek, name: &str) -> Result<Tensor, String> {
    let mut archive = ZipArchive::new(input).map_err(|e| e.to_string())?;
    let mut arrays: Vec<String> =
        archive.file_names().filter_map(|file| file.strip_suffix(".npy")).map(String::from).collect();
    arrays.sort();
    let chosen = match arrays.as_slice() {
        [] => return Err("it holds no arrays".into()),
        [only] => only,
        several => several
            .iter()
            .find(|array| *array == name)
            .ok_or_else(|| format!("it holds the arrays {}, but none called `{name}`", several.join(", ")))?,
    };
    npy::read(archive.by_name(&format!("{chosen}.npy")).map_err(|e| e.to_string())?)
}

/// Writes named arrays, not compressed, as `numpy.savez` does; the same arrays always give the same bytes.
pub(super) fn write(out: &mut Vec<u8>, arrays: &[(&str, &Tensor)]) -> Result<(), String> {
    let mut archive = ZipWriter::new(Cursor::new(out));
    for (name, tensor) in arrays {
        let large = tensor.bytes.len() > usize::try_from(u32::MAX / 2).unwrap_or(usize::MAX);
        let options = FileOptions::default().compression_method(CompressionMethod::Stored).large_file(large);
        archive.start_file(format!("{name}.npy"), options).map_err(|e| e.to_string())?;
        let mut file = Vec::new();
        npy::write(&mut file, tensor)?;
        archive.write_all(&file).map_err(|e| e.to_string())?;
    }
    archive.finish().map_err(|e| e.to_string())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use abi::DType;

    use super::*;

    #[test]
    fn arrays_are_found_by_name_and_the_only_one_by_any() {
        let [mut a, b] = [2, 3].map(|n| Tensor::zeros(DType::F64, &[n]).expect("small"));
        a.bytes[0] = 1;
        let mut file = Vec::new();
        write(&mut file, &[("a", &a), ("b", &b)]).expect("writes");
        assert_eq!(read(Cursor::new(&file), "b").expect("reads"), b);
        assert_eq!(read(Cursor::new(&file), "a").expect("reads"), a);
        let why = read(Cursor::new(&file), "c").expect_err("no such array");
        assert!(why.contains("a, b"), "{why}");
        let mut one = Vec::new();
        write(&mut one, &[("a", &a)]).expect("writes");
        assert_eq!(read(Cursor::new(&one), "c").expect("reads"), a);
        assert!(read(Cursor::new(&file[..file.len() / 2]), "a").is_err());
        let mut none = Vec::new();
        write(&mut none, &[]).expect("writes");
        assert!(read(Cursor::new(&none), "a").is_err());
    }
}
