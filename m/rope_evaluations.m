% LIST = rope_evaluations ()      the evaluations of cos and sin that the studies know
% E = rope_evaluations (NAMES)    some of them, by name (text or cell array of texts)
% rope_evaluations ()             prints the list
%
% Each evaluation is one way in which programs make the tables of rotary position
% embedding, in exact arithmetic all the same.  rope_cache is the builtin; every other
% one is a short reference model in m/ref that does and rounds the same steps in the
% same order as what it is named after.
%
% LIST  struct array:
%   name     short name, for rope_blame, rope_first_error and rope_study
%   title    what it is, as tables and figures print it
%   formats  the storage formats it is made for (cell array of 'double', 'single',
%            'bf16', 'f16')
%   model    the function that is called, text
%   tables   function handle, [c, s, steps] = tables (POSITIONS, DIM, FORMAT, OPTIONS):
%            S-by-DIM/2 tables as doubles whose values FORMAT holds; OPTIONS is the
%            struct of rope_cache (base, axes, sections, scaling, offset, ...).  STEPS
%            is the model's struct of what it held on the way, [] for rope_cache
%
%   name            model                    frequency       angle     cos, sin  table
%   rope_cache      rope_cache               exact           exact     exact     rounded once
%   rope_cache_ref  rope_cache_ref           double, power   double    double    FORMAT
%   exp64           rope_cache_exp64_ref     double, exp-log double    double    FORMAT
%   freq32          rope_cache_freq32_ref    single          double    double    FORMAT
%   hf32            rope_cache_hf32_ref      single          single    single    single
%   ggml            rope_cache_ggml_ref      single powers   running product     single
%   bf16pos         rope_cache_bf16pos_ref   single          bf16 position       single
%   hf16            rope_cache_hf16_ref      single          single    single    bf16, f16
%   all16           rope_cache_all16_ref     bf16, f16       the same  the same  the same
%
% A scaling rule reaches the models as the list of its frequencies in their own order of
% operations: rope_freqs_hf32_ref for the single ones, rope_freqs_ref for the double ones;
% all16 rounds the exact frequencies, ggml takes them as its frequency factors.
%
% Errors: rome:unknownEvaluation (the message lists the names), rome:badClass
%
% Example:
%   e = rope_evaluations ('ggml');
%   [c, s, steps] = e.tables (4096, 128, 'single', struct ('base', 5e5));
%
% See also: rope_blame, rope_first_error, rope_error, rope_study, rope_truth

function list = rope_evaluations (names)

  every = {'double', 'single', 'bf16', 'f16'};
  rows = { ...
    'rope_cache',     'rope_cache',                      every,            'rope_cache'; ...
    'rope_cache_ref', 'rope_cache_ref',                  every,            'rope_cache_ref'; ...
    'exp64',          'double, exp-log frequencies',     every,            'rope_cache_exp64_ref'; ...
    'freq32',         'float32 frequencies, double angle', every,          'rope_cache_freq32_ref'; ...
    'hf32',           'float32 (Hugging Face)',          {'single'},       'rope_cache_hf32_ref'; ...
    'ggml',           'float32 running product (ggml)',  {'single'},       'rope_cache_ggml_ref'; ...
    'bf16pos',        'bf16 positions',                  {'single'},       'rope_cache_bf16pos_ref'; ...
    'hf16',           'float32 angle, half tables',      {'bf16', 'f16'},  'rope_cache_hf16_ref'; ...
    'all16',          'every step in 16 bits',           {'bf16', 'f16'},  'rope_cache_all16_ref'};
  list = struct ('name', rows(:, 1), 'title', rows(:, 2), 'formats', rows(:, 3), 'model', rows(:, 4), 'tables', []);
  for k = 1:numel (list)
    model = list(k).model;
    list(k).tables = @(positions, dim, format, options) study_evaluate (model, positions, dim, format, options);
  end

  if nargin > 0
    list = chosen (list, names);
  elseif nargout == 0
    for e = list'
      fprintf ('%-15s %-34s %s\n', e.name, e.title, strjoin (e.formats, ', '));
    end
    clear list
  end

end

