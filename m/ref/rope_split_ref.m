% Y = rope_split_ref (X, C, S, ...)  RoPE as frameworks write it: split, rotate, merge.
%
% Lesson 3 of m/ref (README.md there), derived in notebooks/03-rome.  For each axis:
%
%   split     x_a = the columns of axis a, and their two halves (or even and odd columns)
%   rotate    z = [-second, first] (or the two woven together): "rotate_half"
%   merge     y_a = x_a .* C_a + z .* S_a, and all y_a beside each other
%
% Each cut and each merge copies its columns; with A axes there are 2 A cuts and A + 1
% merges for two multiplications.  RoME (rome_ref) replaces them all by one constant
% matrix: z = x * M.
%
% X     T-by-D, real, double or single: a token in each row
% C, S  T-by-D/2 tables, column i for pair i (rope_cache_ref)
% Y     size and class of X; equals rope_ref and rome_ref bit for bit
%
% Options (NAME, VALUE pairs or a struct):
%   'pairing'  'interleaved' (default) or 'half'
%   'axes'     block sizes [d_1 ... d_A], even, sum D; default one axis
%
% Errors: rome:badCall, rome:badClass, rome:sizeMismatch, rome:oddDimension,
%         rome:unknownOption, rome:badOption, rome:badValue
%
% Example:
%   [c, s] = rope_cache_ref (rope_grid ([2 3]), 8, 'axes', [4 4]);
%   x = randn (6, 8);
%   isequal (rope_split_ref (x, c, s, 'axes', [4 4]), rome_ref (x, rome_matrix (8, 'axes', [4 4]), c, s))
%
% See also: rope_matrix_ref, rome_ref, rope_ref, rome_matrix

function y = rope_split_ref (x, c, s, varargin)

  fname = 'rope_split_ref';
  need (nargin >= 3, 'badCall', '%s: X, C and S are needed', fname);
  opt = rome_options (fname, struct ('pairing', {{'interleaved', 'half'}}, 'axes', []), varargin);
  need (is_real_full (x) && is_real_full (c) && is_real_full (s), 'badClass', ...
        '%s: X, C and S must be real, double or single', fname);
  need (ndims (x) == 2 && isequal (size (c), size (s), [size(x, 1), size(x, 2) / 2]), 'sizeMismatch', ...
        '%s: C and S must be T-by-D/2 for X of %s, got %s and %s', fname, shape (x), shape (c), shape (s));
  d = block_sizes (fname, size (x, 2), opt.axes);
  c = cast (c, class (x));
  s = cast (s, class (x));

  parts = mat2cell (x, size (x, 1), d);                 % split by axis
  cos_of = mat2cell (c, size (x, 1), d / 2);
  sin_of = mat2cell (s, size (x, 1), d / 2);
  for a = 1:numel (d)
    h = d(a) / 2;
    part = parts{a};
    if strcmp (opt.pairing, 'half')
      z = [-part(:, h+1:end), part(:, 1:h)];            % split, negate, merge
      at = [1:h, 1:h];
    else
      z = zeros (size (part), class (x));
      z(:, 1:2:end) = -part(:, 2:2:end);
      z(:, 2:2:end) = part(:, 1:2:end);
      at = repelem (1:h, 2);
    end
    parts{a} = part .* cos_of{a}(:, at) + z .* sin_of{a}(:, at);
  end
  y = [parts{:}];                                       % merge

end

%!demo
%! x = [1 2 3 4 5 6 7 8];  quarter = ones (1, 4);       % a quarter turn of every pair: y = rotate_half (x)
%! printf ('one axis, half          %s\n', mat2str (rope_split_ref (x, 0 * quarter, quarter, 'pairing', 'half')));
%! printf ('two axes [4 4], half    %s\n', mat2str (rope_split_ref (x, 0 * quarter, quarter, 'pairing', 'half', 'axes', [4 4])));
%! printf ('interleaved             %s\n', mat2str (rope_split_ref (x, 0 * quarter, quarter)));
%! printf ('x * M, two axes, half   %s\n', mat2str (x * rome_matrix (8, 'pairing', 'half', 'axes', [4 4])));

%!test  % bit for bit the same as the other forms
%! rand ('twister', 3);  x = rand (24, 16) - 0.5;
%! for pairing = {'interleaved', 'half'}
%!   for axes = {16, [8 8], [4 4 8]}
%!     [c, s] = rope_cache_ref (rope_grid ({24, [4 6], [2 3 4]}{numel (axes{1})}), 16, 'axes', axes{1});
%!     o = struct ('pairing', pairing{1}, 'axes', axes{1});
%!     y = rope_split_ref (x, c, s, o);
%!     assert (y, rope_ref (x, c, s, o), 0);
%!     assert (y, rome_ref (x, rome_matrix (16, o), c, s), 0);
%!     assert (rope_split_ref (single (x), c, s, o), rope_ref (single (x), c, s, o), 0);
%!   end
%! end
%!error <rope_split_ref: C and S must be T-by-D/2 for X of 2x4, got 2x3 and 2x3> rope_split_ref (ones (2, 4), ones (2, 3), ones (2, 3))
%!error <rope_split_ref: X, C and S must be real> rope_split_ref ({}, 1, 1)
%!error <rope_split_ref: AXES must sum to 4, got \[2 4\]> rope_split_ref (ones (1, 4), [1 1], [1 1], 'axes', [2 4])
%!error id=rome:badCall rope_split_ref (1)
