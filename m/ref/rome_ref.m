% Y = rome_ref (X, M, C, S, ...)  rotate X by the matrix form of RoPE.
%
% Lesson 4 of m/ref (README.md there), derived in notebooks/03-rome.
%
% Reference model of rome_apply.  With rows x of X as row vectors,
%
%   y = x .* c + (x * M) .* s
%
% one matrix product and one multiply-add for every pairing and any number of
% axes: M alone knows which columns are pairs.  M (a, b) = +1 and M (b, a) = -1
% for the pair (a, b), see rome_matrix.  Given the same tables the result equals
% rope_ref bit for bit.
%
% X     double or single, real.  Its dimensions are named by 'format': s tokens,
%       d the columns of one head, h heads, b batch.
% M     R-by-R, R even, R <= D: the first R columns turn, the others pass through
% C, S  L-by-R, the two values of a pair standing at both of its columns (they
%       may differ, then it is no rotation); or L-by-R/2, spread over the pairs
%       that M shows, ordered by their first columns
% Y     size and class of X
%
% Options (NAME, VALUE pairs or a struct):
%   'format'     permutation of the letters b, s, h, d (s and d must be there);
%                default 'sd', 'shd' or 'bshd' by the number of dimensions
%   'positions'  table rows from 0 up: a vector of S, or B-by-S; default 0:S-1
%   'offset'     added to the positions: a scalar, or one per batch entry
%   'inverse'    true rotates back (by -S)
%   'pairing'    if given, M must be of this pairing, else an error
%   'P'          R-by-R permutation for layouts that also move columns,
%                y = (x*P) .* c + (x*M) .* s; default none
%
% Errors: rome:sizeMismatch, rome:badClass, rome:badValue, rome:oddDimension,
%         rome:unknownOption, rome:badOption
%
% Example: three axes, one multiply for all of them
%   [c, s] = rope_cache_ref (rope_grid ([2 3 4]), 128, 'axes', [44 44 40]);
%   M = rome_matrix (128, 'axes', [44 44 40]);
%   x = randn (24, 128);
%   isequal (rome_ref (x, M, c, s), rope_ref (x, c, s))
%
% See also: rome_apply, rome_matrix, rope_ref, rope_cache_ref

