/* rules.c - the scaling rules in real arithmetic: which family a rule belongs to, and the rules that are a few lines long.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules.h"

#include <math.h>

#include "rules_steps.h"
#include "turns.h"

/* ---- linear ---- */

static void linear (const rome_scaling *s, size_t d, scaled *w)
{
  const scaled f = scaled_from_double (s->factor);
  rules_divide (w, d / 2, &f);
}

/* w / f for L <= L0 f, else w L0 / L */
static void dynamic_linear (const rome_scaling *s, size_t d, scaled *w)
{
  const scaled f = scaled_from_double (s->factor), original = scaled_from_double (s->original_length), length = scaled_from_double (s->length);
  const scaled reach = scaled_multiply (&original, &f), growth = scaled_divide (&length, &original);
  rules_divide (w, d / 2, scaled_compare (&length, &reach) <= 0 ? &f : &growth);
}

/* ---- Llama-3 ---- */

/* x = L0 / wavelength, the turns of the wave in L0 positions: many turns are kept, few are divided. */
static rome_status llama3_pair (const rome_scaling *s, scaled *w)
{
  const scaled length = scaled_from_double (s->original_length), inverse_two_pi = scaled_from_wide (&turns_inverse_two_pi);
  scaled x = scaled_multiply (w, &length);
  x = scaled_multiply (&x, &inverse_two_pi);
  const scaled f = scaled_from_double (s->factor);
  const double turns = scaled_to_double (&x);
  if (fabs (turns - s->high_freq) < RULES_EDGE * s->high_freq)
    return ROME_EDGE_HIGH_FREQ;
  if (fabs (turns - s->low_freq) < RULES_EDGE * s->low_freq)
    return ROME_EDGE_LOW_FREQ;
  if (turns > s->high_freq)
    return ROME_OK;
  if (turns < s->low_freq) {
    rules_divide (w, 1, &f);
    return ROME_OK;
  }
  /* share of w / f: 1 - (x - low) / (high - low) = (high - x) / (high - low) */
  const wide low = wide_from_double (s->low_freq), high = wide_from_double (s->high_freq), place = scaled_to_wide (&x);
  const wide rest = wide_sub (&high, &place), span = wide_sub (&high, &low), share = wide_div (&rest, &span);
  *w = rules_blend (w, &share, &f);
  return ROME_OK;
}

static rome_status llama3 (const rome_scaling *s, size_t d, scaled *w)
{
  rome_status status = ROME_OK;
  for (size_t i = 0; i < d / 2 && status == ROME_OK; i++)
    status = llama3_pair (s, &w[i]);
  return status;
}

/* ---- proportional ---- */

static rome_status proportional (const rome_scaling *s, size_t d, scaled *w)
{
  const double rotated = s->partial * (double) d / 2; /* exact but for one rounding */
  if (rotated != rint (rotated) && fabs (rotated - rint (rotated)) < RULES_EDGE)
    return ROME_EDGE_PARTIAL;
  linear (s, d, w);
  for (size_t i = (size_t) floor (rotated); i < d / 2; i++)
    w[i] = scaled_from_double (0);
  return ROME_OK;
}

/* ---- all rules ---- */

rome_status rules_frequencies (const rome_scaling *s, double base, size_t d, scaled *w)
{
  const scaled b = scaled_from_double (base);
  const rome_status status = rules_powers (&b, d, w);
  if (status != ROME_OK)
    return status;
  switch (s->rule) {
  case ROME_SCALING_DEFAULT: return ROME_OK;
  case ROME_SCALING_LINEAR: linear (s, d, w); return ROME_OK;
  case ROME_SCALING_DYNAMIC_LINEAR: dynamic_linear (s, d, w); return ROME_OK;
  case ROME_SCALING_NTK:
  case ROME_SCALING_BASE_FACTOR:
  case ROME_SCALING_DYNAMIC:
  case ROME_SCALING_DYNAMIC_STATIC:
  case ROME_SCALING_NTK_MIXED:
  case ROME_SCALING_QWEN_DYNAMIC:
  case ROME_SCALING_THETA_SCALE: return rules_base (s, base, d, w);
  case ROME_SCALING_YARN:
  case ROME_SCALING_DYNAMIC_YARN:
  case ROME_SCALING_YARN_LOG:
  case ROME_SCALING_GGML_YARN:
  case ROME_SCALING_NTK_BY_PARTS: return rules_yarn (s, base, d, w);
  case ROME_SCALING_LONGROPE:
  case ROME_SCALING_DYNAMIC_LONGROPE: return rules_longrope (s, d, w);
  case ROME_SCALING_LLAMA3: return llama3 (s, d, w);
  case ROME_SCALING_PROPORTIONAL: return proportional (s, d, w);
  }
  return ROME_BAD_ARGUMENT;
}

static int is_yarn (const rome_scaling *s)
{
  return s->rule == ROME_SCALING_YARN || s->rule == ROME_SCALING_DYNAMIC_YARN || s->rule == ROME_SCALING_YARN_LOG
         || s->rule == ROME_SCALING_GGML_YARN;
}

static int is_longrope (const rome_scaling *s)
{
  return s->rule == ROME_SCALING_LONGROPE || s->rule == ROME_SCALING_DYNAMIC_LONGROPE;
}

