#!/usr/bin/env bash
# Builds every example's library with the compiler given, and runs its C caller.
#     tools/demo.sh target/release/arrc
set -euo pipefail
arrc=$(realpath "$1")
cd "$(dirname "$0")/../examples"
out=../build/demo
mkdir -p "$out"
for source in */*.arr; do
  name=$(basename "$source" .arr)
  folder=$(dirname "$source")
  echo "== $source"
  "$arrc" build "$source" -o "$out/lib$name.so"
  ls -l "$out/lib$name.so" | awk '{ print "   " $5 " bytes" }'
  if [[ -f $folder/main.c ]]; then
    cc -O2 -I"$out" -o "$out/$name" "$folder/main.c" -L"$out" -l"$name" -lm -Wl,-rpath,"$PWD/$out"
    "$out/$name"
  fi
done
