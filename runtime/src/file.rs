//! Judges a file before the dynamic loader sees it, since that one trusts what it reads.
//!
//! Accepted are 64-bit shared libraries for this machine whose segments lie within the file, which
//! run no code when loaded, and which have an intact manifest whose functions all exist.

use abi::layout::MANIFEST_MAGIC;
use abi::seal::{self, Seal};
use abi::{ABI_VERSION, Manifest};
use std::collections::BTreeMap;
use std::ops::Range;

/// Why a file is refused.
#[derive(Debug, PartialEq)]
pub(crate) enum Refusal {
    /// Damaged or foreign.
    Reason(String),
    /// Another version of the interface.
    Version(u32),
}

type Judged<T> = Result<T, Refusal>;

fn refuse<T>(reason: &str) -> Judged<T> {
    Err(Refusal::Reason(reason.to_string()))
}

const PT_LOAD: u32 = 1;
const PT_DYNAMIC: u32 = 2;
const SHT_DYNSYM: u32 = 11;
const DT_NULL: u64 = 0;
const MANIFEST_SUFFIX: &str = "_arrc_manifest";
/// `DT_INIT`, `DT_INIT_ARRAY`, `DT_PREINIT_ARRAY`: code that runs at loading.
const CONSTRUCTORS: [u64; 3] = [12, 25, 32];

/// Reads numbers at offsets that may be anything.
#[derive(Clone, Copy)]
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn slice(self, start: u64, len: u64) -> Option<&'a [u8]> {
        let start = usize::try_from(start).ok()?;
        let end = start.checked_add(usize::try_from(len).ok()?)?;
        self.0.get(start..end)
    }

    fn number(self, at: u64, len: u64) -> Option<u64> {
        let bytes = self.slice(at, len)?;
        Some(bytes.iter().rev().fold(0, |value, &byte| value << 8 | u64::from(byte)))
    }

    /// The zero-terminated text at an offset.
    fn text(self, at: u64) -> Option<&'a str> {
        let rest = self.0.get(usize::try_from(at).ok()?..)?;
        let end = rest.iter().position(|&byte| byte == 0)?;
        std::str::from_utf8(&rest[..end]).ok()
    }
}

struct Segment {
    addresses: Range<u64>,
    /// Of the first byte in the file.
    offset: u64,
}

/// A symbol that the library defines.
struct Symbol {
    address: u64,
    size: u64,
}

/// The manifest of a file that may be loaded.
pub(crate) fn judge(file: &[u8]) -> Judged<Manifest> {
    if seal::check(file) == Seal::Broken {
        return refuse("its checksum does not match its content");
    }
    let bytes = Bytes(file);
    check_header(bytes)?;
    let segments = read_segments(bytes)?;
    let symbols = read_symbols(bytes)?;
    let manifest = read_manifest(bytes, &segments, &symbols)?;
    let own = ["last_error", "set_num_threads"].map(|name| format!("{}_{name}", manifest.library));
    let instances = manifest.functions.iter().flat_map(|function| &function.instances);
    let typed = instances.flat_map(|one| std::iter::once(&one.symbol).chain(&one.dl_symbol));
    let uniform = manifest.functions.iter().map(|function| &function.dl_symbol);
    for name in typed.chain(uniform).chain(&own) {
        if !symbols.contains_key(name.as_str()) {
            return refuse(&format!("its manifest names `{name}`, which it does not have"));
        }
    }
    Ok(manifest)
}

fn check_header(bytes: Bytes<'_>) -> Judged<()> {
    if bytes.slice(0, 4) != Some(b"\x7fELF") {
        return refuse("it is no ELF file");
    }
    if bytes.slice(4, 2) != Some(&[2, 1]) || bytes.number(16, 2) != Some(3) {
        return refuse("it is no shared library of 64 bits");
    }
    let machine = if cfg!(target_arch = "aarch64") { 183 } else { 62 };
    if bytes.number(18, 2) != Some(machine) {
        return refuse("it is for another processor");
    }
    Ok(())
}

