% report = wild_calls (calls, seed, names)  calls builtins with anything, and checks what comes back.
%
% A call ends in a result, which is compared with the reference model where the model knows such a call, or in an error whose
% identifier is rome:... or Octave:invalid-fun-call.  Anything else is printed with what repeats it (seed, name, number of the call), and
% an error of wild_calls in the end.  Each builtin's figures are printed as soon as it is done.
%
% report  one struct per builtin: name, calls, results, compared, refused, and growth, the resident memory that the second half
%         of the calls has added, in bytes
function report = wild_calls (calls, seed, names)
  if nargin < 3
    names = {'rope_cache', 'rope_truth', 'rope_freqs', 'rope_apply', 'rome_apply', 'rope_lagscore', 'rope_pack', 'rope_unpack', 'rope_round', ...
             'rome_info', 'rome_threads', 'rome_memory', 'rome_probe'};
  end
  report = struct ('name', names, 'calls', calls, 'results', 0, 'compared', 0, 'refused', 0, 'growth', 0);
  addpath (fullfile (fileparts (mfilename ('fullpath')), 'quick_usage'));
  warning ('off', 'Octave:shadowed-function', 'local');
  findings = 0;
  threads = rome_threads ();
  memory = rome_memory ();
  for b = 1:numel (names)
    for n = 1:calls
      if n == floor (calls / 2)
        half = resident ();
      end
      rand ('twister', [seed, double(names{b}), n]);
      randn ('twister', [seed, double(names{b}), n]);
      args = wild_call (names{b});
      try
        report(b) = count (report(b), one_call (names{b}, args));
      catch err
        findings = findings + 1;
        printf ('FINDING: call %d of %s with seed %d: %s\nargs = %s', n, names{b}, seed, err.message, disp (args)(1:min (end, 2000)));
        if findings > 50
          error ('wild_calls: more than 50 findings');
        end
      end
    end
    report(b).growth = resident () - half;
    printf ('measured %s: %d wild calls, %d results (%d compared with the model), %d proper errors, %.1f MB resident, %.1f MB more than half way\n', ...
            report(b).name, calls, report(b).results, report(b).compared, report(b).refused, [resident(), report(b).growth] / 1e6);
    fflush (stdout);
    rome_threads (threads);
    rome_memory (memory);
  end
  if findings > 0
    error ('wild_calls: %d findings', findings);
  end
end

function r = count (r, outcome)
  r.results = r.results + (outcome ~= 'r');
  r.compared = r.compared + (outcome == 'c');
  r.refused = r.refused + (outcome == 'r');
end

function bytes = resident ()
  pages = sscanf (fileread ('/proc/self/statm'), '%d');
  bytes = 4096 * pages(2);
end

% 'r' refused, 'c' compared, 'u' a result that no model knows
function outcome = one_call (name, args)
  most = struct ('rope_cache', 2, 'rope_freqs', 3, 'rope_lagscore', 3);
  outputs = 1;
  if isfield (most, name) && rand () < 0.5
    outputs = most.(name);
  elseif strcmp (name, 'rope_apply') && numel (args) > 3 && ~ischar (args{4}) && ~isstruct (args{4})
    outputs = 2;
  elseif strcmp (name, 'rome_probe') && (isempty (args) || ~ischar (args{1}) || size (args{1}, 1) > 1)
    outputs = 0; % as it does nothing
  elseif rand () < 0.02
    outputs = 5;
  end
  got = cell (1, outputs);
  try
    [got{:}] = feval (name, args{:});
  catch err
    known = strncmp (err.identifier, 'rome:', 5) || strcmp (err.identifier, 'Octave:invalid-fun-call');
    if ~known || isempty (err.message) || err.message(end) == '.'
      error ('an error that is not ours: [%s] %s', err.identifier, err.message);
    end
    outcome = 'r';
    return
  end
  outcome = 'u';
  if compare (name, args, got)
    outcome = 'c';
  end
end

