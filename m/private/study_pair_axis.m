% AXIS = study_pair_axis (DIM, OPTIONS)  the axis (from 1) that turns each pair.
%
% OPTIONS is the struct of rope_cache: axes (blocks of columns), sections of M-RoPE, in
% a row or interleaved, or pair_axes; one axis without them.

function axis = study_pair_axis (dim, options)

  h = dim / 2;
  axis = ones (1, h);
  given = @(name) isfield (options, name) && ~ isempty (options.(name));
  if given ('pair_axes')
    axis = double (options.pair_axes(:)');
  elseif given ('axes')
    n = double (options.axes(:)') / 2;
    axis = repelem (1:numel (n), n);
  elseif given ('sections')
    n = double (options.sections(:)');
    axis = repelem (1:numel (n), n);
    if given ('sections_interleaved') && options.sections_interleaved
      axis = ones (1, h);
      for a = 2:numel (n)
        axis(a:numel (n):min (h, numel (n) * n(a))) = a;
      end
    end
  end

end
