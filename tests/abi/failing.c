// Lets every allocation and every start of a thread fail, one at a time, in a child process each: the call reports it or does without,
// touches nothing but its results, leaks nothing, and the next call is right.
#define _GNU_SOURCE
#include "failing.h"
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

extern void *__libc_malloc(size_t);
extern void __libc_free(void *);

// What the library asks for. Its calls come here, since the program's own functions are found first.
static long asked, fail_at, live;
static int is_watched, is_threads;
static int fails(void) { return __atomic_add_fetch(&asked, 1, __ATOMIC_SEQ_CST) == fail_at; }

// What it holds. A call of `free` may be a jump, so that its place says nothing.
static void *held[1000];
static int change(void *from, void *to) {
  for (int i = 0; i < 1000; i++) {
    void *is = from;
    if (__atomic_compare_exchange_n(&held[i], &is, to, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) return 1;
  }
  return 0;
}

static int of_library(void *caller) {
  Dl_info info;
  return dladdr(caller, &info) && info.dli_fname && strstr(info.dli_fname, "libfailing");
}
void *malloc(size_t bytes) {
  if (!is_watched || !of_library(__builtin_return_address(0))) return __libc_malloc(bytes);
  void *memory = !is_threads && fails() ? 0 : __libc_malloc(bytes);
  if (memory && change(0, memory)) __atomic_add_fetch(&live, 1, __ATOMIC_SEQ_CST);
  return memory;
}
void free(void *memory) {
  if (memory && live && change(memory, 0)) __atomic_sub_fetch(&live, 1, __ATOMIC_SEQ_CST);
  __libc_free(memory);
}
int pthread_create(pthread_t *thread, const pthread_attr_t *how, void *(*start)(void *), void *state) {
  static int (*real)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
  if (!real) real = (int (*)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *))dlsym(RTLD_NEXT, "pthread_create");
  return is_threads && fails() ? EAGAIN : real(thread, how, start, state);
}

enum { N = 30000, SIDE = 160, ROWS = 300, ROW = 100, GUARD = 64 };
static double x[2 * N], b[SIDE * SIDE], out[2][N + 2 * GUARD];
static int64_t k;

static DLTensor tensor(void *data, int rank, int64_t *shape, int64_t *strides, int code) {
  return (DLTensor){data, {1, 0}, rank, {(uint8_t)code, 64, 1}, shape, strides, 0};
}

typedef int32_t Entry(const DLTensor *const *, DLTensor *const *, const arrc_options *);
static const char *const NAMES[] = {"rounds_dl", "both_dl", "product_dl", "middle_dl", "late_dl", "late_dl"};
enum { CASES = sizeof NAMES / sizeof *NAMES, FAILS = CASES - 1 };

static int call(void *library, int number) {
  int64_t n[] = {N}, two[] = {2}, square[] = {SIDE, SIDE}, turned[] = {1, SIDE}, rows[] = {ROWS, ROW}, cells[] = {ROWS},
          columns[] = {1, ROWS};
  DLTensor every = tensor(x, 1, n, 0, 2), other = tensor(x, 1, n, two, 2), a = tensor(x, 2, square, turned, 2),
           c = tensor(b, 2, square, 0, 2), matrix = tensor(x, 2, rows, columns, 2), number_k = tensor(&k, 0, 0, 0, 0);
  DLTensor first = tensor(out[0] + GUARD, 1, n, 0, 2), second = tensor(out[1] + GUARD, 1, n, 0, 2),
           block = tensor(out[0] + GUARD, 2, square, 0, 2), column = tensor(out[0] + GUARD, 1, cells, 0, 2);
  const DLTensor *in[] = {&every, &number_k};
  DLTensor *results[] = {&first, &second};
  k = number == FAILS;
  if (number == 1) in[0] = &other;
  if (number == 2) in[0] = &a, in[1] = &c, results[0] = &block;
  if (number == 3) in[0] = &matrix, results[0] = &column;
  Entry *entry = (Entry *)dlsym(library, NAMES[number]);
  return entry ? entry(in, results, 0) : -1;
}

static double *expected;
static double digest(void) {
  double sum = 0;
  for (int which = 0; which < 2; which++)
    for (int i = GUARD; i < GUARD + N; i++) sum += out[which][i] * (1 + i % 7);
  return sum;
}
static void fill(void) {
  for (int i = 0; i < 2 * N; i++) x[i] = (i * 7919 % 10007) / 8.0;
  for (int i = 0; i < SIDE * SIDE; i++) b[i] = (i * 31 % 101) / 4.0;
  memset(out, 0, sizeof out);
}
static int intact(void) {
  for (int i = 0; i < 2 * N; i++)
    if (x[i] != (i * 7919 % 10007) / 8.0) return 0;
  for (int which = 0; which < 2; which++)
    for (int i = 0; i < GUARD; i++)
      if (out[which][i] || out[which][GUARD + N + i]) return 0;
  return 1;
}

#define CHECK(c) \
  do { if (!(c)) { printf("case %d, failing %ld (%s): %s\n", number, at, is_threads ? "threads" : "memory", #c); fflush(stdout); _exit(1); } } while (0)

// 0: request number `at` failed; 2: there are fewer.
static void child(const char *path, int number, long at) {
  alarm(60);
  fill();
  fail_at = at;
  is_watched = 1;
  void *library = dlopen(path, RTLD_NOW);
  CHECK(library);
  const char *(*message)(void) = (const char *(*)(void))dlsym(library, "failing_last_error");
  int status = call(library, number), right = number == FAILS ? ARRC_ERR_BOUNDS : ARRC_OK;
  CHECK(intact());
  if (status != right) {
    CHECK(at && !is_threads && status == ARRC_ERR_MEMORY && strstr(message(), "memory"));
  } else if (!status && !at) {
    expected[number] = digest();
  } else if (!status) {
    CHECK(digest() == expected[number]);
  }
  int had_failed = at && asked >= at;
  fail_at = 0;
  fill();
  CHECK(call(library, number) == right && intact() && (right || digest() == expected[number]));
  CHECK(!dlclose(library) && live == 0);
  _exit(at && !had_failed ? 2 : 0);
}

int main(int n_args, char **args) {
  if (n_args < 2) return 1;
  expected = mmap(0, sizeof(double) * CASES, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  long failed[2] = {0, 0};
  for (is_threads = 0; is_threads < 2; is_threads++)
    for (int number = 0; number < CASES; number++)
      for (long at = 0; at < 1000; at++) {
        pid_t process = fork();
        if (!process) child(args[1], number, at);
        int status;
        waitpid(process, &status, 0);
        if (WIFEXITED(status) && WEXITSTATUS(status) == 2) break;
        if (status) return printf("case %d, failing %ld: ended by %d\n", number, at, status), 1;
        if (at) failed[is_threads]++;
      }
  printf("%ld requests for memory and %ld for threads failed: all as expected\n", failed[0], failed[1]);
  // With threads there are some to start.
  const char *threads = getenv("ARRC_NUM_THREADS");
  return failed[0] < 10 || (threads && strcmp(threads, "1") && !failed[1]);
}
