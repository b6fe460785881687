/* large.c - arrays of more than 2^31 elements, 16 bits each: the bits of calls on small parts of them.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "matrices.h"

#define DIM 128
#define HEADS 4
/* so many that heads times tokens times dim passes 2^31 within the last token but a few */
#define TOKENS ((size_t) 4194304 + 37)
#define ELEMENTS (TOKENS * HEADS * DIM)
#define PART 8 /* tokens of a small call */

static const rome_run pairs = {0, DIM / 2, 1, DIM / 2, 0, DIM / 2, 1};

/* Finite bf16 numbers that differ from place to place. */
static uint16_t bits_at (size_t k)
{
  const uint64_t z = (k + 1) * UINT64_C (0x9e3779b97f4a7c15);
  return (uint16_t) ((z >> 48 & 0x807f) | (120 + (z >> 40 & 15)) << 7);
}

static uint16_t *filled (size_t first, size_t count)
{
  uint16_t *x = malloc (count * sizeof *x);
  assert_non_null (x);
  for (size_t k = 0; k < count; k++)
    x[k] = bits_at (first + k);
  return x;
}

typedef struct {
  float *cos, *sin;
} tables;

/* Rows that do not repeat. */
static tables make_tables (size_t rows)
{
  tables t = {need (rows * (DIM / 2), sizeof (float)), need (rows * (DIM / 2), sizeof (float))};
  for (size_t k = 0; k < rows * (DIM / 2); k++) {
    t.cos[k] = (float) (bits_at (k) & 0xff) / 256;
    t.sin[k] = (float) (bits_at (k + 7) & 0x7f) / 256;
  }
  return t;
}

static rome_rotation rotation_of (size_t tokens, const void *x, void *y, const tables *t, size_t rows)
{
  return (rome_rotation) {.format = ROME_BF16, .x = x, .y = y, .extent = {1, tokens, HEADS, DIM}, .x_stride = {0, HEADS * DIM, DIM, 1},
                          .y_stride = {0, HEADS * DIM, DIM, 1}, .runs = &pairs, .nruns = 1,
                          .table = {.cos = t->cos, .sin = t->sin, .rows = rows, .row_stride = DIM / 2, .column_stride = 1}};
}

/* Tokens where something could wrap: at both ends, and about 2^31 and 2^32 bytes and elements. */
static const size_t places[] = {0, ((size_t) 1 << 30) / (HEADS * DIM) - PART / 2, ((size_t) 1 << 31) / (HEADS * DIM) - PART / 2, TOKENS - PART};

static void check_parts (const uint16_t *y, const tables *t)
{
  for (size_t n = 0; n < COUNT_OF (places); n++) {
    const size_t at = places[n], count = (size_t) PART * HEADS * DIM;
    uint16_t *x = filled (at * HEADS * DIM, count), *want = need (count, sizeof *want);
    const tables rows = {t->cos + at * (DIM / 2), t->sin + at * (DIM / 2)};
    const rome_rotation r = rotation_of (PART, x, want, &rows, PART);
    assert_ok (rome_rotate (&r, NULL));
    assert_memory_equal (want, y + at * HEADS * DIM, count * sizeof *want);
    assert_memory_not_equal (want, x, count * sizeof *want);
    free (x);
    free (want);
  }
}

static void test_rotation_in_place (void **state)
{
  (void) state;
  tables t = make_tables (TOKENS);
  uint16_t *x = filled (0, ELEMENTS);
  const rome_rotation r = rotation_of (TOKENS, x, x, &t, TOKENS);
  assert_true (ELEMENTS > (size_t) 1 << 31);
  assert_ok (rome_rotate (&r, NULL));
  check_parts (x, &t);
  printf ("measured rotation in place of %zu bf16 elements, parts as small calls\n", (size_t) ELEMENTS);
  free (x);
  free (t.cos);
  free (t.sin);
}