function y = rome_ref (x, M, c, s, varargin)

  need (nargin >= 4, 'badCall', 'rome_ref: X, M, C and S are needed');
  opt = rome_options ('rome_ref', struct ( ...
    'format', '', 'positions', [], 'offset', 0, 'inverse', false, ...
    'pairing', {{'', 'interleaved', 'half', 'quarter', 'interleave-half'}}, 'P', []), varargin);

  [x, order] = to_sdhb ('rome_ref', x, opt.format);     % S-by-D-by-H-by-B
  check_matrix ('M', M, size (x, 2));
  check_table ('rome_ref', c, s);
  R = size (M, 1);
  M = cast (full (M), class (x));
  P = eye (R, class (x));
  if ~ isempty (opt.P)
    check_matrix ('P', opt.P, size (x, 2));
    need (isequal (size (opt.P), size (M)) && isequal (abs (opt.P), opt.P) ...
          && is_signed_permutation (opt.P), 'badValue', ...
          'rome_ref: P must be a permutation matrix of the size of M, %s', shape (M));
    P = cast (full (opt.P), class (x));
    M = P' * M;                         % x*M_given = (x*P) * (P'*M_given)
  end
  need (agrees (opt.pairing, M, P), 'badValue', ...
        'rome_ref: M is not the matrix of pairing ''%s''', opt.pairing);

  [c, s] = spread (c, s, M);
  [c, s] = table_rows ('rome_ref', c, s, x, opt);       % cos and sin of each token
  z = x(:, 1:R, :, :);
  if is_true ('rome_ref', opt.inverse)
    y = times_matrix (z .* c - times_matrix (z, M) .* s, P');
  else
    z = times_matrix (z, P);
    y = z .* c + times_matrix (z, M) .* s;
  end
  x(:, 1:R, :, :) = y;
  y = ipermute (x, order);

end

% x*M.  The dense product is the definition; where each column of M has a single
% +1 or -1 it is also a choice of columns and signs.  That gives the same values
% for finite x, but a NaN or Inf stays in its pair (0*NaN is NaN in a dense sum)
% and zeros keep their sign.
function y = times_matrix (x, M)

  if is_signed_permutation (M)
    [q, sgn] = columns_and_signs (M);
    y = x(:, q, :, :) .* sgn;
  else
    y = x;
    for page = 1:size (x, 3) * size (x, 4)
      y(:, :, page) = x(:, :, page) * M;
    end
  end

end

function tf = is_signed_permutation (M)

  tf = all (sum (M ~= 0, 1) == 1) && all (sum (M ~= 0, 2) == 1) ...
       && all (abs (M(M ~= 0)) == 1);

end

% Column j of x*M is column q(j) of x times sgn(j).
function [q, sgn] = columns_and_signs (M)

  [q, j] = find (M);
  q = q';
  sgn = sum (M, 1);

end

% Tables of R/2 columns to R columns: column i of C belongs to both columns of
% pair i of M.  The second column q(a) > a tells the first column a of each pair.
function [c, s] = spread (c, s, M)

  R = size (M, 1);
  if size (c, 2) == R
    return
  end
  need (size (c, 2) == R / 2, 'sizeMismatch', ...
        'rome_ref: C must be S-by-%d or S-by-%d for M of %s, got %s', ...
        R, R / 2, shape (M), shape (c));
  need (is_signed_permutation (M) && isequal (M', -M), 'sizeMismatch', ...
        'rome_ref: C must be S-by-%d, got %s: M shows no pairs (M'' = -M)', R, shape (c));
  q = columns_and_signs (M);
  a = find (q > 1:R);
  at = zeros (1, R);
  at([a, q(a)]) = [1:R/2, 1:R/2];
  c = c(:, at);
  s = s(:, at);

end

% Is M (and P) of this pairing, for some block sizes?  The block sizes are read
% off M: in a half matrix the first column is paired with the first of the second
% half.  Blocks of 2 columns only are interleaved pairs.
function tf = agrees (pairing, M, P)

  R = size (M, 1);
  if isempty (pairing)
    tf = true;
    return
  elseif strcmp (pairing, 'interleaved')
    tf = isequal (M, rome_matrix (R)) && isequal (P, eye (R));
    return
  end
  d = [];
  while sum (d) < R
    first = sum (d) + 1;
    h = find ([M(first, first+1:R), 1], 1);
    d = [d, min(2 * h, R - sum (d))];
  end
  tf = all (mod (d, 2) == 0);
  if ~ tf
    return
  end
  tf = isequal (M, rome_matrix (R, 'pairing', 'half', 'axes', d));
  switch pairing
    case 'half'
      tf = tf && isequal (P, eye (R)) && (numel (d) == 1 || any (d > 2));
    case 'quarter'
      tf = tf && isequal (P, eye (R)) && mod (numel (d), 2) == 0 ...
           && isequal (d(1:2:end), d(2:2:end)) && (numel (d) == 2 || any (d > 2));
    case 'interleave-half'
      [~, Q] = rome_matrix (R, 'pairing', 'interleave-half', 'axes', d);
      tf = tf && isequal (P, Q) && (numel (d) == 1 || any (d > 2));
  end

end

function check_matrix (name, M, D)

  need (is_real_full (M), 'badClass', ...
        'rome_ref: %s must be a real full double or single array, got %s', name, kind (M));
  need (ndims (M) == 2 && size (M, 1) == size (M, 2) && size (M, 1) <= D, 'sizeMismatch', ...
        'rome_ref: %s must be R-by-R with R <= %d, got %s', name, D, shape (M));
  need (mod (size (M, 1), 2) == 0, 'oddDimension', ...
        'rome_ref: %s must have an even size, got %s', name, shape (M));

end

%!demo
%! [c, s] = rope_cache_ref (rope_grid ([4 6]), 16, 'axes', [8 8]);
%! M = rome_matrix (16, 'axes', [8 8]);
%! x = randn (24, 16);
%! printf ('RoME = RoPE on a 4-by-6 grid, bit for bit: %d\n', isequal (rome_ref (x, M, c, s), rope_ref (x, c, s, 'axes', [8 8])));
%! rope_plot_matrix (M, 'axes', [8 8]);
