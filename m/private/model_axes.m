% [AXIS, COUNT] = model_axes (M)  the axis, 1 ... COUNT, that turns each pair of a model.

function [axis_of, count] = model_axes (m)

  o = m.options;
  pairs = m.dim / 2;
  axis_of = ones (1, pairs);
  count = 1;
  if isfield (o, 'axes') && ~ isempty (o.axes)
    count = numel (o.axes);
    edges = cumsum (double (o.axes(:)') / 2);
  elseif isfield (o, 'sections') && ~ isempty (o.sections)
    count = numel (o.sections);
    edges = cumsum (double (o.sections(:)'));
  else
    return
  end
  if isfield (o, 'sections_interleaved') && ~ isempty (o.sections_interleaved) && o.sections_interleaved
    i = 0:pairs-1;
    a = mod (i, count);
    last = count * double (o.sections(:)');
    axis_of = 1 + a .* (i < last(a + 1));
  else
    for k = 1:pairs
      axis_of(k) = find (k <= edges, 1);
    end
  end

end