/// The loadable segments; all must lie within the file.
fn read_segments(bytes: Bytes<'_>) -> Judged<Vec<Segment>> {
    let read = || -> Option<Vec<(u32, [u64; 4])>> {
        let (at, size, count) = (bytes.number(32, 8)?, bytes.number(54, 2)?, bytes.number(56, 2)?);
        (size == 56).then_some(())?;
        (0..count)
            .map(|idx| {
                let header = at.checked_add(idx * 56)?;
                let word = |place: u64| bytes.number(header.checked_add(place)?, 8);
                let kind = bytes.number(header, 4)? as u32;
                Some((kind, [word(8)?, word(16)?, word(32)?, word(40)?]))
            })
            .collect()
    };
    let Some(headers) = read() else { return refuse("its program headers are damaged") };
    let mut segments = Vec::new();
    let mut has_dynamic = false;
    for (kind, [offset, address, file_size, memory_size]) in headers {
        let content = bytes.slice(offset, file_size);
        let end = address.checked_add(memory_size);
        let (Some(content), Some(_)) = (content, end) else {
            return refuse("it is shorter than its program headers say");
        };
        if file_size > memory_size && kind == PT_LOAD {
            return refuse("its program headers are damaged");
        }
        if kind == PT_LOAD {
            segments.push(Segment { addresses: address..address + file_size, offset });
        } else if kind == PT_DYNAMIC {
            has_dynamic = true;
            check_dynamic(Bytes(content))?;
        }
    }
    if segments.is_empty() || !has_dynamic {
        return refuse("it has nothing to load");
    }
    Ok(segments)
}

/// No constructors, so that loading runs no code.
fn check_dynamic(section: Bytes<'_>) -> Judged<()> {
    for idx in 0..section.0.len() as u64 / 16 {
        match section.number(idx * 16, 8) {
            Some(DT_NULL) => return Ok(()),
            Some(tag) if CONSTRUCTORS.contains(&tag) => {
                return refuse("it runs code when loaded, as no library made by arrc does");
            }
            _ => {}
        }
    }
    refuse("its dynamic section has no end")
}

/// All symbols that the library exports.
fn read_symbols(bytes: Bytes<'_>) -> Judged<BTreeMap<&str, Symbol>> {
    let read = || -> Option<BTreeMap<&str, Symbol>> {
        let (at, size, count) = (bytes.number(40, 8)?, bytes.number(58, 2)?, bytes.number(60, 2)?);
        (size == 64).then_some(())?;
        let header = |idx: u64| at.checked_add(idx.checked_mul(64)?);
        let is_symbols = |idx: &u64| {
            let kind = header(*idx).and_then(|header| bytes.number(header.checked_add(4)?, 4));
            kind == Some(u64::from(SHT_DYNSYM))
        };
        let table = header((0..count).find(is_symbols)?)?;
        let strings = header(bytes.number(table.checked_add(40)?, 4)?)?;
        let content = |header: u64| {
            let place = |at: u64| bytes.number(header.checked_add(at)?, 8);
            bytes.slice(place(24)?, place(32)?).map(Bytes)
        };
        let (entries, names) = (content(table)?, content(strings)?);
        let mut symbols = BTreeMap::new();
        for idx in 1..entries.0.len() as u64 / 24 {
            let entry = idx * 24;
            let name = names.text(entries.number(entry, 4)?)?;
            let is_defined = entries.number(entry + 6, 2)? != 0;
            let (address, size) = (entries.number(entry + 8, 8)?, entries.number(entry + 16, 8)?);
            if is_defined {
                symbols.insert(name, Symbol { address, size });
            }
        }
        Some(symbols)
    };
    match read() {
        Some(symbols) => Ok(symbols),
        None => refuse("its symbol table is damaged"),
    }
}

fn read_manifest(
    bytes: Bytes<'_>,
    segments: &[Segment],
    symbols: &BTreeMap<&str, Symbol>,
) -> Judged<Manifest> {
    let mut found = symbols.iter().filter(|(name, _)| name.ends_with(MANIFEST_SUFFIX));
    let (Some((name, symbol)), None) = (found.next(), found.next()) else {
        return refuse("it has no manifest");
    };
    let content = segments.iter().find_map(|segment| {
        let skipped = symbol.address.checked_sub(segment.addresses.start)?;
        let end = symbol.address.checked_add(symbol.size)?;
        let is_inside = end <= segment.addresses.end;
        is_inside.then(|| bytes.slice(segment.offset.checked_add(skipped)?, symbol.size))?
    });
    let Some(content) = content.map(Bytes) else { return refuse("its manifest is not in the file") };
    let (Some(magic), Some(version), Some(len)) =
        (content.slice(0, 4), content.number(4, 4), content.number(8, 8))
    else {
        return refuse("its manifest is too short");
    };
    if magic != MANIFEST_MAGIC {
        return refuse("its manifest is damaged");
    }
    if version != u64::from(ABI_VERSION) {
        return Err(Refusal::Version(version as u32));
    }
    let Some(json) = content.slice(16, len) else { return refuse("its manifest is cut off") };
    let manifest = Manifest::from_json(json).map_err(Refusal::Reason)?;
    if name.strip_suffix(MANIFEST_SUFFIX) != Some(&manifest.library) {
        return refuse("its manifest is that of another library");
    }
    Ok(manifest)
}
