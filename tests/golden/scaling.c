/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdbool.h>

#include "exact.h"
#include "scaling.h"
#include "scaling_parts.h"
#include "sheet.h"

/* Decisions (floor, ceil, band edges) must not hang on rounding: implementations
   take them in double.  */
static const double clear_of_edge = 1e-9;

const char *
scaling_rule_name (scaling_rule rule)
{
  static const char *const names[] =
    { "default", "linear", "ntk", "dynamic", "yarn", "llama3", "longrope",
      "proportional", "dynamic_linear", "base_factor", "dynamic_static",
      "ntk_mixed", "qwen_dynamic", "dynamic_yarn", "yarn_log", "ggml_yarn",
      "ntk_by_parts", "theta_scale", "dynamic_longrope" };
  return names[rule];
}

double
scaling_given_or (double value, double otherwise)
{
  return value != 0 ? value : otherwise;
}

static void
require_clear (const scaling *p, mpfr_srcptr x, mpfr_srcptr edge)
{
  mpfr_t gap;
  mpfr_init2 (gap, exact_bits ());
  mpfr_sub (gap, x, edge, MPFR_RNDN);
  mpfr_abs (gap, gap, MPFR_RNDN);
  if (mpfr_cmp_d (gap, clear_of_edge) <= 0)
    fail ("%s: a decision hangs on rounding", p->name);
  mpfr_clear (gap);
}

/* ---- linear, ntk, dynamic, longrope, proportional ---- */

/* w *= growth^(-2i/(dim-2)): the base grows so that the last frequency is
   divided by GROWTH.  */
void
scaling_grow_base (mpfr_t w, const scaling *p, long i, mpfr_srcptr growth)
{
  mpfr_t shrink;
  mpfr_init2 (shrink, exact_bits ());
  exact_power (shrink, growth, 2 * i, p->dim - 2);
  mpfr_mul (w, w, shrink, MPFR_RNDN);
  mpfr_clear (shrink);
}

static void
apply_ntk (mpfr_t w, const scaling *p, long i)
{
  mpfr_t growth;
  mpfr_init2 (growth, exact_bits ());
  mpfr_set_d (growth, p->factor, MPFR_RNDN);
  scaling_grow_base (w, p, i, growth);
  mpfr_clear (growth);
}

/* growth = f L/Lmax - (f-1), L = max (seq_len, Lmax).  */
static void
apply_dynamic (mpfr_t w, const scaling *p, long i)
{
  double longest = p->max_position_embeddings;
  double length = p->seq_len > longest ? p->seq_len : longest;
  mpfr_t growth;
  mpfr_init2 (growth, exact_bits ());
  mpfr_set_d (growth, length, MPFR_RNDN);
  mpfr_div_d (growth, growth, longest, MPFR_RNDN);
  mpfr_sub_ui (growth, growth, 1, MPFR_RNDN);
  mpfr_mul_d (growth, growth, p->factor, MPFR_RNDN);
  mpfr_add_ui (growth, growth, 1, MPFR_RNDN);
  scaling_grow_base (w, p, i, growth);
  mpfr_clear (growth);
}

static void
apply_longrope (mpfr_t w, const scaling *p, long i)
{
  bool is_long = p->seq_len > p->original_max_position_embeddings;
  mpfr_div_d (w, w, (is_long ? p->long_factor : p->short_factor)[i], MPFR_RNDN);
}

static void
apply_proportional (mpfr_t w, const scaling *p, long i)
{
  long rotated = (long) (p->partial_rotary_factor * p->dim) / 2;
  if (i < rotated)
    mpfr_div_d (w, w, scaling_given_or (p->factor, 1), MPFR_RNDN);
  else
    mpfr_set_zero (w, 1);
}

/* ---- yarn ---- */

/* The index at which a wave makes TURNS turns in the original context:
   dim ln (L0 / (2 pi turns)) / (2 ln base).  */
