#include <stdint.h>
#include <string.h>
/* Jacobi sweeps: plain loops between two buffers. */
void jacobi(const double *x0, int64_t n, int64_t m, int64_t steps, double *out, double *scratch) {
    double *a = out, *b = scratch;
    memcpy(a, x0, (size_t)(n * m) * sizeof(double));
    memcpy(b, x0, (size_t)(n * m) * sizeof(double));
    for (int64_t t = 0; t < steps; t++) {
        for (int64_t i = 1; i < n - 1; i++)
            for (int64_t j = 1; j < m - 1; j++)
                b[i * m + j] = 0.25 * (a[(i - 1) * m + j] + a[(i + 1) * m + j] + a[i * m + j - 1] + a[i * m + j + 1]);
        double *s = a;
        a = b;
        b = s;
    }
    if (a != out) memcpy(out, a, (size_t)(n * m) * sizeof(double));
}
