/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Set 8: frequencies and attention factors of the scaling rules.  */

#include "models.h"
#include "sets.h"

static void
put_field (sheet *s, const char *key, double value)
{
  if (value == 0)
    return;
  sheet_put (s, " %s=", key);
  sheet_put_number (s, value);
}

/* A factor that may be 0.  */
static void
put_share (sheet *s, const char *key, double value)
{
  if (value == NONE)
    sheet_put (s, " %s=0", key);
  else
    put_field (s, key, value);
}

static void
put_list (sheet *s, const char *key, const double *list, long count)
{
  if (! list)
    return;
  sheet_put (s, " %s=", key);
  for (long k = 0; k < count; k++)
    {
      if (k > 0)
        sheet_put (s, ",");
      sheet_put_number (s, list[k]);
    }
}

static void
put_parameters (sheet *s, const scaling *p)
{
  sheet_put (s, "case name=%s rope_type=%s dim=%ld", p->name,
             scaling_rule_name (p->rule), p->dim);
  put_field (s, "base", p->base);
  put_field (s, "seq_len", p->seq_len);
  put_field (s, "factor", p->factor);
  put_field (s, "original_max_position_embeddings", p->original_max_position_embeddings);
  put_field (s, "max_position_embeddings", p->max_position_embeddings);
  put_field (s, "beta_fast", p->beta_fast);
  put_field (s, "beta_slow", p->beta_slow);
  if (p->truncate != TRUNCATE_ABSENT)
    sheet_put (s, " truncate=%d", p->truncate == TRUNCATE_YES);
  put_field (s, "mscale", p->mscale);
  put_field (s, "mscale_all_dim", p->mscale_all_dim);
  put_field (s, "attention_factor", p->attention_factor);
  put_field (s, "low_freq_factor", p->low_freq_factor);
  put_field (s, "high_freq_factor", p->high_freq_factor);
  put_field (s, "partial_rotary_factor", p->partial_rotary_factor);
  put_field (s, "mixed_b", p->mixed_b);
  put_field (s, "mscale_coefficient", p->mscale_coefficient);
  put_field (s, "attn_factor", p->attn_factor);
  put_field (s, "short_mscale", p->short_mscale);
  put_field (s, "long_mscale", p->long_mscale);
  put_share (s, "extrapolation_factor", p->extrapolation_factor);
  put_share (s, "ext_factor", p->ext_factor);
  put_share (s, "ntk_factor", p->ntk_factor);
  put_list (s, "freq_factors", p->freq_factors, p->dim / 2);
  put_list (s, "short_factor", p->short_factor, p->dim / 2);
  put_list (s, "long_factor", p->long_factor, p->dim / 2);
}

static void
put_attention (sheet *s, const scaling *p)
{
  mpfr_t a;
  mpfr_init2 (a, exact_bits ());
  scaling_attention (a, p);
  pair split = exact_pair (a);
  sheet_put (s, " a_hi=");
  sheet_put_number (s, split.hi);
  sheet_put (s, " a_lo=");
  sheet_put_number (s, split.lo);
  scaling_softmax (a, p);
  sheet_put (s, " g=");
  sheet_put_number (s, exact_pair (a).hi);
  sheet_end (s);
  mpfr_clear (a);
}

static void
put_frequency (sheet *s, const scaling *p, long i)
{
  mpfr_t w;
  mpfr_init2 (w, exact_bits ());
  scaling_frequency (w, p, i);
  triple split = exact_triple (w);
  sheet_put (s, "w %ld", i);
  sheet_put_word (s, split.hi);
  sheet_put_word (s, split.mid);
  sheet_put_word (s, split.lo);
  sheet_end (s);
  mpfr_clear (w);
}

void
set_frequencies (void)
{
  sheet s = sheet_open ("08-frequencies");
  sheet_note (&s, "frequencies w_i, attention factor a and softmax factor g of every scaling rule, real arithmetic");
  sheet_note (&s, "lines: case key=value ... a_hi=A a_lo=B g=G   then dim/2 lines: w i hi mid lo");
  sheet_note (&s, "a value of exactly 16 characters is a word, anything shorter an exact decimal");
  sheet_note (&s, "a key that is not there is an option that is not given");
  for (size_t k = 0; k < model_scaling_count; k++)
    {
      const scaling *p = &model_scalings[k];
      put_parameters (&s, p);
      put_attention (&s, p);
      for (long i = 0; i < p->dim / 2; i++)
        put_frequency (&s, p, i);
    }
  sheet_close (&s);
}
