#!/usr/bin/env python3
"""The worked examples on real input: built, run, checked against NumPy, timed beside NumPy and plain C.

    python demo.py ARRC [OUTPUT-FOLDER]

Everything that is made (libraries, pictures, tables) is left in the output folder. Exit status 1 when a check fails.
"""
import ctypes
import shutil
import subprocess
import sys
import time
from math import erfc
from pathlib import Path

import numpy as np

import arrlib

HERE = Path(__file__).resolve().parent
ROWS = []


def say(text):
    print(text, flush=True)


def run(*command):
    """Runs a command; its output is shown when it fails."""
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True)
    if done.returncode:
        sys.exit("demo: `%s` failed (%d)\n%s%s" % (" ".join(map(str, command)), done.returncode, done.stdout, done.stderr))
    return done.stdout


def median_ms(call, others=()):
    """Medians of several calls in turn, in milliseconds: each contender sees the same state of the machine."""
    calls = [call, *others]
    times = [[] for _ in calls]
    for c in calls:
        c()
    start = time.perf_counter()
    while len(times[0]) < 5 or (time.perf_counter() - start < 1.0 and len(times[0]) < 50):
        for c, t in zip(calls, times):
            s = time.perf_counter()
            c()
            t.append((time.perf_counter() - s) * 1e3)
    return [float(np.median(t)) for t in times]


class Demo:
    """Paths and tools of one run."""

    def __init__(self, arrc, out):
        self.arrc, self.out = arrc, out
        self.cc = next((c for c in ("clang-22", "cc", "gcc", "clang") if shutil.which(c)), None)

    def build(self, name):
        """Compiles an example with arrc and, where there is a C compiler, its plain C twin."""
        library = self.out / ("lib%s.so" % name)
        start = time.perf_counter()
        run(self.arrc, "build", HERE / name / (name + ".arr"), "-o", library)
        took = (time.perf_counter() - start) * 1e3
        plain = None
        if self.cc and (HERE / name / "plain.c").exists():
            path = self.out / ("plain_%s.so" % name)
            run(self.cc, "-O3", "-march=native", "-shared", "-fPIC", HERE / name / "plain.c", "-o", path, "-lm")
            plain = ctypes.CDLL(str(path))
        say("%-11s built in %.0f ms, %.0f KB" % (name, took, library.stat().st_size / 1024))
        return arrlib.Library(library), plain


def c_args(*args):
    """Arguments of a plain C function: arrays by pointer, Python's ints and floats by value."""
    kinds = {int: ctypes.c_int64, float: ctypes.c_double}
    return [ctypes.c_void_p(a.ctypes.data) if isinstance(a, np.ndarray) else kinds[type(a)](a) for a in args]


def record(name, function, args, out, numpy_call, c_call, agree):
    """Runs, checks and times one function; `agree(ours, numpys)` says how well they agree."""
    ours = function(*args, out=out)
    verdict, good = agree(ours, numpy_call())
    calls = [numpy_call] + ([c_call] if c_call else [])
    times = median_ms(function.bind(args, out), calls)
    ROWS.append((name, *times, *([None] if not c_call else []), verdict, good))
    say("            %s: %s" % (name, verdict))


def same(ours, theirs):
    wrong = int(np.count_nonzero(ours != theirs))
    return ("identical" if wrong == 0 else "%d elements differ" % wrong), wrong == 0


def within(limit):
    def agree(ours, theirs):
        error = max(float(np.max(np.abs(a - b))) for a, b in zip(np.atleast_1d(ours), np.atleast_1d(theirs)))
        return "largest difference %.1e" % error, error <= limit

    return agree


def nearly(share, by):
    """At most this share of the elements differs, and by no more than so much."""

    def agree(ours, theirs):
        diff = np.abs(ours.astype(np.int64) - theirs.astype(np.int64))
        part = float(np.mean(diff != 0))
        return "%.3f %% of elements differ, by at most %d" % (100 * part, diff.max()), part <= share and diff.max() <= by

    return agree


# --- pictures --------------------------------------------------------------------------------------------------------


