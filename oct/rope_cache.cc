// rope_cache.cc - help and tests of rope_cache; the work is in builtin_rope_cache.c.
//
// SPDX-License-Identifier: GPL-3.0-or-later
#include "octave_gate.h"

// PKG_ADD: autoload ("rope_cache", "rome.oct");
// PKG_DEL: autoload ("rope_cache", "rome.oct", "remove");
ROME_BUILTIN (rope_cache, R"(-*- texinfo -*-
@deftypefn  {} {[@var{c}, @var{s}] =} rope_cache (@var{positions}, @var{dim})
@deftypefnx {} {[@var{c}, @var{s}] =} rope_cache (@var{positions}, @var{dim}, @var{name}, @var{value}, @dots{})
@deftypefnx {} {[@var{c}, @var{s}] =} rope_cache (@var{positions}, @var{dim}, @var{options})
Correctly rounded cosine and sine tables for rotary position embedding.

Row @var{r}, column @var{i}+1 of @var{c} and @var{s} is the double (or single) nearest to the real number

@example
cos (p_r * w_i)   and   sin (p_r * w_i),    w_i = base^(-2 i / dim),   i = 0 @dots{} dim/2 - 1
@end example

@noindent
where @var{p_r} is the position of the row in tokens and @var{w_i} the angular frequency in radians per token.  Nothing is
rounded on the way: the angle is an exact fraction of a turn, and each rounding is proved.

@strong{Arguments}

@table @var
@item positions
Real double, single or integer-class array.  A scalar @var{n} means the @var{n} positions 0 @dots{} @var{n}-1.  A vector
gives the positions themselves (any order, negative and fractional allowed, at most 2^53 in magnitude).  With several axes
an S-by-A matrix gives one column of positions per axis, see @code{rope_grid}.
@item dim
Number of rotated columns R of a head: a positive even integer.
@end table

@strong{Options} (names in any case; or one struct with these fields)

@table @asis
@item @qcode{"base"} (default 10000)
Base of the frequencies, finite and at least 1; @code{rope_theta} of model configurations.
@item @qcode{"offset"} (default 0)
Added to the positions, exactly: a scalar, or one number per axis.
@item @qcode{"axes"} (default @var{dim})
Sizes [d_1 @dots{} d_A] of the blocks of columns that turn with the axes; even, sum @var{dim}.  The frequencies restart in
each block with its own size in place of @var{dim}; the columns of the table are those of axis 1, then axis 2, @dots{}
@item @qcode{"sections"}, @qcode{"sections_interleaved"} (default false)
Multimodal M-RoPE: numbers of pairs [n_1 @dots{} n_A], sum @var{dim}/2.  There is one list of frequencies for the whole head; the
first n_1 pairs turn with axis 1, the next n_2 with axis 2, and so on.  Interleaved: of the pairs a, a+A, a+2A, @dots{} those below
A*n_a turn with axis a (from 0), all others with axis 0.  Not together with @qcode{"axes"}.
@item @qcode{"pair_axes"}, @qcode{"pair_indices"}
Any other division of the pairs: the axis of every pair, a vector of @var{dim}/2 integers 1 @dots{} A (default all 1), and the place of its
frequency in the one list w_0 @dots{} w_(dim/2-1), integers 1 @dots{} @var{dim}/2 (default 1:@var{dim}/2).  A is the largest axis named, and
@var{positions} is S-by-A.  For instance Pixtral, where the height turns with every second frequency and the width with the others:
@code{"pair_axes", [ones(1,h/2), 2*ones(1,h/2)], "pair_indices", [1:2:h, 2:2:h]}.  With @qcode{"freqs"} (one per pair) only
@qcode{"pair_axes"}; not together with @qcode{"axes"} or @qcode{"sections"}.
@item @qcode{"scaling"}, @qcode{"seq_len"}
A struct with the field @code{rope_type}, one of @qcode{"default"}, @qcode{"linear"}, @qcode{"dynamic_linear"}, @qcode{"ntk"},
@qcode{"base_factor"}, @qcode{"dynamic"}, @qcode{"dynamic_static"}, @qcode{"ntk_mixed"}, @qcode{"qwen_dynamic"}, @qcode{"yarn"},
@qcode{"dynamic_yarn"}, @qcode{"yarn_log"}, @qcode{"ggml_yarn"}, @qcode{"ntk_by_parts"}, @qcode{"theta_scale"}, @qcode{"longrope"},
@qcode{"dynamic_longrope"}, @qcode{"llama3"}, @qcode{"proportional"}, and the rule's own fields: formulas, fields and sources under
@code{rope_freqs}.  The rule's attention factor multiplies both tables, before the one rounding.  @qcode{"seq_len"} is the length L
that dynamic_linear, dynamic, qwen_dynamic, dynamic_yarn, longrope and dynamic_longrope depend on; default: the largest position
(with offset) plus 1.
@item @qcode{"xpos"}
The scale of xPos (Y. Sun et al., arXiv:2212.10554), different for queries and keys: @qcode{"q"} multiplies column i of both tables by
z_i^((p - centre) / scale_base), z_i = (2i + 0.4 @var{dim}) / (1.4 @var{dim}), and @qcode{"k"} divides by it, so that a score falls by
z_i^(distance / scale_base).  Or a struct with the fields @code{role} (@qcode{"q"} or @qcode{"k"}), @code{scale_base} (default 512) and
@code{centre}: a position, or @qcode{"floor"} (default: floor (L/2) of the length @qcode{"seq_len"}, as rotary-embedding-torch and
flash-attention) or @qcode{"ceil"} (as torchscale).  One axis only.  Correctly rounded like every table; an entry costs about half a
microsecond.  Where the scale would leave 2^+-860 (double), 2^+-126 (single, bf16) or 2^+-14 (f16) it is an error.
@item @qcode{"freqs"}
The frequencies themselves, in radians per position, as exact doubles: one per pair, or pairs-by-axes (every pair then turns by the
sum over all axes; @qcode{"axes"} says how many, as @code{rope_grid} gives it).  Below 2^60 in magnitude; not together with @qcode{"base"} or @qcode{"scaling"}.
@item @qcode{"dtype"} (default @qcode{"double"})
Format of the tables: @qcode{"double"}, @qcode{"single"}, or @qcode{"bf16"}, @qcode{"f16"} as uint16 bit patterns; each is rounded
once from the exact value.
@item @qcode{"width"} (default @qcode{"half"})
@qcode{"half"}: one column per pair, S-by-dim/2, for @code{rope_apply}.  @qcode{"full"}: S-by-dim, each value at both
members of its pair as @qcode{"pairing"} places them, the tables C and S of the matrix form @code{rome_apply}.
@item @qcode{"pairing"} (default @qcode{"interleaved"})
For full tables: @qcode{"interleaved"} (columns 2i, 2i+1) or @qcode{"half"} (columns i, i + d/2 of each block).
@item @qcode{"threads"}
Number of threads; the result does not depend on it.
@end table

@strong{Accuracy}: 0 entries that are not correctly rounded (error at most 0.5 ulp of the exact value), for every position and base.

@strong{Errors}: @code{rome:badClass} (complex, sparse, logical, cell), @code{rome:badValue} (NaN, Inf, out of range),
@code{rome:oddDimension}, @code{rome:sizeMismatch}, @code{rome:unknownOption}, @code{rome:badOption}, @code{rome:outOfMemory}.
Each names the option or field.

@example
@group
[c, s] = rope_cache (4, 4)
@result{} c =

   1.0000   1.0000
   0.5403   1.0000
  -0.4161   0.9998
  -0.9900   0.9996

@result{} s =

        0        0
   0.8415   0.0100
   0.9093   0.0200
   0.1411   0.0300
@end group
@end example

Source of the formula: J. Su et al., @cite{RoFormer: Enhanced Transformer with Rotary Position Embedding}, arXiv:2104.09864.

@seealso{rope_apply, rome_apply, rope_truth, rope_freqs, rope_grid, rope_config}
@end deftypefn)")

