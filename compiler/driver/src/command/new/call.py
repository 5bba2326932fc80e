"""Calls the library from Python, with nothing but ctypes and NumPy."""
from pathlib import Path

import numpy as np

import arrlib

lib = arrlib.Library(Path(__file__).parent / "lib{name}.so")
print(lib.norms(np.array([[3.0, 4.0], [5.0, 12.0]])))
print(lib.smooth(np.array([3.0, 0.0, 6.0, 9.0])))
