// rope_lagscore.cc - help and tests of rope_lagscore; the work is in builtin_rope_lagscore.c.
//
// SPDX-License-Identifier: GPL-3.0-or-later
#include "octave_gate.h"

// PKG_ADD: autoload ("rope_lagscore", "rome.oct");
// PKG_DEL: autoload ("rope_lagscore", "rome.oct", "remove");
ROME_BUILTIN (rope_lagscore, R"(-*- texinfo -*-
@deftypefn  {} {@var{A} =} rope_lagscore (@var{q}, @var{k})
@deftypefnx {} {@var{A} =} rope_lagscore (@var{q}, @var{k}, @var{name}, @var{value}, @dots{})
@deftypefnx {} {[@var{A}, @var{lag}, @var{pairs}] =} rope_lagscore (@dots{})
Mean attention score by relative position, over all pairs of tokens, through FFTW.

For every lag @var{t}, with R_p the rotation by position p,

@example
A(t) = mean over all tokens m, n with m - n = t of  <R_m q_m, R_n k_n>
@end example

@noindent
On a grid (@qcode{"grid"}) m, n and t are vectors, and @var{A} is a map of displacements.  By the correlation theorem this takes
S log S steps instead of S^2: 65536 tokens of 128 columns in about a second.

@strong{Arguments}

@table @var
@item q, k
Queries and keys before the rotation: real double or single arrays, or uint16 bit patterns with @qcode{"dtype"}, finite.  Their
dimensions are those of @code{rope_apply}: S-by-D, S-by-H-by-D, B-by-S-by-H-by-D, or as @qcode{"format"} says.  Both have the same class,
batch, tokens and columns; the heads of @var{k} divide those of @var{q} (grouped-query attention).
@end table

@strong{Results} (double)

@table @var
@item A
Lags by heads of @var{q} by batch; on a grid one dimension per axis, then heads, then batch.
@item lag
The lags, one row per element of a head of @var{A} and one column per axis, in units of positions (times @qcode{"spacing"}).
@item pairs
Number of pairs of tokens behind each element, size of a head of @var{A}.
@end table

@strong{Options} (names in any case; or one struct with these fields)

@table @asis
@item @qcode{"base"}, @qcode{"scaling"}, @qcode{"seq_len"}, @qcode{"axes"}, @qcode{"sections"}, @qcode{"sections_interleaved"}, @qcode{"freqs"}
The frequencies, as for @code{rope_cache}.  The default of @qcode{"seq_len"} is the largest position plus 1.  A rule's attention factor
a multiplies the score of the rotated columns by a^2.
@item @qcode{"grid"} (default S)
[n_1 @dots{} n_A], product S: the tokens lie on a grid of 1 to 3 axes, the last running fastest (@code{rope_grid}); the frequencies
need as many axes (@qcode{"axes"} or @qcode{"sections"}).
@item @qcode{"offset"} (default 0), @qcode{"spacing"} (default 1)
Position of the first token and distance of neighbours, scalars or one number per axis.  The offset changes rounding only.
@item @qcode{"lags"}
@qcode{"causal"}: 0 @dots{} S-1, the query not before the key (default on one axis); @qcode{"both"}: -(S-1) @dots{} S-1 (default, and the
only choice, on several).
@item @qcode{"max_lag"} (default n_a - 1)
Largest lag, a scalar or one per axis; smaller ones take less padding, time and memory.
@item @qcode{"normalize"} (default @qcode{"mean"})
@qcode{"sum"}: the sum over the pairs instead of their mean.
@item @qcode{"route"} (default @qcode{"rotate"})
@qcode{"rotate"}: rotate by position, then correlate: S-by-D/2 tables, and one inverse transform for a head.  @qcode{"modulate"}:
correlate the unrotated pairs, then turn lag t of pair i by t w_i: one inverse transform for every pair, and 16 bytes of tables for
every lag and pair.  Both give the same A, for every t, only because the rotation depends on relative positions alone: their
agreement tests that theorem on all S^2 pairs.
@item @qcode{"pairing"}, @qcode{"format"}, @qcode{"dtype"}, @qcode{"num_heads"}, @qcode{"start"}
As for @code{rope_apply}.
@item @qcode{"dim"} (default all columns from @qcode{"start"} on)
Number of rotated columns; the others count as they are.
@item @qcode{"threads"}
Number of threads; the result does not depend on it.
@end table

To see the scores of tensors that are rotated already, by whatever tables, switch the rotation off with frequencies of 0; the error of
those tables shows as the difference from @code{rope_lagscore (q, k)}:

@example
rope_lagscore (rope_apply (q, c, s), rope_apply (k, c, s), "freqs", zeros (1, 64))
@end example

@strong{Accuracy}: arithmetic is double, tables are correctly rounded.  The two routes agree to
1e-15 log2 (2 S) / 8 times the mean of |q| |k| over A's weight pairs(t) / S (measured: a few 1e-16).

@strong{FFTW}: plans are made with @code{FFTW_ESTIMATE} and kept, 16 of them.  Threads, method and wisdom files of Octave's own
@code{fft} stay as they are.

@strong{Memory} beside the result: the tables, and 64 MB or two padded sequences, whichever is more, and one for each head that shares a
key; it is compared with what is available first.

@strong{Errors}: @code{rome:badClass}, @code{rome:badValue} (NaN, Inf, out of range), @code{rome:oddDimension},
@code{rome:sizeMismatch}, @code{rome:unknownOption}, @code{rome:badOption}, @code{rome:outOfMemory}.

@example
@group
q = repmat ([1, 0], 5, 1);               # constant vectors show the frequency:
rope_lagscore (q, q, "freqs", pi/2) > 0.5 # A(t) = cos (t w)
@result{} ans =

  1
  0
  0
  0
  1
@end group
@end example

Reference model: @code{rope_lagscore_ref}, by direct sums.

@seealso{rope_decay, rope_spectrum, rope_apply, rope_cache, rope_plot_score, rope_plot_displacement, rope_lagscore_ref}
@end deftypefn)")

