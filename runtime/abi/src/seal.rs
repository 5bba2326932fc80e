//! The seal at the end of a library's file: a checksum of everything before it.
//!
//! It lets a host notice a damaged file before the dynamic loader stumbles over it. Tools that
//! rewrite libraries, such as `strip`, drop it; a file without a seal is loaded only where the host vouches for it. It is
//! no protection against intent.

/// First bytes of a seal; the checksum follows.
const MAGIC: [u8; 8] = *b"arrcSEAL";
/// Bytes of a seal.
const LEN: usize = 16;

/// What a file's end says about the rest.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Seal {
    /// There is none.
    Missing,
    /// The file is as it was written.
    Intact,
    /// The file has changed.
    Broken,
}

/// The seal to append to `bytes`.
pub fn make(bytes: &[u8]) -> [u8; LEN] {
    let mut seal = [0; LEN];
    seal[..8].copy_from_slice(&MAGIC);
    seal[8..].copy_from_slice(&checksum(bytes).to_le_bytes());
    seal
}

/// Looks for a seal at the end of `file` and compares.
pub fn check(file: &[u8]) -> Seal {
    let Some((content, seal)) = file.split_last_chunk::<LEN>() else { return Seal::Missing };
    if seal[..8] != MAGIC {
        return Seal::Missing;
    }
    if *seal == make(content) { Seal::Intact } else { Seal::Broken }
}

/// 64-bit FNV-1a over words of 8 bytes, the last filled with zeros, then the length; with a shift
/// after each step, so that high bits reach low ones.
fn checksum(bytes: &[u8]) -> u64 {
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let step = |hash: u64, word: u64| {
        let mixed = (hash ^ word).wrapping_mul(PRIME);
        mixed ^ (mixed >> 29)
    };
    let mut hash = 0xcbf2_9ce4_8422_2325;
    for chunk in bytes.chunks(8) {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        hash = step(hash, u64::from_le_bytes(word));
    }
    step(hash, bytes.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::{Seal, check, make};

    #[test]
    fn every_changed_bit_breaks_the_seal() {
        let mut file: Vec<u8> = (0..99).collect();
        file.extend(make(&file));
        assert_eq!(check(&file), Seal::Intact);
        for bit in 0..99 * 8 {
            file[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(check(&file), Seal::Broken, "bit {bit}");
            file[bit / 8] ^= 1 << (bit % 8);
        }
        assert_eq!(check(&file[..99]), Seal::Missing);
        assert_eq!(check(&[]), Seal::Missing);
    }
}
