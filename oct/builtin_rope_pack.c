/* builtin_rope_pack.c - u = rope_pack (x, dtype), x = rope_unpack (u, dtype), y = rope_round (x, dtype)

   SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "check.h"

/* DTYPE as the second argument. */
static int read_dtype (gate *g, rome_format *format)
{
  static const char *const names[] = {"bf16", "f16", NULL};
  const option o = {"dtype", g->nargin > 1 ? &g->in[1] : NULL};
  int choice = 0;
  if (option_choice (g, &o, names, &choice))
    return -1;
  *format = choice == 0 ? ROME_BF16 : ROME_F16;
  return 0;
}

static void *make (gate *g, gate_kind kind, size_t size, const gate_value *like)
{
  if (check_memory (g, 0, size, like->ndims, like->dims))
    return NULL;
  void *y = g->array (g, 0, NULL, kind, like->ndims, like->dims);
  if (!y)
    gate_check_status (g, ROME_NO_MEMORY);
  return y;
}

/* Elements between two questions whether to stop. */
#define PORTION ((size_t) 1 << 18)

static size_t portion (size_t count, size_t k)
{
  return count - k < PORTION ? count - k : PORTION;
}

static rome_format format_of (const gate_value *x)
{
  return x->kind == GATE_SINGLE ? ROME_F32 : ROME_F64;
}

int builtin_rope_pack (gate *g)
{
  rome_format format;
  if (g->nargin != 2 || g->nargout > 1)
    return gate_usage (g);
  const gate_value *x = &g->in[0];
  if (check_float (g, x, "X") || read_dtype (g, &format))
    return -1;
  uint16_t *bits = make (g, GATE_UINT16, sizeof *bits, x);
  if (!bits)
    return -1;
  const rome_format from = format_of (x);
  for (size_t k = 0; k < x->count; k += PORTION) {
    if (check_interrupt (g, k))
      return -1;
    rome_pack (from, (const char *) x->data + k * rome_format_size (from), portion (x->count, k), format, bits + k);
  }
  return 0;
}

int builtin_rope_unpack (gate *g)
{
  rome_format format;
  if (g->nargin != 2 || g->nargout > 1)
    return gate_usage (g);
  const gate_value *u = &g->in[0];
  if (!u->carrier || u->is_sparse)
    return gate_fail (g, "badClass", "U must be uint16, got %s", u->class_name);
  if (read_dtype (g, &format))
    return -1;
  float *x = make (g, GATE_SINGLE, sizeof *x, u);
  if (!x)
    return -1;
  for (size_t k = 0; k < u->count; k += PORTION) {
    if (check_interrupt (g, k))
      return -1;
    rome_unpack (format, u->carrier + k, portion (u->count, k), x + k);
  }
  return 0;
}

static void round_part (rome_format from, const void *x, size_t n, rome_format to, void *y)
{
  enum { PART = 1024 };
  uint16_t bits[PART];
  float rounded[PART];
  for (size_t k = 0; k < n; k += PART) {
    const size_t m = n - k < PART ? n - k : PART;
    rome_pack (from, (const char *) x + k * rome_format_size (from), m, to, bits);
    rome_unpack (to, bits, m, rounded);
    for (size_t i = 0; i < m; i++)
      if (from == ROME_F64)
        ((double *) y)[k + i] = rounded[i];
      else
        ((float *) y)[k + i] = rounded[i];
  }
}

/* Packs and unpacks; the result has the class of x. */
int builtin_rope_round (gate *g)
{
  rome_format format;
  if (g->nargin != 2 || g->nargout > 1)
    return gate_usage (g);
  const gate_value *x = &g->in[0];
  if (check_float (g, x, "X") || read_dtype (g, &format))
    return -1;
  const rome_format from = format_of (x);
  const size_t size = rome_format_size (from);
  char *y = make (g, x->kind, size, x);
  if (!y)
    return -1;
  for (size_t k = 0; k < x->count; k += PORTION) {
    if (check_interrupt (g, k))
      return -1;
    round_part (from, (const char *) x->data + k * size, portion (x->count, k), format, y + k * size);
  }
  return 0;
}
