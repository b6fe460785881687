/* tensor.h - X, C, S and the options that say how they lie, shared by rope_apply and rome_apply.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_TENSOR_H
#define ROME_TENSOR_H

#include "check.h"

/* The options of every function that rotates a tensor; a function's own options follow from TENSOR_OPTIONS on. */
enum {
  OPTION_FORMAT, OPTION_DTYPE, OPTION_NUM_HEADS, OPTION_POSITIONS, OPTION_OFFSET, OPTION_CU_SEQLENS, OPTION_PREFIX_TOKENS,
  OPTION_SUFFIX_TOKENS, OPTION_START, OPTION_INVERSE, OPTION_THREADS, TENSOR_OPTIONS
};
#define TENSOR_OPTION_NAMES                                                                                           \
  {"format", 0}, {"dtype", 0}, {"num_heads", 0}, {"positions", 0}, {"offset", 0}, {"cu_seqlens", 0}, {"prefix_tokens", 0},        \
    {"suffix_tokens", 0}, {"start", 0}, {"inverse", 0}, { "threads", 0 }

/* One array and all that belongs to its rotation.  The rotation is complete but for y, runs and nruns. */
typedef struct {
  const gate_value *value;
  const char *name;
  char letters[8]; /* the order of its dimensions */
  rome_rotation rotation;
  size_t tokens;   /* all of them; the rotation leaves `prefix` at the start and some at the end alone */
  size_t prefix, suffix;
  size_t columns;  /* of the table */
  void *table_memory[2];
  int64_t *row_memory;
} tensor;

/* Reads X (or Q or K) with its options. */
int read_tensor (gate *g, const gate_value *x, const char *name, const option *options, tensor *t);
/* Reads C and S for it, then the rows that its tokens take.  */
int read_tables (gate *g, const gate_value *c, const gate_value *s, const option *options, tensor *t);
int read_rows (gate *g, const option *options, tensor *t);
void free_tensor (tensor *t);

/* Columns that can be rotated: the head from START on. */
size_t tensor_room (const tensor *t);
/* The array that takes the result; NULL after gate_fail. */
void *make_result (gate *g, size_t output, tensor *t);
/* The memory of argument number `output` itself, where in_place allows that and nobody else sees it; else as make_result. */
void *make_result_over (gate *g, size_t output, int in_place, tensor *t);
/* Copies the tokens that are left alone; nothing is to be done where y is x itself. */
int copy_other_tokens (gate *g, const tensor *t, void *y);
/* Pointers to the rotated tokens of x and y. */
void point_at_rotated (const tensor *t, void *y, rome_rotation *rotation);

/* A matrix in the format of the arithmetic: its own elements or a converted copy in *memory. */
const void *in_arithmetic_format (gate *g, const gate_value *v, rome_format tensor_format, void **memory);

#endif
