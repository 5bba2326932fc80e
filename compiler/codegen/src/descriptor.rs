//! Descriptors of functions: constants of the layouts in `abi::layout`, member for member.

use abi::layout::{PARAM_INOUT, PARAM_NO_LIFT, SIZE_ANY, SIZE_BIND, SIZE_CODE, SIZE_CONST, SIZE_VAR};
use abi::{Constraint, Function, Instance, Interface, Param, SizeExpr};
use inkwell::values::{BasicValueEnum, FunctionValue, IntValue, PointerValue, StructValue};

use crate::builder::{Build, Must};

/// Makes the descriptors of one function.
pub(crate) struct Descriptors<'a, 'c> {
    /// The module.
    pub(crate) build: &'a Build<'c>,
    /// All exports.
    pub(crate) interface: &'a Interface,
    /// The function.
    pub(crate) function: &'a Function,
}

type Member<'c> = BasicValueEnum<'c>;

impl<'c> Descriptors<'_, 'c> {
    /// `FnDesc`
    pub(crate) fn function(
        &self,
        instance: &Instance,
        flags: u32,
        kernels: [Option<FunctionValue<'c>>; 3],
    ) -> PointerValue<'c> {
        let params: Vec<StructValue> =
            instance.args().enumerate().map(|(index, param)| self.param(instance, index, param)).collect();
        let constraints: Vec<StructValue> =
            instance.constraints.iter().map(|constraint| self.constraint(instance, constraint)).collect();
        let mut members: Vec<Member> = vec![
            self.text(&self.function.name),
            self.text(&self.interface.file),
            self.u32(self.function.line),
            self.u32(flags),
            self.count(instance.params.len()),
            self.count(instance.results.len()),
            self.count(instance.sizes.len()),
            self.count(instance.constraints.len()),
            self.count(instance.n_slots()),
            self.u32(0),
            self.array(&params),
            self.array(&constraints),
        ];
        members.extend(kernels.map(|kernel| match kernel {
            Some(kernel) => kernel.as_global_value().as_pointer_value().into(),
            None => self.null(),
        }));
        self.constant("function", &members)
    }

    /// `GroupDesc` of some instances of the function.
    pub(crate) fn group(&self, instances: &[(&Instance, PointerValue<'c>)]) -> PointerValue<'c> {
        let mut sorted = instances.to_vec();
        // Stable: instances of one rank stay in the order of the source.
        sorted.sort_by_key(|(instance, _)| std::cmp::Reverse(instance.core_rank()));
        let pointers: Vec<PointerValue> = sorted.iter().map(|(_, descriptor)| *descriptor).collect();
        let list = self.build.ptr().into_pointer_type().const_array(&pointers);
        let (inputs, outputs) =
            instances.first().map_or((0, 0), |(first, _)| (first.params.len(), first.results.len()));
        let members = [
            self.text(&self.function.name),
            self.build.private_constant("instances", list.into(), 8).into(),
            self.count(instances.len()),
            self.count(inputs),
            self.count(outputs),
            self.u32(0),
        ];
        self.constant("group", &members)
    }

    /// `ParamDesc`; `index` counts parameters, then results.
    fn param(&self, instance: &Instance, index: usize, param: &Param) -> StructValue<'c> {
        let dims: Vec<StructValue> = param
            .dims
            .iter()
            .enumerate()
            .map(|(axis, dim)| {
                let bound = if index < instance.params.len() { instance.bound_at(index, axis) } else { None };
                match (bound, &dim.extent) {
                    (Some(size), _) => self.size_code(SIZE_BIND, count_i64(size), None, &dim.text),
                    (None, Some(extent)) => self.size(extent, &dim.text),
                    (None, None) => self.size_code(SIZE_ANY, 0, None, &dim.text),
                }
            })
            .collect();
        let size = if index < instance.params.len() { instance.size_of_scalar(index) } else { None };
        let mut flags = 0;
        if param.inout {
            flags |= PARAM_INOUT;
        }
        if size.is_some() {
            flags |= PARAM_NO_LIFT;
        }
        let context = self.build.context;
        let byte = |value: usize| context.i8_type().const_int(u64::try_from(value).must(), false).into();
        let size = size.map_or(-1, |size| i32::try_from(size).must());
        context.const_struct(
            &[
                self.text(&param.name),
                self.array(&dims),
                byte(param.dtype as usize),
                byte(param.rank()),
                context.i16_type().const_int(u64::from(flags), false).into(),
                self.build.i32(size).into(),
            ],
            false,
        )
    }

    /// `ConstraintDesc`
    fn constraint(&self, instance: &Instance, constraint: &Constraint) -> StructValue<'c> {
        let names = instance.size_names();
        let side = |side: &SizeExpr| self.size(side, &side.text(&names)).into();
        self.build.context.const_struct(
            &[
                side(&constraint.lhs),
                side(&constraint.rhs),
                self.u32(constraint.relation.code()),
                self.u32(constraint.line),
                self.text(&constraint.text),
            ],
            false,
        )
    }

    fn size(&self, size: &SizeExpr, text: &str) -> StructValue<'c> {
        match size {
            SizeExpr::Const(value) => self.size_code(SIZE_CONST, *value, None, text),
            SizeExpr::Size(index) => self.size_code(SIZE_VAR, count_i64(*index), None, text),
            _ => {
                let steps: Vec<StructValue> = size
                    .postfix()
                    .into_iter()
                    .map(|(op, value)| {
                        let members = [self.u32(op), self.u32(0), self.build.i64(value).into()];
                        self.build.context.const_struct(&members, false)
                    })
                    .collect();
                self.size_code(SIZE_CODE, 0, Some(&steps), text)
            }
        }
    }

    /// `SizeCode`
    fn size_code(
        &self,
        kind: u32,
        value: i64,
        steps: Option<&[StructValue<'c>]>,
        text: &str,
    ) -> StructValue<'c> {
        let steps = steps.unwrap_or(&[]);
        let members = [
            self.u32(kind),
            self.count(steps.len()),
            self.build.i64(value).into(),
            self.array(steps),
            self.text(text),
        ];
        self.build.context.const_struct(&members, false)
    }

    /// A constant array of structs of one type; null when empty.
    fn array(&self, elements: &[StructValue<'c>]) -> Member<'c> {
        let Some(first) = elements.first() else { return self.null() };
        let array = first.get_type().const_array(elements);
        self.build.private_constant("list", array.into(), 8).into()
    }

    fn constant(&self, name: &str, members: &[Member<'c>]) -> PointerValue<'c> {
        let data = self.build.context.const_struct(members, false);
        self.build.private_constant(name, data.into(), 8)
    }

    fn text(&self, text: &str) -> Member<'c> {
        self.build.string(text).into()
    }

    fn u32(&self, value: u32) -> Member<'c> {
        let value: IntValue = self.build.context.i32_type().const_int(u64::from(value), false);
        value.into()
    }

    fn count(&self, count: usize) -> Member<'c> {
        self.u32(u32::try_from(count).must())
    }

    fn null(&self) -> Member<'c> {
        self.build.ptr().into_pointer_type().const_null().into()
    }
}

fn count_i64(count: usize) -> i64 {
    i64::try_from(count).must()
}
