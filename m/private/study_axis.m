% A = study_axis (LABEL, LIM, TICK, ...)  description of an axis for study_axes.
%
% Options: 'scale' ('linear' or 'log', whose ticks are powers of ten), 'grid' (true),
% 'ticklabel' (cell array; default the numbers).

function a = study_axis (label, lim, tick, varargin)

  a = struct ('label', label, 'lim', lim, 'tick', tick, 'ticklabel', {{}}, 'scale', 'linear', 'grid', true);
  for k = 1:2:numel (varargin)
    a.(varargin{k}) = varargin{k+1};
  end
  if isempty (a.ticklabel)
    template = '%g';
    value = tick;
    if strcmp (a.scale, 'log')
      template = '10^{%d}';
      value = round (log10 (tick));
    end
    a.ticklabel = arrayfun (@(v) sprintf (template, v), value, 'UniformOutput', false);
  end

end