def image(demo):
    from importlib.util import find_spec
    photo = Path(find_spec("skimage").origin).parent / "data" / "coffee.png"
    lib, plain = demo.build("image")
    source = HERE / "image" / "image.arr"
    shutil.copy(photo, demo.out / "photo.png")
    run(demo.arrc, "run", source, "gray", "-o", demo.out / "gray.png", "--rgb", photo)
    run(demo.arrc, "run", source, "blur", "-o", demo.out / "blur.png", "--img", demo.out / "gray.png")
    run(demo.arrc, "run", source, "edges", "-o", demo.out / "edges.png", "--img", demo.out / "gray.png")
    say("            %s -> gray.png, blur.png, edges.png" % photo.name)
    run(demo.arrc, "run", source, "gray", "-o", demo.out / "gray.npy", "--rgb", photo)
    run(demo.arrc, "run", source, "blur", "-o", demo.out / "blur.npy", "--img", demo.out / "gray.npy")
    from PIL import Image
    rgb = np.asarray(Image.open(photo).convert("RGB"))
    grey = np.load(demo.out / "gray.npy")
    if not np.array_equal(np.load(demo.out / "blur.npy"), np.asarray(Image.open(demo.out / "blur.png"))):
        sys.exit("demo: the .npy and the .png of the blurred picture differ")
    h, w = grey.shape
    out, rows = np.empty((h, w), np.uint8), np.empty((h, w), np.float32)

    def np_gray():
        f = rgb.astype(np.float32)
        return np.round(np.float32(0.299) * f[..., 0] + np.float32(0.587) * f[..., 1]
                        + np.float32(0.114) * f[..., 2]).astype(np.uint8)

    def np_blur():
        p = np.pad(grey.astype(np.float32), ((0, 0), (2, 2)), mode="edge")
        r = p[:, :-4] + 4 * p[:, 1:-3] + 6 * p[:, 2:-2] + 4 * p[:, 3:-1] + p[:, 4:]
        p = np.pad(r, ((2, 2), (0, 0)), mode="edge")
        s = p[:-4] + 4 * p[1:-3] + 6 * p[2:-2] + 4 * p[3:-1] + p[4:]
        return np.round(s / 256).astype(np.uint8)

    def np_edges():
        p = np.pad(grey.astype(np.float32), 1, mode="edge")
        gx = p[:-2, 2:] + 2 * p[1:-1, 2:] + p[2:, 2:] - (p[:-2, :-2] + 2 * p[1:-1, :-2] + p[2:, :-2])
        gy = p[2:, :-2] + 2 * p[2:, 1:-1] + p[2:, 2:] - (p[:-2, :-2] + 2 * p[:-2, 1:-1] + p[:-2, 2:])
        return np.minimum(255, np.round(np.sqrt(gx * gx + gy * gy))).astype(np.uint8)

    args = dict(gray=c_args(rgb, h, w, out), blur=c_args(grey, h, w, out, rows), edges=c_args(grey, h, w, out))
    c = {name: (lambda f=getattr(plain, name), a=a: f(*a)) for name, a in args.items()} if plain else {}
    # Contraction may move a value across a rounding boundary of the conversion to u8.
    record("image gray", lib.gray, [rgb], [np.empty((h, w), np.uint8)], np_gray, c.get("gray"), nearly(0.001, 1))
    record("image blur", lib.blur, [grey], [np.empty((h, w), np.uint8)], np_blur, c.get("blur"), nearly(0.001, 1))
    record("image edges", lib.edges, [grey], [np.empty((h, w), np.uint8)], np_edges, c.get("edges"), nearly(0.001, 1))


def life(demo):
    lib, plain = demo.build("life")
    glider = np.zeros((16, 16), np.uint8)
    glider[1, 2] = glider[2, 3] = glider[3, 1] = glider[3, 2] = glider[3, 3] = 1
    # A glider comes back one cell down and one to the right after four generations.
    moved = lib.evolve(glider, 4)
    if not np.array_equal(moved, np.roll(glider, (1, 1), (0, 1))):
        sys.exit("demo: the glider did not move as gliders do")
    np.save(demo.out / "glider.npy", glider)
    run(demo.arrc, "run", HERE / "life" / "life.arr", "life", "-o", demo.out / "glider1.npy", "--board",
        demo.out / "glider.npy")
    say("            a glider moved by one cell in four generations, as it must")
    board = (np.random.default_rng(1).random((512, 512)) < 1 / 3).astype(np.uint8)
    steps = 50

    def np_life():
        b = board
        for _ in range(steps):
            n = sum(np.roll(b, (i, j), (0, 1)) for i in (-1, 0, 1) for j in (-1, 0, 1) if i or j)
            b = ((n == 3) | ((n == 2) & (b == 1))).astype(np.uint8)
        return b

    out, scratch = np.empty_like(board), np.empty_like(board)
    a = c_args(board, 512, 512, steps, out, scratch)
    record("life", lib.evolve, [board, steps], [np.empty_like(board)], np_life,
           (lambda: plain.evolve(*a)) if plain else None, same)


def mandelbrot(demo):
    lib, plain = demo.build("mandelbrot")
    run(demo.arrc, "run", HERE / "mandelbrot" / "mandelbrot.arr", "picture", "-o", demo.out / "mandelbrot.png", "--h", 800,
        "--w", 1200)
    say("            mandelbrot.png, 1200 by 800")
    h, w, limit = 400, 600, 256

    def np_mandelbrot():
        cr = (np.float32(-2) + np.float32(3) * np.arange(w, dtype=np.float32) / np.float32(w))[None, :]
        ci = (np.float32(-1) + np.float32(2) * np.arange(h, dtype=np.float32) / np.float32(h))[:, None]
        zr, zi = np.zeros((h, w), np.float32), np.zeros((h, w), np.float32)
        n, live = np.zeros((h, w), np.uint16), np.ones((h, w), bool)
        with np.errstate(over="ignore", invalid="ignore"):
            for _ in range(limit):
                live &= zr * zr + zi * zi < 4
                n[live] += 1
                zr, zi = zr * zr - zi * zi + cr, 2 * zr * zi + ci
        return n

    out = np.empty((h, w), np.uint16)
    a = [ctypes.c_int64(h), ctypes.c_int64(w), ctypes.c_uint16(limit), ctypes.c_void_p(out.ctypes.data)]
    # One rounding more or less moves points at the edge of the set: chaos, not error.
    record("mandelbrot", lib.mandelbrot, [h, w, limit], [np.empty((h, w), np.uint16)], np_mandelbrot,
           (lambda: plain.mandelbrot(*a)) if plain else None, nearly(0.02, limit))


