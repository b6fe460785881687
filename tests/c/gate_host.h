/* gate_host.h - a caller of the builtins that is neither Octave nor MATLAB: one line says what is called with what.

       rope_cache 16 8 scaling struct:rope_type=linear;factor=2

   A word is a number if it can be, `double:3x4`, `single:..` and `bits:..` are arrays of random numbers (bits: of a 16-bit format),
   `count:5` is 0 1 2 3 4, `list:1,2,3` these numbers, `M:8` and `M32:8` the matrix of interleaved pairs, `swap:4` the permutation
   of neighbours, `struct:a=..;b=..` a struct of numbers, lists and words; every other word is text.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_GATE_HOST_H
#define TESTS_GATE_HOST_H

#include "check.h"

#include "gate.h"
#include "hash.h"
#include "product.h"
#include "splitmix.h"

#define HOST_ARGUMENTS 16
#define HOST_BLOCKS 128

typedef struct {
  gate g; /* first: a builtin hands back &host.g */
  gate_value in[HOST_ARGUMENTS];
  struct {
    void *memory;
    size_t bytes;
  } block[HOST_BLOCKS]; /* of the arguments, then of the results */
  size_t nblocks, arguments;
  splitmix random;
  gate_recycling recycling;
} host;

static inline void *host_block (host *h, size_t count, size_t size)
{
  void *memory = h->nblocks < HOST_BLOCKS ? malloc (count * size + 1) : NULL;
  if (memory) {
    memset (memory, 0xa5, count * size + 1);
    h->block[h->nblocks].memory = memory;
    h->block[h->nblocks++].bytes = count * size;
  }
  return memory;
}

/* ---- what a builtin asks for ---- */

static inline void *host_array (gate *g, size_t output, const char *field, gate_kind kind, size_t ndims, const size_t *dims)
{
  (void) output, (void) field;
  size_t count = 1;
  for (size_t k = 0; k < ndims; k++)
    count *= dims[k];
  return host_block ((host *) g, count, kind == GATE_DOUBLE ? 8 : kind == GATE_SINGLE ? 4 : 2);
}

static inline int host_text (gate *g, size_t output, const char *field, const char *value)
{
  (void) output, (void) field;
  char *copy = host_block ((host *) g, strlen (value), 1);
  if (copy)
    memcpy (copy, value, strlen (value));
  return copy ? 0 : -1;
}

static inline void host_recycling (gate *g, const gate_recycling *change, gate_recycling *now)
{
  host *h = (host *) g;
  if (now)
    *now = h->recycling;
  if (change)
    h->recycling = *change;
}

/* ---- arguments ---- */

static inline gate_value host_value (host *h, gate_kind kind, const char *class_name, size_t ndims, const size_t *dims)
{
  size_t *own = host_block (h, ndims, sizeof *own);
  gate_value v = {.kind = kind, .class_name = class_name, .ndims = ndims, .count = 1, .dims = own};
  for (size_t k = 0; k < ndims; k++)
    v.count *= own[k] = dims[k];
  return v;
}

static inline gate_value host_row (host *h, size_t n, double **x)
{
  gate_value v = host_value (h, GATE_DOUBLE, "double", 2, (const size_t[]) {1, n});
  v.data = *x = host_block (h, n, sizeof **x);
  return v;
}

/* "3x4x5" */
static inline size_t host_dims (const char *text, size_t dims[4])
{
  size_t n = 0;
  char *end = (char *) text;
  do {
    dims[n++] = strtoul (end, &end, 10);
  } while (*end++ == 'x' && n < 4);
  if (n == 1)
    dims[n++] = dims[0];
  return n;
}

