% ROWS = rope_context_rows (S, C, R)  positions of one rank in context parallelism.
%
% Dual-chunk ("zigzag") context parallelism cuts a sequence of C*S tokens into 2*C
% chunks of S/2 and gives rank R the chunks R and 2*C-1-R, an early and a late one,
% so that causal attention costs every rank the same.  The S tokens of rank R
% stand at the positions, counted from 0,
%
%   [R*S/2, (R+1)*S/2)  followed by  [C*S - (R+1)*S/2, C*S - R*S/2)
%
% S     local length, the tokens of one rank: an even integer, 0 or more; or a
%       vector, the local lengths of packed sequences (format 'thd'): their rows
%       stand one after another
% C     number of ranks, a positive integer
% R     this rank, an integer from 0 to C-1
% ROWS  1-by-S (1-by-sum (S)), double: option 'positions' of rope_apply
%
% Errors: rome:badCall, rome:badValue   an argument is no integer of its range
%         rome:oddDimension             a local length is odd
%         rome:outOfMemory              S does not fit into memory
%
% Example: 2 ranks of 4 tokens share 8 positions
%   rope_context_rows (4, 2, 0)                         % 0 1 6 7
%   rope_context_rows (4, 2, 1)                         % 2 3 4 5
%   [c, s] = rope_cache (8, 64);
%   y = rope_apply (randn (4, 64), c, s, 'positions', rope_context_rows (4, 2, 1));
%
% See also: rope_apply, rope_cache, rope_grid

function rows = rope_context_rows (s, c, r)

  if nargin ~= 3
    error ('rome:badCall', 'rope_context_rows: S, C and R are needed');
  end
  if ~ (is_whole (s) && (isvector (s) || isempty (s)))
    error ('rome:badValue', ...
           'rope_context_rows: S must be an even integer, 0 or more, or a vector of them');
  end
  if any (mod (s(:), 2))
    error ('rome:oddDimension', 'rope_context_rows: S must be even, got %s', ...
           mat2str (double (s(:)')));
  end
  if ~ (is_whole (c) && isscalar (c) && c > 0)
    error ('rome:badValue', 'rope_context_rows: C must be a positive integer');
  end
  if ~ (is_whole (r) && isscalar (r) && r < c)
    error ('rome:badValue', 'rope_context_rows: R must be an integer from 0 to C-1 = %d', ...
           double (c) - 1);
  end

  c = double (c);
  r = double (r);
  rome_fits ('rope_context_rows', 'S', 3 * 8 * sum (double (s(:))));
  rome_need (all (c * double (s(:)) <= flintmax), 'badValue', 'rope_context_rows: C times S must be at most 2^53, got %g', ...
             c * max (double (s(:))));
  rows = zeros (1, 0);
  for n = double (s(:)')
    h = n / 2;
    early = r*h:(r+1)*h - 1;
    late = c*n - (r+1)*h:c*n - r*h - 1;
    rows = [rows, early, late];
  end

end

function tf = is_whole (v)

  tf = isnumeric (v) && isreal (v) && all (v(:) >= 0 & v(:) == fix (v(:)) & v(:) < Inf);

end

%!demo
%! for r = 0:3
%!   plot (rope_context_rows (8, 4, r), r * ones (1, 8), 's', 'markersize', 9, 'linewidth', 2);  hold on;
%! end
%! axis ([-1 32 -0.7 3.7]);  grid on;
%! title ('Positions of four ranks: an early and a late chunk each');  xlabel ('position (tokens)');  ylabel ('rank');

%!assert (rope_context_rows (4, 2, 0), [0 1 6 7])
%!assert (rope_context_rows (4, 2, 1), [2 3 4 5])
%!assert (rope_context_rows (6, 1, 0), 0:5)
%!assert (rope_context_rows (0, 3, 1), zeros (1, 0))
%!assert (rope_context_rows ([], 3, 1), zeros (1, 0))
%!assert (rope_context_rows (int32 (4), uint8 (2), single (1)), [2 3 4 5])
%!assert (rope_context_rows ([4 2 0], 2, 0), [0 1 6 7 0 3])
%!test  # the ranks cover every position once
%! for c = [1 2 3 8]
%!   for s = [2 4 10 64]
%!     all_rows = [];
%!     for r = 0:c-1
%!       rows = rope_context_rows (s, c, r);
%!       assert (size (rows), [1 s]);
%!       assert (issorted (rows));
%!       assert (sum (rows), s * (c*s - 1) / 2);          % equal work
%!       all_rows = [all_rows, rows];
%!     end
%!     assert (sort (all_rows), 0:c*s - 1);
%!   end
%! end
%!test  # each rank's tokens turn as they do in the whole sequence, bit for bit
%! randn ('twister', 1);
%! x = randn (2, 24, 3, 8);
%! [c, s] = rope_cache (24, 8);
%! y = rope_apply (x, c, s);
%! for r = 0:2
%!   rows = rope_context_rows (8, 3, r);
%!   part = rope_apply (x(:, rows + 1, :, :), c, s, 'positions', rows);
%!   whole = y(:, rows + 1, :, :);
%!   assert (typecast (part(:), 'uint64'), typecast (whole(:), 'uint64'));
%! end
%!error id=rome:badCall rope_context_rows (4, 2)
%!error id=rome:badValue rope_context_rows (-2, 2, 0)
%!error <rope_context_rows: S must be an even integer, 0 or more, or a vector of them$> rope_context_rows (2.5, 2, 0)
%!error <rope_context_rows: S must be an even integer, 0 or more, or a vector of them$> rope_context_rows (Inf, 2, 0)
%!error <rope_context_rows: S must be an even integer, 0 or more, or a vector of them$> rope_context_rows ('ab', 2, 0)
%!error id=rome:oddDimension rope_context_rows (3, 2, 0)
%!error <rope_context_rows: S must be even, got \[4 3\]$> rope_context_rows ([4 3], 2, 0)
%!error <rope_context_rows: C must be a positive integer$> rope_context_rows (4, 0, 0)
%!error <rope_context_rows: C must be a positive integer$> rope_context_rows (4, [1 2], 0)
%!error <rope_context_rows: C must be a positive integer$> rope_context_rows (4, NaN, 0)
%!error <rope_context_rows: R must be an integer from 0 to C-1 = 1$> rope_context_rows (4, 2, 2)
%!error <rope_context_rows: R must be an integer from 0 to C-1 = 1$> rope_context_rows (4, 2, -1)
%!error <rope_context_rows: R must be an integer from 0 to C-1 = 1$> rope_context_rows (4, 2, {1})
%!error id=rome:outOfMemory rope_context_rows (1e15, 2, 0)
%!error <rope_context_rows: S is too large: it needs .* GB of memory, but .* GB are available$> rope_context_rows ([4, 1e15], 2, 0)
%!error <rope_context_rows: C times S must be at most 2\^53, got 4e\+300$> rope_context_rows (4, 1e300, 0)
