//! Header and manifest against expected texts; `UPDATE=1` rewrites those.

use abi::{Constraint, DType, Dim, Function, Instance, Interface, Param, Relation, Role};
use abi::{SizeExpr, SizeSource, SizeVar};
use std::path::{Path, PathBuf};
use std::process::Command;

fn dim(extent: SizeExpr, text: &str) -> Dim {
    Dim { extent: Some(extent), text: text.into(), label: None }
}

fn param(name: &str, dtype: DType, dims: &[Dim]) -> Param {
    Param {
        name: name.into(),
        path: vec![name.into()],
        dtype,
        dims: dims.to_vec(),
        role: Role::Values,
        inout: false,
        closed: false,
    }
}

fn size(name: &str, source: SizeSource) -> SizeVar {
    SizeVar { name: name.into(), source }
}

fn jacobi() -> Function {
    let shape = [dim(SizeExpr::Size(0), "n"), dim(SizeExpr::Size(1), "m")];
    let at_least = |idx, text: &str| Constraint {
        lhs: SizeExpr::Size(idx),
        relation: Relation::Ge,
        rhs: SizeExpr::Const(3),
        text: text.into(),
        line: 5,
    };
    Function {
        name: "jacobi".into(),
        dl_symbol: "jacobi_dl".into(),
        doc: "`steps` Jacobi sweeps. Ends a comment: */".into(),
        signature: "jacobi(x0: f64[n, m], steps: i64) -> f64[n, m]".into(),
        line: 4,
        attrs: vec!["require(lanes)".into()],
        instances: vec![Instance {
            symbol: "jacobi".into(),
            dl_symbol: None,
            params: vec![param("x0", DType::F64, &shape), param("steps", DType::I64, &[])],
            results: vec![param("out", DType::F64, &shape)],
            sizes: vec![
                size("n", SizeSource::Axis { param: 0, axis: 0 }),
                size("m", SizeSource::Axis { param: 0, axis: 1 }),
            ],
            constraints: vec![at_least(0, "n >= 3"), at_least(1, "m >= 3")],
        }],
    }
}

fn spread(dtype: DType) -> Instance {
    let rows_plus_1 = SizeExpr::Add(Box::new(SizeExpr::Size(0)), Box::new(SizeExpr::Const(1)));
    Instance {
        symbol: format!("spread_{dtype}"),
        dl_symbol: Some(format!("spread_{dtype}_dl")),
        params: vec![
            param("ptr", DType::I32, &[dim(rows_plus_1, "rows + 1")]),
            param("σ", dtype, &[]),
            param("double", dtype, &[dim(SizeExpr::Size(0), "rows")]),
        ],
        results: vec![
            param("total", dtype, &[]),
            param("flags", DType::Bool, &[dim(SizeExpr::Size(0), "rows")]),
        ],
        sizes: vec![size("rows", SizeSource::Axis { param: 2, axis: 0 })],
        constraints: vec![],
    }
}

fn interface() -> Interface {
    let several = Function {
        name: "spread".into(),
        dl_symbol: "spread_dl".into(),
        doc: "Two instances.".into(),
        signature: "spread<T: f32 | f64>(ptr: i32[rows + 1], σ: T, double: T[rows])".into(),
        line: 9,
        attrs: vec![],
        instances: vec![spread(DType::F32), spread(DType::F64)],
    };
    Interface {
        library: "sample".into(),
        doc: "A module comment.".into(),
        file: "sample.arr".into(),
        functions: vec![jacobi(), several],
    }
}

fn compare(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(&path, text).expect("written");
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == text, "{} differs; UPDATE=1 rewrites it:\n{text}", path.display());
}

fn header() -> String {
    driver::header::write_header(&interface(), "arrc 0.0.0")
}

#[test]
fn header_is_as_expected() {
    compare("sample.h", &header());
}

#[test]
fn manifest_is_as_expected_and_reads_back() {
    let levels = ["x86-64-v2".to_string(), "x86-64-v3".to_string()];
    let manifest = driver::manifest::make_manifest(&interface(), "arrc 0.0.0", "0123456789abcdef", &levels);
    let json = manifest.to_json();
    compare("sample.json", &json);
    assert_eq!(abi::Manifest::from_json(json.as_bytes()), Ok(manifest));
}

fn compiles(compiler: &str, flags: &[&str], folder: &Path, source: &str, extension: &str) {
    let file = folder.join(format!("user.{extension}"));
    std::fs::write(&file, source).expect("written");
    let output: PathBuf = folder.join("user.o");
    let result = Command::new(compiler)
        .args(flags)
        .args(["-Wall", "-Wextra", "-Werror", "-pedantic", "-c", "-o"])
        .arg(output)
        .arg("-I")
        .arg(folder)
        .arg(&file)
        .output()
        .expect("a compiler");
    assert!(result.status.success(), "{}", String::from_utf8_lossy(&result.stderr));
}

#[test]
fn header_is_c_and_cpp_and_meets_another() {
    let folder = tempfile::tempdir().expect("temporary folder");
    let other = Interface { library: "other".into(), functions: vec![], ..interface() };
    std::fs::write(folder.path().join("sample.h"), header()).expect("written");
    let text = driver::header::write_header(&other, "arrc 0.0.0");
    std::fs::write(folder.path().join("other.h"), text).expect("written");
    let size = size_of::<abi::layout::Options>();
    let source = format!(
        "#include \"sample.h\"\n#include \"other.h\"\n#include \"sample.h\"\n\
         typedef char same_size[sizeof(arrc_options) == {size} ? 1 : -1];\n\
         int use(void);\nint use(void) {{ same_size c; c[0] = 0;\n\
         arrc_f64_2d x = {{0, {{0, 0}}, {{0, 0}}}}; return jacobi(&x, c[0], &x) == ARRC_OK; }}\n"
    );
    compiles("cc", &["-std=c99"], folder.path(), &source, "c");
    compiles("c++", &["-std=c++11"], folder.path(), &source, "cpp");
}
