//! The inputs of a measured call: files and values that were given, random numbers for the rest.

use std::collections::BTreeMap;
use std::path::Path;

use abi::{DType, Function, Instance, Param};

use super::BenchArgs;
use crate::calls;
use crate::error::{Failure, Outcome, usage};
use crate::value::{self, Tensor};

/// Random integers are below this, and below the smallest size, so that they can be indices.
const INTEGERS: i64 = 1000;

/// What the command line says of the inputs.
pub(super) struct Given {
    sizes: BTreeMap<String, i64>,
    arguments: BTreeMap<String, String>,
}

impl Given {
    /// Takes the options apart.
    ///
    /// # Errors
    /// Options that are not of the form `NAME=VALUE`.
    pub(super) fn read(args: &BenchArgs) -> Outcome<Self> {
        let mut sizes = BTreeMap::new();
        for text in &args.sizes {
            let wrong = || usage(format!("`--size {text}`: expected NAME=N with N at least 0"));
            let (name, value) = text.split_once('=').ok_or_else(wrong)?;
            let value = value.replace('_', "").parse().ok().filter(|n| *n >= 0).ok_or_else(wrong)?;
            if sizes.insert(name.to_string(), value).is_some() {
                return Err(usage(format!("`--size {name}` is given twice")));
            }
        }
        let mut arguments = BTreeMap::new();
        for text in &args.arguments {
            let wrong = || usage(format!("`--arg {text}`: expected NAME=VALUE"));
            let (name, value) = text.split_once('=').ok_or_else(wrong)?;
            if arguments.insert(name.to_string(), value.to_string()).is_some() {
                return Err(usage(format!("`--arg {name}` is given twice")));
            }
        }
        if args.lift.iter().any(|extent| *extent < 0) {
            return Err(usage("`--lift`: expected extents of at least 0"));
        }
        Ok(Self { sizes, arguments })
    }

    /// Refuses names that no function has.
    pub(super) fn check_names(&self, functions: &[Function]) -> Outcome<()> {
        let instances = || functions.iter().flat_map(|function| &function.instances);
        let sizes: Vec<&str> = instances().flat_map(|i| &i.sizes).map(|size| size.name.as_str()).collect();
        let params: Vec<&str> =
            instances().flat_map(|i| &i.params).map(|param| param.name.as_str()).collect();
        for (option, given, known) in [
            ("size", self.sizes.keys().collect::<Vec<_>>(), sizes),
            ("arg", self.arguments.keys().collect(), params),
        ] {
            if let Some(name) = given.iter().find(|name| !known.contains(&name.as_str())) {
                let mut names = known.clone();
                names.sort_unstable();
                names.dedup();
                return Err(usage(match &names[..] {
                    [] => format!(
                        "`--{option} {name}`: there are none; `--lift N` gives scalars loop dimensions"
                    ),
                    _ => format!("`--{option} {name}`: there is none; there are: {}", names.join(", ")),
                }));
            }
        }
        Ok(())
    }

    /// One array for each parameter.
    ///
    /// # Errors
    /// Sizes and scalars that are not given, files that cannot be read.
    pub(super) fn inputs(&self, instance: &Instance, args: &BenchArgs) -> Outcome<Vec<Tensor>> {
        let mut random = Random(args.seed);
        let mut inputs = Vec::new();
        for param in &instance.params {
            inputs.push(self.input(instance, param, &args.lift, &mut random)?);
        }
        // An array that is given has its own extents; the call itself refuses one of too few dimensions.
        let has_sizes = inputs.iter().zip(&instance.params).all(|(t, param)| t.shape.len() >= param.rank());
        if !has_sizes {
            return Ok(inputs);
        }
        for (size, found) in instance.sizes.iter().zip(calls::sizes_of(instance, &inputs)) {
            if let Some(asked) = self.sizes.get(&size.name).filter(|asked| **asked != found) {
                let name = &size.name;
                return Err(usage(format!(
                    "`--size {name}={asked}`: with these arguments {name} is {found}"
                )));
            }
        }
        Ok(inputs)
    }

    fn input(
        &self,
        instance: &Instance,
        param: &Param,
        lift: &[i64],
        random: &mut Random,
    ) -> Outcome<Tensor> {
        if let Some(text) = self.arguments.get(&param.name) {
            return given_input(param, text);
        }
        let is_integer = param.dims.is_empty() && param.dtype.is_int();
        if is_integer && let Some(value) = self.sizes.get(&param.name) {
            return given_input(param, &value.to_string());
        }
        let is_size = instance.sizes.iter().any(|size| size.name == param.name);
        if is_size {
            return Err(self.missing(instance, &param.name));
        }
        if is_integer {
            return Err(usage(format!(
                "`{}` of `{}` is a single {}: give its value with `--arg {}=VALUE`",
                param.name,
                instance.symbol,
                param.dtype.name(),
                param.name
            )));
        }
        let mut shape = lift.to_vec();
        for dim in &param.dims {
            shape.push(self.extent(instance, param, dim)?);
        }
        random.fill(param, &shape, self.bound())
    }

