/* test_dispatch.c - the instruction set is chosen once per process, and no result depends on it.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "child.h"

#include "frequencies.h"
#include "hash.h"
#include "rotation_cases.h"
#include "truths.h"

typedef struct {
  const char *wanted; /* ROME_INSTRUCTION_SET, or NULL */
  int to_parent;      /* pipe */
} request;

typedef struct {
  char name[16];
  uint64_t truth, tables, rotation;
} answer;

static uint64_t hash_truth (const rome_freqs *freqs)
{
  const double offset = 123456789;
  const rome_positions positions = {500, NULL, &offset};
  truths t = truths_make (freqs, &positions);
  const uint64_t hash = hash_more (HASH_START, t.cos_hi, 4 * t.count * sizeof (double));
  truths_free (&t);
  return hash;
}

static uint64_t hash_tables (const rome_freqs *freqs)
{
  const double offset = -1000.5;
  const rome_positions positions = {5000, NULL, &offset};
  const size_t count = positions.count * rome_freqs_pairs (freqs);
  double *c = need (2 * count, sizeof *c);
  float *f = need (2 * count, sizeof *f);
  assert_ok (rome_cache (freqs, &positions, ROME_F64, c, c + count, 1, NULL));
  assert_ok (rome_cache (freqs, &positions, ROME_F32, f, f + count, 1, NULL));
  const uint64_t hash = hash_more (hash_more (HASH_START, c, 2 * count * sizeof *c), f, 2 * count * sizeof *f);
  free (c);
  free (f);
  return hash;
}

/* NaNs may differ in sign: special values are left to test_kernels. */
static uint64_t hash_rotations (void)
{
  splitmix r = {81};
  uint64_t hash = HASH_START;
  for (int n = 0; n < 200; n++) {
    rotation_case c = rotation_random (&r);
    c.special = 0;
    c.threads = 1;
    rotation_made m = rotation_make (&c, &r);
    assert_ok (rome_rotate (rotation_of (&m), NULL));
    hash = hash_more (hash, m.y.memory, m.y.room * rome_format_size (c.format));
    rotation_free (&m);
  }
  return hash;
}

static int work (void *data)
{
  const request *q = data;
  answer a = {{0}, 0, 0, 0};
  if (q->wanted)
    setenv ("ROME_INSTRUCTION_SET", q->wanted, 1);
  else
    unsetenv ("ROME_INSTRUCTION_SET");
  rome_freqs *freqs = frequencies_make (1e4, 96);
  a.truth = hash_truth (freqs);
  a.tables = hash_tables (freqs);
  a.rotation = hash_rotations ();
  rome_freqs_free (freqs);
  strncpy (a.name, rome_instruction_set (), sizeof a.name - 1);
  return write (q->to_parent, &a, sizeof a) == (ssize_t) sizeof a ? 0 : 1;
}

static answer ask (const char *wanted)
{
  int ends[2];
  answer a;
  assert_int_equal (pipe (ends), 0);
  request q = {wanted, ends[1]};
  assert_int_equal (child_run (work, &q, 60), 0);
  assert_int_equal (read (ends[0], &a, sizeof a), (ssize_t) sizeof a);
  close (ends[0]);
  close (ends[1]);
  return a;
}

static void test_plain_kernels_give_the_same_bits (void **state)
{
  (void) state;
  const answer best = ask (NULL), plain = ask ("plain");
  assert_string_equal (plain.name, "plain");
  assert_int_equal (best.truth, plain.truth);
  assert_int_equal (best.tables, plain.tables);
  assert_int_equal (best.rotation, plain.rotation);
  printf ("measured same truth, tables and rotations: %s and %s\n", best.name, plain.name);
}

static void test_other_wishes (void **state)
{
  (void) state;
  const answer best = ask (NULL);
  const char *wish[] = {"avx2", "", "PLAIN", "no such set"};
  for (size_t n = 0; n < COUNT_OF (wish); n++) {
    const answer a = ask (wish[n]);
    assert_string_equal (a.name, best.name);
  }
}

int main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_plain_kernels_give_the_same_bits),
    cmocka_unit_test (test_other_wishes),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
