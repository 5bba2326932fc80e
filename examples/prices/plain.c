#include <math.h>
#include <stdint.h>
/* Black and Scholes: a plain loop over libm. */
static double cdf(double x) { return 0.5 * erfc(-x / sqrt(2.0)); }
void black_scholes(const double *s, const double *k, const double *t, double r, double v, int64_t n, double *call,
                   double *put) {
    for (int64_t i = 0; i < n; i++) {
        double d1 = (log(s[i] / k[i]) + (r + 0.5 * v * v) * t[i]) / (v * sqrt(t[i]));
        double d2 = d1 - v * sqrt(t[i]);
        double disc = k[i] * exp(-r * t[i]);
        call[i] = s[i] * cdf(d1) - disc * cdf(d2);
        put[i] = disc * cdf(-d2) - s[i] * cdf(-d1);
    }
}
