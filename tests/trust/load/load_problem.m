% [results, portable] = load_problem (number, threads)  one of many small calls, its arguments made from its number alone.
%
% results   cell array of arrays and texts: the same bits whatever the threads, the machine and what else runs
% portable  false where the bits are those of this machine's FFTW
function [results, portable] = load_problem (number, threads)
  kinds = {@cache, @truth, @freqs, @apply, @apply16, @matrix, @half, @grid, @file, @lags};
  k = 1 + mod (number, numel (kinds));
  variant = floor (number / numel (kinds));
  results = kinds{k} (variant, threads);
  portable = k < numel (kinds);
end

% Numbers in (-1, 1), none of them zero, from operations that round the same everywhere.
function x = numbers (seed, varargin)
  n = prod ([varargin{:}]);
  u = mod ((1:n)' * 0.6180339887498949 + seed * 0.7548776662466927, 1);
  x = reshape (2 * u - 1 + (u == 0.5), varargin{:});
end

function v = one_of (list, k)
  v = list{1 + mod (k, numel (list))};
end

function o = any_scaling (k)
  o = one_of ({{}, {'scaling', struct('rope_type', 'linear', 'factor', 4)}, {'scaling', struct('rope_type', 'dynamic', 'factor', 2, 'max_position_embeddings', 64)}, ...
               {'scaling', struct('rope_type', 'yarn', 'factor', 8, 'original_max_position_embeddings', 4096)}, {'base', 5e5}, {'offset', 1e6 + k}, ...
               {'scaling', struct('rope_type', 'llama3', 'factor', 8, 'low_freq_factor', 1, 'high_freq_factor', 4, 'original_max_position_embeddings', 8192)}, ...
               {'offset', 2^40 + 0.5, 'base', 100}}, k);
end

function r = cache (k, threads)
  dim = 2 * (1 + mod (7 * k, 40));
  positions = one_of ({50 + 13 * k, floor(1e5 * numbers (k, 200, 1)), 1e4 * numbers(k, 100, 1), 2^52 + (0:99)'}, k);
  [c, s] = rope_cache (positions, dim, any_scaling (floor (k / 3)){:}, 'dtype', one_of ({'double', 'single', 'bf16', 'f16'}, k), 'threads', threads);
  r = {c, s};
end

% The low parts have digits of the system's GSL in them.
function r = truth (k, threads)
  t = rope_truth (1e6 * numbers (k, 20 + k, 1), 2 * (1 + mod (k, 16)), any_scaling (k){:}, 'threads', threads);
  r = {t.cos, t.sin};
end

function r = freqs (k, threads)
  o = any_scaling (k);
  if numel (o) > 0 && strcmp (o{1}, 'offset')
    o = o(3:end);
  end
  r = {rope_freqs(2 * (8 + k), o{:})};
end

function r = apply (k, threads)
  d = 2 * (2 + mod (5 * k, 70));
  order = one_of ({'bshd', 'bhsd', 'dhsb', 'sbhd'}, k);
  sizes = [2, 30 + k, 3, d]([strfind('bshd', order(1)), strfind('bshd', order(2)), strfind('bshd', order(3)), strfind('bshd', order(4))]);
  x = numbers (k, sizes);
  [c, s] = rope_cache (40 + k, d);
  if mod (k, 2)
    x = single (x);
    c = single (c);
    s = single (s);
  end
  options = {'format', order, 'pairing', one_of({'interleaved', 'half'}, floor (k / 2)), 'offset', mod(k, 5), 'threads', threads};
  y = rope_apply (x, c, s, options{:});
  back = rope_apply (y, c, s, options{:}, 'inverse', true, 'in_place', true);
  r = {y, back};
end

function r = apply16 (k, threads)
  dtype = one_of ({'bf16', 'f16'}, k);
  d = 2 * (4 + mod (11 * k, 60));
  x = rope_pack (numbers (k, 64 + k, 2, d), dtype);
  [c, s] = rope_cache (64 + k, d, 'dtype', 'single');
  r = {rope_apply(x, c, s, 'format', 'shd', 'dtype', dtype, 'threads', threads)};
end

function r = matrix (k, threads)
  d = 4 * (1 + mod (3 * k, 20));
  axes_of = one_of ({{}, {'axes', [d / 2, d / 2]}}, k);
  m = rome_matrix (d, axes_of{:}, 'pairing', one_of ({'interleaved', 'half'}, floor (k / 2)));
  [c, s] = rope_cache (100 + k, d);
  x = numbers (k, 100 + k, d);
  if mod (k, 3) == 0
    x = single (x);  m = single (m);  c = single (c);  s = single (s);
  end
  r = {rome_apply(x, m, c, s, 'threads', threads), rome_apply(x, m, c, s, 'engine', 'gemm', 'threads', threads)};
end

function r = half (k, threads)
  x = numbers (k, 300, 10) .* 2 .^ (mod (7 * (1:10), 60) - 30);
  dtype = one_of ({'bf16', 'f16'}, k);
  bits = rope_pack (x, dtype);
  r = {bits, rope_unpack(bits, dtype), rope_round(single (x), dtype)};
end

function r = grid (k, threads)
  [p, o] = rope_grid ([2 + mod(k, 9), 3 + mod(k, 7)], 'scheme', one_of ({'pixtral', 'dinov3', 'sam2'}, k));
  [c, s] = rope_cache (p, o.dim, o.options);
  r = {p, c, s};
end

% Through a file, and in another order of dimensions.
function r = file (k, threads)
  dtype = one_of ({'f64', 'f32', 'bf16', 'f16'}, k);
  ending = one_of ({'.safetensors', '.npy'}, k);
  name = {'layers.0.q'}(ending(2) == 's');
  f = [tempname(), ending];
  remove = onCleanup (@() delete (f));
  rope_save (f, name{:}, numbers (k, 3, 20 + k, 8), 'dtype', one_of ({'f64', 'f32', 'f32', 'f64'}, k));
  r = {rope_load(f, name{:}), rope_load(f, name{:}, 'dims', 'reversed'), rope_pack(rope_load (f, name{:}), one_of ({'bf16', 'f16'}, k)), dtype};
end

function r = lags (k, threads)
  d = 2 * (2 + mod (k, 16));
  n = 20 + 7 * k;
  r = {rope_lagscore(numbers (k, n, d), numbers (k + 100, n, d), 'route', one_of ({'rotate', 'modulate'}, k), 'threads', threads)};
end