rome_status rules_attention (const rome_scaling *s, scaled *a)
{
  rome_status status = ROME_OK;
  *a = scaled_from_double (s->attention != 0 ? s->attention : 1);
  if (s->attention == 0 && is_yarn (s))
    status = rules_yarn_attention (s, a);
  else if (s->attention == 0 && is_longrope (s))
    status = rules_longrope_attention (s, a);
  if (status == ROME_OK && s->attn != 0) {
    const scaled times = scaled_from_double (s->attn);
    *a = scaled_multiply (a, &times);
  }
  return status;
}

rome_status rules_softmax (const rome_scaling *s, scaled *g)
{
  *g = scaled_from_double (1);
  if (!is_yarn (s) || s->mscale_all_dim == 0)
    return ROME_OK;
  const rome_status status = rules_yarn_growth (s, s->mscale_all_dim, g);
  *g = scaled_multiply (g, g);
  return status;
}

/* ---- what a caller may ask ---- */

#define BOUND 0x1p60
/* Factors on the whole table. */
#define LEAST_GAIN 0x1p-20
#define LARGEST_GAIN 0x1p20

enum { FACTOR = 1, GROWING = 2, ORIGINAL = 4, LONGEST = 8, LENGTH = 16, RAMP = 32 };
static const unsigned char reads[] = {
  [ROME_SCALING_DEFAULT] = 0,
  [ROME_SCALING_LINEAR] = FACTOR,
  [ROME_SCALING_DYNAMIC_LINEAR] = FACTOR | ORIGINAL | LENGTH,
  [ROME_SCALING_NTK] = FACTOR | GROWING,
  [ROME_SCALING_BASE_FACTOR] = FACTOR,
  [ROME_SCALING_DYNAMIC] = FACTOR | GROWING | LONGEST | LENGTH,
  [ROME_SCALING_DYNAMIC_STATIC] = FACTOR | GROWING,
  [ROME_SCALING_NTK_MIXED] = FACTOR | GROWING,
  [ROME_SCALING_QWEN_DYNAMIC] = ORIGINAL | LENGTH,
  [ROME_SCALING_YARN] = FACTOR | ORIGINAL | RAMP,
  [ROME_SCALING_DYNAMIC_YARN] = ORIGINAL | LENGTH | RAMP,
  [ROME_SCALING_YARN_LOG] = FACTOR | GROWING | ORIGINAL | RAMP,
  [ROME_SCALING_GGML_YARN] = FACTOR | GROWING | ORIGINAL | RAMP,
  [ROME_SCALING_NTK_BY_PARTS] = FACTOR | GROWING | ORIGINAL | RAMP,
  [ROME_SCALING_THETA_SCALE] = FACTOR | GROWING | ORIGINAL,
  [ROME_SCALING_LONGROPE] = ORIGINAL | LENGTH,
  [ROME_SCALING_DYNAMIC_LONGROPE] = ORIGINAL | LONGEST | LENGTH,
  [ROME_SCALING_LLAMA3] = FACTOR | ORIGINAL,
  [ROME_SCALING_PROPORTIONAL] = FACTOR,
};

static int positive (double x)
{
  return x > 0 && x < BOUND;
}

static int is_share (double x)
{
  return x >= 0 && x <= 1;
}

/* 0: not given */
static int is_gain (double x)
{
  return x == 0 || (x > LEAST_GAIN && x < LARGEST_GAIN);
}

static int all_positive (const double *list, size_t pairs)
{
  if (!list)
    return 0;
  for (size_t i = 0; i < pairs; i++)
    if (!positive (list[i]))
      return 0;
  return 1;
}

static int common_is_legal (const rome_scaling *s)
{
  if ((size_t) s->rule >= sizeof reads)
    return 0;
  const unsigned what = reads[s->rule];
  if (!is_gain (s->attention) || !is_gain (s->short_mscale) || !is_gain (s->long_mscale) || !is_gain (s->attn) || !is_gain (s->mscale)
      || !is_gain (s->mscale_all_dim) || !is_gain (s->mscale_coefficient) || !(s->factor < BOUND))
    return 0;
  if (what & FACTOR && (!positive (s->factor) || (what & GROWING && s->factor < 1)))
    return 0;
  if ((what & ORIGINAL && !positive (s->original_length)) || (what & LONGEST && !positive (s->max_length)))
    return 0;
  if (what & LENGTH && !(s->length >= 0 && s->length < BOUND))
    return 0;
  return !(what & RAMP) || (positive (s->beta_fast) && positive (s->beta_slow) && is_share (s->extrapolation));
}

int rules_legal (const rome_scaling *s, size_t pairs)
{
  if (!common_is_legal (s))
    return 0;
  switch (s->rule) {
  case ROME_SCALING_LLAMA3: return positive (s->low_freq) && positive (s->high_freq) && s->low_freq <= s->high_freq;
  case ROME_SCALING_PROPORTIONAL: return is_share (s->partial);
  case ROME_SCALING_QWEN_DYNAMIC: return s->length < 0x1p40 * s->original_length; /* its power of two must stay a number */
  case ROME_SCALING_NTK_MIXED: return positive (s->mixed_b);
  case ROME_SCALING_NTK_BY_PARTS: return is_share (s->ntk_share);
  case ROME_SCALING_GGML_YARN: return !s->freq_factors || all_positive (s->freq_factors, pairs);
  case ROME_SCALING_LONGROPE:
    return (positive (s->factor) || positive (s->max_length) || s->attention != 0 || (s->short_mscale != 0 && s->long_mscale != 0))
           && all_positive (s->short_factor, pairs) && all_positive (s->long_factor, pairs);
  case ROME_SCALING_DYNAMIC_LONGROPE: return s->max_length > s->original_length && all_positive (s->long_factor, pairs);
  default: return 1;
  }
}
