% R = table_request (FNAME, POSITIONS, DIM, ARGS, MORE)  checked arguments of a model of tables.
%
% The models of other people's evaluations (rope_cache_hf32_ref, ...) share their
% arguments.  ARGS are the options given; MORE is a struct of further options with
% their defaults, as for rome_options.  R holds
%
%   position  S-by-A, double, the offset added
%   axis      1-by-DIM/2, the axis (from 1) that turns each pair
%   index     1-by-DIM/2, i = 0, 1, ... within the axis' own block
%   size      1-by-DIM/2, the size d of that block: the usual frequency is base^(-2i/d)
%   base, freqs (row or []), attention_factor, and the fields of MORE

function r = table_request (fname, positions, dim, args, more)

  need (~ isempty (dim), 'badCall', '%s: POSITIONS and DIM are needed', fname);
  words = struct ('base', 1e4, 'freqs', [], 'axes', [], 'offset', 0, 'attention_factor', 1);
  for name = fieldnames (more)'
    words.(name{1}) = more.(name{1});
  end
  r = rome_options (fname, words, args);
  d = block_sizes (fname, dim, r.axes);
  need (sum (d) <= 2^20, 'badValue', '%s: DIM must be at most 2^20 = 1048576, got %.17g', fname, dim);

  r.position = position_columns (fname, positions, numel (d), r.offset);
  r.axis = repelem (1:numel (d), d / 2);
  r.size = repelem (d, d / 2);
  r.index = (0:sum (d)/2-1) - repelem ([0, cumsum(d(1:end-1))] / 2, d / 2);
  r.freqs = explicit_freqs (fname, r.freqs, sum (d) / 2);
  need (is_number (r.base) && isscalar (r.base) && r.base > 0, 'badValue', ...
        '%s: BASE must be a positive finite number', fname);
  need (is_number (r.attention_factor) && isscalar (r.attention_factor), 'badValue', ...
        '%s: ATTENTION_FACTOR must be a finite real number', fname);
  for name = {'base', 'attention_factor'}
    if isinteger (r.(name{1}))          % integers would round what is computed with them
      r.(name{1}) = double (r.(name{1}));
    end
  end

end

function w = explicit_freqs (fname, w, h)

  if isempty (w)
    return
  end
  need (is_number (w) && isvector (w), 'badValue', ...
        '%s: FREQS must be a vector of finite real numbers', fname);
  need (numel (w) == h, 'sizeMismatch', ...
        '%s: FREQS must have DIM/2 = %d entries, got %s', fname, h, shape (w));
  w = double (w(:)');

end
