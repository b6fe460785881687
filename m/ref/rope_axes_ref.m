% [C, S] = rope_axes_ref (POSITIONS, AXES, ...)  tables of several axes, from those of one.
%
% Lesson 5 of m/ref (README.md there), derived in notebooks/03-rome and
% notebooks/07-images-and-video.  A token of an image or video has one position on each
% axis; axis a turns its own d_a columns as if they were a head of d_a columns:
%
%   C = [cos (p_1 w(d_1)), ..., cos (p_A w(d_A))],   w(d)_i = base^(-2i/d),  i = 0 ... d/2-1
%
% The rotation knows nothing of axes: the tables stand beside each other, and so do the
% blocks of the matrix M.
%
% POSITIONS  T-by-A, one column per axis (rope_grid makes them)
% AXES       block sizes [d_1 ... d_A], even
% C, S       T-by-sum (AXES)/2, double
%
% Option (NAME, VALUE pair or a struct):
%   'base'     default 1e4
%
% Errors: rome:badCall, rome:badClass, rome:sizeMismatch, rome:oddDimension,
%         rome:badValue, rome:unknownOption, rome:badOption
%
% Example: the same as rope_cache_ref (rope_grid ([2 3]), 16, 'axes', [8 8])
%   [c, s] = rope_axes_ref (rope_grid ([2 3]), [8 8]);
%
% See also: rope_grid, rope_cache_ref, rome_ref

function [c, s] = rope_axes_ref (positions, axes, varargin)

  fname = 'rope_axes_ref';
  need (nargin >= 2, 'badCall', '%s: POSITIONS and AXES are needed', fname);
  opt = rome_options (fname, struct ('base', 1e4), varargin);
  need (is_real_full (axes) && ~ isempty (axes), 'badValue', '%s: AXES must be a vector of positive even integers', fname);
  d = block_sizes (fname, sum (axes(:)), axes);
  need (is_real_full (positions), 'badClass', '%s: POSITIONS must be real, double or single', fname);
  need (ndims (positions) == 2 && size (positions, 2) == numel (d), 'sizeMismatch', ...
        '%s: POSITIONS must have %d columns, one per axis, got %s', fname, numel (d), shape (positions));

  angle = cell (1, numel (d));
  for a = 1:numel (d)
    w = rope_freqs_ref (d(a), 'base', opt.base);
    angle{a} = double (positions(:, a)) * w;
  end
  c = cos ([angle{:}]);
  s = sin ([angle{:}]);

end

%!demo
%! [c, s] = rope_axes_ref (rope_grid ([8 8]), [16 16]);
%! imagesc (c);  colormap (gray (64));  colorbar;
%! title ('Cosines of an 8-by-8 image, axes 16 + 16');  xlabel ('pair');  ylabel ('token');
%! % the left half changes every 8 tokens, the right half repeats every 8 tokens

%!test
%! p = rope_grid ([2 3 4]);
%! [c, s] = rope_axes_ref (p, [4 6 8], 'base', 50);
%! [d, t] = rope_cache_ref (p, 18, 'axes', [4 6 8], 'base', 50);
%! assert (c, d, 0);
%! assert (s, t, 0);
%! assert (size (c), [24 9]);
%!error <rope_axes_ref: POSITIONS must have 2 columns, one per axis, got 3x1> rope_axes_ref ([1; 2; 3], [4 4])
%!error <rope_axes_ref: AXES must be even, got \[3 5\]> rope_axes_ref ([1 2], [3 5])
%!error <rope_axes_ref: POSITIONS must be real> rope_axes_ref ({}, [4 4])
%!error id=rome:badCall rope_axes_ref (1)
