/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sets 3 to 6: values next to a rounding midpoint of a format.

   All positions below 2^17 are scanned with double-double arithmetic (angle
   addition from tables made by MPFR); what comes near a midpoint goes to MPFR,
   which alone decides what is kept and in which order.  */

#include <math.h>
#include <stdlib.h>

#include "formats.h"
#include "sets.h"

enum { FINE = 512, COARSE = 256 };   /* position = FINE * a + b, a < COARSE */

static const double scan_bases[] = { 1e4, 5e5, 1e6 };
enum { SCAN_DIM = 128 };

/* Half ulps.  The scan errs by less than 2^-33 half ulps on values above
   SURE, so nothing nearer than the first limit escapes the second one.  */
static const double keep_below = 0x1p-15;
static const double look_below = 0x1p-15 + 0x1p-25;
static const double sure = 0x1p-16;

typedef struct { double base; long i; int64_t position; int sine; double distance; } hard_value;

typedef struct
{
  const number_format *format;
  const char *name;
  size_t take;
  hard_value *list;
  size_t used, room;
} collector;

typedef struct { pair cos, sin; } circle_point;

/* ---- scan ---- */

/* a*b + sign*c*d to about 104 bits, normalised.  */
static pair
product_sum (pair a, pair b, pair c, pair d, double sign)
{
  double p = a.hi * b.hi, p_rest = fma (a.hi, b.hi, -p);
  double q = sign * c.hi * d.hi, q_rest = fma (sign * c.hi, d.hi, -q);
  double sum = p + q, part = sum - p;
  double sum_rest = (p - (sum - part)) + (q - part);
  double low = sum_rest + (p_rest + q_rest + a.hi * b.lo + a.lo * b.hi
                           + sign * (c.hi * d.lo + c.lo * d.hi));
  double hi = sum + low;
  return (pair) { hi, low - (hi - sum) };
}

static void
fill_table (circle_point *table, int count, mpfr_srcptr w, int step)
{
  mpfr_t c, s;
  mpfr_inits2 (exact_bits (), c, s, (mpfr_ptr) 0);
  for (int k = 0; k < count; k++)
    {
      exact_rotation (c, s, w, (double) k * step);
      table[k] = (circle_point) { exact_pair (c), exact_pair (s) };
    }
  mpfr_clears (c, s, (mpfr_ptr) 0);
}

/* Distance to the nearest midpoint in half ulps, as far as V tells.  */
static double
rough_distance (pair v, int exponent, const number_format *format)
{
  int e = exponent < format->emin ? format->emin : exponent;
  double scale = double_from_bits ((uint64_t) (1023 + format->precision - 1 - e) << 52);
  double ulps = v.hi * scale;
  double x = 2 * (ulps - floor (ulps)) - 1 + 2 * v.lo * scale;
  return fabs (x < -1 ? x + 2 : x);
}

static void
remember (collector *k, hard_value value)
{
  if (k->used == k->room)
    {
      k->room = 2 * k->room + 1024;
      k->list = realloc (k->list, k->room * sizeof *k->list);
      if (! k->list)
        fail ("out of memory");
    }
  k->list[k->used++] = value;
}

static void
look_at (pair v, hard_value value, collector *collectors, int count)
{
  if (v.hi < 0)
    v = (pair) { -v.hi, -v.lo };
  int exponent = (int) (double_bits (v.hi) >> 52) - 1023;
  for (int k = 0; k < count; k++)
    if (v.hi < sure
        || rough_distance (v, exponent, collectors[k].format) < look_below)
      remember (&collectors[k], value);
}

