/* specs.h - frequency specifications and positions from a fuzzer's bytes.

   Sizes are small, so that an input costs microseconds; one in 64 lists of positions is long enough for the runs of tables.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_FUZZ_SPECS_H
#define TESTS_FUZZ_SPECS_H

#include "bytes.h"

#define SPEC_AXES 3
#define SPEC_SIZE 4 /* of an axis, at the most */
#define SPEC_PAIRS (SPEC_AXES * SPEC_SIZE)
#define SPEC_LIST (SPEC_PAIRS * SPEC_AXES)

typedef struct {
  rome_freqs_spec spec;
  size_t size[SPEC_AXES], of_pair[SPEC_PAIRS], index[SPEC_PAIRS];
  double list[SPEC_LIST], other[SPEC_LIST], axis_factor[SPEC_AXES];
} any_spec;

/* One list of frequencies or factors: up to four numbers, repeated. */
static inline void take_list (bytes *b, double *list)
{
  const size_t n = 1 + take_below (b, 4);
  for (size_t k = 0; k < SPEC_LIST; k++)
    list[k] = k < n ? take_double (b) : list[k - n];
}

static inline void take_axes (bytes *b, any_spec *a)
{
  rome_axes *axes = &a->spec.axes;
  *axes = (rome_axes) {.kind = (rome_axes_kind) take_below (b, 4), .count = take_below (b, SPEC_AXES + 1), .size = a->size};
  for (size_t k = 0; k < axes->count; k++)
    a->size[k] = take_below (b, 4) ? 2 : take_size (b, SPEC_SIZE);
  if (axes->kind != ROME_AXES_PAIRS)
    return;
  axes->pairs = take_size (b, SPEC_PAIRS);
  axes->of_pair = a->of_pair;
  for (size_t k = 0; k < SPEC_PAIRS && k < axes->pairs; k++)
    a->of_pair[k] = take_size (b, 2);
  if (take_below (b, 2))
    axes->index = a->index;
  for (size_t k = 0; axes->index && k < SPEC_PAIRS && k < axes->pairs; k++)
    a->index[k] = take_size (b, 7);
}

/* A rule with parameters that suit it; each bit of a mask asks for another number in place of one. */
static inline void take_scaling (bytes *b, any_spec *a)
{
  rome_scaling *s = &a->spec.scaling;
  *s = (rome_scaling) {.rule = (rome_scaling_rule) take_below (b, 24), .factor = 4, .original_length = 64, .max_length = 256, .length = 512,
                       .beta_fast = 32, .beta_slow = 1, .extrapolation = 1, .truncate = (int) take_below (b, 2), .ntk_share = 0.5, .mixed_b = 0.6,
                       .low_freq = 1, .high_freq = 4, .partial = 0.5};
  double *const field[] = {&s->factor, &s->original_length, &s->max_length, &s->length, &s->beta_fast, &s->beta_slow, &s->extrapolation,
                           &s->ntk_share, &s->mixed_b, &s->low_freq, &s->high_freq, &s->partial, &s->attention, &s->short_mscale,
                           &s->long_mscale, &s->attn, &s->mscale, &s->mscale_all_dim, &s->mscale_coefficient};
  const uint32_t mask = (uint32_t) take_bits (b, 3);
  for (size_t k = 0; k < COUNT_OF (field); k++)
    if (mask >> k & 1)
      *field[k] = take_double (b);
  s->short_factor = a->list;
  s->long_factor = a->other;
  if (mask >> 22 & 1)
    s->freq_factors = a->list;
  if (mask >> 23 & 1) {
    s->axis_factor = a->axis_factor;
    for (size_t k = 0; k < SPEC_AXES; k++)
      a->axis_factor[k] = take_double (b);
  }
}

/* The spec points into itself: it must stay where it is.  by_rule: frequencies by a rule and what its parameters scale, which cost most
   of the time, as often as not; else one time in eight. */
static inline void take_spec (bytes *b, any_spec *a, int by_rule)
{
  memset (a, 0, sizeof *a);
  rome_freqs_spec *s = &a->spec;
  const uint8_t what = (uint8_t) take_bits (b, 1);
  take_axes (b, a);
  s->base = what & 1 ? take_double (b) : 10000;
  s->level = (rome_level) (what >> 1 & 3);
  take_list (b, a->list);
  take_list (b, a->other);
  if (what & 8 && (by_rule || take_below (b, 4) == 0))
    take_scaling (b, a);
  if (what & 16 || (!by_rule && take_below (b, 4))) {
    s->explicit_freqs = a->list;
    s->mixed = what >> 5 & 1;
  }
  if (what & 64)
    s->xpos = (rome_xpos) {take_double (b), take_double (b), what >> 7};
}

/* NULL if the specification is refused, or asks for more than the lists have. */
static inline rome_freqs *take_freqs (bytes *b, any_spec *a, int by_rule)
{
  take_spec (b, a, by_rule);
  rome_freqs *freqs = NULL;
  if (rome_freqs_create (&freqs, &a->spec) != ROME_OK) {
    fuzz_check (!freqs);
    return NULL;
  }
  fuzz_check (rome_freqs_pairs (freqs) <= SPEC_PAIRS && rome_freqs_axes (freqs) <= SPEC_AXES);
  return freqs;
}

#define SPEC_ROWS 96

typedef struct {
  rome_positions positions;
  double value[SPEC_ROWS * SPEC_AXES], offset[SPEC_AXES];
} any_positions;

/* Each axis by itself: steps from a start, or any numbers, or the ones before again. */
static inline void take_column (bytes *b, double *value, size_t count)
{
  const size_t kind = take_below (b, 4);
  const double start = take_double (b), step = kind == 0 ? 1 : take_double (b);
  for (size_t k = 0; k < count; k++)
    value[k] = kind < 2 ? start + (double) k * step : k < 3 ? take_double (b) : value[k - 1 - take_below (b, 3)];
}

static inline void take_positions (bytes *b, any_positions *a)
{
  a->positions = (rome_positions) {.count = take_below (b, 64) ? take_below (b, 4) : take_below (b, SPEC_ROWS + 1)};
  const size_t what = take_below (b, 4);
  if (what & 1) {
    a->positions.value = a->value;
    for (size_t k = 0; k < SPEC_AXES; k++)
      take_column (b, a->value + k * a->positions.count, a->positions.count);
  }
  if (what & 2) {
    a->positions.offset = a->offset;
    for (size_t k = 0; k < SPEC_AXES; k++)
      a->offset[k] = take_double (b);
  }
}

#endif
