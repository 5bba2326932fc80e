"""Times functions of the standard library beside NumPy's (SciPy's where it is there), one thread: nanoseconds an element.

    arrc build tests/abi/stdlib.arr -o libstdlib.so
    ARRC_NUM_THREADS=1 python bench/library.py libstdlib.so
"""
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent / "examples"))
import arrlib  # noqa: E402

try:
    import scipy.ndimage as ndimage
    import scipy.special as special
except ImportError:
    ndimage = special = None

lib = arrlib.Library(sys.argv[1])
rng = np.random.default_rng(1)
N = 200_000
x = rng.normal(size=N)
y = rng.normal(size=N)
words = rng.integers(0, 2**63, N).astype("u8")
image = rng.random((400, 500))
rows = rng.normal(size=(2000, 100))


def best(call, rounds=7):
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return min(times)


def row(name, function, args, theirs):
    results = function(*args)
    out = list(results) if isinstance(results, tuple) else [results]
    n = max(np.size(a) for a in [*args, *out])
    ours = best(function.bind(list(args), [np.empty_like(o) for o in out])) / n * 1e9
    other = best(theirs) / n * 1e9 if theirs else float("nan")
    print("| %s | %.2f | %.2f |" % (name, ours, other), flush=True)


u8 = (image * 255).astype("u1")
kernel = rng.random(9)
print("| | arr | NumPy, SciPy |\n|---|--:|--:|")
row("`sort` f64, 200,000", lib.sorted, [x], lambda: np.sort(x))
row("`sort` f32, 200,000", lib.sorted, [x.astype("f4")], lambda xs=x.astype("f4"): np.sort(xs))
row("`sort` i16, 200,000", lib.sorted, [(x * 1000).astype("i2")], lambda xs=(x * 1000).astype("i2"): np.sort(xs))
row("`sort` f64, columns of (2000, 100)", lib.sorted_columns, [rows], lambda: np.sort(rows, 0))
row("`argsort` f64, 200,000", lib.order, [x], lambda: np.argsort(x))
row("`argsort` f64, 200,000 (NumPy: stable)", lib.order, [x], lambda: np.argsort(x, kind="stable"))
row("`median` f64, rows of 100", lib.middles, [rows], lambda: np.median(rows, 1))
row("`searchsorted` f64, 200,000 in 200,000", lib.left, [np.sort(x), y], lambda xs=np.sort(x): np.searchsorted(xs, y))
row("`histogram` f64, 100 bins", lib.bins, [x, -3.0, 3.0, 100], lambda: np.histogram(x, 100, (-3, 3)))
row("`bincount` i32, 1000", lib.counts, [(words % 1000).astype("i4"), 1000], lambda w=(words % 1000).astype("i4"): np.bincount(w, minlength=1000))
row("`cummax` f64", lib.running_max, [x], lambda: np.maximum.accumulate(x))
row("`roll` f64, both axes", lib.rolled, [image, 3], lambda: (np.roll(image, 3, 0), np.roll(image, 3, 1)))
row("`concat` f64, rows", lib.joined_rows, [image, image], lambda: np.concatenate([image, image]))
row("`repeat` f64, both axes", lib.repeated, [image, 2], lambda: (np.repeat(image, 2, 0), np.repeat(image, 2, 1)))
row("`flatten` u8, three axes", lib.flat, [u8.reshape(20, 20, 500)], lambda: u8.reshape(20, 20, 500).ravel().copy())
row("`convolve` f64, 9 taps (three modes)", lib.convolved, [x, kernel], lambda: [np.convolve(x, kernel, m) for m in ("full", "valid", "same")])
row("`interp` f64, 200,000 in 1000", lib.between, [x, np.sort(y[:1000]), y[:1000]], lambda s=np.sort(y[:1000]): np.interp(x, s, y[:1000]))
row("`gaussian_blur` f64, radius 6", lib.blurred, [image, 1.5, 6], ndimage and (lambda: ndimage.gaussian_filter(image, 1.5, mode="nearest")))
row("`box_blur` f64, radius 3", lib.boxed, [image, 3], ndimage and (lambda: ndimage.uniform_filter(image, 7, mode="nearest")))
row("`median3x3` u8", lib.medians, [u8], ndimage and (lambda: ndimage.median_filter(u8, 3, mode="nearest")))
row("`uniform` f64 and f32", lib.uniforms, [np.uint64(1), N], lambda g=np.random.default_rng(1): (g.random(N), g.random(N, "f4")))
row("`normal` f64", lib.normals, [np.uint64(1), N], lambda g=np.random.default_rng(1): g.normal(size=N))
row("`permutation`, 200,000", lib.mixed, [np.uint64(1), N], lambda g=np.random.default_rng(1): g.permutation(N))
row("`popcount` u64", lib.ones, [words], lambda: np.bitwise_count(words))
row("`gamma`, `lgamma` f64, x in (0, 30)", lib.gammas, [abs(x) * 10], special and (lambda: (special.gamma(abs(x) * 10), special.gammaln(abs(x) * 10))))
row("`asinh`, `acosh`, `atanh` f64", lib.areas_of, [x], lambda: (np.arcsinh(x), np.arccosh(abs(x) + 1), np.arctanh(x / 10)))
