/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scaling rules outside the field's common configuration files.  */

#include "exact.h"
#include "scaling_parts.h"
#include "sheet.h"

/* w / f for L <= L0 f, else w L0 / L.  */
static void
apply_dynamic_linear (mpfr_t w, const scaling *p)
{
  mpfr_t reach;
  mpfr_init2 (reach, exact_bits ());
  mpfr_set_d (reach, p->original_max_position_embeddings, MPFR_RNDN);
  mpfr_mul_d (reach, reach, p->factor, MPFR_RNDN);
  if (mpfr_cmp_d (reach, p->seq_len) >= 0)
    mpfr_div_d (w, w, p->factor, MPFR_RNDN);
  else
    {
      mpfr_mul_d (w, w, p->original_max_position_embeddings, MPFR_RNDN);
      mpfr_div_d (w, w, p->seq_len, MPFR_RNDN);
    }
  mpfr_clear (reach);
}

/* (base f)^(-2i/dim)  */
static void
apply_base_factor (mpfr_t w, const scaling *p, long i)
{
  mpfr_t base;
  mpfr_init2 (base, exact_bits ());
  mpfr_set_d (base, p->base, MPFR_RNDN);
  mpfr_mul_d (base, base, p->factor, MPFR_RNDN);
  exact_power (w, base, 2 * i, p->dim);
  mpfr_clear (base);
}

/* growth = f^2 - (f-1).  */
static void
apply_dynamic_static (mpfr_t w, const scaling *p, long i)
{
  mpfr_t growth;
  mpfr_init2 (growth, exact_bits ());
  mpfr_set_d (growth, p->factor, MPFR_RNDN);
  mpfr_sqr (growth, growth, MPFR_RNDN);
  mpfr_sub_d (growth, growth, p->factor, MPFR_RNDN);
  mpfr_add_ui (growth, growth, 1, MPFR_RNDN);
  scaling_grow_base (w, p, i, growth);
  mpfr_clear (growth);
}

/* growth = 2^(ceil (log2 (L/L0)) + 1) - 1, at least 1.  */
static void
apply_qwen_dynamic (mpfr_t w, const scaling *p, long i)
{
  mpfr_t growth;
  double reach = p->original_max_position_embeddings, power = 2;
  for (; reach < p->seq_len; reach *= 2)
    power *= 2;
  mpfr_init2 (growth, exact_bits ());
  mpfr_set_d (growth, power - 1, MPFR_RNDN);
  scaling_grow_base (w, p, i, growth);
  mpfr_clear (growth);
}

/* w exp (-ln f (m/h)^b), m = i + 1, h = dim/2.  */
static void
apply_ntk_mixed (mpfr_t w, const scaling *p, long i)
{
  mpfr_t share, power;
  mpfr_inits2 (exact_bits (), share, power, (mpfr_ptr) 0);
  mpfr_set_si (share, 2 * (i + 1), MPFR_RNDN);
  mpfr_div_si (share, share, p->dim, MPFR_RNDN);
  mpfr_set_d (power, scaling_given_or (p->mixed_b, 1), MPFR_RNDN);
  mpfr_pow (share, share, power, MPFR_RNDN);
  mpfr_set_d (power, p->factor, MPFR_RNDN);
  mpfr_neg (share, share, MPFR_RNDN);
  mpfr_pow (power, power, share, MPFR_RNDN);
  mpfr_mul (w, w, power, MPFR_RNDN);
  mpfr_clears (share, power, (mpfr_ptr) 0);
}

/* w^q, q = ln (L0 f / 2 pi) / ln (L0 / 2 pi).  */
static void
apply_theta_scale (mpfr_t w, const scaling *p)
{
  mpfr_t circle, q, old;
  mpfr_inits2 (exact_bits (), circle, q, old, (mpfr_ptr) 0);
  mpfr_const_pi (circle, MPFR_RNDN);
  mpfr_mul_2ui (circle, circle, 1, MPFR_RNDN);
  mpfr_d_div (old, p->original_max_position_embeddings, circle, MPFR_RNDN);
  mpfr_mul_d (q, old, p->factor, MPFR_RNDN);
  mpfr_log (q, q, MPFR_RNDN);
  mpfr_log (old, old, MPFR_RNDN);
  mpfr_div (q, q, old, MPFR_RNDN);
  mpfr_pow (w, w, q, MPFR_RNDN);
  mpfr_clears (circle, q, old, (mpfr_ptr) 0);
}

/* w f^-s, s the divided share of YaRN.  */
static void
apply_yarn_log (mpfr_t w, const scaling *p, long i)
{
  mpfr_t s, power;
  mpfr_inits2 (exact_bits (), s, power, (mpfr_ptr) 0);
  scaling_ramp_value (s, p, i);
  scaling_divided_share (s, p->extrapolation_factor);
  mpfr_neg (s, s, MPFR_RNDN);
  mpfr_set_d (power, p->factor, MPFR_RNDN);
  mpfr_pow (power, power, s, MPFR_RNDN);
  mpfr_mul (w, w, power, MPFR_RNDN);
  mpfr_clears (s, power, (mpfr_ptr) 0);
}

