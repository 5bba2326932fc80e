"""The bytes and the words of this project's own README. Argument: the library."""
import re
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "examples"))
import arrlib  # noqa: E402

lib = arrlib.Library(sys.argv[1])
raw = (ROOT / "README.md").read_bytes()
text = np.frombuffer(raw, np.uint8)
counts = np.bincount(text, minlength=256)
assert (lib.frequencies(text) == counts).all()
p = counts[counts > 0] / len(raw)
assert abs(lib.entropy(text) - -(p * np.log2(p)).sum()) < 1e-12
assert lib.words(text) == len(re.findall(rb"[!-\xff]+", raw))

# Every distance between a misspelt word and the words of the text, in one call: rows of equal length, padded.
words = sorted(set(re.findall(rb"[a-z]{3,}", raw)))
width = max(map(len, words))
table = np.array([np.frombuffer(w.ljust(width), np.uint8) for w in words])
asked = np.frombuffer(b"libary", np.uint8)
distance = lib.distance(asked, table, len(asked), np.array([len(w) for w in words]))


def by_definition(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a):
        corner, row[0] = row[0], i + 1
        for j, y in enumerate(b):
            corner, row[j + 1] = row[j + 1], min(row[j] + 1, row[j + 1] + 1, corner + (x != y))
    return row[-1]


assert distance.tolist() == [by_definition(b"libary", w) for w in words]
print("%.2f bits a byte; `libary` is nearest to `%s`" % (lib.entropy(text), words[distance.argmin()].decode()))
