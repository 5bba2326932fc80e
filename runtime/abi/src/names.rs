//! Names that an exported function may not have, because it would take over a function of libc or
//! libm in the host's process, or because no C or C++ program could declare it.

/// Names of the functions and variables of glibc's libc and libm (all libraries that are part of
/// libc on Linux), one a line, sorted by bytes; names that start with `_` are left out, since all
/// of those are refused.
static LIBC_NAMES: &str = include_str!("libc_names.txt");

/// Keywords of C and C++, and names that the headers which ours includes define; sorted by bytes.
static KEYWORDS: [&str; 148] = [
    "DLDataType",
    "DLDevice",
    "DLTensor",
    "INFINITY",
    "INT64_MAX",
    "NAN",
    "NULL",
    "_Bool",
    "alignas",
    "alignof",
    "and",
    "and_eq",
    "asm",
    "auto",
    "bitand",
    "bitor",
    "bool",
    "break",
    "case",
    "catch",
    "char",
    "char16_t",
    "char32_t",
    "char8_t",
    "class",
    "co_await",
    "co_return",
    "co_yield",
    "compl",
    "complex",
    "concept",
    "const",
    "const_cast",
    "consteval",
    "constexpr",
    "constinit",
    "continue",
    "decltype",
    "default",
    "delete",
    "do",
    "double",
    "dynamic_cast",
    "elif",
    "else",
    "enum",
    "errno",
    "explicit",
    "export",
    "extern",
    "false",
    "final",
    "float",
    "for",
    "friend",
    "goto",
    "i386",
    "if",
    "imaginary",
    "import",
    "inline",
    "int",
    "int16_t",
    "int32_t",
    "int64_t",
    "int8_t",
    "int_fast16_t",
    "int_fast32_t",
    "int_fast64_t",
    "int_fast8_t",
    "int_least16_t",
    "int_least32_t",
    "int_least64_t",
    "int_least8_t",
    "intmax_t",
    "intptr_t",
    "linux",
    "long",
    "max_align_t",
    "module",
    "mutable",
    "namespace",
    "new",
    "noexcept",
    "not",
    "not_eq",
    "nullptr",
    "nullptr_t",
    "operator",
    "or",
    "or_eq",
    "override",
    "private",
    "protected",
    "ptrdiff_t",
    "public",
    "register",
    "reinterpret_cast",
    "requires",
    "restrict",
    "return",
    "short",
    "signed",
    "size_t",
    "sizeof",
    "static",
    "static_assert",
    "static_cast",
    "std",
    "struct",
    "switch",
    "template",
    "this",
    "thread_local",
    "throw",
    "true",
    "try",
    "typedef",
    "typeid",
    "typename",
    "typeof",
    "typeof_unqual",
    "uint16_t",
    "uint32_t",
    "uint64_t",
    "uint8_t",
    "uint_fast16_t",
    "uint_fast32_t",
    "uint_fast64_t",
    "uint_fast8_t",
    "uint_least16_t",
    "uint_least32_t",
    "uint_least64_t",
    "uint_least8_t",
    "uintmax_t",
    "uintptr_t",
    "union",
    "unix",
    "unsigned",
    "using",
    "virtual",
    "void",
    "volatile",
    "wchar_t",
    "while",
    "wint_t",
    "xor",
    "xor_eq",
];

/// Whether an exported function of this name would collide, and with what: completes the sentence
/// "`exp` is …".
pub fn collides(name: &str) -> Option<&'static str> {
    if name.starts_with("arrc_") || name.starts_with("ARRC_") {
        return Some("reserved for the library itself, as all names that start with `arrc_`");
    }
    if is_keyword(name) {
        return Some("a keyword or a standard name in C or C++");
    }
    if name.starts_with('_') {
        return Some("reserved in C, as all names that start with `_`");
    }
    if ["_last_error", "_set_num_threads", "_arrc_manifest"].iter().any(|end| name.ends_with(end)) {
        return Some("of the form that the library's own functions have: `<lib>_last_error` and the like");
    }
    let is_libc = find_line(LIBC_NAMES, name);
    is_libc.then_some("a name in the C library")
}

/// Whether a C header cannot even give a parameter this name: a keyword, a macro of a standard header, or one of the
/// types that the header itself defines.
pub fn is_keyword(name: &str) -> bool {
    name == "I" || name.starts_with("arrc_") || name.starts_with("ARRC_") || KEYWORDS.contains(&name)
}

/// Whether one of the sorted lines is exactly `wanted`.
fn find_line(sorted: &str, wanted: &str) -> bool {
    let bytes = sorted.as_bytes();
    let (mut lo, mut hi) = (0, bytes.len());
    while lo < hi {
        let middle = lo + (hi - lo) / 2;
        let start = bytes[..middle].iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        let end =
            bytes[middle..].iter().position(|&byte| byte == b'\n').map_or(bytes.len(), |at| middle + at);
        match bytes[start..end].cmp(wanted.as_bytes()) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => lo = end + 1,
            std::cmp::Ordering::Greater => hi = start,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{LIBC_NAMES, collides, find_line};

    #[test]
    fn every_line_is_found_and_nothing_else() {
        for name in LIBC_NAMES.lines() {
            assert!(find_line(LIBC_NAMES, name), "{name}");
        }
        for name in ["", "a", "softmax", "zzzz", "rea", "readx", "\n", "read\nreadahead"] {
            assert!(!find_line(LIBC_NAMES, name), "{name:?}");
        }
    }

    #[test]
    fn names_that_take_over_something_are_refused() {
        for name in ["read", "exp", "main", "int", "class", "_x", "arrc_f64_2d", "k_last_error"] {
            assert!(collides(name).is_some(), "{name}");
        }
        for name in ["black_scholes", "matmul", "life", "softmax", "histogram", "tail"] {
            assert!(collides(name).is_none(), "{name}");
        }
    }
}
