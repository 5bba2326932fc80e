#!/usr/bin/env python3
"""Times `arrc build` for 1 to 10 kernels, at all CPU levels and at one, and `arrc check`; sizes of the libraries.

    python bench/build_time.py [--arrc target/release/arrc] [--runs 15]

Whole processes, wall time; the budget is 20 + 10 k ms for k kernels at all levels on two cores, 12 + 5 k for one level,
20 ms for `check`; 24 + 6 k KB for the library; 200 MB of memory.
"""
import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
KERNELS = ["triad", "black_scholes", "mandelbrot", "life", "jacobi2d", "blur", "matmul", "softmax", "sum_all", "cumsum"]


def functions_of(text):
    """The module's text without its module comment."""
    return "\n".join(line for line in text.splitlines() if not line.startswith("#!"))


def combined(count):
    """One module with the first kernels; helper functions that would clash get the kernel's name."""
    parts = []
    for name in KERNELS[:count]:
        text = functions_of((HERE / "kernels" / (name + ".arr")).read_text())
        for helper in ("row", "cdf", "price", "product", "triad"):
            text = text.replace("fn %s<" % helper, "fn %s_%s<" % (name, helper)).replace(
                "fn %s(" % helper, "fn %s_%s(" % (name, helper))
            for before in " -=(":
                text = text.replace("%s%s(" % (before, helper), "%s%s_%s(" % (before, name, helper))
        parts.append(text.replace("fn %s_%s_" % (name, name), "fn %s_" % name))
    return "\n".join(parts)


def measure(command, runs):
    times, memory = [], 0
    for i in range(runs + 1):
        start = time.perf_counter()
        pid = subprocess.Popen([str(c) for c in command]).pid
        _, status, usage = os.wait4(pid, 0)
        if status:
            sys.exit("failed: %s" % " ".join(map(str, command)))
        if i:
            times.append((time.perf_counter() - start) * 1e3)
        memory = max(memory, usage.ru_maxrss / 1024)
    return statistics.median(times), min(times), memory


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--arrc", default=str(HERE.parent / "target" / "release" / "arrc"))
    parser.add_argument("--runs", type=int, default=15)
    args = parser.parse_args()
    os.environ["ARRC_CACHE"] = "off"
    print("%3s %-10s %9s %9s %9s %8s %8s %8s" % ("k", "levels", "median ms", "least ms", "budget", "MB", "KB", "budget"))
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        for k in (1, 2, 5, 10):
            source, library = folder / "k.arr", folder / "libk.so"
            source.write_text(combined(k))
            exports = sum(line.startswith("pub fn") for line in source.read_text().splitlines())
            for levels, budget in (("v2,v3,v4", 20 + 10 * exports), ("v3", 12 + 5 * exports)):
                command = [args.arrc, "build", source, "-o", library, "--cpu", levels]
                median, least, memory = measure(command, args.runs)
                print("%3d %-10s %9.1f %9.1f %9d %8.0f %8.1f %8d" % (
                    exports, levels, median, least, budget, memory, library.stat().st_size / 1024, 24 + 6 * exports),
                    flush=True)
            median, least, memory = measure([args.arrc, "check", source], args.runs)
            print("%3d %-10s %9.1f %9.1f %9d %8.0f" % (exports, "check", median, least, 20, memory), flush=True)


if __name__ == "__main__":
    main()
