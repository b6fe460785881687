/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frequency scaling rules in real arithmetic.  */

#ifndef GOLDEN_SCALING_H
#define GOLDEN_SCALING_H

#include <mpfr.h>

typedef enum
{
  RULE_DEFAULT, RULE_LINEAR, RULE_NTK, RULE_DYNAMIC, RULE_YARN, RULE_LLAMA3,
  RULE_LONGROPE, RULE_PROPORTIONAL, RULE_DYNAMIC_LINEAR, RULE_BASE_FACTOR,
  RULE_DYNAMIC_STATIC, RULE_NTK_MIXED, RULE_QWEN_DYNAMIC, RULE_DYNAMIC_YARN,
  RULE_YARN_LOG, RULE_GGML_YARN, RULE_NTK_BY_PARTS, RULE_THETA_SCALE,
  RULE_DYNAMIC_LONGROPE
} scaling_rule;

typedef enum { TRUNCATE_ABSENT, TRUNCATE_NO, TRUNCATE_YES } truncation;

/* Every number is the exact double; 0 and NULL mean absent.  */
typedef struct
{
  const char *name;
  scaling_rule rule;
  long dim;
  double base;
  double seq_len;
  double factor;
  double original_max_position_embeddings;
  double max_position_embeddings;
  double beta_fast, beta_slow;
  truncation truncate;
  double mscale, mscale_all_dim;
  double attention_factor;
  double low_freq_factor, high_freq_factor;
  const double *short_factor, *long_factor;   /* dim/2 each */
  double partial_rotary_factor;
  double mixed_b;
  double mscale_coefficient, attn_factor, short_mscale, long_mscale;
  double extrapolation_factor, ext_factor, ntk_factor;   /* NONE: 0 itself */
  const double *freq_factors;                            /* dim/2 */
} scaling;

/* Stands for a factor of 0, since 0 means absent.  */
#define NONE -1.0

const char *scaling_rule_name (scaling_rule rule);

/* Frequency i = 0 .. dim/2 - 1.  */
void scaling_frequency (mpfr_t w, const scaling *p, long i);

/* The factor on cosine and sine.  */
void scaling_attention (mpfr_t a, const scaling *p);

/* DeepSeek's factor on the softmax scale.  */
void scaling_softmax (mpfr_t g, const scaling *p);

#endif
