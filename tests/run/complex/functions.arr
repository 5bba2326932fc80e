# run: exps([0, 1, 1i, 1+2i]) ~= [1, 2.718281828459045, 0.5403023058681398+0.8414709848078965i, -1.1312043837568135+2.4717266720048188i] within 1e-14
# run: exps(inf) == inf+0i
# run: logs([1, 1i, -1, 3+4i]) ~= [0, 1.5707963267948966i, 3.141592653589793i, 1.6094379124341003+0.9272952180016122i] within 1e-14
# run: roots([4, -4, 3+4i, -3-4i, 0, 2i]) ~= [2, 2i, 2+1i, 1-2i, 0, 1+1i] within 1e-15
# run: roots(-4-0i) == 0-2i
# run: sines([0, 1+2i]) ~= [0, 3.165778513216168+1.9596010414216063i] within 1e-14
# run: cosines([0, 1+2i]) ~= [1, 2.0327230070196656-3.0518977991518i] within 1e-14
# run: tangents([0, 1+2i]) ~= [0, 0.03381282607989669+1.0147936161466335i] within 1e-14
# run: hyperbolic(1+2i) ~= (-0.4890562590412937+1.4031192506220405i, -0.64214812471552+1.0686074213827783i, 1.16673625724092-0.24345820118572525i) within 1e-14
# run: powers(1+2i, 0.5) ~= 1.272019649514069+0.7861513777574233i within 1e-14
# run: powers(0, 2) == 0
# run: powers(0, 0) == 1
# run: of_reals(2.0, 0.5i) ~= 0.9405421046832438+0.3396771251026685i within 1e-14
# run: single([1+2i]) ~= [1.272019649514069+0.7861513777574233i] within 1e-6

#! Functions of the library on complex arguments.

pub fn exps(z: c128) -> c128 = exp(z);
pub fn logs(z: c128[n]) -> c128[n] = ln(z);
pub fn roots(z: c128) -> c128 = sqrt(z);
pub fn sines(z: c128) -> c128 = sin(z);
pub fn cosines(z: c128) -> c128 = cos(z);
pub fn tangents(z: c128) -> c128 = tan(z);
pub fn hyperbolic(z: c128) -> (c128, c128, c128) = (sinh(z), cosh(z), tanh(z));
pub fn powers(z: c128, w: c128) -> c128 = z**w;
pub fn of_reals(x: f64, w: c128) -> c128 = x**w;
pub fn single(z: c64[n]) -> c64[n] = sqrt(z);