static inline gate_value host_random (host *h, const char *class_name, const char *dims_text)
{
  size_t dims[4];
  const size_t ndims = host_dims (dims_text, dims);
  const int single = strcmp (class_name, "single") == 0, bits = strcmp (class_name, "uint16") == 0;
  gate_value v = host_value (h, bits ? GATE_INTEGER : single ? GATE_SINGLE : GATE_DOUBLE, class_name, ndims, dims);
  double *x = host_block (h, v.count, sizeof *x);
  float *f = host_block (h, v.count, sizeof *f);
  uint16_t *u = host_block (h, v.count, sizeof *u);
  for (size_t k = 0; k < v.count; k++) {
    /* some so small that their products are subnormal in double, some in single */
    x[k] = splitmix_double (&h->random, k % 7 ? -3 : -1022, k % 7 ? 3 : -1000);
    f[k] = splitmix_float (&h->random, k % 7 ? -3 : -126, k % 7 ? 3 : -110);
    u[k] = (uint16_t) (splitmix_next (&h->random) & 0xbbff);
    if (bits)
      x[k] = u[k];
  }
  v.data = single ? (const void *) f : x;
  v.carrier = bits ? u : NULL;
  return v;
}

/* sign 1: (x1, x2) -> (x2, x1); -1: the rotation's (x1, x2) -> (x2, -x1) turned by transposition */
static inline gate_value host_matrix (host *h, size_t n, double sign, int single)
{
  gate_value v = host_value (h, single ? GATE_SINGLE : GATE_DOUBLE, single ? "single" : "double", 2, (const size_t[]) {n, n});
  double *x = host_block (h, n * n, sizeof *x);
  float *f = host_block (h, n * n, sizeof *f);
  for (size_t k = 0; k < n * n; k++) {
    const size_t i = k % n, j = k / n;
    x[k] = j == i + 1 && i % 2 == 0 ? 1 : i == j + 1 && j % 2 == 0 ? sign : 0;
    f[k] = (float) x[k];
  }
  v.data = single ? (const void *) f : x;
  return v;
}

static inline gate_value host_list (host *h, const char *text)
{
  size_t n = 1;
  double *x;
  for (const char *c = text; *c; c++)
    n += *c == ',';
  gate_value v = host_row (h, n, &x);
  for (size_t k = 0; k < n; k++) {
    char *end;
    x[k] = strtod (text, &end);
    text = end + 1;
  }
  return v;
}

static inline gate_value host_struct (host *h, char *text);

static inline gate_value host_argument (host *h, char *word)
{
  char *end, *rest = strchr (word, ':');
  const double number = strtod (word, &end);
  double *x;
  if (*end == '\0') {
    const gate_value v = host_row (h, 1, &x);
    x[0] = number;
    return v;
  }
  if (rest) {
    const size_t kind = (size_t) (rest++ - word), n = strtoul (rest, NULL, 10);
#define IS(name) (kind == sizeof name - 1 && strncmp (word, name, kind) == 0)
    if (IS ("double") || IS ("single"))
      return host_random (h, IS ("double") ? "double" : "single", rest);
    if (IS ("bits"))
      return host_random (h, "uint16", rest);
    if (IS ("M") || IS ("M32") || IS ("swap"))
      return host_matrix (h, n, IS ("swap") ? 1 : -1, IS ("M32"));
    if (IS ("list"))
      return host_list (h, rest);
    if (IS ("struct"))
      return host_struct (h, rest);
    if (IS ("count")) {
      const gate_value v = host_row (h, n, &x);
      for (size_t k = 0; k < n; k++)
        x[k] = (double) k;
      return v;
    }
#undef IS
  }
  gate_value v = host_value (h, GATE_TEXT, "char", 2, (const size_t[]) {1, strlen (word)});
  v.text = word;
  return v;
}

static inline gate_value host_struct (host *h, char *text)
{
  enum { FIELDS = 12 };
  gate_value v = host_value (h, GATE_STRUCT, "struct", 2, (const size_t[]) {1, 1}), *field = host_block (h, FIELDS, sizeof *field);
  const char **name = host_block (h, FIELDS, sizeof *name);
  char *rest;
  for (char *part = strtok_r (text, ";", &rest); part; part = strtok_r (NULL, ";", &rest)) {
    char *value = strchr (part, '=');
    *value++ = '\0';
    name[v.nfields] = part;
    field[v.nfields++] = strchr (value, ',') ? host_list (h, value) : host_argument (h, value);
  }
  v.field = field;
  v.field_name = name;
  return v;
}

