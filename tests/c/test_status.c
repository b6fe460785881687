/* test_status.c - the small facts: texts, sizes, the machine.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include <math.h>

static void test_every_status_has_a_text_of_its_own (void **state)
{
  (void) state;
  const rome_status all[] = {ROME_OK, ROME_BAD_ARGUMENT, ROME_NO_MEMORY, ROME_INTERRUPTED, ROME_SELF_CHECK, ROME_NO_CONVERGENCE,
                             ROME_EDGE_BETA_FAST, ROME_EDGE_BETA_SLOW, ROME_EDGE_LOW_FREQ, ROME_EDGE_HIGH_FREQ, ROME_EDGE_PARTIAL, ROME_NO_TILE};
  for (size_t n = 0; n < COUNT_OF (all); n++) {
    const char *text = rome_status_text (all[n]);
    assert_non_null (text);
    assert_true (strlen (text) >= 5);
    assert_true (text[strlen (text) - 1] != '.'); /* messages end without a period */
    assert_string_not_equal (text, rome_status_text ((rome_status) 9999));
    for (size_t m = 0; m < n; m++)
      assert_string_not_equal (text, rome_status_text (all[m]));
  }
}

static void test_unknown_status_has_a_text (void **state)
{
  (void) state;
  assert_string_equal (rome_status_text ((rome_status) 9999), "unknown status");
}

static void test_success_is_zero (void **state)
{
  (void) state;
  assert_int_equal (ROME_OK, 0);
}

static void test_format_sizes (void **state)
{
  (void) state;
  assert_int_equal (rome_format_size (ROME_F64), 8);
  assert_int_equal (rome_format_size (ROME_F32), 4);
  assert_int_equal (rome_format_size (ROME_BF16), 2);
  assert_int_equal (rome_format_size (ROME_F16), 2);
}

static void test_available_memory_is_plausible (void **state)
{
  (void) state;
  const size_t available = rome_memory_available ();
  assert_true (available > (size_t) 1 << 20); /* this test runs in it */
  assert_true (available == SIZE_MAX || available < (size_t) 1 << 50);
}

/* The kernel's figures change between two readings, but not by much. */
static void test_available_memory_is_what_linux_says (void **state)
{
  (void) state;
  char line[128], name[64];
  double kib, free_kib = 0, swap_kib = 0;
  FILE *file = fopen ("/proc/meminfo", "r");
  if (!file)
    skip ();
  while (fgets (line, sizeof line, file))
    if (sscanf (line, "%63[^:]: %lf", name, &kib) == 2) {
      free_kib = strcmp (name, "MemAvailable") == 0 ? kib : free_kib;
      swap_kib = strcmp (name, "SwapFree") == 0 ? kib : swap_kib;
    }
  fclose (file);
  const double available = (double) rome_memory_available () / 1024;
  assert_true (fabs (available - free_kib - swap_kib) < 0.3 * (free_kib + swap_kib));
}

static void test_threads_and_instruction_set (void **state)
{
  (void) state;
  assert_true (rome_threads () >= 1);
  const char *name = rome_instruction_set ();
  assert_true (strcmp (name, "plain") == 0 || strcmp (name, "avx2") == 0 || strcmp (name, "avx512") == 0);
  assert_ptr_equal (rome_instruction_set (), name);
}

int main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_every_status_has_a_text_of_its_own),
    cmocka_unit_test (test_unknown_status_has_a_text),
    cmocka_unit_test (test_success_is_zero),
    cmocka_unit_test (test_format_sizes),
    cmocka_unit_test (test_available_memory_is_plausible),
    cmocka_unit_test (test_available_memory_is_what_linux_says),
    cmocka_unit_test (test_threads_and_instruction_set),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
