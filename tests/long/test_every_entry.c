/* test_every_entry.c - every entry of large tables, in every format, is the certified truth rounded once.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "census.h"
#include "frequency.h"
#include "tap.h"

#define BLOCK 4096

/* ---- formats, independent of the library ---- */

enum { DOUBLE, SINGLE, BF16, F16, FORMATS };

static const struct {
  const char *name;
  rome_format format;
  int digits, least; /* bits of the significand, exponent of the smallest normal number */
} format[FORMATS] = {{"double", ROME_F64, 53, -1022}, {"single", ROME_F32, 24, -126}, {"bf16", ROME_BF16, 8, -126}, {"f16", ROME_F16, 11, -14}};

/* hi + lo, hi its nearest double, rounded to a shorter format, ties to even.  Only where hi is a midpoint can lo decide. */
static double narrow (double hi, double lo, int f)
{
  const int exponent = hi == 0 ? format[f].least : census_binade (hi, 0);
  const int unit = (exponent < format[f].least ? format[f].least : exponent) - format[f].digits + 1;
  const double scaled = hi * census_power (-unit), below = floor (scaled);
  double rounded = rint (scaled);
  if (scaled - below == 0.5 && lo != 0)
    rounded = lo > 0 ? below + 1 : below;
  return rounded * census_power (unit);
}

static double bf16_value (uint16_t bits)
{
  const uint32_t shifted = (uint32_t) bits << 16;
  float value;
  memcpy (&value, &shifted, sizeof value);
  return (double) value;
}

static double f16_value (uint16_t bits)
{
  const int exponent = bits >> 10 & 31;
  const double fraction = (bits & 0x3ff) + (exponent ? 1024 : 0), magnitude = fraction * census_power ((exponent ? exponent : 1) - 25);
  return bits >> 15 ? -magnitude : magnitude;
}

static double entry (const void *table, int f, size_t k)
{
  switch (f) {
  case DOUBLE: return ((const double *) table)[k];
  case SINGLE: return (double) ((const float *) table)[k];
  case BF16: return bf16_value (((const uint16_t *) table)[k]);
  default: return f16_value (((const uint16_t *) table)[k]);
  }
}

/* ---- some pairs of a head ---- */

typedef struct {
  double base;
  size_t dim, first, pairs, rows;
  rome_freqs *freqs; /* of the pairs first .. first + pairs - 1 only */
  void *cos[FORMATS], *sin[FORMATS];
} columns;

static columns columns_make (double base, size_t dim, size_t first, size_t pairs, size_t rows)
{
  columns t = {.base = base, .dim = dim, .first = first, .pairs = pairs, .rows = rows};
  const rome_freqs_spec spec = {.base = base, .axes = {ROME_AXES_BLOCKS, 1, &dim}};
  const rome_positions positions = {rows, NULL, NULL};
  tap_need (rome_freqs_create (&t.freqs, &spec) == ROME_OK, "rome_freqs_create");
  memmove (t.freqs->turns, t.freqs->turns + first, pairs * sizeof *t.freqs->turns);
  memmove (t.freqs->radians, t.freqs->radians + first, pairs * sizeof *t.freqs->radians);
  t.freqs->pairs = pairs;
  for (int f = 0; f < FORMATS; f++) {
    t.cos[f] = malloc (rows * pairs * rome_format_size (format[f].format));
    t.sin[f] = malloc (rows * pairs * rome_format_size (format[f].format));
    tap_need (t.cos[f] && t.sin[f], "allocating memory");
    tap_need (rome_cache (t.freqs, &positions, format[f].format, t.cos[f], t.sin[f], 0, NULL) == ROME_OK, "rome_cache");
  }
  return t;
}

static void columns_free (columns *t)
{
  for (int f = 0; f < FORMATS; f++) {
    free (t->cos[f]);
    free (t->sin[f]);
  }
  rome_freqs_free (t->freqs);
}

static void count_entry (census c[FORMATS], void *const table[FORMATS], size_t k, double hi, double lo, const place *at)
{
  for (int f = 0; f < FORMATS; f++) {
    const double value = entry (table[f], f, k), expected = f == DOUBLE ? hi : narrow (hi, lo, f);
    census_count (&c[f], value != expected || signbit (value) != signbit (expected), census_ulp (value, hi, lo, format[f].digits, format[f].least),
                  at);
  }
}

static void count_block (const columns *t, size_t first_row, double *room, census c[FORMATS])
{
  double position[BLOCK];
  const size_t count = t->rows - first_row < BLOCK ? t->rows - first_row : BLOCK, all = BLOCK * t->pairs;
  const rome_positions positions = {count, position, NULL};
  const rome_truth_values v = {room, room + all, room + 2 * all, room + 3 * all};
  for (size_t n = 0; n < count; n++)
    position[n] = (double) (first_row + n);
  tap_need (rome_truth (t->freqs, &positions, ROME_CERTIFIED, &v, 1, NULL) == ROME_OK, "rome_truth");
  for (size_t i = 0; i < t->pairs; i++)
    for (size_t n = 0; n < count; n++) {
      const size_t k = first_row + n + i * t->rows, m = n + i * count;
      place at = {t->base, position[n], t->dim, t->first + i, 0};
      count_entry (c, t->cos, k, v.cos_hi[m], v.cos_lo[m], &at);
      at.is_sine = 1;
      count_entry (c, t->sin, k, v.sin_hi[m], v.sin_lo[m], &at);
    }
}

static void count_columns (const columns *t, census sum[FORMATS])
{
#pragma omp parallel
  {
    census mine[FORMATS] = {{0}};
    double *room = malloc (4 * BLOCK * t->pairs * sizeof *room);
    tap_need (room != NULL, "allocating memory");
#pragma omp for schedule(dynamic)
    for (size_t row = 0; row < t->rows; row += BLOCK)
      count_block (t, row, room, mine);
    free (room);
#pragma omp critical
    for (int f = 0; f < FORMATS; f++)
      census_add (&sum[f], &mine[f]);
  }
}

/* ---- whole tables ---- */

/* Pairs first, first + step, ... below dim / 2, `together` neighbours at a time, which bounds the memory. */
static void check_table (const char *name, double base, size_t dim, size_t rows, size_t first, size_t step, size_t together)
{
  census c[FORMATS] = {{0}};
  char what[100];
  for (size_t pair = first; pair < dim / 2; pair += step) {
    columns t = columns_make (base, dim, pair, together, rows);
    count_columns (&t, c);
    columns_free (&t);
  }
  for (int f = 0; f < FORMATS; f++) {
    snprintf (what, sizeof what, "%s, %s", name, format[f].name);
    census_print (what, &c[f]);
    /* the values of a short format are too few to spread evenly */
    tap_result (c[f].misrounded == 0 && c[f].worst <= 0.5000001 && (f >= BF16 || census_is_uniform (&c[f])), what);
  }
}

int main (void)
{
  check_table ("2^20 x 64, base 1e4, dim 128", 1e4, 128, (size_t) 1 << 20, 0, 8, 8);
  check_table ("2^20 x 64, base 5e5, dim 128", 5e5, 128, (size_t) 1 << 20, 0, 8, 8);
  /* a fast and a slow one */
  check_table ("2^24 x 2, base 1e6, dim 256", 1e6, 256, (size_t) 1 << 24, 3, 72, 1);
  return tap_end ();
}
