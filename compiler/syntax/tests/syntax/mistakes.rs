//! Mistakes and what is said about them: the code, the place, the words and the fix.

use crate::support::check;

#[test]
fn signs_of_other_languages() {
    check(
        "fn f() = a || b && !c;",
        "1:12 E0007 `||` is written `or` [write `or`] (|| -> or)
1:17 E0007 `&&` is written `and` [write `and`] (&& -> and)
1:20 E0007 `!` is written `not` [write `not`] (! -> not )",
    );
    check("fn f() = a||b;", "1:11 E0007 `||` is written `or` [write `or`] (|| ->  or )");
    check("fn f(x: f64) ==> f64 = x;", "1:14 E0007 `==>` is written `->` [write `->`] (==> -> ->)");
    check("fn f(x: f64) => f64 = x;", "1:14 E0007 `=>` is written `->` [write `->`] (=> -> ->)");
    check(
        "fn f() { let x = a => b; x := 3; x++; y === z; }",
        "1:20 E0007 `=>` has no meaning in an expression [not an operator]
1:28 E0007 `:=` is written `=` [write `=`] (:= -> =)
1:35 E0007 `++` is written `+= 1` [write `+= 1`] (++ -> += 1)
1:41 E0007 `===` is written `==` [write `==`] (=== -> ==)",
    );
    check("fn f() = (x, y) => x + y;", "1:17 E0007 `=>` has no meaning in an expression [not an operator]");
    check("fn f() = a ? b : c;", "1:14 E0010 there is no `c ? a : b` [expected nothing after `?`]");
    check("fn f() = 'a';", "1:10 E0007 there are no characters, only their numbers [no value] ('a' -> 97u8)");
    check("fn f() = linalg::solve(a, b);", "1:16 E0010 `::` is written `.` [write `.`] (:: -> .)");
}

#[test]
fn numbers() {
    check(
        "fn f() = 1. + .5 + 2.*x + 1.e5;",
        "1:10 E0007 `1.` is written `1.0` [write `1.0`] (1. -> 1.0)
1:15 E0007 `.5` is written `0.5` [write `0.5`] (.5 -> 0.5)
1:20 E0007 `2.` is written `2.0` [write `2.0`] (2. -> 2.0)
1:27 E0007 `1.e5` is written `1.0e5` [write `1.0e5`] (1.e5 -> 1.0e5)",
    );
    check(
        "fn f() = 3px + 0b12 + 1.5u8 + 0x + 99999999999999999999999999999999999999999999;",
        "1:10 E0005 `px` is no type that a number can have behind it [in this number]
1:16 E0005 `2` is no digit in base 2 [in this number]
1:23 E0005 a number with a fraction cannot be `u8` [not an integer]
1:31 E0005 digits are missing in `0x` [not complete]
1:36 E0006 this integer has more than 128 bits [too large for every type]",
    );
}

#[test]
fn points_without_digits_before_a_suffix() {
    check("fn f() = 1.f32;", "1:10 E0007 `1.f32` is written `1.0f32` [write `1.0f32`] (1.f32 -> 1.0f32)");
    check("fn f() = 1.e();", "fn f() = (1).e();");
}

