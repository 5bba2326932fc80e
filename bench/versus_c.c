/* The kernels of versus_c.arr as plain loops, compiled with and without -ffast-math. */
#include <math.h>
#include <stdint.h>
typedef int64_t i64;

void hypotenuse(const float *restrict x, const float *restrict y, i64 n, float *restrict out) {
    for (i64 i = 0; i < n; i++) out[i] = sqrtf(x[i] * x[i] + y[i] * y[i]) / (1.0f + fabsf(x[i]));
}
void axpy(double a, const double *restrict x, const double *restrict y, i64 n, double *restrict out) {
    for (i64 i = 0; i < n; i++) out[i] = a * x[i] + y[i];
}
void blend(const uint8_t *restrict x, const uint8_t *restrict y, i64 n, uint8_t *restrict out) {
    for (i64 i = 0; i < n; i++) out[i] = (uint8_t)((x[i] >> 1) + (y[i] >> 1) + (x[i] & y[i] & 1));
}
void laplace(const double *restrict x, i64 n, i64 m, double *restrict out) {
    for (i64 i = 1; i < n - 1; i++)
        for (i64 j = 1; j < m - 1; j++)
            out[(i - 1) * (m - 2) + j - 1] =
                x[(i - 1) * m + j] + x[(i + 1) * m + j] + x[i * m + j - 1] + x[i * m + j + 1] - 4 * x[i * m + j];
}
void smooth(const float *restrict x, i64 n, float *restrict out) {
    if (n == 0) return;
    out[0] = n == 1 ? x[0] : 0.75f * x[0] + 0.25f * x[1];
    for (i64 i = 1; i < n - 1; i++) out[i] = 0.25f * x[i - 1] + 0.5f * x[i] + 0.25f * x[i + 1];
    if (n > 1) out[n - 1] = 0.25f * x[n - 2] + 0.75f * x[n - 1];
}
void total(const float *restrict x, i64 n, float *restrict out) {
    float s = 0;
    for (i64 i = 0; i < n; i++) s += x[i];
    *out = s;
}
void dot(const double *restrict x, const double *restrict y, i64 n, double *restrict out) {
    double s = 0;
    for (i64 i = 0; i < n; i++) s += x[i] * y[i];
    *out = s;
}
void columns(const float *restrict x, i64 n, i64 m, float *restrict out) {
    for (i64 j = 0; j < m; j++) out[j] = 0;
    for (i64 i = 0; i < n; i++)
        for (i64 j = 0; j < m; j++) out[j] += x[i * m + j];
}
void rows(const float *restrict x, i64 n, i64 m, float *restrict out) {
    for (i64 i = 0; i < n; i++) {
        float s = 0;
        for (i64 j = 0; j < m; j++) s += x[i * m + j];
        out[i] = s;
    }
}
void peak(const double *restrict x, i64 n, double *restrict out) {
    double s = 0;
    for (i64 i = 0; i < n; i++) s = fabs(x[i]) > s ? fabs(x[i]) : s;
    *out = s;
}
void prefix(const double *restrict x, i64 n, double *restrict out) {
    double s = 0;
    for (i64 i = 0; i < n; i++) out[i] = s += x[i];
}
void spmv(const double *restrict val, const int32_t *restrict col, const int32_t *restrict ptr,
          const double *restrict x, i64 n, double *restrict out) {
    for (i64 r = 0; r < n; r++) {
        double s = 0;
        for (i64 k = ptr[r]; k < ptr[r + 1]; k++) s += val[k] * x[col[k]];
        out[r] = s;
    }
}
void matmul(const float *restrict a, const float *restrict b, i64 m, i64 k, i64 n, float *restrict out) {
    for (i64 i = 0; i < m; i++) {
        for (i64 j = 0; j < n; j++) out[i * n + j] = 0;
        for (i64 l = 0; l < k; l++)
            for (i64 j = 0; j < n; j++) out[i * n + j] += a[i * k + l] * b[l * n + j];
    }
}
