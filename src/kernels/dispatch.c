/* dispatch.c - which kernels this processor runs.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "kernels.h"

static const kernel_set *chosen;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void choose (void)
{
  const char *wanted = getenv ("ROME_INSTRUCTION_SET");
  chosen = &kernels_plain;
  if (wanted && strcmp (wanted, "plain") == 0)
    return;
#ifdef ROME_HAVE_AVX2
  __builtin_cpu_init ();
  if (__builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("fma"))
    chosen = &kernels_avx2;
#endif
}

const kernel_set *kernels (void)
{
  pthread_once (&once, choose);
  return chosen;
}

const char *rome_instruction_set (void)
{
  return kernels ()->name;
}
