# The usual ways to work on arrc. Each target installs what it needs first, where it may (see `setup`).

ARRC := target/release/arrc
PYTHON := build/venv/bin/python

.PHONY: setup build demo test lint fuzz corpus faults mutants guest accuracy venv clean

# Installs what is missing (as root on Debian 12), else says what to install.
setup:
	tools/setup.sh

# The compiler: target/release/arrc. LAYOUT=no leaves out what takes two minutes and makes builds a sixth faster.
LAYOUT ?= yes
build: setup
	cargo build --release -p driver
ifeq ($(LAYOUT),yes)
	tools/layout.sh $(ARRC)
endif

# Compiles and runs the examples.
demo: build venv
	tools/demo.sh $(ARRC)

# All tests; the last line is `N passed, N failed`.
test: setup venv
	tools/test.sh

# The format and clippy's findings: none are left.
lint: setup
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings

# Random programs against the evaluator, after those of tests/run that once went wrong: make fuzz SECONDS=600 SEED=1
SECONDS ?= 60
SEED ?= 1
fuzz:
	cargo run --release -p tests --bin fuzz -- --first found --seconds $(SECONDS) --seed $(SEED)

# The programs of tests/run with random arguments: make corpus NAMES=stdlib/
NAMES ?= ""
corpus:
	cargo run --release -p tests --bin fuzz -- --corpus $(NAMES)

# Planted miscompilations, and how fast random programs find each: make faults SECONDS=60
faults:
	cargo run --release -p tests --features faults --bin faults -- --seconds $(SECONDS) --table build/faults.md

# Broken programs, manifests and libraries: make mutants TARGET=check SECONDS=600 SEED=1
# (the folder fuzz has the same targets for libFuzzer: cargo +nightly fuzz run check)
TARGET ?= build
mutants:
	cargo run --release -p tests --bin mutants -- $(TARGET) --seconds $(SECONDS) --seed $(SEED)

# The elementary functions on all f32 and on samples: hours; it may be stopped and goes on where it was.
ACCURACY := build/accuracy.txt
accuracy: setup
	mkdir -p build
	cargo run --release -p tests --bin accuracy -- --state $(ACCURACY) --complex
	cargo run --release -p tests --bin accuracy -- --state $(ACCURACY)
	target/release/accuracy --state $(ACCURACY) --table

# What hosts do wrong, and what a library is like to them, for SECONDS each; the sanitizers need clang-22.
guest:
	cargo run --release -p tests --bin mutants -- call --seconds $(SECONDS) --seed $(SEED)
	cargo run --release -p tests --bin mutants -- library --seconds $(SECONDS) --seed $(SEED)
	cargo run --release -p tests --bin mutants -- manifest --seconds $(SECONDS) --seed $(SEED)
	ARRC_SANITIZE_ROUNDS=300 cargo test --release -p driver --test suite sanitizers -- --nocapture

# Python with NumPy, for the tests that compare with it.
venv: $(PYTHON)

$(PYTHON): | setup
	python3 -m venv build/venv
	build/venv/bin/python -m pip install --quiet --disable-pip-version-check numpy

clean:
	cargo clean
	rm -rf build
