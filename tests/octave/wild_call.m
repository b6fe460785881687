% args = wild_call (name)  arguments for a builtin: a legal call, and most often something wrong with it; drawn with rand.
function args = wild_call(name)
  args = legal_call(name);
  for k = 1:floor(4 * rand() ^ 2)
    n = numel(args);
    at = below(n + 1);
    switch below(8)
      case {1, 2, 3}
        args{min(at, n + (n == 0))} = wild_value();
      case 4
        args(at:min(at, n)) = [];
      case 5
        args = [args(1:at-1), {wild_value()}, args(at:end)];
      case 6
        args = [args, any_option()];
      case 7
        args = cut_short(args);
      otherwise
        args = [args, args(at:end)];
    end
  end
  % the few calls that are legal and take long
  if strcmp(name, 'rome_probe') && any(cellfun(@(v) isnumeric(v) && isscalar(v) && v > 1000 && v < 1e15, args))
    args = {};
  end
end

function args = legal_call(name)
  dim = 2 * below(8);
  tokens = below(9);
  switch name
    case {'rope_cache', 'rope_truth'}
      args = [{positions(tokens), dim}, options({'base', 'offset', 'freqs', 'scaling', 'axes', 'threads'}, dim, 0.4)];
      if strcmp(name, 'rope_cache')
        args = [args, options({'dtype', 'width', 'pairing', 'xpos'}, dim, 0.3)];
      else
        args = [args, options({'tier', 'level'}, dim, 0.3)];
      end
    case 'rope_freqs'
      args = [{dim}, options({'base', 'scaling', 'axes', 'freqs', 'seq_len'}, dim, 0.4)];
    case {'rope_apply', 'rome_apply'}
      x = tensor(tokens, dim);
      [c, s, m] = tables(tokens + 2, dim);
      if isa(x, 'single') || isa(x, 'uint16')
        c = single(c);
        s = single(s);
        m = single(m);
      end
      args = {x, c, s};
      if strcmp(name, 'rome_apply')
        args = {x, m, c, s};
      elseif rand() < 0.2
        args = {x, x, c, s};
      end
      if isa(x, 'uint16')
        args = [args, {'dtype', pick({'bf16', 'f16'})}];
      end
      args = [args, options({'offset', 'inverse', 'threads', 'format'}, dim, 0.3)];
      if strcmp(name, 'rope_apply')
        args = [args, options({'pairing', 'in_place'}, dim, 0.2)];
      else
        args = [args, options({'engine', 'in_place'}, dim, 0.4)];
      end
    case 'rope_lagscore'
      q = randn(tokens, dim);
      args = [{q, randn(tokens, dim)}, options({'base', 'freqs', 'pairing', 'offset', 'lags', 'route', 'threads'}, dim, 0.3)];
    case {'rope_pack', 'rope_round'}
      args = {pick({randn(3, 4), single(randn(2, 3, 2)), [NaN, Inf, -Inf, -0, 1e-310, 65520, 3.4e38], zeros(0, 3)}), pick({'bf16', 'f16'})};
    case 'rope_unpack'
      args = {uint16(floor(65536 * rand(3, 4))), pick({'bf16', 'f16'})};
    case 'rome_threads'
      args = pick({{}, {2}, {'default'}});
    case 'rome_memory'
      args = pick({{}, {'recycle', true}, {'limit', 1e6}, {'release'}, {rome_memory()}});
    case 'rome_probe'
      args = pick({{'copy', 1000}, {'copy', 1000, 'rounds', 3}, {'allocation', 'cleared'}, {'allocation'}, {}, {}});
      if numel(args) == 0 && rand() < 0.8
        [c, s] = tables(tokens, dim);
        args = {'loop', randn(1 + floor(3 * rand()), tokens, below(3), dim), c, s};
      end
    otherwise
      args = {};
  end
end

function v = pick(list)
  v = list{below(numel(list))};
end

function p = positions(tokens)
  p = pick({tokens, 0, 100 * randn(1, tokens), floor(2001 * rand(tokens, 1)) - 1000, randn(tokens, 2), single(3:7), int32(4), [1e-310, 3], 2^53, uint8([3, 1])});
