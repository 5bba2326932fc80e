"""Distances between cities; the ellipsoid's distances beside known ones. Argument: the library."""
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import arrlib  # noqa: E402

lib = arrlib.Library(sys.argv[1])
names = ["Auckland", "Berlin", "Buenos Aires", "Cairo", "Jakarta", "Nairobi", "New York", "Tokyo"]
cities = np.array([[-36.8485, 174.7633], [52.5200, 13.4050], [-34.6037, -58.3816], [30.0444, 31.2357],
                   [-6.2088, 106.8456], [-1.2921, 36.8219], [40.7128, -74.0060], [35.6762, 139.6503]])
lat, lon = cities.T

# All pairs at once: a column of cities against a row of them.
sphere = lib.haversine(lat[:, None], lon[:, None], lat, lon)
r = np.radians(cities)
h = (np.sin((r[:, None, 0] - r[:, 0]) / 2) ** 2
     + np.cos(r[:, None, 0]) * np.cos(r[:, 0]) * np.sin((r[:, None, 1] - r[:, 1]) / 2) ** 2)
assert np.allclose(sphere, 2 * 6371008.8 * np.arcsin(np.sqrt(h)), rtol=1e-12, atol=1e-6)

# Vincenty's own test line, Flinders Peak to Buninyong: 54,972.271 m (Geocentric Datum of Australia, Technical Manual).
metres = lib.vincenty(-37.95103341666667, 144.42486788888888, -37.65282113888889, 143.92649552777777)
assert abs(metres - 54972.271) < 0.001, metres
ellipsoid = lib.vincenty(lat[:, None], lon[:, None], lat, lon)
assert np.all(np.abs(ellipsoid - sphere) <= 0.006 * sphere + 1e-6)

rng = np.random.default_rng(1)
places = np.column_stack([rng.uniform(-60, 70, 1000), rng.uniform(-180, 180, 1000)])
station, metres = lib.nearest(places, cities)
d = lib.haversine(places[:, :1], places[:, 1:], lat, lon)
assert (station == d.argmin(axis=1)).all() and (metres == d.min(axis=1)).all()
print("Berlin to Tokyo: %.0f km on the sphere, %.0f km on the ellipsoid" % (sphere[1, 7] / 1e3, ellipsoid[1, 7] / 1e3))
print("most of 1000 places are nearest to", names[np.bincount(station).argmax()])
