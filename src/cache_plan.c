/* cache_plan.c - the cheapest way to a column.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "cache_plan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "kernels/kernels.h"

/* Rough costs in ns: a certified value, an entry of a range, a gathered entry, an entry from three digits. */
#define COST_TRUTH 200.0
#define COST_ENTRY 3.0
#define COST_GATHER 2.0
#define COST_DIGITS 25.0

/* Longest range that is made in scratch memory. */
#define LONGEST_RANGE 4194304.0
/* Most distinct values that are made in scratch memory: every segment makes them anew, and without being asked whether to stop. */
#define MOST_DISTINCT ((size_t) 1 << 14)
#define DISTINCT_BITS 15
/* Three digits. */
#define LARGEST_DISTANCE 8589934592.0

typedef struct {
  int integers, consecutive;
  double least, most;
} survey;

static survey look (const double *value, size_t count)
{
  survey v = {1, 1, value[0], value[0]};
  for (size_t k = 0; k < count; k++) {
    v.integers &= value[k] == rint (value[k]);
    /* the sum first + k must be exact: 0.1, 1.1, 2.1, ... as doubles are no such range */
    v.consecutive &= value[k] - value[0] == (double) k && value[k] - (double) k == value[0] && value[0] + (double) k == value[k];
    v.least = fmin (v.least, value[k]);
    v.most = fmax (v.most, value[k]);
  }
  return v;
}

static double digits_cost (double extent, double count)
{
  const double digit = CACHE_DIGIT_MASK + 1.0;
  const double entries = fmin (extent, digit) + fmin (extent / digit + 1, digit) + extent / digit / digit + 1;
  return COST_TRUTH * entries + COST_DIGITS * count;
}

static cache_kind choose (const survey *v, double count)
{
  const double extent = v->most - v->least + 1;
  if (v->consecutive)
    return CACHE_CONSECUTIVE;
  if (!v->integers)
    return count > 64 ? CACHE_DISTINCT : CACHE_SINGLE;
  const double single = COST_TRUTH * count;
  const double dense = extent <= LONGEST_RANGE ? COST_TRUTH * 2 * sqrt (extent) + COST_ENTRY * extent + COST_GATHER * count : INFINITY;
  const double digits = extent <= LARGEST_DISTANCE ? digits_cost (extent, count) : INFINITY;
  if (single <= dense && single <= digits)
    return CACHE_SINGLE;
  return dense <= digits ? CACHE_DENSE : CACHE_DIGITS;
}

/* Place of a value's bits in a table of 2^bits slots that is never full. */
static size_t slot_of (const uint64_t *slot, const double *known, double x, unsigned bits)
{
  uint64_t key, other;
  memcpy (&key, &x, sizeof key);
  /* the high bits of a product with 2^64 divided by the golden ratio depend on all bits of the key */
  size_t k = (size_t) ((key * UINT64_C (0x9e3779b97f4a7c15)) >> (64 - bits));
  for (; slot[k]; k = (k + 1) & (((size_t) 1 << bits) - 1)) {
    memcpy (&other, &known[slot[k] - 1], sizeof other);
    if (other == key)
      break;
  }
  return k;
}

/* Lists the distinct values and every row's place among them, in one pass that ends where there are too many: sorting ten
   million positions would keep an interrupt waiting for seconds. */
static rome_status find_distinct (const double *value, size_t count, cache_plan *plan)
{
  uint64_t *slot = calloc ((size_t) 1 << DISTINCT_BITS, sizeof *slot); /* 1 + place in the list; 0: free */
  plan->value = malloc (MOST_DISTINCT * sizeof *plan->value);
  plan->extent = 0;
  const int memory = slot && plan->value;
  for (size_t k = 0; memory && k < count; k++) {
    const size_t at = slot_of (slot, plan->value, value[k], DISTINCT_BITS);
    if (!slot[at]) {
      if (plan->extent == MOST_DISTINCT) {
        plan->kind = CACHE_SINGLE;
        break;
      }
      plan->value[plan->extent++] = value[k];
      slot[at] = plan->extent;
    }
    plan->index[k] = slot[at] - 1;
  }
  free (slot);
  return memory ? ROME_OK : ROME_NO_MEMORY;
}

rome_status cache_plan_make (const rome_positions *positions, size_t axis, cache_plan *plan)
{
  *plan = (cache_plan) {CACHE_CONSECUTIVE, 0, positions->count, NULL, NULL};
  if (!positions->value || positions->count == 0)
    return ROME_OK;
  const double *value = positions->value + axis * positions->count;
  const survey v = look (value, positions->count);
  plan->kind = choose (&v, (double) positions->count);
  plan->first = plan->kind == CACHE_CONSECUTIVE ? value[0] : v.least;
  if (plan->kind == CACHE_CONSECUTIVE || plan->kind == CACHE_SINGLE)
    return ROME_OK;
  plan->index = malloc (positions->count * sizeof *plan->index);
  if (!plan->index)
    return ROME_NO_MEMORY;
  if (plan->kind == CACHE_DISTINCT)
    return find_distinct (value, positions->count, plan);
  plan->extent = (size_t) (v.most - v.least) + 1;
  for (size_t k = 0; k < positions->count; k++)
    plan->index[k] = (uint64_t) (value[k] - v.least);
  return ROME_OK;
}

void cache_plan_free (cache_plan *plan)
{
  free (plan->index);
  free (plan->value);
  plan->index = NULL;
  plan->value = NULL;
}