static void
correction_index (mpfr_t index, const scaling *p, double turns)
{
  mpfr_t x;
  mpfr_init2 (x, exact_bits ());
  mpfr_const_pi (x, MPFR_RNDN);
  mpfr_mul_2ui (x, x, 1, MPFR_RNDN);
  mpfr_mul_d (x, x, turns, MPFR_RNDN);
  mpfr_d_div (x, p->original_max_position_embeddings, x, MPFR_RNDN);
  mpfr_log (index, x, MPFR_RNDN);
  mpfr_mul_si (index, index, p->dim, MPFR_RNDN);
  mpfr_set_d (x, p->base, MPFR_RNDN);
  mpfr_log (x, x, MPFR_RNDN);
  mpfr_mul_2ui (x, x, 1, MPFR_RNDN);
  mpfr_div (index, index, x, MPFR_RNDN);
  mpfr_clear (x);
}

static void
require_clear_of_integers (const scaling *p, mpfr_srcptr x)
{
  mpfr_t nearest;
  mpfr_init2 (nearest, exact_bits ());
  mpfr_rint (nearest, x, MPFR_RNDN);
  require_clear (p, x, nearest);
  mpfr_clear (nearest);
}

static void
ramp_ends (mpfr_t low, mpfr_t high, const scaling *p)
{
  correction_index (low, p, scaling_given_or (p->beta_fast, 32));
  correction_index (high, p, scaling_given_or (p->beta_slow, 1));
  if (p->truncate != TRUNCATE_NO)
    {
      require_clear_of_integers (p, low);
      require_clear_of_integers (p, high);
      mpfr_floor (low, low);
      mpfr_ceil (high, high);
    }
  if (mpfr_sgn (low) < 0)
    mpfr_set_zero (low, 1);
  if (mpfr_cmp_si (high, p->dim - 1) > 0)
    mpfr_set_si (high, p->dim - 1, MPFR_RNDN);
  if (mpfr_equal_p (low, high))
    mpfr_add_d (high, high, 0.001, MPFR_RNDN);   /* the double nearest 0.001 */
}

/* 0 = keep the frequency, 1 = divide it by the factor.  */
void
scaling_ramp_value (mpfr_t r, const scaling *p, long i)
{
  mpfr_t low, high;
  mpfr_inits2 (exact_bits (), low, high, (mpfr_ptr) 0);
  ramp_ends (low, high, p);
  mpfr_sub (high, high, low, MPFR_RNDN);
  mpfr_si_sub (r, i, low, MPFR_RNDN);
  mpfr_div (r, r, high, MPFR_RNDN);
  if (mpfr_sgn (r) < 0)
    mpfr_set_zero (r, 1);
  if (mpfr_cmp_ui (r, 1) > 0)
    mpfr_set_ui (r, 1, MPFR_RNDN);
  mpfr_clears (low, high, (mpfr_ptr) 0);
}

/* w = w (1 - r) + (w/f) r  */
void
scaling_blend (mpfr_t w, mpfr_srcptr r, mpfr_srcptr factor)
{
  mpfr_t kept, divided;
  mpfr_inits2 (exact_bits (), kept, divided, (mpfr_ptr) 0);
  mpfr_ui_sub (kept, 1, r, MPFR_RNDN);
  mpfr_mul (kept, kept, w, MPFR_RNDN);
  mpfr_div (divided, w, factor, MPFR_RNDN);
  mpfr_mul (divided, divided, r, MPFR_RNDN);
  mpfr_add (w, kept, divided, MPFR_RNDN);
  mpfr_clears (kept, divided, (mpfr_ptr) 0);
}

/* The part that is divided when KEPT of the rest is kept: 1 - (1 - r) KEPT.  */
void
scaling_divided_share (mpfr_t r, double kept)
{
  mpfr_ui_sub (r, 1, r, MPFR_RNDN);
  mpfr_mul_d (r, r, scaling_share (kept), MPFR_RNDN);
  mpfr_ui_sub (r, 1, r, MPFR_RNDN);
}

double
scaling_share (double given)
{
  return given == NONE ? 0 : scaling_given_or (given, 1);
}

