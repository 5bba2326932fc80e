//! `arrc doc` as a process.

use std::fs;
use std::path::Path;

use crate::process::{Folder, arrc, errors, printed};

const SOURCE: &str = "#! Lines and <points>.
#!
#! More about them.

## The *dot* product of `x` and `y`. It is a sum.
##
## - fast
## Example: dot([1.0], [2.0]) == 2.0
pub fn   dot<T:float>(x:T[n],y:T[n])->T=sum(x*y);

## Of integers.
pub fn dot(x: i64[n], y: i64[n]) -> i64 = sum(x * y);

## Every second.
pub fn half(x: f64[h, w], k: i64) -> f64[h // 2, w, k]
where h >= 2, k > 0 = f64[h // 2, w, k](0);

## Not for others.
fn hidden(x: f64) -> f64 = x;
";

fn read(folder: &Folder, name: &str) -> String {
    fs::read_to_string(folder.path("out").join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

#[test]
fn pages_say_signatures_sizes_and_examples() {
    let folder = Folder::new();
    let (lines, other) = (folder.write("lines.arr", SOURCE), folder.write("other.arr", "#! Other things.\n"));
    let out = folder.path("out");
    let output = arrc(&[&"doc", &lines, &other, &"-o", &out]);
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    assert_eq!(printed(&output), format!("{}\n", out.join("index.html").display()));
    let page = read(&folder, "lines.md");
    for words in [
        "# lines\n\nLines and <points>.\n\nMore about them.\n",
        "- [`dot`](#dot) The *dot* product of `x` and `y`.\n- [`half`](#half) Every second.\n",
        "```arr\nfn dot<T: float>(x: T[n], y: T[n]) -> T\n```\n\nThe *dot* product",
        "```arr\ndot([1.0], [2.0]) == 2.0\n```\n\n- `n`: the length of `x`\n\n```arr\nfn dot(x: i64[n]",
        "- `h`: the extent of axis 0 of `x`\n- `w`: the extent of axis 1 of `x`\n- requires `h >= 2`\n- requires `k > 0`\n",
    ] {
        assert!(page.contains(words), "{words}\n\n{page}");
    }
    assert!(!page.contains("hidden"), "{page}");
    let page = read(&folder, "lines.html");
    for words in [
        "<title>lines</title>",
        "<p>Lines and &lt;points&gt;.</p>",
        "<a href=\"#dot\"><code>dot</code></a> The <em>dot</em> product of <code>x</code> and <code>y</code>.",
        "<pre class=\"signature\"><code>fn dot&lt;T: float&gt;(x: T[n], y: T[n]) -&gt; T</code></pre>",
        "<pre><code>dot([1.0], [2.0]) == 2.0</code></pre>",
    ] {
        assert!(page.contains(words), "{words}\n\n{page}");
    }
    assert_eq!(page.matches("<h2").count(), 2, "one heading for a name: {page}");
    assert!(read(&folder, "index.html").contains("<a href=\"lines.html#half\">"));
    assert!(read(&folder, "index.md").contains("## [other](other.md)\n\nOther things.\n"));
}

#[test]
fn links_of_comments_lead_to_pages_only() {
    let folder = Folder::new();
    let text = "#! [a](javascript:alert(1)), [b](other.html#x), [c](https://d.e/f:g).\n";
    let source = folder.write("links.arr", text);
    printed(&arrc(&[&"doc", &source, &"-o", &folder.path("out")]));
    let page = read(&folder, "links.html");
    for link in ["<a href=\"#\">a", "<a href=\"other.html#x\">b", "<a href=\"https://d.e/f:g\">c"] {
        assert!(page.contains(link), "{link}\n\n{page}");
    }
}

#[test]
fn the_standard_library_has_pages() {
    let library = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../stdlib");
    let mut files: Vec<_> =
        fs::read_dir(library).expect("a folder").map(|e| e.expect("an entry").path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "arr"));
    let folder = Folder::new();
    let out = folder.path("out");
    let mut arguments: Vec<&dyn AsRef<std::ffi::OsStr>> = vec![&"doc", &"-o", &out];
    arguments.extend(files.iter().map(|file| file as &dyn AsRef<std::ffi::OsStr>));
    let output = arrc(&arguments);
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    assert!(read(&folder, "exp.md").contains("## expm1\n\n```arr\nfn expm1(x: f32) -> f32\n"));
}

#[test]
fn wrong_usage_of_doc() {
    let folder = Folder::new();
    let (good, bad) = (folder.write("good.arr", SOURCE), folder.write("bad.arr", "fn f( = 1;\n"));
    let out = folder.path("out");
    assert_eq!(arrc(&[&"doc"]).status.code(), Some(2));
    assert_eq!(arrc(&[&"doc", &good, &good, &"-o", &out]).status.code(), Some(2), "two of one name");
    assert_eq!(arrc(&[&"doc", &good, &bad, &"-o", &out]).status.code(), Some(1));
    assert!(!out.exists(), "nothing is written");
    assert_eq!(arrc(&[&"doc", &good, &"-o", &bad]).status.code(), Some(2), "no folder");
}
