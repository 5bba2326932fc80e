/* Measures the largest error, in units in the last place, of the elementary functions that arr2c.py made of stdlib/.
 * Usage: accuracy [NAME_TYPE ...]     STRIDE=n takes every n-th f32 input (default 1), SAMPLES=n the number for f64.
 * f32 functions of one argument are tried on every input, against double precision; f64 functions and those of two
 * arguments on stratified samples and near special points, against binary128 (libquadmath).
 */
#include "math_arr.h"
#include <quadmath.h>
#include <stdio.h>
#include <stdlib.h>

typedef __float128 quad;
enum { BLOCK = 1024 };

/* Distance from the exact result in ulps of the result's binade; huge if a special value is wrong. */
static double ulps32(float got, double want)
{
    float near = (float)want;
    if (isnan(want) || isnan(got)) return isnan(want) && isnan(got) ? 0 : 1e30;
    if (isinf(near) || isinf(got)) {
        if (got == near) return 0;
        if (isinf(want)) return 1e30;
        /* overflow threshold: measure as if the exponent went on */
        double g = isinf(got) ? copysign(0x1p128, got) : got;
        return fabs(g - want) / 0x1p104;
    }
    if (got == 0 && want == 0) return !signbit(got) == !signbit(want) ? 0 : 1e30;
    int e = ilogb(want);
    return fabs(got - want) / ldexp(1, (e < -126 ? -126 : e) - 23);
}
static double ulps64(double got, quad want)
{
    double near = (double)want;
    if (isnanq(want) || isnan(got)) return isnanq(want) && isnan(got) ? 0 : 1e30;
    if (isinf(near) || isinf(got)) {
        if (got == near) return 0;
        if (isinfq(want)) return 1e30;
        quad g = isinf(got) ? copysignq(ldexpq(1, 1024), got) : got;
        return (double)(fabsq(g - want) / ldexpq(1, 971));
    }
    if (got == 0 && want == 0) return !signbit(got) == !signbitq(want) ? 0 : 1e30;
    int e = ilogbq(want);
    return (double)(fabsq(got - want) / ldexpq(1, (e < -1022 ? -1022 : e) - 52));
}

/* References that no library has under these conventions: NaN at the poles of the gamma function, signed zeros at multiples. */
static quad sinpi_of(quad x)
{
    quad r = remainderq(x, 2), y = fabsq(r) > 0.5Q ? copysignq(1, r) - r : r;
    return y == 0 ? copysignq(0, x) : sinq(M_PIq * y);
}
static quad cospi_of(quad x)
{
    quad r = fabsq(remainderq(x, 2));
    return r == 0.5Q ? 0 : sinq(M_PIq * (0.5Q - r));
}
static quad gamma_of(quad x) { return x < 0 && (floorq(x) == x) ? nanq("") : tgammaq(x); }
static quad lgamma_of(quad x)
{
    if (x > 0 || isnanq(x)) return lgammaq(x);
    if (floorq(x) == x) return (quad)INFINITY;
    return logq(M_PIq / fabsq(x * sinpi_of(x))) - lgammaq(-x);
}

#define ONE32(name, ref) \
    static void run_##name##_f32(const float *x, float *y) { for (int i = 0; i < BLOCK; i++) y[i] = name##_f32(x[i]); } \
    static double ref_##name##_f32(double x) { return ref; }
#define ONE64(name, ref) \
    static void run_##name##_f64(const double *x, double *y) { for (int i = 0; i < BLOCK; i++) y[i] = name##_f64(x[i]); } \
    static quad ref_##name##_f64(quad x) { return ref; }
#define TWO32(name, ref) \
    static void run_##name##_f32(const float *x, const float *y, float *z) \
    { \
        for (int i = 0; i < BLOCK; i++) z[i] = name##_f32(x[i], y[i]); \
    } \
    static double ref_##name##_f32(double x, double y) { return ref; }
#define TWO64(name, ref) \
    static void run_##name##_f64(const double *x, const double *y, double *z) \
    { \
        for (int i = 0; i < BLOCK; i++) z[i] = name##_f64(x[i], y[i]); \
    } \
    static quad ref_##name##_f64(quad x, quad y) { return ref; }
#include "functions.h"
#undef ONE32
#undef ONE64
#undef TWO32
#undef TWO64

