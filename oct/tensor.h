/* tensor.h - X, C, S and the options that say how they lie, shared by rope_apply and rome_apply.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_TENSOR_H
#define ROME_TENSOR_H

#include "check.h"

/* Extents and strides of a column-major array whose dimensions are named by FORMAT (NULL: by their number). */
typedef struct {
  rome_extent extent;
  rome_stride stride;
} tensor;

int read_tensor (gate *g, const gate_value *x, const char *name, const option *format, tensor *t);

/* C and S in the format of x; memory belongs to the caller.  as_given: C and S were of that class already. */
typedef struct {
  rome_table table;
  size_t columns;
  void *memory[2];
} table_pair;

int read_tables (gate *g, const gate_value *c, const gate_value *s, rome_format format, table_pair *t);
void free_tables (table_pair *t);

/* Options positions and offset: which table row turns which token.  Checked against the tokens and the rows of the table. */
typedef struct {
  rome_rows rows;
  int64_t *memory;
} row_list;

int read_rows_options (gate *g, const option *positions, const option *offset, const rome_extent *extent, size_t table_rows,
                       row_list *list);
void free_rows (row_list *list);

#endif
