"""Random programs whose indices, slices and guards wrap, against what they mean in whole numbers.

    wrapping.py SEED                          writes the programs
    wrapping.py SEED ARRLIB LIBRARY CALLS     calls each of the library made of them CALLS times; ARRLIB is the folder of arrlib

A check that is proved away though its numbers have wrapped reads or writes beside the array: the array stands between
canaries, and what is outside of it has other values. Sizes are large in arrays without elements.
"""
import random
import sys

PROGRAMS = 60
ARGUMENTS = "(a: u8[n, z], b: u8[m, w], x: i64[p], i: i64, k: i64)"
NAMES = ["i", "k", "n", "m", "p"]
FACTORS = [1, 1, 1, 2, 3, 8, 16, 1000, 1 << 18, 1 << 20, 1 << 40]
NUMBERS = [-3, -2, -1, 1, 2, 3, 7, 1 << 46, 1 << 62, -(1 << 62)]
SIZES = [0, 1, 2, 3, 7, 1 << 23, 1 << 32, (1 << 32) + 1, 1 << 44, 1 << 46, (1 << 46) + 1, (1 << 47) - 1]
INTEGERS = [0, 1, 2, 3, -1, -2, 1 << 47, 1 << 61, 1 << 62, -(1 << 62), (1 << 63) - 2, (1 << 63) - 1, -(1 << 63)]
COMPARE = {"<": int.__lt__, "<=": int.__le__, ">": int.__gt__, ">=": int.__ge__}
rng = random.Random(int(sys.argv[1]))


def wrap(value):
    value &= (1 << 64) - 1
    return value - (1 << 64) if value >> 63 else value


def polynomial():
    """Terms (factor, names); the first is positive, since `x[-k]` counts from the end, and one has `i` or `k`."""
    terms = [(rng.choice(FACTORS), [rng.choice("ik")] + rng.choices(NAMES, k=rng.choice([0, 0, 0, 1, 2])))]
    for _ in range(rng.choice([0, 0, 1, 2])):
        sign = rng.choice([1, 1, -1])
        terms.append((sign * rng.choice(FACTORS), rng.choices(NAMES, k=rng.choice([1, 1, 2]))))
    return terms + ([(rng.choice(NUMBERS), [])] if rng.random() < 0.6 else [])


def text(terms):
    out = ""
    for factor, names in terms:
        number = [str(abs(factor))] if abs(factor) != 1 or not names else []
        out += (" - " if factor < 0 else " + " if out else "") + " * ".join(number + names)
    return out


def value(terms, given):
    total = 0
    for factor, names in terms:
        for name in names:
            factor *= given[name]
        total += factor
    return wrap(total)


def guards(*bounds):
    """Comparisons, most of them of what is nearly a bound with the ends of the array."""
    out = [(polynomial(), rng.choice(list(COMPARE)), [(1, ["p"])])] if rng.random() < 0.3 else []
    for terms in bounds:
        near = terms + ([(rng.choice([-2, -1, 1, 2]), [])] if rng.random() < 0.6 else [])
        if rng.random() < 0.5:
            out.append((near, rng.choice([">", ">="]), [(0, [])]))
        if rng.random() < 0.5:
            out.append((near, rng.choice(["<", "<="]), [(1, ["p"])]))
    return out


