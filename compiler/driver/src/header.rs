//! Writes the C header of a library from its interface.
//!
//! Everything that several headers have in common is guarded, so that headers of several
//! libraries, and DLPack's own, can be included together.

use abi::layout::Options;
use abi::{ABI_VERSION, DType, Function, Instance, Interface, Param, Role, Status};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// The text of the header. `compiler` is arrc's name and version.
pub fn write_header(interface: &Interface, compiler: &str) -> String {
    let mut text = String::new();
    let guard = format!("ARRC_LIBRARY_{}_H", interface.library.to_uppercase());
    let mut title = format!("{}{MADE_BY}{compiler}", interface.library);
    if !interface.file.is_empty() {
        title += &format!(" from {}", interface.file);
    }
    push_comment(&mut text, &[title, interface.doc.clone(), RULES.to_string()]);
    text += &format!("#ifndef {guard}\n#define {guard}\n\n#include <stdint.h>\n\n");
    text += "#ifdef __cplusplus\nextern \"C\" {\n#endif\n\n";
    push_common(&mut text);
    push_dlpack(&mut text);
    push_views(&mut text, interface);
    for function in &interface.functions {
        push_function(&mut text, function);
    }
    push_own(&mut text, &interface.library);
    text += "#ifdef __cplusplus\n}\n#endif\n\n";
    text += &format!("#endif /* {guard} */\n");
    text
}

/// Between the library's name and the compiler's, in the first line.
const MADE_BY: &str = ": made by ";

/// Whether a file is a header that some version of this compiler has made.
pub fn is_ours(file: &[u8]) -> bool {
    let title = file.split(|byte| *byte == b'\n').take(2).collect::<Vec<_>>().concat();
    String::from_utf8_lossy(&title).contains(&format!("{MADE_BY}arrc "))
}

const RULES: &str = "\
Every function returns ARRC_OK or the status of what went wrong; then the library's `_last_error`
has the calling thread's message. A call that is refused for its arguments has written nothing;
one that fails while computing leaves its results unspecified.
Views are passed by pointer. Strides count elements and may be zero or negative in inputs.
Results are the caller's memory; they must not overlap any other argument.
The `_dl` functions take as many tensors as their comment says. Too few of them, or pointers to
anything else, cannot be detected.";

/// A C comment of several paragraphs.
fn push_comment(text: &mut String, paragraphs: &[String]) {
    text.push_str("/**\n");
    let mut is_first = true;
    for paragraph in paragraphs.iter().filter(|paragraph| !paragraph.trim().is_empty()) {
        if !is_first {
            text.push_str(" *\n");
        }
        is_first = false;
        for line in paragraph.trim_end().lines() {
            let line = line.replace("*/", "* /").replace("/*", "/ *");
            let _ = writeln!(text, "{}", format!(" * {line}").trim_end());
        }
    }
    text.push_str(" */\n");
}

fn push_common(text: &mut String) {
    let _ = write!(text, "#ifndef ARRC_ABI\n#define ARRC_ABI {ABI_VERSION}\n\n");
    text.push_str("typedef int32_t arrc_status;\n\nenum {\n");
    // C89 and C++98 allow no comma after the last one.
    for (idx, status) in Status::ALL.into_iter().enumerate() {
        let (name, number) = (status.c_name(), status as i32);
        let comma = if idx + 1 < Status::ALL.len() { "," } else { "" };
        let _ = writeln!(text, "  {name} = {number}{comma} /* {} */", status.meaning());
    }
    text.push_str("};\n\n");
    text.push_str("typedef uint8_t arrc_bool; /* 0 or 1 */\n");
    text.push_str("typedef uint16_t arrc_f16, arrc_bf16; /* their bits */\n");
    text.push_str("typedef struct arrc_c64 { float re, im; } arrc_c64;\n");
    text.push_str("typedef struct arrc_c128 { double re, im; } arrc_c128;\n\n");
    text.push_str(OPTIONS);
    let size = size_of::<Options>();
    let _ = write!(text, "\n/* sizeof(arrc_options) is {size} here; later versions append members. */\n");
    let _ = write!(
        text,
        "#elif ARRC_ABI != {ABI_VERSION}\n#error \"headers of different versions of arrc\"\n#endif\n\n"
    );
}

const OPTIONS: &str = "\
/** What belongs to one call of a `_dl` function; zero members mean the default. */
typedef struct arrc_options {
  uint64_t size;            /* sizeof(arrc_options) */
  int32_t threads;          /* most threads for this call */
  int32_t reserved;         /* 0 */
  /* Runs parallel loops: calls body(state, part) once for each part in [0, parts), in any order
     and on any threads, and returns when all have returned. */
  void (*execute)(void *executor, int64_t parts, void (*body)(void *state, int64_t part),
                  void *state);
  void *executor;           /* first argument of `execute` */
  void *workspace;          /* memory for temporaries, tried before malloc */
  uint64_t workspace_size;  /* bytes at `workspace` */
  const int32_t *cancel;    /* the call ends soon after this becomes nonzero */
} arrc_options;
";

fn push_dlpack(text: &mut String) {
    text.push_str(
        "\
/* DLPack's own header is used where there is one; include it first if it has another name. */
#if !defined(DLPACK_DLPACK_H_) && defined(__has_include)
#if __has_include(<dlpack/dlpack.h>)
#include <dlpack/dlpack.h>
#endif
#endif
#if !defined(DLPACK_DLPACK_H_) && !defined(ARRC_DLPACK)
#define ARRC_DLPACK
typedef struct DLDevice { int32_t device_type, device_id; } DLDevice; /* type 1: CPU */
typedef struct DLDataType { uint8_t code, bits; uint16_t lanes; } DLDataType;
typedef struct DLTensor {
  void *data;
  DLDevice device;
  int32_t ndim;
  DLDataType dtype;
  int64_t *shape;
  int64_t *strides; /* in elements; null: row-major without gaps */
  uint64_t byte_offset;
} DLTensor;
#endif

",
    );
}

