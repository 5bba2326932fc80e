#!/usr/bin/env bash
# The demonstration: examples/demo.py with the compiler given, in the project's virtual environment.
#     tools/demo.sh target/release/arrc
set -euo pipefail
arrc=$(realpath "$1")
cd "$(dirname "$0")/.."
venv=build/venv
pip() { "$venv/bin/python" -m pip install --quiet --disable-pip-version-check "$@"; }
if [[ ! -e $venv/demo-ready ]]; then
  echo "demo: fetching NumPy, Pillow and a photograph (once)"
  pip numpy pillow
  # Only for the pictures inside; it is never imported.
  pip --no-deps 'scikit-image==0.26.0'
  touch "$venv/demo-ready"
fi
exec "$venv/bin/python" examples/demo.py "$arrc" build/demo
