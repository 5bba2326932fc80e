//! Descriptors of functions: constants of the layouts in `abi::layout`, member for member.

use abi::layout::{
    N_LEVELS, PARAM_CLOSED, PARAM_INOUT, PARAM_NO_LIFT, SIZE_ANY, SIZE_BIND, SIZE_CODE, SIZE_CONST, SIZE_VAR,
};
use abi::{Constraint, Function, Instance, Interface, Param, SizeExpr};
use inkwell::values::PointerValue;

use crate::builder::{Build, Must};
use crate::record::Member;

/// Makes the descriptors of one function.
pub(crate) struct Descriptors<'a, 'c> {
    /// The module.
    pub(crate) build: &'a Build<'c>,
    /// All exports.
    pub(crate) interface: &'a Interface,
    /// The function.
    pub(crate) function: &'a Function,
}

impl<'c> Descriptors<'_, 'c> {
    /// `FnDesc`
    pub(crate) fn function(
        &self,
        instance: &Instance,
        flags: u32,
        kernels: [Member<'c>; N_LEVELS],
    ) -> PointerValue<'c> {
        let params: Vec<Member> = instance
            .args()
            .enumerate()
            .flat_map(|(index, param)| self.param(instance, index, param))
            .collect();
        let constraints: Vec<Member> = instance
            .constraints
            .iter()
            .flat_map(|constraint| self.constraint(instance, constraint))
            .collect();
        let mut members = vec![
            self.text(&self.function.name),
            self.text(&self.interface.file),
            Member::Word(self.function.line),
            Member::Word(flags),
            Member::count(instance.params.len()),
            Member::count(instance.results.len()),
            Member::count(instance.sizes.len()),
            Member::count(instance.constraints.len()),
            Member::count(instance.n_slots()),
            self.list(&params),
            self.list(&constraints),
        ];
        members.extend(kernels);
        self.build.record("function", &members)
    }

    /// `GroupDesc` of some instances of the function.
    pub(crate) fn group(&self, instances: &[(&Instance, PointerValue<'c>)]) -> PointerValue<'c> {
        let mut sorted = instances.to_vec();
        // Stable: instances of one rank stay in the order of the source.
        sorted.sort_by_key(|(instance, _)| std::cmp::Reverse(instance.core_rank()));
        let list: Vec<Member> = sorted.iter().map(|(_, descriptor)| Member::to(*descriptor)).collect();
        let (inputs, outputs) =
            instances.first().map_or((0, 0), |(first, _)| (first.params.len(), first.results.len()));
        let members = [
            self.text(&self.function.name),
            self.list(&list),
            Member::count(instances.len()),
            Member::count(inputs),
            Member::count(outputs),
        ];
        self.build.record("group", &members)
    }

    /// `ParamDesc`; `index` counts parameters, then results.
    fn param(&self, instance: &Instance, index: usize, param: &Param) -> [Member<'c>; 6] {
        let dims: Vec<Member> = param
            .dims
            .iter()
            .enumerate()
            .flat_map(|(axis, dim)| {
                let bound = if index < instance.params.len() { instance.bound_at(index, axis) } else { None };
                match (bound, &dim.extent) {
                    (Some(size), _) => self.size_code(SIZE_BIND, count_i64(size), &[], &dim.text),
                    (None, Some(extent)) => self.size(extent, &dim.text),
                    (None, None) => self.size_code(SIZE_ANY, 0, &[], &dim.text),
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
        if param.closed {
            flags |= PARAM_CLOSED;
        }
        let byte = |value: usize| Member::Byte(u8::try_from(value).must());
        let size = size.map_or(-1, |size| i32::try_from(size).must());
        [
            self.text(&param.name),
            self.list(&dims),
            byte(param.dtype as usize),
            byte(param.rank()),
            Member::Half(flags),
            Member::Word(size.cast_unsigned()),
        ]
    }

    /// `ConstraintDesc`
    fn constraint(&self, instance: &Instance, constraint: &Constraint) -> Vec<Member<'c>> {
        let names = instance.size_names();
        let side = |side: &SizeExpr| self.size(side, &side.text(&names));
        let mut members = side(&constraint.lhs).to_vec();
        members.extend(side(&constraint.rhs));
        let relation = Member::Word(constraint.relation.code());
        members.extend([
            relation,
            Member::Word(constraint.line),
            self.text(&constraint.text),
            Member::Word(0),
        ]);
        members
    }

    fn size(&self, size: &SizeExpr, text: &str) -> [Member<'c>; 5] {
        match size {
            SizeExpr::Const(value) => self.size_code(SIZE_CONST, *value, &[], text),
            SizeExpr::Size(index) => self.size_code(SIZE_VAR, count_i64(*index), &[], text),
            _ => self.size_code(SIZE_CODE, 0, &size.postfix(), text),
        }
    }

    /// `SizeCode`
    fn size_code(&self, kind: u32, value: i64, steps: &[(u32, i64)], text: &str) -> [Member<'c>; 5] {
        let step = |&(op, value): &(u32, i64)| [Member::Word(op), Member::Word(0), Member::Long(value)];
        let code: Vec<Member> = steps.iter().flat_map(step).collect();
        [
            Member::Long(value),
            Member::Word(kind),
            Member::count(steps.len()),
            self.list(&code),
            self.text(text),
        ]
    }

    /// Structs one after another; nothing where there are none.
    fn list(&self, members: &[Member<'c>]) -> Member<'c> {
        if members.is_empty() { Member::To(None) } else { Member::to(self.build.record("list", members)) }
    }

    fn text(&self, text: &str) -> Member<'c> {
        Member::to(self.build.string(text))
    }
}

fn count_i64(count: usize) -> i64 {
    i64::try_from(count).must()
}