fn view_name(dtype: DType, rank: usize) -> String {
    format!("arrc_{}_{rank}d", dtype.name())
}

fn push_views(text: &mut String, interface: &Interface) {
    let instances = interface.functions.iter().flat_map(|function| &function.instances);
    let views: BTreeSet<(DType, usize)> = instances
        .flat_map(Instance::args)
        .filter(|param| !param.is_scalar())
        .map(|param| (param.dtype, param.rank()))
        .collect();
    for (dtype, rank) in views {
        let name = view_name(dtype, rank);
        let guard = name.to_uppercase();
        let _ = write!(
            text,
            "#ifndef {guard}\n#define {guard}\ntypedef struct {name} {{\n  {} *data;\n  \
             int64_t shape[{rank}], stride[{rank}];\n}} {name};\n#endif\n\n",
            dtype.c_name()
        );
    }
}

fn push_function(text: &mut String, function: &Function) {
    let Some(first) = function.instances.first() else { return };
    for instance in &function.instances {
        let mut paragraphs = vec![function.doc.clone(), describe(instance)];
        if !function.signature.is_empty() && function.instances.len() == 1 {
            paragraphs.insert(1, function.signature.clone());
        }
        push_comment(text, &paragraphs);
        push_prototype(text, instance);
        text.push('\n');
    }
    let (n_inputs, n_outputs) = (first.params.len(), first.results.len());
    let counts = |names: Vec<&str>| if names.is_empty() { "none".into() } else { names.join(", ") };
    let names = |params: &[Param]| counts(params.iter().map(|param| param.name.as_str()).collect());
    let summary = format!(
        "`{}` on tensors: {n_inputs} inputs ({}), {n_outputs} outputs ({}).",
        function.name,
        names(&first.params),
        names(&first.results)
    );
    push_comment(text, &[summary]);
    push_dl_prototype(text, &function.dl_symbol);
    for symbol in function.instances.iter().filter_map(|instance| instance.dl_symbol.as_deref()) {
        push_dl_prototype(text, symbol);
    }
    text.push('\n');
}

/// One line for each argument, and the constraints.
fn describe(instance: &Instance) -> String {
    let names = c_names(instance);
    let mut lines = Vec::new();
    for (idx, (param, name)) in instance.args().zip(&names).enumerate() {
        let role = match (param.role, idx < instance.params.len(), param.inout) {
            (Role::Validity, ..) => " (which values are not missing)",
            (_, true, true) => " (updated in place)",
            (_, true, false) => "",
            (_, false, _) => " (result)",
        };
        let source = param.path.join(".");
        let alias = if source.is_empty() || source == *name {
            String::new()
        } else {
            format!(", `{source}` in the source")
        };
        lines.push(format!("- {name}: {}{role}{alias}", param.type_text()));
    }
    if !instance.constraints.is_empty() {
        let all: Vec<&str> = instance.constraints.iter().map(|constraint| constraint.text.as_str()).collect();
        lines.push(format!("Requires {}.", all.join(", ")));
    }
    lines.join("\n")
}

/// The names of the parameters and results in C: ASCII, no keywords, no two the same.
fn c_names(instance: &Instance) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut names = Vec::new();
    for param in instance.args() {
        let mut name = String::new();
        for letter in param.name.chars() {
            if letter.is_ascii_alphanumeric() || letter == '_' {
                name.push(letter);
            } else {
                let _ = write!(name, "u{:04x}", u32::from(letter));
            }
        }
        if abi::names::is_keyword(&name) || name.is_empty() {
            name.push('_');
        }
        let count = seen.entry(name.clone()).or_insert(0);
        *count += 1;
        if *count > 1 {
            let _ = write!(name, "_{count}");
        }
        names.push(name);
    }
    names
}

fn push_prototype(text: &mut String, instance: &Instance) {
    let names = c_names(instance);
    let declare = |(idx, (param, name)): (usize, (&Param, &String))| {
        let is_written = idx >= instance.params.len() || param.inout;
        match (param.is_scalar(), is_written) {
            (true, false) => format!("{} {name}", param.dtype.c_name()),
            (true, true) => format!("{} *{name}", param.dtype.c_name()),
            (false, _) => format!("const {} *{name}", view_name(param.dtype, param.rank())),
        }
    };
    let declared: Vec<String> = instance.args().zip(&names).enumerate().map(declare).collect();
    let list = if declared.is_empty() { "void".to_string() } else { declared.join(", ") };
    let _ = writeln!(text, "arrc_status {}({list});", instance.symbol);
}

fn push_dl_prototype(text: &mut String, symbol: &str) {
    let _ = writeln!(
        text,
        "int32_t {symbol}(const DLTensor *const *inputs, DLTensor *const *outputs,\n    \
         const arrc_options *options);"
    );
}

fn push_own(text: &mut String, library: &str) {
    let message = "The message of this thread's last failed call; valid until its next call.";
    push_comment(text, &[message.to_string()]);
    let _ = write!(text, "const char *{library}_last_error(void);\n\n");
    let threads = "Sets the most threads that a call uses; 0 goes back to the default: \
                   ARRC_NUM_THREADS, else\nthe processors at hand.";
    push_comment(text, &[threads.to_string()]);
    let _ = write!(text, "void {library}_set_num_threads(int32_t count);\n\n");
}
