/* builtin_rome_info.c - info = rome_info ()

   SPDX-License-Identifier: GPL-3.0-or-later */
#include <fftw3.h>
#include <gsl/gsl_version.h>

#include "check.h"

static int number (gate *g, const char *field, double value)
{
  const size_t one[2] = {1, 1};
  double *p = g->array (g, 0, field, GATE_DOUBLE, 2, one);
  if (!p)
    return gate_check_status (g, ROME_NO_MEMORY);
  *p = value;
  return 0;
}

int builtin_rome_info (gate *g)
{
  rome_self_check_result check;
  if (g->nargin > 0 || g->nargout > 1)
    return gate_usage (g);
  const rome_status status = rome_self_check (&check);
  if (g->text (g, 0, "version", ROME_VERSION) || g->text (g, 0, "instruction_set", rome_instruction_set ())
      || g->text (g, 0, "engines", rome_has_tile () ? "fused gemm tile" : "fused gemm") || number (g, "threads", rome_threads ()) || g->text (g, 0, "gsl", gsl_version)
      || g->text (g, 0, "fftw", fftw_version) || g->text (g, 0, "host", g->host) || g->text (g, 0, "compiler", __VERSION__)
      || g->text (g, 0, "self_check", status == ROME_OK ? "passed" : rome_status_text (status))
      || number (g, "self_check_residual", check.residual) || number (g, "self_check_root_error", check.root_error)
      || number (g, "self_check_tier_distance", check.tier_distance))
    return gate_check_status (g, ROME_NO_MEMORY);
  return 0;
}
