//! The build cache: an unchanged build is answered from a folder.
//!
//! An entry is a file named by a hash of everything that the result depends on: the source, every option, the output's
//! name, and the compiler with the standard library inside. Files appear under their names in one step and carry a
//! checksum, so builds may share the folder, and a damaged entry is only an entry that is missing. The cache is no
//! more than a shortcut: whatever goes wrong with it, the build goes on without.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use sha2::{Digest, Sha256};

use crate::library::COMPILER;

/// The variable that names the folder, or says `off`.
const VARIABLE: &str = "ARRC_CACHE";

/// Bytes that the folder may hold.
const LIMIT: u64 = 256 << 20;

/// Bytes of a checksum.
const CHECKSUM: usize = 32;

/// What a build made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// The library or object.
    pub library: Vec<u8>,
    /// The C header.
    pub header: Vec<u8>,
    /// Whether the program has warnings, which are told again.
    pub warned: bool,
}

/// What an entry is found by.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Key(String);

impl Key {
    /// The key of a build by this very compiler from these inputs.
    #[must_use]
    pub fn of(inputs: &[&[u8]]) -> Self {
        let mut hash = Sha256::new();
        let identity = compiler_identity();
        for part in [identity.as_bytes()].iter().chain(inputs) {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        Self(hex(&hash.finalize()))
    }
}

/// Tells compilers apart, those of one version too: the executable's place, size and time of change.
fn compiler_identity() -> String {
    let executable = std::env::current_exe().ok();
    let data = executable.as_ref().and_then(|path| fs::metadata(path).ok());
    let changed = data.as_ref().and_then(|data| data.modified().ok());
    let since = changed.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    format!("{COMPILER} {executable:?} {:?} {since:?}", data.map(|data| data.len()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A folder of entries.
#[derive(Clone, Debug)]
pub struct Cache {
    folder: PathBuf,
    limit: u64,
}

impl Cache {
    /// The cache that `ARRC_CACHE` names; without it, the one in the user's cache folder. None where it is `off`
    /// (or `0`, as other tools spell it) or there is no such folder.
    #[must_use]
    pub fn from_environment() -> Option<Self> {
        let given = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let folder = match given(VARIABLE) {
            Some(word) if word == Path::new("off") || word == Path::new("0") => return None,
            Some(folder) => folder,
            None => {
                let of_user = given("XDG_CACHE_HOME").filter(|folder| folder.is_absolute());
                of_user.or_else(|| given("HOME").map(|home| home.join(".cache")))?.join("arrc")
            }
        };
        Some(Self::new(folder, LIMIT))
    }

    /// A cache in a folder that need not exist yet, of at most `limit` bytes.
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>, limit: u64) -> Self {
        Self { folder: folder.into(), limit }
    }

    /// What was put under the key, if it is there and whole.
    #[must_use]
    pub fn get(&self, key: &Key) -> Option<Entry> {
        let path = self.folder.join(&key.0);
        let entry = decode(&fs::read(&path).ok()?)?;
        // Entries that are used stay longest.
        if let Ok(file) = fs::File::options().write(true).open(&path) {
            let _ = file.set_modified(SystemTime::now());
        }
        Some(entry)
    }

    /// Puts an entry in, in place of an older or damaged one.
    pub fn put(&self, key: &Key, entry: &Entry) {
        if self.write(key, &encode(entry)).is_ok() {
            self.evict();
        }
    }

    fn write(&self, key: &Key, bytes: &[u8]) -> std::io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
        file.write_all(bytes)?;
        file.persist(self.folder.join(&key.0)).map(drop).map_err(|error| error.error)
    }

    /// Takes the entries away that were not used for the longest time, until there is room again.
    fn evict(&self) {
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        let describe = |entry: fs::DirEntry| {
            let data = entry.metadata().ok().filter(fs::Metadata::is_file)?;
            Some((data.modified().ok()?, entry.path(), data.len()))
        };
        let mut files: Vec<_> = entries.filter_map(|entry| describe(entry.ok()?)).collect();
        let mut total: u64 = files.iter().map(|(_, _, size)| size).sum();
        if total <= self.limit {
            return;
        }
        files.sort();
        for (_, path, size) in files {
            // More than needed, so that not every build has to look for old entries.
            if total <= self.limit / 4 * 3 {
                break;
            }
            if fs::remove_file(path).is_ok() {
                total -= size;
            }
        }
    }
}

/// Checksum, whether there were warnings, the header's length, header, library.
fn encode(entry: &Entry) -> Vec<u8> {
    let mut content = vec![u8::from(entry.warned)];
    content.extend((entry.header.len() as u64).to_le_bytes());
    content.extend(&entry.header);
    content.extend(&entry.library);
    let mut bytes = Sha256::digest(&content).to_vec();
    bytes.extend(content);
    bytes
}

fn decode(bytes: &[u8]) -> Option<Entry> {
    let (checksum, content) = bytes.split_at_checked(CHECKSUM)?;
    if Sha256::digest(content).as_slice() != checksum {
        return None;
    }
    let (warned, rest) = content.split_first()?;
    let (length, rest) = rest.split_first_chunk()?;
    let (header, library) = rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
    Some(Entry { library: library.to_vec(), header: header.to_vec(), warned: *warned != 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(size: usize) -> Entry {
        Entry { library: vec![7; size], header: b"int f(void);".to_vec(), warned: true }
    }

    #[test]
    fn entries_come_back_and_keys_tell_inputs_apart() {
        let folder = tempfile::tempdir().expect("a folder");
        let cache = Cache::new(folder.path().join("new"), 1 << 20);
        let key = Key::of(&[b"ab", b"c"]);
        assert_eq!(cache.get(&key), None);
        cache.put(&key, &entry(1000));
        assert_eq!(cache.get(&key), Some(entry(1000)));
        assert_eq!(key, Key::of(&[b"ab", b"c"]));
        assert_eq!(cache.get(&Key::of(&[b"a", b"bc"])), None, "where a part ends counts");
    }

    #[test]
    fn damaged_entries_are_missing_and_replaced() {
        let folder = tempfile::tempdir().expect("a folder");
        let cache = Cache::new(folder.path(), 1 << 20);
        let key = Key::of(&[b"x"]);
        cache.put(&key, &entry(100));
        let path = folder.path().join(&key.0);
        let whole = fs::read(&path).expect("an entry");
        let mut changed = whole.clone();
        changed[60] ^= 1;
        for damage in [&whole[..whole.len() - 1], &whole[..10], &changed, b""] {
            fs::write(&path, damage).expect("written");
            assert_eq!(cache.get(&key), None);
        }
        cache.put(&key, &entry(100));
        assert_eq!(cache.get(&key), Some(entry(100)));
    }

    #[test]
    fn the_folder_stays_small_and_keeps_what_is_used() {
        let folder = tempfile::tempdir().expect("a folder");
        let cache = Cache::new(folder.path(), 10_000);
        let key = |i: u8| Key::of(&[&[i]]);
        let age = |i: u8, seconds: u64| {
            let file = fs::File::options().write(true).open(folder.path().join(key(i).0)).expect("an entry");
            let time = SystemTime::now() - std::time::Duration::from_secs(seconds);
            file.set_modified(time).expect("a time");
        };
        for i in 0..9 {
            cache.put(&key(i), &entry(1000));
            age(i, 1000 - u64::from(i));
        }
        assert!(cache.get(&key(0)).is_some(), "nine fit");
        cache.put(&key(9), &entry(1000));
        assert_eq!(cache.get(&key(1)), None, "the oldest is gone");
        assert!(cache.get(&key(0)).is_some(), "what was used last stays");
        assert!(cache.get(&key(9)).is_some());
    }

    #[test]
    fn builds_at_once_share_a_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        std::thread::scope(|scope| {
            for thread in 0..4usize {
                let cache = Cache::new(folder.path(), 20_000);
                scope.spawn(move || {
                    for round in 0..50u8 {
                        let key = Key::of(&[&[round % 8]]);
                        let found = cache.get(&key);
                        assert!(found.is_none_or(|found| found == entry(500 + usize::from(round % 8))));
                        cache.put(&key, &entry(500 + usize::from(round % 8)));
                    }
                    thread
                });
            }
        });
    }
}
