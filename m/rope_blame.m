% B = rope_blame (EVALUATION, ...)      where the error of an evaluation comes from
% rope_blame (EVALUATION, ...)          prints it
%
% Splits the error of cosine and sine tables, and of a rotation by them, into the parts
% that each rounding contributes:
%
%   frequency  the frequency w_i was rounded (or made from a rounded base, power, ...)
%   position   the position was rounded before it was used (0 in most evaluations)
%   angle      the product of position and frequency was rounded
%   function   cosine and sine were not those of the rounded angle
%   storage    the table's number format rounded them
%   rotation   the two products and the sum of the rotation were rounded
%
% Each part is the difference of two certified values: T1 = cos (p w), the exact formula,
% T2 = cos (p w') with the frequency w' that the evaluation held, T3 = cos (p' w') with its
% position, T4 = cos (theta') of the double or single that it passed to its cosine, then
% what the cosine returned and what the table stores.  The signed sum of the parts is the
% whole error.  For rope_cache, which rounds once, all is storage.
%
% EVALUATION  name of rope_evaluations ('hf32', 'ggml', 'bf16pos', ...)
%
% Options (NAME, VALUE pairs or a struct):
%   'format'     storage format; default the first that the evaluation is made for
%   'base', 'dim'  default 1e4 and 128
%   'options'    struct for rope_cache instead of base: axes, sections, scaling, ...
%   'model'      name for rope_config (or its struct) instead of dim and options
%   'positions'  S numbers, or S-by-A; default 400 log-uniform ones below 'below'
%   'below'      default 131072
%   'seed'       of the random vectors that are rotated; default 1
%   'plot'       true draws the parts by position; default false
%
% B  struct: evaluation, title, format, name (of the setting), dim, options, positions,
%   names     the parts, in the order above
%   parts     struct array, one per part and 'whole' last: name, max_abs, rms, bias (mean
%             of the signed errors) of the table entries, cosine and sine (0 for
%             rotation), and max_rotated, rms_rotated: length of the part of the error of
%             a rotated pair over the length of the pair
%   cos, sin  structs of signed S-by-h arrays: one per table part, and whole
%   rotated   struct of S-by-h-by-2 arrays: contribution of each part to the two members
%             of the rotated pair, over the length of the pair, and whole
%   by_pair   h-by-7, by_octave octaves-by-7: largest absolute error of the tables by part
%             (rotation: of the rotated pair)
%   from      first position of each octave: 0, 1, 2, 4, ...
%
% The vectors are normal random numbers rounded to the format; the rotation is rope_apply
% (16 bits: in single, rounded once), but for hf16 and all16, whose frameworks round every
% product and sum to 16 bits.
%
% Errors: rome:badCall, rome:unknownEvaluation, rome:unknownModel, rome:badValue,
%         rome:unknownOption, rome:badOption
%
% Example:
%   rope_blame ('hf32', 'base', 5e5)              % frequency and angle, nearly all of it
%   b = rope_blame ('hf16', 'model', 'llama-3.1-8b', 'below', 4096);
%   b.parts(5)                                    % storage in bf16: half an ulp
%
% See also: rope_evaluations, rope_first_error, rope_error_growth, rope_freqs_error, rope_error

function b = rope_blame (evaluation, varargin)

  if nargin < 1
    error ('rome:badCall', 'rope_blame: EVALUATION is needed; rope_evaluations () lists them');
  end
  opt = rome_options ('rope_blame', struct ('format', '', 'base', 1e4, 'dim', 128, 'options', struct (), ...
                      'model', [], 'positions', [], 'below', 131072, 'seed', 1, 'plot', false), varargin);
  [e, format] = study_evaluation ('rope_blame', evaluation, opt.format);
  s = study_setting ('rope_blame', opt);
  p = positions_of (opt, max (study_pair_axis (s.dim, s.options)));

  t = study_steps (e, p, s, format);
  names = {'frequency', 'position', 'angle', 'function', 'storage', 'rotation'};
  [c, sn] = table_parts (t, names(1:5));
  r = rotation_parts (t, c, sn, names, e.name, format, opt.seed);

  b = struct ('evaluation', e.name, 'title', e.title, 'format', format, 'name', s.name, 'dim', s.dim, ...
              'options', s.options, 'positions', p, 'names', {names}, 'parts', [], 'cos', c, 'sin', sn, 'rotated', r);
  b = summarise (b);
  if isequal (opt.plot, true)
    study_draw_blame (b);
  end
  if nargout == 0
    show (b);
    clear b
  end

end

function p = positions_of (opt, axes)

  need (isnumeric (opt.below) && isscalar (opt.below) && opt.below >= 2 && opt.below <= 2 ^ 53 ...
        && opt.below == fix (opt.below), 'BELOW must be an integer from 2 to 2^53');
  p = opt.positions;
  if isempty (p)
    p = study_spread (opt.below, 400, 'log-uniform') * ones (1, axes);
  end
  if axes == 1
    p = p(:);
  end
  need (isnumeric (p) && isreal (p) && all (isfinite (p(:))) && size (p, 2) == axes, ...
        'POSITIONS must be finite real numbers, one column per axis');
  p = double (p);

end

% Differences of neighbouring steps, hi + lo each.
function [c, s] = table_parts (t, names)

  for k = 1:numel (names)
    c.(names{k}) = (t{k+1}.cos - t{k}.cos) + (t{k+1}.cos_lo - t{k}.cos_lo);
    s.(names{k}) = (t{k+1}.sin - t{k}.sin) + (t{k+1}.sin_lo - t{k}.sin_lo);
  end
  c.whole = (t{6}.cos - t{1}.cos) - t{1}.cos_lo;
  s.whole = (t{6}.sin - t{1}.sin) - t{1}.sin_lo;

end

% What each part does to rotated random pairs.
function r = rotation_parts (t, c, s, names, evaluation, format, seed)

  n = size (t{1}.cos);
  remembered = rng ();
  restore = onCleanup (@() rng (remembered));
  rng (seed, 'twister');
  x0 = rounded (randn (n), format);
  x1 = rounded (randn (n), format);
  long = sqrt (x0 .^ 2 + x1 .^ 2);
  over = @(u, v) cat (3, u ./ long, v ./ long);

  [y0, y1] = rotate (x0, x1, t{6}.cos, t{6}.sin, evaluation, format);
  [by_table, low] = study_exact_pair (x0, x1, t{6});
  [exact, exact_low] = study_exact_pair (x0, x1, t{1});
  for k = 1:5
    r.(names{k}) = over (x0 .* c.(names{k}) - x1 .* s.(names{k}), x1 .* c.(names{k}) + x0 .* s.(names{k}));
  end
  r.rotation = over ((y0 - by_table{1}) - low{1}, (y1 - by_table{2}) - low{2});
  r.whole = over ((y0 - exact{1}) - exact_low{1}, (y1 - exact{2}) - exact_low{2});

end

% Rotation in the arithmetic that goes with the evaluation and format.
function [y0, y1] = rotate (x0, x1, c, s, evaluation, format)

  h = size (c, 2);
  q = @(v) rounded (v, format);
  if any (strcmp (evaluation, {'hf16', 'all16'}))
    y0 = q (q (x0 .* c) - q (x1 .* s));
    y1 = q (q (x1 .* c) + q (x0 .* s));
    return
  end
  x = [x0, x1];
  switch format
    case {'bf16', 'f16'}
      y = rope_apply (rope_pack (x, format), rope_pack (c, format), rope_pack (s, format), ...
                      'pairing', 'half', 'dtype', format);
      y = double (rope_unpack (y, format));
    otherwise
      y = double (rope_apply (cast (x, format), cast (c, format), cast (s, format), 'pairing', 'half'));
  end
  y0 = y(:, 1:h);
  y1 = y(:, h+1:end);

end

function x = rounded (x, format)

  switch format
    case {'bf16', 'f16'}
      x = rope_round (x, format);
    case 'single'
      x = double (single (x));
  end

end

function b = summarise (b)

  all_names = [b.names, {'whole'}];
  octave = study_octave (max (abs (b.positions), [], 2));
  b.by_pair = zeros (b.dim / 2, numel (all_names));
  b.by_octave = zeros (max (octave), numel (all_names));
  b.from = [0, 2 .^ (0:max (octave)-2)]';
  for k = 1:numel (all_names)
    name = all_names{k};
    turned = sqrt (sum (b.rotated.(name) .^ 2, 3));
    if strcmp (name, 'rotation')
      table = zeros (size (turned));
      shown = turned;
    else
      table = [b.cos.(name), b.sin.(name)];
      shown = max (abs (b.cos.(name)), abs (b.sin.(name)));
    end
    b.parts = [b.parts, struct('name', name, 'max_abs', max (abs (table(:))), 'rms', sqrt (mean (table(:) .^ 2)), ...
      'bias', mean (table(:)), 'max_rotated', max (turned(:)), 'rms_rotated', sqrt (mean (turned(:) .^ 2)))];
    b.by_pair(:, k) = max (shown, [], 1)';
    b.by_octave(:, k) = accumarray (octave, max (shown, [], 2), [max(octave), 1], @max);
  end

end

function show (b)

  fprintf ('%s, stored as %s; %s; %d positions up to %g\n', b.title, b.format, b.name, ...
           size (b.positions, 1), max (b.positions(:)));
  fprintf ('%-10s  %-12s  %-12s  %-12s  %s\n', 'part', 'largest', 'rms', 'bias', 'rotated pair, largest');
  for p = b.parts
    if strcmp (p.name, 'rotation')
      fprintf ('%-10s  %-12s  %-12s  %-12s  %.3g\n', p.name, '', '', '', p.max_rotated);
    else
      fprintf ('%-10s  %-12.3g  %-12.3g  %-12.3g  %.3g\n', p.name, p.max_abs, p.rms, p.bias, p.max_rotated);
    end
  end

end

function need (ok, text)

  if ~ ok
    error ('rome:badValue', 'rope_blame: %s', text);
  end

end

%!function check_sums (b)
%!  whole = 0;
%!  for part = {'cos', 'sin'}
%!    t = b.(part{1});
%!    total = t.frequency + t.position + t.angle + t.function + t.storage;
%!    assert (total, t.whole, 4 * eps);
%!  end
%!  r = b.rotated;
%!  assert (r.frequency + r.position + r.angle + r.function + r.storage + r.rotation, r.whole, 8 * eps);
%!endfunction
%!test  # the signed sum of the parts is the whole, of every evaluation in every format
%! for e = rope_evaluations ()'
%!   for format = e.formats
%!     b = rope_blame (e.name, 'format', format{1}, 'dim', 16, 'below', 60000);
%!     check_sums (b);
%!     assert ({b.parts.name}, {'frequency', 'position', 'angle', 'function', 'storage', 'rotation', 'whole'});
%!   end
%! end
%!test  # the whole is the error of the table against the truth
%! p = [1; 77; 4095; 65537];
%! b = rope_blame ('ggml', 'positions', p, 'base', 500, 'dim', 24);
%! [c, s] = rope_cache_ggml_ref (p, 24, 'base', 500);
%! t = rope_truth (p, 24, 'base', 500);
%! assert (b.cos.whole, double (c) - t.cos - t.cos_lo);
%! assert (b.sin.whole, double (s) - t.sin - t.sin_lo);
%!test  # single causes stand alone: frequencies only, positions only, storage only
%! b = rope_blame ('freq32', 'dim', 32);
%! m = [b.parts.max_abs];
%! assert (m(1) > 1e-4 && m(2) == 0 && m(3) < 1e-14 && m(4) < 1e-15 && m(5) == 0);
%! b = rope_blame ('bf16pos', 'dim', 32, 'positions', [0:256, 300]');
%! assert (b.cos.position(1:257,:), zeros (257, 16));
%! assert (b.by_octave(10, 2) == 0);               # 300 is a multiple of 4
%! b = rope_blame ('bf16pos', 'dim', 32, 'positions', [257; 258]);
%! assert (b.cos.position(1,1), cos (256) - cos (257), 1e-15);
%! assert (b.cos.position(2,:), zeros (1, 16));
%! b = rope_blame ('rope_cache', 'dim', 32, 'format', 'bf16');
%! m = [b.parts.max_abs];
%! assert (m(1:4), [0 0 0 0]);
%! assert (m(5) > 1.9e-3 && m(5) <= 2^-9);
%! assert (m(7), m(5));
%!test  # the angle part is the rounding of the product: by hand, one pair
%! w = double (single (0.7));
%! b = rope_blame ('hf32', 'dim', 2, 'options', struct ('freqs', w), 'positions', [100001; 3]);
%! theta = double (single (100001) * single (w));
%! assert (b.cos.frequency, [0; 0], eps);
%! assert (b.sin.angle(1), sin (theta) - sin (100001 * w), 1e-10);
%! assert (b.sin.function(1), double (sin (single (theta))) - sin (theta), 1e-15);
%!test  # half tables: storage half an ulp of bf16, and the rotation rounds every product
%! b = rope_blame ('hf16', 'below', 4096);
%! m = [b.parts.max_abs];
%! r = [b.parts.max_rotated];
%! assert (m(5) > 1.5e-3 && m(5) <= 2^-9 && m(1) + m(3) < 4e-4);
%! assert (r(6) > 2^-9 && r(6) < 3 * 2^-8);
%!test  # one position; several axes; an attention factor
%! b = rope_blame ('hf32', 'positions', 5, 'dim', 8);
%! assert (size (b.cos.whole), [1, 4]);
%! check_sums (rope_blame ('hf32', 'model', 'qwen2-vl', 'positions', [1 2 3; 400 50 6]));
%! check_sums (rope_blame ('ggml', 'dim', 24, 'options', struct ('axes', [8 16]), 'positions', [1 2; 400 50]));
%! b = rope_blame ('hf32', 'model', 'gpt-oss-20b', 'below', 3000);
%! check_sums (b);
%! assert (max (abs (b.cos.whole(:))) < 1e-3);
%!test  # the caller's random numbers stay as they were; the same seed gives the same numbers
%! rand ('twister', 3);  x = rand ();
%! rand ('twister', 3);
%! a = rope_blame ('hf32', 'dim', 8);
%! assert (rand (), x);
%! assert (a, rope_blame ('hf32', 'dim', 8));
%! b = rope_blame ('hf32', 'dim', 8, 'seed', 2);
%! assert (isequal (a.rotated, b.rotated), false);
%!test
%! text = evalc ("rope_blame ('ggml', 'dim', 8)");
%! assert (any (strfind (text, 'float32 running product (ggml), stored as single; base 10000, dim 8')));
%! assert (numel (strfind (text, "\n")), 9);
%!demo
%! rope_blame ('ggml', 'plot', true)

%% Test input validation
%!error <rope_blame: EVALUATION is needed> rope_blame ()
%!error id=rome:unknownEvaluation rope_blame ('x')
%!error <rope_blame: EVALUATION must be text, got double$> rope_blame (3)
%!error <rope_blame: FORMAT must be one of single for 'hf32', got 'double'$> rope_blame ('hf32', 'format', 'double')
%!error <rope_blame: DIM must be a positive even integer$> rope_blame ('hf32', 'dim', 7)
%!error <rope_blame: OPTIONS must be a struct for rope_cache$> rope_blame ('hf32', 'options', 3)
%!error <rope_blame: MODEL must be a name or a struct of rope_config$> rope_blame ('hf32', 'model', 3)
%!error id=rome:unknownModel rope_blame ('hf32', 'model', 'x')
%!error <rope_blame: BELOW must be an integer from 2 to 2\^53$> rope_blame ('hf32', 'below', 1)
%!error <rope_blame: POSITIONS must be finite real numbers, one column per axis$> rope_blame ('hf32', 'positions', NaN)
%!error <rope_blame: unknown option 'foo'> rope_blame ('hf32', 'foo', 1)
