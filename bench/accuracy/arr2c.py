#!/usr/bin/env python3
"""Translate the scalar functions of stdlib/*.arr to C, so that they can be measured without the compiler.

Usage: arr2c.py FILE.arr ... > math.h

Reads the subset of arr in which the elementary functions are written (scalar parameters, let, where, if, tuples,
clamped indexing of array literals) and writes one static inline C function per overload, named NAME_TYPE (`exp_f32`).
Sums follow the language's contraction rule: the leftmost operand that is itself a floating product goes into FMA.
Compile with -DSPLIT to round twice instead, as on a CPU without fma; always with -ffp-contract=off. -DSKIP_RARE leaves out
the branches for rare arguments.
"""
import re
import sys

TOKEN = re.compile(r"\s+|#[^\n]*|(?P<num>0x[0-9a-fA-F_]+|\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?)(?P<suf>[iuf]\d+)?"
                   r"|(?P<id>[A-Za-z_]\w*)|(?P<op>->|\*\*|<<|>>|==|!=|<=|>=|[-+*/%&|^~<>=(){}\[\],;:.])")
CTYPE = {"f32": "float", "f64": "double", "i32": "int32_t", "i64": "int64_t", "u32": "uint32_t", "u64": "uint64_t",
         "bool": "int"}
LEVEL = [["or"], ["and"], ["==", "!=", "<", "<=", ">", ">="], ["|"], ["^"], ["&"], ["<<", ">>"], ["+", "-"],
         ["*", "/", "%"]]
KEYWORDS = {"pub", "fn", "let", "var", "if", "else", "and", "or", "not", "true", "false", "inf", "nan", "return"}
COMPARE = LEVEL[2]


def tokens(text):
    out, at = [], 0
    while at < len(text):
        m = TOKEN.match(text, at)
        if not m:
            raise SyntaxError("line %d: %r" % (text.count("\n", 0, at) + 1, text[at:at + 20]))
        if m.lastgroup:
            out.append((m.group("num") or m.group("id") or m.group("op"), m.group("suf"), text.count("\n", 0, at) + 1))
        at = m.end()
    return out + [("", None, 0)]


