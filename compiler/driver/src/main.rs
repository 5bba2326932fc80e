//! The `arrc` command.

use std::process::ExitCode;

/// LLVM allocates so much that the allocator of libc takes a tenth of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

unsafe extern "C" {
    fn signal(number: i32, handler: usize) -> usize;
}

fn main() -> ExitCode {
    // A reader that has seen enough closes the pipe: end as other commands do, not with a failed write.
    const SIGPIPE: i32 = 13;
    const DEFAULT: usize = 0;
    // Safety: no thread runs yet, and the default handler needs nothing.
    unsafe { signal(SIGPIPE, DEFAULT) };
    let worker = std::thread::Builder::new().stack_size(driver::STACK_BYTES).spawn(driver::cli::main);
    match worker.map(std::thread::JoinHandle::join) {
        Ok(Ok(code)) => ExitCode::from(code),
        Ok(Err(_)) => {
            driver::errln!("arrc: this is a bug in arrc; please report it with the program that shows it");
            ExitCode::from(101)
        }
        Err(error) => {
            driver::errln!("arrc: cannot start a thread: {error}");
            ExitCode::from(2)
        }
    }
}
