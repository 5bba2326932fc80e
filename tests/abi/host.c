/* A host in C99: results, statuses and messages by the generated header. */
#include "kernel.h"

#include <stdio.h>
#include <string.h>

static int failures = 0;

static void expect(int holds, const char *what) {
  if (!holds) {
    failures++;
    printf("wrong: %s (last error: %s)\n", what, kernel_last_error());
  }
}

static void expect_error(arrc_status found, arrc_status wanted, const char *message) {
  if (found != wanted || strcmp(kernel_last_error(), message) != 0) {
    failures++;
    printf("wrong: status %d, expected %d\n  says     %s\n  expected %s\n", (int)found, (int)wanted,
           kernel_last_error(), message);
  }
}

static void results(void) {
  double a[6] = {1, 2, 3, 4, 5, 6}, b[6] = {7, 8, 9, 10, 11, 12}, c[4] = {0, 0, 0, 0};
  arrc_f64_2d av = {a, {2, 3}, {3, 1}}, bv = {b, {3, 2}, {2, 1}}, cv = {c, {2, 2}, {2, 1}};
  expect(product_f64(&av, &bv, &cv) == ARRC_OK, "product");
  expect(c[0] == 58 && c[1] == 64 && c[2] == 139 && c[3] == 154, "elements of the product");
  /* b turned: strides exchanged. */
  arrc_f64_2d turned = {b, {3, 2}, {1, 3}};
  expect(product_f64(&av, &turned, &cv) == ARRC_OK && c[0] == 50 && c[1] == 68, "product with a turned matrix");
  float f[4] = {1, 2, 3, 4}, g[4] = {0, 0, 0, 0};
  arrc_f32_1d fv = {f, {4}, {1}}, backwards = {f + 3, {4}, {-1}}, gv = {g, {4}, {1}};
  expect(steps(&fv, &gv) == ARRC_OK && g[0] == -2 && g[1] == 2 && g[3] == -2, "steps");
  expect(steps(&backwards, &gv) == ARRC_OK && g[0] == 2 && g[1] == -2 && g[3] == 2, "steps backwards");
  double total = 0, middle = 0;
  arrc_f64_1d row = {a, {6}, {1}};
  expect(summary(&row, &total, &middle) == ARRC_OK && total == 21 && middle == 3.5, "summary");
  expect(squared_length(3, 4, &total) == ARRC_OK && total == 25, "squared_length");
  arrc_f64_1d nothing = {0, {0}, {1}};
  expect(roots(&nothing, &nothing) == ARRC_OK, "roots of nothing");
}

static void complex_numbers(void) {
  arrc_c64 z[4] = {{1, 2}, {3, 0}, {0, -1}, {5, 5}}, out[2] = {{0, 0}, {0, 0}}, i = {0, 1};
  arrc_c64_1d zv = {z, {2}, {2}}, ov = {out, {2}, {1}};
  expect(turned(&zv, i, &ov) == ARRC_OK, "turned");
  expect(out[0].re == -2 && out[0].im == 1 && out[1].re == 1 && out[1].im == 0, "every other element turned");
  arrc_c128 b = {2, 1}, d = {4, 1}, e = {5, 1}, h = {8, 1}, sum = {0, 0};
  arrc_c64 c = {3, 1}, f = {6, 1};
  expect(many(1, b, c, d, e, f, 7, h, &sum) == ARRC_OK, "complex numbers by value");
  expect(sum.re == 87654321 && sum.im == 10111110, "all of them arrive");
}

static void updates(void) {
  double total[3] = {1, 2, 3}, x[3] = {10, 20, 30}, sum = 0, gaps[5] = {1, -1, 2, -1, 3};
  arrc_f64_1d tv = {total, {3}, {1}}, xv = {x, {3}, {1}}, gv = {gaps, {3}, {2}};
  expect(accumulate(&tv, &xv, 2, &sum) == ARRC_OK && sum == 126, "accumulate");
  expect(total[0] == 21 && total[2] == 63 && x[0] == 10, "what was updated");
  expect(accumulate(&gv, &xv, 1, &sum) == ARRC_OK && gaps[0] == 11 && gaps[1] == -1 && gaps[4] == 33, "gaps");
  expect_error(accumulate(&tv, &tv, 1, &sum), ARRC_ERR_ALIAS, "accumulate: `total` overlaps `x` (kernel.arr:29)");
  expect(accumulate(&tv, &xv, 1, total) == ARRC_ERR_ALIAS && total[0] == 21, "a result in what is updated");
  arrc_f64_1d folded = {total, {3}, {0}};
  expect(accumulate(&folded, &xv, 1, &sum) == ARRC_ERR_ALIAS, "an array that overlaps itself");
  uint64_t state = 7, now = 0;
  expect(draw(&state, 3, &now) == ARRC_OK && state == 10 && now == 7, "a number that is updated");
  expect_error(draw(&state, 3, &state), ARRC_ERR_ALIAS, "draw: `state` overlaps `out` (kernel.arr:45)");
  expect_error(draw(NULL, 3, &now), ARRC_ERR_NULL, "draw: `state` is a null pointer");
  expect(draw((uint64_t *)((char *)&state + 1), 3, &now) == ARRC_ERR_ALIGN && state == 10, "a number that is not aligned");
  arrc_c128 z = {-57, 4};
  expect(moved(&z, &xv, &sum) == ARRC_OK && z.re == 3 && z.im == 4 && sum == 5, "a complex number that is updated");
  expect(moved(&z, &xv, &z.re) == ARRC_ERR_ALIAS && z.re == 3, "a result in a number that is updated");
}

