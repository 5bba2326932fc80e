/* name, libmvec's name, range of the arguments */
ROW32(exp, exp, -80, 80)
ROW32(ln, log, 0.001, 1000)
ROW64(exp, exp, -700, 700)
ROW64(ln, log, 0.001, 1000)
ROW32(erf, erf, -3, 3)
ROW32(erfc, erfc, -3, 9)
ROW64(erf, erf, -3, 3)
ROW64(erfc, erfc, -3, 9)
