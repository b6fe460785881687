/* gate_of_bytes.h - a caller of the builtins that is neither Octave nor MATLAB: arguments from a fuzzer's bytes, results in
   memory of exactly their size.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_FUZZ_GATE_OF_BYTES_H
#define TESTS_FUZZ_GATE_OF_BYTES_H

#include "bytes.h"

#include "gate.h"
#include "product.h"

#define GATE_ARGUMENTS 12
#define GATE_KEPT 256
#define GATE_ELEMENTS 4096 /* of one argument, at the most */
#define GATE_RESULT 8192   /* elements of a result for which there is memory */

typedef struct {
  gate g; /* first: a builtin hands back &session.g */
  gate_value in[GATE_ARGUMENTS];
  void *kept[GATE_KEPT];
  size_t nkept;
} gate_session;

/* Memory that lives as long as the session. */
static inline void *gate_keep (gate_session *s, size_t count, size_t size)
{
  void *memory = s->nkept < GATE_KEPT && (!size || count <= SIZE_MAX / size) ? calloc (count ? count : 1, size) : NULL;
  if (memory)
    s->kept[s->nkept++] = memory;
  return memory;
}

static inline void *gate_make_array (gate *g, size_t output, const char *field, gate_kind kind, size_t ndims, const size_t *dims)
{
  (void) output;
  (void) field;
  const size_t size = kind == GATE_DOUBLE ? 8 : kind == GATE_SINGLE ? 4 : 2;
  size_t count = 1;
  for (size_t k = 0; k < ndims; k++)
    if (__builtin_mul_overflow (count, dims[k], &count))
      return NULL;
  return count <= GATE_RESULT ? gate_keep ((gate_session *) g, count, size) : NULL;
}

static inline int gate_make_text (gate *g, size_t output, const char *field, const char *value)
{
  (void) output;
  (void) field;
  return gate_keep ((gate_session *) g, strlen (value) + 1, 1) ? 0 : -1;
}

/* ---- arguments ---- */

/* Words that some builtin knows, so that the fuzzer does not have to spell. */
static const char *const gate_words[] = {
  "base", "offset", "scaling", "freqs", "axes", "sections", "sections_interleaved", "dtype", "width", "pairing", "seq_len", "threads", "format",
  "positions", "cu_seqlens", "start", "inverse", "num_heads", "prefix_tokens", "suffix_tokens", "engine", "P", "tier", "level", "double", "single",
  "bf16", "f16", "half", "full", "interleaved", "quarter", "interleave-half", "sd", "shd", "bshd", "bhsd", "dhsb", "thd", "auto", "fused", "gemm",
  "tile", "certified", "gsl", "formula", "freq64", "freq32", "angle", "rope_type", "default", "linear", "ntk", "dynamic", "yarn", "longrope",
  "llama3", "proportional", "factor", "original_max_position_embeddings", "max_position_embeddings", "beta_fast", "beta_slow", "truncate",
  "mscale", "mscale_all_dim", "attention_factor", "short_factor", "long_factor", "low_freq_factor", "high_freq_factor", "partial_rotary_factor",
  "xpos", "pair_axes", "in_place", "", "BASE", "nonsense", "lags", "causal", "both", "route", "rotate", "modulate", "grid", "max_lag", "normalize", "causal",
  "sum", "role", "scale_base", "center", "q", "k", "recycle", "limit", "release", "mixed_b", "ntk_share", "extrapolation_factor", "mscale_coefficient",
  "freq_factors", "short_mscale", "long_mscale",
  "loop", "copy", "rounds", "allocation"};

static inline void take_dims (bytes *b, gate_session *s, gate_value *v)
{
  v->ndims = 2 + take_below (b, 4);
  size_t *dims = gate_keep (s, v->ndims, sizeof *dims);
  v->count = 1;
  for (size_t k = 0; k < v->ndims; k++) {
    dims[k] = k < 2 || take_below (b, 4) == 0 ? take_below (b, 7) : 1;
    if (take_below (b, 64) == 0)
      dims[k] = 64;
    if (v->count * dims[k] > GATE_ELEMENTS)
      dims[k] = 1;
    v->count *= dims[k];
  }
  if (take_below (b, 4) == 0) { /* scalars are what most options take */
    dims[0] = dims[1] = v->count = 1;
    v->ndims = 2;
  }
  v->dims = dims;
}

