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
Full real double or single arrays, or uint16 arrays of 16-bit numbers with option @qcode{"dtype"}; the result has the same class
and size.  @var{q} and @var{k} may have different
numbers of heads (grouped or multi-query attention), but need the same class.  The dimensions are tokens and head
dimension (2-D), tokens, heads, head dimension (3-D), or batch, tokens, heads, head dimension (4-D), unless
@qcode{"format"} says otherwise.
@item c, s
Tables from @code{rope_cache}, S-by-R/2: at least one row per token, one column per rotated pair.  R below the head
dimension D rotates only R columns (partial rotary); the other columns are copied.  Tables of another class than @var{x} are
converted to it once.  For 16-bit arrays they are double, single or of the same 16-bit format; the rotation is done in single and
rounded once.  Tables that differ between batch entries or heads have as many dimensions as @qcode{"format"} has letters, with R/2
for d, the rows for s, and 1 or all for b and h: 1-by-S-by-H-by-R/2, for instance.  (A matrix is always S-by-R/2.)
@end table

@strong{Options} (names in any case; or one struct with these fields)

@table @asis
@item @qcode{"pairing"} (default @qcode{"interleaved"})
@qcode{"interleaved"}: pair i is columns 2i and 2i+1 (GPT-J, Meta's Llama).  @qcode{"half"}: columns i and i + R/2 (GPT-NeoX,
Hugging Face).  @qcode{"quarter"}: half pairing inside each half of the R columns.  @qcode{"interleave-half"}: read at 2i and 2i+1,
written to i and i + R/2 (DeepSeek).
@item @qcode{"axes"} (default R)
Sizes of blocks of columns, even, with sum R: the pairing applies inside each block, as M = blkdiag (@dots{}) of
@code{rome_matrix} does.
@item @qcode{"format"}
Order of the dimensions: letters b (batch), s (tokens), h (heads), d (head dimension), each at most once, s and d needed; missing
trailing dimensions count as 1.  Default by number of dimensions @qcode{"sd"}, @qcode{"shd"}, @qcode{"bshd"};
@qcode{"dhsb"} is the memory order of a row-major bshd tensor.  t in place of b and s means packed tokens, @qcode{"thd"}.
@item @qcode{"num_heads"}
Number of heads that are folded into d: head h has columns h D @dots{} (h+1) D - 1.  The default formats are then @qcode{"sd"} and
@qcode{"bsd"}.
@item @qcode{"offset"} (default 0)
Token t (from 0) takes row t + offset (from 0) of the tables: a scalar or one integer per batch entry, or per sequence of
@qcode{"cu_seqlens"}.
@item @qcode{"positions"}
0-based rows of the tables for each token: S elements, or B-by-S.  Not together with @qcode{"offset"}.
@item @qcode{"cu_seqlens"}
For packed tokens: 0 = cu(1) <= cu(2) <= @dots{} = T, where each sequence begins; its tokens take the rows from 0 (or its offset) on.
@item @qcode{"prefix_tokens"}, @qcode{"suffix_tokens"} (default 0)
Numbers of tokens at the start and end (class or register tokens) that are copied; row 0 belongs to the first rotated token.
@item @qcode{"start"} (default 0)
Number of columns before the first rotated one.
@item @qcode{"inverse"} (default false)
Rotate back: the transposed rotation, which is also the gradient with respect to @var{x}.
@item @qcode{"dtype"}
What the bits of uint16 arrays mean, @qcode{"bf16"} or @qcode{"f16"}; see @code{rope_pack}.
@item @qcode{"in_place"} (default false)
Permission to give the memory of @var{x} (or @var{q}, @var{k}) to the result: @code{x = rope_apply (x, c, s, "in_place", true)} then
needs no new memory.  It is used where the argument is a temporary value, or a variable written by its name whose array no
other variable, cell, field, function argument or function handle has; that variable is empty (0x0) after the call unless the result is assigned to
it, as in the call shown.  In every other case, and always with @qcode{"interleave-half"} pairing, the call copies as it
does without the option; the result is the same, bit for bit.  Errors in arguments are found before @var{x} is touched; a call
that is interrupted leaves the variable empty, never half rotated.
@item @qcode{"threads"} (default @code{rome_threads ()})
Number of threads; the result does not depend on it.
@end table

