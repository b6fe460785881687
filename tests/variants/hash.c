/* hash.c - hashes of what the library gives, to be compared between builds of it.

   `hash` prints one line "name hash" per part and one for all; `hash refused` succeeds if the library refuses to work.
   Positions and tensors come from integers and exact scalings, so that they depend on no option of the compiler.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "hash.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rome.h"
#include "splitmix.h"

#define COUNT_OF(array) (sizeof (array) / sizeof *(array))

static uint64_t all = HASH_START;

/* Elements from their lowest byte on, whatever the order of bytes in memory. */
static uint64_t hash_elements (uint64_t hash, const void *data, size_t count, size_t size)
{
  const unsigned char *byte = data;
  for (size_t k = 0; k < count; k++)
    for (size_t b = 0; b < size; b++) {
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
      hash = hash_more (hash, &byte[k * size + size - 1 - b], 1);
#else
      hash = hash_more (hash, &byte[k * size + b], 1);
#endif
    }
  return hash;
}

static void say (const char *name, uint64_t hash)
{
  printf ("%-24s %016" PRIx64 "\n", name, hash);
  all = hash_elements (all, &hash, 1, sizeof hash);
}

static void need (int condition, const char *what)
{
  if (condition)
    return;
  printf ("%s failed\n", what);
  exit (1);
}

static void *room (size_t count, size_t size)
{
  void *memory = calloc (count + 1, size);
  need (memory != NULL, "allocating memory");
  return memory;
}

/* ---- frequencies ---- */

static const size_t one_axis[] = {128}, three_axes[] = {44, 44, 40}, sections[] = {16, 24, 24};

static rome_freqs *frequencies (const rome_freqs_spec *spec)
{
  rome_freqs *freqs = NULL;
  need (rome_freqs_create (&freqs, spec) == ROME_OK, "rome_freqs_create");
  return freqs;
}

static rome_freqs *by_rule (double base, size_t dim, const rome_scaling *scaling)
{
  return frequencies (&(rome_freqs_spec) {.base = base, .axes = {ROME_AXES_BLOCKS, 1, &dim}, .scaling = *scaling});
}

static rome_freqs *plain (double base, size_t dim)
{
  return by_rule (base, dim, &(rome_scaling) {.rule = ROME_SCALING_DEFAULT});
}

static const rome_scaling yarn = {.rule = ROME_SCALING_YARN, .extrapolation = 1, .factor = 16, .original_length = 4096, .beta_fast = 32, .beta_slow = 1, .truncate = 1};

static void hash_frequencies (void)
{
  double ext[128];
  for (size_t i = 0; i < COUNT_OF (ext); i++)
    ext[i] = 1 + (double) i / 3;
  const rome_scaling rule[] = {
    {.rule = ROME_SCALING_DEFAULT},
    {.rule = ROME_SCALING_LINEAR, .factor = 3},
    {.rule = ROME_SCALING_NTK, .factor = 7.3},
    {.rule = ROME_SCALING_DYNAMIC, .factor = 2.5, .max_length = 4096, .length = 10000},
    yarn,
    {.rule = ROME_SCALING_YARN, .extrapolation = 1, .factor = 40, .original_length = 4096, .beta_fast = 32, .beta_slow = 1, .mscale = 0.7, .mscale_all_dim = 1.1},
    {.rule = ROME_SCALING_LONGROPE, .original_length = 4096, .max_length = 131072, .length = 8192, .short_factor = ext, .long_factor = ext},
    {.rule = ROME_SCALING_LLAMA3, .factor = 8, .original_length = 8192, .low_freq = 1, .high_freq = 4},
    {.rule = ROME_SCALING_PROPORTIONAL, .factor = 2, .partial = 0.25}};
  const double base[] = {1e4, 5e5, 1234567.25};
  const size_t dim[] = {32, 96, 128, 256};
  for (size_t r = 0; r < COUNT_OF (rule); r++) {
    uint64_t hash = HASH_START;
    char name[32];
    for (size_t b = 0; b < COUNT_OF (base); b++)
      for (size_t d = 0; d < COUNT_OF (dim); d++) {
        rome_freqs *freqs = by_rule (base[b], dim[d], &rule[r]);
        double w[128];
        rome_freqs_round (freqs, w);
        const double attention = rome_freqs_attention (freqs);
        hash = hash_elements (hash_elements (hash, w, dim[d] / 2, sizeof *w), &attention, 1, sizeof attention);
        rome_freqs_free (freqs);
      }
    snprintf (name, sizeof name, "frequencies-%zu", r);
    say (name, hash);
  }
}

