/* rules_yarn.c - YaRN and its relatives: each pair keeps a share of its frequency by its place on a ramp.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules.h"
#include "rules_steps.h"
#include "turns.h"

/* lo >= 0 and hi; no_ramp: hi is below 0, and every index lies beyond the ramp's foot. */
typedef struct {
  wide lo, hi;
  int no_ramp;
} ramp;

/* What the ramp's ends depend on. */
typedef struct {
  double original_length, base;
  size_t d;
  double fast, slow;
  int truncate;
  rome_status fast_edge, slow_edge;
} ramp_spec;

/* d ln (L0 / (2 pi beta)) / (2 ln base), the index whose wave makes beta turns in L0 positions; 0 if negative, which *negative
   tells. */
static rome_status correction_dimension (const ramp_spec *s, double beta, wide *index, int *negative)
{
  const scaled length = scaled_from_double (s->original_length), turns = scaled_from_double (beta), b = scaled_from_double (s->base);
  const scaled inverse_two_pi = scaled_from_wide (&turns_inverse_two_pi);
  const scaled product = scaled_multiply (&length, &inverse_two_pi), x = scaled_divide (&product, &turns);
  wide log_x, log_b;
  int unused;
  rome_status status = scaled_log (&x, &log_x, negative);
  if (status == ROME_OK)
    status = scaled_log (&b, &log_b, &unused);
  if (status != ROME_OK)
    return status;
  if (wide_is_zero (&log_b))
    return ROME_BAD_ARGUMENT;
  const wide numerator = wide_mul_u64 (&log_x, s->d), denominator = wide_shift_left (&log_b, 1);
  *index = wide_div (&numerator, &denominator);
  return ROME_OK;
}

/* Distance to the nearest integer. */
static double integer_distance (const wide *x)
{
  wide fraction = *x;
  fraction.limb[WIDE_LIMBS - 1] = 0;
  const double above = wide_to_double (&fraction);
  return above < 0.5 ? above : 1 - above;
}

static wide integer_part (const wide *x)
{
  return wide_from_u64 (x->limb[WIDE_LIMBS - 1]);
}

static rome_status ramp_ends (const ramp_spec *s, ramp *r)
{
  const wide one = wide_from_u64 (1), last = wide_from_u64 (s->d - 1), zero = wide_from_u64 (0);
  int lo_negative, hi_negative;
  rome_status status = correction_dimension (s, s->fast, &r->lo, &lo_negative);
  if (status == ROME_OK)
    status = correction_dimension (s, s->slow, &r->hi, &hi_negative);
  if (status != ROME_OK)
    return status;
  if (s->truncate) {
    if (integer_distance (&r->lo) < RULES_EDGE)
      return s->fast_edge;
    if (integer_distance (&r->hi) < RULES_EDGE)
      return s->slow_edge;
    r->lo = integer_part (&r->lo);
    /* ceil (-x) = -floor (x) */
    const wide floor_hi = integer_part (&r->hi);
    r->hi = hi_negative ? floor_hi : wide_add (&floor_hi, &one);
  }
  if (lo_negative)
    r->lo = zero;
  r->no_ramp = hi_negative && !wide_is_zero (&r->hi);
  if (!r->no_ramp && wide_compare (&r->hi, &last) > 0)
    r->hi = last;
  if (!r->no_ramp && wide_compare (&r->lo, &r->hi) == 0) {
    const wide little = wide_from_double (0.001);
    r->hi = wide_add (&r->hi, &little);
  }
  return ROME_OK;
}

/* (i - lo) / (hi - lo) clamped to [0, 1] */
static wide ramp_value (const ramp *r, size_t i)
{
  const wide *lo = &r->lo, *hi = &r->hi;
  const wide index = wide_from_u64 (i), one = wide_from_u64 (1), zero = wide_from_u64 (0);
  if (r->no_ramp)
    return zero;
  const int rising = wide_compare (hi, lo) > 0;
  if (!rising) { /* lo beyond the last index: a falling ramp, 1 before it and 0 after */
    if (wide_compare (&index, lo) >= 0)
      return zero;
    const wide rest = wide_sub (lo, &index), span = wide_sub (lo, hi);
    return wide_compare (&rest, &span) >= 0 ? one : wide_div (&rest, &span);
  }
  if (wide_compare (&index, lo) <= 0)
    return zero;
  if (wide_compare (&index, hi) >= 0)
    return one;
  const wide rest = wide_sub (&index, lo), span = wide_sub (hi, lo);
  return wide_div (&rest, &span);
}

/* ggml divides by max (hi - lo, 0.001), and its ends are integers: a step where the ramp does not rise. */
static wide ggml_ramp_value (const ramp *r, size_t i)
{
  const wide index = wide_from_u64 (i);
  if (!r->no_ramp && wide_compare (&r->hi, &r->lo) > 0)
    return ramp_value (r, i);
  return wide_from_u64 (wide_compare (&index, &r->lo) > 0);
}

/* (1 - r) share, the part of the frequency that is kept; share in [0, 1] */
static wide kept_part (const wide *r, double share)
{
  const wide one = wide_from_u64 (1), rest = wide_sub (&one, r), part = wide_from_double (share);
  return wide_mul (&rest, &part);
}

static wide complement (const wide *part)
{
  const wide one = wide_from_u64 (1);
  return wide_sub (&one, part);
}

/* f, or the growth of the length for the dynamic rule, at least 1 there */
static scaled yarn_factor (const rome_scaling *s)
{
  if (s->rule != ROME_SCALING_DYNAMIC_YARN)
    return scaled_from_double (s->factor);
  const scaled length = scaled_from_double (s->length), original = scaled_from_double (s->original_length);
  return s->length > s->original_length ? scaled_divide (&length, &original) : scaled_from_double (1);
}

