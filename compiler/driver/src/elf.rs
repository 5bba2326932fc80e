//! Writes the stub of libc that libraries are linked against.
//!
//! Linking against it instead of the build machine's libc makes the result the same
//! everywhere and lets it run with the oldest libc that has the symbols.

/// The processors that libraries are made for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Machine {
    /// x86-64
    X86_64,
    /// 64-bit Arm
    AArch64,
}

impl Machine {
    /// The machine that arrc itself runs on.
    pub const HOST: Machine = if cfg!(target_arch = "aarch64") { Machine::AArch64 } else { Machine::X86_64 };

    fn code(self) -> u16 {
        match self {
            Machine::X86_64 => 62,
            Machine::AArch64 => 183,
        }
    }

    /// The first version of glibc for the machine: all symbols below have it.
    fn libc_version(self) -> &'static str {
        match self {
            Machine::X86_64 => "GLIBC_2.2.5",
            Machine::AArch64 => "GLIBC_2.17",
        }
    }
}

/// All that a library may use from outside.
pub const LIBC_SYMBOLS: [&str; 10] = [
    "bcmp",
    "free",
    "getenv",
    "malloc",
    "memcmp",
    "memcpy",
    "memmove",
    "memset",
    "pthread_create",
    "pthread_join",
];

const ET_DYN: u16 = 3;
const SHT_STRTAB: u32 = 3;
const SHT_DYNAMIC: u32 = 6;
const SHT_DYNSYM: u32 = 11;
const SHT_GNU_VERDEF: u32 = 0x6fff_fffd;
const SHT_GNU_VERSYM: u32 = 0x6fff_ffff;
const SHF_ALLOC: u64 = 2;
const STB_GLOBAL_FUNC: u8 = 0x12;

struct Section {
    name: &'static str,
    kind: u32,
    flags: u64,
    link: u32,
    info: u32,
    align: u64,
    entry_size: u64,
    data: Vec<u8>,
}

impl Section {
    fn new(name: &'static str, kind: u32, align: u64, data: Vec<u8>) -> Section {
        Section { name, kind, flags: 0, link: 0, info: 0, align, entry_size: 0, data }
    }
}

/// A table of zero-terminated strings.
struct Strings(Vec<u8>);

impl Strings {
    fn new() -> Strings {
        Strings(vec![0])
    }

    fn add(&mut self, text: &str) -> u32 {
        let offset = self.0.len() as u32;
        self.0.extend_from_slice(text.as_bytes());
        self.0.push(0);
        offset
    }
}

fn push_symbol(table: &mut Vec<u8>, name: u32, info: u8, section: u16) {
    table.extend_from_slice(&name.to_le_bytes());
    table.extend_from_slice(&[info, 0]);
    table.extend_from_slice(&section.to_le_bytes());
    table.extend_from_slice(&0u64.to_le_bytes());
    table.extend_from_slice(&0u64.to_le_bytes());
}

/// A shared library `libc.so.6` with nothing but names and their version.
pub fn libc_stub(machine: Machine) -> Vec<u8> {
    let mut strings = Strings::new();
    let library = strings.add("libc.so.6");
    let version = strings.add(machine.libc_version());
    let mut symbols = vec![0; 24];
    let mut versions = vec![0u8, 0];
    for symbol in LIBC_SYMBOLS {
        push_symbol(&mut symbols, strings.add(symbol), STB_GLOBAL_FUNC, 1);
        versions.extend_from_slice(&2u16.to_le_bytes());
    }
    let mut definitions = Vec::new();
    push_version(&mut definitions, 1, 1, "libc.so.6", library, 28);
    push_version(&mut definitions, 0, 2, machine.libc_version(), version, 0);
    let mut dynamic = Vec::new();
    const DT_SONAME: u64 = 14;
    for word in [DT_SONAME, u64::from(library), 0, 0] {
        dynamic.extend_from_slice(&word.to_le_bytes());
    }
    let linked = |mut section: Section, link, info, entry_size| {
        (section.link, section.info, section.entry_size) = (link, info, entry_size);
        section.flags = SHF_ALLOC;
        section
    };
    assemble(
        machine,
        vec![
            linked(Section::new(".dynsym", SHT_DYNSYM, 8, symbols), 2, 1, 24),
            linked(Section::new(".dynstr", SHT_STRTAB, 1, strings.0), 0, 0, 0),
            linked(Section::new(".gnu.version", SHT_GNU_VERSYM, 2, versions), 1, 0, 2),
            linked(Section::new(".gnu.version_d", SHT_GNU_VERDEF, 4, definitions), 2, 2, 0),
            linked(Section::new(".dynamic", SHT_DYNAMIC, 8, dynamic), 2, 0, 16),
        ],
    )
}

