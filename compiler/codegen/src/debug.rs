//! Line tables: which source line an instruction comes from, and nothing else.

use std::collections::BTreeMap;

use base::{FileId, SourceMap, Span};
use inkwell::debug_info::{
    AsDIScope, DICompileUnit, DIFile, DIFlags, DIFlagsConstants, DISubprogram, DISubroutineType,
    DWARFEmissionKind, DWARFSourceLanguage, DebugInfoBuilder,
};
use inkwell::module::FlagBehavior;
use inkwell::values::FunctionValue;

use crate::builder::Build;

/// Line tables of one module.
pub(crate) struct Debug<'c> {
    builder: DebugInfoBuilder<'c>,
    unit: DICompileUnit<'c>,
    files: BTreeMap<FileId, DIFile<'c>>,
    signature: DISubroutineType<'c>,
    sources: &'c SourceMap,
}

impl<'c> Debug<'c> {
    /// For a module that nothing has been put into yet; none where there are no sources.
    pub(crate) fn new(build: &Build<'c>, sources: &'c SourceMap) -> Option<Self> {
        let (_, main) = sources.files().next()?;
        let flag = |key, value| {
            build.module.add_basic_value_flag(key, FlagBehavior::Warning, build.i32(value));
        };
        flag("Debug Info Version", 3);
        flag("Dwarf Version", 4);
        let (builder, unit) = build.module.create_debug_info_builder(
            false,
            DWARFSourceLanguage::C,
            &main.name,
            ".",
            concat!("arrc ", env!("CARGO_PKG_VERSION")),
            true,
            "",
            0,
            "",
            DWARFEmissionKind::LineTablesOnly,
            0,
            false,
            false,
            "",
            "",
        );
        let files = sources.files().map(|(id, file)| (id, builder.create_file(&file.name, "."))).collect();
        let signature = builder.create_subroutine_type(unit.get_file(), None, &[], DIFlags::ZERO);
        Some(Self { builder, unit, files, signature, sources })
    }

    /// Describes a function.
    pub(crate) fn subprogram(
        &self,
        function: FunctionValue<'c>,
        name: &str,
        symbol: &str,
        span: Span,
    ) -> DISubprogram<'c> {
        let file = self.files.get(&span.file).copied().unwrap_or_else(|| self.unit.get_file());
        let (line, _) = self.sources.line_column(span);
        let scope = self.builder.create_function(
            file.as_debug_info_scope(),
            name,
            Some(symbol),
            file,
            line,
            self.signature,
            true,
            true,
            line,
            DIFlags::ZERO,
            true,
        );
        function.set_subprogram(scope);
        scope
    }

    /// New instructions come from `span`; without one, from the function as a whole.
    pub(crate) fn locate(&self, build: &Build<'c>, scope: DISubprogram<'c>, span: Span) {
        let (line, column) = self.sources.line_column(span);
        let scope = scope.as_debug_info_scope();
        let location = self.builder.create_debug_location(build.context, line, column, scope, None);
        build.inner.set_current_debug_location(location);
    }

    /// To be called when everything is in the module.
    pub(crate) fn finish(&self) {
        self.builder.finalize();
    }
}
