# expect: array builds 2, scans 1; loops allocs 0, vector yes

#! Sums down the columns are made where the result is, row by row of it; nothing is turned afterwards.

pub fn columns(x: f32[h, w]) -> f32[h, w] = cumsum(x, axis = 0);