struct one32 { const char *name; void (*run)(const float *, float *); double (*ref)(double); };
struct one64 { const char *name; void (*run)(const double *, double *); quad (*ref)(quad); };
struct two32 { const char *name; void (*run)(const float *, const float *, float *); double (*ref)(double, double); };
struct two64 { const char *name; void (*run)(const double *, const double *, double *); quad (*ref)(quad, quad); };
#define ONE32(name, ref) {#name "_f32", run_##name##_f32, ref_##name##_f32},
#define ONE64(name, ref)
#define TWO32(name, ref)
#define TWO64(name, ref)
static const struct one32 ONES32[] = {
#include "functions.h"
};
#undef ONE32
#undef ONE64
#define ONE32(name, ref)
#define ONE64(name, ref) {#name "_f64", run_##name##_f64, ref_##name##_f64},
static const struct one64 ONES64[] = {
#include "functions.h"
};
#undef ONE64
#undef TWO32
#define ONE64(name, ref)
#define TWO32(name, ref) {#name "_f32", run_##name##_f32, ref_##name##_f32},
static const struct two32 TWOS32[] = {
#include "functions.h"
};
#undef TWO32
#undef TWO64
#define TWO32(name, ref)
#define TWO64(name, ref) {#name "_f64", run_##name##_f64, ref_##name##_f64},
static const struct two64 TWOS64[] = {
#include "functions.h"
};

static void all32(const struct one32 *f, long stride)
{
    float x[BLOCK], y[BLOCK];
    double worst = 0, at = 0, got = 0;
    for (uint64_t u = 0; u < 1ull << 32; u += BLOCK * stride) {
        for (int i = 0; i < BLOCK; i++) x[i] = from_bits_u32((uint32_t)(u + i * stride));
        f->run(x, y);
        for (int i = 0; i < BLOCK; i++) {
            double err = ulps32(y[i], f->ref(x[i]));
            if (err > worst) { worst = err; at = x[i]; got = y[i]; }
        }
    }
    printf("%-12s %8.4f ulp  at %.9g (%a): got %.9g, exact %.17g\n", f->name, worst, at, at, got, f->ref(at));
    fflush(stdout);
}

static uint64_t seed = 0x9e3779b97f4a7c15;
static uint64_t next(void) { seed ^= seed << 13; seed ^= seed >> 7; seed ^= seed << 17; return seed; }
static double unit(void) { return (next() >> 11) * 0x1p-53; }

static const double SPECIAL[] = {0.0, -0.0, 1, -1, INFINITY, -INFINITY, NAN, 2, -2, 3, -3, 0.5, -0.5, 1.5, -1.5, 0x1p-149, -0x1p-149,
    0x1p-126, 0x1.fffffep127, -0x1.fffffep127, 1e9, -1e9, 16777217, 4294967297.0, 9007199254740993.0, 0x1p-1074, -0x1p-1074,
    0x1p-1022, 0x1.fffffffffffffp1023, -0x1.fffffffffffffp1023, 709.782712893384, -745.1332191019411, 0x1.fffffffffffffp-1,
    0x1.0000000000001p0, 0x1.fffffep-1, 0x1.000002p0, 1e300, -1e300, 88.72283, -103.97208};
enum { SPECIALS = sizeof SPECIAL / sizeof *SPECIAL };

/* Ordinary arguments, all magnitudes, the neighbourhood of 1, random bits. */
static double sample64(long k)
{
    if (k < SPECIALS) return SPECIAL[k];
    double s = next() & 1 ? 1 : -1;
    switch (k % 8) {
    case 0: return s * unit();
    case 1: return s * unit() * 10;
    case 2: return s * unit() * 30;
    case 3: return s * unit() * 750;
    case 4: return s * ldexp(1 + unit(), (int)(next() % 40) - 30);
    case 5: return 1 + s * ldexp(unit(), -(int)(next() % 50));
    case 6: return s * unit() * 3;
    default: return from_bits_u64(next());
    }
}

