"""A host in Python: ctypes and NumPy, by examples/arrlib.py. Arguments: the folder of arrlib, the library."""
import shutil
import sys
import tempfile

import numpy as np

sys.path.insert(0, sys.argv[1])
import arrlib  # noqa: E402

lib = arrlib.Library(sys.argv[2])
rng = np.random.default_rng(1)


def refused(status, part, call, *args, **named):
    """The call fails with that status, and its message has that part."""
    try:
        call(*args, **named)
    except arrlib.ArrError as error:
        assert error.status == status, (error.status, str(error))
        assert part in str(error), str(error)
    else:
        raise AssertionError("no error: " + part)


a, b = rng.integers(-9, 9, (5, 7)).astype("f8"), rng.integers(-9, 9, (7, 3)).astype("f8")
assert (lib.product(a, b) == a @ b).all()
assert (lib.product(a.astype("f4"), b.astype("f4")) == (a @ b).astype("f4")).all()
# A copy under another name is the same library.
with tempfile.TemporaryDirectory() as folder:
    copy = arrlib.Library(shutil.copy(sys.argv[2], folder + "/renamed.so"))
    assert (copy.product(a, b) == a @ b).all()
# Stacks of matrices, one of them turned, one backwards.
stack = rng.integers(-9, 9, (4, 7, 5)).astype("f8").transpose(0, 2, 1)
assert (lib.product(stack, b[:, ::-1]) == stack @ b[:, ::-1]).all()
x = rng.integers(-99, 99, 1000)
y = rng.integers(1, 9, 1000)
assert (lib.quotients(x, y) == x // y).all()
assert (lib.quotients(x[::2], y[1::2]) == x[::2] // y[1::2]).all()
assert (lib.squared_length(a[:, :3], b[0]) == a[:, :3] ** 2 + b[0] ** 2).all()
total, middle = lib.summary(a[0])
assert total == a[0].sum() and abs(middle - a[0].mean()) < 1e-15
refused(1, "product: `b` has extent 6", lib.product, a, b[:6], out=[np.zeros((5, 3))])
refused(2, "index 1000", lib.at, x, 1000)
refused(4, "quotients", lib.quotients, x, x * 0)
refused(3, "a negative number", lib.roots, -y.astype("f8"))
refused(9, "", lib.roots, a[0], out=[a[0]])
# Complex numbers: NumPy rounds each product, the library fuses them; these are exact.
z = (rng.integers(-9, 9, (4, 6)) + 1j * rng.integers(-9, 9, (4, 6))).astype("c8")
assert (lib.turned(z[:, ::2], 2 - 1j) == z[:, ::2] * (2 - 1j)).all()
assert (lib.turned(z.T, z[0, :4].reshape(4)[:, None][0]) == z.T * z[0, 0]).all()
assert lib.many(1.0, 2 + 1j, 3, 4, 5, 6, 7.0, 8) == 87654321 + 10j
# Updated in place: a stack needs a stack, and what is updated is told.
sums, parts = np.zeros((2, 3)), rng.integers(-9, 9, (2, 3)).astype("f8")
assert (lib.accumulate(sums, parts, 2.0) == 2 * parts.sum(axis=1)).all()
assert (sums == 2 * parts).all()
lib.accumulate(sums.T[:, ::-1].T, parts, 1.0)
assert (sums == 2 * parts + parts[::-1]).all()
refused(8, "`total` has 0 loop dimensions, expected 1", lib.accumulate, sums[0], parts, 1.0)
refused(9, "overlaps", lib.accumulate, sums[0], sums[0], 1.0)
before = np.full((2, 2), 7.0)
refused(1, "`out`", lib.product, a, b, out=[before])
assert (before == 7).all()
# What is updated brings loop dimensions as any argument does.
total, step = np.arange(6.0).reshape(3, 2), np.array([1.0, 2.0])
expected = total + 2 * step
assert (lib.accumulate(total, step, 2.0) == expected.sum(axis=1)).all() and (total == expected).all()
refused(8, "loop", lib.accumulate, np.zeros(2), np.ones((3, 2)), 1.0)
# Numbers that are updated are arrays without dimensions, or of the loop dimensions.
state = np.array(7, "u8")
assert lib.draw(state, 3) == 7 and state == 10
states = np.arange(6, dtype="u8").reshape(2, 3)
assert (lib.draw(states[:, ::2], np.array([10, 20], "u8")) == [[0, 2], [3, 5]]).all()
assert (states == [[10, 1, 22], [13, 4, 25]]).all()
places = np.array([1, 2j])
assert (lib.moved(places, [[3.0], [0.0]]) == [4, 2]).all() and (places == [4, 2j]).all()
refused(8, "`state` has 0 loop dimensions, expected 1", lib.draw, state, np.ones(2, "u8"))
try:
    lib.draw(7, 3)
    raise AssertionError("a Python number cannot be updated")
except TypeError as error:
    assert "x = np.array(0.5)" in str(error)
# `..s` has instances for up to 4 dimensions; more are no loop dimensions, those of other parameters are.
assert lib.total_of(np.ones((2, 1, 2, 3)), 1.0) == 13
assert (lib.total_of(np.ones((2, 1, 2, 3)), [1.0, 2.0]) == [13, 14]).all()
refused(8, "`x` has 5 dimensions, the library has instances for at most 4", lib.total_of, np.ones((1, 2, 1, 2, 3)), 1.0)
# Half-precision floats: NumPy knows one kind, the other is passed as its bits or as ml_dtypes.bfloat16.
numbers = np.array([1.0, -2.5, 3.0, np.inf, 257.0])
halves = numbers.astype("f2")
assert (lib.divided(halves, 4.0) == halves / 4).all() and lib.divided(halves, 4.0).dtype == "f2"
brain = arrlib.to_bf16(numbers)
assert arrlib.from_bf16(brain)[-1] == 256
assert (arrlib.from_bf16(lib.divided(brain[::-1], 4.0)) == arrlib.from_bf16(brain)[::-1] / 4).all()
with tempfile.TemporaryDirectory() as folder:
    np.save(folder + "/brain.npy", brain)
    loaded = np.load(folder + "/brain.npy")
    assert (arrlib.from_bf16(lib.divided(loaded, 4.0)) == arrlib.from_bf16(brain) / 4).all()
# Arguments by name; a number of NumPy is a number of its value.
assert lib.at(x, i=3) == x[3] and lib.at(i=np.int32(3), x=x) == x[3] and lib.at(x, np.uint64(3)) == x[3]


def no_instance(part, call, *args, **named):
    """Python refuses the call, and says that part."""
    try:
        call(*args, **named)
    except TypeError as error:
        assert part in str(error), str(error)
    else:
        raise AssertionError("no error: " + part)


no_instance("`j` is no argument, or given twice; the arguments are x, i", lib.at, x, j=3)
no_instance("given twice", lib.at, x, 3, i=3)
no_instance("x needs rank 1, has rank 0", lib.at, 7, 3)
no_instance("i is i64, which np.float32(3.0) is not" if np.__version__ >= "2" else "i is i64, which 3.0 is not",
            lib.at, x, np.float32(3))
no_instance("i is i64", lib.at, x, np.uint64(2**63))
no_instance("x is i64: x.astype(np.int64) converts", lib.at, x.astype("f8"), 3)
print("all as expected")
