## large.tst - arrays of more than 2^31 elements through Octave: the bits of calls on small parts; dims whose product overflows, refused.
## make check-large; needs about 14 GB of memory.
##
## SPDX-License-Identifier: GPL-3.0-or-later

%!function part = pattern (first, count)
%! part = uint16 (mod ((first:first + count - 1) * 31, 512) + 15872);    # bf16 from 0.125 to 0.5, and beyond; exact in double
%!endfunction

%!test  # rope_apply and rome_apply, bf16, in place of the argument's memory
%! d = 128;  h = 4;  tokens = 2^22 + 5;  n = d * h * tokens;
%! assert (n > 2^31);
%! x = zeros (d, h, tokens, "uint16");
%! step = 2^17;
%! for t = 1:step:tokens
%!   last = min (tokens, t + step - 1);
%!   x(:,:,t:last) = reshape (pattern ((t - 1) * d * h, (last - t + 1) * d * h), d, h, []);
%! endfor
%! assert (numel (x), n);
%! [c, s] = rope_cache (tokens, d, "dtype", "single");
%! x = rope_apply (x, c, s, "format", "dhs", "dtype", "bf16", "in_place", true);
%! assert (size (x), [d, h, tokens]);
%! for t = [1, 2^21 - 1, 2^21 + 1, 2^22 - 2, tokens - 3]
%!   rows = t:t + 3;
%!   part = reshape (pattern ((t - 1) * d * h, 4 * d * h), d, h, 4);
%!   want = rope_apply (part, c(rows,:), s(rows,:), "format", "dhs", "dtype", "bf16");
%!   assert (! isequal (want, part));
%!   assert (isequal (x(:,:,rows), want));
%! endfor
%! printf ("measured rope_apply in place of %d bf16 elements, parts as small calls\n", n);

%!test  # rope_cache in bf16, columns beyond 2^31
%! rows = 2^22 + 3;  d = 1026;
%! [c, s] = rope_cache (rows, d, "dtype", "bf16");
%! assert (numel (c) > 2^31 && numel (s) > 2^31);
%! for first = [0, 2^21, rows - 4]
%!   [cp, sp] = rope_cache (first + (0:3), d, "dtype", "bf16");
%!   at = first + (1:4);
%!   assert (isequal (c(at,:), cp) && isequal (s(at,:), sp));
%! endfor
%! printf ("measured rope_cache of %d bf16 entries, parts as small calls\n", numel (c));

%!test  # rope_round, rope_pack and rope_unpack
%! n = 2^31 + 77;
%! u = zeros (n, 1, "uint16");
%! u(end-99:end) = pattern (5, 100);
%! x = rope_unpack (u, "bf16");
%! assert (size (x), [n, 1]);
%! assert (x(end-99:end), rope_unpack (u(end-99:end), "bf16"));
%! clear u;
%! x(end-99:end) *= single (1 + 2^-9 + 2^-20);
%! want = rope_pack (x(end-99:end), "f16");
%! u = rope_pack (x, "f16");
%! assert (u(end-99:end), want);
%! assert (! any (u(1:1e6)));
%! clear u;
%! tail = x(end-99:end);
%! x = rope_round (x, "f16");
%! assert (x(end-99:end), rope_round (tail, "f16"));
%! assert (! isequal (x(end-99:end), tail));
%! printf ("measured rope_unpack, rope_pack and rope_round of %d elements, parts as small calls\n", n);