function list = chosen (list, names)

  if ischar (names) && size (names, 1) == 1
    names = {names};
  end
  if ~ iscellstr (names)
    error ('rome:badClass', 'rope_evaluations: NAMES must be text or a cell array of texts, got %s', class (names));
  end
  at = zeros (1, numel (names));
  for k = 1:numel (names)
    j = find (strcmpi (names{k}, {list.name}) | strcmpi (names{k}, {list.title}));
    if isempty (j)
      error ('rome:unknownEvaluation', 'rope_evaluations: no evaluation ''%s''; there are %s', ...
             names{k}, strjoin ({list.name}, ', '));
    end
    at(k) = j;
  end
  list = list(at);

end

%!demo
%! p = 100000;  exact = rope_truth (1, 128, 'offset', p).cos(2);
%! printf ('cos of pair 1 at position %d\n%-16s %.10f\n', p, 'exact', exact);
%! list = rope_evaluations ();
%! for k = 1:numel (list)
%!   e = list(k);
%!   c = e.tables ([p; p], 128, e.formats{1}, struct ('base', 1e4));
%!   printf ('%-16s %.10f  (%s, %s)\n', e.name, c(1, 2), e.title, e.formats{1});
%! end

%!test
%! list = rope_evaluations ();
%! assert ({list.name}, {'rope_cache', 'rope_cache_ref', 'exp64', 'freq32', 'hf32', 'ggml', 'bf16pos', 'hf16', 'all16'});
%! for e = list'
%!   assert (exist (e.model) == 2 || exist (e.model) == 3 || strcmp (e.model, 'rope_cache'));
%! end
%!test  # every one of them near the truth at small positions, in every format
%! units = struct ('double', 2^-53, 'single', 2^-24, 'bf16', 2^-8, 'f16', 2^-11);
%! for e = rope_evaluations ()'
%!   for format = e.formats
%!     u = units.(format{1});
%!     if strcmp (e.name, 'freq32'), u = max (u, 2^-24); end
%!     if strcmp (e.name, 'bf16pos'), u = 2^-24; end
%!     [c, s] = e.tables ([0; 1; 2; 3], 16, format{1}, struct ('base', 100));
%!     assert (class (c), 'double');
%!     assert (c, cos ((0:3)' * 100 .^ (-(0:7) / 8)), 12 * u);
%!     assert (s, sin ((0:3)' * 100 .^ (-(0:7) / 8)), 12 * u);
%!   end
%! end
%!test  # sections and a scaling rule with an attention factor: columns in the order of rope_cache
%! o = struct ('base', 1e4, 'sections', [2, 4, 2], 'scaling', ...
%!   struct ('rope_type', 'yarn', 'factor', 4, 'original_max_position_embeddings', 64));
%! o.sections_interleaved = true;
%! p = [1 2 3; 10 20 30; 5 9 70];
%! [C, S] = rope_cache (p, 16, o);
%! for name = {'rope_cache_ref', 'hf32', 'ggml', 'freq32', 'exp64'}
%!   e = rope_evaluations (name{1});
%!   [c, s, t] = e.tables (p, 16, 'single', o);
%!   assert (c, C, 1e-5);
%!   assert (s, S, 1e-5);
%!   assert (t.freqs, rope_freqs (16, o), -1e-6);
%!   assert (t.sin, S, 1e-5);
%! end
%!test  # the models themselves
%! e = rope_evaluations ('GGML');
%! [c, s, t] = e.tables (300, 8, 'single', struct ('base', 500));
%! [C, S, T] = rope_cache_ggml_ref (300, 8, 'base', 500);
%! assert (c, double (C));
%! assert (s, double (S));
%! assert (t, T);
%!test
%! text = evalc ('rope_evaluations ()');
%! assert (numel (strfind (text, "\n")), 9);
%!error id=rome:unknownEvaluation rope_evaluations ('x')
%!error <rope_evaluations: no evaluation 'x'; there are rope_cache, rope_cache_ref, exp64,> rope_evaluations ('x')
%!error <rope_evaluations: NAMES must be text or a cell array of texts, got double$> rope_evaluations (3)