/* Pairs: every two special values; then x near 1 with a large y, results over the whole range, small whole y. */
static void sample_pair(long k, int single, double *x, double *y)
{
    if (k < SPECIALS * SPECIALS) {
        *x = SPECIAL[k / SPECIALS];
        *y = SPECIAL[k % SPECIALS];
        return;
    }
    double top = single ? 126 : 1022, s = next() & 1 ? 1 : -1;
    switch (k % 4) {
    case 0: *x = unit() * 10; *y = s * unit() * 10; break;
    case 1: *x = exp2(s * unit() * top); *y = (2 * unit() - 1) * (top + 20) / log2(*x); break;
    case 2: *x = 1 + s * ldexp(unit(), -(int)(next() % (single ? 22 : 50))); *y = (2 * unit() - 1) * top / log2(*x); break;
    default: *x = s * unit() * 100; *y = (double)(int)(next() % 41) - 20; break;
    }
}

static void some64(const struct one64 *f, long samples)
{
    double x[BLOCK], y[BLOCK], worst = 0, at = 0, got = 0;
    for (long k = 0; k < samples; k += BLOCK) {
        for (int i = 0; i < BLOCK; i++) x[i] = sample64(k + i);
        f->run(x, y);
        for (int i = 0; i < BLOCK; i++) {
            double err = ulps64(y[i], f->ref(x[i]));
            if (err > worst) { worst = err; at = x[i]; got = y[i]; }
        }
    }
    char text[64];
    quadmath_snprintf(text, sizeof text, "%.25Qg", f->ref(at));
    printf("%-12s %8.4f ulp  at %.17g (%a): got %.17g, exact %s\n", f->name, worst, at, at, got, text);
    fflush(stdout);
}

static void pairs32(const struct two32 *f, long samples)
{
    float x[BLOCK], y[BLOCK], z[BLOCK];
    double worst = 0, at[2] = {0, 0}, got = 0;
    for (long k = 0; k < samples; k += BLOCK) {
        for (int i = 0; i < BLOCK; i++) {
            double a, b;
            sample_pair(k + i, 1, &a, &b);
            x[i] = (float)a, y[i] = (float)b;
        }
        f->run(x, y, z);
        for (int i = 0; i < BLOCK; i++) {
            double err = ulps32(z[i], f->ref(x[i], y[i]));
            if (err > worst) worst = err, at[0] = x[i], at[1] = y[i], got = z[i];
        }
    }
    printf("%-12s %8.4f ulp  at %.9g, %.9g: got %.9g, exact %.17g\n", f->name, worst, at[0], at[1], got, f->ref(at[0], at[1]));
    fflush(stdout);
}

static void pairs64(const struct two64 *f, long samples)
{
    double x[BLOCK], y[BLOCK], z[BLOCK], worst = 0, at[2] = {0, 0}, got = 0;
    for (long k = 0; k < samples; k += BLOCK) {
        for (int i = 0; i < BLOCK; i++) sample_pair(k + i, 0, &x[i], &y[i]);
        f->run(x, y, z);
        for (int i = 0; i < BLOCK; i++) {
            double err = ulps64(z[i], f->ref(x[i], y[i]));
            if (err > worst) worst = err, at[0] = x[i], at[1] = y[i], got = z[i];
        }
    }
    char text[64];
    quadmath_snprintf(text, sizeof text, "%.25Qg", f->ref(at[0], at[1]));
    printf("%-12s %8.4f ulp  at %.17g, %.17g: got %.17g, exact %s\n", f->name, worst, at[0], at[1], got, text);
    fflush(stdout);
}

static int wanted(const char *name, int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (!strcmp(argv[i], name)) return 1;
    return argc == 1;
}

int main(int argc, char **argv)
{
    const char *stride = getenv("STRIDE"), *samples = getenv("SAMPLES");
    for (size_t i = 0; i < sizeof ONES32 / sizeof *ONES32; i++)
        if (wanted(ONES32[i].name, argc, argv)) all32(&ONES32[i], stride ? atol(stride) : 1);
    for (size_t i = 0; i < sizeof ONES64 / sizeof *ONES64; i++)
        if (wanted(ONES64[i].name, argc, argv)) some64(&ONES64[i], samples ? atol(samples) : 4000000);
    for (size_t i = 0; i < sizeof TWOS32 / sizeof *TWOS32; i++)
        if (wanted(TWOS32[i].name, argc, argv)) pairs32(&TWOS32[i], samples ? atol(samples) : 40000000);
    for (size_t i = 0; i < sizeof TWOS64 / sizeof *TWOS64; i++)
        if (wanted(TWOS64[i].name, argc, argv)) pairs64(&TWOS64[i], samples ? atol(samples) : 4000000);
    return 0;
}