class Parser:
    """Recursive descent; nodes are tuples whose first item names their kind."""

    def __init__(self, text):
        self.toks, self.at = tokens(text), 0

    def peek(self):
        return self.toks[self.at][0]

    def take(self, want=None):
        tok = self.toks[self.at]
        if want is not None and tok[0] != want:
            raise SyntaxError("line %d: expected %r, found %r" % (tok[2], want, tok[0]))
        self.at += 1
        return tok[0]

    def accept(self, want):
        if self.peek() == want:
            self.at += 1
            return True
        return False

    def module(self):
        items = []
        while self.peek():
            if self.accept("use"):
                while not self.accept(";"):
                    self.at += 1
                continue
            self.accept("pub")
            items.append(self.function())
        return items

    def function(self):
        self.take("fn")
        name, params = self.take(), []
        self.take("(")
        while not self.accept(")"):
            pname = self.take()
            self.take(":")
            params.append((pname, self.take()))
            self.accept(",")
        self.take("->")
        result = self.result_type()
        if self.accept("="):
            body = ("block", [], self.expr())
            self.take(";")
        else:
            body = self.block()
        return name, params, result, body

    def result_type(self):
        if not self.accept("("):
            return self.take()
        parts = []
        while not self.accept(")"):
            part = self.take()
            parts.append(self.take() if self.accept(":") else part)
            self.accept(",")
        return tuple(parts)

    def block(self):
        self.take("{")
        stmts = []
        while True:
            if self.accept("}"):
                return ("block", stmts, None)
            if self.peek() in ("let", "var"):
                stmts.append(self.binding())
            elif self.toks[self.at + 1][0] == "=":
                name = self.take()
                self.take("=")
                stmts.append(("assign", name, self.expr()))
                self.take(";")
            else:
                value = self.expr()
                if self.accept("}"):
                    return ("block", stmts, value)
                self.accept(";")
                stmts.append(("do", value))

    def binding(self):
        self.take()
        if self.accept("("):
            names = [self.take()]
            while self.accept(","):
                names.append(self.take())
            self.take(")")
        else:
            names = self.take()
        typ = self.take() if self.accept(":") else None
        self.take("=")
        value = self.expr()
        self.take(";")
        return ("let", names, typ, value)

    def expr(self):
        return self.conditional() if self.peek() == "if" else self.operators(0)

    def operators(self, level):
        if level == len(LEVEL):
            return self.unary()
        if level == 2 and self.accept("not"):
            return ("not", self.operators(level))
        left = self.operators(level + 1)
        while self.peek() in LEVEL[level]:
            op = self.take()
            left = ("bin", op, left, self.operators(level + 1))
        return left

    def conditional(self):
        self.take("if")
        cond = self.operators(0)
        then = self.block()
        other = None
        if self.accept("else"):
            other = self.conditional() if self.peek() == "if" else self.block()
        return ("if", cond, then, other)

    def unary(self):
        if self.peek() in ("-", "~"):
            return ("un", self.take(), self.unary())
        return self.power()

    def power(self):
        base = self.postfix()
        if self.accept("**"):
            if self.take() != "2":
                raise SyntaxError("only **2")
            return ("square", base)
        return base

    def postfix(self):
        node = self.primary()
        while self.accept("["):
            index = self.expr()
            self.take(";")
            self.take("clamp")
            self.take("]")
            node = ("index", node, index)
        return node

    def primary(self):
        text, suffix, line = self.toks[self.at]
        self.at += 1
        if text == "(":
            items = [self.expr()]
            while self.accept(","):
                if self.peek() == ")":
                    break
                items.append(self.expr())
            self.take(")")
            return ("paren", items[0]) if len(items) == 1 else ("tuple", items)
        if text == "{":
            self.at -= 1
            return self.block()
        if text == "[":
            items = []
            while not self.accept("]"):
                items.append(self.expr())
                self.accept(",")
            return ("array", items)
        if text in ("inf", "nan", "true", "false"):
            return ("const", text)
        if text[:1].isdigit():
            return ("num", text.replace("_", ""), suffix)
        if self.accept("("):
            args = []
            while not self.accept(")"):
                args.append(self.expr())
                self.accept(",")
            return ("call", text, args)
        if re.match(r"[A-Za-z_]", text) and text not in KEYWORDS:
            return ("name", text)
        raise SyntaxError("line %d: unexpected %r" % (line, text))


def product(node):
    """(negated, a, b) where the node is itself a product, seen through parentheses, unary minus and a block's value."""
    kind = node[0]
    if kind == "paren":
        return product(node[1])
    if kind == "block" and not node[1]:
        return product(node[2])
    if kind == "un" and node[1] == "-":
        inner = product(node[2])
        return inner and (not inner[0], inner[1], inner[2])
    if kind == "square":
        return (False, node[1], node[1])
    if kind == "bin" and node[1] == "*":
        return (False, node[2], node[3])
    return None


