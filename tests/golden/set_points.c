/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sets 1, 2 and 7: cosine and sine of pos * base^(-2i/d).  */

#include <stdlib.h>

#include "approach.h"
#include "random.h"
#include "sets.h"

const double set_bases[BASES] = { 100, 1e4, 5e5, 1e6, 1e7 };
const long set_dims[DIMS] = { 32, 64, 96, 128, 256 };

void
set_note_points (sheet *s)
{
  sheet_note (s, "cosine and sine of pos * base^(-2i/d)");
  sheet_note (s, "columns: base d i pos cos_hi cos_lo sin_hi sin_lo");
}

void
set_put_point (sheet *s, double base, long dim, long i, int64_t position)
{
  mpfr_t w, c, sine;
  mpfr_inits2 (exact_bits (), w, c, sine, (mpfr_ptr) 0);
  exact_frequency (w, base, dim, i);
  exact_rotation (c, sine, w, (double) position);
  sheet_put_number (s, base);
  sheet_put (s, " %ld %ld %lld", dim, i, (long long) position);
  sheet_put_cos_sin (s, c, sine);
  sheet_end (s);
  mpfr_clears (w, c, sine, (mpfr_ptr) 0);
}

/* ---- set 1: where formats, tables and context lengths have their edges ---- */

static const int64_t grid_positions[] =
  { 0, 1, 2, 3, 7, 100, 255, 256, 257, 1023, 2048, 4095, 4096, 8191, 32767,
    65535, 65536, 131071, 1048575, 1048576, 10000000, 16777217, 2147483647,
    2147483648, -1, -4096 };

static void
put_grid_positions (sheet *s, double base, long dim, long i)
{
  for (size_t p = 0; p < COUNT (grid_positions); p++)
    set_put_point (s, base, dim, i, grid_positions[p]);
}

void
set_grid (void)
{
  sheet s = sheet_open ("01-grid");
  set_note_points (&s);
  for (int b = 0; b < BASES; b++)
    for (int k = 0; k < DIMS; k++)
      {
        long d = set_dims[k];
        const long indices[] = { 0, 1, d / 8, d / 4, 3 * d / 8, d / 2 - 1 };
        for (size_t j = 0; j < COUNT (indices); j++)
          put_grid_positions (&s, set_bases[b], d, indices[j]);
      }
  sheet_close (&s);
}

/* ---- set 2: where the angle almost meets a multiple of pi/2 ---- */

typedef struct { long i; approach at; } candidate;

/* The closest TAKE positions of FIRST <= position < LAST, per base and d.  */
typedef struct { int64_t first, last; size_t take; } zone;

static const zone zones[] =
  { { 2, (int64_t) 1 << 17, 10 },
    { (int64_t) 1 << 17, (int64_t) 1 << 31, 40 },
    { (int64_t) 1 << 31, (int64_t) 1 << 53, 16 } };

static int
closer (const void *a, const void *b)
{
  const candidate *x = a, *y = b;
  if (x->at.distance != y->at.distance)
    return x->at.distance < y->at.distance ? -1 : 1;
  if (x->i != y->i)
    return x->i < y->i ? -1 : 1;
  return (x->at.position > y->at.position) - (x->at.position < y->at.position);
}

static size_t
collect_candidates (candidate *list, double base, long dim, const zone *z)
{
  size_t count = 0;
  /* i = 0 has w = 1 whatever the base: other sets hold it.  */
  for (long i = 1; i < dim / 2; i++)
    {
      approach found[APPROACH_MOST];
      mpfr_t w;
      mpfr_init2 (w, exact_bits ());
      exact_frequency (w, base, dim, i);
      size_t n = approach_find (found, w);
      mpfr_clear (w);
      for (size_t k = 0; k < n; k++)
        if (found[k].position >= z->first && found[k].position < z->last)
          list[count++] = (candidate) { i, found[k] };
    }
  qsort (list, count, sizeof *list, closer);
  return count;
}

static candidate
put_zone (sheet *s, double base, long dim, const zone *z)
{
  candidate *list = malloc (dim / 2 * APPROACH_MOST * sizeof *list);
  if (! list)
    fail ("out of memory");
  size_t count = collect_candidates (list, base, dim, z);
  if (count < z->take)
    fail ("too few approaches for base %g, d %ld", base, dim);
  for (size_t k = 0; k < z->take; k++)
    set_put_point (s, base, dim, list[k].i, list[k].at.position);
  candidate best = list[0];
  free (list);
  return best;
}

static void
put_all_in_zone (sheet *s, const zone *z)
{
  candidate closest = { .at.distance = 1 };
  double closest_base = 0;
  long closest_dim = 0;
  for (int b = 0; b < BASES; b++)
    for (int k = 0; k < DIMS; k++)
      {
        candidate best = put_zone (s, set_bases[b], set_dims[k], z);
        if (closer (&best, &closest) < 0)
          {
            closest = best;
            closest_base = set_bases[b];
            closest_dim = set_dims[k];
          }
      }
  sheet_note (s, "closest with %lld <= pos < %lld: base %g d %ld i %ld pos %lld, "
              "2^%.2f quarter turns", (long long) z->first, (long long) z->last,
              closest_base, closest_dim, closest.i,
              (long long) closest.at.position, exact_log2 (closest.at.distance));
}

void
set_zeros (void)
{
  sheet s = sheet_open ("02-zeros");
  set_note_points (&s);
  sheet_note (&s, "positions whose angle comes closest to a multiple of pi/2 "
              "(convergents of 2w/pi)");
  for (size_t z = 0; z < COUNT (zones); z++)
    put_all_in_zone (&s, &zones[z]);
  sheet_close (&s);
}

/* ---- set 7: anything at all, odd bases and head sizes included ---- */

static const double random_bases[] =
  { 100, 256, 2000, 1e4, 10007, 50000, 150000, 5e5, 1e6, 1000042, 1234567.25,
    1e7, 1e9 };
static const long random_dims[] =
  { 2, 4, 16, 20, 24, 32, 40, 42, 44, 56, 64, 80, 88, 96, 128, 192, 256, 512 };

static void
put_random_point (sheet *s, generator *g, int bits, bool both_signs)
{
  double base = random_bases[random_below (g, COUNT (random_bases))];
  long dim = random_dims[random_below (g, COUNT (random_dims))];
  long i = random_below (g, dim / 2);
  int64_t position = random_octave (g, bits);
  if (both_signs && (random_bits (g) & 1))
    position = -position;
  set_put_point (s, base, dim, i, position);
}

void
set_random (void)
{
  generator g = { 7 };
  sheet s = sheet_open ("07-random");
  set_note_points (&s);
  sheet_note (&s, "5000 with 0 < pos < 2^31, then 1000 with |pos| <= 2^53; "
              "every bit length equally likely");
  for (int k = 0; k < 5000; k++)
    put_random_point (&s, &g, 31, false);
  for (int k = 0; k < 996; k++)
    put_random_point (&s, &g, 53, true);
  for (int k = 0; k < 4; k++)
    set_put_point (&s, 1e4, 128, 21 * k, (k & 1 ? -1 : 1) * ((int64_t) 1 << 53));
  sheet_close (&s);
}
