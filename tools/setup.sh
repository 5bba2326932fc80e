#!/usr/bin/env bash
# Installs what building and testing arrc needs on Debian 12, or says what is missing.
set -euo pipefail

packages=(
  g++ make
  llvm-22-dev liblld-22-dev libpolly-22-dev libzstd-dev zlib1g-dev
  libmpfr6 python3-venv
)
# For tools/layout.sh, which does without where it must.
optional=(bolt-22)

if ! command -v cargo >/dev/null; then
  echo "setup: Rust is missing: install version 1.91 or later with cargo (https://rustup.rs)" >&2
  exit 1
fi

# missing_of PACKAGE...: those that are not installed.
missing_of() {
  local package
  for package in "$@"; do
    [[ $(dpkg-query -W -f='${Status}' "$package" 2>/dev/null || true) == "install ok installed" ]] || echo "$package"
  done
}

# install PACKAGE...
install() {
  export DEBIAN_FRONTEND=noninteractive
  echo "setup: installing $*"
  local start=$SECONDS
  apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@" >/dev/null &&
    echo "setup: done in $((SECONDS - start)) s"
}

mapfile -t missing < <(missing_of "${packages[@]}")
if [[ ${#missing[@]} -eq 0 ]]; then
  echo "setup: everything is there"
elif ! command -v apt-get >/dev/null; then
  echo "setup: this is no Debian; arrc needs what Debian calls: ${missing[*]}" >&2
  exit 1
elif [[ $(id -u) -ne 0 ]]; then
  echo "setup: run this as root, or install: apt-get install ${missing[*]}" >&2
  exit 1
else
  install "${missing[@]}"
fi

mapfile -t missing < <(missing_of "${optional[@]}")
if [[ ${#missing[@]} -gt 0 && $(id -u) -eq 0 ]] && command -v apt-get >/dev/null; then
  install "${missing[@]}" || echo "setup: goes on without ${missing[*]}"
fi
