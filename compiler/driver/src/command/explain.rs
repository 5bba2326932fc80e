//! `arrc explain`: what became of a program, line by line; or the page about a code.

pub(crate) mod facts;
mod page;
mod render;

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::{Arithmetic, MessageFormat, SourceArgs};
use crate::command::{build::levels_of, doc};
use crate::error::{Outcome, usage};
use crate::source;

/// Options of `explain`.
#[derive(Args, Clone, Debug)]
pub struct ExplainArgs {
    /// A source file, the code of a message, such as E0123, or a function of the standard library, such as pad
    #[arg(value_name = "FILE|CODE|NAME")]
    pub what: String,
    /// Only this exported function
    pub function: Option<String>,
    /// The CPU level whose code is explained: v2, v3, v4 or native
    #[arg(long, value_name = "LEVEL", default_value = "native")]
    pub cpu: String,
    /// How messages and facts are printed
    #[arg(long, value_enum, default_value = "human", value_name = "FORMAT")]
    pub message_format: MessageFormat,
}

/// Explains a file or a code.
///
/// # Errors
/// A code that does not exist, wrong usage, a program with errors.
pub fn run(args: &ExplainArgs) -> Outcome<()> {
    let text = if page::names_code(&args.what) && !Path::new(&args.what).exists() {
        page::text_of(&args.what)?
    } else if let Some(page) = page_of_library(&args.what) {
        page
    } else if is_name(&args.what) && !Path::new(&args.what).exists() {
        let what = &args.what;
        return Err(usage(format!(
            "`{what}` is no file here, and the library has no page about it: what the language itself has, such as `sum`, stands in \
             docs/language.md; `arrc doc --library -o DIR` writes down all functions of the library"
        )));
    } else {
        explain_file(args)?
    };
    out!("{text}");
    Ok(())
}

/// The page of a function of the standard library; none where the word names a file.
fn page_of_library(word: &str) -> Option<String> {
    let page = if is_name(word) && !Path::new(word).exists() { doc::of_library(word) } else { None };
    page.map(|page| page::to_plain(&page))
}

fn is_name(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

fn explain_file(args: &ExplainArgs) -> Outcome<String> {
    let levels = levels_of(&args.cpu)?;
    let [level] = levels[..] else { return Err(usage("`--cpu`: one level, for example v3")) };
    let source_args = SourceArgs {
        file: PathBuf::from(&args.what),
        arithmetic: Arithmetic::default(),
        message_format: args.message_format,
    };
    let source = source::load(&source_args)?;
    if let Some(name) = &args.function {
        crate::calls::find(&source.checked.interface, name)?;
    }
    let mut kernels = facts::collect(&source, level)?;
    kernels.retain(|kernel| args.function.as_ref().is_none_or(|name| *name == kernel.function));
    Ok(match args.message_format {
        MessageFormat::Human => render::to_text(&source.sources, level, &kernels),
        MessageFormat::Json => render::to_json(&source.sources, level, &kernels),
    })
}
