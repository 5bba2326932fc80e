"""A network learns to tell three spirals apart. Argument: the library."""
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import arrlib  # noqa: E402

lib = arrlib.Library(sys.argv[1])
rng = np.random.default_rng(3)
label = np.repeat(np.arange(3), 100)
radius = np.tile(np.linspace(0.1, 1.0, 100), 3)
angle = 2.1 * label + 4.0 * radius + 0.1 * rng.normal(size=300)
x = np.column_stack([radius * np.sin(angle), radius * np.cos(angle)])
start = [rng.normal(size=(2, 32)), np.zeros(32), 0.3 * rng.normal(size=(32, 3)), np.zeros(3)]


def forward(w1, b1, w2, b2):
    hidden = np.tanh(x @ w1 + b1)
    e = np.exp(hidden @ w2 + b2)
    return hidden, e / e.sum(axis=1, keepdims=True)


def numpy_train(w1, b1, w2, b2, rate, steps):
    for _ in range(steps):
        a, p = forward(w1, b1, w2, b2)
        g = (p - np.eye(3)[label]) / 300
        back = (g @ w2.T) * (1 - a * a)
        w2, b2 = w2 - rate * a.T @ g, b2 - rate * g.sum(axis=0)
        w1, b1 = w1 - rate * x.T @ back, b1 - rate * back.sum(axis=0)
    return w1, b1, w2, b2


few = lib.train(x, label, *start, 1.0, 20)
assert all(np.allclose(a, b, atol=1e-10) for a, b in zip(few, numpy_train(*start, 1.0, 20)))
weights = lib.train(x, label, *start, 1.0, 2000)
p = lib.predict(x, *weights)
assert np.allclose(p, forward(*weights)[1], atol=1e-12)
loss = lib.loss(p, label)
assert abs(loss + np.log(p[np.arange(300), label]).mean()) < 1e-12
right = (p.argmax(axis=1) == label).mean()
assert right > 0.95, right
print("loss %.3f before, %.3f after; %.0f %% of the points are told right"
      % (lib.loss(lib.predict(x, *start), label), loss, 100 * right))
