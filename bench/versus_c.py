#!/usr/bin/env python3
"""Compares arrc's code with the same algorithms in plain C, in turn in one process.

    python bench/versus_c.py [--arrc target/release/arrc] [--cc clang-22] [--threads 1] [KERNEL ...]

"C" is `-O3 -march=native`; "C fast" adds `-ffast-math` (any order of additions). A ratio above 1 means that arr is
faster. Medians of at least 15 calls each.
"""
import argparse
import ctypes
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "examples"))


def sparse(rows, avg, rng):
    ptr = np.zeros(rows + 1, np.int32)
    np.cumsum(rng.integers(1, 2 * avg, rows), out=ptr[1:])
    nnz = int(ptr[-1])
    return [rng.random(nnz), rng.integers(0, rows, nnz).astype(np.int32), ptr, rng.random(rows)]


def cases(rng):
    """Name, note, arguments, C's extra sizes, shape and type of the result."""
    f = lambda *s: rng.random(s, dtype=np.float32)  # noqa: E731
    d = lambda *s: rng.random(s)  # noqa: E731
    b = lambda *s: rng.integers(0, 256, s, dtype=np.uint8)  # noqa: E731
    for n in (20_000, 4_000_000):
        yield "hypotenuse", n, [f(n), f(n)], [n], ((n,), np.float32)
        yield "axpy", n, [2.5, d(n), d(n)], [n], ((n,), np.float64)
        yield "blend", n, [b(n), b(n)], [n], ((n,), np.uint8)
        yield "smooth", n, [f(n)], [n], ((n,), np.float32)
        yield "total", n, [f(n)], [n], ((), np.float32)
        yield "dot", n, [d(n), d(n)], [n], ((), np.float64)
        yield "peak", n, [d(n)], [n], ((), np.float64)
        yield "prefix", n, [d(n)], [n], ((n,), np.float64)
    for n in (200, 2000):
        yield "laplace", n, [d(n, n)], [n, n], ((n - 2, n - 2), np.float64)
        yield "columns", n, [f(n, n)], [n, n], ((n,), np.float32)
        yield "rows", n, [f(n, n)], [n, n], ((n,), np.float32)
    yield "spmv", 3000, sparse(3000, 16, rng), [3000], ((3000,), np.float64)
    yield "spmv", 200_000, sparse(200_000, 20, rng), [200_000], ((200_000,), np.float64)
    for n in (256, 768):
        yield "matmul", n, [f(n, n), f(n, n)], [n, n, n], ((n, n), np.float32)


def compile_c(cc, folder, name, *flags):
    path = folder / (name + ".so")
    subprocess.run([cc, "-O3", "-march=native", *flags, "-shared", "-fPIC", HERE / "versus_c.c", "-o", path, "-lm"],
                   check=True)
    return ctypes.CDLL(str(path))


def bound_c(function, args, sizes, out):
    kinds = {float: ctypes.c_double, int: ctypes.c_int64}
    passed = [ctypes.c_void_p(a.ctypes.data) if isinstance(a, np.ndarray) else kinds[type(a)](a)
              for a in [*args, *sizes, out]]
    return lambda: function(*passed)


def bound_arr(function, args, out):
    """A call of a typed entry: views by pointer, scalars by value."""
    keep = []

    def view(a):
        words = (ctypes.c_int64 * (1 + 2 * a.ndim))(a.ctypes.data, *a.shape, *(s // a.itemsize for s in a.strides))
        keep.append(words)
        return ctypes.c_void_p(ctypes.addressof(words))
    kinds = {float: ctypes.c_double, int: ctypes.c_int64}
    passed = [view(a) if isinstance(a, np.ndarray) else kinds[type(a)](a) for a in args]
    passed.append(view(out) if out.ndim else ctypes.c_void_p(out.ctypes.data))

    def call():
        if function(*passed) != 0 or not keep:
            sys.exit("a call failed")
    return call


def medians(calls, rounds=15):
    times = [[] for _ in calls]
    for call in calls:
        call()
    repeats = []
    for call in calls:
        start = time.perf_counter()
        call()
        repeats.append(max(1, int(2e-3 / max(time.perf_counter() - start, 1e-9))))
    for _ in range(rounds):
        for call, repeat, taken in zip(calls, repeats, times):
            start = time.perf_counter()
            for _ in range(repeat):
                call()
            taken.append((time.perf_counter() - start) / repeat)
    return [float(np.median(t)) for t in times]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--arrc", default=str(HERE.parent / "target" / "release" / "arrc"))
    parser.add_argument("--cc", default="clang-22")
    parser.add_argument("--threads", default="1")
    parser.add_argument("kernels", nargs="*")
    args = parser.parse_args()
    os.environ["ARRC_NUM_THREADS"] = args.threads
    import arrlib
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        subprocess.run([args.arrc, "build", HERE / "versus_c.arr", "-o", folder / "libversus_c.so"], check=True)
        ours = arrlib.Library(folder / "libversus_c.so")
        typed = ctypes.CDLL(str(folder / "libversus_c.so"))
        plain, fast = compile_c(args.cc, folder, "plain"), compile_c(args.cc, folder, "fast", "-ffast-math")
        print("%-11s %9s %12s %12s %12s %8s %8s" % ("kernel", "n", "arr us", "C us", "C fast us", "vs C", "vs fast"))
        for name, n, ins, sizes, (shape, dtype) in cases(np.random.default_rng(7)):
            if args.kernels and name not in args.kernels:
                continue
            out, reference = np.empty(shape, dtype), np.empty(shape, dtype)
            bound_c(getattr(fast, name), ins, sizes, reference)()
            getattr(ours, name)(*ins, out=[out])
            scale = float(np.max(np.abs(reference.astype(np.float64)))) if reference.size else 1.0
            if not np.allclose(out, reference, rtol=1e-4, atol=1e-5 * scale):
                sys.exit("%s: the results differ" % name)
            a, c, f = medians([bound_arr(getattr(typed, name), ins, out), bound_c(getattr(plain, name), ins, sizes, out),
                               bound_c(getattr(fast, name), ins, sizes, out)])
            print("%-11s %9d %12.2f %12.2f %12.2f %8.2f %8.2f" % (name, n, a * 1e6, c * 1e6, f * 1e6, c / a, f / a),
                  flush=True)


if __name__ == "__main__":
    main()
