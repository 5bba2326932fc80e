//! `arrc doc`: doc comments as pages.

mod html;
mod markdown;
mod model;

use std::path::{Path, PathBuf};

use base::{Diagnostic, SourceMap};
use clap::Args;

use crate::cli::MessageFormat;
use crate::error::{Failure, Outcome, usage};
use crate::{files, prelude, render, source};
use model::Module;

/// Options of `doc`.
#[derive(Args, Clone, Debug)]
pub struct DocArgs {
    /// The source files; each becomes a page
    #[arg(required_unless_present = "library", value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Write the page of the standard library, library.md, instead
    #[arg(long, conflicts_with = "files")]
    pub library: bool,
    /// The folder of the pages, which is made if it is missing
    #[arg(short, long, value_name = "DIR", default_value = "doc")]
    pub output: PathBuf,
    /// How messages are printed
    #[arg(long, value_enum, default_value = "human", value_name = "FORMAT")]
    pub message_format: MessageFormat,
}

/// Writes `NAME.html` and `NAME.md` for every file, and an index of both kinds; or the page of the standard library.
///
/// # Errors
/// Files that cannot be read or written, two of one name, a file with errors of syntax.
pub fn run(args: &DocArgs) -> Outcome<()> {
    if args.library {
        make_folder(&args.output)?;
        let path = args.output.join("library.md");
        files::write_atomically(&path, markdown::library_page(&library()).as_bytes())?;
        outln!("{}", path.display());
        return Ok(());
    }
    let mut modules: Vec<Module> = Vec::new();
    let mut is_good = true;
    for file in &args.files {
        match read_module(args, file)? {
            Some(module)
                if modules.iter().any(|other| other.name == module.name) || module.name == "index" =>
            {
                return Err(usage(format!("two pages would be called `{}`", module.name)));
            }
            Some(module) => modules.push(module),
            None => is_good = false,
        }
    }
    if !is_good {
        return Err(Failure::Reported);
    }
    make_folder(&args.output)?;
    let write =
        |name: String, text: String| files::write_atomically(&args.output.join(name), text.as_bytes());
    for module in &modules {
        write(format!("{}.html", module.name), html::module_page(module))?;
        write(format!("{}.md", module.name), markdown::module_page(module))?;
    }
    write("index.html".into(), html::index_page(&modules))?;
    write("index.md".into(), markdown::index_page(&modules))?;
    outln!("{}", args.output.join("index.html").display());
    Ok(())
}

fn make_folder(path: &Path) -> Outcome<()> {
    let made = std::fs::create_dir_all(path);
    made.map_err(|e| usage(format!("cannot make the folder `{}`: {e}", path.display())))
}

/// The modules of the standard library.
fn library() -> Vec<Module> {
    let read = |(file, text): &(&str, &str)| {
        let (ast, _) = syntax::parse(base::FileId(0), text);
        Module::read((*file).to_string(), &ast, text)
    };
    prelude::FILES.iter().map(read).collect()
}

/// The page of a function of the standard library, if it has one of that name.
pub(super) fn of_library(name: &str) -> Option<String> {
    library().into_iter().find_map(|module| {
        let entry = module.entries.into_iter().find(|entry| entry.name == name)?;
        Some(entry.definitions.iter().map(markdown::definition).collect::<Vec<_>>().join("\n"))
    })
}

/// The module in a file; none if it has errors, which are printed.
fn read_module(args: &DocArgs, file: &Path) -> Outcome<Option<Module>> {
    let bytes = source::read(file)?;
    let mut sources = SourceMap::default();
    let text = String::from_utf8_lossy(&bytes);
    let id = sources.add(source::display_name(file), text.as_ref());
    let (_, diagnostics) = syntax::parse_bytes(id, &bytes);
    if diagnostics.iter().any(Diagnostic::is_error) {
        render::print(&sources, &diagnostics, args.message_format);
        return Ok(None);
    }
    // Signatures are shown as the formatter writes them.
    let text = syntax::format(id, &text).unwrap_or_else(|_| text.to_string());
    let (ast, _) = syntax::parse(id, &text);
    let name = file.file_stem().map_or_else(|| "module".into(), |stem| stem.to_string_lossy().into_owned());
    Ok(Some(Module::read(name, &ast, &text)))
}
