//! Descriptors of the places that can fail: constants of the layout that the runtime reads.

use std::collections::BTreeMap;

use base::SourceMap;
use inkwell::values::PointerValue;
use loops::ir::{Kernel, Site};

use crate::builder::Build;

/// One `abi::layout::SiteDesc` for each site of the kernel.
pub(crate) fn describe<'c>(
    build: &Build<'c>,
    kernel: &Kernel,
    sources: &SourceMap,
) -> BTreeMap<Site, PointerValue<'c>> {
    let mut out = BTreeMap::new();
    for (site, info) in kernel.sites.iter_ids() {
        let (line, column) = sources.line_column(info.span);
        let file = sources.get(info.span.file).map_or("", |file| file.name.as_str());
        let word = |value: u32| build.context.i32_type().const_int(u64::from(value), false).into();
        let text = |text: &str| build.string(text).into();
        let members = [
            build.i32(info.status as i32).into(),
            word(line),
            word(column),
            word(0),
            text(&kernel.name),
            text(file),
            text(&info.message),
        ];
        let data = build.context.const_struct(&members, false);
        out.insert(site, build.private_constant("site", data.into(), 8));
    }
    out
}