static ramp_spec yarn_ramp (const rome_scaling *s, double base, size_t d)
{
  return (ramp_spec) {s->original_length, base, d, s->beta_fast, s->beta_slow, s->truncate || s->rule == ROME_SCALING_GGML_YARN,
                      ROME_EDGE_BETA_FAST, ROME_EDGE_BETA_SLOW};
}

/* w f^-share */
static scaled divide_by_power (const scaled *w, const wide *share, const scaled *log_factor)
{
  const scaled part = scaled_from_wide (share), fall = scaled_multiply (&part, log_factor);
  const wide exponent = scaled_to_wide (&fall);
  const scaled divisor = scaled_exp_minus (&exponent);
  return scaled_multiply (w, &divisor);
}

static rome_status blend_all (const rome_scaling *s, double base, size_t d, scaled *w)
{
  const ramp_spec spec = yarn_ramp (s, base, d);
  const scaled factor = yarn_factor (s);
  scaled log_factor;
  ramp ends;
  rome_status status = ramp_ends (&spec, &ends);
  if (status == ROME_OK && s->rule == ROME_SCALING_YARN_LOG)
    status = rules_log (&factor, &log_factor);
  for (size_t i = 0; i < d / 2 && status == ROME_OK; i++) {
    const wide r = s->rule == ROME_SCALING_GGML_YARN ? ggml_ramp_value (&ends, i) : ramp_value (&ends, i);
    const wide kept = kept_part (&r, s->extrapolation), divided = complement (&kept);
    w[i] = s->rule == ROME_SCALING_YARN_LOG ? divide_by_power (&w[i], &divided, &log_factor) : rules_blend (&w[i], &divided, &factor);
    if (s->rule == ROME_SCALING_GGML_YARN && s->freq_factors) {
      const scaled e = scaled_from_double (s->freq_factors[i]);
      w[i] = scaled_divide (&w[i], &e);
    }
  }
  return status;
}

/* a (1 - share) + b share */
static scaled mix (const scaled *a, const scaled *b, const wide *share)
{
  const wide rest = complement (share);
  const scaled x = scaled_from_wide (&rest), y = scaled_from_wide (share);
  const scaled ax = scaled_multiply (a, &x), by = scaled_multiply (b, &y);
  return scaled_add (&ax, &by);
}

/* From w / f to the NTK frequency between 1.25 and 0.75 turns, from there to w between beta_fast and beta_slow. */
static rome_status by_parts (const rome_scaling *s, double base, size_t d, scaled *w)
{
  const ramp_spec ntk_spec = {s->original_length, base, d, 1.25, 0.75, 1, ROME_EDGE_NTK_RAMP, ROME_EDGE_NTK_RAMP}, spec = yarn_ramp (s, base, d);
  const scaled factor = scaled_from_double (s->factor);
  scaled ratio = scaled_from_double (1), power = ratio;
  ramp ntk_ends, ends;
  rome_status status = ramp_ends (&ntk_spec, &ntk_ends);
  if (status == ROME_OK)
    status = ramp_ends (&spec, &ends);
  if (status == ROME_OK && d > 2)
    status = scaled_inverse_root (&factor, d / 2 - 1, &ratio);
  for (size_t i = 0; i < d / 2 && status == ROME_OK; i++) {
    const wide r = ramp_value (&ends, i), kept = kept_part (&r, s->extrapolation);
    const wide ntk_r = ramp_value (&ntk_ends, i), ntk_part = kept_part (&ntk_r, s->ntk_share);
    const scaled linear = scaled_divide (&w[i], &factor), ntk = scaled_multiply (&w[i], &power);
    const scaled between = mix (&linear, &ntk, &ntk_part);
    w[i] = mix (&between, &w[i], &kept);
    power = scaled_multiply (&power, &ratio);
  }
  return status;
}

rome_status rules_yarn (const rome_scaling *s, double base, size_t d, scaled *w)
{
  return s->rule == ROME_SCALING_NTK_BY_PARTS ? by_parts (s, base, d, w) : blend_all (s, base, d, w);
}

/* ---- attention factor ---- */

rome_status rules_yarn_growth (const rome_scaling *s, double m, scaled *g)
{
  const scaled one = scaled_from_double (1), ten = scaled_from_double (10), f = yarn_factor (s), times = scaled_from_double (m);
  scaled log;
  *g = one;
  if (scaled_compare (&f, &one) <= 0)
    return ROME_OK;
  const rome_status status = rules_log (&f, &log);
  if (status != ROME_OK)
    return status;
  const scaled coefficient = s->mscale_coefficient != 0 ? scaled_from_double (s->mscale_coefficient) : scaled_divide (&one, &ten);
  const scaled product = scaled_multiply (&log, &times), more = scaled_multiply (&product, &coefficient);
  *g = scaled_add (&one, &more);
  return ROME_OK;
}

rome_status rules_yarn_attention (const rome_scaling *s, scaled *a)
{
  scaled top, bottom;
  *a = scaled_from_double (1);
  if (s->rule == ROME_SCALING_YARN_LOG || s->rule == ROME_SCALING_NTK_BY_PARTS || (s->rule == ROME_SCALING_GGML_YARN && s->extrapolation == 0))
    return ROME_OK;
  if (s->mscale == 0 || s->mscale_all_dim == 0)
    return rules_yarn_growth (s, 1, a);
  rome_status status = rules_yarn_growth (s, s->mscale, &top);
  if (status == ROME_OK)
    status = rules_yarn_growth (s, s->mscale_all_dim, &bottom);
  if (status == ROME_OK)
    *a = scaled_divide (&top, &bottom);
  return status;
}
