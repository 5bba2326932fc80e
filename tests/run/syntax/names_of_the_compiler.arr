# run: function(1) == 2
# run: text(1) == 3
# run: list(1) == 4
# run: instances(1) == 5

#! Exports whose names the compiler uses for its own constants.

pub fn function(x: i64) -> i64 = x + 1;
pub fn text(x: i64) -> i64 = x + 2;
pub fn list(x: i64) -> i64 = x + 3;
pub fn instances(x: i64) -> i64 = x + 4;