class Program:
    """One function: an element or a slice is read or written under guards, or in a function whose `where` they are."""

    def __init__(self, number):
        self.name = "at_%d" % number
        self.is_slice, self.stores, self.calls = (rng.random() < 0.5 for _ in range(3))
        self.lo = polynomial()
        more = rng.choice([[], [(1, [])], [(2, [])], [(1, [rng.choice(NAMES)])]])
        self.hi = self.lo + more if rng.random() < 0.8 else polynomial()
        # Of a `where` the checker refuses what never holds.
        self.guards = guards(self.lo) if self.calls else guards(self.lo, self.hi)
        self.handed = [polynomial(), polynomial()] if self.calls else [[(1, ["i"])], [(1, ["k"])]]

    def source(self):
        place = "%s:%s" % (text(self.lo), text(self.hi)) if self.is_slice else text(self.lo)
        conditions = ["%s %s %s" % (text(a), op, text(b)) for a, op, b in self.guards] or ["true"]
        if self.stores:
            act = "y[%s] = 1000;" % place
        else:
            act = "s = %s;" % ("sum(x[%s])" if self.is_slice else "x[%s]") % place
        if not self.calls:
            act = "if %s { %s }" % (" and ".join(conditions), act)
        body = "{ var s = 0; var y = x; %s s + sum(y) }" % act
        if not self.calls:
            return "pub fn %s%s -> i64 %s\n" % (self.name, ARGUMENTS, body)
        where = "where %s " % ", ".join(conditions) if self.guards else ""
        inner = "fn inner_%s%s -> i64 %s%s\n" % (self.name, ARGUMENTS, where, body)
        handed = ", ".join(map(text, self.handed))
        return inner + "pub fn %s%s -> i64 = inner_%s(a, b, x, %s);\n" % (self.name, ARGUMENTS, self.name, handed)

    def meaning(self, given, x):
        """The result; none for a failure."""
        given = dict(given, i=value(self.handed[0], given), k=value(self.handed[1], given))
        if not all(COMPARE[op](value(a, given), value(b, given)) for a, op, b in self.guards):
            return None if self.calls else sum(x)
        lo = value(self.lo, given)
        hi = value(self.hi, given) if self.is_slice else lo + 1
        if not 0 <= lo <= hi <= len(x):
            return None
        return sum(x) + (1000 * (hi - lo) - sum(x[lo:hi]) if self.stores else sum(x[lo:hi]))

    def arguments(self):
        """Values at random, one of them such that a bound comes near the array if that can be."""
        given = {name: rng.choice(SIZES if name in "nm" else INTEGERS) for name in "nmik"}
        given["p"] = rng.choice([0, 1, 2, 3, 8, 20])
        name, terms = rng.choice("iknm"), rng.choice(self.handed if self.calls else [self.lo, self.hi])
        without = value(terms, dict(given, **{name: 0}))
        slope = value(terms, dict(given, **{name: 1})) - without
        power = slope & -slope
        wanted = rng.choice([-2, -1, 0, 1, 2, given["p"] - 1, given["p"], given["p"] + 1]) - without
        if slope and wanted % power == 0:
            solved = wrap(wanted // power * pow(slope // power, -1, 1 << 64) + ((1 << 64) // power) * rng.randrange(4))
            if name in "ik" or 0 <= solved < 1 << 47:
                given[name] = solved
        return given


def call(programs, folder, path, calls):
    sys.path.insert(0, folder)
    import arrlib
    import numpy as np

    def hollow(size):
        return np.lib.stride_tricks.as_strided(np.zeros(1, "u1"), shape=(size, 0), strides=(0, 1))

    library = arrlib.Library(path)
    fine = 0
    for program in programs:
        function = getattr(library, program.name)
        for _ in range(calls):
            given = program.arguments()
            memory = np.full(64 + given["p"], 10**12)
            x = memory[32:32 + given["p"]]
            x[:] = np.arange(given["p"])
            expected = program.meaning(given, x.tolist())
            try:
                found = int(function(hollow(given["n"]), hollow(given["m"]), x, given["i"], given["k"]))
            except arrlib.ArrError:
                found = None
            what = "%swith %s: %s, expected %s" % (program.source(), given, found, expected)
            assert found == expected, what
            assert (np.delete(memory, slice(32, 32 + given["p"])) == 10**12).all(), what
            fine += found is not None
    assert fine > calls, "nearly all calls fail: %d of %d are fine" % (fine, calls * len(programs))


if __name__ == "__main__":
    made = [Program(number) for number in range(PROGRAMS)]
    if len(sys.argv) == 2:
        print("".join(program.source() for program in made), end="")
    else:
        call(made, sys.argv[2], sys.argv[3], int(sys.argv[4]))
