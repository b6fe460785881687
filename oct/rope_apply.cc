// rope_apply.cc - help and tests of rope_apply; the work is in builtin_rope_apply.c.
//
// SPDX-License-Identifier: GPL-3.0-or-later
#include "octave_gate.h"

// PKG_ADD: autoload ("rope_apply", "rome.oct");
// PKG_DEL: autoload ("rope_apply", "rome.oct", "remove");
ROME_BUILTIN (rope_apply, R"(-*- texinfo -*-
@deftypefn  {} {@var{y} =} rope_apply (@var{x}, @var{c}, @var{s})
@deftypefnx {} {[@var{q}, @var{k}] =} rope_apply (@var{q}, @var{k}, @var{c}, @var{s})
@deftypefnx {} {@dots{} =} rope_apply (@dots{}, @var{name}, @var{value}, @dots{})
@deftypefnx {} {@dots{} =} rope_apply (@dots{}, @var{options})
Rotate the pairs of query or key vectors by their positions' angles (rotary position embedding).

For pair @var{i} with the elements x0 and x1 of a token whose table row is @var{r},

@example
y0 = x0 * c(r,i) - x1 * s(r,i)
y1 = x1 * c(r,i) + x0 * s(r,i)
@end example

@noindent
each product and the sum rounded once, never fused: the bits are those of the reference model @code{rope_ref} and of
@code{rome_apply}, whatever the processor, the number of threads and the order of dimensions.

@strong{Arguments}

@table @var
@item x, q, k
Full real double or single arrays; the result has the same class and size.  @var{q} and @var{k} may have different
numbers of heads (grouped or multi-query attention), but need the same class.  The dimensions are tokens and head
dimension (2-D), tokens, heads, head dimension (3-D), or batch, tokens, heads, head dimension (4-D), unless
@qcode{"format"} says otherwise.
@item c, s
Tables from @code{rope_cache}, S-by-R/2: at least one row per token, one column per rotated pair.  R below the head
dimension D rotates only R columns (partial rotary); the other columns are copied.  Tables of another class than @var{x} are
converted to it once.
@end table

@strong{Options} (names in any case; or one struct with these fields)

@table @asis
@item @qcode{"pairing"} (default @qcode{"interleaved"})
@qcode{"interleaved"}: pair i is columns 2i and 2i+1 (GPT-J, Meta's Llama).  @qcode{"half"}: columns i and i + R/2 (GPT-NeoX,
Hugging Face).
@item @qcode{"axes"} (default R)
Sizes of blocks of columns, even, with sum R: the pairing applies inside each block, as M = blkdiag (@dots{}) of
@code{rome_matrix} does.  Matters for @qcode{"half"} with several axes.
@item @qcode{"format"}
Order of the dimensions: letters b (batch), s (tokens), h (heads), d (head dimension), each at most once, s and d needed; missing
trailing dimensions count as 1.  Default by number of dimensions @qcode{"sd"}, @qcode{"shd"}, @qcode{"bshd"};
@qcode{"dhsb"} is the memory order of a row-major bshd tensor.
@item @qcode{"offset"} (default 0)
Token t (from 0) takes row t + offset (from 0) of the tables: a scalar or one integer per batch entry.
@item @qcode{"positions"}
0-based rows of the tables for each token: S elements, or B-by-S.  Not together with @qcode{"offset"}.
@item @qcode{"start"} (default 0)
Number of columns before the first rotated one.
@item @qcode{"inverse"} (default false)
Rotate back (also the gradient with respect to @var{x}).
@item @qcode{"threads"}
Number of threads; the result does not depend on it.
@end table

@strong{Errors}: @code{rome:badClass}, @code{rome:sizeMismatch} (both shapes are named), @code{rome:badValue} (rows outside the
table), @code{rome:oddDimension}, @code{rome:unknownOption}, @code{rome:badOption}, @code{rome:outOfMemory}.

@example
@group
[c, s] = rope_cache (2048, 128);
q = randn (1, 2048, 32, 128);  k = randn (1, 2048, 8, 128);   # b s h d
[q, k] = rope_apply (q, k, c, s);                             # a whole sequence
step = rope_apply (randn (1, 1, 32, 128), c, s, "offset", 7); # one token at position 7
size (step)
@result{} ans =

     1     1    32   128
@end group
@end example

Source of the formula: J. Su et al., @cite{RoFormer: Enhanced Transformer with Rotary Position Embedding}, arXiv:2104.09864.

@seealso{rope_cache, rome_apply, rome_matrix, rope_grid, rope_config}
@end deftypefn)")

