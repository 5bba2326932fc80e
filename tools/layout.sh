#!/usr/bin/env bash
# Puts arrc's code in the order in which building libraries runs it, by llvm-bolt: builds take a sixth less time
# (docs/decisions/build-budget.md). Takes about two minutes, once for each arrc. Where it cannot be done, arrc stays as it is.
#     tools/layout.sh target/release/arrc
set -euo pipefail
arrc=$(realpath "$1")
cd "$(dirname "$0")/.."
examples=$PWD/examples
folder=$PWD/build/layout
mkdir -p "$folder"
cd "$folder"

give_up() {
  echo "layout: $1: arrc works as it is, and its builds take a fifth longer"
  exit 0
}

# Counts how often each branch of arrc runs while it compiles examples, and moves its code by that; everything into `log`.
lay_out() {
  export ARRC_CACHE=off
  rm -f key profile.* ./*.so
  llvm-bolt-22 "$arrc" -instrument -instrumentation-file-append-pid -instrumentation-file="$folder/profile" -o counting
  for example in image prices signal learning; do
    ./counting build "$examples/$example/$example.arr" -o $example.so
  done
  ./counting check "$examples/image/image.arr"
  merge-fdata-22 profile.* >profile
  llvm-bolt-22 "$arrc" -data=profile -o arrc \
    -reorder-blocks=ext-tsp -reorder-functions=cdsort -split-functions -split-all-cold -split-eh
  mkdir -p again
  ./arrc build "$examples/image/image.arr" -o again/image.so
  cmp image.so again/image.so
}

key=$(sha256sum <"$arrc")
if [[ ! -e arrc || ! -e key || $(<key) != "$key" ]]; then
  for program in llvm-bolt-22 merge-fdata-22; do
    command -v $program >/dev/null || give_up "no $program (package bolt-22)"
  done
  memory=$(awk '/^MemAvailable:/ { print int($2 / 1048576) }' /proc/meminfo)
  [[ $memory -ge 12 ]] || give_up "llvm-bolt takes 11 GB of memory, and $memory are left"
  echo "layout: finding out what of arrc runs (two minutes, once)"
  start=$SECONDS
  # By itself, since `set -e` counts for nothing in what is part of a condition.
  set +e
  (set -e; lay_out) >log 2>&1
  status=$?
  set -e
  [[ $status -eq 0 ]] || give_up "it failed, $folder/log says why"
  rm -rf profile profile.* counting again ./*.so ./*.h
  echo "$key" >key
  echo "layout: done in $((SECONDS - start)) s"
fi
cp arrc "$arrc.new"
mv "$arrc.new" "$arrc"