static inline void take_numbers (bytes *b, gate_session *s, gate_value *v)
{
  take_dims (b, s, v);
  const int single = v->kind == GATE_SINGLE;
  double *x = single ? NULL : gate_keep (s, v->count, sizeof *x);
  float *f = single ? gate_keep (s, v->count, sizeof *f) : NULL;
  uint16_t *u = v->carrier ? gate_keep (s, v->count, sizeof *u) : NULL;
  const double first = take_double (b), step = take_below (b, 2) ? 1 : take_double (b);
  for (size_t k = 0; k < v->count; k++) {
    double value = k < 4 ? take_double (b) : first + step * (double) k;
    if (v->kind == GATE_INTEGER || v->kind == GATE_LOGICAL)
      value = fabs (value) <= 0x1p52 ? trunc (value) : 0;
    if (v->kind == GATE_LOGICAL)
      value = value != 0;
    if (u)
      value = u[k] = (uint16_t) (fabs (value) < 65536 ? fabs (value) : 65535);
    if (single)
      f[k] = (float) value;
    else
      x[k] = value;
  }
  v->data = single ? (const void *) f : x;
  if (u)
    v->carrier = u;
}

static inline void take_value (bytes *b, gate_session *s, gate_value *v, int depth)
{
  static const char *const names[] = {"double", "single", "uint16", "int32", "logical", "char", "struct", "cell"};
  static const gate_kind kinds[] = {GATE_DOUBLE, GATE_SINGLE, GATE_INTEGER, GATE_INTEGER, GATE_LOGICAL, GATE_TEXT, GATE_STRUCT, GATE_OTHER};
  const size_t k = take_below (b, depth < 2 ? 8 : 6);
  static const size_t one[2] = {1, 1};
  *v = (gate_value) {.kind = kinds[k], .class_name = names[k], .ndims = 2, .count = 1, .dims = one};
  if (kinds[k] == GATE_TEXT) {
    const char *word = gate_words[take_below (b, COUNT_OF (gate_words))];
    size_t *dims = gate_keep (s, 2, sizeof *dims);
    dims[0] = 1;
    dims[1] = v->count = strlen (word);
    v->dims = dims;
    v->text = word;
  } else if (kinds[k] == GATE_STRUCT) {
    v->nfields = take_below (b, 6);
    const char **name = gate_keep (s, v->nfields, sizeof *name);
    gate_value *field = gate_keep (s, v->nfields, sizeof *field);
    for (size_t n = 0; n < v->nfields; n++) {
      name[n] = gate_words[take_below (b, COUNT_OF (gate_words))];
      take_value (b, s, &field[n], depth + 1);
    }
    v->field_name = name;
    v->field = field;
  } else if (kinds[k] != GATE_OTHER) {
    static const uint16_t is_carrier;
    if (k == 2)
      v->carrier = &is_carrier;
    take_numbers (b, s, v);
    if (k < 2 && take_below (b, 32) == 0) {
      v->is_complex = 1;
      v->data = NULL;
    } else if (k == 0 && take_below (b, 32) == 0) {
      v->is_sparse = 1;
      v->data = NULL;
    }
  }
}

static inline void gate_open (gate_session *s, const char *function, size_t nargin, size_t nargout, int *patience)
{
  s->g = (gate) {.function = function, .nargin = nargin, .nargout = nargout, .in = s->in, .host = "none", .array = gate_make_array, .text = gate_make_text,
                 .product = {plain_product_f64, plain_product_f32, NULL}, .monitor = {.stop = fuzz_out_of_patience, .data = patience}};
}

static inline void gate_close (gate_session *s)
{
  for (size_t k = 0; k < s->nkept; k++)
    free (s->kept[k]);
  s->nkept = 0;
}

/* What every builtin owes its caller. */
static inline void gate_check_answer (const gate_session *s, int answer)
{
  if (answer == 0)
    return;
  const char *id = s->g.error_id, *text = s->g.error_text;
  if (strcmp (id, GATE_USAGE) == 0 || strcmp (id, GATE_INTERRUPT) == 0)
    return;
  fuzz_check (strncmp (id, "rome:", 5) == 0 && strlen (id) > 5);
  fuzz_check (strncmp (text, s->g.function, strlen (s->g.function)) == 0);
  fuzz_check (text[strlen (text) - 1] != '.' && !strchr (text, '\n'));
}

#endif