Large results are adopted from fresh memory with huge pages where the system has them; @code{rome_memory} can have the memory of earlier
results used again.

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

@seealso{rope_cache, rome_apply, rome_matrix, rope_grid, rope_config, rome_memory, rome_threads}
@end deftypefn)")

/*
%!demo
%! [c, s] = rope_cache (200, 64);
%! q = randn (1, 64);                       # the same query and key at every position
%! A = rope_apply (repmat (q, 200, 1), c, s) * rope_apply (repmat (q, 200, 1), c, s)';
%! imagesc (0:199, 0:199, A);  axis equal tight;  colorbar;
%! title ('Scores of all pairs of positions: they depend on the distance');  xlabel ('key');  ylabel ('query');

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

%!test  # a large batch, in every order; offsets per batch entry
%! randn ("twister", 8);
%! z = randn (9, 5, 2, 12);
%! for extra = {{}, {"offset", 0:8}}
%!   y = rope_apply (z, c, s, extra{1}{:});
%!   for order = perms (1:4)'
%!     assert (same (ipermute (rope_apply (permute (z, order), c, s, "format", "bshd"(order), extra{1}{:}), order), y));
%!   endfor
%! endfor
%! assert (same (y(4,:,:,:), rope_apply (z(4,:,:,:), c, s, "offset", 3)));

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

%!test  # quarter: half pairing inside each half; interleave-half: de-interleaved, then half
%! y = rope_apply (x, c, s, "pairing", "quarter");
%! assert (same (y, rope_apply (x, c, s, "pairing", "half", "axes", [6, 6])));
%! z = x(:,:,:,[1:2:12, 2:2:12]);
%! for order = {1:4, [4, 3, 2, 1], [2, 4, 1, 3], [3, 1, 4, 2]}
%!   o = order{1};  f = "bshd"(o);
%!   y = ipermute (rope_apply (permute (x, o), c, s, "pairing", "interleave-half", "format", f), o);
%!   assert (same (y, rope_apply (z, c, s, "pairing", "half")));
%!   w = ipermute (rope_apply (permute (y, o), c, s, "pairing", "interleave-half", "format", f, "inverse", true), o);
%!   assert (w, x, 4*eps);
%!   assert (same (w(:,:,:,[1:2:12, 2:2:12]), rope_apply (y, c, s, "pairing", "half", "inverse", true)));
%! endfor
%! y = rope_apply (x, c, s, "pairing", "interleave-half", "axes", [4, 8]);
%! assert (same (y(:,:,:,1:4), rope_apply (x(:,:,:,1:4), c(:,1:2), s(:,1:2), "pairing", "interleave-half")));

%!test  # packed tokens: each sequence starts at row 0, or at its offset
%! v = randn (11, 3, 12);
%! y = rope_apply (v, c, s, "format", "thd", "cu_seqlens", [0, 4, 4, 9, 11]);
%! assert (same (y, cat (1, rope_apply (v(1:4,:,:), c, s), rope_apply (v(5:9,:,:), c, s), rope_apply (v(10:11,:,:), c, s))));
%! y = rope_apply (v, c, s, "format", "thd", "cu_seqlens", [0, 4, 11], "offset", [7, 2]);
%! assert (same (y, cat (1, rope_apply (v(1:4,:,:), c, s, "offset", 7), rope_apply (v(5:11,:,:), c, s, "offset", 2))));
%! y = rope_apply (v, c, s, "format", "thd", "cu_seqlens", int32 ([0; 4; 11]), "offset", 3);
%! assert (same (y, cat (1, rope_apply (v(1:4,:,:), c, s, "offset", 3), rope_apply (v(5:11,:,:), c, s, "offset", 3))));
%! assert (same (rope_apply (v, c, s, "format", "thd"), rope_apply (v, c, s)));
%! assert (same (rope_apply (v, c, s, "format", "thd", "positions", 10:-1:0), rope_apply (v, c, s, "positions", 10:-1:0)));

%!test  # heads folded into the last dimension
%! y = rope_apply (x, c, s);
%! folded = @(a) reshape (permute (a, [1, 2, 4, 3]), 2, 7, 36);
%! assert (same (rope_apply (folded (x), c, s, "num_heads", 3), folded (y)));
%! assert (same (rope_apply (squeeze (folded (x)(1,:,:)), c, s, "num_heads", 3), squeeze (folded (y)(1,:,:))));
%! assert (same (rope_apply (permute (folded (x), [3, 1, 2]), c, s, "num_heads", 3, "format", "dbs"), permute (folded (y), [3, 1, 2])));

%!test  # first and last tokens left alone
%! for f = {"bshd", "dhsb", "hbds", "shbd"}
%!   [~, o] = ismember (f{1}, "bshd");
%!   y = ipermute (rope_apply (permute (x, o), c, s, "prefix_tokens", 2, "suffix_tokens", 1, "format", f{1}), o);
%!   assert (same (y(:,[1, 2, 7],:,:), x(:,[1, 2, 7],:,:)));
%!   assert (same (y(:,3:6,:,:), rope_apply (x(:,3:6,:,:), c, s)));
%! endfor
%! assert (same (rope_apply (x, c, s, "prefix_tokens", 7), x));
%! assert (same (rope_apply (x, c, s, "prefix_tokens", 5, "positions", [9, 8])(:,6:7,:,:), rope_apply (x(:,6:7,:,:), c, s, "positions", [9, 8])));

%!test  # tables per batch entry and per head
%! C = randn (2, 7, 3, 6);  S = randn (2, 7, 3, 6);
%! for pairing = {"interleaved", "half"}
%!   for sub = {{":", ":"}, {1, ":"}, {":", 1}, {1, 1}}
%!     tc = C(sub{1}{1},:,sub{1}{2},:);  ts = S(sub{1}{1},:,sub{1}{2},:);
%!     y = rope_apply (x, tc, ts, "pairing", pairing{1});
%!     for b = 1:2
%!       for h = 1:3
%!         k = {min(b, size (tc, 1)), min(h, size (tc, 3))};
%!         z = rope_apply (reshape (x(b,:,h,:), 7, 12), reshape (tc(k{1},:,k{2},:), 7, 6), reshape (ts(k{1},:,k{2},:), 7, 6), "pairing", pairing{1});
%!         assert (same (reshape (y(b,:,h,:), 7, 12), z));
%!       endfor
%!     endfor
%!     for order = perms (1:4)'
%!       f = "bshd"(order);
%!       if (ndims (permute (tc, order)) == 2)  continue;  endif   # a matrix is always S-by-R/2
%!       assert (same (ipermute (rope_apply (permute (x, order), permute (tc, order), permute (ts, order), "format", f, "pairing", pairing{1}), order), y));
%!     endfor
%!   endfor
%! endfor

%!test  # 16-bit carriers: single arithmetic, one rounding, in every order of the dimensions
%! for dtype = {"bf16", "f16"}
%!   t = dtype{1};
%!   u = rope_pack (x, t);  v = rope_unpack (u, t);
%!   for pairing = {"interleaved", "half", "quarter", "interleave-half"}
%!     y = rope_apply (u, c, s, "dtype", t, "pairing", pairing{1});
%!     assert (same (y, rope_pack (rope_apply (v, single (c), single (s), "pairing", pairing{1}), t)));
%!     for order = perms (1:4)'
%!       f = "bshd"(order);
%!       assert (same (ipermute (rope_apply (permute (u, order), c, s, "dtype", t, "pairing", pairing{1}, "format", f), order), y));
%!     endfor
%!   endfor
%!   [C, S] = rope_cache (7, 8, "dtype", t);
%!   y = rope_apply (u, C, S, "dtype", t, "start", 2);
%!   assert (same (y, rope_pack (rope_apply (v, rope_unpack (C, t), rope_unpack (S, t), "start", 2), t)));
%! endfor

%!test  # inverse undoes within the bound 5.89 u of the norm; threads do not matter
%! y = rope_apply (x, c, s);
%! z = rope_apply (y, c, s, "inverse", true);
%! assert (max (abs (z(:) - x(:))) < 5.89 * 2^-53 * max (abs (x(:))) * sqrt (2));
%! big = randn (4, 300, 8, 64);  [c6, s6] = rope_cache (300, 64);
%! assert (same (rope_apply (big, c6, s6, "threads", 1), rope_apply (big, c6, s6, "threads", 3)));

%!function y = rotate_in_function (x, c, s)
%!  x = rope_apply (x, c, s, "in_place", true);     # the caller has it too
%!  y = x;
%!endfunction

%!test  # in place: the same bits for every class, pairing, order; the variable alone gives its memory
%! for class_of = {"double", "single", "bf16", "f16"}
%!   is_narrow = any (strcmp (class_of{1}, {"bf16", "f16"}));
%!   if (is_narrow)
%!     u = rope_pack (x, class_of{1});  o = {"dtype", class_of{1}};
%!   else
%!     u = feval (class_of{1}, x);  o = {};
%!   endif
%!   for pairing = {"interleaved", "half", "quarter", "interleave-half"}
%!     for more = {{}, {"start", 2, "axes", 8}, {"inverse", true}, {"prefix_tokens", 2, "suffix_tokens", 1}, {"offset", [3, 5]}}
%!       p = [{"pairing", pairing{1}}, o, more{1}];
%!       C = c;  S = s;
%!       if (any (strcmp (p, "start")))  C = c(:,1:4);  S = s(:,1:4);  endif
%!       for order = {1:4, [4, 3, 2, 1], [3, 1, 4, 2]}
%!         z = permute (u, order{1});  f = "bshd"(order{1});
%!         y = rope_apply (z, C, S, "format", f, p{:});
%!         z = rope_apply (z, C, S, "format", f, p{:}, "in_place", true);
%!         assert (same (z, y));
%!       endfor
%!     endfor
%!   endfor
%! endfor

%!test  # in place: what else has the array never changes
%! x0 = x + 0;  y0 = rope_apply (x, c, s);
%! g = @(v) rope_apply (v, c, s, "in_place", true);
%! z = x + 0;
%! w = z;  z = rope_apply (z, c, s, "in_place", true);  assert (same (w, x0) && same (z, y0));          # another variable
%! z = x + 0;  w = {z};  z = rope_apply (z, c, s, "in_place", true);  assert (same (w{1}, x0) && same (z, y0));
%! z = x + 0;  t.a = z;  z = rope_apply (z, c, s, "in_place", true);  assert (same (t.a, x0) && same (z, y0));
%! z = x + 0;  h = @() z;  z = rope_apply (z, c, s, "in_place", true);  assert (same (h (), x0) && same (z, y0));
%! z = x + 0;  w = reshape (z, 2, []);  z = rope_apply (z, c, s, "in_place", true);  assert (same (w(:), x0(:)) && same (z, y0));
%! z = x + 0;  w = z(:);  z = rope_apply (z, c, s, "in_place", true);  assert (same (w, x0(:)) && same (z, y0));
%! z = x + 0;  y = rotate_in_function (z, c, s);  assert (same (z, x0) && same (y, y0));                # a caller's variable
%! y = g (z);  assert (same (z, x0) && same (y, y0));
%! y = feval ("rope_apply", z, c, s, "in_place", true);  assert (same (z, x0) && same (y, y0));
%! w = {z + 0};  v = w;  w{1} = rope_apply (w{1}, c, s, "in_place", true);  assert (same (v{1}, x0) && same (w{1}, y0));
%! t = struct ("a", z + 0);  v = t;  t.a = rope_apply (t.a, c, s, "in_place", true);  assert (same (v.a, x0) && same (t.a, y0));
%! y = cellfun (g, {z}, "UniformOutput", false);  assert (same (z, x0) && same (y{1}, y0));
%! w = {z + 0};  y = cellfun ("rope_apply", w, {c}, {s}, {"in_place"}, {true}, "UniformOutput", false);  assert (same (w{1}, x0) && same (y{1}, y0));
%! [q, k] = rope_apply (z, z, c, s, "in_place", true);  assert (same (z, x0) && same (q, y0) && same (k, y0));  # twice the same
%! z = x + 0;  [z, k] = rope_apply (z, x + 0, c, s, "in_place", true);  assert (same (z, y0) && same (k, y0));
%! y = rope_apply (x + 0, c, s, "in_place", true);  assert (same (y, y0));                              # a temporary
%! y = rope_apply (reshape (x, size (x)), c, s, "in_place", true);  assert (same (y, y0) && same (x, x0));
%! z = c(:, :);  y = rope_apply (z, c(:,1:3), z(:,1:3), "in_place", true);  assert (same (y, rope_apply (c, c(:,1:3), c(:,1:3))));

%!testif ; exist ("rome_mex") != 3  # in place: a variable that gave its memory is empty; errors come before that
%! z = x + 0;
%! y = rope_apply (z, c, s, "in_place", true);
%! assert (size (z), [0, 0]);
%! z = single (x);
%! fail ('rope_apply (z, c, s(1:3,:), "in_place", true)', "S must have the size of C");
%! fail ('rope_apply (z, c, s, "in_place", true, "offset", 49)', "OFFSET reaches row 55");
%! assert (same (z, single (x)));
%! z = rope_apply (z, c, s, "in_place", false);
%! assert (same (z, rope_apply (single (x), c, s)));

%!testif ; exist ("rome_mex") != 3  # in place: no new memory; without, an array more
%! if (! exist ("/proc/self/clear_refs", "file"))  return;  endif
%! peak = @() str2double (regexp (fileread ("/proc/self/status"), 'VmHWM:\s*(\d+) kB', "tokens"){1}{1}) * 1024;
%! z = single (rand (64, 2^18));  [C, S] = rope_cache (2^18, 64, "dtype", "single");              # 64 MB
%! z = rope_apply (z, C, S, "format", "ds", "in_place", true);
%! more = zeros (1, 2);
%! for in_place = [true, false]
%!   f = fopen ("/proc/self/clear_refs", "w");  fputs (f, "5");  fclose (f);
%!   before = peak ();
%!   z = rope_apply (z, C, S, "format", "ds", "in_place", in_place);
%!   more(1 + in_place) = peak () - before;
%! endfor
%! assert (more(2) < 8e6);
%! assert (more(1) > 6e7);

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

%!test  # positions of no sequences at all
%! assert (rope_apply (zeros (0, 2, 4), ones (2, 2), zeros (2, 2), "positions", zeros (0, 2), "format", "bsd"), zeros (0, 2, 4));

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
%!error <rope_apply: C must be a matrix or have the dimensions of format sd, got 2x2x2> rope_apply (ones (2, 4), ones (2, 2, 2), ones (2, 2, 2))
%!error <rope_apply: S must have the size of C, got 5x1 for C of 5x2> rope_apply (ones (5, 4), ones (5, 2), ones (5, 1))
%!error <rope_apply: C must be S-by-R/2, got 5x2 for X of 5x4 \(R at most 2, S at least 5\)> rope_apply (ones (5, 4), ones (5, 2), ones (5, 2), "start", 2)
%!error <rope_apply: START must be an integer from 0 to 4, got 5> rope_apply (ones (5, 4), ones (5, 2), ones (5, 2), "start", 5)
%!error <rope_apply: K must have the class of Q, got single and double> rope_apply (ones (2, 4), single (ones (2, 4)), ones (2, 2), ones (2, 2))
%!error <rope_apply: X must have at most 4 dimensions, got 2x2x2x2x2> rope_apply (ones (2, 2, 2, 2, 2), ones (2, 1), ones (2, 1))
%!error <rope_apply: X must have at most 4 dimensions, got 1x1x1x1x1x1x1x1> rope_apply (ones ([ones(1, 600), 2, 2]), ones (2, 1), ones (2, 1))
%!error <rope_apply: X must have at most 2 dimensions for format sd, got 2x2x4> rope_apply (ones (2, 2, 4), ones (2, 2), ones (2, 2), "format", "sd")
%!error <rope_apply: FORMAT must consist of the letters b, s, h, d, or t, h, d, got "bxd"> rope_apply (ones (2, 4), ones (2, 2), ones (2, 2), "format", "bxd")
%!error <rope_apply: FORMAT must name each dimension once, got "ssd"> rope_apply (ones (2, 4), ones (2, 2), ones (2, 2), "format", "ssd")
%!error <rope_apply: FORMAT must contain s or t \(tokens\) and d \(head dimension\), got "bd"> rope_apply (ones (2, 4), ones (2, 2), ones (2, 2), "format", "bd")
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
%!error <rope_apply: PAIRING must be one of "interleaved", "half", "quarter", "interleave-half", got "neox"> rope_apply (ones (2, 4), ones (5, 2), ones (5, 2), "pairing", "neox")
%!error <rope_apply: AXES must sum to the rotated columns R = 4, got a sum of 6> rope_apply (ones (2, 4), ones (5, 2), ones (5, 2), "axes", [2, 4])
%!error <rope_apply: PAIRING "quarter" needs blocks of a multiple of 4 columns, got 6> rope_apply (ones (2, 6), ones (5, 3), ones (5, 3), "pairing", "quarter")
%!error <rope_apply: X of class uint16 needs option DTYPE, "bf16" or "f16", to say what its bits mean> rope_apply (uint16 (ones (2, 4)), ones (2, 2), ones (2, 2))
%!error <rope_apply: X must be uint16 for DTYPE "bf16", got double> rope_apply (ones (2, 4), ones (2, 2), ones (2, 2), "dtype", "bf16")
%!error <rope_apply: X must be single for DTYPE "single", got double> rope_apply (ones (2, 4), ones (2, 2), ones (2, 2), "dtype", "single")
%!error <rope_apply: C must be double or single, got uint16> rope_apply (ones (2, 4), uint16 (ones (2, 2)), ones (2, 2))
%!error <rope_apply: FORMAT with t \(packed tokens\) cannot have b or s, got "bthd"> rope_apply (ones (2, 4), ones (2, 2), ones (2, 2), "format", "bthd")
%!error <rope_apply: CU_SEQLENS needs packed tokens, FORMAT with t such as "thd", got "sd"> rope_apply (ones (2, 4), ones (2, 2), ones (2, 2), "cu_seqlens", [0, 2])
%!error <rope_apply: CU_SEQLENS must increase, element 3 is 1 after 2> rope_apply (ones (2, 4), ones (2, 2), ones (2, 2), "format", "td", "cu_seqlens", [0, 2, 1])
%!error <rope_apply: CU_SEQLENS must end at the number of tokens, 2, got 3> rope_apply (ones (2, 4), ones (3, 2), ones (3, 2), "format", "td", "cu_seqlens", [0, 1, 3])
%!error <rope_apply: CU_SEQLENS must hold integers from 0 on, element 1 is 1> rope_apply (ones (2, 4), ones (2, 2), ones (2, 2), "format", "td", "cu_seqlens", [1, 2])
%!error <rope_apply: CU_SEQLENS must be a vector of at least 2 elements, got 1x1> rope_apply (ones (2, 4), ones (2, 2), ones (2, 2), "format", "td", "cu_seqlens", 0)
%!error <rope_apply: CU_SEQLENS reaches row 3 \(0-based\), but the table C has 3 rows> rope_apply (ones (5, 4), ones (3, 2), ones (3, 2), "format", "td", "cu_seqlens", [0, 4, 5])
%!error <rope_apply: OFFSET reaches row 4 \(0-based\), but the table C has 3 rows> rope_apply (ones (5, 4), ones (3, 2), ones (3, 2), "format", "td", "cu_seqlens", [0, 2, 5], "offset", [0, 2])
%!error <rope_apply: OFFSET must be a scalar or have one element per sequence \(2\), got 1x3> rope_apply (ones (5, 4), ones (3, 2), ones (3, 2), "format", "td", "cu_seqlens", [0, 2, 5], "offset", [0, 2, 1])
%!error <rope_apply: POSITIONS and CU_SEQLENS cannot be given together> rope_apply (ones (2, 4), ones (2, 2), ones (2, 2), "format", "td", "cu_seqlens", [0, 2], "positions", [0, 1])
%!test  # as many heads as there may be, and one more
%! x = repmat ([3, 4], 1, 2^20);
%! assert (rope_apply (x, 0, 1, "num_heads", 2^20), repmat ([-4, 3], 1, 2^20));
%!error <rope_apply: NUM_HEADS> rope_apply (ones (1, 2^21 + 2), 0, 1, "num_heads", 2^20 + 1)
%!error <rope_apply: NUM_HEADS must divide the last dimension of X, got 3 for 2x4> rope_apply (ones (2, 4), ones (2, 2), ones (2, 2), "num_heads", 3)
%!error <rope_apply: FORMAT cannot have h together with NUM_HEADS> rope_apply (ones (2, 4), ones (2, 2), ones (2, 2), "num_heads", 2, "format", "shd")
%!error <rope_apply: PREFIX_TOKENS must be an integer from 0 to 2, got 3> rope_apply (ones (2, 4), ones (2, 2), ones (2, 2), "prefix_tokens", 3)
%!error <rope_apply: SUFFIX_TOKENS must be an integer from 0 to 1, got 2> rope_apply (ones (2, 4), ones (2, 2), ones (2, 2), "prefix_tokens", 1, "suffix_tokens", 2)
%!error <rope_apply: PREFIX_TOKENS and SUFFIX_TOKENS cannot be combined with CU_SEQLENS> rope_apply (ones (2, 4), ones (2, 2), ones (2, 2), "format", "td", "cu_seqlens", [0, 2], "prefix_tokens", 1)
%!error <rope_apply: C must have 1 or 3 in dimension 3 \(h of format bshd\), got 1x5x2x2 for X of 2x5x3x4> rope_apply (ones (2, 5, 3, 4), ones (1, 5, 2, 2), ones (1, 5, 2, 2))
%!error <rope_apply: INVERSE must be true or false, got 1x1 double> rope_apply (ones (2, 4), ones (5, 2), ones (5, 2), "inverse", 2)
%!error <rope_apply: INVERSE must be true or false, got 1x3 char> rope_apply (ones (2, 4), ones (5, 2), ones (5, 2), "inverse", "yes")
%!error <rope_apply: IN_PLACE must be true or false, got 1x1 double> rope_apply (ones (2, 4), ones (5, 2), ones (5, 2), "in_place", 2)
%!error <rope_apply: unknown option 'interleaved'; valid options are format, dtype, num_heads, positions, offset, cu_seqlens, prefix_tokens, suffix_tokens, start, inverse, threads, pairing, axes, in_place> rope_apply (ones (2, 4), ones (5, 2), ones (5, 2), "interleaved", true)
%!error <rope_apply: option 'offset' has no value> rope_apply (ones (2, 4), ones (5, 2), ones (5, 2), "offset")
*/
