//! What a library may hold and need: nothing but its own functions, no code that runs when it is loaded, no memory to
//! write but the handle of its threads, no stack that runs, and of libc a few functions of its first version.

use driver::elf::LIBC_SYMBOLS;
use object::read::elf::{Dyn, FileHeader, ProgramHeader, SectionHeader};
use object::{Object, ObjectSymbol, elf};

type Header = elf::FileHeader64<object::Endianness>;

/// Memory of the library that stays writable: the handle.
const MOST_WRITABLE: u64 = 64;

/// What is wrong with a library whose exports are known; nothing, one hopes.
pub(crate) fn complaints(bytes: &[u8], exports: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    symbols(bytes, exports, &mut found);
    let header = Header::parse(bytes).expect("64 bits");
    segments(header, bytes, &mut found);
    sections(header, bytes, &mut found);
    dynamic(header, bytes, &mut found);
    found
}

fn symbols(bytes: &[u8], exports: &[String], found: &mut Vec<String>) {
    let file = object::File::parse(bytes).expect("an ELF file");
    let mut defined = Vec::new();
    for symbol in file.dynamic_symbols() {
        let name = symbol.name().expect("a name").to_string();
        if symbol.is_definition() {
            defined.push(name);
        } else if !LIBC_SYMBOLS.contains(&name.as_str()) {
            found.push(format!("it needs `{name}`"));
        }
    }
    defined.sort_unstable();
    let mut exports = exports.to_vec();
    exports.sort_unstable();
    if defined != exports {
        found.push(format!("it exports {defined:?}, and should export {exports:?}"));
    }
}

fn segments(header: &Header, bytes: &[u8], found: &mut Vec<String>) {
    let endian = header.endian().expect("an endianness");
    let segments = header.program_headers(endian, bytes).expect("segments");
    let is = |kind| segments.iter().filter(move |segment| segment.p_type(endian) == kind);
    for segment in is(elf::PT_LOAD) {
        if segment.p_flags(endian) & (elf::PF_W | elf::PF_X) == elf::PF_W | elf::PF_X {
            found.push("memory to write and to run".into());
        }
    }
    match is(elf::PT_GNU_STACK).next() {
        Some(stack) if stack.p_flags(endian) & elf::PF_X == 0 => {}
        _ => found.push("a stack that runs".into()),
    }
    // What is writable once relocations are done.
    let sealed = |address: u64| {
        is(elf::PT_GNU_RELRO).any(|segment| {
            let start = segment.p_vaddr(endian);
            (start..start + segment.p_memsz(endian)).contains(&address)
        })
    };
    let writable = is(elf::PT_LOAD).filter(|segment| segment.p_flags(endian) & elf::PF_W != 0);
    let open: u64 = writable
        .filter(|segment| !sealed(segment.p_vaddr(endian)))
        .map(|segment| segment.p_memsz(endian))
        .sum();
    if open > MOST_WRITABLE {
        found.push(format!("{open} bytes to write"));
    }
}

fn sections(header: &Header, bytes: &[u8], found: &mut Vec<String>) {
    let endian = header.endian().expect("an endianness");
    let sections = header.sections(endian, bytes).expect("sections");
    for section in sections.iter() {
        let kind = section.sh_type(endian);
        if [elf::SHT_INIT_ARRAY, elf::SHT_PREINIT_ARRAY, elf::SHT_FINI_ARRAY].contains(&kind) {
            found.push("functions that run when it is loaded or unloaded".into());
        }
        let flags = section.sh_flags(endian);
        let is_global = u64::from(elf::SHF_WRITE) & flags != 0 && u64::from(elf::SHF_TLS) & flags == 0;
        let name = sections.section_name(endian, section).unwrap_or_default();
        let known: [&[u8]; 5] = [b".data.rel.ro", b".dynamic", b".got", b".relro_padding", b".bss"];
        if is_global && !known.contains(&name) {
            found.push(format!("a section to write: {}", String::from_utf8_lossy(name)));
        }
    }
}

fn dynamic(header: &Header, bytes: &[u8], found: &mut Vec<String>) {
    let endian = header.endian().expect("an endianness");
    let sections = header.sections(endian, bytes).expect("sections");
    let (entries, link) = sections.dynamic(endian, bytes).expect("well formed").expect("a dynamic section");
    let strings = sections.strings(endian, bytes, link).expect("strings");
    let mut needed = Vec::new();
    for entry in entries {
        match i64::from(entry.tag32(endian).unwrap_or(0)) {
            elf::DT_NEEDED => {
                needed.push(
                    String::from_utf8_lossy(entry.string(endian, strings).expect("a name")).into_owned(),
                );
            }
            elf::DT_INIT | elf::DT_INIT_ARRAY | elf::DT_PREINIT_ARRAY => found.push("a constructor".into()),
            elf::DT_TEXTREL => found.push("code that is changed when it is loaded".into()),
            elf::DT_RPATH | elf::DT_RUNPATH => found.push("a path to other libraries".into()),
            _ => {}
        }
    }
    if needed != ["libc.so.6"] {
        found.push(format!("it needs {needed:?}"));
    }
}

#[test]
fn a_library_that_is_not_ours_is_complained_about() {
    // Any library of the system has what ours may not have.
    let bytes = std::fs::read("/lib/x86_64-linux-gnu/libm.so.6").expect("libm");
    let found = complaints(&bytes, &[]).join("\n");
    for what in ["it exports", "functions that run", "a section to write"] {
        assert!(found.contains(what), "{what} is not noticed: {found}");
    }
}
