% [ARGS, OPT] = take_options (ARGS, FIRST, NAMES)  takes the options NAMES out of ARGS, which hold options after FIRST arguments.
%
% OPT has a field for each of NAMES, [] where it was not given; the model never sees them.
function [args, opt] = take_options (args, first, names)
  opt = cell2struct (cell (1, numel (names)), names, 2);
  k = first + 1;
  while k <= numel (args)
    if isstruct (args{k})
      [args{k}, opt] = take_fields (args{k}, opt);
      k = k + 1;
    elseif ischar (args{k}) && k < numel (args) && any (strcmpi (args{k}, names))
      opt.(lower (args{k})) = args{k+1};
      args(k:k+1) = [];
    else
      k = k + 2;
    end
  end
end

function [s, opt] = take_fields (s, opt)
  given = fieldnames (s);
  for n = 1:numel (given)
    if isfield (opt, lower (given{n}))
      opt.(lower (given{n})) = s.(given{n});
      s = rmfield (s, given{n});
    end
  end
end
