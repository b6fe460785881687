/* check.h - cmocka, the assertions and the printing that all tests share.

   Identity is asserted on bit patterns, so that -0 is not 0.  Lines that begin with "measured" are for the log of
   `make check`.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_CHECK_H
#define TESTS_CHECK_H

/* fork, alarm, setenv; before the first system header, hence this header comes first in every test */
#ifndef _POSIX_C_SOURCE
#  define _POSIX_C_SOURCE 200809L
#endif

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "rome.h"

#define COUNT_OF(array) (sizeof (array) / sizeof *(array))

static inline uint64_t bits_of (double x)
{
  uint64_t bits;
  memcpy (&bits, &x, sizeof bits);
  return bits;
}

static inline uint32_t bits_of_float (float x)
{
  uint32_t bits;
  memcpy (&bits, &x, sizeof bits);
  return bits;
}

static inline double double_of (uint64_t bits)
{
  double x;
  memcpy (&x, &bits, sizeof x);
  return x;
}

#define assert_same_double(a, b) assert_int_equal (bits_of (a), bits_of (b))
#define assert_same_float(a, b) assert_int_equal (bits_of_float (a), bits_of_float (b))
#define assert_ok(call) assert_int_equal (call, ROME_OK)
#define assert_refused(call) assert_int_equal (call, ROME_BAD_ARGUMENT)

/* Memory that a test cannot do without; at least one byte, so that a sanitizer sees every access past the end. */
static inline void *need (size_t count, size_t size)
{
  void *memory = calloc (count ? count : 1, size);
  assert_non_null (memory);
  return memory;
}

/* Prints a measured value beside its bound and fails if it is larger (or not a number). */
static inline void check_bound (const char *what, double measured, double bound)
{
  printf ("measured %-52s %-12.5g bound %g\n", what, measured, bound);
  if (!(measured <= bound))
    fail_msg ("%s: %.17g is above %.17g", what, measured, bound);
}

/* A monitor that stops at call number `at` (counted from 1; 0: never). */
typedef struct {
  int calls, at;
} patience;

static inline int patience_ends (void *data)
{
  patience *p = data;
  return ++p->calls == p->at;
}

#endif