static void
scan_frequency (double base, long i, collector *collectors, int count)
{
  static circle_point coarse[COARSE], fine[FINE];
  mpfr_t w;
  mpfr_init2 (w, exact_bits ());
  exact_frequency (w, base, SCAN_DIM, i);
  fill_table (coarse, COARSE, w, FINE);
  fill_table (fine, FINE, w, 1);
  mpfr_clear (w);

  for (int64_t position = 1; position < COARSE * FINE; position++)
    {
      const circle_point *a = &coarse[position / FINE], *b = &fine[position % FINE];
      pair c = product_sum (a->cos, b->cos, a->sin, b->sin, -1);
      pair s = product_sum (a->sin, b->cos, a->cos, b->sin, 1);
      look_at (c, (hard_value) { base, i, position, 0, 0 }, collectors, count);
      look_at (s, (hard_value) { base, i, position, 1, 0 }, collectors, count);
    }
}

static void
scan_everything (collector *collectors, int count)
{
  for (size_t b = 0; b < COUNT (scan_bases); b++)
    /* i = 0 is the same for every base.  */
    for (long i = b == 0 ? 0 : 1; i < SCAN_DIM / 2; i++)
      scan_frequency (scan_bases[b], i, collectors, count);
}

/* ---- decision ---- */

static double
true_distance (const hard_value *v, const number_format *format)
{
  mpfr_t w, c, s;
  mpfr_inits2 (exact_bits (), w, c, s, (mpfr_ptr) 0);
  exact_frequency (w, v->base, SCAN_DIM, v->i);
  exact_rotation (c, s, w, (double) v->position);
  double distance = format_tie_distance (v->sine ? s : c, format);
  mpfr_clears (w, c, s, (mpfr_ptr) 0);
  return distance;
}

static int
harder (const void *a, const void *b)
{
  const hard_value *x = a, *y = b;
  if (x->distance != y->distance)
    return x->distance < y->distance ? -1 : 1;
  if (x->base != y->base)
    return x->base < y->base ? -1 : 1;
  if (x->i != y->i)
    return x->i < y->i ? -1 : 1;
  if (x->position != y->position)
    return x->position < y->position ? -1 : 1;
  return x->sine - y->sine;
}

static void
sort_by_distance (collector *k)
{
  size_t kept = 0;
  for (size_t n = 0; n < k->used; n++)
    {
      hard_value v = k->list[n];
      v.distance = true_distance (&v, k->format);
      if (v.distance < keep_below)
        k->list[kept++] = v;
    }
  k->used = kept;
  qsort (k->list, k->used, sizeof *k->list, harder);
  if (k->used < k->take)
    fail ("%s: only %zu hard values", k->name, k->used);
}

static void
put_hard_values (const collector *k)
{
  const hard_value *first = &k->list[0], *last = &k->list[k->take - 1];
  sheet s = sheet_open (k->name);
  set_note_points (&s);
  sheet_note (&s, "cosine or sine next to a midpoint of two %s numbers, hardest first",
              k->format->name);
  sheet_note (&s, "the %zu closest of 0 < pos < %d, d = %d, bases 1e4, 5e5, 1e6",
              k->take, COARSE * FINE, SCAN_DIM);
  sheet_note (&s, "distance 2^%.2f (%s) to 2^%.2f half ulps",
              exact_log2 (first->distance), first->sine ? "sin" : "cos",
              exact_log2 (last->distance));
  for (size_t n = 0; n < k->take; n++)
    set_put_point (&s, k->list[n].base, SCAN_DIM, k->list[n].i, k->list[n].position);
  sheet_close (&s);
}

void
set_hard (void)
{
  collector collectors[] =
    { { &format_f64, "03-hard-f64", 800, NULL, 0, 0 },
      { &format_f32, "04-hard-f32", 500, NULL, 0, 0 },
      { &format_f16, "05-hard-f16", 400, NULL, 0, 0 },
      { &format_bf16, "06-hard-bf16", 400, NULL, 0, 0 } };

  scan_everything (collectors, COUNT (collectors));
  for (size_t k = 0; k < COUNT (collectors); k++)
    {
      sort_by_distance (&collectors[k]);
      put_hard_values (&collectors[k]);
      free (collectors[k].list);
    }
}
