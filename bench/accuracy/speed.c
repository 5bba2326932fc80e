/* Nanoseconds an element of the functions that arr2c.py made, in a plain loop for the C compiler's vectoriser, beside
 * glibc's vector library (AVX-512 entries). Usage: speed [PART OF A NAME]. Data stay in the first-level cache.
 */
#include "math_arr.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { N = 2048, REPEAT = 400, ROUNDS = 15 };
typedef float v16 __attribute__((vector_size(64)));
typedef double v8 __attribute__((vector_size(64)));

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e9 + t.tv_nsec;
}

#define ROW(name, T, t, V, entry, lo, hi) \
    V entry(V); \
    static __attribute__((noinline)) void ours_##name##_##t(const T *x, T *y) \
    { \
        for (int i = 0; i < N; i++) y[i] = name##_##t(x[i]); \
    } \
    static __attribute__((noinline)) void theirs_##name##_##t(const T *x, T *y) \
    { \
        for (int i = 0; i < N; i += sizeof(V) / sizeof(T)) *(V *)(y + i) = entry(*(const V *)(x + i)); \
    }
#define PAIR(name, T, t, V, entry) \
    V entry(V, V); \
    static __attribute__((noinline)) void ours_##name##_##t(const T *x, T *y) \
    { \
        for (int i = 0; i < N; i++) y[i] = name##_##t(x[i], x[N - 1 - i]); \
    } \
    static __attribute__((noinline)) void theirs_##name##_##t(const T *x, T *y) \
    { \
        enum { W = sizeof(V) / sizeof(T) }; \
        for (int i = 0; i < N; i += W) *(V *)(y + i) = entry(*(const V *)(x + i), *(const V *)(x + N - W - i)); \
    }
#define PAIR32(name, mvec, lo, hi) PAIR(name, float, f32, v16, _ZGVeN16vv_##mvec##f)
#define PAIR64(name, mvec, lo, hi) PAIR(name, double, f64, v8, _ZGVeN8vv_##mvec)
#define ROW32(name, mvec, lo, hi) ROW(name, float, f32, v16, _ZGVeN16v_##mvec##f, lo, hi)
#define ROW64(name, mvec, lo, hi) ROW(name, double, f64, v8, _ZGVeN8v_##mvec, lo, hi)
#include "rows.h"
#undef ROW32
#undef ROW64
#undef PAIR32
#undef PAIR64

static char buffers[2][N * 8] __attribute__((aligned(64)));

static double best(void (*f)(const void *, void *))
{
    double least = 1e30;
    for (int r = 0; r < ROUNDS; r++) {
        double start = now();
        for (int k = 0; k < REPEAT; k++) f(buffers[0], buffers[1]);
        double ns = (now() - start) / REPEAT / N;
        if (ns < least) least = ns;
    }
    return least;
}

#define TIME(name, T, t, lo, hi) \
    if (argc == 1 || strstr(#name "_" #t, argv[1])) { \
        for (int i = 0; i < N; i++) ((T *)buffers[0])[i] = (lo) + ((hi) - (lo)) * (T)(rand() / (RAND_MAX + 1.0)); \
        double a = best((void (*)(const void *, void *))ours_##name##_##t); \
        double b = best((void (*)(const void *, void *))theirs_##name##_##t); \
        printf("%-10s %7.3f ns   libmvec %7.3f ns   ratio %.2f\n", #name "_" #t, a, b, a / b); \
    }
#define ROW32(name, mvec, lo, hi) TIME(name, float, f32, lo, hi)
#define ROW64(name, mvec, lo, hi) TIME(name, double, f64, lo, hi)
#define PAIR32 ROW32
#define PAIR64 ROW64

int main(int argc, char **argv)
{
#include "rows.h"
    return 0;
}
