// rome_info.cc - help and tests of rome_info; the work is in builtin_rome_info.c.
//
// SPDX-License-Identifier: GPL-3.0-or-later
#include "octave_gate.h"

// PKG_ADD: autoload ("rome_info", "rome.oct");
// PKG_DEL: autoload ("rome_info", "rome.oct", "remove");
ROME_BUILTIN (rome_info, R"(-*- texinfo -*-
@deftypefn {} {@var{info} =} rome_info ()
Version, instruction set, engines, threads, libraries and self-check of the compiled part.

@var{info} is a struct with the fields @code{version}; @code{instruction_set} (@qcode{"avx512"}, @qcode{"avx2"} or @qcode{"plain"}: which kernels
this processor runs, all with the same bits); @code{engines} of @code{rome_apply}; @code{threads} used by default;
@code{gsl}, @code{fftw}, @code{compiler} (versions), @code{host} (Octave or MATLAB and its version); @code{self_check}, @qcode{"passed"} or the sentence that says what was
compiled wrongly; @code{self_check_residual}, the largest |z^N - 1|/N of the polished roots of unity, which must be below
2^-100; @code{self_check_root_error}, their largest relative error against series in fixed point, which must be below 2^-103;
@code{self_check_tier_distance}, the largest distance in ulp between the tiers of @code{rope_truth} on a fixed set.

The environment variable @env{ROME_INSTRUCTION_SET=plain}, set before the first call, forces the plain kernels.

@example
rome_info ().self_check
@result{} ans = passed
@end example

@strong{Errors}: none of its own; a self-check that fails is reported in @code{self_check}.

@seealso{rope_truth, rome_apply, rome_setup}
@end deftypefn)")

/*
%!demo
%! disp (rome_info ());

%!test
%! i = rome_info ();
%! assert (fieldnames (i), {"version"; "instruction_set"; "engines"; "threads"; "gsl"; "fftw"; "host"; "compiler"; "self_check"; ...
%!                          "self_check_residual"; "self_check_root_error"; "self_check_tier_distance"});
%! assert (strncmp (i.engines, "fused gemm", 10));
%! assert (i.self_check, "passed");
%! assert (i.self_check_residual > 0 && i.self_check_residual < 2^-100);
%! assert (i.self_check_root_error > 0 && i.self_check_root_error < 2^-103);
%! assert (i.self_check_tier_distance <= 2);
%! assert (any (strcmp (i.instruction_set, {"avx512", "avx2", "plain"})));
%! assert (i.threads >= 1);
%! assert (i.host, ["GNU Octave " version()]);
%! assert (ischar (i.gsl) && ischar (i.fftw) && ischar (i.version));
%!error <Invalid call to rome_info> rome_info (1)
*/
