"""Random and physical systems, checked with NumPy. Argument: the library."""
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import arrlib  # noqa: E402

lib = arrlib.Library(sys.argv[1])
rng = np.random.default_rng(5)
m = rng.normal(size=(60, 60))
a, b = m @ m.T + 60 * np.eye(60), rng.normal(size=60)
l = lib.cholesky(a)
assert np.allclose(l, np.linalg.cholesky(a), atol=1e-10)
assert np.allclose(lib.solve(a, b), np.linalg.solve(a, b), atol=1e-10)
# A stack of systems: the leading dimension loops.
stack = np.stack([a, 2 * a, a + np.eye(60)])
assert np.allclose(lib.solve(stack, b), np.linalg.solve(stack, np.broadcast_to(b, (3, 60))[..., None])[..., 0], atol=1e-10)
try:
    lib.cholesky(a - 1000 * np.eye(60))
    raise AssertionError("no error")
except arrlib.ArrError as error:
    refusal = str(error)
    assert "the matrix is positive definite" in refusal, refusal

value, vector = lib.power(a, np.ones(60), 3000)
assert abs(value - np.linalg.eigvalsh(a)[-1]) < 1e-6 * value
assert np.allclose(a @ vector, value * vector, atol=1e-3 * value)

charge = np.zeros((100, 120))
charge[30, 40], charge[70, 80] = 1.0, -1.0
u, rounds = lib.poisson(charge, 1e-10, 10000)
p = np.pad(u, 1)
assert np.allclose(4 * u - p[:-2, 1:-1] - p[2:, 1:-1] - p[1:-1, :-2] - p[1:-1, 2:], charge, atol=1e-8)
print("potential between two charges after %d rounds: %.4f to %.4f" % (rounds, u.min(), u.max()))
print("refused:", refusal)
