% [C, S, STEPS] = study_evaluate (MODEL, POSITIONS, DIM, FORMAT, OPTIONS)
%
% Tables of one evaluation as doubles whose values FORMAT holds.
%
% MODEL      'rope_cache' or the name of a reference model of m/ref, see rope_evaluations
% POSITIONS  as for rope_cache
% FORMAT     'double', 'single', 'bf16' or 'f16'
% OPTIONS    struct of rope_cache: base, freqs, axes, sections, pair_axes, scaling, ...
% STEPS      what the model held on its way, [] for rope_cache
%
% The models know base, axes and explicit frequencies.  Every rule reaches them as the
% list of its frequencies, in their own order of operations where there is a model of it; pairs that share one list but turn with several axes
% (sections of M-RoPE) are taken from the tables of each axis.

function [c, s, steps] = study_evaluate (model, positions, dim, format, options)

  if strcmp (model, 'rope_cache')
    options.dtype = format;
    [c, s] = rope_cache (positions, dim, options);
    if any (strcmp (format, {'bf16', 'f16'}))
      c = rope_unpack (c, format);
      s = rope_unpack (s, format);
    end
    c = double (c);
    s = double (s);
    steps = [];
    return
  end

  if isfield (options, 'xpos') && ~ isempty (options.xpos)
    error ('rome:badValue', 'rope_evaluations: the models of the studies do not know XPOS; only rope_cache has it');
  end
  [request, axis] = translate (model, dim, format, options);
  call = str2func (model);
  if isempty (axis)
    [c, s, steps] = call (positions, dim, request);
  else
    if isfield (request, 'offset')
      positions = positions + double (request.offset(:)');
      request = rmfield (request, 'offset');
    end
    [c, s, steps] = by_axis (call, positions, dim, request, axis);
  end
  if strcmp (model, 'rope_cache_ref')
    [~, a] = rope_freqs (dim, without (options, {'offset'}));
    c = a * c;
    s = a * s;
    steps.cos = c;
    steps.sin = s;
  end
  c = stored (c, format);
  s = stored (s, format);

end

% The options as the model knows them; AXIS is [] or the axis of each pair.
function [request, axis] = translate (model, dim, format, options)

  axis = study_pair_axis (dim, options);
  request = struct ();
  for name = {'base', 'axes', 'offset'}
    if isfield (options, name{1}) && ~ isempty (options.(name{1}))
      request.(name{1}) = options.(name{1});
    end
  end
  if isfield (request, 'axes') || max (axis) == 1
    axis = [];                          % the model's own arrangement
  end
  if any (strcmp (model, {'rope_cache_hf16_ref', 'rope_cache_all16_ref'}))
    request.dtype = format;
  end
  if any (isfield (options, {'scaling', 'freqs', 'pair_indices'}))
    [w, a] = frequencies (model, dim, without (options, {'offset'}));
    if strcmp (model, 'rope_cache_ggml_ref')
      plain = rope_freqs (dim, without (request, {'offset', 'dtype'}));
      request.freq_factors = plain ./ w;
    else
      request.freqs = w;
    end
    if ~ strcmp (model, 'rope_cache_ref')
      request.attention_factor = a;
    end
  end

end

% The rule as the model would evaluate it: in the float32 or double order of operations; for
% ggml and 16-bit layers, and for given frequencies, the exact ones rounded.
function [w, a] = frequencies (model, dim, options)

  single_order = {'rope_cache_hf32_ref', 'rope_cache_hf16_ref', 'rope_cache_bf16pos_ref', 'rope_cache_freq32_ref'};
  double_order = {'rope_cache_ref', 'rope_cache_exp64_ref'};
  stretched = isfield (options, 'scaling') && isfield (options.scaling, 'rope_type') ...
              && strcmp (options.scaling.rope_type, 'dynamic_linear');   % scales the positions there
  if isfield (options, 'freqs') || stretched || ~ any (strcmp (model, [single_order, double_order]))
    [w, a] = rope_freqs (dim, options);
  elseif any (strcmp (model, single_order))
    [w, a] = rope_freqs_hf32_ref (dim, options);
  else
    [w, a] = rope_freqs_ref (dim, options);
  end
  w = double (w);
  a = double (a);

end

function [c, s, steps] = by_axis (call, positions, dim, request, axis)

  for a = 1:size (positions, 2)
    at = axis == a;
    [ca, sa, t] = call ([positions(:, a); 0], dim, request);    % a single row would be a number of rows
    if a == 1
      c = ca(1:end-1, :);
      s = sa(1:end-1, :);
      steps = t;
      steps.angle = t.angle(1:end-1, :);
      steps.cos = t.cos(1:end-1, :);
      steps.sin = t.sin(1:end-1, :);
      steps.position = zeros (size (positions));
    end
    steps.position(:, a) = t.position(1:end-1);
    c(:, at) = ca(1:end-1, at);
    s(:, at) = sa(1:end-1, at);
    for name = {'angle', 'cos', 'sin'}
      steps.(name{1})(:, at) = t.(name{1})(1:end-1, at);
    end
  end

end

function x = stored (x, format)

  switch format
    case 'single'
      x = double (single (x));
    case {'bf16', 'f16'}
      x = rope_round (double (x), format);
    otherwise
      x = double (x);
  end

end

function s = without (s, names)

  s = rmfield (s, intersect (fieldnames (s), names));

end