/* ---- positions ---- */

#define ROWS 160

typedef enum { BELOW_2_31, ALL_INTEGERS, FRACTIONAL, TINY, HARD, KINDS } kind;
static const char *const kind_name[KINDS] = {"integers", "all-integers", "fractions", "tiny", "hard"};

/* Denominators of convergents of 2 w / pi: angles that come close to multiples of pi/2. */
static const double hard[] = {1, 2, 3, 7, 11, 22, 355, 710, 344, 103993, 104348, 833719, 1146408, 4272943, 5419351, 80143857,
                              245850922, 411557987, 1715512116, 2549491779.0, 6167950454.0, 6134899525417045.0, 9007199254740992.0};

static double position (splitmix *r, kind k, size_t n)
{
  switch (k) {
  case BELOW_2_31: return (double) splitmix_below (r, UINT64_C (1) << 31);
  case ALL_INTEGERS: return (double) splitmix_below (r, (UINT64_C (1) << 54) + 1) - ROME_POSITION_MAX;
  case FRACTIONAL: return splitmix_double (r, -60, 52);
  case TINY: return splitmix_double (r, -1070, -61);
  case HARD: return n % 2 ? -hard[n % COUNT_OF (hard)] : hard[n % COUNT_OF (hard)] + (double) (n / COUNT_OF (hard));
  case KINDS: break;
  }
  return 0;
}

static void fill_positions (double *value, size_t count, kind k, uint64_t seed)
{
  splitmix r = {seed};
  for (size_t n = 0; n < count; n++) {
    value[n] = position (&r, k, n);
    if (value[n] > ROME_POSITION_MAX)
      value[n] = ROME_POSITION_MAX;
  }
}

/* ---- truth ---- */

/* What has GSL's digits, which may be other ones in a build of GSL for another processor: its own tier, and the last bits of the low
   parts, by way of the seeds of the roots of unity. */
static uint64_t by_gsl = HASH_START;

static uint64_t truth (uint64_t hash, const rome_freqs *freqs, const rome_positions *positions)
{
  const size_t count = positions->count * rome_freqs_pairs (freqs);
  double *out = room (4 * count, sizeof *out);
  const rome_truth_values values = {out, out + count, out + 2 * count, out + 3 * count};
  for (int tier = ROME_CERTIFIED; tier <= ROME_GSL; tier++)
    for (int threads = 1; threads <= 2; threads++) {
      need (rome_truth (freqs, positions, tier ? ROME_GSL : ROME_CERTIFIED, &values, threads, NULL) == ROME_OK, "rome_truth");
      for (size_t part = 0; part < 4; part++) {
        uint64_t *sum = tier == ROME_GSL || part % 2 ? &by_gsl : &hash;
        *sum = hash_elements (*sum, out + part * count, count, sizeof *out);
      }
    }
  free (out);
  return hash;
}

static void hash_truth (void)
{
  static double value[3 * ROWS];
  const double offset[] = {-123.0625, 1e9, 0.1};
  for (kind k = 0; k < KINDS; k++) {
    char name[32];
    uint64_t hash = HASH_START;
    rome_freqs *freqs[] = {plain (1e4, 32), plain (100, 80), by_rule (1e6, 64, &yarn)};
    fill_positions (value, ROWS, k, 10 + (uint64_t) k);
    for (size_t n = 0; n < COUNT_OF (freqs); n++) {
      hash = truth (hash, freqs[n], &(rome_positions) {ROWS, value, NULL});
      hash = truth (hash, freqs[n], &(rome_positions) {ROWS / 4, value, offset});
      rome_freqs_free (freqs[n]);
    }
    snprintf (name, sizeof name, "truth-%s", kind_name[k]);
    say (name, hash);
  }
}