class Emitter:
    """Writes C; every expression is emitted as (text, type), an untyped literal having the type `int` or `float`."""

    def __init__(self, functions):
        self.functions = functions
        self.fresh = 0

    def function(self, name, params, result, body):
        self.lines, self.scopes = [], [{p: (t, p) for p, t in params}]
        self.result = result
        args = ", ".join("%s %s" % (CTYPE[t], p) for p, t in params)
        out = "void" if isinstance(result, tuple) else CTYPE[result]
        if isinstance(result, tuple):
            args += "".join(", %s *out%d" % (CTYPE[t], i) for i, t in enumerate(result))
        cname = "%s_%s" % (name, params[0][1])
        self.body(body, result)
        return "static ALWAYS_INLINE %s %s(%s)\n{\n%s}\n" % (out, cname, args, "".join(self.lines))

    def line(self, text):
        self.lines.append("    " + text + "\n")

    def body(self, body, result):
        for stmt in body[1]:
            self.statement(stmt)
        value = body[2]
        while value[0] == "paren":
            value = value[1]
        if isinstance(result, tuple):
            for i, (item, typ) in enumerate(zip(value[1], result)):
                self.line("*out%d = %s;" % (i, self.typed(item, typ)))
        else:
            self.line("return %s;" % self.typed(value, result))

    def statement(self, stmt):
        if stmt[0] == "let":
            _, names, typ, value = stmt
            if isinstance(names, list):
                return self.destructure(names, value)
            if value[0] == "array":
                kind = self.typed(value[1][0], None), self.type_of(value[1][0])
                cname = self.name(names)
                items = ", ".join(self.typed(v, kind[1]) for v in value[1])
                self.line("static const %s %s[] = {%s};" % (CTYPE[kind[1]], cname, items))
                self.scopes[-1][names] = (kind[1], cname, len(value[1]))
                return None
            text, vtype = self.expr(value, typ)
            vtype = typ or {"int": "i64", "float": "f64"}.get(vtype, vtype)
            cname = self.name(names)
            self.line("%s %s = %s;" % (CTYPE[vtype], cname, text))
            self.scopes[-1][names] = (vtype, cname)
        elif stmt[0] == "assign":
            typ, cname = self.lookup(stmt[1])[:2]
            self.line("%s = %s;" % (cname, self.typed(stmt[2], typ)))
        elif stmt[0] == "do" and stmt[1][0] == "if":
            _, cond, then, other = stmt[1]
            self.line("if (RARE(%s)) {" % self.typed(cond, "bool"))
            self.nested(then)
            if other is not None:
                self.line("} else {")
                self.nested(other if other[0] == "block" else ("block", [("do", other)], None))
            self.line("}")
        else:
            raise SyntaxError("statement %r" % (stmt,))
        return None

    def nested(self, block, target=None, typ=None):
        self.scopes.append({})
        for stmt in block[1]:
            self.statement(stmt)
        if target:
            self.line("%s = %s;" % (target, self.typed(block[2], typ)))
        self.scopes.pop()

    def destructure(self, names, value):
        name, params, result, _ = self.resolve(value[1], value[2])
        args = [self.typed(a, t) for a, (_, t) in zip(value[2], params)]
        for n, typ in zip(names, result):
            cname = self.name(n)
            self.line("%s %s;" % (CTYPE[typ], cname))
            args.append("&" + cname)
            self.scopes[-1][n] = (typ, cname)
        self.line("%s_%s(%s);" % (name, params[0][1], ", ".join(args)))

    def name(self, base):
        self.fresh += 1
        return "%s_%d" % (base, self.fresh)

    def lookup(self, name):
        for scope in reversed(self.scopes):
            if name in scope:
                return scope[name]
        raise SyntaxError("unknown name " + name)

    def resolve(self, name, args):
        found = [f for f in self.functions if f[0] == name and len(f[1]) == len(args)]
        types = [self.type_of(a) for a in args]
        fits = [f for f in found if all(t == p[1] or t in ("int", "float") for t, p in zip(types, f[1]))]
        if len(fits) != 1:
            raise SyntaxError("call of %s%r fits %d functions" % (name, types, len(fits)))
        return fits[0]

    def type_of(self, node):
        lines, self.lines = self.lines, []
        typ = self.expr(node, None)[1]
        self.lines = lines
        return typ

    def typed(self, node, want):
        return self.expr(node, want)[0]

    def common(self, nodes, want):
        types = [self.type_of(n) for n in nodes]
        firm = [t for t in types if t not in ("int", "float")]
        if len(set(firm)) > 1:
            raise SyntaxError("operands of types %r" % (types,))
        if firm:
            return firm[0]
        return want or ("float" if "float" in types else "int")

    def expr(self, node, want):
        return getattr(self, "on_" + node[0])(node, want)

    def on_paren(self, node, want):
        text, typ = self.expr(node[1], want)
        return "(%s)" % text, typ

    def on_block(self, node, want):
        return self.on_if(("if", None, node, None), want)

    def on_num(self, node, want):
        _, text, suffix = node
        typ = suffix or want
        if typ is None:
            typ = "float" if re.search(r"[.eE]", text) and not text.startswith("0x") else "int"
        if typ in ("f32", "float", "f64"):
            text += "" if re.search(r"[.eE]", text) else ".0"
            return text + ("f" if typ == "f32" else ""), typ
        return "%s%s" % (text, {"u32": "u", "u64": "ull", "i64": "ll"}.get(typ, "")), typ

    def on_const(self, node, want):
        if node[1] in ("true", "false"):
            return str(int(node[1] == "true")), "bool"
        macro = {"inf": "INFINITY", "nan": "NAN"}[node[1]]
        return ("(%s)%s" % (CTYPE[want], macro) if want in CTYPE else macro), want or "float"

    def on_name(self, node, _want):
        entry = self.lookup(node[1])
        return entry[1], entry[0]

    def on_index(self, node, _want):
        typ, cname, extent = self.lookup(node[1][1])
        index = self.typed(node[2], None)
        return "%s[clamp_index(%s, %d)]" % (cname, index, extent), typ

    def on_square(self, node, want):
        text, typ = self.expr(node[1], want)
        return "(%s * %s)" % (text, text), typ

    def on_not(self, node, _want):
        return "(!%s)" % self.typed(node[1], "bool"), "bool"

    def on_un(self, node, want):
        text, typ = self.expr(node[2], want)
        return "(%s%s)" % (node[1], text), typ

    def on_bin(self, node, want):
        _, op, left, right = node
        if op in ("and", "or"):
            return "(%s %s %s)" % (self.typed(left, "bool"), {"and": "&", "or": "|"}[op], self.typed(right, "bool")), "bool"
        if op in ("<<", ">>"):
            text, typ = self.expr(left, want)
            bits = "31" if typ.endswith("32") else "63"
            shift = right[1] if right[0] == "num" else "((%s) & %s)" % (self.typed(right, typ), bits)
            if op == "<<" and typ.startswith("i"):
                return "((%s)((u%s)%s << %s))" % (CTYPE[typ], CTYPE[typ], text, shift), typ
            return "(%s %s %s)" % (text, op, shift), typ
        typ = self.common([left, right], None if op in COMPARE else want)
        if op in COMPARE:
            return "(%s %s %s)" % (self.typed(left, typ), op, self.typed(right, typ)), "bool"
        if op in ("+", "-") and typ in ("f32", "f64"):
            fused = self.fuse(op, left, right, typ)
            if fused:
                return fused, typ
        if op == "/" and typ not in ("f32", "f64", "float"):
            raise SyntaxError("/ is for floats")
        return "(%s %s %s)" % (self.typed(left, typ), op, self.typed(right, typ)), typ

    def fuse(self, op, left, right, typ):
        found, minus = product(left), ""
        if found:
            other = ("-" if op == "-" else "") + self.typed(right, typ)
        else:
            found = product(right)
            if not found:
                return None
            other, minus = self.typed(left, typ), ("-" if op == "-" else "")
        negated, a, b = found
        sign = "-" if negated != bool(minus) else ""
        return "FMA_%s(%s%s, %s, %s)" % (typ, sign, self.typed(a, typ), self.typed(b, typ), other)

    def on_if(self, node, want):
        _, cond, then, other = node
        typ = want
        if typ is None:
            self.scopes.append({})
            lines, self.lines = self.lines, []
            for stmt in then[1]:
                self.statement(stmt)
            typ = self.type_of(then[2])
            self.lines = lines
            self.scopes.pop()
        if cond is None and not then[1]:
            return self.expr(then[2], want)
        temp = self.name("t")
        self.line("%s %s;" % (CTYPE[typ], temp))
        self.line("if (%s) {" % (self.typed(cond, "bool") if cond else "1"))
        self.nested(then, temp, typ)
        if other is not None:
            self.line("} else {")
            self.nested(other if other[0] == "block" else ("block", [], other), temp, typ)
        self.line("}")
        return temp, typ

    def on_call(self, node, want):
        _, name, args = node
        if name == "where":
            typ = self.common(args[1:], want)
            texts = [self.typed(args[0], "bool")] + [self.typed(a, typ) for a in args[1:]]
            return "SELECT(%s, %s, %s)" % tuple(texts), typ
        if name in CTYPE and len(args) == 1:
            text, typ = self.expr(args[0], name if args[0][0] == "num" else None)
            return "((%s)%s)" % (CTYPE[name], text), name
        if name in ("bits", "from_bits"):
            typ = self.type_of(args[0])
            table = {"f32": "u32", "f64": "u64", "u32": "f32", "u64": "f64"}
            text = self.typed(args[0], None)
            return "%s_%s(%s)" % (name, typ, text), table[typ]
        if name in ("abs", "sqrt", "floor", "ceil", "trunc", "round", "copysign", "fma", "least", "min", "max"):
            typ = self.common(args, want)
            return "%s_%s(%s)" % (name, typ, ", ".join(self.typed(a, typ) for a in args)), typ
        fname, params, result, _ = self.resolve(name, args)
        texts = [self.typed(a, t) for a, (_, t) in zip(args, params)]
        return "%s_%s(%s)" % (fname, params[0][1], ", ".join(texts)), result


