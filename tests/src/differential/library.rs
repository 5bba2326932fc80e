//! A library loaded afresh, called through its uniform entries.

use std::ffi::{CStr, c_char};
use std::fs;
use std::path::Path;

use abi::Status;
use abi::layout::{DLTensor, Options};
use array::ArrayValue;
use base::DType;

use super::memory::{Layout, Memory};
use super::typed::Arguments;
use crate::generate::rng::Rng;

type Uniform = unsafe extern "C" fn(*const *mut DLTensor, *const *mut DLTensor, *const Options) -> i32;
type LastError = unsafe extern "C" fn() -> *const c_char;

/// How a library is told to run.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Machine {
    /// 2, 3 or 4.
    pub level: u8,
    /// At most.
    pub threads: usize,
}

/// A library in memory. It keeps the settings that it was opened with.
pub struct Loaded {
    library: libloading::Library,
    name: String,
}

/// By which of its symbols a function is called.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Entry {
    /// With tensors.
    Uniform,
    /// With views and scalars, as C knows it.
    Typed,
    /// A function of scalars, of which every argument is an array of one element.
    OfScalars,
}

/// What a call gives.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    /// The results.
    Values(Vec<ArrayValue>),
    /// A failure with its message.
    Fails(Status, String),
}

impl Loaded {
    /// Loads a copy of the library `name` at `path`, so that nothing of earlier calls is left in it. The settings are
    /// read from the environment at the first call, so one library at a time is open.
    ///
    /// # Errors
    /// What the dynamic loader says.
    pub fn open(path: &Path, name: &str, machine: Machine) -> Result<Self, String> {
        let copy = path.with_extension(format!("{}.{}.so", machine.level, machine.threads));
        fs::copy(path, &copy).map_err(|e| e.to_string())?;
        // Nothing else runs in this process while the environment changes.
        unsafe {
            std::env::set_var("ARRC_CPU_LEVEL", machine.level.to_string());
            std::env::set_var("ARRC_NUM_THREADS", machine.threads.to_string());
        }
        let library = unsafe { libloading::Library::new(&copy) }.map_err(|e| e.to_string())?;
        let _ = fs::remove_file(&copy);
        Ok(Self { library, name: name.to_string() })
    }

    /// Calls `function` on the arguments; each array gets a layout of its own. Those that `inout` numbers are updated in
    /// place: what they become are the last results.
    ///
    /// # Errors
    /// A library that misbehaves: a missing symbol, memory changed outside of the results.
    pub fn call(
        &self,
        function: &str,
        entry: Entry,
        args: &[ArrayValue],
        inout: &[usize],
        results: &[(DType, Vec<usize>)],
        layouts: &mut Rng,
    ) -> Result<Answer, String> {
        let place = |(idx, arg): (usize, &ArrayValue)| {
            let layout = if inout.contains(&idx) { Layout::of_output } else { Layout::of_input };
            Memory::of(arg, layout(layouts))
        };
        let mut inputs: Vec<Memory> = args.iter().enumerate().map(place).collect();
        let mut outputs: Vec<Memory> = results[..results.len() - inout.len()]
            .iter()
            .map(|(dtype, shape)| Memory::new(*dtype, shape, Layout::of_output(layouts)))
            .collect();
        let before: Vec<Vec<u64>> = inputs.iter().map(Memory::snapshot).collect();
        let status = match entry {
            Entry::Uniform => self.call_uniform(function, &mut inputs, &mut outputs)?,
            _ => self.call_typed(function, entry, (args, inout), &mut inputs, &mut outputs)?,
        };
        if (0..inputs.len()).any(|idx| !inout.contains(&idx) && !inputs[idx].is_as(&before[idx])) {
            return Err("an input has changed".into());
        }
        let updated: Vec<&Memory> = inout.iter().map(|&idx| &inputs[idx]).collect();
        let outputs: Vec<&Memory> = outputs.iter().chain(updated).collect();
        if outputs.iter().any(|output| !output.gaps_are_whole()) {
            return Err("memory outside of a result has changed".into());
        }
        if status == 0 {
            Ok(Answer::Values(outputs.into_iter().map(Memory::array).collect()))
        } else {
            Ok(Answer::Fails(Status::from_number(status), self.last_error()?))
        }
    }

    fn call_uniform(
        &self,
        function: &str,
        inputs: &mut [Memory],
        outputs: &mut [Memory],
    ) -> Result<i32, String> {
        let symbol = format!("{function}_dl");
        let entry = unsafe { self.library.get::<Uniform>(symbol.as_bytes()) }.map_err(|e| e.to_string())?;
        let mut in_tensors: Vec<DLTensor> = inputs.iter_mut().map(Memory::tensor).collect();
        let mut out_tensors: Vec<DLTensor> = outputs.iter_mut().map(Memory::tensor).collect();
        let ins: Vec<*mut DLTensor> = in_tensors.iter_mut().map(std::ptr::from_mut).collect();
        let outs: Vec<*mut DLTensor> = out_tensors.iter_mut().map(std::ptr::from_mut).collect();
        Ok(unsafe { entry(ins.as_ptr(), outs.as_ptr(), std::ptr::null()) })
    }

    fn call_typed(
        &self,
        function: &str,
        kind: Entry,
        (args, inout): (&[ArrayValue], &[usize]),
        inputs: &mut [Memory],
        outputs: &mut [Memory],
    ) -> Result<i32, String> {
        let entry = unsafe { self.library.get::<unsafe extern "C" fn()>(function.as_bytes()) };
        let entry = *entry.map_err(|e| e.to_string())?;
        let mut arguments = Arguments::default();
        let mut views = Vec::new();
        for (idx, (arg, memory)) in args.iter().zip(inputs.iter_mut()).enumerate() {
            if arg.shape.is_empty() && inout.contains(&idx) {
                arguments.pointer(memory.view()[0]);
            } else if arg.shape.is_empty() || kind == Entry::OfScalars {
                arguments.scalar(arg);
            } else {
                let view = memory.view();
                arguments.pointer(view.as_ptr().expose_provenance() as u64);
                views.push(view);
            }
        }
        for memory in outputs.iter_mut() {
            let view = memory.view();
            // A scalar's view has nothing but the address.
            if view.len() == 1 || kind == Entry::OfScalars {
                arguments.pointer(view[0]);
            } else {
                arguments.pointer(view.as_ptr().expose_provenance() as u64);
                views.push(view);
            }
        }
        let status = unsafe { arguments.call(entry as *const ()) };
        status.map_or_else(|| self.call_uniform(function, inputs, outputs), Ok)
    }

    /// What the last failed call said.
    ///
    /// # Errors
    /// A missing symbol.
    pub fn last_error(&self) -> Result<String, String> {
        let symbol = format!("{}_last_error", self.name);
        let last_error =
            unsafe { self.library.get::<LastError>(symbol.as_bytes()) }.map_err(|e| e.to_string())?;
        let text = unsafe { CStr::from_ptr(last_error()) };
        Ok(text.to_string_lossy().into_owned())
    }
}

/// The levels that this machine has, of 2, 3 and 4.
#[must_use]
pub fn levels() -> Vec<u8> {
    let mut levels = vec![2];
    #[cfg(target_arch = "x86_64")]
    {
        let v3 = is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma");
        let v4 = is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512bw")
            && is_x86_feature_detected!("avx512cd")
            && is_x86_feature_detected!("avx512dq")
            && is_x86_feature_detected!("avx512vl");
        if v3 {
            levels.push(3);
        }
        if v3 && v4 {
            levels.push(4);
        }
    }
    levels
}