static void refusals(void) {
  double a[6] = {1, 2, 3, 4, 5, 6}, c[4] = {-7, -7, -7, -7};
  arrc_f64_2d av = {a, {2, 3}, {3, 1}}, bv = {a, {2, 2}, {2, 1}}, cv = {c, {2, 2}, {2, 1}};
  expect_error(product_f64(&av, &bv, &cv), ARRC_ERR_SHAPE,
               "product: `b` has extent 2 on axis 0, expected k = 3 (kernel.arr:4)");
  bv.shape[0] = 3;
  cv.shape[1] = 3;
  cv.stride[0] = 3;
  expect_error(product_f64(&av, &bv, &cv), ARRC_ERR_SHAPE,
               "product: `out` has extent 3 on axis 1, expected n = 2 (kernel.arr:4)");
  cv.shape[1] = 2;
  cv.stride[0] = 2;
  expect_error(product_f64(&av, 0, &cv), ARRC_ERR_NULL, "product: `b` is a null pointer");
  arrc_f64_2d lost = {0, {3, 2}, {2, 1}};
  expect(product_f64(&av, &lost, &cv) == ARRC_ERR_NULL, "a view without data");
  arrc_f64_2d negative = {a, {-1, 2}, {2, 1}};
  expect(product_f64(&av, &negative, &cv) == ARRC_ERR_SHAPE, "a negative extent");
  arrc_f64_2d askew = {(double *)(void *)((char *)a + 1), {3, 2}, {2, 1}};
  expect(product_f64(&av, &askew, &cv) == ARRC_ERR_ALIGN, "data that is not aligned");
  arrc_f64_2d over = {a, {2, 2}, {2, 1}};
  expect(product_f64(&av, &bv, &over) == ARRC_ERR_ALIAS, "a result over an argument");
  arrc_f64_1d nothing = {0, {0}, {1}};
  double total = -7, middle = -7;
  expect(summary(&nothing, &total, &middle) == ARRC_ERR_SHAPE, "a broken where");
  expect(strstr(kernel_last_error(), "n >= 1") != 0, "the message names the where");
  expect(c[0] == -7 && c[1] == -7 && c[2] == -7 && c[3] == -7, "a refused call has written");
  expect(total == -7 && middle == -7 && a[0] == 1 && a[5] == 6, "a refused call has written");
}

static void failing(void) {
  int64_t x[3] = {5, 6, 7}, zero[3] = {1, 0, 1}, out[3] = {0, 0, 0};
  arrc_i64_1d xv = {x, {3}, {1}}, zv = {zero, {3}, {1}}, ov = {out, {3}, {1}};
  expect(at(&xv, 2, out) == ARRC_OK && out[0] == 7, "at");
  expect(at(&xv, 3, out) == ARRC_ERR_BOUNDS, "an index outside");
  expect(strncmp(kernel_last_error(), "at: ", 4) == 0, "the message names the function");
  expect(strstr(kernel_last_error(), "index 3") != 0, "the message names the index");
  expect(strstr(kernel_last_error(), "kernel.arr:7:") != 0, "the message names the line");
  expect(at(&xv, INT64_MIN, out) == ARRC_ERR_BOUNDS, "a negative index");
  expect(quotients(&xv, &zv, &ov) == ARRC_ERR_DIVIDE, "division by zero");
  expect(strstr(kernel_last_error(), "kernel.arr:10:") != 0, "the message names the line");
  double negative[2] = {1, -1}, roots_of[2];
  arrc_f64_1d nv = {negative, {2}, {1}}, rv = {roots_of, {2}, {1}};
  expect(roots(&nv, &rv) == ARRC_ERR_ASSERT, "a failed assertion");
  expect(strstr(kernel_last_error(), "a negative number") != 0, "the message of the assertion");
}

static void tensors(void) {
  double a[2] = {3, 6}, b[1] = {4}, out[2] = {0, 0};
  int64_t shape[1] = {2}, one[1] = {1};
  DLTensor at_a = {a, {1, 0}, 1, {2, 64, 1}, shape, 0, 0}, at_b = at_a, at_out = at_a;
  at_b.data = b;
  at_b.shape = one;
  at_out.data = out;
  const DLTensor *inputs[2] = {&at_a, &at_b};
  DLTensor *outputs[1] = {&at_out};
  expect(squared_length_dl(inputs, outputs, 0) == ARRC_OK, "tensors");
  expect(out[0] == 25 && out[1] == 52, "elements of tensors");
  at_b.dtype.bits = 32;
  expect(squared_length_dl(inputs, outputs, 0) == ARRC_ERR_DTYPE, "another element type");
  at_b.dtype.bits = 64;
  at_b.device.device_type = 2;
  expect(squared_length_dl(inputs, outputs, 0) == ARRC_ERR_DEVICE, "another device");
  at_b.device.device_type = 1;
  DLTensor scalar = at_a;
  scalar.ndim = 0;
  const DLTensor *flat[1] = {&scalar};
  DLTensor *two[2] = {&at_out, &at_out};
  expect(summary_dl(flat, two, 0) == ARRC_ERR_RANK, "too few dimensions");
}

int main(void) {
  results();
  complex_numbers();
  updates();
  refusals();
  failing();
  tensors();
  kernel_set_num_threads(2);
  results();
  if (failures == 0) {
    printf("all as expected\n");
  }
  return failures != 0;
}
