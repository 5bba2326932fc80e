"""Minimax polynomials with coefficients that fit the working precision: the source of the constants in stdlib/.

fit(f, weight, powers, lo, hi, fixed) finds c minimising max |weight(x) * (f(x) - sum c[k] * x**powers[k])| on [lo, hi] by
Remez's exchange on a fine grid in multiple precision. rounded(...) then fixes the coefficients to the working precision
one by one, lowest power first, refitting the rest by least squares each time, so that later ones absorb the rounding of
earlier ones.
"""
from mpmath import mp, mpf, matrix, lu_solve, cos, pi

mp.prec = 200


def grid(lo, hi, n):
    lo, hi = mpf(lo), mpf(hi)
    return [(lo + hi) / 2 - (hi - lo) / 2 * cos(pi * i / (n - 1)) for i in range(n)]


def fit(target, weight, powers, xs, rounds=30):
    """Coefficients and the weighted error, for targets and weights tabulated at xs."""
    m = len(powers) + 1
    table = [[x**p for p in powers] for x in xs]
    picks = [round(i * (len(xs) - 1) / (m - 1)) for i in range(m)]  # the grid is already Chebyshev-spaced
    best = None
    for _ in range(rounds):
        rows = [[*(weight[i] * v for v in table[i]), (-1)**k] for k, i in enumerate(picks)]
        sol = lu_solve(matrix(rows), matrix([weight[i] * target[i] for i in picks]))
        coefs, level = list(sol[:m - 1]), abs(sol[m - 1])
        errors = [weight[i] * (target[i] - sum(c * v for c, v in zip(coefs, table[i]))) for i in range(len(xs))]
        worst = max(abs(e) for e in errors)
        if best is None or worst < best[1]:
            best = (coefs, worst)
        if worst <= level * mpf("1.001"):
            break
        picks = exchange(errors, m)
    return best


def exchange(errors, m):
    """The m alternating extrema with the largest errors."""
    peaks = []
    for i, e in enumerate(errors):
        if peaks and (errors[peaks[-1]] > 0) == (e > 0):
            if abs(e) > abs(errors[peaks[-1]]):
                peaks[-1] = i
        else:
            peaks.append(i)
    while len(peaks) > m:
        if len(peaks) == m + 1:
            peaks.pop(0 if abs(errors[peaks[0]]) < abs(errors[peaks[-1]]) else -1)
        else:
            k = min(range(len(peaks) - 1), key=lambda j: max(abs(errors[peaks[j]]), abs(errors[peaks[j + 1]])))
            del peaks[k:k + 2]
    while len(peaks) < m:  # rare: pad with neighbours
        gaps = [i for i in range(len(errors)) if i not in peaks]
        peaks = sorted(peaks + [gaps[len(gaps) // 2]])
    return peaks


def nearest(x, bits):
    """x rounded to `bits` significant bits."""
    x = mpf(x)
    if x == 0:
        return x
    import mpmath
    m, e = mpmath.frexp(x)
    return mpmath.ldexp(mpmath.nint(mpmath.ldexp(m, bits)), int(e) - bits)


def rounded(f, w, powers, lo, hi, bits, n=None, fixed=None):
    """Minimax coefficients rounded to `bits` bits (an int, or one for each power); returns (coefficients, error)."""
    n = n or 40 * (len(powers) + 2)
    xs = grid(lo, hi, n)
    target, weight = [f(x) for x in xs], [w(x) for x in xs]
    done = dict(fixed or {})
    for p, c in done.items():
        target = [t - c * x**p for t, x in zip(target, xs)]
    rest = [p for p in powers if p not in done]
    coefs, first = fit(target, weight, rest, xs)
    while True:
        c = nearest(coefs[0], bits)
        done[rest[0]] = c
        target = [t - c * x**rest[0] for t, x in zip(target, xs)]
        rest = rest[1:]
        if not rest:
            break
        coefs = least_squares(target, weight, rest, xs)
    return [done[p] for p in powers], max(abs(t * v) for t, v in zip(target, weight)), first


def least_squares(target, weight, powers, xs):
    """Weighted least squares on the Chebyshev-spaced grid: close to minimax, and needs no alternation, which fails once
    low powers are fixed and the interval contains 0."""
    rows = [[v * x**p for p in powers] for x, v in zip(xs, weight)]
    m = len(powers)
    gram = matrix(m, m)
    right = matrix(m, 1)
    for i in range(m):
        for j in range(i, m):
            gram[i, j] = gram[j, i] = sum(r[i] * r[j] for r in rows)
        right[i] = sum(r[i] * t * v for r, t, v in zip(rows, target, weight))
    return list(lu_solve(gram, right))


def show(coefs, bits):
    """Decimal literals that read back exactly."""
    import struct
    out = []
    for c in coefs:
        if bits == 24:
            v = struct.unpack("f", struct.pack("f", float(c)))[0]
            text = next(t for t in ("%.*g" % (k, v) for k in range(6, 18))
                        if struct.unpack("f", struct.pack("f", float(t)))[0] == v)
        else:
            text = repr(float(c))
        if "." not in text:
            text = text.replace("e", ".0e") if "e" in text else text + ".0"
        out.append(text)
    return out
