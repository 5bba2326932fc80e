//! Names of a relocatable object that other objects must not see.
//!
//! An object for hosts holds the runtime too. Two of them in one program may share none of it, so every name but those
//! for hosts becomes local.

const SHT_SYMTAB: u32 = 2;
const SHT_RELA: u32 = 4;
/// Sections that number symbols in other ways; objects of LLVM and lld for x86-64 have none.
const SHT_OTHERS: [u32; 3] = [9, 17, 18];
const HEADER: usize = 64;
const ENTRY: usize = 24;

/// A section's header, as far as it is needed.
struct Section {
    header: usize,
    kind: u32,
    offset: usize,
    size: usize,
    link: usize,
}

fn number<const N: usize>(object: &[u8], at: usize) -> [u8; N] {
    object[at..at + N].try_into().unwrap_or_else(|_| base::bug!("as many bytes as asked for"))
}

fn half(object: &[u8], at: usize) -> u16 {
    u16::from_le_bytes(number(object, at))
}

fn word(object: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(number(object, at))
}

fn long(object: &[u8], at: usize) -> usize {
    u64::from_le_bytes(number(object, at)) as usize
}

fn sections(object: &[u8]) -> Vec<Section> {
    let table = long(object, 40);
    // More sections than a half word counts are counted in the first header.
    let count = match usize::from(half(object, 60)) {
        0 => long(object, table + 32),
        count => count,
    };
    let section = |index: usize| {
        let header = table + index * HEADER;
        Section {
            header,
            kind: word(object, header + 4),
            offset: long(object, header + 24),
            size: long(object, header + 32),
            link: word(object, header + 40) as usize,
        }
    };
    (0..count).map(section).collect()
}

/// Makes every symbol of the object local that is defined in it and not among `names`. The object is one that arrc's own
/// linker has just written.
pub fn keep_global(object: &mut [u8], names: &[String]) {
    let sections = sections(object);
    if sections.iter().any(|section| SHT_OTHERS.contains(&section.kind)) {
        base::bug!("an object with groups or other relocations");
    }
    let Some(at) = sections.iter().position(|section| section.kind == SHT_SYMTAB) else { return };
    let (table, strings) = (&sections[at], &sections[sections[at].link]);
    let mut symbols: Vec<(usize, [u8; ENTRY])> = (0..table.size / ENTRY)
        .map(|index| (index, number::<ENTRY>(object, table.offset + index * ENTRY)))
        .collect();
    for (_, symbol) in &mut symbols {
        let name = &object[strings.offset + word(symbol, 0) as usize..];
        let name = &name[..name.iter().position(|byte| *byte == 0).unwrap_or(name.len())];
        if half(symbol, 6) != 0 && !names.iter().any(|keep| keep.as_bytes() == name) {
            // Binding local, visibility the default.
            symbol[4] &= 0x0f;
            symbol[5] &= !3;
        }
    }
    // Local ones stand first.
    symbols.sort_by_key(|(_, symbol)| symbol[4] >> 4 != 0);
    let locals = symbols.iter().filter(|(_, symbol)| symbol[4] >> 4 == 0).count() as u32;
    let mut moved = vec![0u32; symbols.len()];
    for (to, (from, symbol)) in symbols.iter().enumerate() {
        moved[*from] = to as u32;
        object[table.offset + to * ENTRY..][..ENTRY].copy_from_slice(symbol);
    }
    object[table.header + 44..][..4].copy_from_slice(&locals.to_le_bytes());
    for section in sections.iter().filter(|section| section.kind == SHT_RELA && section.link == at) {
        for relocation in (section.offset..section.offset + section.size).step_by(ENTRY) {
            let symbol = word(object, relocation + 12) as usize;
            object[relocation + 12..][..4].copy_from_slice(&moved[symbol].to_le_bytes());
        }
    }
}