#[test]
fn words_of_other_languages() {
    check("def f(x: f64) -> f64 = x;", "1:1 E0007 `def` is written `fn` [write `fn`] (def -> fn)");
    check(
        "fn f(x) = reduce(lambda a, b: a + b, 0, x);",
        "1:7 E0010 the parameter `x` needs a type [expected `:` and a type]
1:18 E0007 `lambda x: e` is written `|x| e` [the parameters of a lambda stand between bars]",
    );
    check(
        "fn f(x: f64) = map(lambda a: a + 1, x);",
        "1:20 E0007 `lambda x: e` is written `|x| e` [the parameters of a lambda stand between bars]",
    );
    check(
        "fn f(x: f64) { if a { 1 } elif b { 2 } else { 3 } }",
        "1:27 E0007 `elif` is written `else if` [write `else if`] (elif -> else if)",
    );
    check(
        "fn f() = (True, False, None);",
        "1:11 E0007 `True` is written `true` [write `true`] (True -> true)
1:17 E0007 `False` is written `false` [write `false`] (False -> false)
1:24 E0007 there is no `None` [no value]",
    );
    check(
        "fn f() = a mod b div c xor d;",
        "1:12 E0007 `mod` is written `%` [write `%`] (mod -> %)
1:18 E0007 `div` is written `//` [write `//`] (div -> //)
1:24 E0007 `xor` is written `^` [write `^`] (xor -> ^)",
    );
    check(
        "import linalg;
from linalg import solve;",
        "1:1 E0007 `import` is written `use` [write `use`] (import -> use)
2:1 E0014 expected an item, found `from` [this belongs to no item]",
    );
    check(
        "fn f() { const x = 1; let mut y = 2; val z = 3; }",
        "1:10 E0007 `const` is written `let` [write `let`] (const -> let)
1:23 E0007 `let mut` is written `var` [write `var`] (let mut -> var)
1:38 E0007 `val` is written `let` [write `let`] (val -> let)",
    );
    check("fn f() { while a do b }", "1:18 E0010 expected `{` after `a`, found `do` [not expected here]");
    check("fn f() = x as f64;", "1:12 E0010 there is no `as` between a value and a type [not an operator]");
}

#[test]
fn headers() {
    check("fn f(x: f64): f64 = x;", "1:13 E0010 a result type stands after `->` [write `->`] (: ->  ->)");
    check(
        "fn f(x: f64) -> f64: x",
        "1:20 E0010 expected `{`, found `:` [a block begins with `{` and ends with `}`]",
    );
    check(
        "fn f(x: f64) -> f64
    x + 1",
        "2:5 E0010 expected `=` or `{` after `f64`, found `x` [not expected here]",
    );
    check("fn f(x f64) -> f64 = x;", "1:8 E0010 expected `:` after `x`, found `f64` [not expected here]");
    check(
        "fn f(new: f64) = new;",
        "1:6 E0010 `new` is a word of the language and cannot be a name [choose another name]",
    );
    check(
        "fn f() -> f64;",
        "1:14 E0020 the function `f` has no body [a body should stand here: `= expression;` or `{ … }`]",
    );
    check(
        "fn f<T: num(x: T) = x;",
        "1:12 E0010 expected `,`, `>` or `|` after `num`, found `(` [not expected here]",
    );
    check(
        "fn f(x: Vec<f64>) = x;",
        "1:12 E0010 expected `,` or `)` after `Vec`, found `<` [not expected here]",
    );
    check(
        "fn f(x: f64[]) = x;",
        "1:13 E0010 expected a size or an index after `[`, found `]` [nothing stands between]",
    );
    check("fn 3f() = 1;", "1:4 E0010 expected a name after `fn`, found `3f` [not expected here]");
}

#[test]
fn blocks() {
    check(
        "fn f() { if a: b }",
        "1:14 E0010 expected `{`, found `:` [a block begins with `{` and ends with `}`]",
    );
    check(
        "test foo { }",
        "1:6 E0010 expected a message in quotes after `test`, found `foo` [not expected here]",
    );
    check(r#"test "foo" = 1;"#, r#"1:12 E0010 expected `{` after `"foo"`, found `=` [not expected here]"#);
}

#[test]
fn semicolons() {
    check(
        "fn f() {
    let x = 1
    let y = 2
    x + y
}
fn g() = 1
fn h() = 2;",
        "2:14 E0011 a `;` is missing after `1` [should stand here] ( -> ;)
3:14 E0011 a `;` is missing after `2` [should stand here] ( -> ;)
6:11 E0011 a `;` is missing after `1` [should stand here] ( -> ;)",
    );
    check("fn f() { x = 5 y = 6; }", "1:16 E0010 expected `;` after `5`, found `y` [not expected here]");
}

#[test]
fn lambdas_and_arrows() {
    check("fn f() = |x| -> x;", "1:14 E0010 `->` stands only before a result type [not in an expression]");
    check("fn f() = x -> x + 1;", "1:12 E0010 `->` stands only before a result type [not in an expression]");
}

#[test]
fn builds_and_ranges() {
    check(
        "fn f() { for i in 0..n { x[i] = 1; } }",
        "1:24 E0010 statements are repeated by `loop`, not `for` [a `for` has no block] [1:10 write `loop`] (for -> loop)",
    );
    check("fn f() = for x in xs: x;", "1:19 E0015 `x` needs a range after `in` [this is no range]");
    check("fn f() = a...b;", "1:11 E0010 a range stands only after `in` [no range can stand here]");
    check("fn f() = 0..n;", "1:11 E0010 a range stands only after `in` [no range can stand here]");
    check(
        "fn f() { loop i in 0...n {} }",
        "1:21 E0010 a range is written `a..b`, or `a..=b` with its end [write `..`] (... -> ..)",
    );
    check("fn f() = x..;", "1:11 E0010 a range stands only after `in` [no range can stand here]");
    check(
        "fn f() = sum(x for x in xs);",
        "1:16 E0010 `for` stands before the element that it builds [not after an expression]",
    );
}

#[test]
fn operands_that_need_parentheses() {
    check("fn f() = 1 + for i: i;", "1:14 E0013 a `for` needs parentheses here [put it in parentheses]");
    check(
        "fn f() { let x = if a { 1 } else { 2 } + 3; let y = 1 + if a {1} else {2}; }",
        "1:40 E0013 an `if` or block needs parentheses as an operand [this would apply to what ends before it]
1:57 E0013 an `if` needs parentheses here [put it in parentheses]",
    );
    check(
        "fn f() = a == not b;",
        "1:15 E0010 `not` needs parentheses here [it binds less tightly than the operator before it]",
    );
}

#[test]
fn comparisons() {
    check(
        "fn f() = a < b < c;",
        "1:16 E0012 comparisons do not chain [a second comparison of the same value] (a < b < c -> a < b and b < c)",
    );
    check(
        "fn f() = 0 <= i < n == m;",
        "1:17 E0012 comparisons do not chain [a second comparison of the same value] (0 <= i < n -> 0 <= i and i < n)",
    );
    check("fn f() { if a = b { } }", "1:15 E0010 `=` does not compare [write `==` to compare] (= -> ==)");
}

#[test]
fn expressions() {
    check("fn f() = t.0;", "1:12 E0010 the items of a tuple have no numbers [expected a name after `.`]");
    check("fn f() = +1;", "1:10 E0010 there is no `+` before an operand [leave it out] (+ -> )");
    check(
        "fn f() = x |> f;",
        "1:15 E0017 the right side of `|>` must be a call [this is not called] ( -> ())",
    );
    check(
        "fn f() = (a, b = 2);",
        "1:11 E0016 either all items of a tuple have names or none [this one has no name] [1:14 this one is called `b`]",
    );
    check(
        "fn f() { let for = 3; }",
        "1:14 E0010 `for` is a word of the language and cannot be a name [choose another name]",
    );
    check(
        "fn f() = x[1,,2];",
        "1:14 E0010 expected an expression or `]` after `,`, found `,` [not expected here]",
    );
    check(
        "fn f() = x[];",
        "1:12 E0010 expected a size or an index after `[`, found `]` [nothing stands between]",
    );
    check("fn f() = f(x=1;);", "1:15 E0010 expected `,` or `)` after `1`, found `;` [not expected here]");
    check(
        r#"fn f() { assert x > 0 "positive"; }"#,
        r#"1:23 E0010 expected `,` or `;` after `0`, found `"positive"` [not expected here]"#,
    );
}

#[test]
fn strings() {
    check(r#"fn f() = "text";"#, "1:10 E0018 a string is no value [strings stand only as messages]");
    check(
        r#"fn f() = "open;
fn g() = 1;"#,
        "1:10 E0004 this string has no closing quote [goes on to the end of the line]",
    );
    check(
        r#"fn f() { assert a, "a\qb"; }"#,
        r#"1:20 E0004 unknown escape `\q` in a string [in this string]"#,
    );
}

#[test]
fn characters() {
    check("fn f() = $x;", "1:10 E0003 `$` has no meaning in a program [take it out]");
    check(
        "fn f() = a − b × c ≤ d;",
        "1:12 E0003 `−` is written `-` [write `-`] (− -> -)
1:16 E0003 `×` is written `*` [write `*`] (× -> *)
1:20 E0003 `≤` is written `<=` [write `<=`] (≤ -> <=)",
    );
    check(
        "fn f() = “text”;",
        r#"1:10 E0003 `“` is written `"` [write `"`] (“ -> ")
1:15 E0003 `”` is written `"` [write `"`] (” -> ")"#,
    );
    check("fn f() = x²;", "1:11 E0003 `²` is written `**2` [write `**2`] (² -> **2)");
}

#[test]
fn comments_and_docs() {
    check(
        "// a comment
fn f() = 1; // more
/* and
more */ fn g() = 2;",
        "1:1 E0007 a comment begins with `#` [`//` is the floored division] (// -> #)
2:13 E0007 a comment begins with `#` [`//` is the floored division] (// -> #)
3:1 E0007 a comment begins with `#` on each line [`/* … */` is no comment here]",
    );
    check("fn f() = 1; ## stray", "1:13 E0019 this doc comment documents nothing [no item or field follows]");
    check(
        "fn f() {
    ## stray
    ## stray
    1
}",
        "2:5 E0019 this doc comment documents nothing [no item or field follows]",
    );
}

#[test]
fn items() {
    check("let x = 3;", "1:1 E0014 expected an item, found `let` [this belongs to no item]");
    check(
        "x = 3;
fn f() = 1;",
        "1:1 E0014 expected an item, found `x` [this belongs to no item]",
    );
    check(
        "pub use linalg;",
        "1:1 E0021 `pub` has no meaning before `use` [only functions and records are exported] (pub -> )",
    );
    check(
        "struct P { x: f64; y: f64 }",
        "1:18 E0010 expected `,` or `}` after `f64`, found `;` [not expected here]",
    );
    check(
        "fn f() = if a { 1 };
else { 2 }",
        "2:1 E0014 expected an item, found `else` [this belongs to no item]",
    );
    check("@fast", "1:6 E0010 expected an item after `fast`, found the end of the item [not expected here]");
}

#[test]
fn brackets() {
    check("fn f() {} };", "1:11 E0008 `}` closes nothing [no bracket is open that it could close]");
    check(
        "fn f(x: f64 { x }
fn g() = 1;",
        "1:5 E0008 `(` is never closed [needs a `)`] [2:1 the next item begins here; items do not nest]",
    );
    check(
        "fn f() { g(a; b }",
        "1:11 E0008 `(` is never closed [needs a `)`] [1:17 this closes an outer bracket]",
    );
    check("fn f() { g(a)) }", "1:14 E0008 `)` closes nothing [no bracket is open that it could close]");
    check(
        "fn f() = [1, 2;
fn g() = 2;",
        "1:10 E0008 `[` is never closed [needs a `]`] [2:1 the next item begins here; items do not nest]",
    );
    check(
        "fn f() { fn g() = 1; g() }",
        "1:8 E0008 `{` is never closed [needs a `}`] [1:10 the next item begins here; items do not nest]
1:26 E0008 `}` closes nothing [no bracket is open that it could close]",
    );
}

#[test]
fn several_mistakes_in_one_go() {
    check(
        "fn f() {
    let x = = 1;
    let y = 2;
    let = 3;
    loop { x += 1; }
    return 1 2;
    f(,);
    x
}
fn g() = ;
fn h( = 1;",
        "2:13 E0010 expected an expression after `=`, found `=` [not expected here]
4:9 E0010 expected a name or `(` after `let`, found `=` [not expected here]
5:10 E0010 expected a name after `loop`, found `{` [not expected here]
6:14 E0010 expected `;` after `1`, found `2` [not expected here]
7:7 E0010 expected an expression or `)` after `(`, found `,` [not expected here]
10:10 E0010 expected an expression after `=`, found `;` [not expected here]
11:5 E0008 `(` is never closed [needs a `)`] [11:11 the file ends here]",
    );
}
