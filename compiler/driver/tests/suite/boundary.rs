//! The boundary of a library, seen from a host in C: right calls, hostile calls, threads, forks,
//! failing allocations, unloading. `fixture/user.c` has the tests themselves.

use crate::fixture::{built, run};
use std::process::Command;

fn host(test: &str) {
    run(Command::new(built().path("user")).arg(test));
}

#[test]
fn typed_calls_compute() {
    host("typed");
}

#[test]
fn typed_calls_with_bad_arguments_are_refused() {
    host("refusals");
}

#[test]
fn uniform_calls_broadcast_and_honour_strides() {
    host("uniform");
}

#[test]
fn arrays_laid_out_otherwise_are_packed_for_strides_that_are_constants() {
    host("fixed_strides");
}

#[test]
fn uniform_calls_with_bad_tensors_are_refused() {
    host("uniform_refusals");
}

#[test]
fn large_frames_of_any_layout_are_right() {
    host("large");
}

#[test]
fn parallel_loops_cover_everything_once() {
    host("threads");
}

#[test]
fn every_thread_has_its_own_message() {
    host("messages");
}

#[test]
fn forked_children_compute() {
    host("forks");
}

#[test]
fn failed_allocations_are_reported_and_nothing_leaks() {
    host("memory");
}

#[test]
fn failed_thread_starts_cost_speed_only() {
    host("starts");
}

#[test]
fn floating_point_modes_are_set_and_restored() {
    host("modes");
}

#[test]
fn executor_of_the_host_runs_the_parts() {
    host("executor");
}

#[test]
fn small_calls_are_fast() {
    host("speed");
}

#[test]
fn unloading_ends_the_threads() {
    let built = built();
    run(Command::new(built.path("user")).arg("unload").arg(built.path("libk.so")));
}
