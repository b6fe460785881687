/* status.c - what a status means.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "rome.h"

const char *rome_status_text (rome_status status)
{
  switch (status) {
  case ROME_OK: return "no error";
  case ROME_BAD_ARGUMENT: return "an argument is outside its documented range";
  case ROME_NO_MEMORY: return "out of memory";
  case ROME_INTERRUPTED: return "interrupted";
  case ROME_SELF_CHECK:
    return "self-check failed: the arithmetic is not IEEE 754 double precision without contraction or reassociation "
           "(was librome compiled with -ffast-math or -Ofast?)";
  case ROME_NO_CONVERGENCE:
    return "an exact frequency missed its residual bound of 2^-215 (was librome compiled with wrong flags?)";
  case ROME_EDGE_BETA_FAST: return "beta_fast puts its correction dimension within 1e-9 of an integer, so its floor is not safe";
  case ROME_EDGE_BETA_SLOW: return "beta_slow puts its correction dimension within 1e-9 of an integer, so its ceil is not safe";
  case ROME_EDGE_LOW_FREQ: return "low_freq_factor puts a wavelength within 1e-9 of its band edge, so its band is not safe";
  case ROME_EDGE_HIGH_FREQ: return "high_freq_factor puts a wavelength within 1e-9 of its band edge, so its band is not safe";
  case ROME_EDGE_PARTIAL: return "partial_rotary_factor puts the number of rotated pairs within 1e-9 of an integer, so its floor is not safe";
  case ROME_EDGE_NTK_RAMP: return "the ramp of 1.25 to 0.75 turns of rope_type ntk_by_parts ends within 1e-9 of an integer, so its floor or ceil is not safe";
  case ROME_XPOS_RANGE: return "an xPos scale leaves the range of the number format: positions are too far from centre for this scale_base";
  case ROME_NO_TILE: return "this processor has no tile unit for bf16 (AMX), or the system does not let it be used";
  }
  return "unknown status";
}

size_t rome_format_size (rome_format format)
{
  return format == ROME_F64 ? sizeof (double) : format == ROME_F32 ? sizeof (float) : sizeof (uint16_t);
}