    fn extent(&self, instance: &Instance, param: &Param, dim: &abi::Dim) -> Outcome<i64> {
        let Some(extent) = &dim.extent else {
            return Err(usage(format!(
                "a size of `{}` has no name: give the array with `--arg {}=FILE`",
                param.name, param.name
            )));
        };
        let mut values = Vec::new();
        for size in &instance.sizes {
            let value = self.sizes.get(&size.name).copied();
            let of_argument = || self.arguments.get(&size.name)?.parse().ok();
            values.push(value.or_else(of_argument).ok_or_else(|| self.missing(instance, &size.name))?);
        }
        let extent = extent.evaluate(&values).and_then(|extent| i64::try_from(extent).ok());
        extent.filter(|extent| *extent >= 0).ok_or_else(|| {
            usage(format!("the extent {} of `{}` is not possible for these sizes", dim.text, param.name))
        })
    }

    fn missing(&self, instance: &Instance, name: &str) -> Failure {
        let names: Vec<String> =
            instance.sizes.iter().map(|size| format!("--size {}=N", size.name)).collect();
        usage(format!("the size {name} of `{}` is missing: it needs {}", instance.symbol, names.join(" ")))
    }

    /// Below this, random integers are.
    fn bound(&self) -> i64 {
        self.sizes.values().copied().filter(|size| *size > 0).min().unwrap_or(INTEGERS).min(INTEGERS)
    }
}

fn given_input(param: &Param, text: &str) -> Outcome<Tensor> {
    let tensor = if value::names_file(text) {
        value::read(Path::new(text), &param.name)?
    } else {
        value::parse_literal(text, param.dtype)
            .map_err(|why| usage(format!("`--arg {}` ({}): {why}", param.name, param.type_text())))?
    };
    if tensor.dtype != param.dtype {
        return Err(Failure::Program(format!(
            "`{}` is {}, but `{}` has elements of type {}",
            text,
            tensor.type_text(),
            param.name,
            param.dtype.name()
        )));
    }
    Ok(tensor)
}

/// Numbers that look random and are the same for one seed (splitmix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Floats between 0.5 and 1 (complex: both parts), integers from 0 to below `bound`, any bools.
    fn fill(&mut self, param: &Param, shape: &[i64], bound: i64) -> Outcome<Tensor> {
        let mut tensor = Tensor::zeros(param.dtype, shape)
            .ok_or_else(|| Failure::Program(format!("`{}` is too large for memory", param.name)))?;
        let part = match param.dtype {
            DType::C64 => DType::F32,
            DType::C128 => DType::F64,
            other => other,
        };
        for bytes in tensor.bytes.chunks_exact_mut(part.size()) {
            let element = self.element(part, bound).to_le_bytes();
            bytes.copy_from_slice(&element[..bytes.len()]);
        }
        Ok(tensor)
    }

    /// The bits of one element.
    fn element(&mut self, dtype: DType, bound: i64) -> u64 {
        let random = self.next();
        // The exponent of numbers from 0.5 to 1, and random digits below it.
        let float = |one_half: u64, digits: u32| one_half | random >> (64 - digits);
        match dtype {
            DType::F64 => float(0x3fe0_0000_0000_0000, 52),
            DType::F32 => float(0x3f00_0000, 23),
            DType::F16 => float(0x3800, 10),
            DType::BF16 => float(0x3f00, 7),
            DType::Bool => random >> 63,
            _ => {
                let largest = if dtype.bits() == 8 { 127 } else { bound };
                random % bound.min(largest).unsigned_abs().max(1)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_elements_are_in_their_ranges() {
        let mut random = Random(1);
        for _ in 0..1000 {
            let wide = f64::from_bits(random.element(DType::F64, 1));
            let narrow = f32::from_bits(random.element(DType::F32, 1) as u32);
            assert!((0.5..1.0).contains(&wide) && (0.5..1.0).contains(&narrow));
            assert!(random.element(DType::I32, 10) < 10 && random.element(DType::U8, 1000) < 127);
            assert!(random.element(DType::Bool, 10) < 2);
        }
    }
}
