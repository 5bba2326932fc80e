"""Calls libraries made by arrc from Python: ctypes and NumPy, nothing else.

    lib = arrlib.Library("libheat.so")
    lib.jacobi(x0, 100)                     # new arrays for the results
    lib.jacobi(x0, 100, out=[x1])           # into arrays of yours
    lib.jacobi(x0, steps=100)               # arguments by the names of the parameters
    lib.scale(x, 2.0)                       # updates x, where the function says `inout x`

The manifest inside the library says which functions there are, their inputs and their results.
"""
import ctypes
import json
import re
from pathlib import Path

import numpy as np

try:
    import ml_dtypes

    #: The type of `bf16` arrays: `bfloat16` where the package ml_dtypes is installed, otherwise two bytes without a meaning,
    #: as `np.load` gives both.
    bf16 = np.dtype(ml_dtypes.bfloat16)
except ImportError:
    bf16 = np.dtype("V2")

_CODES = {"b": 6, "i": 0, "u": 1, "f": 2, "c": 5}



def to_bf16(numbers):
    """Numbers as an array of `bf16`, rounded to nearest with ties to even."""
    x = np.asarray(numbers, np.float32)
    u = x.view(np.uint32)
    return np.where(x != x, 0x7FC0, (u + 0x7FFF + (u >> 16 & 1)) >> 16).astype(np.uint16).view(bf16)


def from_bf16(array):
    """An array of `bf16` as float32, exactly."""
    return (array.view(np.uint16).astype(np.uint32) << 16).view(np.float32)


class _Type(ctypes.Structure):
    _fields_ = [("code", ctypes.c_uint8), ("bits", ctypes.c_uint8), ("lanes", ctypes.c_uint16)]


class _Tensor(ctypes.Structure):
    """DLPack's DLTensor; strides are in elements."""

    _fields_ = [("data", ctypes.c_void_p), ("device_type", ctypes.c_int32), ("device_id", ctypes.c_int32),
                ("ndim", ctypes.c_int32), ("dtype", _Type), ("shape", ctypes.POINTER(ctypes.c_int64)),
                ("strides", ctypes.POINTER(ctypes.c_int64)), ("byte_offset", ctypes.c_uint64)]


class _ManifestHeader(ctypes.Structure):
    """The JSON stands right behind it."""

    _fields_ = [("magic", ctypes.c_char * 4), ("abi", ctypes.c_uint32), ("json_len", ctypes.c_uint64)]


class ArrError(Exception):
    """A call that a library refused or that failed while computing."""

    def __init__(self, status, message):
        super().__init__(message)
        self.status = status


