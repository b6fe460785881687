% [M, REST] = model_of (FNAME, ARGS)  the rotary parameters that a call names.
%
% ARGS{1} is the name of a model or a config file (rope_config), a struct of rope_config,
% or the number of rotated columns.  Frequency options among the other arguments (base,
% scaling, axes, sections, sections_interleaved, freqs, seq_len) replace those of the
% model; REST is what remains.  M has name, dim, pairing, options, max_positions.

function [m, rest] = model_of (fname, args)

  rome_need (~ isempty (args), 'badCall', '%s: MODEL is missing', fname);
  m = args{1};
  if ischar (m)
    m = rope_config (m);
  elseif isnumeric (m) && isscalar (m)
    m = struct ('name', sprintf ('dim %d', m), 'dim', double (m), 'pairing', 'interleaved', 'options', struct (), 'max_positions', []);
  end
  rome_need (isstruct (m) && isscalar (m) && all (isfield (m, {'dim', 'options'})), 'badValue', ...
             '%s: MODEL must be a name, a struct of rope_config or the number of rotated columns', fname);
  rome_need (~ (isnumeric (m.dim) && any (m.dim(:) > 2^20)), 'badValue', '%s: DIM must be at most 2^20 = 1048576, got %.17g', ...
             fname, max (double (m.dim(:))));
  generic = isnumeric (args{1});
  given = {'name', 'pairing', 'max_positions'; 'model', 'interleaved', []};
  for k = 1:3
    if ~ isfield (m, given{1, k})
      m.(given{1, k}) = given{2, k};
    end
  end
  known = {'base', 'scaling', 'axes', 'sections', 'sections_interleaved', 'freqs', 'seq_len'};
  rest = {};
  changed = false;
  args = flatten (args(2:end));
  for k = 1:2:numel (args)
    if k < numel (args) && ischar (args{k}) && any (strcmpi (args{k}, known))
      m.options.(lower (args{k})) = args{k+1};
      changed = true;
    else
      rest = [rest, args(k:min (k + 1, end))];
    end
  end
  rome_need (generic || changed || ~ isempty (fieldnames (m.options)), 'badValue', ...
             '%s: the angles of model ''%s'' are not those of rope_cache; see its note in rope_config', fname, m.name);

end

% Structs of options as NAME, VALUE pairs.
function list = flatten (args)

  list = {};
  k = 1;
  while k <= numel (args)
    if isstruct (args{k}) && isscalar (args{k})
      names = fieldnames (args{k})';
      pairs = [names; struct2cell(args{k})'];
      list = [list, pairs(:)'];
      k = k + 1;
    else
      list = [list, args(k:min (k + 1, end))];
      k = k + 2;
    end
  end

end
