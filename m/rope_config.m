function o = rope_config (name, varargin)
%ROPE_CONFIG  Rotary parameters of a real model, by its name or from a Hugging Face config.json.
%
%   Usage: o = rope_config (name)
%          o = rope_config ('path/config.json')
%          o = rope_config (..., 'layer_type', layer)
%          names = rope_config ()
%          rope_config (...)
%
%   rope_config (NAME) gives the parameters of a model by its name, in any case, such as 'llama-3.1-8b', 'gpt-neox-20b',
%   'flux.1', 'hunyuanvideo' or 'wan2.1'.  rope_config (FILE) reads them from a model's configuration: FILE is text that ends in
%   .json or has a folder in it; a folder stands for the config.json in it.  The result is a struct with the fields
%
%     name            the name in the list; for .../NAME/config.json and .../NAME.json that name
%     dim             number of rotated columns of a head
%     head_dim        number of columns of a head (larger than dim for partial rotary)
%     pairing         'interleaved', 'half' or 'quarter', for rope_apply
%     options         struct for rope_cache, rope_freqs, rope_truth and RotaryEmbedding: base, and where the model has them axes,
%                     sections, sections_interleaved, pair_axes, pair_indices, scaling; without fields if the model's angles
%                     follow another formula (see note)
%     max_positions   longest sequence, or [] if not stated
%     source          where the figures were read: publication or code, or the file
%     certainty       'seen' (read in the source) or 'recalled' (from memory: check before use), in words; 'read from the file'
%     note            what else there is to know, as text
%     start           unrotated columns before the rotated ones, for rope_apply: 0, or the size of the part without position of
%                     multi-head latent attention
%
%   Without argument it returns the names as a cell array of text.  Where no output is asked for it prints: one model with all its
%   fields, or the list with source and certainty of each.
%
%   Options:
%     'layer_type'    models whose layers differ (Gemma 3, OLMo 3, ModernBERT, nested rope_parameters): 'full_attention' (default),
%                     'sliding_attention', or another name that the file has
%
%   The figures of the names stand in data/models.json.  Of a config.json are read
%
%     base            rope_theta (at the top or in rope_parameters), rotary_emb_base, global_rope_theta; rope_local_base_freq or
%                     local_rope_theta of sliding-window layers; times rope_ratio.  Without any: the default of model_type, with
%                     a note
%     scaling         rope_scaling, or rope_parameters (transformers 5), the latter also nested by layer type.  rope_type (older
%                     name: type) is one of the rules of rope_freqs, where the formulas are: default, linear, dynamic, yarn,
%                     longrope (older: su), llama3, proportional, ...; or mrope, which is default with mrope_section and
%                     mrope_interleaved; use_dynamic_ntk of Qwen 1; alpha of Hunyuan
%     head            head_dim, kv_channels, or hidden_size / num_attention_heads (n_embd / n_head, d_model / n_heads);
%                     global_head_dim of Gemma 4's full-attention layers
%     rotated part    partial_rotary_factor, rotary_pct, rotary_dim; qk_rope_head_dim after qk_nope_head_dim (latent attention)
%     length          max_position_embeddings, n_positions, seq_length
%     multimodal      text_config, llm_config, language_config, thinker_config; the fields around it count where it has none
%     pairing         from model_type: the file does not say it.  Hugging Face's weights pair halves, except those of GPT-J,
%                     CodeGen, Cohere, GLM, ERNIE 4.5, Llama 4, Helium, DeepSeek and others with latent attention; an unknown
%                     model_type is read as 'half', and note and certainty say so.
%
%   Rotary fields that are not known, fields that contradict each other or the rule, missing fields and lists of the wrong length
%   are errors that name the field.
%
%   Errors: rome:unknownModel (near names are listed), rome:badClass, rome:noFile, rome:notJson, rome:unknownField,
%   rome:missingField, rome:contradictingFields, rome:badField, rome:sizeMismatch, rome:oddDimension, rome:noRotary,
%   rome:badOption, rome:badValue, rome:damagedData (the list of models is not as it was published).
%
%   Example:
%     o = rope_config ('llama-3.1-8b');
%     [c, s] = rope_cache (2048, o.dim, o.options);
%     rope = RotaryEmbedding (o.dim, o.options, 'pairing', o.pairing);
%
%   See also: rope_cache, rope_freqs, rope_apply, rope_grid, RotaryEmbedding, rope_study.

  if nargin < 1
    models = read_models ();
    o = sort ({models.name});
    if nargout == 0
      print_list (models);
      clear o
    end
    return
  end
  if ~ischar (name) || size (name, 1) ~= 1
    error ('rome:badClass', 'rope_config: NAME must be a row of characters, got %s', class (name));
  end
  opt = rome_options ('rope_config', struct ('layer_type', ''), varargin);
  if ~ischar (opt.layer_type)
    error ('rome:badOption', 'rope_config: LAYER_TYPE must be text, got %s', class (opt.layer_type));
  end
  if is_file_name (name)
    o = config_file (file_of (name), opt.layer_type);
  else
    o = named (name, opt.layer_type);
  end
  if nargout == 0
    print_model (o);
    clear o
  end
