"""A trend in a noisy series with outliers. Argument: the library."""
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import arrlib  # noqa: E402

lib = arrlib.Library(sys.argv[1])
rng = np.random.default_rng(11)
n = 120
x = np.arange(n) / 12.0
y = 14.0 + 0.03 * x + 0.15 * rng.normal(size=n)
y[::17] += 1.5

a, b = lib.line(x, y)
assert np.allclose([b, a], np.polyfit(x, y, 1), atol=1e-10)
pick = rng.integers(0, n, (500, n))
slopes = lib.bootstrap(x, y, pick)
assert np.allclose(slopes[:20], [np.polyfit(x[p], y[p], 1)[0] for p in pick[:20]], atol=1e-8)
pairs = lib.pair_slopes(x, y)
robust = float(np.nanmedian(pairs))
assert np.isnan(pairs[np.tril_indices(n)]).all() and abs(robust - 0.03) < 0.02

data = rng.normal(size=(200, 4)) @ rng.normal(size=(4, 4))
assert np.allclose(lib.correlation(data), np.corrcoef(data.T), atol=1e-12)
counts = lib.histogram(slopes, -0.1, 0.1, 20)
assert (counts == np.histogram(slopes, 20, (-0.1, 0.1))[0]).all()
lo, hi = np.quantile(slopes, [0.025, 0.975])
print("slope %.4f a year, 95 %% between %.4f and %.4f; by Theil and Sen %.4f" % (b, lo, hi, robust))
