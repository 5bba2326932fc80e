#include <stdint.h>
/* Escape times: plain loops. */
void mandelbrot(int64_t h, int64_t w, uint16_t limit, uint16_t *out) {
    for (int64_t y = 0; y < h; y++)
        for (int64_t x = 0; x < w; x++) {
            float cr = -2.0f + 3.0f * (float)x / (float)w, ci = -1.0f + 2.0f * (float)y / (float)h;
            float zr = 0, zi = 0;
            uint16_t n = 0;
            while (n < limit && zr * zr + zi * zi < 4) {
                float re = zr * zr - zi * zi + cr;
                zi = 2 * zr * zi + ci;
                zr = re;
                n++;
            }
            out[y * w + x] = n;
        }
}
