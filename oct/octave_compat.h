// octave_compat.h - what is called differently by the versions of Octave from 7 on.
//
// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROME_OCTAVE_COMPAT_H
#define ROME_OCTAVE_COMPAT_H

// Octave 11 renamed it and warns of the old name
#if __has_include (<octave/blas-proto.h>)
#  include <octave/blas-proto.h>
#else
#  include <octave/lo-blas-proto.h>
#endif

#endif