/*
%!test  # by hand: a quarter turn of (1, 2), (3, 4)
%! assert (rope_apply ([1, 2, 3, 4], [0, 0], [1, 1]), [-2, 1, -4, 3]);
%! assert (rope_apply ([1, 2, 3, 4], [0, 0], [1, 1], "pairing", "half"), [-3, -4, 1, 2]);
%! assert (rope_apply ([1, 2, 3, 4], [0, 0], [1, 1], "inverse", true), [2, -1, 4, -3]);

%!shared x, c, s, same
%! rand ("twister", 5);  randn ("twister", 5);
%! x = randn (2, 7, 3, 12);
%! [c, s] = rope_cache (50, 12);
%! same = @(a, b) isequal (class (a), class (b)) && isequal (size (a), size (b)) && isequal (typecast (a(:), "uint8"), typecast (b(:), "uint8"));

%!test  # the formula, for each pairing and class, bit for bit
%! for convert = {@double, @single}
%!   z = convert{1} (x);  C = convert{1} (c(1:7,:));  S = convert{1} (s(1:7,:));
%!   y = z;  h = z;
%!   for i = 1:6
%!     ci = reshape (C(:,i), 1, 7);  si = reshape (S(:,i), 1, 7);
%!     y(:,:,:,2*i-1) = z(:,:,:,2*i-1) .* ci - z(:,:,:,2*i) .* si;
%!     y(:,:,:,2*i) = z(:,:,:,2*i) .* ci + z(:,:,:,2*i-1) .* si;
%!     h(:,:,:,i) = z(:,:,:,i) .* ci - z(:,:,:,i+6) .* si;
%!     h(:,:,:,i+6) = z(:,:,:,i+6) .* ci + z(:,:,:,i) .* si;
%!   endfor
%!   assert (same (rope_apply (z, c, s), y));
%!   assert (same (rope_apply (z, c, s, "pairing", "half"), h));
%!   assert (same (rope_apply (z, single (c), single (s))(:,:,:,1), rope_apply (z, convert{1} (single (c)), convert{1} (single (s)))(:,:,:,1)));
%! endfor

%!test  # every order of the dimensions gives the same bits
%! letters = "bshd";
%! for pairing = {"interleaved", "half"}
%!   y = rope_apply (x, c, s, "pairing", pairing{1});
%!   for order = perms (1:4)'
%!     z = rope_apply (permute (x, order), c, s, "format", letters(order), "pairing", pairing{1});
%!     assert (same (ipermute (z, order), y));
%!   endfor
%! endfor

%!test  # fewer dimensions
%! y = rope_apply (x, c, s);
%! assert (same (rope_apply (squeeze (x(1,:,:,:)), c, s), squeeze (y(1,:,:,:))));
%! assert (same (rope_apply (squeeze (x(1,:,2,:)), c, s), squeeze (y(1,:,2,:))));
%! assert (same (rope_apply (squeeze (x(1,:,2,:))', c, s, "format", "ds"), squeeze (y(1,:,2,:))'));
%! assert (same (rope_apply (permute (x(1,:,:,:), [4, 3, 2, 1]), c, s, "format", "dhsb"), permute (y(1,:,:,:), [4, 3, 2, 1])));

%!test  # q and k with different numbers of heads
%! [q, k] = rope_apply (x, x(:,:,2,:), c, s);
%! assert (same (q, rope_apply (x, c, s)));
%! assert (same (k, q(:,:,2,:)));

%!test  # offset: scalar and per batch entry; positions: S and B-by-S
%! y = rope_apply (x, c(11:end,:), s(11:end,:));
%! assert (same (rope_apply (x, c, s, "offset", 10), y));
%! assert (same (rope_apply (x, c, s, "positions", 10:16), y));
%! assert (same (rope_apply (x, c, s, "positions", int32 (10:16)'), y));
%! z = rope_apply (x, c, s, "offset", [10, 3]);
%! assert (same (z(1,:,:,:), y(1,:,:,:)));
%! assert (same (z(2,:,:,:), rope_apply (x(2,:,:,:), c, s, "offset", 3)));
%! assert (same (rope_apply (x, c, s, "positions", [10:16; 3:9]), z));
%! p = [4, 4, 0, 49, 7, 2, 1];
%! assert (same (rope_apply (x, c, s, "positions", p), rope_apply (x, c(p+1,:), s(p+1,:))));

%!test  # token by token equals the whole sequence
%! y = rope_apply (x, c, s, "pairing", "half");
%! for t = 1:7
%!   assert (same (rope_apply (x(:,t,:,:), c, s, "offset", t - 1, "pairing", "half"), y(:,t,:,:)));
%! endfor

%!test  # partial rotary: prefix and window, both pairings
%! [c8, s8] = rope_cache (7, 8);
%! for pairing = {"interleaved", "half"}
%!   y = rope_apply (x, c8, s8, "pairing", pairing{1});
%!   assert (same (y(:,:,:,9:12), x(:,:,:,9:12)));
%!   assert (same (y(:,:,:,1:8), rope_apply (x(:,:,:,1:8), c8, s8, "pairing", pairing{1})));
%!   y = rope_apply (x, c8, s8, "start", 3, "pairing", pairing{1});
%!   assert (same (y(:,:,:,[1:3, 12]), x(:,:,:,[1:3, 12])));
%!   assert (same (y(:,:,:,4:11), rope_apply (x(:,:,:,4:11), c8, s8, "pairing", pairing{1})));
%!   z = rope_apply (permute (x, [4, 3, 2, 1]), c8, s8, "start", 3, "pairing", pairing{1}, "format", "dhsb");
%!   assert (same (permute (z, [4, 3, 2, 1]), y));
%! endfor

%!test  # blocks: the pairing applies inside each
%! y = rope_apply (x, c, s, "pairing", "half", "axes", [4, 8]);
%! assert (same (y(:,:,:,1:4), rope_apply (x(:,:,:,1:4), c(:,1:2), s(:,1:2), "pairing", "half")));
%! assert (same (y(:,:,:,5:12), rope_apply (x(:,:,:,5:12), c(:,3:6), s(:,3:6), "pairing", "half")));
%! assert (same (rope_apply (x, c, s, "axes", [4, 8]), rope_apply (x, c, s)));

%!test  # inverse undoes within the bound 5.89 u of the norm; threads do not matter
%! y = rope_apply (x, c, s);
%! z = rope_apply (y, c, s, "inverse", true);
%! assert (max (abs (z(:) - x(:))) < 5.89 * 2^-53 * max (abs (x(:))) * sqrt (2));
%! big = randn (4, 300, 8, 64);  [c6, s6] = rope_cache (300, 64);
%! assert (same (rope_apply (big, c6, s6, "threads", 1), rope_apply (big, c6, s6, "threads", 3)));

%!test  # signed zeros, subnormals, huge, Inf and NaN go through as the formula says
%! v = [0, -0, realmin/4, -realmax, Inf, NaN, -0, 1];
%! y = rope_apply (v, ones (1, 4), zeros (1, 4));
%! f = v;  f(1:2:end) = v(1:2:end) .* 1 - v(2:2:end) .* 0;  f(2:2:end) = v(2:2:end) .* 1 + v(1:2:end) .* 0;
%! assert (isequaln (y, f));
%! assert (1 ./ y(1:2), 1 ./ f(1:2));

%!test  # empty arrays of a legal shape
%! assert (size (rope_apply (zeros (0, 8), ones (5, 4), ones (5, 4))), [0, 8]);
%! assert (size (rope_apply (zeros (2, 5, 0, 8), ones (5, 4), ones (5, 4))), [2, 5, 0, 8]);
%! assert (size (rope_apply (zeros (0, 5, 3, 8), ones (5, 4), ones (5, 4))), [0, 5, 3, 8]);

## Test input validation
%!error <Invalid call to rope_apply> rope_apply ()
%!error <Invalid call to rope_apply> rope_apply (1, 2)
%!error <Invalid call to rope_apply> [a, b] = rope_apply (1, 2, 3)
%!error id=rome:badClass rope_apply (1i * ones (2, 4), ones (2, 2), ones (2, 2))
%!error <rope_apply: X must be real, got complex double> rope_apply (1i * ones (2, 4), ones (2, 2), ones (2, 2))
%!error <rope_apply: X must be a full array, got sparse> rope_apply (sparse (ones (2, 4)), ones (2, 2), ones (2, 2))
%!error <rope_apply: X must be double or single, got logical> rope_apply (true (2, 4), ones (2, 2), ones (2, 2))
%!error <rope_apply: X must be double or single, got int16> rope_apply (int16 (ones (2, 4)), ones (2, 2), ones (2, 2))
%!error <rope_apply: X must be double or single, got cell> rope_apply ({1}, ones (2, 2), ones (2, 2))
%!error <rope_apply: C must be real, got complex double> rope_apply (ones (2, 4), 1i * ones (2, 2), ones (2, 2))
%!error <rope_apply: S must be a full array, got sparse> rope_apply (ones (2, 4), ones (2, 2), sparse (ones (2, 2)))
%!error <rope_apply: S must be double or single, got logical> rope_apply (ones (2, 4), ones (2, 2), true (2, 2))
%!error id=rome:sizeMismatch rope_apply (ones (7, 4), ones (5, 2), ones (5, 2))
%!error <rope_apply: C must be S-by-R/2, got 5x2 for X of 7x4 \(S at least 7\)> rope_apply (ones (7, 4), ones (5, 2), ones (5, 2))
%!error <rope_apply: C must be S-by-R/2, got 5x3 for X of 5x4 \(R at most 4, S at least 5\)> rope_apply (ones (5, 4), ones (5, 3), ones (5, 3))
%!error <rope_apply: C must be S-by-R/2, got 5x3 for X of 5x5 \(R at most 4, S at least 5\)> rope_apply (ones (5, 5), ones (5, 3), ones (5, 3))
%!error <rope_apply: C must be S-by-R/2, got 5x2 for K of 6x4> rope_apply (ones (5, 4), ones (6, 4), ones (5, 2), ones (5, 2))
%!error <rope_apply: C must be a matrix, got 2x2x2> rope_apply (ones (2, 4), ones (2, 2, 2), ones (2, 2, 2))
%!error <rope_apply: S must have the size of C, got 5x1 for C of 5x2> rope_apply (ones (5, 4), ones (5, 2), ones (5, 1))
%!error <rope_apply: C must be S-by-R/2, got 5x2 for X of 5x4 \(R at most 2, S at least 5\)> rope_apply (ones (5, 4), ones (5, 2), ones (5, 2), "start", 2)
%!error <rope_apply: START must be an integer from 0 to 4, got 5> rope_apply (ones (5, 4), ones (5, 2), ones (5, 2), "start", 5)
%!error <rope_apply: K must have the class of Q, got single and double> rope_apply (ones (2, 4), single (ones (2, 4)), ones (2, 2), ones (2, 2))
%!error <rope_apply: X must have at most 4 dimensions, got 2x2x2x2x2> rope_apply (ones (2, 2, 2, 2, 2), ones (2, 1), ones (2, 1))
%!error <rope_apply: X must have at most 2 dimensions for format sd, got 2x2x4> rope_apply (ones (2, 2, 4), ones (2, 2), ones (2, 2), "format", "sd")
%!error <rope_apply: FORMAT must consist of the letters b, s, h, d, got "bxd"> rope_apply (ones (2, 4), ones (2, 2), ones (2, 2), "format", "bxd")
%!error <rope_apply: FORMAT must name each dimension once, got "ssd"> rope_apply (ones (2, 4), ones (2, 2), ones (2, 2), "format", "ssd")
%!error <rope_apply: FORMAT must contain s \(tokens\) and d \(head dimension\), got "bd"> rope_apply (ones (2, 4), ones (2, 2), ones (2, 2), "format", "bd")
%!error <rope_apply: FORMAT must be a row of characters, got 1x1 double> rope_apply (ones (2, 4), ones (2, 2), ones (2, 2), "format", 3)
%!error <rope_apply: OFFSET reaches row 5 \(0-based\), but the table C has 5 rows> rope_apply (ones (4, 4), ones (5, 2), ones (5, 2), "offset", 2)
%!error <rope_apply: OFFSET reaches row -1 \(0-based\), but the table C has 5 rows> rope_apply (ones (4, 4), ones (5, 2), ones (5, 2), "offset", -1)
%!error <rope_apply: OFFSET must hold integers \(0-based rows of the table\), element 1 is 0.5> rope_apply (ones (4, 4), ones (5, 2), ones (5, 2), "offset", 0.5)
%!error <rope_apply: OFFSET must hold integers \(0-based rows of the table\), element 1 is nan> rope_apply (ones (4, 4), ones (5, 2), ones (5, 2), "offset", NaN)
%!error <rope_apply: OFFSET must be a scalar or have one element per batch entry \(1\), got 1x2> rope_apply (ones (4, 4), ones (5, 2), ones (5, 2), "offset", [0, 1])
%!error <rope_apply: POSITIONS reaches row 5 \(0-based\), but the table C has 5 rows> rope_apply (ones (2, 4), ones (5, 2), ones (5, 2), "positions", [1, 5])
%!error <rope_apply: POSITIONS must hold integers \(0-based rows of the table\), element 2 is inf> rope_apply (ones (2, 4), ones (5, 2), ones (5, 2), "positions", [1, Inf])
%!error <rope_apply: POSITIONS must have S = 2 elements or be B-by-S = 1x2, got 1x3> rope_apply (ones (2, 4), ones (5, 2), ones (5, 2), "positions", 1:3)
%!error <rope_apply: POSITIONS and OFFSET cannot be given together> rope_apply (ones (2, 4), ones (5, 2), ones (5, 2), "positions", 1:2, "offset", 1)
%!error <rope_apply: PAIRING must be one of "interleaved", "half", got "neox"> rope_apply (ones (2, 4), ones (5, 2), ones (5, 2), "pairing", "neox")
%!error <rope_apply: AXES must sum to the rotated columns R = 4, got a sum of 6> rope_apply (ones (2, 4), ones (5, 2), ones (5, 2), "axes", [2, 4])
%!error <rope_apply: INVERSE must be true or false, got 1x1 double> rope_apply (ones (2, 4), ones (5, 2), ones (5, 2), "inverse", 2)
%!error <rope_apply: INVERSE must be true or false, got 1x3 char> rope_apply (ones (2, 4), ones (5, 2), ones (5, 2), "inverse", "yes")
%!error <rope_apply: unknown option 'interleaved'; valid options are pairing, axes, format, positions, offset, start, inverse, threads> rope_apply (ones (2, 4), ones (5, 2), ones (5, 2), "interleaved", true)
%!error <rope_apply: option 'offset' has no value> rope_apply (ones (2, 4), ones (5, 2), ones (5, 2), "offset")
*/