/*
%!demo
%! [c, s] = rope_cache (64, 32);
%! imagesc (0:15, 0:63, c);  colormap (gray (64));  colorbar;
%! title ('Cosine table of 64 positions, dim 32');  xlabel ('pair');  ylabel ('position (tokens)');
%! # fast pairs at the left, slow ones at the right

%!test  # a small table by hand
%! [c, s] = rope_cache (4, 4);
%! assert (c, cos ((0:3)' * [1, 0.01]), eps);
%! assert (s, sin ((0:3)' * [1, 0.01]), eps);
%! assert (class (c), "double");

%!test  # position 0 is exactly (1, 0)
%! [c, s] = rope_cache (1, 128);
%! assert (c, ones (1, 64));
%! assert (s, zeros (1, 64));

%!test  # every entry is the truth rounded once, in double and single, on both ways to make a table
%! t = rope_truth (300, 96, "base", 5e5);
%! [c, s] = rope_cache (300, 96, "base", 5e5);
%! assert (c, t.cos);
%! assert (s, t.sin);
%! [c, s] = rope_cache ((0:299)', 96, "base", 5e5);
%! assert (c, t.cos);
%! assert (s, t.sin);
%! [c, s] = rope_cache (300, 96, "base", 5e5, "dtype", "single");
%! assert (class (c), "single");
%! assert (double (c), double (single (t.cos)));
%! assert (double (s), double (single (t.sin)));

%!test  # positions as row, column, range, integers and singles are the same positions
%! p = [3, 1, 4, 1, 5];
%! [c, s] = rope_cache (p, 8);
%! for q = {p', single(p), int32(p), uint8(p')}
%!   [d, t] = rope_cache (q{1}, 8);
%!   assert (d, c);
%!   assert (t, s);
%! endfor
%! assert (rope_cache (2:6, 8), rope_cache (7, 8)(3:7,:));

%!test  # the offset is added exactly, also a fractional one
%! assert (rope_cache (100, 64, "offset", 12345), rope_cache (12345 + (0:99), 64));
%! assert (rope_cache (100, 64, "offset", 0.5), rope_cache (0.5 + (0:99), 64));
%! assert (rope_cache (1, 64, "offset", 2^53 - 1), rope_truth (1, 64, "offset", 2^53 - 1).cos);

%!test  # cos is even and sin is odd, bit for bit
%! [c, s] = rope_cache (-1000:7:1000, 64);
%! [d, t] = rope_cache (1000:-7:-1000, 64);
%! assert (c, d);
%! assert (s, -t);

%!test  # axes: frequencies restart per axis
%! p = [1, 2, 3; 40, 50, 60; -7, 8, 0];
%! [c, s] = rope_cache (p, 128, "axes", [44, 44, 40]);
%! [c1, s1] = rope_cache ([1, 40, -7], 44);
%! [c2, s2] = rope_cache ([2, 50, 8], 44);
%! [c3, s3] = rope_cache ([3, 60, 0], 40);
%! assert (c, [c1, c2, c3]);
%! assert (s, [s1, s2, s3]);
%! assert (rope_cache (p(1,:), 128, "axes", [44, 44, 40]), c(1,:));

%!test  # one offset per axis
%! assert (rope_cache ([0, 0; 1, 1], 8, "axes", [4, 4], "offset", [5, 7]), rope_cache ([5, 7; 6, 8], 8, "axes", [4, 4]));
%! assert (rope_cache ([0, 0; 1, 1], 8, "axes", [4, 4], "offset", 5), rope_cache ([5, 5; 6, 6], 8, "axes", [4, 4]));

%!test  # full width: interleaved and half, with and without axes
%! [c, s] = rope_cache (9, 12);
%! [C, S] = rope_cache (9, 12, "width", "full");
%! assert (C, kron (c, [1, 1]));
%! assert (S, kron (s, [1, 1]));
%! [C, S] = rope_cache (9, 12, "width", "full", "pairing", "half");
%! assert (C, [c, c]);
%! assert (S, [s, s]);
%! p = [1, 2; 3, 4; 5, 6];
%! [c, s] = rope_cache (p, 10, "axes", [4, 6], "dtype", "single");
%! [C, S] = rope_cache (p, 10, "axes", [4, 6], "dtype", "single", "width", "full", "pairing", "half");
%! assert (C, [c(:,1:2), c(:,1:2), c(:,3:5), c(:,3:5)]);
%! assert (S, [s(:,1:2), s(:,1:2), s(:,3:5), s(:,3:5)]);
%! C = rope_cache (p, 10, "axes", [4, 6], "width", "full");
%! assert (C, kron (rope_cache (p, 10, "axes", [4, 6]), [1, 1]));

%!test  # every way to a table gives the same bits: range, dense list, scattered integers, repeated values, single rows
%! randn ("twister", 3);  rand ("twister", 3);
%! for dtype = {"double", "single", "bf16", "f16"}
%!   for positions = {randperm(700) - 350, floor(2^30 * rand (1, 9000)), floor(2^52 * rand (1, 40)), kron(0:0.25:20, ones (1, 5)), [5, 1e6]}
%!     p = positions{1};
%!     [c, s] = rope_cache (p, 12, "dtype", dtype{1}, "offset", 1000);
%!     n = min (numel (p), 40);
%!     for k = 1:n
%!       [d, t] = rope_cache (1, 12, "dtype", dtype{1}, "offset", p(k) + 1000);
%!       assert (c(k,:), d);
%!       assert (s(k,:), t);
%!     endfor
%!   endfor
%!   assert (rope_cache (-350:349, 12, "dtype", dtype{1})(1:7:end,:), rope_cache (-350:7:349, 12, "dtype", dtype{1}));
%! endfor

%!test  # scattered integers are the truth, rounded once
%! rand ("twister", 4);
%! p = floor (2^32 * rand (5000, 1)) - 2^31;
%! t = rope_truth (p, 8, "base", 100);
%! [c, s] = rope_cache (p, 8, "base", 100);
%! assert (c, t.cos);
%! assert (s, t.sin);

%!test  # positions that only look consecutive: the sums 0.1 + k are rounded
%! p = 0.1 + (0:4999)';
%! t = rope_truth (p, 4);
%! [c, s] = rope_cache (p, 4);
%! assert (c, t.cos);
%! assert (s, t.sin);

%!test  # bf16 next to a zero of cos, where everything cancels but the low part
%! p = 1895234:1895313;
%! c = rope_cache (p, 2, "freqs", 1, "offset", hex2num ("3fc39cdd08f92495"), "dtype", "bf16");
%! d = c;
%! for k = 1:numel (p)
%!   d(k) = rope_cache (1, 2, "freqs", 1, "offset", p(k) + hex2num ("3fc39cdd08f92495"), "dtype", "bf16");
%! endfor
%! assert (c(41), uint16 (hex2dec ("225f")));

%!test  # M-RoPE: sections equal 1-D where all axes agree, and take their own axis
%! p = [0:9; 0:9; 0:9]';
%! assert (rope_cache (p, 16, "sections", [2, 3, 3]), rope_cache (10, 16));
%! q = [0:9; 5:14; 20:-1:11]';
%! c = {rope_cache(q(:,1), 16), rope_cache(q(:,2), 16), rope_cache(q(:,3), 16)};
%! assert (rope_cache (q, 16, "sections", [2, 3, 3]), [c{1}(:,1:2), c{2}(:,3:5), c{3}(:,6:8)]);
%! m = c{1};  m(:,[2, 5]) = c{2}(:,[2, 5]);  m(:,[3, 6]) = c{3}(:,[3, 6]);
%! assert (rope_cache (q, 16, "sections", [4, 2, 2], "sections_interleaved", true), m);
%! assert (rope_cache (q, 16, "sections", [4, 2, 2], "sections_interleaved", true, "width", "full", "pairing", "half"), [m, m]);

%!test  # an axis and a frequency for every pair: Ernie's alternation, Pixtral, LTX, sections and blocks as special cases
%! p = [0:9; 5:14; 20:-1:11]';
%! c = {rope_cache(p(:,1), 12), rope_cache(p(:,2), 12), rope_cache(p(:,3), 12)};
%! m = [c{2}(:,1), c{3}(:,2), c{2}(:,3), c{3}(:,4), c{1}(:,5:6)];
%! assert (rope_cache (p, 12, "pair_axes", [2, 3, 2, 3, 1, 1]), m);
%! assert (rope_cache (p, 12, "pair_axes", [2, 3, 2, 3, 1, 1], "width", "full", "pairing", "half"), [m, m]);
%! assert (rope_cache (p, 12, "pair_axes", [1, 1, 2, 2, 2, 3]'), rope_cache (p, 12, "sections", [2, 3, 1]));
%! assert (rope_cache (p(:,1:2), 12, "pair_axes", [1, 1, 1, 2, 2, 2], "pair_indices", [1:2:6, 2:2:6]), [c{1}(:,1:2:6), c{2}(:,2:2:6)]);
%! assert (rope_cache (p(:,2), 12, "pair_indices", int8 (6:-1:1)), c{2}(:,6:-1:1));
%! [~, s] = rope_cache (p, 12, "pair_axes", [1, 2, 3, 1, 2, 3], "freqs", [3, 3, 3, 0.5, 0.5, 0.5], "offset", [1, 0, -2]);
%! assert (s, sin (kron ([3, 0.5], p + [1, 0, -2])), 20 * eps);
%! o = {"base", 1e6, "scaling", struct("rope_type", "yarn", "factor", 4, "original_max_position_embeddings", 1024)};
%! assert (rope_cache (p, 12, "pair_axes", [2, 3, 2, 3, 1, 1], "pair_indices", [6, 1, 2, 3, 4, 5], o{:}), nthargout (1, @horzcat, rope_cache(p(:,2), 12, o{:})(:,6), rope_cache(p(:,3), 12, o{:})(:,1), rope_cache(p(:,2), 12, o{:})(:,2), rope_cache(p(:,3), 12, o{:})(:,3), rope_cache(p(:,1), 12, o{:})(:,4:5)));
%! assert (rope_freqs (12, "pair_axes", [2, 3, 2, 3, 1, 1], "pair_indices", [6, 1, 2, 3, 4, 5]), rope_freqs (12)([6, 1:5]));
%! assert (rope_truth (p, 12, "pair_axes", [2, 3, 2, 3, 1, 1]).cos, m);

%!test  # explicit frequencies: one list, above 1, per pair and axis (mixed)
%! w = [1, 0.1, 0.01, 0.001];
%! assert (rope_cache (20, 8, "freqs", w), rope_truth (20, 8, "level", "freq64").cos);
%! assert (rope_cache (20, 4, "freqs", [pi, 100]), cos ((0:19)' * [pi, 100]), 1e-11);
%! p = [0, 0; 1, 5; 2, -3; 0.5, 0.25];
%! W = [1, 0.5; -0.3, 2; 0, 7];
%! assert (rope_cache (p, 6, "axes", [2, 4], "freqs", W), cos (p * W'), 4 * eps);
%! assert (nthargout (2, @rope_cache, p, 6, "axes", [2, 4], "freqs", W), sin (p * W'), 8 * eps);
%! [c, s] = rope_cache (p, 6, "axes", [2, 4], "freqs", [1, 0.1, 0.2]);
%! assert (s, sin ([p(:,1), p(:,2) * [0.1, 0.2]]), 4 * eps);

%!test  # scaling with an attention factor: one rounding of the exact product
%! o = struct ("base", 1e6, "scaling", struct ("rope_type", "yarn", "factor", 4, "original_max_position_embeddings", 32768));
%! t = rope_truth (3000, 128, o);
%! [c, s] = rope_cache (3000, 128, o);
%! assert (c, t.cos);
%! assert (s, t.sin);
%! assert (c(1,:), repmat (1.1386294361119891, 1, 64));   # 0.1 log (4) + 1
%! [c, s] = rope_cache ((2999:-1:0) * 7919, 128, o);
%! t = rope_truth ((2999:-1:0) * 7919, 128, o);
%! assert (c, t.cos);
%! assert (s, t.sin);

%!test  # the length that dynamic and longrope depend on is the largest position plus 1, or seq_len
%! o.scaling = struct ("rope_type", "dynamic", "factor", 2, "max_position_embeddings", 100);
%! assert (rope_cache (100, 16, o), rope_cache (100, 16));
%! c = rope_cache (200, 16, o);
%! assert (c(1:100,:), rope_cache (100, 16, setfield (o, "seq_len", 200)));
%! assert (c(200,:), rope_cache (1, 16, setfield (o, "offset", 199)));
%! assert (! isequal (c(100,:), rope_cache (100, 16)(100,:)));
%! o.scaling = struct ("rope_type", "longrope", "short_factor", ones (1, 8), "long_factor", 2 * ones (1, 8), "original_max_position_embeddings", 100, "attention_factor", 1);
%! assert (rope_cache (100, 16, o), rope_cache (100, 16));
%! assert (rope_cache (101, 16, o), rope_cache (0:0.5:50, 16));

%!test  # very many axes do not overflow the stack
%! n = 4e5;
%! C = rope_cache (zeros (1, n), 2 * n, "axes", 2 * ones (1, n), "width", "full");
%! assert (size (C), [1, 2 * n]);
%! assert (all (C == 1));

%!test  # options as a struct, names in any case
%! assert (rope_cache (5, 8, struct ("Base", 100, "OFFSET", 3)), rope_cache (5, 8, "base", 100, "offset", 3));
%! assert (rope_cache (5, 8, struct ("base", 100), "offset", 3), rope_cache (5, 8, "base", 100, "offset", 3));
%! assert (rope_cache (5, 8, "offset", 3, struct ("base", 7), "base", 100), rope_cache (5, 8, "base", 100, "offset", 3));

%!test  # the number of threads does not matter
%! assert (rope_cache (5000, 64, "threads", 1), rope_cache (5000, 64, "threads", 3));

%!test  # empty
%! [c, s] = rope_cache (0, 8);
%! assert (size (c), [0, 4]);
%! assert (size (s), [0, 4]);
%! assert (size (rope_cache ([], 8)), [0, 4]);
%! assert (size (rope_cache (zeros (1, 0), 8, "width", "full")), [0, 8]);
%! assert (size (rope_cache (zeros (0, 2), 8, "axes", [4, 4])), [0, 4]);

%!test  # structs inside structs, and shared ones, are looked at no deeper than options go
%! deep = shared = struct ("a", 1);
%! for k = 1:20000  deep = struct ("a", deep);  endfor
%! for k = 1:40  shared = struct ("a", shared, "b", shared);  endfor
%! for s = {deep, shared}
%!   fail ("rope_cache (4, 8, s{1})", "rope_cache: unknown option 'a'");
%!   fail ("rope_cache (4, 8, 'scaling', struct ('rope_type', s{1}))", "rope_type must be");
%!   fail ("rope_cache (4, 8, 'base', s{1})", "BASE must be");
%! endfor

%!error id=rome:badOption rope_cache (4, 8, "base\0junk", 500)
%!error id=rome:badOption rope_cache (4, 8, "dtype", "single\0x")
%!testif ; isempty (which ("rome_mex"))   # there Octave itself has made whole arrays of them before
%! fail ("rope_cache (1:1e12, 64)", "rope_cache: the arguments need more memory than there is");
%! fail ("rope_cache (4, 8, 'offset', eye (1e6))", "rope_cache: the arguments need more memory than there is");

## Test input validation
%!test  # no positions of two axes, with and without columns
%! assert (size (rope_cache (zeros (0, 0), 4, "axes", [2, 2])), [0, 2]);
%! assert (size (rope_cache (zeros (0, 2), 4, "axes", [2, 2])), [0, 2]);
%!error <rope_cache: OFFSET must be real numbers, got char> rope_cache (4, 8, "offset", "x")
%!error <rope_cache: OFFSET must be real numbers, got cell> rope_cache (4, 8, "offset", {1})
%!error <Invalid call to rope_cache> rope_cache ()
%!error <Invalid call to rope_cache> rope_cache (5)
%!error id=rome:badClass rope_cache (5i, 8)
%!error <rope_cache: POSITIONS must be real, got complex double> rope_cache (5i, 8)
%!error <rope_cache: POSITIONS must be a full array, got sparse> rope_cache (sparse (5), 8)
%!error <rope_cache: POSITIONS must be real numbers, got logical> rope_cache (true, 8)
%!error <rope_cache: POSITIONS must be real numbers, got cell> rope_cache ({5}, 8)
%!error <rope_cache: POSITIONS must be real numbers, got char> rope_cache ("a", 8)
%!error <rope_cache: POSITIONS must be real numbers, got struct> rope_cache (struct (), 8)
%!error <rope_cache: POSITIONS must be real numbers, got function_handle> rope_cache (@sin, 8)
%!error <rope_cache: POSITIONS must be finite, element 2 is NaN> rope_cache ([1, NaN], 8)
%!error <rope_cache: POSITIONS must be finite, element 1 is Inf> rope_cache (Inf, 8)
%!error <rope_cache: POSITIONS must be finite, element 3 is -Inf> rope_cache ([1, 2, -Inf], 8)
%!error <rope_cache: POSITIONS as a scalar is the number of rows, an integer from 0 to 2\^53, got -1> rope_cache (-1, 8)
%!error <rope_cache: POSITIONS as a scalar is the number of rows, an integer from 0 to 2\^53, got 2.5> rope_cache (2.5, 8)
%!error <rope_cache: POSITIONS must not exceed 2\^53 in magnitude, element 2 is 9007199254740994> rope_cache ([1, 2^53 + 2], 8)
%!error <rope_cache: POSITIONS must be real numbers, got int64> rope_cache ([1, intmax("int64")], 8)
%!error id=rome:sizeMismatch rope_cache (ones (2, 2), 8)
%!error <rope_cache: POSITIONS must be a vector for one axis, got 2x2> rope_cache (ones (2, 2), 8)
%!error <rope_cache: POSITIONS must be S-by-2 for 2 axes, got 4x3> rope_cache (ones (4, 3), 8, "axes", [4, 4])
%!error <rope_cache: POSITIONS must be S-by-2 for 2 axes, got 1x1> rope_cache (5, 8, "axes", [4, 4])
%!error id=rome:oddDimension rope_cache (5, 7)
%!error <rope_cache: DIM must be even, got 7> rope_cache (5, 7)
%!error <rope_cache: DIM must be an integer from 1 to 1048576, got 0> rope_cache (5, 0)
%!error <rope_cache: DIM must be an integer from 1 to 1048576, got 2.5> rope_cache (5, 2.5)
%!error <rope_cache: DIM must be an integer from 1 to 1048576, got NaN|got nan|got -nan> rope_cache (5, NaN)
%!error <rope_cache: DIM must be a scalar, got 1x2> rope_cache (5, [4, 4])
%!error <rope_cache: BASE must be at least 1, got 0.5> rope_cache (5, 8, "base", 0.5)
%!error <rope_cache: BASE must be finite, got inf> rope_cache (5, 8, "base", Inf)
%!error <rope_cache: BASE must be finite> rope_cache (5, 8, "base", NaN)
%!error <rope_cache: BASE must be a scalar, got 1x2> rope_cache (5, 8, "base", [1, 2])
%!error <rope_cache: BASE must be real numbers, got char> rope_cache (5, 8, "base", "x")
%!error <rope_cache: OFFSET must be a scalar or have one element per axis \(1\), got 1x2> rope_cache (5, 8, "offset", [1, 2])
%!error <rope_cache: OFFSET must be finite, element 1 is NaN> rope_cache (5, 8, "offset", NaN)
%!error <rope_cache: OFFSET must not exceed 2\^53 in magnitude> rope_cache (5, 8, "offset", 1e16)
%!error <rope_cache: AXES must sum to DIM = 8, got a sum of 10> rope_cache (ones (1, 2), 8, "axes", [4, 6])
%!error <rope_cache: AXES must hold even integers, element 2 is 5> rope_cache (ones (1, 2), 8, "axes", [4, 5])
%!error <rope_cache: AXES must hold positive even integers, element 1 is 0> rope_cache (ones (1, 2), 8, "axes", [0, 8])
%!error <rope_cache: AXES must be a vector of sizes, got 2x2> rope_cache (ones (1, 2), 8, "axes", [2, 2; 2, 2])
%!error <rope_cache: DTYPE must be one of "double", "single", "bf16", "f16", got "half"> rope_cache (5, 8, "dtype", "half")
%!error <rope_cache: DTYPE must be one of "double", "single", "bf16", "f16", got 1x1 double> rope_cache (5, 8, "dtype", 1)
%!error <rope_cache: WIDTH must be one of "half", "full", got "wide"> rope_cache (5, 8, "width", "wide")
%!error <rope_cache: PAIRING must be one of "interleaved", "half", got "neox"> rope_cache (5, 8, "pairing", "neox")
%!error <rope_cache: THREADS must be an integer from 1 to 1024, got 0> rope_cache (5, 8, "threads", 0)
%!error id=rome:unknownOption rope_cache (5, 8, "bas", 1)
%!error <rope_cache: unknown option 'bas'; valid options are base, axes, sections, sections_interleaved, pair_axes, pair_indices, freqs, scaling, seq_len, xpos, offset, dtype, width, pairing, threads> rope_cache (5, 8, "bas", 1)
%!error <rope_cache: unknown option 'theta'; valid> rope_cache (5, 8, struct ("theta", 1))
%!error <rope_cache: option 'base' has no value> rope_cache (5, 8, "base")
%!error <rope_cache: argument 3 must be an option name> rope_cache (5, 8, 1e4)
%!error <rope_cache: SECTIONS must sum to DIM/2 = 8, got a sum of 9> rope_cache (ones (2, 3), 16, "sections", [3, 3, 3])
%!error <rope_cache: SECTIONS must hold non-negative integers, element 1 is -1> rope_cache (ones (2, 3), 16, "sections", [-1, 6, 3])
%!error <rope_cache: AXES and SECTIONS cannot be given together> rope_cache (ones (2, 2), 16, "sections", [4, 4], "axes", [8, 8])
%!error <rope_cache: PAIR_AXES must have one element per pair \(8\), got 1x4> rope_cache (ones (2, 2), 16, "pair_axes", [1, 2, 1, 2])
%!error <rope_cache: PAIR_AXES must hold integers from 1 to 2, element 2 is 0> rope_cache (ones (2, 2), 4, "pair_axes", [1, 0])
%!error <rope_cache: PAIR_AXES must be real numbers, got logical> rope_cache (ones (2, 2), 4, "pair_axes", [true, false])
%!error <rope_cache: PAIR_INDICES must hold integers from 1 to 2, element 1 is 3> rope_cache (5, 4, "pair_indices", [3, 1])
%!error <rope_cache: PAIR_INDICES must hold integers from 1 to 2, element 1 is 1.5> rope_cache (5, 4, "pair_indices", [1.5, 1])
%!error <rope_cache: PAIR_AXES and AXES cannot be given together> rope_cache (ones (2, 2), 8, "pair_axes", [1, 2, 1, 2], "axes", [4, 4])
%!error <rope_cache: PAIR_INDICES and SECTIONS cannot be given together> rope_cache (ones (2, 2), 8, "pair_indices", [1, 2, 1, 2], "sections", [2, 2])
%!error <rope_cache: FREQS cannot be combined with PAIR_INDICES> rope_cache (5, 4, "pair_indices", [2, 1], "freqs", [1, 2])
%!error <rope_cache: FREQS must have one element per pair \(2\) with PAIR_AXES, got 2x2> rope_cache (ones (3, 2), 4, "pair_axes", [1, 2], "freqs", [1, 2; 3, 4])
%!error <rope_cache: POSITIONS must be S-by-3 for 3 axes, got 2x2> rope_cache (ones (2, 2), 8, "pair_axes", [1, 2, 1, 3])
%!error <rope_cache: SECTIONS_INTERLEAVED needs SECTIONS> rope_cache (2, 16, "sections_interleaved", true)
%!error <rope_cache: POSITIONS must be S-by-3 for 3 axes, got 2x2> rope_cache (ones (2, 2), 16, "sections", [2, 3, 3])
%!error <rope_cache: FREQS must have one element per pair \(4\) or be pairs-by-axes \(4x1\), got 1x3> rope_cache (5, 8, "freqs", [1, 2, 3])
%!error <rope_cache: FREQS must be finite, element 2 is NaN> rope_cache (5, 4, "freqs", [1, NaN])
%!error <rope_cache: FREQS must be below 2\^60 in magnitude, element 1 is 1e\+30> rope_cache (5, 4, "freqs", [1e30, 1])
%!error <rope_cache: FREQS cannot be combined with BASE or SCALING> rope_cache (5, 4, "freqs", [1, 1], "base", 10)
%!error <rope_cache: SCALING must be a struct, got 1x6 char> rope_cache (5, 8, "scaling", "linear")
%!error <rope_cache: SCALING needs the field 'rope_type'> rope_cache (5, 8, "scaling", struct ("factor", 2))
%!error <rope_cache: SEQ_LEN must not be negative, got -1> rope_cache (5, 8, "seq_len", -1)
%!error id=rome:outOfMemory rope_cache (1e12, 128)
%!error <rope_cache: a result of 1000000000000x64 needs .* GB, but .* GB of memory are available> rope_cache (1e12, 128)
%!error id=rome:outOfMemory rope_cache (2^53, 1048576)
*/
