/* fuzz_builtins.c - every builtin with arguments of any class, size and number: a result or one proper sentence.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "gate_of_bytes.h"

static const struct {
  const char *name;
  gate_builtin *call;
} builtins[] = {{"rope_cache", builtin_rope_cache}, {"rope_apply", builtin_rope_apply}, {"rome_apply", builtin_rome_apply},
                {"rope_truth", builtin_rope_truth}, {"rope_freqs", builtin_rope_freqs}, {"rope_pack", builtin_rope_pack},
                {"rope_unpack", builtin_rope_unpack}, {"rope_round", builtin_rope_round}, {"rome_info", builtin_rome_info},
                {"rope_lagscore", builtin_rope_lagscore}, {"rome_threads", builtin_rome_threads}, {"rome_memory", builtin_rome_memory},
                {"rome_probe", builtin_rome_probe}};

/* Tables that fit X, so that the fuzzer gets past the first checks. */
static void take_fitting_tables (bytes *b, gate_session *s, gate_value *x, gate_value *c)
{
  static const char *const names[] = {"double", "single"};
  const int single = (int) take_below (b, 2);
  size_t *dims = gate_keep (s, 2, sizeof *dims);
  dims[0] = 12;
  dims[1] = x->dims[x->ndims - 1] / (take_below (b, 2) ? 2 : 1);
  *c = (gate_value) {.kind = single ? GATE_SINGLE : GATE_DOUBLE, .class_name = names[single], .ndims = 2, .count = dims[0] * dims[1], .dims = dims};
  take (b, &(char) {0}, 1);
  double *x64 = gate_keep (s, c->count, sizeof *x64);
  float *x32 = gate_keep (s, c->count, sizeof *x32);
  for (size_t k = 0; k < c->count; k++)
    x32[k] = (float) (x64[k] = cos ((double) k));
  c->data = single ? (const void *) x32 : x64;
}

/* Frequencies of a head of thousands of columns are milliseconds of work that nothing limits, and those of a hundred most of the time of
   this fuzzer: such a DIM is made a small one, and so is the number of bytes that rome_probe is to copy.  What would be no DIM stays. */
static void shorten (const char *builtin, gate_session *s)
{
  const size_t at = strcmp (builtin, "rope_freqs") == 0 ? 0 : 1;
  if (strcmp (builtin, "rope_freqs") != 0 && strcmp (builtin, "rope_cache") != 0 && strcmp (builtin, "rope_truth") != 0
      && strcmp (builtin, "rome_probe") != 0)
    return;
  gate_value *v = &s->in[at];
  if (s->g.nargin <= at || v->count != 1 || !v->data)
    return;
  const double dim = v->carrier ? (double) *v->carrier : v->kind == GATE_SINGLE ? (double) *(const float *) v->data : *(const double *) v->data;
  if (!(dim > 16 && dim < 0x1p40))
    return;
  double *small = gate_keep (s, 1, sizeof *small);
  *small = 2 + 2 * fmod (trunc (dim), 8);
  *v = (gate_value) {.kind = GATE_DOUBLE, .class_name = "double", .ndims = v->ndims, .count = 1, .dims = v->dims, .data = small};
}

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static gate_session s;
  bytes b = {data, size};
  int patience = 0;
  memset (&s, 0, sizeof s);
  const size_t which = take_below (&b, COUNT_OF (builtins)), nargin = take_below (&b, GATE_ARGUMENTS + 1);
  const int fitting = (int) take_below (&b, 2);
  gate_open (&s, builtins[which].name, nargin, take_below (&b, 4), &patience);
  for (size_t k = 0; k < nargin; k++)
    take_value (&b, &s, &s.in[k], 0);
  shorten (builtins[which].name, &s);
  if (fitting && which == 1 && nargin >= 3 && s.in[0].dims) {
    take_fitting_tables (&b, &s, &s.in[0], &s.in[1]);
    s.in[2] = s.in[1];
  }
  const int answer = gate_run (builtins[which].call, &s.g);
  gate_check_answer (&s, answer);
  gate_close (&s);
  rome_set_threads (0);
  return 0;
}
