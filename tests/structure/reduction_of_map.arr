# expect: array builds 0, reduces 1; loops allocs 1, vector yes

#! A reduction takes its operand element by element; what is stored is one partial sum a block.

pub fn distance(x: f64[n], y: f64[n]) -> f64 = sqrt(sum((x - y)**2));
