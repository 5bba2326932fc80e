//! A loaded library.

use crate::file::{self, Refusal};
use crate::{Error, Function, TypedFunction};
use abi::manifest::{FunctionEntry, InstanceEntry, Manifest};
use abi::seal::{self, Seal};
use abi::{ABI_VERSION, Status};
use libloading::os::unix::{Library as Loaded, RTLD_LOCAL, RTLD_NOW};
use std::ffi::{CStr, c_char, c_void};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Largest file that is read.
const MAX_FILE: u64 = 1 << 30;

/// A library made by arrc. Functions keep it loaded; clones are cheap.
#[derive(Clone)]
pub struct Library {
    shared: Arc<Shared>,
}

/// What functions share with their library.
pub(crate) struct Shared {
    pub(crate) manifest: Manifest,
    last_error: unsafe extern "C" fn() -> *const c_char,
    set_num_threads: unsafe extern "C" fn(i32),
    loaded: Loaded,
}

impl Shared {
    /// The result of a call that returned `status` on this thread.
    pub(crate) fn result(&self, status: i32) -> Result<(), Error> {
        if status == Status::Ok as i32 {
            return Ok(());
        }
        let text = unsafe { CStr::from_ptr((self.last_error)()) };
        Err(Error::Call(Status::from_number(status), text.to_string_lossy().into_owned()))
    }

    /// The address of a symbol that the manifest names.
    fn address(&self, symbol: &str) -> Result<*mut c_void, Error> {
        find(&self.loaded, symbol).map_err(Error::Arguments)
    }
}

fn find(loaded: &Loaded, symbol: &str) -> Result<*mut c_void, String> {
    let found = unsafe { loaded.get::<*mut c_void>(symbol.as_bytes()) };
    found.map(|address| address.into_raw()).map_err(|error| error.to_string())
}

/// A file that may be loaded, as far as reading it can tell.
struct Judged {
    /// With all folders, since the dynamic loader looks for bare names elsewhere.
    absolute: PathBuf,
    manifest: Manifest,
    seal: Seal,
}

impl Judged {
    fn of(path: &Path) -> Result<Judged, Error> {
        let io = |error| Error::Io(path.to_path_buf(), error);
        let absolute = fs::canonicalize(path).map_err(io)?;
        let metadata = fs::metadata(&absolute).map_err(io)?;
        if !metadata.is_file() {
            return Err(Error::File(path.to_path_buf(), "it is no regular file".into()));
        }
        let size = metadata.len();
        if size > MAX_FILE {
            return Err(Error::File(path.to_path_buf(), format!("it has {size} bytes")));
        }
        let file = fs::read(&absolute).map_err(io)?;
        let manifest = file::judge(&file).map_err(|refusal| match refusal {
            Refusal::Reason(reason) => Error::File(path.to_path_buf(), reason),
            Refusal::Version(found) => Error::Version { path: path.to_path_buf(), found },
        })?;
        if manifest.abi != ABI_VERSION {
            return Err(Error::Version { path: path.to_path_buf(), found: manifest.abi });
        }
        Ok(Judged { absolute, manifest, seal: seal::check(&file) })
    }

    fn load(self, path: &Path) -> Result<Library, Error> {
        let manifest = self.manifest;
        let load = |reason: String| Error::Load(path.to_path_buf(), reason);
        let loaded = unsafe { Loaded::open(Some(&self.absolute), RTLD_NOW | RTLD_LOCAL) }
            .map_err(|error| load(error.to_string()))?;
        let own = |name| find(&loaded, &format!("{}_{name}", manifest.library)).map_err(load);
        let (last_error, set_num_threads) = (own("last_error")?, own("set_num_threads")?);
        // Both exist, and the manifest vouches for their types.
        let shared = unsafe {
            Shared {
                last_error: std::mem::transmute::<*mut c_void, unsafe extern "C" fn() -> *const c_char>(
                    last_error,
                ),
                set_num_threads: std::mem::transmute::<*mut c_void, unsafe extern "C" fn(i32)>(
                    set_num_threads,
                ),
                manifest,
                loaded,
            }
        };
        Ok(Library { shared: Arc::new(shared) })
    }
}

impl Library {
    /// Judges the file and loads it. A file without its checksum, as `strip` leaves it, is refused: nobody can tell whether
    /// it is whole.
    ///
    /// # Errors
    /// The file cannot be read, is damaged or foreign, or has another version of the interface.
    pub fn open(path: impl AsRef<Path>) -> Result<Library, Error> {
        let path = path.as_ref();
        let judged = Judged::of(path)?;
        if judged.seal != Seal::Intact {
            let reason = "its checksum is missing: it has been cut off, stripped or linked anew".to_string();
            return Err(Error::File(path.to_path_buf(), reason));
        }
        judged.load(path)
    }

    /// As [`Library::open`], of a file that was changed after arrc had made it, by `strip` for example.
    ///
    /// # Safety
    /// The file is whole: the dynamic loader trusts its tables, and calls trust its code.
    ///
    /// # Errors
    /// As [`Library::open`], as far as the file's structure shows it.
    pub unsafe fn open_changed(path: impl AsRef<Path>) -> Result<Library, Error> {
        let path = path.as_ref();
        Judged::of(path)?.load(path)
    }

    /// What the library in a file says about itself, without loading it: none of its code runs.
    ///
    /// # Errors
    /// As [`Library::open_changed`].
    pub fn inspect(path: impl AsRef<Path>) -> Result<Manifest, Error> {
        Judged::of(path.as_ref()).map(|judged| judged.manifest)
    }

    /// What the library says about itself.
    pub fn manifest(&self) -> &Manifest {
        &self.shared.manifest
    }

    /// The function of that name in the source; it takes tensors.
    ///
    /// # Errors
    /// There is none.
    pub fn function(&self, name: &str) -> Result<Function, Error> {
        let entries = &self.shared.manifest.functions;
        let Some(idx) = entries.iter().position(|entry| entry.name == name) else {
            return Err(self.no_function(name, |entry| vec![entry.name.clone()]));
        };
        let address = self.shared.address(&entries[idx].dl_symbol)?;
        Ok(unsafe { Function::new(Arc::clone(&self.shared), idx, address) })
    }

    /// The typed entry of that symbol, `softmax` or `softmax_f32`; it takes Rust values.
    ///
    /// # Errors
    /// There is none.
    pub fn typed(&self, symbol: &str) -> Result<TypedFunction, Error> {
        let mut instances = self.shared.manifest.functions.iter().flat_map(|entry| &entry.instances);
        let Some(instance) = instances.find(|instance| instance.symbol == symbol) else {
            let symbols = |entry: &FunctionEntry| {
                let symbol = |instance: &InstanceEntry| instance.symbol.clone();
                entry.instances.iter().map(symbol).collect::<Vec<String>>()
            };
            return Err(self.no_function(symbol, symbols));
        };
        let address = self.shared.address(symbol)?;
        Ok(unsafe { TypedFunction::new(Arc::clone(&self.shared), instance, address) })
    }

    fn no_function(&self, name: &str, names: impl Fn(&FunctionEntry) -> Vec<String>) -> Error {
        let known = self.shared.manifest.functions.iter().flat_map(names).collect();
        Error::NoFunction { name: name.to_string(), known }
    }

    /// Sets the most threads that a call uses; 0 goes back to the default.
    pub fn set_num_threads(&self, count: usize) {
        let count = i32::try_from(count).unwrap_or(i32::MAX);
        unsafe { (self.shared.set_num_threads)(count) };
    }
}
