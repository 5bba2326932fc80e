//! PNG images as arrays: gray is `[h, w]`, colour `[h, w, 3]` or with alpha `[h, w, 4]`, of `u8` or `u16`.

use std::io::{BufRead, Seek, Write};

use abi::DType;
use png::{BitDepth, ColorType, Transformations};

use super::Tensor;

/// Reads an image; palettes become colours, gray with alpha becomes gray.
pub(super) fn read(input: impl BufRead + Seek) -> Result<Tensor, String> {
    let mut decoder = png::Decoder::new(input);
    decoder.set_transformations(Transformations::EXPAND);
    let mut reader = decoder.read_info().map_err(|e| e.to_string())?;
    let size = reader.output_buffer_size().ok_or("the image is too large")?;
    let mut bytes = vec![0; size];
    let frame = reader.next_frame(&mut bytes).map_err(|e| e.to_string())?;
    bytes.truncate(frame.buffer_size());
    let wide = frame.bit_depth == BitDepth::Sixteen;
    let dtype = if wide { DType::U16 } else { DType::U8 };
    let samples = frame.color_type.samples();
    if frame.color_type == ColorType::GrayscaleAlpha {
        let pixel = samples * dtype.size();
        bytes = bytes.chunks_exact(pixel).flat_map(|p| p[..dtype.size()].to_vec()).collect();
    }
    if wide {
        // PNG is big-endian.
        bytes.chunks_exact_mut(2).for_each(|sample| sample.swap(0, 1));
    }
    let mut shape = vec![i64::from(frame.height), i64::from(frame.width)];
    match frame.color_type {
        ColorType::Rgb => shape.push(3),
        ColorType::Rgba => shape.push(4),
        ColorType::Grayscale | ColorType::GrayscaleAlpha | ColorType::Indexed => {}
    }
    Ok(Tensor { dtype, shape, bytes })
}

/// Writes an image from `u8` or `u16` (a bool is black or white).
pub(super) fn write(out: &mut impl Write, tensor: &Tensor) -> Result<(), String> {
    let what = || {
        format!("a PNG holds u8 or u16 of shape [h, w], [h, w, 3] or [h, w, 4], not {}", tensor.type_text())
    };
    let color = match tensor.shape.as_slice() {
        [_, _] => ColorType::Grayscale,
        [_, _, 3] => ColorType::Rgb,
        [_, _, 4] => ColorType::Rgba,
        _ => return Err(what()),
    };
    let (depth, bytes) = match tensor.dtype {
        DType::U8 => (BitDepth::Eight, tensor.bytes.clone()),
        DType::Bool => (BitDepth::Eight, tensor.bytes.iter().map(|b| b * 255).collect()),
        DType::U16 => (BitDepth::Sixteen, tensor.bytes.chunks_exact(2).flat_map(|s| [s[1], s[0]]).collect()),
        _ => return Err(what()),
    };
    let side = |extent: i64| u32::try_from(extent).map_err(|_| what());
    let mut encoder = png::Encoder::new(out, side(tensor.shape[1])?, side(tensor.shape[0])?);
    encoder.set_color(color);
    encoder.set_depth(depth);
    let mut writer = encoder.write_header().map_err(|e| e.to_string())?;
    writer.write_image_data(&bytes).map_err(|e| e.to_string())?;
    writer.finish().map_err(|e| e.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_come_back_as_they_went() {
        for (dtype, shape) in
            [(DType::U8, vec![2, 3]), (DType::U16, vec![2, 3, 3]), (DType::U8, vec![1, 2, 4])]
        {
            let mut tensor = Tensor::zeros(dtype, &shape).expect("small");
            for (i, byte) in tensor.bytes.iter_mut().enumerate() {
                *byte = (i * 37 % 251) as u8;
            }
            let mut file = Vec::new();
            write(&mut file, &tensor).expect("writes");
            assert_eq!(read(std::io::Cursor::new(file)).expect("reads"), tensor);
        }
    }

    #[test]
    fn floats_and_vectors_are_no_image() {
        let tensor = Tensor::zeros(DType::F64, &[2, 3]).expect("small");
        assert!(write(&mut Vec::new(), &tensor).is_err());
        let tensor = Tensor::zeros(DType::U8, &[2]).expect("small");
        assert!(write(&mut Vec::new(), &tensor).is_err());
    }
}