/* ---- calls ---- */

/* Forgets the results, keeps the arguments. */
static inline void host_again (host *h)
{
  while (h->nblocks > h->arguments)
    free (h->block[--h->nblocks].memory);
  h->recycling = (gate_recycling) {.limit = 0x1p30};
}

/* The arguments of one line; room for its words is in the host, too. */
static inline void host_open (host *h, const char *line, size_t nargout)
{
  *h = (host) {.random = {11}};
  char *words = host_block (h, strlen (line), 1), *rest;
  strcpy (words, line);
  const char *function = strtok_r (words, " ", &rest);
  h->g = (gate) {.function = function, .nargout = nargout, .in = h->in, .host = "none", .array = host_array, .text = host_text,
                 .recycling = host_recycling, .product = {plain_product_f64, plain_product_f32, NULL}};
  for (char *word = strtok_r (NULL, " ", &rest); word; word = strtok_r (NULL, " ", &rest))
    h->in[h->g.nargin++] = host_argument (h, word);
  h->arguments = h->nblocks;
  host_again (h);
}

static inline gate_builtin *host_builtin (const char *function)
{
  static const struct {
    const char *name;
    gate_builtin *run;
  } all[] = {{"rope_cache", builtin_rope_cache}, {"rope_apply", builtin_rope_apply}, {"rome_apply", builtin_rome_apply},
             {"rope_truth", builtin_rope_truth}, {"rope_freqs", builtin_rope_freqs}, {"rome_info", builtin_rome_info},
             {"rome_threads", builtin_rome_threads}, {"rome_memory", builtin_rome_memory}, {"rome_probe", builtin_rome_probe},
             {"rope_lagscore", builtin_rope_lagscore}, {"rope_pack", builtin_rope_pack}, {"rope_unpack", builtin_rope_unpack},
             {"rope_round", builtin_rope_round}};
  for (size_t k = 0; k < COUNT_OF (all); k++)
    if (strcmp (function, all[k].name) == 0)
      return all[k].run;
  return NULL;
}

static inline int host_call (host *h)
{
  return gate_run (host_builtin (h->g.function), &h->g);
}

/* Of all results. */
static inline uint64_t host_hash (const host *h)
{
  uint64_t hash = HASH_START;
  for (size_t k = h->arguments; k < h->nblocks; k++)
    hash = hash_more (hash, h->block[k].memory, h->block[k].bytes);
  return hash;
}

static inline void host_close (host *h)
{
  h->arguments = 0;
  host_again (h);
}

/* ---- every builtin, by every way that it can take ---- */

typedef struct {
  const char *line;
  size_t nargout;
  int timed; /* its results are times */
} host_line;

