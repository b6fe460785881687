function o = rope_config (name)
%ROPE_CONFIG  Rotary parameters of a real model.
%
%   Usage: o = rope_config (name)
%          names = rope_config ()
%          rope_config ()
%
%   rope_config (NAME) gives the parameters of a model by its name, in any case, such as 'llama-3.1-8b', 'gpt-neox-20b',
%   'flux.1', 'hunyuanvideo' or 'wan2.1'.  The result is a struct with the fields
%
%     name            the name in the list
%     dim             number of rotated columns of a head
%     head_dim        number of columns of a head (larger than dim for partial rotary)
%     pairing         'interleaved', 'half' or 'quarter', for rope_apply
%     options         struct for rope_cache, rope_freqs and rope_truth: base, and where the model has them axes, sections,
%                     sections_interleaved, scaling; without fields if the model's angles follow another formula (see note)
%     max_positions   longest sequence, or [] if not stated
%     source          where the figures were read
%     certainty       'seen' (read in the source) or 'recalled' (from memory: check before use), in words
%     note            what else there is to know, as text
%
%   Without argument it returns the names as a cell array of text, or prints them if no output is asked for.
%
%   The figures stand in data/models.json.
%
%   Errors: rome:unknownModel (near names are listed), rome:badClass.
%
%   Example:
%     o = rope_config ('llama-3.1-8b');
%     [c, s] = rope_cache (2048, o.dim, o.options);
%
%   See also: rope_cache, rope_apply, rope_study.

  models = read_models ();
  if nargin < 1
    o = sort ({models.name});
    if nargout == 0
      fprintf ('%s\n', o{:});
      clear o
    end
    return
  end
  if ~ischar (name) || size (name, 1) ~= 1
    error ('rome:badClass', 'rope_config: NAME must be a row of characters, got %s', class (name));
  end
  k = find_model (models, name);
  if isempty (k)
    error ('rome:unknownModel', 'rope_config: no model ''%s''; near names are %s (all: rope_config ())', name, near_names (models, name));
  end
  o = describe (models(k));
end

% The list, read once.
function models = read_models ()
  persistent kept
  if isempty (kept)
    data = jsondecode (fileread (rome_data_file ('models.json')));
    kept = data.models;
  end
  models = kept;
end

function k = find_model (models, name)
  k = [];
  for n = 1:numel (models)
    if any (strcmpi (name, [{models(n).name}; cellstr(models(n).aliases)]))
      k = n;
      return
    end
  end
end

% Names that share the longest start or contain the word.
function text = near_names (models, name)
  names = {models.name};
  for n = 1:numel (models)
    names = [names, cellstr(models(n).aliases)'];
  end
  names = names(~cellfun (@isempty, names));
  shared = zeros (1, numel (names));
  for n = 1:numel (names)
    m = min (numel (name), numel (names{n}));
    differs = find (lower (name(1:m)) ~= lower (names{n}(1:m)), 1);
    if isempty (differs)
      differs = m + 1;
    end
    shared(n) = differs - 1;
  end
  [~, order] = sort (shared, 'descend');
  near = names(order(1:5));
  text = sprintf ('%s, ', near{:});
  text = text(1:end-2);
end

function o = describe (m)
  options = struct ();
  if ~isempty (m.base)
    options.base = m.base;
    fields = {'axes', 'sections', 'sections_interleaved', 'scaling'};
    for k = 1:numel (fields)
      if ~isempty (m.(fields{k}))
        options.(fields{k}) = as_row (m.(fields{k}));
      end
    end
  end
  o = struct ('name', m.name, 'dim', m.dim, 'head_dim', m.head_dim, 'pairing', m.pairing, 'options', options, ...
              'max_positions', m.max_positions, 'source', m.source, 'certainty', m.certainty, 'note', m.note);
end

% jsondecode makes columns of lists; a scaling struct keeps its fields, lists of factors become rows.
function v = as_row (v)
  if isstruct (v)
    names = fieldnames (v);
    for k = 1:numel (names)
      v.(names{k}) = as_row (v.(names{k}));
    end
  elseif isnumeric (v)
    v = v(:)';
  end
end

%!test
%! o = rope_config ('llama-2-7b');
%! assert (fieldnames (o), {'name'; 'dim'; 'head_dim'; 'pairing'; 'options'; 'max_positions'; 'source'; 'certainty'; 'note'});
%! assert (o.dim, 128);
%! assert (o.head_dim, 128);
%! assert (o.options, struct ('base', 10000));
%! assert (o.max_positions, 4096);
%! assert (o.certainty, 'seen');
%! assert (o.pairing, 'interleaved');

%!test  # Llama-3 and its scaled successor
%! assert (rope_config ('Llama-3-8B').options, struct ('base', 500000));
%! o = rope_config ('llama-3.1-70b');
%! assert (o.name, 'llama-3.1-8b');
%! assert (o.options.scaling, struct ('rope_type', 'llama3', 'factor', 8, 'low_freq_factor', 1, 'high_freq_factor', 4, 'original_max_position_embeddings', 8192));
%! assert (o.max_positions, 131072);

%!test  # partial rotary
%! o = rope_config ('gpt-neox-20b');
%! assert ([o.dim, o.head_dim], [24, 96]);
%! assert (o.pairing, 'half');
%! [c, s] = rope_cache (4, o.dim, o.options);
%! x = randn (4, 2, o.head_dim);
%! y = rope_apply (x, c, s, 'pairing', o.pairing);
%! assert (y(:,:,25:96), x(:,:,25:96));

%!test  # several axes
%! assert (rope_config ('flux.1').options.axes, [16, 56, 56]);
%! assert (rope_config ('FLUX').options.base, 10000);
%! assert (rope_config ('hunyuanvideo').options, struct ('base', 256, 'axes', [16, 56, 56]));
%! assert (rope_config ('wan2.1').options.axes, [44, 42, 42]);
%! assert (rope_config ('qwen2-vl').options.sections, [16, 24, 24]);

%!test  # every model's options are accepted, and its frequencies are positive or, for proportional, zero
%! names = rope_config ();
%! assert (numel (names), 75);
%! usable = 0;
%! for k = 1:numel (names)
%!   o = rope_config (names{k});
%!   assert (! isempty (o.source) && ! isempty (o.certainty));
%!   if (numfields (o.options) > 0)
%!     w = rope_freqs (o.dim, o.options);
%!     assert (numel (w), o.dim / 2);
%!     assert (all (w >= 0 & w <= 1));
%!     usable++;
%!   else
%!     assert (! isempty (o.note));
%!   endif
%! endfor
%! assert (usable >= 70);

%!test
%! text = evalc ('rope_config ()');
%! assert (any (strfind (text, 'llama-3-8b')));

## Test input validation
%!error id=rome:unknownModel rope_config ('llama-9')
%!error <rope_config: no model 'llama-9'; near names are llama-> rope_config ('llama-9')
%!error id=rome:badClass rope_config (3)
%!error <rope_config: NAME must be a row of characters, got double> rope_config (3)
