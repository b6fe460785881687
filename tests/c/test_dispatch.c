/* test_dispatch.c - the instruction set is chosen once per process, and no result depends on it.

   SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* syscall */
#include "child.h"

#ifdef __linux__
#  include <sys/syscall.h>
#endif

#include "frequencies.h"
#include "hash.h"
#include "kernels/kernels.h"
#include "rotation_cases.h"
#include "truths.h"

typedef struct {
  const char *wanted; /* ROME_INSTRUCTION_SET, or NULL */
  int only_name;
  int to_parent; /* pipe */
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

/* Consecutive, gathered from a range, and by digits, in all formats. */
static uint64_t hash_tables (const rome_freqs *freqs)
{
  enum { ROWS = 8000 };
  const double offset = -1000.5;
  double value[2][ROWS];
  splitmix r = {82};
  for (size_t n = 0; n < ROWS; n++) {
    value[0][n] = (double) splitmix_below (&r, 10000);
    value[1][n] = (double) splitmix_below (&r, UINT64_C (4000000000));
  }
  const rome_positions positions[] = {{ROWS, NULL, &offset}, {ROWS, value[0], NULL}, {ROWS, value[1], &offset}};
  const size_t count = ROWS * rome_freqs_pairs (freqs);
  double *t = need (2 * count, sizeof *t); /* room for any format */
  uint64_t hash = HASH_START;
  for (size_t n = 0; n < COUNT_OF (positions); n++)
    for (int f = ROME_F64; f <= ROME_F16; f++) {
      assert_ok (rome_cache (freqs, &positions[n], (rome_format) f, t, t + count, 1, NULL));
      hash = hash_more (hash_more (hash, t, count * rome_format_size ((rome_format) f)), t + count, count * rome_format_size ((rome_format) f));
    }
  free (t);
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
  if (!q->only_name) {
    rome_freqs *freqs = frequencies_make (1e4, 96);
    a.truth = hash_truth (freqs);
    a.tables = hash_tables (freqs);
    a.rotation = hash_rotations ();
    rome_freqs_free (freqs);
  }
  strncpy (a.name, rome_instruction_set (), sizeof a.name - 1);
  return write (q->to_parent, &a, sizeof a) == (ssize_t) sizeof a ? 0 : 1;
}

static answer ask (const char *wanted, int only_name)
{
  int ends[2];
  answer a;
  assert_int_equal (pipe (ends), 0);
  request q = {wanted, only_name, ends[1]};
  assert_int_equal (child_run (work, &q, 60), 0);
  assert_int_equal (read (ends[0], &a, sizeof a), (ssize_t) sizeof a);
  close (ends[0]);
  close (ends[1]);
  return a;
}

static void test_all_kernels_give_the_same_bits (void **state)
{
  (void) state;
  static const char *const sets[] = {"plain", "avx2", "avx512"};
  const answer best = ask (NULL, 0);
  for (size_t n = 0; n < COUNT_OF (sets); n++) {
    if (!kernels_named (sets[n]))
      continue;
    const answer a = ask (sets[n], 0);
    assert_string_equal (a.name, sets[n]);
    assert_int_equal (best.truth, a.truth);
    assert_int_equal (best.tables, a.tables);
    assert_int_equal (best.rotation, a.rotation);
    printf ("measured same truth, tables and rotations: %s and %s\n", best.name, a.name);
  }
}

/* The widest set that was built and that the processor has, by the compiler's own words for it. */
static void test_the_best_one_is_chosen (void **state)
{
  (void) state;
  const char *best = "plain";
#ifdef ROME_HAVE_AVX
  __builtin_cpu_init ();
  const int has_avx2 = __builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("fma");
  const int has_avx512 = has_avx2 && __builtin_cpu_supports ("avx512f") && __builtin_cpu_supports ("avx512bw")
                         && __builtin_cpu_supports ("avx512dq") && __builtin_cpu_supports ("avx512vl");
  best = has_avx512 ? "avx512" : has_avx2 ? "avx2" : best;
  assert_int_equal (kernels_named ("avx2") != NULL, has_avx2);
  assert_int_equal (kernels_named ("avx512") != NULL, has_avx512);
#endif
  assert_ptr_equal (kernels_named ("plain"), &kernels_plain);
  assert_null (kernels_named ("none"));
  const answer a = ask (NULL, 1);
  assert_string_equal (a.name, best);
}

static void test_other_wishes (void **state)
{
  (void) state;
  const answer best = ask (NULL, 1);
  const char *wish[] = {"", "PLAIN", "no such set"};
  for (size_t n = 0; n < COUNT_OF (wish); n++) {
    const answer a = ask (wish[n], 1);
    assert_string_equal (a.name, best.name);
  }
}

/* Tiles are there if the processor has them and the 512-bit registers, by the system's own words, and the system lends them. */
static void test_tiles_where_the_processor_has_them (void **state)
{
  (void) state;
#if defined (ROME_HAVE_AMX) && defined (__linux__)
  static const char *const needed[] = {" amx_tile", " amx_bf16", " avx512f", " avx512dq", " avx512bw", " avx512vl"};
  char line[8192] = "";
  FILE *info = fopen ("/proc/cpuinfo", "r");
  if (!info)
    skip ();
  while (strncmp (line, "flags", 5) != 0 && fgets (line, sizeof line, info))
    ;
  fclose (info);
  int all = syscall (SYS_arch_prctl, 0x1023 /* ARCH_REQ_XCOMP_PERM */, 18 /* tile data */) == 0;
  for (size_t k = 0; k < COUNT_OF (needed); k++)
    all &= strstr (line, needed[k]) != NULL;
  assert_int_equal (rome_has_tile (), all);
#else
  assert_int_equal (rome_has_tile (), 0);
#endif
}

int main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_all_kernels_give_the_same_bits),
    cmocka_unit_test (test_the_best_one_is_chosen),
    cmocka_unit_test (test_other_wishes),
    cmocka_unit_test (test_tiles_where_the_processor_has_them),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
