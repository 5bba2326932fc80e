//! Whether the elements of one view can be the same memory.

use crate::check::View;

/// Whether no two elements can be the same memory: from the innermost outwards, each axis steps
/// over everything inside it. (Views made by slicing and transposing all pass.)
pub(crate) fn has_distinct_elements(view: &View) -> bool {
    if (0..view.rank).any(|axis| view.axis(axis).0 == 0) {
        return true;
    }
    let mut reach = 0i64;
    let mut last_stride = 0i64;
    loop {
        // The axis with the smallest stride above the last one; equal strides overlap.
        let mut smallest: Option<(i64, i64)> = None;
        for axis in 0..view.rank {
            let (extent, stride) = view.axis(axis);
            if extent == 1 {
                continue;
            }
            let Some(stride) = stride.checked_abs() else { return false };
            if stride == 0 || (stride == last_stride && reach > 0 && is_repeated(view, stride)) {
                return false;
            }
            if stride > last_stride && smallest.is_none_or(|(_, least)| stride < least) {
                smallest = Some((extent, stride));
            }
        }
        let Some((extent, stride)) = smallest else { return true };
        if stride <= reach {
            return false;
        }
        let Some(step) = (extent - 1).checked_mul(stride) else { return false };
        let Some(sum) = reach.checked_add(step) else { return false };
        reach = sum;
        last_stride = stride;
    }
}

fn is_repeated(view: &View, stride: i64) -> bool {
    let same = |axis: &usize| {
        let (extent, other) = view.axis(*axis);
        extent > 1 && other.checked_abs() == Some(stride)
    };
    (0..view.rank).filter(same).count() > 1
}
