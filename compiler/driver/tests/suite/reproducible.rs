//! The same source gives the same bytes, whatever is around it: folder, user, language, time zone, processors.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::process::{Folder, command, errors};

/// Kernels of several kinds, so that every chunk and every kind of object is there.
const SOURCE: &str = include_str!("../../../../tests/abi/kernel.arr");

/// How one build differs from another.
struct Around {
    folder: &'static str,
    variables: &'static [(&'static str, &'static str)],
    /// Whether only one processor may be used.
    alone: bool,
    /// Whether source and output are named by whole paths.
    whole_paths: bool,
}

const AROUND: [Around; 4] = [
    Around { folder: "a", variables: &[], alone: false, whole_paths: true },
    Around {
        folder: "a much longer name/with folders in it",
        variables: &[
            ("HOME", "/nonexistent"),
            ("TZ", "Asia/Kathmandu"),
            ("LANG", "de_DE.UTF-8"),
            ("LC_ALL", "tr_TR.UTF-8"),
        ],
        alone: true,
        whole_paths: false,
    },
    Around {
        folder: "b",
        variables: &[
            ("ARRC_NUM_THREADS", "7"),
            ("ARRC_CPU_LEVEL", "2"),
            ("SOURCE_DATE_EPOCH", "1"),
            ("COLUMNS", "20"),
        ],
        alone: false,
        whole_paths: false,
    },
    Around {
        folder: "ä",
        variables: &[
            ("USER", "nobody"),
            ("TMPDIR", "/tmp"),
            ("NO_COLOR", "1"),
            ("RUST_BACKTRACE", "1"),
            ("MALLOC_PERTURB_", "77"),
        ],
        alone: true,
        whole_paths: true,
    },
];

/// The files of one build, by their names.
fn build(around: &Around, root: &Folder) -> BTreeMap<String, Vec<u8>> {
    let folder = root.path(around.folder);
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("kernel.arr"), SOURCE).expect("written");
    let name =
        |file: &str| if around.whole_paths { folder.join(file) } else { Path::new(file).to_path_buf() };
    for output in ["libkernel.so", "kernel.o"] {
        let plain = command(&[&"build", &name("kernel.arr"), &"-o", &name(output)]);
        let mut run = if around.alone {
            let mut taskset = Command::new("taskset");
            taskset.args(["-c", &first_processor()]).arg(plain.get_program()).args(plain.get_args());
            taskset
        } else {
            plain
        };
        run.current_dir(&folder).envs(around.variables.iter().copied()).env("ARRC_CACHE", "off");
        let output = run.output().expect("arrc starts");
        assert!(output.status.success(), "{}", errors(&output));
    }
    let files = fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    files
        .filter(|path| path.is_file())
        .map(|path| {
            (
                path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
                fs::read(&path).expect("a file"),
            )
        })
        .collect()
}

/// A processor that this process may use.
fn first_processor() -> String {
    let status = fs::read_to_string("/proc/self/status").expect("the status");
    let list = status.lines().find_map(|line| line.strip_prefix("Cpus_allowed_list:")).expect("a list");
    list.trim().split([',', '-']).next().unwrap_or("0").to_string()
}

#[test]
fn the_same_source_gives_the_same_bytes_everywhere() {
    let root = Folder::new();
    let first = build(&AROUND[0], &root);
    assert_eq!(first.keys().collect::<Vec<_>>(), ["kernel.arr", "kernel.h", "kernel.o", "libkernel.so"]);
    for around in &AROUND[1..] {
        let other = build(around, &root);
        for (name, bytes) in &first {
            assert!(other.get(name) == Some(bytes), "{name} is another one in `{}`", around.folder);
        }
    }
}