/* The ends rise in all cases here, where ggml's ramp is YaRN's.  */
static void
apply_ggml_yarn (mpfr_t w, const scaling *p, long i)
{
  mpfr_t s, factor;
  mpfr_inits2 (exact_bits (), s, factor, (mpfr_ptr) 0);
  scaling_ramp_value (s, p, i);
  scaling_divided_share (s, p->ext_factor);
  mpfr_set_d (factor, p->factor, MPFR_RNDN);
  if (p->freq_factors)
    mpfr_div_d (w, w, p->freq_factors[i], MPFR_RNDN);
  scaling_blend (w, s, factor);
  mpfr_clears (s, factor, (mpfr_ptr) 0);
}

/* The keeping shares of both ramps: from w/f to NTK, from there to w.  */
static void
apply_ntk_by_parts (mpfr_t w, const scaling *p, long i)
{
  scaling ntk_ramp = *p, ramp = *p;
  mpfr_t share, ntk, linear;
  ntk_ramp.beta_fast = 1.25;
  ntk_ramp.beta_slow = 0.75;
  ramp.beta_fast = scaling_given_or (p->beta_fast, 16);
  ramp.beta_slow = scaling_given_or (p->beta_slow, 2);
  mpfr_inits2 (exact_bits (), share, ntk, linear, (mpfr_ptr) 0);
  mpfr_div_d (linear, w, p->factor, MPFR_RNDN);
  mpfr_set_d (share, p->factor, MPFR_RNDN);
  mpfr_set (ntk, w, MPFR_RNDN);
  scaling_grow_base (ntk, p, i, share);
  /* linear = linear r + ntk (1 - r) */
  scaling_ramp_value (share, &ntk_ramp, i);
  scaling_divided_share (share, p->ntk_factor);
  mpfr_mul (linear, linear, share, MPFR_RNDN);
  mpfr_ui_sub (share, 1, share, MPFR_RNDN);
  mpfr_mul (ntk, ntk, share, MPFR_RNDN);
  mpfr_add (linear, linear, ntk, MPFR_RNDN);
  /* w = linear r + w (1 - r) */
  scaling_ramp_value (share, &ramp, i);
  scaling_divided_share (share, p->extrapolation_factor);
  mpfr_mul (linear, linear, share, MPFR_RNDN);
  mpfr_ui_sub (share, 1, share, MPFR_RNDN);
  mpfr_mul (w, w, share, MPFR_RNDN);
  mpfr_add (w, w, linear, MPFR_RNDN);
  mpfr_clears (share, ntk, linear, (mpfr_ptr) 0);
}

/* w / (1 + (e-1) x), x = (L - L0) / (Lmax - L0) clamped to [0, 1].  */
static void
apply_dynamic_longrope (mpfr_t w, const scaling *p, long i)
{
  double original = p->original_max_position_embeddings;
  mpfr_t divisor, e;
  mpfr_inits2 (exact_bits (), divisor, e, (mpfr_ptr) 0);
  mpfr_set_d (divisor, p->seq_len - original, MPFR_RNDN);
  mpfr_div_d (divisor, divisor, p->max_position_embeddings - original, MPFR_RNDN);
  if (mpfr_sgn (divisor) < 0)
    mpfr_set_zero (divisor, 1);
  if (mpfr_cmp_ui (divisor, 1) > 0)
    mpfr_set_ui (divisor, 1, MPFR_RNDN);
  mpfr_set_d (e, p->long_factor[i], MPFR_RNDN);
  mpfr_sub_ui (e, e, 1, MPFR_RNDN);
  mpfr_mul (divisor, divisor, e, MPFR_RNDN);
  mpfr_add_ui (divisor, divisor, 1, MPFR_RNDN);
  mpfr_div (w, w, divisor, MPFR_RNDN);
  mpfr_clears (divisor, e, (mpfr_ptr) 0);
}

void
scaling_more (mpfr_t w, const scaling *p, long i)
{
  switch (p->rule)
    {
    case RULE_DYNAMIC_LINEAR: apply_dynamic_linear (w, p); break;
    case RULE_BASE_FACTOR: apply_base_factor (w, p, i); break;
    case RULE_DYNAMIC_STATIC: apply_dynamic_static (w, p, i); break;
    case RULE_NTK_MIXED: apply_ntk_mixed (w, p, i); break;
    case RULE_QWEN_DYNAMIC: apply_qwen_dynamic (w, p, i); break;
    case RULE_YARN_LOG: apply_yarn_log (w, p, i); break;
    case RULE_GGML_YARN: apply_ggml_yarn (w, p, i); break;
    case RULE_NTK_BY_PARTS: apply_ntk_by_parts (w, p, i); break;
    case RULE_THETA_SCALE: apply_theta_scale (w, p); break;
    case RULE_DYNAMIC_LONGROPE: apply_dynamic_longrope (w, p, i); break;
    default: fail ("%s: no such rule", p->name);
    }
}