#define X3 "double:3x9x2x16 "
#define T64 "double:12x8 double:12x8 "
static const host_line host_lines[] = {
  {"rope_freqs 16", 3, 0},
  {"rope_freqs 16 axes list:8,4,4", 1, 0},
  {"rope_freqs 16 sections list:3,3,2 sections_interleaved 1", 1, 0},
  {"rope_freqs 8 pair_axes list:1,2,2,1 pair_indices list:4,3,2,1", 1, 0},
  {"rope_freqs 8 pair_indices list:4,3,2,1", 1, 0},
  {"rope_freqs 8 freqs list:1,0.5,0.25,1e-310", 1, 0},
  {"rope_freqs 8 axes list:4,4 scaling struct:rope_type=linear;factor=2,3", 3, 0},
  {"rope_freqs 8 scaling struct:rope_type=dynamic_linear;factor=2;original_max_position_embeddings=64 seq_len 100", 3, 0},
  {"rope_freqs 8 scaling struct:rope_type=ntk;factor=2", 3, 0},
  {"rope_freqs 8 scaling struct:rope_type=base_factor;factor=2", 3, 0},
  {"rope_freqs 8 scaling struct:rope_type=dynamic;factor=2;max_position_embeddings=64 seq_len 100", 3, 0},
  {"rope_freqs 8 scaling struct:rope_type=dynamic_static;factor=2", 3, 0},
  {"rope_freqs 8 scaling struct:rope_type=ntk_mixed;factor=2", 3, 0},
  {"rope_freqs 8 scaling struct:rope_type=qwen_dynamic;original_max_position_embeddings=64 seq_len 100", 3, 0},
  {"rope_freqs 8 scaling struct:rope_type=theta_scale;factor=2;original_max_position_embeddings=64", 3, 0},
  {"rope_freqs 16 scaling struct:rope_type=yarn;factor=4;original_max_position_embeddings=64;mscale=0.7;mscale_all_dim=0.9", 3, 0},
  {"rope_freqs 16 scaling struct:rope_type=dynamic_yarn;original_max_position_embeddings=64 seq_len 100", 3, 0},
  {"rope_freqs 16 scaling struct:rope_type=yarn_log;factor=4;original_max_position_embeddings=64", 3, 0},
  {"rope_freqs 16 scaling struct:rope_type=ggml_yarn;factor=4;original_max_position_embeddings=64;freq_factors=1,2,3,4,5,6,7,8", 3, 0},
  {"rope_freqs 16 scaling struct:rope_type=ntk_by_parts;factor=4;original_max_position_embeddings=64", 3, 0},
  {"rope_freqs 8 scaling struct:rope_type=longrope;factor=4;original_max_position_embeddings=64;short_factor=1,2,3,4;long_factor=2,3,4,5", 3, 0},
  {"rope_freqs 8 scaling struct:rope_type=dynamic_longrope;original_max_position_embeddings=64;max_position_embeddings=128;long_factor=2,3,4,5 seq_len 100", 3, 0},
  {"rope_freqs 16 scaling struct:rope_type=llama3;factor=4;original_max_position_embeddings=64;low_freq_factor=1;high_freq_factor=4", 3, 0},
  {"rope_freqs 16 scaling struct:rope_type=proportional;partial_rotary_factor=0.5", 3, 0},
  {"rope_truth 40 16", 1, 0},
  {"rope_truth list:1e-310,3.5,12345678 16 tier gsl", 1, 0},
  {"rope_truth double:5x2 16 axes list:8,8 level freq64 offset list:1,2", 1, 0},
  {"rope_truth double:5x3 8 axes list:4,2,2 freqs double:4x3 level angle", 1, 0},
  {"rope_cache 300 32", 2, 0},
  {"rope_cache 300 32 dtype single base 500000 offset 7", 2, 0},
  {"rope_cache 300 32 dtype bf16 width full", 2, 0},
  {"rope_cache list:0,5,1e-310,9007199254740992 32 dtype f16 width full pairing half", 2, 0},
  {"rope_cache double:100x1 8", 2, 0},
  {"rope_cache double:50x3 24 axes list:8,8,8", 2, 0},
  {"rope_cache double:50x3 24 sections list:4,4,4 dtype single", 2, 0},
  {"rope_cache 64 16 xpos struct:scale_base=512;role=q", 2, 0},
  {"rope_cache 64 16 scaling struct:rope_type=yarn;factor=4;original_max_position_embeddings=64 dtype bf16", 2, 0},
  {"rope_apply " X3 T64, 1, 0},
  {"rope_apply " X3 T64 "pairing half inverse 1 offset list:3,0,1", 1, 0},
  {"rope_apply " X3 T64 "pairing quarter axes list:8,8 threads 2", 1, 0},
  {"rope_apply " X3 T64 "pairing interleave-half positions list:0,2,4,6,8,1,3,5,7", 1, 0},
  {"rope_apply " X3 X3 T64, 2, 0},
  {"rope_apply " X3 T64 "axes list:2,2,2,2,2,2,2,2 pairing half", 1, 0},
  {"rope_apply double:5x2x80 double:5x40 double:5x40 axes list:4,4,4,4,4,4,4,4,4,4,4,4,4,4,4,4,4,4,4,4 pairing half", 1, 0},
  {"rope_apply single:16x3x9x2 single:12x8 single:12x8 format dhsb", 0, 0},
  {"rope_apply single:2x9x3x20 single:12x8 single:12x8 start 3", 1, 0},
  {"rope_apply bits:2x9x3x16 single:12x8 single:12x8 dtype bf16", 1, 0},
  {"rope_apply bits:2x9x3x16 bits:12x8 bits:12x8 dtype f16 pairing half", 1, 0},
  {"rope_apply bits:64x64 bits:64x32 bits:64x32 dtype bf16 format sd threads 2", 1, 0},
  {"rope_apply double:9x3x16 " T64 "format thd cu_seqlens list:0,4,9", 1, 0},
  {"rope_apply double:2x9x64 " T64 "num_heads 4 prefix_tokens 1", 1, 0},
  {"rome_apply " X3 "M:16 " T64, 1, 0},
  {"rome_apply " X3 "M:16 " T64 "engine gemm", 1, 0},
  {"rome_apply " X3 "M:16 " T64 "engine fused threads 2", 1, 0},
  {"rome_apply " X3 "M:16 double:12x16 double:12x16 engine fused P swap:16", 1, 0},
  {"rome_apply " X3 "M:16 double:12x16 double:12x16 engine gemm P swap:16", 1, 0},
  {"rome_apply " X3 "double:16 double:12x16 double:12x16", 1, 0},
  {"rome_apply " X3 "swap:16 double:12x16 double:12x16 engine fused", 1, 0},
  {"rome_apply bits:3x9x2x16 M32:16 single:12x8 single:12x8 dtype bf16", 1, 0},
  {"rome_apply bits:3x9x2x16 M32:16 single:12x8 single:12x8 dtype f16 engine gemm", 1, 0},
  {"rope_lagscore double:2x20x4x8 double:2x20x2x8", 3, 0},
  {"rope_lagscore double:20x8 double:20x8 route modulate lags causal normalize sum", 1, 0},
  {"rope_lagscore single:36x8 single:36x8 grid list:6,6 axes list:4,4 max_lag list:2,3 threads 2", 1, 0},
  {"rope_pack double:5x7 bf16", 1, 0},
  {"rope_pack single:5x7 f16", 1, 0},
  {"rope_unpack bits:5x7 f16", 1, 0},
  {"rope_unpack bits:5x7 bf16", 1, 0},
  {"rope_round double:5x7 f16", 1, 0},
  {"rope_round single:5x7 bf16", 1, 0},
  {"rome_info", 1, 0},
  {"rome_threads", 1, 0},
  {"rome_threads default", 1, 0},
  {"rome_memory", 1, 0},
  {"rome_memory recycle 1 limit 1000", 1, 0},
  {"rome_probe allocation", 1, 0},
  {"rome_probe copy 100000 rounds 3", 1, 1},
  {"rome_probe loop double:2x9x3x16 double:9x8 double:9x8 rounds 2", 1, 1},
  {"rome_probe loop single:16x3x9x2 single:9x8 single:9x8 format dhsb rounds 2 threads 2", 1, 1},
  /* the last one, for machines that have tiles (host_line_count) */
  {"rome_apply bits:3x9x2x16 M32:16 single:12x8 single:12x8 dtype bf16 engine tile", 1, 0},
};

static inline size_t host_line_count (void)
{
  return COUNT_OF (host_lines) - !rome_has_tile ();
}

#endif
