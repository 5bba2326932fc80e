//! `arrc bench` as a process.

use std::process::Output;

use serde_json::Value;

use crate::process::{Folder, arrc, errors, printed};

const SOURCE: &str = "pub fn dot<T: f32 | f64>(x: T[n], y: T[n]) -> T = sum(x * y);
pub fn scalar(x: f64) -> f64 = sqrt(x) + 1.0;
pub fn repeat(x: f64[n], steps: i64) -> f64[n] {
    var y = x;
    loop i in 0..steps { y = 0.5 * y; }
    y
}
pub fn norm(x: f64[..s]) -> f64 = sum(x * x);
pub fn pick(x: f64[n], idx: i64[m]) -> f64[m] = x[idx];
pub fn first_time(inout x: i64[n]) { x += 1; assert all(x == 2), \"called before\"; }
";

fn bench(arguments: &[&str]) -> Output {
    let folder = Folder::new();
    let source = folder.write("k.arr", SOURCE);
    let mut all: Vec<&dyn AsRef<std::ffi::OsStr>> = vec![&"bench", &source, &"--seconds", &"0.01"];
    all.extend(arguments.iter().map(|argument| argument as &dyn AsRef<std::ffi::OsStr>));
    arrc(&all)
}

fn measured(arguments: &[&str]) -> Vec<Value> {
    let output = bench(&[arguments, &["--message-format", "json"]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    printed(&output).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
fn instances_are_measured_with_bytes_and_operations() {
    let reports = measured(&["dot", "--size", "n=1_000", "--threads", "1"]);
    assert_eq!(reports.len(), 2);
    for (report, bytes) in reports.iter().zip([8004, 16008]) {
        assert_eq!(
            (report["bytes"].as_u64(), report["float_ops"].as_f64()),
            (Some(bytes), Some(2000.0)),
            "{report}"
        );
        assert_eq!((report["threads"].as_u64(), report["sizes"]["n"].as_u64()), (Some(1), Some(1000)));
        let times =
            ["fastest_s", "p10_s", "median_s", "p90_s"].map(|name| report[name].as_f64().expect("a time"));
        assert!(times[0] > 0.0 && times.is_sorted(), "{report}");
    }
}

#[test]
fn scalars_are_lifted_and_loops_counted() {
    let scalar = &measured(&["scalar", "--lift", "10,20"])[0];
    assert_eq!(
        (scalar["bytes"].as_u64(), scalar["float_ops"].as_f64()),
        (Some(3200), Some(400.0)),
        "{scalar}"
    );
    let repeat = &measured(&["repeat", "--size", "n=100", "--arg", "steps=7"])[0];
    assert_eq!(repeat["float_ops"].as_f64(), Some(700.0), "{repeat}");
}

#[test]
fn of_several_ranks_those_with_their_sizes_are_measured() {
    let reports = measured(&["norm", "--size", "s0=10", "--size", "s1=20"]);
    let symbols: Vec<&str> = reports.iter().filter_map(|report| report["symbol"].as_str()).collect();
    assert_eq!(symbols, ["norm_0d", "norm_1d", "norm_2d"]);
    assert_eq!(reports[2]["float_ops"].as_f64(), Some(400.0), "{reports:?}");
}

#[test]
fn what_a_call_updates_is_restored_before_the_next() {
    let reports = measured(&["first_time", "--arg", "x=[1, 1, 1]"]);
    assert!(reports[0]["samples"].as_u64() > Some(1), "{reports:?}");
}

#[test]
fn people_read_times_with_units() {
    let text = printed(&bench(&["pick", "--size", "n=50", "--size", "m=9"]));
    assert!(text.contains("pick(x: f64[50], idx: i64[9]) at v") && text.contains("GB/s"), "{text}");
    assert!(!text.contains("GFLOP"), "nothing to count: {text}");
}

#[test]
fn wrong_usage_of_bench_is_told() {
    for (arguments, status, words) in [
        (&["dot"][..], 2, "--size n=N"),
        (&["dots", "--size", "n=1"], 2, "exports no `dots`"),
        (&["dot", "--size", "k=1"], 2, "there are: n"),
        (&["dot", "--size", "n"], 2, "expected NAME=N"),
        (&["dot", "--size", "n=-1"], 2, "expected NAME=N"),
        (&["repeat", "--arg", "x=[1, 2]", "--arg", "steps=1", "--size", "n=7"], 2, "n is 2"),
        (&["repeat", "--size", "n=3"], 2, "--arg steps=VALUE"),
        (&["repeat", "--size", "n=3", "--arg", "steps=1.5"], 2, "does not fit"),
        (&["dot", "--size", "n=3", "--cpu", "v2,v3"], 2, "one level"),
        (&["dot", "--size", "n=3", "--seconds", "0"], 2, "--seconds"),
        (&["pick", "--size", "n=3", "--size", "m=1", "--arg", "idx=[7]"], 1, "7"),
        (&["dot", "--size", "n=9000000000000000000"], 1, "too large"),
    ] {
        let output = bench(arguments);
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {}", errors(&output));
        assert!(errors(&output).contains(words), "{arguments:?}: {}", errors(&output));
    }
}