end

% No name of the list has a folder or ends in .json.
function yes = is_file_name (name)
  yes = any (name == '/' | name == '\') || ~isempty (regexpi (name, '\.json$', 'once'));
end

function file = file_of (name)
  file = name;
  if exist (name, 'dir') == 7
    file = fullfile (name, 'config.json');
  end
end

function o = named (name, layer_type)
  models = read_models ();
  k = find_model (models, name);
  if isempty (k)
    error ('rome:unknownModel', 'rope_config: no model ''%s''; near names are %s (all: rope_config ())', name, near_names (models, name));
  end
  o = describe (models(k));
  other = models(k).sliding;
  if strcmp (layer_type, 'sliding_attention') && ~isempty (other)
    o.options = other;
    o.note = ['of the sliding_attention layers; ', o.note];
  elseif ~any (strcmp (layer_type, {'', 'full_attention'}))
    error ('rome:badOption', 'rope_config: all rotary layers of %s are alike or not listed, LAYER_TYPE ''%s'' is not known', o.name, layer_type);
  end
end

% The list, read once.
function models = read_models ()
  persistent kept
  if isempty (kept)
    data = jsondecode (rome_data_text ('models.json'));
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
    fields = {'axes', 'sections', 'sections_interleaved', 'pair_axes', 'pair_indices', 'scaling'};
    for k = 1:numel (fields)
      if ~isempty (m.(fields{k}))
        options.(fields{k}) = as_row (m.(fields{k}));
      end
    end
  end
  o = struct ('name', m.name, 'dim', m.dim, 'head_dim', m.head_dim, 'pairing', m.pairing, 'options', options, ...
              'max_positions', m.max_positions, 'source', m.source, 'certainty', m.certainty, 'note', m.note, 'start', m.start);
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

% One line per model, the long columns last.
function print_list (models)
  [~, order] = sort ({models.name});
  fprintf ('%-24s %5s %9s  %-11s  %s\n', 'name', 'dim', 'base', 'pairing', 'certainty; source');
  for m = models(order(:))'
    fprintf ('%-24s %5s %9s  %-11s  %s; %s\n', m.name, number_text (m.dim), number_text (m.base), m.pairing, m.certainty, m.source);
  end
end

function text = number_text (x)
  text = '-';
  if ~isempty (x)
    text = sprintf ('%.7g', x);
  end
end

function print_model (o)
  fprintf ('%s\n', o.name);
  fprintf ('  %-14s %s of %s, from column %d\n', 'rotated', number_text (o.dim), number_text (o.head_dim), o.start + 1);
  fprintf ('  %-14s %s\n', 'pairing', o.pairing);
  print_fields (o.options, '  ');
  fprintf ('  %-14s %s\n', 'max_positions', number_text (o.max_positions));
  fprintf ('  %-14s %s\n', 'source', o.source, 'certainty', o.certainty);
  if ~isempty (o.note)
    fprintf ('  %-14s %s\n', 'note', o.note);
  end
end

% Numbers and lists on a line, a struct indented below its name.
function print_fields (s, indent)
  names = fieldnames (s);
  for k = 1:numel (names)
    v = s.(names{k});
    if isstruct (v)
      fprintf ('%s%s\n', indent, names{k});
      print_fields (v, [indent, '  ']);
    elseif ischar (v)
      fprintf ('%s%-14s %s\n', indent, names{k}, v);
    elseif numel (v) > 8
      fprintf ('%s%-14s %d numbers, %.7g ... %.7g\n', indent, names{k}, numel (v), v(1), v(end));
    else
      fprintf ('%s%-14s %s\n', indent, names{k}, strtrim (sprintf ('%.12g ', v)));
    end
  end
end

%!demo
%! % a model with all that is known of it, and how two models of its family differ
%! rope_config ('llama-3.1-8b')
%! a = rope_config ('llama-3-8b');
%! b = rope_config ('llama-3.1-8b');
%! slowed = rope_freqs (a.dim, a.options) ./ rope_freqs (b.dim, b.options);
%! fprintf ('pairs slowed: %d of %d, by up to %g\n', sum (slowed > 1.0001), numel (slowed), max (slowed));

%!test
%! o = rope_config ('llama-2-7b');
%! assert (fieldnames (o), {'name'; 'dim'; 'head_dim'; 'pairing'; 'options'; 'max_positions'; 'source'; 'certainty'; 'note'; 'start'});
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

%% Test input validation
%!error id=rome:unknownModel rope_config ('llama-9')
%!error <rope_config: no model 'llama-9'; near names are llama-> rope_config ('llama-9')
%!error id=rome:badClass rope_config (3)
%!error <rope_config: NAME must be a row of characters, got double> rope_config (3)