function compared = compare (name, args, got)
  compared = false;
  switch name
    case {'rope_cache', 'rope_truth'}
      [known, want] = model ('rope_cache_ref', args, {'threads', 'tier', 'level'}, 3);
      compared = known && ~any (cellfun (@(v) any_word (v, {'angle', 'freq32'}), args));
      if compared && strcmp (name, 'rope_truth')
        got = {got{1}.cos, got{1}.sin};
        want{1} = double (want{1});
        want{2} = double (want{2});
      end
      for k = 1:min (2, numel (got)) * compared
        same_kind (got{k}, want{k});
        % the model's angles are doubles, and the scale of xPos a power of one
        size_of = max ([1; abs(double (want{k}(:)))]);
        tolerance = size_of * (4e-16 * (4 + max ([0; abs(want{3}.angle(:))]) + 2 * log (size_of)) + isa (want{k}, 'single') * 1e-7);
        assert (all (abs (double (got{k}(:)) - double (want{k}(:))) <= tolerance), 'far from the model');
      end
    case 'rope_freqs'
      [compared, want] = model ('rope_freqs_ref', args, {}, 3);
      for k = 1:min (3, numel (got)) * compared
        same_kind (got{k}, want{k});
        assert (all (abs (got{k} - want{k}) <= 1e-12 * abs (want{k})), 'far from the model');
      end
    case 'rope_apply'
      [compared, want] = model ('rope_ref', args, {'threads', 'in_place', 'dtype'}, numel (got));
      compared = compared && ~isa (got{1}, 'uint16');
      for k = 1:numel (got) * compared
        same_bits (got{k}, want{k});
      end
    case 'rome_apply'
      [compared, want] = model ('rome_ref', args, {'threads', 'engine', 'in_place', 'dtype'}, 1);
      compared = compared && ~isa (got{1}, 'uint16');
      if compared
        same_kind (got{1}, want{1});
        y = double (got{1}(:));
        z = double (want{1}(:));
        scale = max ([1; abs(z(isfinite (z)))]) * eps (class (got{1}));
        assert (all (abs (y - z) <= 64 * scale | y == z | isnan (y) & ~isfinite (z) | isnan (z) & ~isfinite (y)), 'far from the model');
      end
    case 'rope_lagscore'
      [compared, want] = model ('rope_lagscore_ref', args, {'threads', 'route'}, 3);
      if compared
        same_kind (got{1}, want{1});
        scale = max ([1; abs(want{1}(:))]) * numel (args{1});
        farthest = max (cellfun (@largest, args(3:end))); % the model's angles are doubles
        assert (all (abs (got{1}(:) - want{1}(:)) <= (1e-9 + 1e-15 * max ([0, farthest])) * scale), 'far from the model');
      end
    case {'rope_pack', 'rope_unpack', 'rope_round'}
      [compared, want] = model ([name, '_ref'], args, {}, 1);
      if compared && strcmp (name, 'rope_pack')
        got{1} = one_nan (got{1}, args{2});
        want{1} = one_nan (want{1}, args{2});
      end
      if compared
        same_bits (got{1}, want{1});
      end
  end
end

% The model's results; known is false where the model refuses the call, which it may where the builtin can do more.
function [known, want] = model (name, args, without, outputs)
  kept = true (1, numel (args));
  for k = 1:numel (args)
    if ischar (args{k}) && any (strcmpi (args{k}, without))
      kept(k:min (k + 1, end)) = false;
    elseif isstruct (args{k}) && isscalar (args{k})
      f = fieldnames (args{k});
      args{k} = rmfield (args{k}, f(cellfun (@(s) any (strcmpi (s, without)), f)));
    end
  end
  want = cell (1, outputs);
  known = true;
  try
    args = args(kept);
    [want{:}] = feval (name, args{:});
  catch
    known = false;
  end
end

function m = largest (v)
  m = 0;
  if isstruct (v)
    m = max ([0; cellfun(@largest, struct2cell (v(:))(:))]);
  elseif isnumeric (v) && ~isempty (v)
    m = max (abs (double (v(:))));
  end
end

function tf = any_word (v, words)
  tf = ischar (v) && any (strcmpi (v, words));
  if isstruct (v)
    tf = any (cellfun (@(f) any_word (f, words), struct2cell (v(:))(:)));
  end
end

function same_kind (a, b)
  assert (strcmp (class (a), class (b)) && isequal (size (a), size (b)), 'class or size differ from the model''s');
end

% Bits with every NaN the same but for its sign, which is all that is promised of them.
function u = one_nan (u, dtype)
  is_nan = isnan (rope_unpack_ref (u, dtype));
  u(is_nan) = bitor (u(is_nan), 32767);
end

function same_bits (a, b)
  same_kind (a, b);
  if isfloat (a)
    a(isnan (a)) = NaN;
    b(isnan (b)) = NaN;
  end
  assert (isequal (typecast (a(:), 'uint8'), typecast (b(:), 'uint8')), 'other bits than the model''s');
end
