/* check.h - argument checks, written once for all builtins.

   Each function returns 0, or -1 after gate_fail.  Names of arguments stand in capitals in the messages.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_CHECK_H
#define ROME_CHECK_H

#include "gate.h"

/* Sets error id rome:ID and the text "function: ...", returns -1. */
int gate_fail (gate *g, const char *id, const char *format, ...) __attribute__ ((format (printf, 3, 4)));
int gate_usage (gate *g);
/* 0 for ROME_OK. */
int gate_check_status (gate *g, rome_status status);
/* Asked before element k of a loop over very many: -1 with the error set if the user has asked to stop (every 2^18 elements). */
int check_interrupt (gate *g, size_t k);

/* "5x3" of a value or of sizes, in a buffer of the caller. */
typedef struct {
  char text[128];
} shape_text;
shape_text shape_of (const gate_value *v);
shape_text shape_of_dims (size_t ndims, const size_t *dims);
size_t dim_of (const gate_value *v, size_t k); /* 1 beyond the last */

/* A table of the options a builtin knows; find_options fills in what was given. */
typedef struct {
  const char *name;
  const gate_value *value; /* NULL: not given */
} option;
/* Reads NAME, VALUE pairs and structs from argument `first` on; the last word counts. */
int find_options (gate *g, size_t first, option *options, size_t count);

/* Values of options; where the option was not given, the result keeps what it has. */
int option_number (gate *g, const option *o, double *value);
int option_flag (gate *g, const option *o, int *value);
/* names ends with NULL. */
int option_choice (gate *g, const option *o, const char *const *names, int *choice);

/* A real full double, single or (if integers) integer-class array; what names it in messages. */
int check_real (gate *g, const gate_value *v, const char *what, int integers);
/* Also double or single only. */
int check_float (gate *g, const gate_value *v, const char *what);
/* Element k as double, for values that passed check_real. */
double real_element (const gate_value *v, size_t k);
int check_finite (gate *g, const gate_value *v, const char *what);
/* A scalar integer in [least, most]. */
int check_integer (gate *g, const gate_value *v, const char *what, double least, double most, size_t *value);
/* Room for count elements of size bytes each, together with `other` bytes. */
int check_memory (gate *g, size_t other, size_t size, size_t ndims, const size_t *dims);

#endif
