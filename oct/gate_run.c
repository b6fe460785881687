/* gate_run.c - how every caller runs a builtin: in the default arithmetic, whatever rounding or traps are set around it.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "floatguard.h"
#include "gate.h"

int gate_run (gate_builtin *builtin, gate *g)
{
  DEFAULT_ARITHMETIC;
  return builtin (g);
}
