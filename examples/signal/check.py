"""A pulse of 72 beats a minute, with drift and noise, found again. Argument: the library."""
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import arrlib  # noqa: E402

lib = arrlib.Library(sys.argv[1])
rate, n, beat = 250.0, 5000, 1.2
rng = np.random.default_rng(7)
t = np.arange(n) / rate
phase = (t * beat) % 1.0
pulse = np.exp(-((phase - 0.3) / 0.03) ** 2) - 0.2 * np.exp(-((phase - 0.4) / 0.02) ** 2)
raw = pulse + 0.2 * np.sin(2 * np.pi * 0.2 * t) + 0.1 * rng.normal(size=n)

taps = lib.lowpass(41, 20 / rate)
k = np.arange(41) - 20
expected = np.sinc(2 * 20 / rate * k) * (0.54 - 0.46 * np.cos(2 * np.pi * np.arange(41) / 40))
assert np.allclose(taps, expected / expected.sum(), atol=1e-14)
clean = lib.fir(raw, taps)
assert np.allclose(clean, np.convolve(np.pad(raw, 20, mode="edge"), taps, mode="valid"), atol=1e-12)

power = lib.power(raw - raw.mean(), 200)
assert np.allclose(power, np.abs(np.fft.rfft(raw - raw.mean())[:200]) ** 2 / n, atol=1e-8)

r = lib.autocorrelation(clean, 300)
d = clean - clean.mean()
assert np.allclose(r, np.correlate(d, d, mode="full")[n - 1:n + 299] / (d @ d), atol=1e-12)
period = 100 + int(r[100:].argmax())

at = np.flatnonzero(lib.beats(clean, 0.5, 60))
assert len(at) == round(n / rate * beat), len(at)
print("%d beats in %.0f s; %.1f a minute by their distance, %.1f by autocorrelation"
      % (len(at), n / rate, 60 * rate / np.diff(at).mean(), 60 * rate / period))