/* Several axes, mixed axes, and the levels below the formula. */
static void hash_axes_and_levels (void)
{
  static double value[3 * ROWS];
  const double w[] = {1, 0.1, -3.5, 1e-30, 0x1p59, 1e-300};
  const rome_freqs_spec spec[] = {
    {.base = 1e4, .axes = {ROME_AXES_BLOCKS, 3, three_axes}},
    {.base = 1e6, .axes = {ROME_AXES_SECTIONS, 3, sections}},
    {.base = 1e6, .axes = {ROME_AXES_SECTIONS_INTERLEAVED, 3, sections}},
    {.base = 1e4, .axes = {ROME_AXES_BLOCKS, 1, one_axis}, .level = ROME_FREQ64},
    {.base = 1e4, .axes = {ROME_AXES_BLOCKS, 1, one_axis}, .level = ROME_FREQ32},
    {.base = 1e4, .axes = {ROME_AXES_BLOCKS, 1, one_axis}, .level = ROME_ANGLE},
    {.axes = {ROME_AXES_SECTIONS, 1, (const size_t[]) {6}}, .level = ROME_FREQ64, .explicit_freqs = w},
    {.axes = {ROME_AXES_SECTIONS, 1, (const size_t[]) {6}}, .level = ROME_ANGLE, .explicit_freqs = w},
    {.axes = {ROME_AXES_SECTIONS, 3, (const size_t[]) {2, 0, 0}}, .level = ROME_FREQ64, .explicit_freqs = w, .mixed = 1}};
  uint64_t hash = HASH_START;
  fill_positions (value, 3 * ROWS, ALL_INTEGERS, 20);
  for (size_t n = 0; n < COUNT_OF (spec); n++) {
    rome_freqs *freqs = frequencies (&spec[n]);
    hash = truth (hash, freqs, &(rome_positions) {ROWS, value, NULL});
    rome_freqs_free (freqs);
  }
  say ("truth-axes-levels", hash);
}

/* ---- tables ---- */

static uint64_t table (uint64_t hash, const rome_freqs *freqs, const rome_positions *positions)
{
  const size_t count = positions->count * rome_freqs_pairs (freqs);
  double *out = room (2 * count, sizeof *out);
  const rome_format format[] = {ROME_F64, ROME_F32, ROME_BF16, ROME_F16};
  for (size_t f = 0; f < COUNT_OF (format); f++)
    for (int threads = 1; threads <= 2; threads++) {
      const size_t bytes = count * rome_format_size (format[f]);
      need (rome_cache (freqs, positions, format[f], out, (char *) out + bytes, threads, NULL) == ROME_OK, "rome_cache");
      hash = hash_elements (hash, out, 2 * count, rome_format_size (format[f]));
    }
  free (out);
  return hash;
}

static void say_tables (const char *name, const rome_positions *positions)
{
  rome_freqs *freqs = plain (1e4, 32), *scaled = by_rule (5e5, 16, &yarn);
  say (name, table (table (HASH_START, freqs, positions), scaled, positions));
  rome_freqs_free (freqs);
  rome_freqs_free (scaled);
}

/* One set of positions for every plan of cache_plan.c. */
static void hash_tables (void)
{
  static double value[10000];
  const double offset = -1000.5;
  splitmix r = {30};
  say_tables ("tables-range", &(rome_positions) {8000, NULL, NULL});
  say_tables ("tables-range-offset", &(rome_positions) {5000, NULL, &offset});
  for (size_t n = 0; n < COUNT_OF (value); n++)
    value[n] = (double) splitmix_below (&r, 5000);
  say_tables ("tables-dense", &(rome_positions) {COUNT_OF (value), value, NULL});
  fill_positions (value, COUNT_OF (value), BELOW_2_31, 31);
  say_tables ("tables-digits", &(rome_positions) {COUNT_OF (value), value, NULL});
  for (size_t n = 0; n < 3000; n++)
    value[n] = (double) splitmix_below (&r, 500) / 8;
  say_tables ("tables-distinct", &(rome_positions) {3000, value, NULL});
  fill_positions (value, 60, FRACTIONAL, 32);
  say_tables ("tables-single", &(rome_positions) {60, value, NULL});
}

