# run: both([true, true, false, false], [true, false, true, false]) == [true, false, false, false]
# run: either([true, true, false, false], [true, false, true, false]) == [true, true, true, false]
# run: exor([true, true, false, false], [true, false, true, false]) == [false, true, true, false]
# run: neg([true, false]) == [false, true]
# run: same([true, true, false, false], [true, false, true, false]) == [true, false, false, true]
# run: less([true, true, false, false], [true, false, true, false]) == [false, false, true, false]
# run: band([true, true, false, false], [true, false, true, false]) == [true, false, false, false]

#! Operations on bools.

pub fn both(a: bool, b: bool) -> bool = a and b;
pub fn either(a: bool, b: bool) -> bool = a or b;
pub fn exor(a: bool, b: bool) -> bool = a ^ b;
pub fn neg(a: bool) -> bool = not a;
pub fn same(a: bool, b: bool) -> bool = a == b;
pub fn less(a: bool, b: bool) -> bool = a < b;
pub fn band(a: bool, b: bool) -> bool = a & b;