/*
%!demo
%! # a query that looks for its own content 12 tokens back: keys are queries 12 tokens later
%! randn ("twister", 1);
%! x = randn (1012, 64);
%! q = x(1:1000,:);  k = x(13:1012,:);
%! [A, t] = rope_lagscore (q, k, "max_lag", 100);
%! rope_plot_score (t, [A, rope_lagscore(q, k, "max_lag", 100, "freqs", zeros (1, 32))], "labels", {"RoPE, base 1e4", "no rotation"}, ...
%!                  "ylabel", "mean score", "title", "Mean attention score by lag, 1000 tokens");

%!demo
%! # a map of displacements on a grid of 32 by 32 patches
%! randn ("twister", 2);
%! x = repmat (randn (1, 64), 1024, 1) + 0.3 * randn (1024, 64);
%! A = rope_lagscore (x, x, "grid", [32, 32], "axes", [32, 32], "base", 100);
%! rope_plot_displacement (A);

%!function check (A, B, pairs, q, k)
%!  # numerics.md: 1e-15 mean |q| |k| log2 (2S) / 8, weighted by pairs / S
%!  S = size (q, 1);
%!  unit = mean (sqrt (sumsq (q, 2))) * mean (sqrt (sumsq (k, 2)));
%!  assert (size (A), size (B));
%!  assert (max (abs ((A(:) - B(:)) .* pairs(:) / S)) <= 1e-15 * unit * log2 (2 * S) / 8);
%!endfunction

%!test  # direct sums, both routes, both sides
%! randn ("twister", 1);
%! for S = [1, 2, 37, 256, 511]
%!   q = randn (S, 64);  k = randn (S, 64);
%!   for lags = {"causal", "both"}
%!     [R, t, n] = rope_lagscore_ref (q, k, "lags", lags{1});
%!     [A, u, m] = rope_lagscore (q, k, "lags", lags{1});
%!     B = rope_lagscore (q, k, "lags", lags{1}, "route", "modulate");
%!     assert (u, t);
%!     assert (m, n);
%!     assert (max (abs ((A - R) .* n / S)), 0, 4e-15 * 64);
%!     check (A, B, n, q, k);
%!   endfor
%! endfor

%!test  # the routes agree on 2048 tokens and 2.1 million pairs, with and without an offset
%! randn ("twister", 2);
%! q = randn (2048, 128);  k = randn (2048, 128);
%! [A, t, n] = rope_lagscore (q, k, "base", 5e5);
%! B = rope_lagscore (q, k, "base", 5e5, "route", "modulate");
%! check (A, B, n, q, k);
%! check (rope_lagscore (q, k, "base", 5e5, "offset", 1e6), B, n, q, k);
%! check (rope_lagscore (q, k, "base", 5e5, "offset", 2^50), B, n, q, k);
%! # tables of float32 angles break the theorem, at a position of a million by 1e-5
%! [c, s] = rope_cache_hf32_ref (1e6 + (0:2047), 128, "base", 5e5);
%! o = {"freqs", zeros(1, 64)};
%! H = rope_lagscore (rope_apply (q, double (c), double (s)), rope_apply (k, double (c), double (s)), o{:});
%! e = max (abs ((H - B) .* n / 2048)) / 128;
%! assert (e > 1e-6 && e < 1e-2);
%! [c, s] = rope_cache (1e6 + (0:2047), 128, "base", 5e5);
%! check (rope_lagscore (rope_apply (q, c, s), rope_apply (k, c, s), o{:}), B, n, q, k);

%!test  # a wrong sign or a wrong pairing is seen
%! randn ("twister", 3);
%! q = cumsum (randn (64, 8));  k = cumsum (randn (64, 8));
%! A = rope_lagscore (q, k);
%! assert (norm (rope_lagscore (q, k, "freqs", -rope_freqs (8)) - A) > 0.1 * norm (A));
%! assert (norm (rope_lagscore (q, k, "pairing", "half") - A) > 0.1 * norm (A));

%!testif ; ! isempty (which ("run_one"))  # golden data, set 12: 1.4e-16 relative to the norms
%! file = fullfile (fileparts (which ("run_one")), "..", "..", "data", "golden", "12-lag.txt");
%! text = strsplit (fileread (file), "\n");
%! rows = @(name) cell2mat (cellfun (@(l) sscanf (l(2:end), "%f")', text(strncmp (text, [name, " "], 2))', "uniformoutput", false));
%! q = rows ("q")(:,2:end) / 1024;  k = rows ("k")(:,2:end) / 1024;
%! a = regexp (text(strncmp (text, "A ", 2)), '^A \d+ (\S+) (\S+)', "tokens", "once");
%! exact = hex2num (char (cellfun (@(w) w{1}, a, "uniformoutput", false)));
%! for route = {"rotate", "modulate"}
%!   [A, t, n] = rope_lagscore (q, k, "route", route{1});
%!   check (A, exact, n, q, k);
%! endfor

%!test  # grids in two and three axes; max_lag; offset and spacing per axis
%! randn ("twister", 4);
%! for grid = {[5, 7], [3, 4, 5], [1, 6], 17}
%!   n = grid{1};
%!   d = {12, [4, 8], [4, 4, 4]}{numel (n)};
%!   q = randn (prod (n), 12);  k = randn (prod (n), 12);
%!   o = {"grid", n, "axes", d, "base", 100, "spacing", [0.5, 2, 3](1:numel (n)), "offset", [1, -2, 30](1:numel (n))};
%!   [R, t, m] = rope_lagscore_ref (q, k, o{:}, "lags", "both");
%!   [A, u, p] = rope_lagscore (q, k, o{:}, "lags", "both");
%!   B = rope_lagscore (q, k, o{:}, "lags", "both", "route", "modulate");
%!   assert (u, t);
%!   assert (p, m);
%!   assert (A, R, 1e-12);
%!   check (A, B, m, q, k);
%!   some = min (n - 1, 2);
%!   [C, v] = rope_lagscore (q, k, o{:}, "lags", "both", "max_lag", some);
%!   at = all (abs (t) <= some .* [0.5, 2, 3](1:numel (n)), 2);
%!   assert (v, t(at,:));
%!   assert (C(:), A(at)(:), 1e-13);
%! endfor
%! q = randn (60, 12);
%! [A, t] = rope_lagscore (q, q, "grid", [3, 4, 5], "sections", [2, 2, 2]);
%! z = find (all (t == 0, 2));
%! assert (A(z), mean (sumsq (q, 2)), 1e-13);

%!test  # heads, batch, grouped queries, orders of the dimensions, folded heads
%! randn ("twister", 5);
%! q = randn (2, 20, 6, 8);  k = randn (2, 20, 3, 8);
%! A = rope_lagscore (q, k);
%! assert (size (A), [20, 6, 2]);
%! for b = 1:2
%!   for h = 1:6
%!     assert (A(:,h,b), rope_lagscore (squeeze (q(b,:,h,:)), squeeze (k(b,:,ceil (h / 2),:))));
%!   endfor
%! endfor
%! assert (rope_lagscore (permute (q, [4 3 2 1]), permute (k, [4 3 2 1]), "format", "dhsb"), A);
%! assert (rope_lagscore (reshape (permute (q, [1 2 4 3]), 2, 20, 48), reshape (permute (k, [1 2 4 3]), 2, 20, 24), "num_heads", 6), A);
%! for route = {"rotate", "modulate"}
%!   assert (rope_lagscore (q, k, "route", route{1}, "threads", 1), rope_lagscore (q, k, "route", route{1}, "threads", 3));
%! endfor

%!test  # partial rotary, odd heads, pairings, sums
%! randn ("twister", 6);
%! q = randn (30, 11);  k = randn (30, 11);
%! [A, t, n] = rope_lagscore (q, k, "dim", 4, "start", 3, "pairing", "half");
%! rest = [1:3, 8:11];
%! R = rope_lagscore_ref (q(:,4:7), k(:,4:7), "pairing", "half") + rope_lagscore_ref ([q(:,rest), zeros(30, 1)], [k(:,rest), zeros(30, 1)], "freqs", zeros (1, 4));
%! assert (A, R, 1e-13);
%! assert (rope_lagscore (q, k, "dim", 4, "start", 3, "pairing", "half", "route", "modulate"), R, 1e-13);
%! assert (rope_lagscore (q, k, "dim", 4, "start", 3, "pairing", "half", "normalize", "sum"), R .* n, 1e-12);
%! q = randn (30, 16);  k = randn (30, 16);
%! for pairing = {"interleaved", "half", "quarter", "interleave-half"}
%!   R = rope_lagscore_ref (q, k, "pairing", pairing{1});
%!   assert (rope_lagscore (q, k, "pairing", pairing{1}), R, 1e-13);
%!   assert (rope_lagscore (q, k, "pairing", pairing{1}, "route", "modulate"), R, 1e-13);
%! endfor

%!test  # single and 16-bit data are taken as they are; double arithmetic
%! randn ("twister", 7);
%! q = single (randn (40, 8));  k = single (randn (40, 8));
%! A = rope_lagscore (q, k);
%! assert (class (A), "double");
%! assert (A, rope_lagscore (double (q), double (k)));
%! for dtype = {"bf16", "f16"}
%!   u = rope_pack (q, dtype{1});  v = rope_pack (k, dtype{1});
%!   assert (rope_lagscore (u, v, "dtype", dtype{1}), rope_lagscore (rope_unpack (u, dtype{1}), rope_unpack (v, dtype{1})));
%! endfor

%!test  # an attention factor counts twice; the length-dependent rules see the positions
%! randn ("twister", 8);
%! q = randn (50, 8);  k = randn (50, 8);
%! s = struct ("rope_type", "yarn", "factor", 4, "original_max_position_embeddings", 4096);
%! [w, a] = rope_freqs (8, "scaling", s);
%! for route = {"rotate", "modulate"}
%!   assert (rope_lagscore (q, k, "scaling", s, "route", route{1}), a^2 * rope_lagscore (q, k, "freqs", w), 1e-13);
%! endfor
%! s = struct ("rope_type", "dynamic", "factor", 2, "max_position_embeddings", 20);
%! assert (rope_lagscore (q, k, "scaling", s), rope_lagscore (q, k, "freqs", rope_freqs (8, "scaling", s, "seq_len", 50)), 1e-13);
%! assert (rope_lagscore (q, k, "scaling", s, "offset", 30), rope_lagscore (q, k, "freqs", rope_freqs (8, "scaling", s, "seq_len", 80)), 1e-13);

%!test  # Octave's own FFTW is left alone, and the result does not depend on it
%! randn ("twister", 9);
%! q = randn (4000, 4);
%! x = randn (1, 1000);
%! F = fft (x);
%! before = {fftw("planner"), fftw("threads")};
%! A = rope_lagscore (q, q);
%! assert ({fftw("planner"), fftw("threads")}, before);
%! assert (fft (x), F);
%! fftw ("threads", 1);
%! B = rope_lagscore (q, q(:,[2 1 4 3]));
%! fftw ("threads", before{2});
%! assert (rope_lagscore (q, q(:,[2 1 4 3])), B);
%! assert (rope_lagscore (q, q), A);

%!test  # heads folded into d, wherever d is
%! randn ("twister", 10);
%! q = randn (9, 16);  k = randn (9, 8);
%! A = rope_lagscore (q, k, "num_heads", 4);
%! assert (rope_lagscore (q', k', "format", "ds", "num_heads", 4), A);
%! assert (rope_lagscore (permute (reshape (q, [9, 4, 4]), [1, 3, 2]), permute (reshape (k, [9, 4, 2]), [1, 3, 2])), A);
%!error <rope_lagscore: K must have the batch, tokens and columns of Q, got 8x3 for Q of 16x3> rope_lagscore (ones (16, 3), ones (8, 3), "format", "ds", "num_heads", 1)
%!error <rope_lagscore: K must have the batch, tokens and columns of Q, got 6x3 for Q of 16x3> rope_lagscore (ones (16, 3), ones (6, 3), "format", "ds", "num_heads", 2)

%!test  # empty
%! assert (size (rope_lagscore (zeros (0, 8), zeros (0, 8))), [0, 1]);
%! assert (size (rope_lagscore (zeros (5, 0, 8), zeros (5, 0, 8))), [5, 0]);

## Test input validation
%!error <Invalid call to rope_lagscore> rope_lagscore ()
%!error <Invalid call to rope_lagscore> rope_lagscore (1)
%!error <Invalid call to rope_lagscore> rope_lagscore (1, "base", 3)
%!error <rope_lagscore: Q must be real, got complex double> rope_lagscore (i * ones (2), ones (2))
%!error <rope_lagscore: K must be a full array, got sparse> rope_lagscore (ones (2), sparse (ones (2)))
%!error <rope_lagscore: K must have the class of Q, got single and double> rope_lagscore (ones (2), single (ones (2)))
%!error <rope_lagscore: K must have the batch, tokens and columns of Q, got 3x2 for Q of 2x2> rope_lagscore (ones (2), ones (3, 2))
%!error <rope_lagscore: the heads of K must divide those of Q, got 2 and 3> rope_lagscore (ones (4, 3, 2), ones (4, 2, 2))
%!error <rope_lagscore: Q must be finite, element 3 is not> rope_lagscore ([1 NaN; 2 3], ones (2))
%!error <rope_lagscore: K must be finite, element 1 is not> rope_lagscore (ones (2), [Inf 1; 2 3])
%!error <rope_lagscore: K must be finite, element 2 is not> rope_lagscore (uint16 ([1 2]), uint16 ([1 31744]), "dtype", "f16")
%!error <rope_lagscore: Q of class uint16 needs option DTYPE> rope_lagscore (uint16 ([1 2]), uint16 ([1 2]))
%!error <rope_lagscore: DIM must be even, got 3> rope_lagscore (ones (2, 3), ones (2, 3))
%!error <rope_lagscore: DIM must not exceed the 4 columns of Q from START on, got 6> rope_lagscore (ones (2, 4), ones (2, 4), "dim", 6)
%!error <rope_lagscore: GRID must have as many places as Q has tokens \(6\), got 8> rope_lagscore (ones (6, 4), ones (6, 4), "grid", [2 4])
%!error <rope_lagscore: GRID must be a vector of 1 to 3 sizes, got 1x4> rope_lagscore (ones (6, 4), ones (6, 4), "grid", [1 1 2 3])
%!error <rope_lagscore: GRID must hold positive integers, element 2 is 0> rope_lagscore (ones (6, 4), ones (6, 4), "grid", [6 0])
%!error <rope_lagscore: GRID must have one size per axis of the frequencies \(1\), got 2> rope_lagscore (ones (6, 4), ones (6, 4), "grid", [2 3])
%!error <rope_lagscore: LAGS "causal" needs one axis> rope_lagscore (ones (6, 4), ones (6, 4), "grid", [2 3], "axes", [2 2], "lags", "causal")
%!error <rope_lagscore: LAGS must be one of "causal", "both", got "x"> rope_lagscore (ones (2), ones (2), "lags", "x")
%!error <rope_lagscore: MAX_LAG must be an integer from 0 to 5 on axis 1, got 6> rope_lagscore (ones (6, 4), ones (6, 4), "max_lag", 6)
%!error <rope_lagscore: MAX_LAG must be a scalar or have one element per axis \(1\), got 1x2> rope_lagscore (ones (6, 4), ones (6, 4), "max_lag", [1 2])
%!error <rope_lagscore: OFFSET must be finite, element 1 is NaN> rope_lagscore (ones (2), ones (2), "offset", NaN)
%!error <rope_lagscore: OFFSET and SPACING must keep positions within 2\^53> rope_lagscore (ones (2), ones (2), "spacing", 1e16)
%!error <rope_lagscore: ROUTE must be one of "rotate", "modulate", got "fft"> rope_lagscore (ones (2), ones (2), "route", "fft")
%!error <rope_lagscore: NORMALIZE must be one of "mean", "sum", got 1x1 double> rope_lagscore (ones (2), ones (2), "normalize", 1)
%!error <rope_lagscore: PAIRING "quarter" needs blocks of a multiple of 4 columns, got 6> rope_lagscore (ones (2, 6), ones (2, 6), "pairing", "quarter")
%!error id=rome:unknownOption rope_lagscore (ones (2), ones (2), "foo", 1)
*/
