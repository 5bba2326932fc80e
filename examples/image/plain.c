#include <math.h>
#include <stdint.h>
static int64_t clamp(int64_t i, int64_t n) { return i < 0 ? 0 : i >= n ? n - 1 : i; }
/* Brightness of a colour picture. */
void gray(const uint8_t *rgb, int64_t h, int64_t w, uint8_t *out) {
    for (int64_t i = 0; i < h * w; i++)
        out[i] = (uint8_t)rintf(0.299f * rgb[3 * i] + 0.587f * rgb[3 * i + 1] + 0.114f * rgb[3 * i + 2]);
}
/* Gaussian blur by 1 4 6 4 1 along each axis. `rows` holds h * w floats. */
void blur(const uint8_t *img, int64_t h, int64_t w, uint8_t *out, float *rows) {
    for (int64_t y = 0; y < h; y++)
        for (int64_t x = 0; x < w; x++) {
            const uint8_t *p = img + y * w;
            rows[y * w + x] = (float)p[clamp(x - 2, w)] + 4 * (float)p[clamp(x - 1, w)] + 6 * (float)p[x] +
                              4 * (float)p[clamp(x + 1, w)] + (float)p[clamp(x + 2, w)];
        }
    for (int64_t y = 0; y < h; y++)
        for (int64_t x = 0; x < w; x++) {
            float s = rows[clamp(y - 2, h) * w + x] + 4 * rows[clamp(y - 1, h) * w + x] + 6 * rows[y * w + x] +
                      4 * rows[clamp(y + 1, h) * w + x] + rows[clamp(y + 2, h) * w + x];
            out[y * w + x] = (uint8_t)rintf(s / 256);
        }
}
/* Sobel's edges. */
void edges(const uint8_t *img, int64_t h, int64_t w, uint8_t *out) {
    for (int64_t y = 0; y < h; y++) {
        const uint8_t *u = img + clamp(y - 1, h) * w, *m = img + y * w, *d = img + clamp(y + 1, h) * w;
        for (int64_t x = 0; x < w; x++) {
            int64_t l = clamp(x - 1, w), r = clamp(x + 1, w);
            float gx = (float)u[r] + 2 * (float)m[r] + (float)d[r] - ((float)u[l] + 2 * (float)m[l] + (float)d[l]);
            float gy = (float)d[l] + 2 * (float)d[x] + (float)d[r] - ((float)u[l] + 2 * (float)u[x] + (float)u[r]);
            out[y * w + x] = (uint8_t)fminf(255, rintf(sqrtf(gx * gx + gy * gy)));
        }
    }
}
