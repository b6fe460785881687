/* bytes.h - takes numbers, choices and sizes from the bytes of a fuzzer; when they run out, zeros.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_FUZZ_BYTES_H
#define TESTS_FUZZ_BYTES_H

/* Aborts instead of failing a test: what a fuzzer reports. */
#include "check.h"

#include <math.h>

#undef fail_msg
#define fail_msg(...) (fprintf (stderr, __VA_ARGS__), fputc ('\n', stderr), abort ())
#define fuzz_check(condition)                                                                                         \
  ((condition) ? (void) 0 : (void) fail_msg ("%s:%d: not so: %s", __FILE__, __LINE__, #condition))

typedef struct {
  const uint8_t *at;
  size_t left;
} bytes;

static inline void take (bytes *b, void *to, size_t size)
{
  memset (to, 0, size);
  const size_t n = size < b->left ? size : b->left;
  memcpy (to, b->at, n);
  b->at += n;
  b->left -= n;
}

static inline uint64_t take_bits (bytes *b, size_t size)
{
  uint64_t bits = 0;
  take (b, &bits, size);
  return bits;
}

/* 0 .. n-1 */
static inline size_t take_below (bytes *b, size_t n)
{
  return (size_t) (take_bits (b, n > 256 ? 4 : 1) % n);
}

/* A double as the callers of the library have them: a handful that matter, small integers, or any bits. */
static inline double take_double (bytes *b)
{
  static const double known[] = {0.0, -0.0, 1, 2, 0.5, -1, 32, 64, 1e4, 5e5, 8192, 131072, 0x1p53, -0x1p53, 0x1p53 + 2, 0x1p-1074, 0x1p60,
                                 1e-300, 1e300, INFINITY, -INFINITY, NAN, 0x1.fffffffffffffp-1, 0x1.0000000000001p0};
  const size_t kind = take_below (b, 4);
  if (kind == 0)
    return known[take_below (b, COUNT_OF (known))];
  if (kind == 1)
    return (double) (int8_t) take_bits (b, 1);
  if (kind == 2)
    return (double) (int16_t) take_bits (b, 2) / 256;
  return double_of (take_bits (b, 8));
}

/* A size: mostly small, now and then one that overflows. */
static inline size_t take_size (bytes *b, size_t small)
{
  static const size_t huge[] = {SIZE_MAX, SIZE_MAX / 2 + 1, (size_t) 1 << 62, (size_t) 1 << 33, (size_t) 1 << 32};
  const uint8_t kind = (uint8_t) take_bits (b, 1);
  return kind < 250 ? kind % (small + 1) : huge[kind % COUNT_OF (huge)];
}

/* Work that ends soon, whatever was asked for. */
static inline int fuzz_out_of_patience (void *data)
{
  int *calls = data;
  return ++*calls > 64;
}

#endif
