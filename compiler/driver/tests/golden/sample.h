/**
 * sample: made by arrc 0.0.0 from sample.arr
 *
 * A module comment.
 *
 * Every function returns ARRC_OK or the status of what went wrong; then the library's `_last_error`
 * has the calling thread's message. A call that is refused for its arguments has written nothing;
 * one that fails while computing leaves its results unspecified.
 * Views are passed by pointer. Strides count elements and may be zero or negative in inputs.
 * Results are the caller's memory; they must not overlap any other argument.
 * The `_dl` functions take as many tensors as their comment says. Too few of them, or pointers to
 * anything else, cannot be detected.
 */
#ifndef ARRC_LIBRARY_SAMPLE_H
#define ARRC_LIBRARY_SAMPLE_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef ARRC_ABI
#define ARRC_ABI 1

typedef int32_t arrc_status;

enum {
  ARRC_OK = 0, /* success */
  ARRC_ERR_SHAPE = 1, /* extents that do not fit together */
  ARRC_ERR_BOUNDS = 2, /* an index outside its axis */
  ARRC_ERR_ASSERT = 3, /* a failed assertion */
  ARRC_ERR_DIVIDE = 4, /* integer division by zero */
  ARRC_ERR_MEMORY = 5, /* no memory */
  ARRC_ERR_DTYPE = 6, /* no instance for these element types */
  ARRC_ERR_NULL = 7, /* a null pointer */
  ARRC_ERR_RANK = 8, /* too few or too many dimensions */
  ARRC_ERR_ALIAS = 9, /* an output overlaps another argument */
  ARRC_ERR_ALIGN = 10, /* misaligned data */
  ARRC_ERR_DEVICE = 11, /* memory of another device */
  ARRC_ERR_VERSION = 12, /* another version of the interface */
  ARRC_ERR_INTERNAL = 13, /* an error in the library itself */
  ARRC_ERR_CANCELLED = 14 /* cancelled by the host */
};

typedef uint8_t arrc_bool; /* 0 or 1 */
typedef uint16_t arrc_f16, arrc_bf16; /* their bits */
typedef struct arrc_c64 { float re, im; } arrc_c64;
typedef struct arrc_c128 { double re, im; } arrc_c128;

/** What belongs to one call of a `_dl` function; zero members mean the default. */
typedef struct arrc_options {
  uint64_t size;            /* sizeof(arrc_options) */
  int32_t threads;          /* most threads for this call */
  int32_t reserved;         /* 0 */
  /* Runs parallel loops: calls body(state, part) once for each part in [0, parts), in any order
     and on any threads, and returns when all have returned. */
  void (*execute)(void *executor, int64_t parts, void (*body)(void *state, int64_t part),
                  void *state);
  void *executor;           /* first argument of `execute` */
  void *workspace;          /* memory for temporaries, tried before malloc */
  uint64_t workspace_size;  /* bytes at `workspace` */
  const int32_t *cancel;    /* the call ends soon after this becomes nonzero */
} arrc_options;

/* sizeof(arrc_options) is 56 here; later versions append members. */
#elif ARRC_ABI != 1
#error "headers of different versions of arrc"
#endif

/* DLPack's own header is used where there is one; include it first if it has another name. */
#if !defined(DLPACK_DLPACK_H_) && defined(__has_include)
#if __has_include(<dlpack/dlpack.h>)
#include <dlpack/dlpack.h>
#endif
#endif
#if !defined(DLPACK_DLPACK_H_) && !defined(ARRC_DLPACK)
#define ARRC_DLPACK
typedef struct DLDevice { int32_t device_type, device_id; } DLDevice; /* type 1: CPU */
typedef struct DLDataType { uint8_t code, bits; uint16_t lanes; } DLDataType;
typedef struct DLTensor {
  void *data;
  DLDevice device;
  int32_t ndim;
  DLDataType dtype;
  int64_t *shape;
  int64_t *strides; /* in elements; null: row-major without gaps */
  uint64_t byte_offset;
} DLTensor;
#endif

#ifndef ARRC_BOOL_1D
#define ARRC_BOOL_1D
typedef struct arrc_bool_1d {
  arrc_bool *data;
  int64_t shape[1], stride[1];
} arrc_bool_1d;
#endif

#ifndef ARRC_I32_1D
#define ARRC_I32_1D
typedef struct arrc_i32_1d {
  int32_t *data;
  int64_t shape[1], stride[1];
} arrc_i32_1d;
#endif

#ifndef ARRC_F32_1D
#define ARRC_F32_1D
typedef struct arrc_f32_1d {
  float *data;
  int64_t shape[1], stride[1];
} arrc_f32_1d;
#endif

#ifndef ARRC_F64_1D
#define ARRC_F64_1D
typedef struct arrc_f64_1d {
  double *data;
  int64_t shape[1], stride[1];
} arrc_f64_1d;
#endif

#ifndef ARRC_F64_2D
#define ARRC_F64_2D
typedef struct arrc_f64_2d {
  double *data;
  int64_t shape[2], stride[2];
} arrc_f64_2d;
#endif

/**
 * `steps` Jacobi sweeps. Ends a comment: * /
 *
 * jacobi(x0: f64[n, m], steps: i64) -> f64[n, m]
 *
 * - x0: f64[n, m]
 * - steps: i64
 * - out: f64[n, m] (result)
 * Requires n >= 3, m >= 3.
 */
arrc_status jacobi(const arrc_f64_2d *x0, int64_t steps, const arrc_f64_2d *out);

/**
 * `jacobi` on tensors: 2 inputs (x0, steps), 1 outputs (out).
 */
int32_t jacobi_dl(const DLTensor *const *inputs, DLTensor *const *outputs,
    const arrc_options *options);

/**
 * Two instances.
 *
 * - ptr: i32[rows + 1]
 * - u03c3: f32, `σ` in the source
 * - double_: f32[rows], `double` in the source
 * - total: f32 (result)
 * - flags: bool[rows] (result)
 */
arrc_status spread_f32(const arrc_i32_1d *ptr, float u03c3, const arrc_f32_1d *double_, float *total, const arrc_bool_1d *flags);

/**
 * Two instances.
 *
 * - ptr: i32[rows + 1]
 * - u03c3: f64, `σ` in the source
 * - double_: f64[rows], `double` in the source
 * - total: f64 (result)
 * - flags: bool[rows] (result)
 */
arrc_status spread_f64(const arrc_i32_1d *ptr, double u03c3, const arrc_f64_1d *double_, double *total, const arrc_bool_1d *flags);

/**
 * `spread` on tensors: 3 inputs (ptr, σ, double), 2 outputs (total, flags).
 */
int32_t spread_dl(const DLTensor *const *inputs, DLTensor *const *outputs,
    const arrc_options *options);
int32_t spread_f32_dl(const DLTensor *const *inputs, DLTensor *const *outputs,
    const arrc_options *options);
int32_t spread_f64_dl(const DLTensor *const *inputs, DLTensor *const *outputs,
    const arrc_options *options);

/**
 * The message of this thread's last failed call; valid until its next call.
 */
const char *sample_last_error(void);

/**
 * Sets the most threads that a call uses; 0 goes back to the default: ARRC_NUM_THREADS, else
 * the processors at hand.
 */
void sample_set_num_threads(int32_t count);

#ifdef __cplusplus
}
#endif

#endif /* ARRC_LIBRARY_SAMPLE_H */
