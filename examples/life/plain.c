#include <stdint.h>
#include <string.h>
/* Conway's Life on a torus: plain loops. `scratch` holds h * w cells. */
void evolve(const uint8_t *board, int64_t h, int64_t w, int64_t steps, uint8_t *out, uint8_t *scratch) {
    memcpy(out, board, (size_t)(h * w));
    for (int64_t t = 0; t < steps; t++) {
        for (int64_t i = 0; i < h; i++) {
            const uint8_t *up = out + (i + h - 1) % h * w, *mid = out + i * w, *down = out + (i + 1) % h * w;
            for (int64_t j = 0; j < w; j++) {
                int64_t l = j == 0 ? w - 1 : j - 1, r = j == w - 1 ? 0 : j + 1;
                uint8_t n = up[l] + up[j] + up[r] + mid[l] + mid[r] + down[l] + down[j] + down[r];
                scratch[i * w + j] = n == 3 || (n == 2 && mid[j] == 1);
            }
        }
        memcpy(out, scratch, (size_t)(h * w));
    }
}
