/* dispatch.c - which kernels this processor runs.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "kernels.h"
#include "tile.h"

#ifdef ROME_HAVE_AVX
#  include <cpuid.h>

/* clang 14 has no name for it */
static int has_f16c (void)
{
  unsigned a, b, c, d;
  return __get_cpuid (1, &a, &b, &c, &d) && c & bit_F16C;
}
#endif

static const kernel_set *chosen;
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* The best one last. */
static const kernel_set *supported (size_t k)
{
  if (k == 0)
    return &kernels_plain;
#ifdef ROME_HAVE_AVX
  __builtin_cpu_init ();
  const int avx2 = __builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("fma") && has_f16c ();
  if (k == 1 && avx2)
    return &kernels_avx2;
  if (k == 2 && avx2 && __builtin_cpu_supports ("avx512f") && __builtin_cpu_supports ("avx512bw") && __builtin_cpu_supports ("avx512dq")
      && __builtin_cpu_supports ("avx512vl"))
    return &kernels_avx512;
#endif
  return NULL;
}

const kernel_set *kernels_named (const char *name)
{
  for (size_t k = 0; k < KERNEL_SETS; k++) {
    const kernel_set *set = supported (k);
    if (set && strcmp (set->name, name) == 0)
      return set;
  }
  return NULL;
}

static void choose (void)
{
  const char *wanted = getenv ("ROME_INSTRUCTION_SET");
  chosen = wanted ? kernels_named (wanted) : NULL;
  for (size_t k = KERNEL_SETS; !chosen && k-- > 0;)
    chosen = supported (k);
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

/* ---- the tile unit ---- */

#ifdef ROME_HAVE_AMX
extern const tile_unit tile_unit_amx;
static const tile_unit *unit;
static pthread_once_t asked = PTHREAD_ONCE_INIT;

static void ask_for_unit (void)
{
  unit = tile_unit_amx.available () ? &tile_unit_amx : NULL;
}

const tile_unit *kernels_tile (void)
{
  pthread_once (&asked, ask_for_unit);
  return unit;
}
#else
const tile_unit *kernels_tile (void)
{
  return NULL;
}
#endif

int rome_has_tile (void)
{
  return kernels_tile () != NULL;
}