end

function x = tensor(tokens, dim)
  dims = pick({[tokens, dim], [tokens, 2, dim], [2, tokens, 2, dim]});
  x = randn(dims);
  switch below(3)
    case 1
      x = single(x);
    case 2
      x = rope_pack(x, 'bf16');
  end
end

% Tables and matrix of a size, made once: most of a hundred thousand calls would do nothing else.
function [c, s, m] = tables(tokens, dim)
  persistent made = cell(16, 16);
  if isempty(made{tokens, dim})
    [c, s] = rope_cache(tokens, dim);
    made{tokens, dim} = {c, s, rome_matrix(dim)};
  end
  [c, s, m] = made{tokens, dim}{:};
end

% An option's name without its end, or in capitals.
function args = cut_short(args)
  for k = 1:numel(args)
    if ischar(args{k}) && size(args{k}, 1) == 1 && rand() < 0.5
      if rand() < 0.5
        args{k} = args{k}(1:max(0, end-below(3)));
      else
        args{k} = upper(args{k});
      end
    end
  end
end

% 1 .. n; randi is ten times slower
function k = below(n)
  k = 1 + floor(n * rand());
end

% Options from a list, each with some probability; the value is most often legal.
function o = options(names, dim, probability)
  o = {};
  for name = names
    if rand() < probability
      o = [o, name, {option_value(name{1}, dim)}]; %#ok<AGROW>
    end
  end
  if ~isempty(o) && rand() < 0.2
    o = {struct(o{:})};
  end
end

function o = any_option()
  name = pick({'base', 'offset', 'freqs', 'scaling', 'axes', 'sections', 'pair_axes', 'threads', 'dtype', 'width', 'pairing', 'xpos', 'tier', 'level', 'seq_len', ...
                'inverse', 'format', 'positions', 'cu_seqlens', 'start', 'num_heads', 'engine', 'P', 'route', 'grid', 'max_lag', 'normalize', 'nonsense', ''});
  o = {name, option_value(name, 8)};
end

function v = option_value(name, dim)
  switch name
    case 'base',    v = pick({500, 1e4, 5e5, 1, 2.5, single(100), int32(1000)});
    case 'offset',  v = pick({0, 1, 2, 2.5, -3, int8(1)});
    case 'freqs',   v = pick({rand(1, dim / 2), ones(dim / 2, 1), zeros(1, dim / 2)});
    case 'scaling', v = pick({[], struct('rope_type', 'linear', 'factor', 2), struct('rope_type', 'ntk', 'factor', 4), ...
                        struct('rope_type', 'yarn', 'factor', 4, 'original_max_position_embeddings', 64), struct('rope_type', 'dynamic', 'factor', 2, 'max_position_embeddings', 4)});
    case 'axes',    v = pick({dim, [2, dim - 2], [dim - 2, 2]});
    case 'threads', v = pick({1, 2, 3});
    case 'dtype',   v = pick({'double', 'single', 'bf16', 'f16'});
    case 'width',   v = pick({'half', 'full'});
    case 'pairing', v = pick({'interleaved', 'half', 'quarter', 'interleave-half'});
    case 'xpos',    v = pick({'q', 'k', struct('role', 'q', 'scale_base', 256)});
    case 'tier',    v = pick({'certified', 'gsl'});
    case 'level',   v = pick({'formula', 'freq64', 'freq32', 'angle'});
    case 'seq_len', v = pick({0, 10, 1e5});
    case {'inverse', 'in_place'}, v = pick({true, false, 1, 0});
    case 'format',  v = pick({'sd', 'shd', 'bshd', 'bhsd'});
    case 'engine',  v = pick({'auto', 'fused', 'gemm'});
    case 'lags',    v = pick({'causal', 'both'});
    case 'route',   v = pick({'rotate', 'modulate'});
    otherwise,      v = wild_value();
  end
  if rand() < 0.05
    v = wild_value();
  end
end
