//! Functions on tensors, through the uniform entry.

use crate::library::Shared;
use crate::{Error, Tensor, TensorMut};
use abi::layout::{DLTensor, Options};
use abi::manifest::FunctionEntry;
use std::ffi::c_void;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::AtomicI32;

type UniformEntry = unsafe extern "C" fn(*const *const DLTensor, *const *mut DLTensor, *const Options) -> i32;

/// A function of a library; keeps the library loaded.
#[derive(Clone)]
pub struct Function {
    shared: Arc<Shared>,
    /// Position in the manifest.
    idx: usize,
    entry: UniformEntry,
}

/// What belongs to one call.
#[derive(Clone, Copy, Debug, Default)]
pub struct CallOptions<'a> {
    /// Most threads; 0 means the library's setting.
    pub threads: usize,
    /// The call ends with an error soon after this becomes nonzero.
    pub cancel: Option<&'a AtomicI32>,
}

impl Function {
    /// # Safety
    /// `address` is that of the uniform entry of function number `idx` in the manifest.
    pub(crate) unsafe fn new(shared: Arc<Shared>, idx: usize, address: *mut c_void) -> Function {
        let entry = unsafe { std::mem::transmute::<*mut c_void, UniformEntry>(address) };
        Function { shared, idx, entry }
    }

    /// What the manifest says about the function.
    pub fn entry(&self) -> &FunctionEntry {
        &self.shared.manifest.functions[self.idx]
    }

    /// Calls the function. Leading dimensions beyond the signature's are loop dimensions: inputs
    /// are stretched along them as in NumPy, outputs must have all of them.
    ///
    /// # Errors
    /// The wrong number of arguments, or whatever the library reports.
    pub fn call(&self, inputs: &[Tensor<'_>], outputs: &mut [TensorMut<'_>]) -> Result<(), Error> {
        self.call_with(inputs, outputs, CallOptions::default())
    }

    /// As `call`, with options.
    ///
    /// # Errors
    /// As `call`, and if the call was cancelled.
    pub fn call_with(
        &self,
        inputs: &[Tensor<'_>],
        outputs: &mut [TensorMut<'_>],
        options: CallOptions<'_>,
    ) -> Result<(), Error> {
        self.check_arguments(inputs, outputs.len())?;
        let in_tensors: Vec<DLTensor> = inputs.iter().map(|input| input.raw.as_dlpack()).collect();
        let mut out_tensors: Vec<DLTensor> = outputs.iter().map(|output| output.raw.as_dlpack()).collect();
        let in_pointers: Vec<*const DLTensor> = in_tensors.iter().map(std::ptr::from_ref).collect();
        let out_pointers: Vec<*mut DLTensor> = out_tensors.iter_mut().map(std::ptr::from_mut).collect();
        let options = Options {
            size: size_of::<Options>() as u64,
            threads: i32::try_from(options.threads).unwrap_or(i32::MAX),
            reserved: 0,
            execute: None,
            executor: std::ptr::null_mut(),
            workspace: std::ptr::null_mut(),
            workspace_size: 0,
            cancel: options.cancel.map_or(std::ptr::null(), |flag| flag.as_ptr().cast_const()),
        };
        // The tensors borrow memory of the types that they name, the numbers of them are right, and
        // the library checks everything else.
        let status = unsafe { (self.entry)(in_pointers.as_ptr(), out_pointers.as_ptr(), &raw const options) };
        self.shared.result(status)
    }

    fn check_arguments(&self, inputs: &[Tensor<'_>], n_outputs: usize) -> Result<(), Error> {
        let entry = self.entry();
        if inputs.len() != entry.inputs || n_outputs != entry.outputs {
            return Err(Error::Arguments(format!(
                "`{}` takes {} inputs and {} outputs, not {} and {n_outputs}",
                entry.name,
                entry.inputs,
                entry.outputs,
                inputs.len()
            )));
        }
        let params = entry.instances.iter().flat_map(|instance| instance.params.iter().enumerate());
        for (idx, param) in params {
            let is_writable = inputs.get(idx).is_none_or(|input| input.is_writable);
            if param.inout && !is_writable {
                return Err(Error::Arguments(format!(
                    "`{}` updates `{}` in place: give it as `Tensor::in_place`",
                    entry.name, param.name
                )));
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Function").field("signature", &self.entry().signature).finish()
    }
}