# --- tables ----------------------------------------------------------------------------------------------------------


def prices(demo):
    lib, plain = demo.build("prices")
    rng = np.random.default_rng(2)
    n, r, v = 200_000, 0.05, 0.3
    s, k, t = rng.uniform(10, 50, n), rng.uniform(10, 50, n), rng.uniform(0.2, 2.0, n)
    call, put = lib.black_scholes(s, k, t, r, v)
    rows = np.column_stack([s, k, t, call, put])
    np.savetxt(demo.out / "prices.csv", rows[:1000], delimiter=",", header="spot,strike,years,call,put", fmt="%.6f")
    say("            prices.csv: spot %.2f strike %.2f years %.2f -> call %.4f put %.4f" % tuple(rows[0]))
    np_erfc = np.vectorize(erfc, otypes=[float])

    def np_prices():
        d1 = (np.log(s / k) + (r + 0.5 * v * v) * t) / (v * np.sqrt(t))
        d2 = d1 - v * np.sqrt(t)
        cdf = lambda x: 0.5 * np_erfc(-x / np.sqrt(2.0))  # noqa: E731
        disc = k * np.exp(-r * t)
        return s * cdf(d1) - disc * cdf(d2), disc * cdf(-d2) - s * cdf(-d1)

    out = [np.empty(n), np.empty(n)]
    c_call, c_put = np.empty(n), np.empty(n)
    a = c_args(s, k, t, r, v, n, c_call, c_put)
    record("prices", lib.black_scholes, [s, k, t, r, v], out, np_prices,
           (lambda: plain.black_scholes(*a)) if plain else None, within(1e-11))


def heat(demo):
    lib, plain = demo.build("heat")
    n, steps = 500, 200
    plate = np.zeros((n, n))
    plate[0, :], plate[-1, :] = 100.0, 50.0

    def np_heat():
        x = plate.copy()
        for _ in range(steps):
            x[1:-1, 1:-1] = 0.25 * (x[:-2, 1:-1] + x[2:, 1:-1] + x[1:-1, :-2] + x[1:-1, 2:])
        return x

    say("            after %d sweeps one more changes the plate by %.4f at most"
        % (steps, lib.residual(lib.jacobi(plate, steps))))
    out, scratch = np.empty_like(plate), np.empty_like(plate)
    a = c_args(plate, n, n, steps, out, scratch)
    record("heat", lib.jacobi, [plate, steps], [np.empty_like(plate)], np_heat,
           (lambda: plain.jacobi(*a)) if plain else None, within(1e-12))


def table(with_c):
    say("\n%-12s %10s %10s %10s %9s %9s  check against NumPy" % ("", "arr ms", "NumPy ms", "C ms", "vs NumPy", "vs C"))
    for name, ours, numpys, c, verdict, good in ROWS:
        say("%-12s %10.3f %10.3f %10s %8.1fx %9s  %s%s" % (
            name, ours, numpys, "%.3f" % c if c else "-", numpys / ours, "%.1fx" % (c / ours) if c else "-",
            "" if good else "WRONG: ", verdict))
    say("\nMedians of calls in turn; arr uses all cores, NumPy and plain C one%s." % (
        "" if with_c else " (there is no C compiler here)"))


def check(demo, name):
    """Builds an example that brings its own check, and shows what it prints."""
    demo.build(name)
    for line in run(sys.executable, HERE / name / "check.py", demo.out / ("lib%s.so" % name)).splitlines():
        say("            " + line)


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    arrc = Path(sys.argv[1]).resolve()
    out = Path(sys.argv[2] if len(sys.argv) > 2 else "build/demo").resolve()
    out.mkdir(parents=True, exist_ok=True)
    demo = Demo(arrc, out)
    timed = [image, life, mandelbrot, prices, heat]
    checked = ["statistics", "signal", "geodesy", "text", "learning", "algebra"]
    steps = [(s.__name__, s) for s in timed] + [(name, lambda demo, name=name: check(demo, name)) for name in checked]
    for i, (name, step) in enumerate(steps, 1):
        say("[%d/%d] %s" % (i, len(steps), name))
        step(demo)
    table(demo.cc)
    say("Everything made is in %s" % out)
    return 0 if all(row[-1] for row in ROWS) else 1


if __name__ == "__main__":
    sys.exit(main())
