% TEXT = page_data ()  the numbers of rope_page as a JSON object, see there.

function text = page_data ()

  dims = [64, 128];
  bases = [1e4, 5e5, 1e6];
  trained = 8192;
  factor = 8;
  positions = unique ([0:32, 2 * round(2 .^ (4:0.25:16)) + 1]);   % odd: the 16-bit formats hold powers of two too well
  distances = unique (round ([0, logspace(0, 17 * log10 (2), 340)]));
  rules = {
    'none',   'none',                struct('rope_type', 'default')
    'linear', 'position interpolation', struct('rope_type', 'linear', 'factor', factor)
    'ntk',    'NTK-aware',           struct('rope_type', 'ntk', 'factor', factor)
    'yarn',   'YaRN',                struct('rope_type', 'yarn', 'factor', factor, 'original_max_position_embeddings', trained)
    'llama3', 'Llama 3.1',           struct('rope_type', 'llama3', 'factor', factor, 'low_freq_factor', 1, 'high_freq_factor', 4, ...
                                             'original_max_position_embeddings', trained)
  };
  ways = rope_evaluations ({'hf32', 'bf16pos'});

  floats = {};
  attention = cell (1, size (rules, 1));
  for d = dims
    for b = bases
      for r = 1:size (rules, 1)
        opt = struct ('base', b, 'scaling', rules{r, 3});
        key = sprintf ('%d|%d|%s|', d, b, rules{r, 1});
        [w, a] = rope_freqs (d, opt);
        attention{r} = sprintf ('"%s": %.17g', rules{r, 1}, a);
        [c, s] = rope_cache (positions, d, opt, 'dtype', 'single');
        decay = rope_decay (d, opt, 'distances', distances);
        t = rope_truth (positions, d, opt);
        [c16, s16] = rope_cache (positions, d, opt, 'dtype', 'bf16');
        floats(end+1:end+7) = { ...
          entry(key, 'w', w), entry(key, 'score', decay.score), entry(key, 'cos', c'), entry(key, 'sin', s'), ...
          entry(key, ways(1).name, largest_error (ways(1), positions, d, opt, t)), ...
          entry(key, ways(2).name, largest_error (ways(2), positions, d, opt, t)), ...
          entry(key, 'bf16', distance (rope_unpack (c16, 'bf16'), rope_unpack (s16, 'bf16'), t))};
      end
    end
  end

  labels = cellfun (@(n, l) sprintf ('{"name": "%s", "label": "%s"}', n, l), rules(:, 1), rules(:, 2), 'UniformOutput', false);
  [~, start] = min (abs (positions - 20));
  text = sprintf (['{\n "made": "%d sets of parameters, %d positions",\n "dims": [%s],\n "bases": [%s],\n "trained": %d,\n "start": %d,\n "rules": [%s],\n', ...
                   ' "attention": {%s},\n "positions": [%s],\n "distances": [%s],\n "floats": {\n%s\n }\n}'], ...
                  numel (dims) * numel (bases) * size (rules, 1), numel (positions), list (dims), list (bases), trained, start - 1, ...
                  strjoin (labels', ', '), strjoin (attention, ', '), list (positions), list (distances), strjoin (floats, ',\n'));

end

% Largest error over the pairs, one value per position.
function e = largest_error (way, positions, dim, opt, truth)

  [c, s] = way.tables (positions(:), dim, 'single', opt);
  e = distance (c, s, truth);

end

function e = distance (c, s, truth)

  e = single (max (max (abs (double (c) - truth.cos), abs (double (s) - truth.sin)), [], 2));

end

function text = list (v)

  text = strjoin (arrayfun (@(x) sprintf ('%d', x), v, 'UniformOutput', false), ', ');

end

% A block of numbers, little-endian, in base64.
function text = entry (key, name, v)

  [~, ~, order] = computer ();
  if order == 'B'
    v = swapbytes (v);
  end
  bytes = typecast (reshape (v, 1, []), 'uint8');
  if exist ('OCTAVE_VERSION', 'builtin')
    code = base64_encode (bytes);
  else
    code = matlab.net.base64encode (bytes);
  end
  text = sprintf ('  "%s%s": "%s"', key, name, code);

end