def tensor(array):
    """A DLTensor over an array's memory; it must not outlive the array."""
    code = 4 if array.dtype == bf16 else _CODES.get(array.dtype.kind)
    if code is None or not array.dtype.isnative:
        raise TypeError("no element type of arr: %s" % array.dtype)
    if any(s % array.itemsize for s in array.strides):
        raise ValueError("the strides %s are no multiples of the element size" % (array.strides,))
    t = _Tensor(data=array.ctypes.data, device_type=1, ndim=array.ndim)
    t.dtype = _Type(code, array.dtype.itemsize * 8, 1)
    n = max(array.ndim, 1)
    t.keep = ((ctypes.c_int64 * n)(*array.shape), (ctypes.c_int64 * n)(*(s // array.itemsize for s in array.strides)))
    t.shape, t.strides = t.keep
    return t


class Function:
    """One exported function; numbers and arrays in, arrays out."""

    def __init__(self, library, entry):
        self.library, self.entry = library, entry
        self.call = getattr(library.dll, entry["dl_symbol"])
        self.call.restype = ctypes.c_int32
        self.__doc__ = "%s\n\n%s" % (entry["signature"], entry["doc"])

    def instance_for(self, args):
        """The instance whose element types are those of the arrays. Numbers and lists take the type that NumPy gives
        them where there is an instance for it, else one that loses nothing. Of several the one with the highest ranks
        that the arguments have, as the library itself chooses."""
        found = []
        for instance in self.entry["instances"]:
            types = [_numpy_type(p["dtype"]) for p in instance["params"]]
            ranks = [p["rank"] for p in instance["params"]]
            misfits = [_misfit(a, t) for a, t in zip(args, types)]
            if None not in misfits and all(np.ndim(a) >= rank for a, rank in zip(args, ranks)):
                found.append((-sum(ranks), sum(misfits), len(found), instance, types))
        if found:
            return min(found)[3:]
        given = ", ".join(str(np.asarray(a).dtype) + "".join("[%d]" % n for n in np.shape(a)) for a in args)
        message = "no instance of `%s` takes (%s)" % (self.entry["signature"], given)
        if len(self.entry["instances"]) == 1:
            message += "".join(": " + why for why in list(self._obstacles(args))[:1])
        raise TypeError(message)

    def _obstacles(self, args):
        """What is wrong with each argument for the only instance."""
        for a, p in zip(args, self.entry["instances"][0]["params"]):
            if np.ndim(a) < p["rank"]:
                yield "%s needs rank %d, has rank %d" % (p["name"], p["rank"], np.ndim(a))
            elif _misfit(a, _numpy_type(p["dtype"])) is None:
                name, numpy = p["name"], _numpy_type(p["dtype"]).name
                array = isinstance(a, np.ndarray)
                way = ": %s.astype(np.%s) converts" % (name, numpy) if array else ", which %r is not" % (a,)
                yield "%s is %s%s" % (name, p["dtype"], way)

    def bind(self, args, out):
        """A call without arguments that gives the status: for timing."""
        if len(args) != self.entry["inputs"] or len(out) != self.entry["outputs"]:
            raise TypeError("%s takes %d arguments and gives %d results" % (
                self.entry["name"], self.entry["inputs"], self.entry["outputs"]))
        if any(isinstance(a, np.ma.MaskedArray) for a in (*args, *out)):
            raise TypeError("%s knows no masks: fill the array, x.filled(np.nan)" % self.entry["name"])
        instance, types = self.instance_for(args)
        for o, r in zip(out, instance["results"]):
            if not isinstance(o, np.ndarray):
                raise TypeError("the result %s goes into an array, not a %s" % (r["name"], type(o).__name__))
            if o.dtype != _numpy_type(r["dtype"]):
                raise TypeError("%s is %s, not %s" % (r["name"], r["dtype"], o.dtype))
            if not o.flags.writeable:
                raise ValueError("the array for %s cannot be written" % r["name"])
        for a, p in zip(args, instance["params"]):
            if p.get("inout") and not (isinstance(a, np.ndarray) and a.flags.writeable):
                way = "an array that can be written" if p["rank"] else "a number as an array, x = np.array(0.5)"
                raise TypeError("%s updates %s: give %s" % (self.entry["name"], p["name"], way))
        arrays = [a if isinstance(a, np.ndarray) else to_bf16(a) if t == bf16 else np.asarray(a, t)
                  for a, t in zip(args, types)]
        ins, outs = [tensor(a) for a in arrays], [tensor(a) for a in out]
        pointers = ctypes.POINTER(_Tensor)
        ip = (pointers * max(len(ins), 1))(*map(ctypes.pointer, ins))
        op = (pointers * max(len(outs), 1))(*map(ctypes.pointer, outs))
        call = self.call

        def bound(keep=(arrays, ins, outs, out)):
            return call(ip, op, None)

        return bound

    def _in_order(self, args, named):
        """All arguments, those with the names of parameters behind the others; `bf16` from files as such."""
        names = [p["name"] for p in self.entry["instances"][0]["params"]]
        for name in named:
            if name not in names[len(args):]:
                raise TypeError("%s: `%s` is no argument, or given twice; the arguments are %s" % (
                    self.entry["name"], name, ", ".join(names)))
        args = (*args, *(named[name] for name in names if name in named))
        return [a.view(bf16) if isinstance(a, np.ndarray) and a.dtype == np.dtype("V2") else a for a in args]

    def __call__(self, *args, out=None, **named):
        entry = self.entry
        args = self._in_order(args, named)
        if len(args) != entry["inputs"]:
            raise TypeError("%s takes %d arguments, not %d" % (entry["name"], entry["inputs"], len(args)))
        if out is None:
            out = self.results_for(args)
        status = self.bind(args, out)()
        if status:
            raise ArrError(status, self.library.last_error())
        return out[0] if len(out) == 1 else tuple(out) if out else None

    def results_for(self, args):
        """Empty arrays for the results, their shapes worked out from the arguments'."""
        instance, _ = self.instance_for(args)
        sizes, frames = {}, []
        for p, a in zip(instance["params"], args):
            shape = np.shape(a)
            core = shape[len(shape) - p["rank"]:]
            frames.append(shape[: len(shape) - p["rank"]])
            if shape and any(p["name"] in re.findall(r"\w+", d) for r in instance["results"] for d in r["dims"]) and p["rank"] == 0:
                raise TypeError("%s: the size %s cannot be an array" % (self.entry["name"], p["name"]))
            sizes.update({d: n for d, n in zip(p["dims"], core) if d.isidentifier()})
            if p["rank"] == 0 and np.ndim(a) == 0:
                sizes.setdefault(p["name"], int(a) if np.asarray(a).dtype.kind in "iu" else a)
        frame = np.broadcast_shapes(*frames)
        # A dimension is an expression over sizes in Python's own arithmetic.
        shapes = [[eval(d, {"__builtins__": {}}, sizes) for d in r["dims"]] for r in instance["results"]]
        return [np.empty(frame + tuple(s), _numpy_type(r["dtype"])) for r, s in zip(instance["results"], shapes)]


class Library:
    """A loaded library; its functions are attributes."""

    def __init__(self, path):
        path = Path(path).resolve()
        self.dll = ctypes.CDLL(str(path))
        # The library's own names begin with the name that it was built under, whatever its file is called now.
        found = re.search(rb"\0(\w+)_arrc_manifest\0", path.read_bytes())
        if not found:
            raise ValueError("%s: not made by arrc" % path)
        self.stem = found[1].decode()
        header = _ManifestHeader.in_dll(self.dll, self.stem + "_arrc_manifest")
        if header.magic != b"ARRC" or header.abi != 1:
            raise ValueError("%s: made for another version of the interface" % path)
        text = ctypes.string_at(ctypes.addressof(header) + ctypes.sizeof(header), header.json_len)
        self.manifest = json.loads(text)
        self._last_error = getattr(self.dll, self.stem + "_last_error")
        self._last_error.restype = ctypes.c_char_p
        for entry in self.manifest["functions"]:
            setattr(self, entry["name"], Function(self, entry))

    def last_error(self):
        """What the last failed call of this thread said."""
        return self._last_error().decode()

    def set_num_threads(self, n):
        """How many threads a call may use."""
        getattr(self.dll, self.stem + "_set_num_threads")(ctypes.c_int32(n))


def _misfit(a, dtype):
    """0 where an argument has the element type, 1 where it is a number or a list that loses nothing by a conversion to
    it (but for the digits of Python's floats), 2 where integers become floats, None where it does not fit."""
    value = np.asarray(a)
    if value.dtype == dtype:
        return 0
    kinds, kind = "iufc", "f" if dtype == bf16 else dtype.kind
    if isinstance(a, np.generic):
        # A number of NumPy: within its kind, where it stays what it is.
        alike = "iu" if kind in "iu" else kind
        with np.errstate(all="ignore"):
            same = value.dtype.kind in alike and dtype != bf16 and np.array_equal(
                value.astype(dtype), value, equal_nan=kind in "fc")
            return 1 if same else None
    if isinstance(a, np.ndarray) or value.dtype.kind not in kinds or kind not in kinds:
        return None
    if value.dtype.kind in "iu":
        with np.errstate(all="ignore"):
            same = from_bf16(to_bf16(value)) if dtype == bf16 else value.astype(dtype)
            return (1 if kind in "iu" else 2) if np.array_equal(same, value) else None
    return 1 if kinds.index(kind) >= kinds.index(value.dtype.kind) else None


def _numpy_type(dtype):
    kinds = {"i": "int", "u": "uint", "f": "float", "c": "complex"}
    return bf16 if dtype == "bf16" else np.dtype(dtype if dtype == "bool" else kinds[dtype[0]] + dtype[1:])
