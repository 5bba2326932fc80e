#!/usr/bin/env python3
"""Nanoseconds of one call of a typed and of a uniform entry on a 4-element array, from a loop in C.

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
    float x[4] = {1, 2, 3, 4}, y[4] = {5, 6, 7, 8}, z[4], factor = 2.5f;
    arrc_f32_1d vx = {x, {4}, {1}}, vy = {y, {4}, {1}}, vz = {z, {4}, {1}};
    int64_t shape[1] = {4};
    DLTensor tensors[4] = {
        {x, {1, 0}, 1, {2, 32, 1}, shape, NULL, 0}, {y, {1, 0}, 1, {2, 32, 1}, shape, NULL, 0},
        {&factor, {1, 0}, 0, {2, 32, 1}, NULL, NULL, 0}, {z, {1, 0}, 1, {2, 32, 1}, shape, NULL, 0}};
    const DLTensor *inputs[3] = {&tensors[0], &tensors[1], &tensors[2]};
    DLTensor *outputs[1] = {&tensors[3]};
    double typed = 1e9, uniform = 1e9;
    /* Rounds shorter than a slice of the scheduler: the least of many is that of an undisturbed one. */
    const int calls = 10000;
    for (int round = 0; round < 1500; round++) {
        double start = now();
        for (int i = 0; i < calls; i++)
            if (axpy(&vx, &vy, 2.5f, &vz) != ARRC_OK) return 1;
        double middle = now();
        for (int i = 0; i < calls; i++)
            if (axpy_dl(inputs, outputs, NULL) != ARRC_OK) return 1;
        double end = now();
        if ((middle - start) / calls < typed) typed = (middle - start) / calls;
        if ((end - middle) / calls < uniform) uniform = (end - middle) / calls;
    }
    printf("on 4 elements: typed entry %.1f ns, uniform entry %.1f ns\n", typed, uniform);
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