/* f, or L/L0 (at least 1) for the dynamic rule.  */
void
scaling_yarn_factor (mpfr_t f, const scaling *p)
{
  mpfr_set_d (f, p->factor, MPFR_RNDN);
  if (p->rule != RULE_DYNAMIC_YARN)
    return;
  mpfr_set_d (f, p->seq_len, MPFR_RNDN);
  mpfr_div_d (f, f, p->original_max_position_embeddings, MPFR_RNDN);
  if (mpfr_cmp_ui (f, 1) < 0)
    mpfr_set_ui (f, 1, MPFR_RNDN);
}

static void
apply_yarn (mpfr_t w, const scaling *p, long i)
{
  mpfr_t r, factor;
  mpfr_inits2 (exact_bits (), r, factor, (mpfr_ptr) 0);
  scaling_ramp_value (r, p, i);
  scaling_divided_share (r, p->extrapolation_factor);
  scaling_yarn_factor (factor, p);
  scaling_blend (w, r, factor);
  mpfr_clears (r, factor, (mpfr_ptr) 0);
}

/* ---- llama3 ---- */

/* turns = L0 w / (2 pi), turns of the wave in the original context.  */
static void
context_turns (mpfr_t turns, mpfr_srcptr w, const scaling *p)
{
  mpfr_t circle;
  mpfr_init2 (circle, exact_bits ());
  mpfr_const_pi (circle, MPFR_RNDN);
  mpfr_mul_2ui (circle, circle, 1, MPFR_RNDN);
  mpfr_mul_d (turns, w, p->original_max_position_embeddings, MPFR_RNDN);
  mpfr_div (turns, turns, circle, MPFR_RNDN);
  mpfr_clear (circle);
}

static void
require_clear_of_bands (const scaling *p, mpfr_srcptr turns)
{
  mpfr_t edge;
  mpfr_init2 (edge, exact_bits ());
  mpfr_set_d (edge, p->low_freq_factor, MPFR_RNDN);
  require_clear (p, turns, edge);
  mpfr_set_d (edge, p->high_freq_factor, MPFR_RNDN);
  require_clear (p, turns, edge);
  mpfr_clear (edge);
}

/* w = (1-s) w/f + s w,  s = (turns - low) / (high - low).  */
static void
blend_band (mpfr_t w, mpfr_srcptr turns, const scaling *p)
{
  mpfr_t r, width;
  mpfr_inits2 (exact_bits (), r, width, (mpfr_ptr) 0);
  mpfr_set_d (width, p->high_freq_factor, MPFR_RNDN);
  mpfr_sub_d (width, width, p->low_freq_factor, MPFR_RNDN);
  mpfr_d_sub (r, p->high_freq_factor, turns, MPFR_RNDN);
  mpfr_div (r, r, width, MPFR_RNDN);   /* r = 1 - s */
  mpfr_set_d (width, p->factor, MPFR_RNDN);
  scaling_blend (w, r, width);
  mpfr_clears (r, width, (mpfr_ptr) 0);
}

/* The bands are selected, never masked: low = high (Llama 4) has no middle
   band and must not divide by zero.  */
static void
apply_llama3 (mpfr_t w, const scaling *p)
{
  mpfr_t turns;
  mpfr_init2 (turns, exact_bits ());
  context_turns (turns, w, p);
  require_clear_of_bands (p, turns);
  if (mpfr_cmp_d (turns, p->low_freq_factor) < 0)
    mpfr_div_d (w, w, p->factor, MPFR_RNDN);
  else if (mpfr_cmp_d (turns, p->high_freq_factor) < 0)
    blend_band (w, turns, p);
  mpfr_clear (turns);
}

void
scaling_frequency (mpfr_t w, const scaling *p, long i)
{
  exact_frequency (w, p->base, p->dim, i);
  switch (p->rule)
    {
    case RULE_DEFAULT: break;
    case RULE_LINEAR: mpfr_div_d (w, w, p->factor, MPFR_RNDN); break;
    case RULE_NTK: apply_ntk (w, p, i); break;
    case RULE_DYNAMIC: apply_dynamic (w, p, i); break;
    case RULE_YARN: apply_yarn (w, p, i); break;
    case RULE_LLAMA3: apply_llama3 (w, p); break;
    case RULE_LONGROPE: apply_longrope (w, p, i); break;
    case RULE_PROPORTIONAL: apply_proportional (w, p, i); break;
    case RULE_DYNAMIC_YARN: apply_yarn (w, p, i); break;
    default: scaling_more (w, p, i); break;
    }
}

