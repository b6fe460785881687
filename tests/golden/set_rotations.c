/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Set 10: rotated vectors, end to end.  */

#include <math.h>
#include <stdlib.h>

#include "random.h"
#include "sets.h"

enum { AXES_MOST = 3, CASES_PER_HEAD = 5 };

/* A head and how it is split among the axes.  */
typedef struct { int axes; long size[AXES_MOST]; double base; } head;

static const head heads[] =
  { { 1, { 64 }, 1e4 },
    { 1, { 96 }, 1e4 },
    { 1, { 128 }, 5e5 },
    { 2, { 32, 32 }, 100 },
    { 2, { 48, 48 }, 1e4 },
    { 2, { 64, 64 }, 1e4 },
    { 3, { 16, 24, 24 }, 1e4 },
    { 3, { 32, 32, 32 }, 1e6 },
    { 3, { 44, 44, 40 }, 1e4 },
    { 3, { 16, 56, 56 }, 256 },
    { 3, { 44, 42, 42 }, 1e4 },
    { 3, { 32, 48, 48 }, 256 } };

typedef enum { PAIRING_INTERLEAVED, PAIRING_HALF } pairing;

typedef struct
{
  const head *head;
  pairing pairing;
  int format;                  /* index into x_formats */
  double position[AXES_MOST];
  double *x;
} rotation;

/* "any" values are exact in double, single, bf16 and f16 alike.  */
static const char *const x_formats[] = { "f64", "f32", "any" };

static double
random_element (generator *g, int format)
{
  switch (format)
    {
    case 0: return random_double (g, -4, 1, 52);
    case 1: return random_double (g, -4, 1, 23);
    default: return random_double (g, -4, 1, 7);
    }
}

static double
random_position (generator *g, int kind)
{
  switch (kind)
    {
    case 0: return (double) random_below (g, 64);
    case 1: return (double) random_below (g, 4096);
    case 2: return (double) random_below (g, 131072);
    case 3: return (double) random_between (g, -2147483647, 2147483647);
    default: return (double) random_between (g, -4000, 4000) / 4;
    }
}

static long
head_size (const head *h)
{
  long size = 0;
  for (int a = 0; a < h->axes; a++)
    size += h->size[a];
  return size;
}

/* Every pairing meets every format and every kind of position: 2, 3 and 5
   have no common divisor.  */
static rotation
make_rotation (generator *g, int number)
{
  rotation r = { .head = &heads[number / CASES_PER_HEAD],
                 .pairing = number % 2, .format = number % 3 };
  long size = head_size (r.head);
  for (int a = 0; a < r.head->axes; a++)
    r.position[a] = random_position (g, number % CASES_PER_HEAD);
  r.x = malloc (size * sizeof *r.x);
  if (! r.x)
    fail ("out of memory");
  for (long j = 0; j < size; j++)
    r.x[j] = random_element (g, r.format);
  return r;
}

static void
put_case (sheet *s, const rotation *r, int number)
{
  const head *h = r->head;
  sheet_put (s, "case number=%d pairing=%s dim=%ld axes=", number + 1,
             r->pairing == PAIRING_HALF ? "half" : "interleaved", head_size (h));
  for (int a = 0; a < h->axes; a++)
    sheet_put (s, "%s%ld", a > 0 ? "," : "", h->size[a]);
  sheet_put (s, " base=");
  sheet_put_number (s, h->base);
  sheet_put (s, " positions=");
  for (int a = 0; a < h->axes; a++)
    {
      sheet_put (s, "%s", a > 0 ? "," : "");
      sheet_put_number (s, r->position[a]);
    }
  sheet_put (s, " x_format=%s", x_formats[r->format]);
  sheet_end (s);
}

/* y = x0 c + sign x1 s  */
static pair
rotate_element (mpfr_srcptr c, mpfr_srcptr sine, double x0, double x1, int sign)
{
  mpfr_t y, other;
  mpfr_inits2 (exact_bits (), y, other, (mpfr_ptr) 0);
  mpfr_mul_d (y, c, x0, MPFR_RNDN);
  mpfr_mul_d (other, sine, sign * x1, MPFR_RNDN);
  mpfr_add (y, y, other, MPFR_RNDN);
  pair result = exact_pair (y);
  mpfr_clears (y, other, (mpfr_ptr) 0);
  return result;
}

/* Rotates the block of axis A, whose first element is FIRST.  */
static void
rotate_axis (pair *y, const rotation *r, int a, long first)
{
  long size = r->head->size[a];
  mpfr_t w, c, sine;
  mpfr_inits2 (exact_bits (), w, c, sine, (mpfr_ptr) 0);
  for (long i = 0; i < size / 2; i++)
    {
      bool half = r->pairing == PAIRING_HALF;
      long j0 = first + (half ? i : 2 * i);
      long j1 = half ? j0 + size / 2 : j0 + 1;
      exact_frequency (w, r->head->base, size, i);
      exact_rotation (c, sine, w, r->position[a]);
      y[j0] = rotate_element (c, sine, r->x[j0], r->x[j1], -1);
      y[j1] = rotate_element (c, sine, r->x[j1], r->x[j0], 1);
    }
  mpfr_clears (w, c, sine, (mpfr_ptr) 0);
}

static void
put_elements (sheet *s, const rotation *r)
{
  long size = head_size (r->head), first = 0;
  pair *y = malloc (size * sizeof *y);
  if (! y)
    fail ("out of memory");
  for (int a = 0; a < r->head->axes; a++)
    {
      rotate_axis (y, r, a, first);
      first += r->head->size[a];
    }
  for (long j = 0; j < size; j++)
    {
      sheet_put (s, "y %ld", j);
      sheet_put_word (s, r->x[j]);
      sheet_put_pair (s, y[j]);
      sheet_end (s);
    }
  free (y);
}

void
set_rotations (void)
{
  generator g = { 10 };
  sheet s = sheet_open ("10-rotations");
  sheet_note (&s, "y = x rotated; frequencies base^(-2i/d_a) start again on every axis a,");
  sheet_note (&s, "the pairing stays inside the block of each axis");
  sheet_note (&s, "lines: case key=value ...   then dim lines: y j x y_hi y_lo   (j from 0, x a word)");
  sheet_note (&s, "x_format: x is exact in f64, in f32, or in any of f64 f32 bf16 f16");
  for (size_t n = 0; n < COUNT (heads) * CASES_PER_HEAD; n++)
    {
      rotation r = make_rotation (&g, n);
      put_case (&s, &r, n);
      put_elements (&s, &r);
      free (r.x);
    }
  sheet_close (&s);
}