/* Through a plan of the matrix, which is a rotation; and out of place, with strides that run the other way. */
static void test_matrix_form_backwards (void **state)
{
  (void) state;
  tables t = make_tables (TOKENS);
  matrix m = matrix_m_of_runs (ROME_F32, DIM, &pairs, 1);
  uint16_t *x = filled (0, ELEMENTS), *y = malloc (ELEMENTS * sizeof *y);
  assert_non_null (y);
  rome_matrix_rotation f = {.rotation = rotation_of (TOKENS, x, y, &t, TOKENS), .matrix = m.data, .order = DIM};
  f.rotation.y = y + (TOKENS - 1) * HEADS * DIM;
  f.rotation.y_stride.token = -(ptrdiff_t) (HEADS * DIM);
  assert_ok (rome_matrix_fused (&f, NULL));
  for (size_t n = 0; n < COUNT_OF (places); n++)
    for (size_t s = 0; s < PART; s++) { /* token by token: they lie the other way round */
      const size_t at = places[n] + s;
      uint16_t want[HEADS * DIM];
      const tables row = {t.cos + at * (DIM / 2), t.sin + at * (DIM / 2)};
      const rome_rotation r = rotation_of (1, x + at * HEADS * DIM, want, &row, 1);
      assert_ok (rome_rotate (&r, NULL));
      assert_memory_equal (want, y + (TOKENS - 1 - at) * HEADS * DIM, sizeof want);
    }
  free (x);
  free (y);
  free (t.cos);
  free (t.sin);
  matrix_free (&m);
}

/* One column after the other, so that the last begins beyond 2^31. */
static void test_tables (void **state)
{
  (void) state;
  const size_t dim = 1026, pairs_of = dim / 2, rows = ((size_t) 1 << 22) + 5;
  const rome_freqs_spec spec = {.base = 1e4, .axes = {ROME_AXES_BLOCKS, 1, &dim}};
  rome_freqs *freqs = NULL;
  assert_ok (rome_freqs_create (&freqs, &spec));
  uint16_t *c = malloc (rows * pairs_of * sizeof *c), *s = malloc (rows * pairs_of * sizeof *s);
  assert_true (c && s && rows * pairs_of > (size_t) 1 << 31);
  const rome_positions all = {.count = rows};
  assert_ok (rome_cache (freqs, &all, ROME_BF16, c, s, 0, NULL));
  const size_t first[] = {0, rows / 2, rows - PART};
  for (size_t n = 0; n < COUNT_OF (first); n++) {
    double value[PART];
    for (size_t k = 0; k < PART; k++)
      value[k] = (double) (first[n] + k);
    const rome_positions few = {.count = PART, .value = value};
    uint16_t *cos = need (PART * pairs_of, sizeof *cos), *sin = need (PART * pairs_of, sizeof *sin);
    assert_ok (rome_cache (freqs, &few, ROME_BF16, cos, sin, 1, NULL));
    for (size_t i = 0; i < pairs_of; i++) {
      assert_memory_equal (c + i * rows + first[n], cos + i * PART, PART * sizeof *c);
      assert_memory_equal (s + i * rows + first[n], sin + i * PART, PART * sizeof *s);
    }
    free (cos);
    free (sin);
  }
  printf ("measured tables of %zu bf16 entries each, parts as small calls\n", rows * pairs_of);
  free (c);
  free (s);
  rome_freqs_free (freqs);
}

static void test_pack_and_unpack (void **state)
{
  (void) state;
  const size_t count = ((size_t) 1 << 31) + 1000;
  uint16_t *bits = filled (0, count);
  float *x = malloc (count * sizeof *x);
  assert_non_null (x);
  rome_unpack (ROME_BF16, bits, count, x);
  assert_same_float (x[count - 1], (float) narrow_value (bits_at (count - 1), ROME_BF16));
  memset (bits, 0, count * sizeof *bits);
  rome_pack (ROME_F32, x, count, ROME_BF16, bits);
  for (size_t k = count - 2000; k < count; k++)
    assert_int_equal (bits[k], bits_at (k));
  for (size_t k = 0; k < count; k += 65521)
    assert_int_equal (bits[k], bits_at (k));
  free (bits);
  free (x);
}

int main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_rotation_in_place),
    cmocka_unit_test (test_matrix_form_backwards),
    cmocka_unit_test (test_tables),
    cmocka_unit_test (test_pack_and_unpack),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
