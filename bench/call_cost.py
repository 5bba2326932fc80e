#!/usr/bin/env python3
"""Nanoseconds of one call of a typed entry on a 4-element array, from a loop in C.

    python bench/call_cost.py [--arrc target/release/arrc] [--cc cc]
"""
import argparse
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
CALLER = r"""
#include "call_overhead.h"
#include <stdio.h>
#include <time.h>
static double now(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec * 1e9 + t.tv_nsec; }
int main(void) {
    float x[4] = {1, 2, 3, 4}, y[4] = {5, 6, 7, 8}, z[4];
    arrc_f32_1d vx = {x, {4}, {1}}, vy = {y, {4}, {1}}, vz = {z, {4}, {1}};
    double best = 1e9;
    const int calls = 1000000;
    for (int round = 0; round < 15; round++) {
        double start = now();
        for (int i = 0; i < calls; i++)
            if (axpy(&vx, &vy, 2.5f, &vz) != ARRC_OK) return 1;
        double ns = (now() - start) / calls;
        if (ns < best) best = ns;
    }
    printf("typed entry on 4 elements: %.1f ns\n", best);
    return z[3] == 18.0f ? 0 : 1;
}
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--arrc", default=str(HERE.parent / "target" / "release" / "arrc"))
    parser.add_argument("--cc", default="cc")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        subprocess.run([args.arrc, "build", HERE / "kernels" / "call_overhead.arr", "-o",
                        folder / "libcall_overhead.so"], check=True)
        (folder / "caller.c").write_text(CALLER)
        subprocess.run([args.cc, "-O2", "-I", folder, folder / "caller.c", "-L", folder, "-lcall_overhead",
                        "-Wl,-rpath," + str(folder), "-o", folder / "caller"], check=True)
        subprocess.run([folder / "caller"], check=True)


if __name__ == "__main__":
    main()
