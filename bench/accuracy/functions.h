/* The functions under test and their references: ONE32(name, double reference of x), ONE64(name, binary128 reference). */
ONE32(exp, exp(x))
ONE32(ln, log(x))
ONE64(exp, expq(x))
ONE64(ln, logq(x))
ONE32(erf, erf(x))
ONE32(erfc, erfc(x))
ONE64(erf, erfq(x))
ONE64(erfc, erfcq(x))