/* ---- attention factor ---- */

/* g = 1 + c mscale ln (factor), or 1 when the context does not grow; c is one
   tenth (the real number, not the double 0.1) unless given.  */
static void
yarn_gain (mpfr_t g, const scaling *p, double mscale)
{
  scaling_yarn_factor (g, p);
  if (mpfr_cmp_ui (g, 1) <= 0)
    {
      mpfr_set_ui (g, 1, MPFR_RNDN);
      return;
    }
  mpfr_log (g, g, MPFR_RNDN);
  mpfr_mul_d (g, g, mscale, MPFR_RNDN);
  if (p->mscale_coefficient != 0)
    mpfr_mul_d (g, g, p->mscale_coefficient, MPFR_RNDN);
  else
    mpfr_div_ui (g, g, 10, MPFR_RNDN);
  mpfr_add_ui (g, g, 1, MPFR_RNDN);
}

static void
yarn_attention (mpfr_t a, const scaling *p)
{
  if (p->mscale == 0 || p->mscale_all_dim == 0)
    {
      yarn_gain (a, p, 1);
      return;
    }
  mpfr_t all;
  mpfr_init2 (all, exact_bits ());
  yarn_gain (a, p, p->mscale);
  yarn_gain (all, p, p->mscale_all_dim);
  mpfr_div (a, a, all, MPFR_RNDN);
  mpfr_clear (all);
}

/* a = sqrt (1 + ln s / ln L0),  s = Lmax/L0, or the mscale of the list in use.  */
static void
longrope_attention (mpfr_t a, const scaling *p)
{
  mpfr_t x;
  bool is_long = p->seq_len > p->original_max_position_embeddings;
  double given = is_long ? p->long_mscale : p->short_mscale;
  if (given != 0)
    {
      mpfr_set_d (a, given, MPFR_RNDN);
      return;
    }
  if (p->max_position_embeddings <= p->original_max_position_embeddings)
    {
      mpfr_set_ui (a, 1, MPFR_RNDN);
      return;
    }
  mpfr_init2 (x, exact_bits ());
  mpfr_set_d (a, p->max_position_embeddings, MPFR_RNDN);
  mpfr_div_d (a, a, p->original_max_position_embeddings, MPFR_RNDN);
  mpfr_log (a, a, MPFR_RNDN);
  mpfr_set_d (x, p->original_max_position_embeddings, MPFR_RNDN);
  mpfr_log (x, x, MPFR_RNDN);
  mpfr_div (a, a, x, MPFR_RNDN);
  mpfr_add_ui (a, a, 1, MPFR_RNDN);
  mpfr_sqrt (a, a, MPFR_RNDN);
  mpfr_clear (x);
}

void
scaling_attention (mpfr_t a, const scaling *p)
{
  if (p->attention_factor != 0)
    mpfr_set_d (a, p->attention_factor, MPFR_RNDN);
  else if (p->rule == RULE_YARN || p->rule == RULE_DYNAMIC_YARN
           || (p->rule == RULE_GGML_YARN && p->ext_factor != NONE))
    yarn_attention (a, p);
  else if (p->rule == RULE_LONGROPE || p->rule == RULE_DYNAMIC_LONGROPE)
    longrope_attention (a, p);
  else
    mpfr_set_ui (a, 1, MPFR_RNDN);
  mpfr_mul_d (a, a, scaling_given_or (p->attn_factor, 1), MPFR_RNDN);
}

void
scaling_softmax (mpfr_t g, const scaling *p)
{
  mpfr_set_ui (g, 1, MPFR_RNDN);
  if (p->mscale_all_dim == 0)
    return;
  yarn_gain (g, p, p->mscale_all_dim);
  mpfr_sqr (g, g, MPFR_RNDN);
}
