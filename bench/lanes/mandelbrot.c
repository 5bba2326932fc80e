// Escape times of the Mandelbrot set: the loop IR's masked `while` against AVX-512 intrinsics written by hand.
// Both compute the same values in the same order, so that results are compared bit by bit.

#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { WIDTH = 1024, HEIGHT = 768, LIMIT = 256 };

int32_t kernel16(const int64_t *slots, void *ctx) __asm__("narrow.v4");
int32_t kernel32(const int64_t *slots, void *ctx) __asm__("wide.v4");

static float cx[WIDTH], cy[HEIGHT];
static uint16_t expected[WIDTH * HEIGHT], found[WIDTH * HEIGHT];

// Two vectors at a time to hide latency; asks every fourth step whether any pixel is left. Pixels that have escaped
// are computed on and only no longer counted, which needs no masked arithmetic.
static void by_hand(uint16_t *out) {
    const __m512 four = _mm512_set1_ps(4.0f);
    const __m512i one = _mm512_set1_epi32(1);
    for (int y = 0; y < HEIGHT; y++) {
        const __m512 ci = _mm512_set1_ps(cy[y]);
        for (int x = 0; x < WIDTH; x += 32) {
            const __m512 cr0 = _mm512_loadu_ps(cx + x), cr1 = _mm512_loadu_ps(cx + x + 16);
            __m512 zr0 = _mm512_setzero_ps(), zi0 = zr0, zr1 = zr0, zi1 = zr0;
            __m512i n0 = _mm512_setzero_si512(), n1 = n0;
            __mmask16 k0 = 0xffff, k1 = 0xffff;
            for (int k = 0; k < LIMIT; k++) {
                const __m512 i0 = _mm512_mul_ps(zi0, zi0), i1 = _mm512_mul_ps(zi1, zi1);
                k0 = _mm512_mask_cmp_ps_mask(k0, _mm512_fmadd_ps(zr0, zr0, i0), four, _CMP_LE_OQ);
                k1 = _mm512_mask_cmp_ps_mask(k1, _mm512_fmadd_ps(zr1, zr1, i1), four, _CMP_LE_OQ);
                if ((k & 3) == 3 && _kortestz_mask16_u8(k0, k1)) break;
                n0 = _mm512_mask_add_epi32(n0, k0, n0, one);
                n1 = _mm512_mask_add_epi32(n1, k1, n1, one);
                const __m512 r0 = _mm512_add_ps(_mm512_fmsub_ps(zr0, zr0, i0), cr0);
                const __m512 r1 = _mm512_add_ps(_mm512_fmsub_ps(zr1, zr1, i1), cr1);
                zi0 = _mm512_fmadd_ps(_mm512_add_ps(zr0, zr0), zi0, ci);
                zi1 = _mm512_fmadd_ps(_mm512_add_ps(zr1, zr1), zi1, ci);
                zr0 = r0;
                zr1 = r1;
            }
            _mm256_storeu_si256((__m256i *)(out + y * WIDTH + x), _mm512_cvtepi32_epi16(n0));
            _mm256_storeu_si256((__m256i *)(out + y * WIDTH + x + 16), _mm512_cvtepi32_epi16(n1));
        }
    }
}

static int64_t slots[] = {(int64_t)cx,    WIDTH,  1,     (int64_t)cy, HEIGHT, 1,
                          (int64_t)found, HEIGHT, WIDTH, WIDTH,       1};

static void narrow(uint16_t *out) { slots[6] = (int64_t)out, kernel16(slots, 0); }
static void wide(uint16_t *out) { slots[6] = (int64_t)out, kernel32(slots, 0); }

static double seconds(void (*run)(uint16_t *), uint16_t *out) {
    struct timespec a, b;
    clock_gettime(CLOCK_MONOTONIC, &a);
    run(out);
    clock_gettime(CLOCK_MONOTONIC, &b);
    return (b.tv_sec - a.tv_sec) + 1e-9 * (b.tv_nsec - a.tv_nsec);
}

int main(void) {
    for (int x = 0; x < WIDTH; x++) cx[x] = -2.2f + 3.2f * (float)x / WIDTH;
    for (int y = 0; y < HEIGHT; y++) cy[y] = -1.2f + 2.4f * (float)y / HEIGHT;
    void (*const runs[])(uint16_t *) = {by_hand, narrow, wide};
    const char *const names[] = {"by hand, 2 x 16", "loop IR, 16 lanes", "loop IR, 32 lanes"};
    double best[3] = {1e9, 1e9, 1e9};
    by_hand(expected);
    for (int round = 0; round < 150; round++)
        for (int i = 0; i < 3; i++) {
            const double time = seconds(runs[i], found);
            if (time < best[i]) best[i] = time;
            for (int p = 0; p < WIDTH * HEIGHT; p++)
                if (found[p] != expected[p]) return printf("%s: pixel %d differs\n", names[i], p), 1;
        }
    for (int i = 0; i < 3; i++)
        printf("%-18s %8.3f ms   speed %.2f of by hand\n", names[i], 1e3 * best[i], best[0] / best[i]);
    return 0;
}
