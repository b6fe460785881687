// octave_gate.h - runs a builtin written against gate.h from an Octave function.
//
// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROME_OCTAVE_GATE_H
#define ROME_OCTAVE_GATE_H

#include <octave/oct.h>
#include <octave/interpreter.h>

#include "gate.h"

octave_value_list run_builtin (octave::interpreter& interp, const char *name, gate_builtin *builtin,
                               const octave_value_list& args, int nargout);

// The function's help text stands beside its tests in one .cc file per builtin; the work is done by builtin_NAME.
#define ROME_BUILTIN(NAME, HELP)                                                                                      \
  DEFMETHOD_DLD (NAME, interp, args, nargout, HELP)                                                                   \
  {                                                                                                                   \
    return run_builtin (interp, #NAME, builtin_##NAME, args, nargout);                                                \
  }

#endif
