/* frequency_options.h - POSITIONS, DIM and the frequency options, shared by rope_cache, rope_truth and rope_freqs.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_FREQUENCY_OPTIONS_H
#define ROME_FREQUENCY_OPTIONS_H

#include "axes_options.h"
#include "check.h"

/* The options of every function that makes angles; a function's own options follow from FREQUENCY_OPTIONS on. */
enum {
  OPTION_BASE, OPTION_AXES, OPTION_SECTIONS, OPTION_SECTIONS_INTERLEAVED, OPTION_PAIR_AXES, OPTION_PAIR_INDICES, OPTION_FREQS, OPTION_SCALING,
  OPTION_SEQ_LEN, OPTION_XPOS, FREQUENCY_OPTIONS
};
#define FREQUENCY_OPTION_NAMES                                                                                        \
  {"base", 0}, {"axes", 0}, {"sections", 0}, {"sections_interleaved", 0}, {"pair_axes", 0}, {"pair_indices", 0}, {"freqs", 0}, {"scaling", 0}, \
  {"seq_len", 0}, { "xpos", 0 }

/* Positions as the core wants them, with their memory. */
typedef struct {
  rome_positions positions;
  double *value_memory, *offset_memory;
} position_list;

/* All that positions, DIM and the frequency options say. */
typedef struct {
  axis_list axes;
  rome_freqs_spec spec;
  double *explicit_memory, *factor_memory;
  position_list list;
  rome_freqs *freqs;
} frequency_call;

/* Reads everything and makes call->freqs.  positions may be NULL (rope_freqs): then the length that some rules depend on comes
   from option seq_len only.  Whatever was made is freed by free_frequencies, also after a failure. */
int read_frequencies (gate *g, const gate_value *positions, const option *offset, const gate_value *dim, const option *options,
                      rome_level level, frequency_call *call);
void free_frequencies (frequency_call *call);

#endif