/* ---- rotations ---- */

/* A number of the format: normal, subnormal, zero; NaNs are left out, their bits are the processor's. */
static void random_element (splitmix *r, rome_format format, void *array, size_t k)
{
  const uint64_t what = splitmix_below (r, 32);
  const float single = what == 0 ? -0.0f : what == 1 ? splitmix_float (r, -140, -120) : splitmix_float (r, -12, 8);
  switch (format) {
  case ROME_F64: ((double *) array)[k] = what == 0 ? -0.0 : what == 1 ? splitmix_double (r, -1060, -1000) : splitmix_double (r, -12, 8); break;
  case ROME_F32: ((float *) array)[k] = single; break;
  case ROME_BF16:
  case ROME_F16: rome_pack (ROME_F32, &single, 1, format, (uint16_t *) array + k); break;
  }
}

static const char letters[][5] = {"bshd", "bhsd", "sbhd", "dhsb", "dbsh", "hdsb", "shdb", "bdhs"};

static rome_stride strides (const rome_extent *n, const char *order)
{
  rome_stride stride = {0, 0, 0, 0};
  ptrdiff_t step = 1;
  for (int k = 3; k >= 0; k--)
    switch (order[k]) {
    case 'b': stride.batch = step, step *= (ptrdiff_t) n->batch; break;
    case 's': stride.token = step, step *= (ptrdiff_t) n->tokens; break;
    case 'h': stride.head = step, step *= (ptrdiff_t) n->heads; break;
    default: stride.dim = step, step *= (ptrdiff_t) n->dim; break;
    }
  return stride;
}

/* A rotation with everything that it points to, for one format. */
typedef struct {
  rome_format format, table_format;
  size_t count, width;
  void *x, *y, *cos, *sin, *matrix;
  rome_run runs[ROME_RUNS_PER_BLOCK];
  rome_rotation rotation;
} turned;

static void turned_make (turned *t, rome_format format, rome_extent n, size_t width, uint64_t seed)
{
  const rome_format table_format = format == ROME_F64 ? ROME_F64 : ROME_F32;
  splitmix r = {seed};
  *t = (turned) {.format = format, .table_format = table_format, .count = n.batch * n.tokens * n.heads * n.dim, .width = width};
  const size_t entries = n.tokens * width;
  t->x = room (t->count, sizeof (double));
  t->y = room (t->count, sizeof (double));
  t->cos = room (entries, sizeof (double));
  t->sin = room (entries, sizeof (double));
  t->matrix = room (width * width, sizeof (double));
  for (size_t k = 0; k < t->count; k++)
    random_element (&r, format, t->x, k);
  for (size_t k = 0; k < entries; k++) {
    random_element (&r, table_format, t->cos, k);
    random_element (&r, table_format, t->sin, k);
  }
  t->rotation = (rome_rotation) {.format = format, .x = t->x, .y = t->y, .extent = n, .start = n.dim - width, .runs = t->runs,
                                 .table = {.cos = t->cos, .sin = t->sin, .rows = n.tokens}};
}

static void turned_free (turned *t)
{
  free (t->x);
  free (t->y);
  free (t->cos);
  free (t->sin);
  free (t->matrix);
}

static uint64_t turned_hash (const turned *t, uint64_t hash, rome_status status)
{
  need (status == ROME_OK, "a rotation");
  return hash_elements (hash, t->y, t->count, rome_format_size (t->format));
}

