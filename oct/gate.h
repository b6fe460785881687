/* gate.h - what a builtin sees of its caller: plain views of the arguments, a way to make results, a way to fail.

   The builtins are written once in C against this page; octave_gate.cc connects them to Octave, and the MEX gateway can
   connect them to MATLAB.  A builtin never owns Octave's memory and never throws.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_GATE_H
#define ROME_GATE_H

#include <stddef.h>

#include "rome.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
  GATE_DOUBLE,  /* data: double */
  GATE_SINGLE,  /* data: float */
  GATE_UINT16,  /* results only: data: uint16_t */
  GATE_INTEGER, /* any integer class; data: double */
  GATE_LOGICAL, /* data: double 0 or 1 */
  GATE_TEXT,    /* text: zero-terminated row of characters */
  GATE_STRUCT,  /* a scalar struct: fields */
  GATE_OTHER
} gate_kind;

/* Structs inside each other that a view shows: the options, a struct of SCALING or XPOS in them, and one more; what lies deeper is
   GATE_OTHER, however deep it goes. */
#define GATE_DEPTH 3

typedef struct gate_value gate_value;
struct gate_value {
  gate_kind kind;
  const char *class_name;
  int is_complex, is_sparse;
  size_t ndims, count;
  const size_t *dims;
  const void *data; /* NULL where is_complex or is_sparse */
  const uint16_t *carrier; /* the elements of class uint16 themselves, which may be bits of a 16-bit format; else NULL */
  const char *text;
  size_t nfields;
  const char *const *field_name;
  const gate_value *field;
};

/* How large new results get their memory; all but the first only to be measured against it. */
typedef enum { GATE_HUGE_PAGES, GATE_PLAIN_PAGES, GATE_CLEARED } gate_allocation;

/* Recycling: memory of large results is kept, at most `limit` bytes, and used for a new result once no variable sees it. */
typedef struct {
  int recycle;
  double limit;
  gate_allocation allocation;
  double kept, buffers, reused; /* bytes and arrays kept now, results made from them so far; for information */
} gate_recycling;

typedef struct gate gate;
struct gate {
  const char *function; /* for messages */
  const char *host;     /* name and version of the caller's program */
  size_t nargin, nargout;
  const gate_value *in;

  /* Result number `output`, or its field where field is not NULL.  array returns memory for its elements (double, float or
     uint16_t, as kind says), NULL if there is none.  The memory need not be cleared: a builtin writes every element.  It sets
     `fresh` to whether the memory comes untouched from the system (a matter of speed alone; 0 where that is not known). */
  void *(*array) (gate *g, size_t output, const char *field, gate_kind kind, size_t ndims, const size_t *dims);
  int (*text) (gate *g, size_t output, const char *field, const char *value);
  int fresh;

  /* What not every caller can do; these may be NULL. */

  /* Makes the memory of argument number `input` that of result number `output` and returns it; the argument's variable is then
     empty.  NULL if anybody else still sees that memory: the caller takes array () then.  All checks come before it. */
  void *(*reuse) (gate *g, size_t output, size_t input);
  /* A number that stands for the elements of argument number `input`: it comes again only as long as they have not changed.
     0: unknown. */
  size_t (*identity) (gate *g, size_t input);
  /* The recycling of results' memory: now (not NULL) takes the state, then `change` (not NULL) is put into force. */
  void (*recycling) (gate *g, const gate_recycling *change, gate_recycling *now);

  rome_product product; /* dense products for the matrix form */
  rome_monitor monitor;

  /* set by gate_fail */
  char error_id[64], error_text[1024];
};

/* A builtin returns 0, or what gate_fail returned.  The id GATE_USAGE stands for a wrong number of arguments, and
   GATE_INTERRUPT for Ctrl-C. */
typedef int gate_builtin (gate *g);
/* Runs it in the arithmetic that it expects, and leaves the caller's floating-point settings and flags as they are. */
int gate_run (gate_builtin *builtin, gate *g);
#define GATE_USAGE "usage"
#define GATE_INTERRUPT "interrupt"

gate_builtin builtin_rope_cache, builtin_rope_apply, builtin_rome_apply, builtin_rope_truth, builtin_rope_freqs,
  builtin_rome_info, builtin_rome_threads, builtin_rome_memory, builtin_rome_probe,
  builtin_rope_lagscore, builtin_rope_pack, builtin_rope_unpack, builtin_rope_round;

#ifdef __cplusplus
}
#endif
#endif
