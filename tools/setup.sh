#!/usr/bin/env bash
# Installs what building and testing arrc needs on Debian 12, or says what is missing.
set -euo pipefail

packages=(
  g++ make
  llvm-22-dev liblld-22-dev libpolly-22-dev libzstd-dev zlib1g-dev
  libmpfr6 python3-venv
)

if ! command -v cargo >/dev/null; then
  echo "setup: Rust is missing: install version 1.91 or later with cargo (https://rustup.rs)" >&2
  exit 1
fi

missing=()
for package in "${packages[@]}"; do
  state=$(dpkg-query -W -f='${Status}' "$package" 2>/dev/null || true)
  [[ $state == "install ok installed" ]] || missing+=("$package")
done

if [[ ${#missing[@]} -eq 0 ]]; then
  echo "setup: everything is there"
  exit 0
fi

if ! command -v apt-get >/dev/null; then
  echo "setup: this is no Debian; arrc needs what Debian calls: ${missing[*]}" >&2
  exit 1
fi
if [[ $(id -u) -ne 0 ]]; then
  echo "setup: run this as root, or install: apt-get install ${missing[*]}" >&2
  exit 1
fi

export DEBIAN_FRONTEND=noninteractive
echo "setup: installing ${missing[*]}"
start=$SECONDS
apt-get update -qq
apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
echo "setup: done in $((SECONDS - start)) s"
