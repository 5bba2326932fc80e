//! Descriptors of the places that can fail: constants of the layout that the runtime reads.

use base::SourceMap;
use inkwell::values::PointerValue;
use loops::ir::{Kernel, Site};

use crate::builder::Build;
use crate::record::Member;

/// The `abi::layout::SiteDesc` of a site of the kernel.
pub(crate) fn describe<'c>(
    build: &Build<'c>,
    kernel: &Kernel,
    site: Site,
    sources: &SourceMap,
) -> PointerValue<'c> {
    let info = &kernel.sites[site];
    let (place, inside) = (info.span.outermost(), sources.place(info.span));
    let (line, column) = sources.line_column(place);
    let file = sources.get(place.file).map_or("", |file| file.name.as_str());
    let message = match info.span.caller {
        Some(_) => format!("{}, in {inside}", info.message),
        None => info.message.clone(),
    };
    let text = |text: &str| Member::to(build.string(text));
    let members = [
        Member::Word(info.status as u32),
        Member::Word(line),
        Member::Word(column),
        text(&kernel.name),
        text(file),
        text(&message),
    ];
    build.record("site", &members)
}
