/* specs.h - frequency specifications and positions from a fuzzer's bytes.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_FUZZ_SPECS_H
#define TESTS_FUZZ_SPECS_H

#include "bytes.h"

#define SPEC_AXES 3
#define SPEC_DIM 8 /* columns of a block, at the most */
#define SPEC_PAIRS (SPEC_AXES * SPEC_DIM)

typedef struct {
  rome_freqs_spec spec;
  size_t size[SPEC_AXES];
  double list[2 * SPEC_PAIRS * SPEC_AXES];
} any_spec;

/* The spec points into itself: it must stay where it is. */
static inline void take_spec (bytes *b, any_spec *a)
{
  memset (a, 0, sizeof *a);
  rome_freqs_spec *s = &a->spec;
  s->base = take_double (b);
  s->axes = (rome_axes) {(rome_axes_kind) take_below (b, 3), take_below (b, SPEC_AXES + 1), a->size};
  for (size_t k = 0; k < s->axes.count; k++)
    a->size[k] = take_size (b, SPEC_DIM);
  s->level = (rome_level) take_below (b, 4);
  s->scaling = (rome_scaling) {.rule = (rome_scaling_rule) take_below (b, 32), .factor = take_double (b), .original_length = take_double (b),
                               .max_length = take_double (b), .length = take_double (b), .beta_fast = take_double (b), .beta_slow = take_double (b),
                               .truncate = (int) take_below (b, 2), .low_freq = take_double (b), .high_freq = take_double (b),
                               .partial = take_double (b), .attention = take_double (b), .mscale = take_double (b),
                               .mscale_all_dim = take_double (b)};
  const size_t lists = take_below (b, 4);
  if (lists)
    for (size_t k = 0; k < COUNT_OF (a->list); k++)
      a->list[k] = k < 8 ? take_double (b) : a->list[k - 8];
  if (lists == 1)
    s->explicit_freqs = a->list;
  else if (lists)
    s->scaling.short_factor = a->list, s->scaling.long_factor = a->list + SPEC_PAIRS;
  s->mixed = (int) take_below (b, 2);
}

/* NULL if the specification is refused, or asks for more than the lists have. */
static inline rome_freqs *take_freqs (bytes *b, any_spec *a)
{
  take_spec (b, a);
  size_t columns = 0;
  for (size_t k = 0; k < a->spec.axes.count; k++)
    columns += a->size[k] <= SPEC_DIM ? a->size[k] : 0;
  rome_freqs *freqs = NULL;
  if (columns > 2 * SPEC_PAIRS || rome_freqs_create (&freqs, &a->spec) != ROME_OK)
    return NULL;
  fuzz_check (rome_freqs_pairs (freqs) <= SPEC_PAIRS);
  return freqs;
}

#define SPEC_ROWS 5

typedef struct {
  rome_positions positions;
  double value[SPEC_ROWS * SPEC_AXES], offset[SPEC_AXES];
} any_positions;

static inline void take_positions (bytes *b, any_positions *a)
{
  memset (a, 0, sizeof *a);
  a->positions.count = take_below (b, SPEC_ROWS + 1);
  if (take_below (b, 2)) {
    a->positions.value = a->value;
    for (size_t k = 0; k < COUNT_OF (a->value); k++)
      a->value[k] = take_double (b);
  }
  if (take_below (b, 2)) {
    a->positions.offset = a->offset;
    for (size_t k = 0; k < COUNT_OF (a->offset); k++)
      a->offset[k] = take_double (b);
  }
}

#endif