/// One version definition of 20 bytes and its one name of 8.
fn push_version(into: &mut Vec<u8>, flags: u16, number: u16, text: &str, name: u32, next: u32) {
    for half in [1, flags, number, 1] {
        into.extend_from_slice(&u16::to_le_bytes(half));
    }
    for word in [hash_name(text), 20, next, name, 0] {
        into.extend_from_slice(&u32::to_le_bytes(word));
    }
}

/// The hash of symbol versions (System V ABI).
fn hash_name(name: &str) -> u32 {
    name.bytes().fold(0u32, |hash, byte| {
        let sum = (hash << 4).wrapping_add(u32::from(byte));
        let high = sum & 0xf000_0000;
        (sum ^ (high >> 24)) & !high
    })
}

/// Lays out a shared library: header, sections, section names, section headers.
fn assemble(machine: Machine, mut sections: Vec<Section>) -> Vec<u8> {
    sections.push(Section::new(".shstrtab", SHT_STRTAB, 1, Vec::new()));
    let mut names = Strings::new();
    let name_offsets: Vec<u32> = sections.iter().map(|section| names.add(section.name)).collect();
    if let Some(last) = sections.last_mut() {
        last.data = names.0;
    }
    let mut file = vec![0u8; 64];
    let mut headers = vec![0u8; 64];
    for (section, name) in sections.iter().zip(name_offsets) {
        while !(file.len() as u64).is_multiple_of(section.align) {
            file.push(0);
        }
        let offset = file.len() as u64;
        file.extend_from_slice(&section.data);
        let mut header = Vec::with_capacity(64);
        header.extend_from_slice(&name.to_le_bytes());
        header.extend_from_slice(&section.kind.to_le_bytes());
        for word in [section.flags, 0, offset, section.data.len() as u64] {
            header.extend_from_slice(&word.to_le_bytes());
        }
        header.extend_from_slice(&section.link.to_le_bytes());
        header.extend_from_slice(&section.info.to_le_bytes());
        header.extend_from_slice(&section.align.to_le_bytes());
        header.extend_from_slice(&section.entry_size.to_le_bytes());
        headers.extend_from_slice(&header);
    }
    while !file.len().is_multiple_of(8) {
        file.push(0);
    }
    let headers_at = file.len() as u64;
    file.extend_from_slice(&headers);
    write_file_header(&mut file[..64], machine, headers_at, sections.len() as u16 + 1);
    file
}

fn write_file_header(header: &mut [u8], machine: Machine, headers_at: u64, n_sections: u16) {
    header[..7].copy_from_slice(&[0x7f, b'E', b'L', b'F', 2, 1, 1]);
    let mut put = |at: usize, bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);
    put(16, &ET_DYN.to_le_bytes());
    put(18, &machine.code().to_le_bytes());
    put(20, &1u32.to_le_bytes());
    put(40, &headers_at.to_le_bytes());
    put(52, &64u16.to_le_bytes());
    put(58, &64u16.to_le_bytes());
    put(60, &n_sections.to_le_bytes());
    put(62, &(n_sections - 1).to_le_bytes());
}