static uint64_t rotations (turned *t, rome_pairing pairing, uint64_t hash)
{
  need (rome_pairing_runs (pairing, 1, &t->width, t->runs, &t->rotation.nruns) == ROME_OK, "rome_pairing_runs");
  for (size_t k = 0; k < 2 * COUNT_OF (letters); k++)
    for (int threads = 1; threads <= 2; threads++) {
      rome_rotation r = t->rotation;
      r.x_stride = strides (&r.extent, letters[k % COUNT_OF (letters)]);
      r.y_stride = strides (&r.extent, letters[k < COUNT_OF (letters) ? k : 0]);
      r.table.wide = k % 3 == 0;
      r.inverse = k % 2 == 1;
      r.threads = threads;
      hash = turned_hash (t, hash, rome_rotate (&r, NULL));
    }
  return hash;
}

static void hash_rotations (void)
{
  static const char *const name[] = {"rotation-f64", "rotation-f32", "rotation-bf16", "rotation-f16"};
  static const rome_format format[] = {ROME_F64, ROME_F32, ROME_BF16, ROME_F16};
  static const rome_pairing pairing[] = {ROME_INTERLEAVED, ROME_HALF, ROME_QUARTER, ROME_INTERLEAVE_HALF};
  for (size_t f = 0; f < COUNT_OF (format); f++) {
    uint64_t hash = HASH_START;
    turned t;
    turned_make (&t, format[f], (rome_extent) {2, 523, 2, 20}, 16, 40 + f);
    for (size_t p = 0; p < COUNT_OF (pairing); p++)
      hash = rotations (&t, pairing[p], hash);
    turned_free (&t);
    /* large enough for two threads */
    turned_make (&t, format[f], (rome_extent) {1, 150, 8, 128}, 128, 50 + f);
    hash = rotations (&t, ROME_HALF, hash);
    turned_free (&t);
    say (name[f], hash);
  }
}

/* ---- the matrix form ---- */

static void product_f64 (void *data, size_t order, size_t n, const double *matrix, const double *in, double *out)
{
  (void) data;
  for (size_t k = 0; k < n; k++)
    for (size_t j = 0; j < order; j++) {
      double sum = 0;
      for (size_t i = 0; i < order; i++)
        sum += matrix[i + j * order] * in[i + k * order];
      out[j + k * order] = sum;
    }
}

static void product_f32 (void *data, size_t order, size_t n, const float *matrix, const float *in, float *out)
{
  (void) data;
  for (size_t k = 0; k < n; k++)
    for (size_t j = 0; j < order; j++) {
      float sum = 0;
      for (size_t i = 0; i < order; i++)
        sum += matrix[i + j * order] * in[i + k * order];
      out[j + k * order] = sum;
    }
}

static void set (turned *t, size_t i, size_t j, int value)
{
  if (t->table_format == ROME_F64)
    ((double *) t->matrix)[i + j * t->width] = value;
  else
    ((float *) t->matrix)[i + j * t->width] = (float) value;
}

/* Rotation matrices of two pairings, and a permutation that is none. */
static void fill_matrix (turned *t, int which)
{
  const size_t n = t->width, h = n / 2;
  memset (t->matrix, 0, n * n * sizeof (double));
  for (size_t k = 0; k < h; k++) {
    const size_t first = which == 0 ? 2 * k : k, second = which == 0 ? 2 * k + 1 : k + h;
    set (t, which == 2 ? (second + 1) % n : second, first, -1);
    set (t, which == 2 ? (first + 1) % n : first, second, 1);
  }
}

static uint64_t matrix_forms (turned *t, uint64_t hash)
{
  const rome_product product = {product_f64, product_f32, NULL};
  for (int which = 0; which < 3; which++)
    for (size_t k = 0; k < COUNT_OF (letters); k++)
      for (int threads = 1; threads <= 2; threads++) {
        rome_matrix_rotation m = {.rotation = t->rotation, .matrix = t->matrix, .order = t->width};
        fill_matrix (t, which);
        m.rotation.x_stride = m.rotation.y_stride = strides (&t->rotation.extent, letters[k]);
        m.rotation.threads = threads;
        m.rotation.inverse = k % 2 == 1;
        m.rotation.table.wide = 1;
        hash = turned_hash (t, hash, rome_matrix_fused (&m, NULL));
        if (k == 0)
          hash = turned_hash (t, hash, rome_matrix_gemm (&m, &product, NULL));
      }
  return hash;
}

