#!/usr/bin/env bash
# Runs all tests and ends with the line `N passed, N failed`; fails if a test failed or none ran.
set -uo pipefail
cd "$(dirname "$0")/.."

mkdir -p build
log=build/test.log
: >"$log"
failed_steps=0

# step NAME COMMAND...: runs one part, keeps its output for the sum, reports its time.
step() {
  local name=$1 start=$SECONDS
  shift
  echo "== $name"
  if ! "$@" 2>&1 | tee -a "$log"; then
    echo "== $name: FAILED"
    failed_steps=$((failed_steps + 1))
  fi
  echo "== $name: $((SECONDS - start)) s"
}

if [[ -x build/venv/bin/python ]]; then
  export ARRC_TEST_PYTHON=$PWD/build/venv/bin/python
fi
step "workspace" cargo test --workspace --no-fail-fast
step "planted faults" cargo test -p tests --features faults --test faults
step "support code" cargo test --manifest-path runtime/support/Cargo.toml --target-dir target/support

# Random programs, at most ten minutes, after those that once went wrong. A fixed range, so that one commit passes or fails
# wherever it is tested; `make fuzz` goes where nobody has been, and the range moves when that has found nothing left
# (tests/fuzz-total.md). In a debug build they would take longer than the release build does. About a tenth is left
# out as too large.
programs=${ARRC_TEST_PROGRAMS:-22500}
seed=${ARRC_TEST_SEED:-300000000}
echo "random programs: again with ARRC_TEST_SEED=$seed ARRC_TEST_PROGRAMS=$programs"
step "random programs" cargo run --release -p tests --bin fuzz -- \
  --first found --programs "$programs" --seed "$seed" --seconds 600

read -r passed failed < <(
  awk '/^test result: / { passed += $4; failed += $6 } END { print passed + 0, failed + 0 }' "$log"
)
# A part that fails without a failed test (it does not compile, say) counts as one failure.
if [[ $failed_steps -gt 0 && $failed -eq 0 ]]; then
  failed=$failed_steps
fi
echo "$passed passed, $failed failed"
[[ $failed -eq 0 && $passed -gt 0 ]]