PRELUDE = """/* Made by arr2c.py. */
#include <math.h>
#include <stdint.h>
#include <string.h>
#define ALWAYS_INLINE inline __attribute__((always_inline))
#ifdef SPLIT
#define FMA_f32(a, b, c) ((a) * (b) + (c))
#define FMA_f64(a, b, c) ((a) * (b) + (c))
#else
#define FMA_f32(a, b, c) __builtin_fmaf(a, b, c)
#define FMA_f64(a, b, c) __builtin_fma(a, b, c)
#endif
#ifdef SKIP_RARE /* for timing: C compilers turn the branch into a select and always evaluate it */
#define RARE(c) 0
#else
#define RARE(c) (c)
#endif
#define SELECT(c, a, b) ((c) ? (a) : (b))
#define BITS(from, F, to, T) \\
    static ALWAYS_INLINE T bits_##from(F x) { T u; memcpy(&u, &x, sizeof u); return u; } \\
    static ALWAYS_INLINE F from_bits_##to(T u) { F x; memcpy(&x, &u, sizeof x); return x; }
BITS(f32, float, u32, uint32_t)
BITS(f64, double, u64, uint64_t)
#define EACH(T, S, t) \\
    static ALWAYS_INLINE T abs_##t(T x) { return __builtin_fabs##S(x); } \\
    static ALWAYS_INLINE T sqrt_##t(T x) { return __builtin_sqrt##S(x); } \\
    static ALWAYS_INLINE T floor_##t(T x) { return __builtin_floor##S(x); } \\
    static ALWAYS_INLINE T trunc_##t(T x) { return __builtin_trunc##S(x); } \\
    static ALWAYS_INLINE T round_##t(T x) { return __builtin_rint##S(x); } \\
    static ALWAYS_INLINE T copysign_##t(T x, T y) { return __builtin_copysign##S(x, y); } \\
    static ALWAYS_INLINE T fma_##t(T a, T b, T c) { return FMA_##t(a, b, c); } \\
    static ALWAYS_INLINE T least_##t(T a, T b) { return b < a ? b : a; }
EACH(float, f, f32)
EACH(double, , f64)
static ALWAYS_INLINE int64_t clamp_index(int64_t i, int64_t n) { return i < 0 ? 0 : i >= n ? n - 1 : i; }
"""


def main():
    functions = []
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as file:
            functions += Parser(file.read()).module()
    emitter = Emitter(functions)
    texts = {}
    for f in functions:
        texts[(f[0], f[1][0][1])] = emitter.function(*f)
    print(PRELUDE)
    done = []

    def write(key):
        if key in done:
            return
        done.append(key)
        for other in texts:
            if other != key and re.search(r"\b%s_%s\(" % other, texts[key]):
                write(other)
        print(texts[key])

    for key in texts:
        write(key)


main()
