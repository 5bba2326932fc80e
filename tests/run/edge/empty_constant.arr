# fails: clamped([7]) status Bounds
# fails: wrapped([7]) status Bounds
# fails: mirrored([7]) status Bounds
# run: filled([7]) == 3
# fails: in_loop([7], 2) status Bounds
# run: in_loop([7], 0) == empty(0)

#! An axis that is always empty has no element for an edge mode to give.

pub fn clamped(x: i64[1]) -> i64 { let y = x[1:]; y[0; clamp] }
pub fn wrapped(x: i64[1]) -> i64 { let y = x[1:]; y[0; wrap] }
pub fn mirrored(x: i64[1]) -> i64 { let y = x[1:]; y[0; mirror] }
pub fn filled(x: i64[1]) -> i64 { let y = x[1:]; y[0; 3] }
pub fn in_loop(x: i64[1], n: i64) -> i64[n] { let y = x[1:]; for i in 0..n: y[i; clamp] }
