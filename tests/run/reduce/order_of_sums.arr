# run: array_form(1) == 1.0
# run: single(1) == 1.0
# run: array_form(31) == 4.02724519543652
# run: single(31) == 4.02724552154541
# run: array_form(32) == 4.05849519543652
# run: single(32) == 4.05849552154541
# run: array_form(33) == 4.08879822573955
# run: single(33) == 4.088798522949219
# run: array_form(100) == 5.18737751763962
# run: single(100) == 5.1873779296875
# run: array_form(511) == 6.814563409549722
# run: single(511) == 6.814563751220703
# run: array_form(512) == 6.816516534549722
# run: single(512) == 6.816516876220703
# run: array_form(513) == 6.818465852288513
# run: single(513) == 6.8184661865234375
# run: array_form(1000) == 7.485470860550343
# run: single(1000) == 7.485471248626709
# run: array_form(5000) == 9.094508852984434
# run: single(5000) == 9.094510078430176
# run: array_form(9000) == 9.682251075746636
# run: single(9000) == 9.6822509765625
# run: loop_form(33) == [4.08879822573955]
# run: loop_form(256) == [6.124344962817281]
# run: loop_form(257) == [6.128236013400938]
# run: loop_form(5000) == [9.094508852984436]

#! The order in which a sum is taken is part of the language: see the page on arithmetic.

pub fn array_form(n: i64) -> f64 { let x = for i in 0..n: 1.0 / f64(i + 1); sum(x) }
pub fn single(n: i64) -> f32 { let x = for i in 0..n: 1.0f32 / f32(i + 1); sum(x) }
pub fn loop_form(n: i64) -> f64[1] = for j in 0..1: sum(for i in 0..n: 1.0 / f64(i + 1 + j));