static void hash_matrix_forms (void)
{
  static const char *const name[] = {"matrix-f64", "matrix-f32", "matrix-bf16", "matrix-f16"};
  static const rome_format format[] = {ROME_F64, ROME_F32, ROME_BF16, ROME_F16};
  for (size_t f = 0; f < COUNT_OF (format); f++) {
    turned t;
    turned_make (&t, format[f], (rome_extent) {2, 150, 3, 20}, 16, 60 + f);
    say (name[f], matrix_forms (&t, HASH_START));
    turned_free (&t);
  }
}

/* ---- 16-bit formats ---- */

static void hash_packing (void)
{
  static float x[65536];
  static double wide[65536];
  static uint16_t bits[65536];
  uint64_t hash = HASH_START;
  splitmix r = {70};
  for (size_t k = 0; k < COUNT_OF (x); k++) {
    x[k] = splitmix_float (&r, -149, 127);
    wide[k] = splitmix_double (&r, -60, 40);
    bits[k] = (uint16_t) (k & 0x7c00) == 0x7c00 || (k & 0x7f80) == 0x7f80 ? 0 : (uint16_t) k; /* no NaN in either format */
  }
  const rome_format format[] = {ROME_BF16, ROME_F16};
  for (size_t f = 0; f < COUNT_OF (format); f++) {
    static uint16_t packed[COUNT_OF (x)];
    static float unpacked[COUNT_OF (x)];
    rome_pack (ROME_F32, x, COUNT_OF (x), format[f], packed);
    hash = hash_elements (hash, packed, COUNT_OF (packed), sizeof *packed);
    rome_pack (ROME_F64, wide, COUNT_OF (wide), format[f], packed);
    hash = hash_elements (hash, packed, COUNT_OF (packed), sizeof *packed);
    rome_unpack (format[f], bits, COUNT_OF (bits), unpacked);
    hash = hash_elements (hash, unpacked, COUNT_OF (unpacked), sizeof *unpacked);
  }
  say ("packing", hash);
}

/* ---- a library that must refuse ---- */

static int refused (void)
{
  rome_self_check_result result = {0, 0};
  double c[64], s[64];
  const rome_truth_values values = {c, NULL, s, NULL};
  const rome_positions positions = {64, NULL, NULL};
  const rome_status self = rome_self_check (&result);
  rome_freqs *freqs = NULL;
  const rome_status made = rome_freqs_create (&freqs, &(rome_freqs_spec) {.base = 1e4, .axes = {ROME_AXES_BLOCKS, 1, (const size_t[]) {2}}});
  const rome_status truth_status = freqs ? rome_truth (freqs, &positions, ROME_CERTIFIED, &values, 1, NULL) : made;
  const rome_status cache_status = freqs ? rome_cache (freqs, &positions, ROME_F64, c, s, 1, NULL) : made;
  printf ("self check %d (residual %.3g, tiers %.3g ulp apart), frequencies %d, truth %d, tables %d\n", self, result.residual,
          result.tier_distance, made, truth_status, cache_status);
  rome_freqs_free (freqs);
  return self != ROME_OK && truth_status != ROME_OK && cache_status != ROME_OK;
}

int main (int argc, char **argv)
{
  if (argc > 1 && strcmp (argv[1], "refused") == 0)
    return !refused ();
  hash_frequencies ();
  hash_truth ();
  hash_axes_and_levels ();
  hash_tables ();
  hash_rotations ();
  hash_matrix_forms ();
  hash_packing ();
  say ("all-but-gsl", all);
  say ("low-parts-and-gsl", by_gsl);
  say ("all", all);
  return 0;
}
