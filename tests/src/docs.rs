//! The programs in the documentation: every block ```` ```arr ```` must compile, every block ```` ```arr,fails ```` must
//! not, and what a block's `# run:` and `# fails:` lines say must come true. So must the examples in the standard
//! library's comments.

use std::fs;
use std::path::{Path, PathBuf};

use crate::run::{RunFile, parse_runs};

/// The pages with programs, from the repository's folder.
const PAGES: [&str; 4] = ["README.md", "docs/language.md", "docs/numpy.md", "docs/arithmetic.md"];

/// A program in a page.
#[derive(Clone, Debug)]
pub struct Block {
    /// The page and the line of the fence: `docs/language.md:12`.
    pub name: String,
    /// The text between the fences.
    pub source: String,
    /// Whether the compiler must refuse it.
    pub fails: bool,
}

/// The programs of all pages below `root`.
///
/// # Panics
/// If a page cannot be read or a block has no end.
#[must_use]
pub fn blocks(root: &Path) -> Vec<Block> {
    PAGES.iter().flat_map(|page| blocks_of(page, &read(&root.join(page)))).collect()
}

/// The programs that say what calls give.
///
/// # Panics
/// If a page or an expectation cannot be read.
#[must_use]
pub fn runs(root: &Path) -> Vec<RunFile> {
    let blocks = blocks(root).into_iter().filter(|block| !block.fails);
    let files = blocks.map(|block| {
        let runs = parse_runs(&block.source).unwrap_or_else(|why| panic!("{}: {why}", block.name));
        RunFile { path: PathBuf::from(&block.name), name: block.name, source: block.source, runs }
    });
    files.filter(|file| !file.runs.is_empty()).collect()
}

/// The examples in the standard library's comments, lines `## Example: flip([1, 2]) == [2, 1]`: a program for each file, all
/// of whose functions must give `true`.
///
/// # Panics
/// If a file cannot be read.
#[must_use]
pub fn library_examples(root: &Path) -> Vec<RunFile> {
    let entries = fs::read_dir(root.join("stdlib")).expect("the standard library");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "arr"));
    paths.sort();
    paths.into_iter().map(examples_of).filter(|file| !file.runs.is_empty()).collect()
}

fn examples_of(path: PathBuf) -> RunFile {
    let text = read(&path);
    let examples = text.lines().filter_map(|line| line.strip_prefix("## Example: "));
    let mut source = String::new();
    for (number, example) in examples.enumerate() {
        source.push_str(&format!(
            "# run: example_{number}() == true\n\
             pub fn example_{number}() -> bool {{ let holds = {example}; all(holds) }}\n"
        ));
    }
    let name = format!("stdlib/{}", path.file_stem().unwrap_or_default().to_string_lossy());
    let runs = parse_runs(&source).unwrap_or_else(|why| panic!("{name}: {why}"));
    RunFile { path, name, source, runs }
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

fn blocks_of(page: &str, text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (number, line) in text.lines().enumerate() {
        match (&mut open, line) {
            (None, "```arr" | "```arr,fails") => {
                let name = format!("{page}:{}", number + 1);
                open = Some(Block { name, source: String::new(), fails: line.ends_with("fails") });
            }
            (Some(_), "```") => blocks.extend(open.take()),
            (Some(block), line) => {
                block.source.push_str(line);
                block.source.push('\n');
            }
            (None, _) => {}
        }
    }
    assert!(open.is_none(), "{page}: a block is not closed");
    blocks
}
