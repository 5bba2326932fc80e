#!/bin/sh
# Compares the masked `while` of the loop IR with AVX-512 intrinsics: bench/lanes/run.sh
set -eu
cd "$(dirname "$0")/../.."
out=target/bench/lanes
mkdir -p "$out"
cargo build -q --release -p codegen --example emit
for lanes in 16:narrow 32:wide; do
    sed "s/kernel mandelbrot/kernel ${lanes#*:}/" "tests/ir/codegen/mandelbrot_${lanes%:*}.loops" >"$out/kernel.loops"
    target/release/examples/emit "$out/kernel.loops" v4 object >"$out/${lanes#*:}.o"
done
"${CC:-clang-22}" -O3 -march=native -ffp-contract=off bench/lanes/mandelbrot.c "$out/narrow.o" "$out/wide.o" -o "$out/compare"
"$out/compare"
