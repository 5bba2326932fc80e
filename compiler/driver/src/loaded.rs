//! A program built for this machine and loaded into this process: what `run` and `bench` call.

use runtime::Library;

use crate::cache::{Cache, Entry, Key};
use crate::error::{Failure, Outcome, usage};
use crate::pipeline::{Options, Times};
use crate::source::Source;
use crate::{files, library};

/// Builds, or takes from the cache, and loads.
///
/// # Errors
/// A program that cannot be built, no folder for temporary files.
pub fn load(source: &mut Source, options: &Options) -> Outcome<Library> {
    let folder = tempfile::tempdir().map_err(|e| usage(format!("no folder for temporary files: {e}")))?;
    let path = folder.path().join("libprogram.so");
    source.checked.interface.library = library::name_of(&path);
    let cache = Cache::from_environment();
    let options_text = format!("{options:?}");
    let key = Key::of(&[
        b"loaded",
        options_text.as_bytes(),
        source.checked.interface.file.as_bytes(),
        library::source_hash(source).as_bytes(),
        // What was made of it, which other options may have changed.
        source.checked.module.to_string().as_bytes(),
    ]);
    match cache.as_ref().and_then(|cache| cache.get(&key)) {
        Some(entry) => files::write_program(&path, &entry.library)?,
        None => {
            library::build(source, options, &path, false, &mut Times::default())?;
            if let (Some(cache), Ok(library)) = (cache, std::fs::read(&path)) {
                cache.put(&key, &Entry { library, header: Vec::new(), warned: false });
            }
        }
    }
    // The file may go once it is open.
    Library::open(&path).map_err(|error| Failure::Program(error.to_string()))
}
