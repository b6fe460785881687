% OPT = bench_options (ARGS)  the options of rome_bench, checked, with the folder made.

function opt = bench_options (args)

  fname = 'rome_bench';
  opt = rome_options (fname, struct ('shapes', [], 'classes', [], 'pairings', [], 'layouts', [], 'threads', [], ...
                                     'seconds', [], 'quick', false, 'peers', '', 'output', fullfile ('build', 'bench'), 'verbose', true), args);
  flag = @(v) isscalar (v) && (islogical (v) || (isnumeric (v) && any (v == [0, 1])));
  rome_need (flag (opt.quick), 'badValue', '%s: QUICK must be true or false', fname);
  rome_need (flag (opt.verbose), 'badValue', '%s: VERBOSE must be true or false', fname);
  standard = struct ('shapes', {{'A', 'B', 'C', 'D', 'E'}}, 'classes', {{'single', 'double', 'bf16', 'f16'}}, ...
                     'pairings', {{'interleaved', 'half'}}, 'layouts', {{'contiguous', 'planar'}});
  default = standard;
  default.seconds = 4;
  if opt.quick
    default.shapes = {'C', 'E'};
    default.classes = {'single'};
    default.pairings = {'interleaved'};
    default.seconds = 0.3;
  end
  for name = {'classes', 'pairings', 'layouts'}
    opt.(name{1}) = words (fname, name{1}, opt.(name{1}), standard.(name{1}), default.(name{1}));
  end
  opt.shapes = shapes (fname, opt.shapes, standard.shapes, default.shapes);
  if isempty (opt.threads)
    opt.threads = unique ([1, min(2, processors ())]);
  end
  t = opt.threads;
  rome_need (rome_is_real (t) && isvector (t) && all (t(:) == fix (t(:)) & t(:) >= 1 & t(:) <= 1024), 'badValue', ...
             '%s: THREADS must be integers from 1 to 1024', fname);
  opt.threads = unique (double (t(:)'));
  if isempty (opt.seconds)
    opt.seconds = default.seconds;
  end
  rome_need (rome_is_real (opt.seconds) && isscalar (opt.seconds) && opt.seconds > 0, 'badValue', ...
             '%s: SECONDS must be a positive number', fname);
  rome_need (ischar (opt.output) && size (opt.output, 1) <= 1, 'badValue', '%s: OUTPUT must be the name of a folder', fname);
  rome_need (ischar (opt.peers) && size (opt.peers, 1) <= 1, 'badValue', '%s: PEERS must be the name of a folder', fname);
  if ~ isempty (opt.peers)
    bench_peers (opt.peers, false);
  end
  if ~ isempty (opt.output)
    bench_folder (opt.output);
  end

end

function list = words (fname, name, list, known, default)

  if isempty (list)
    list = default;
  end
  if ischar (list)
    list = {list};
  end
  rome_need (iscellstr (list) && all (ismember (list, known)), 'badValue', '%s: %s must be of %s', fname, upper (name), ...
             strjoin (known, ', '));
  list = list(:)';

end

% Structs with name, size [B S H D] and heads_k.
function list = shapes (fname, given, known, default)

  sizes = [1, 2048, 32, 128; 1, 8192, 32, 128; 32, 64, 1, 128; 2, 512, 32, 128; 1, 1, 32, 128];
  list = struct ('name', {}, 'size', {}, 'heads_k', {});
  if isempty (given)
    given = default;
  end
  if ischar (given)
    given = {given};
  end
  ok = (iscellstr (given) && all (ismember (given, known))) ...
       || (rome_is_real (given) && ndims (given) == 2 && size (given, 2) == 4 && all (given(:) >= 1 & given(:) == fix (given(:))) ...
           && all (mod (given(:, 4), 2) == 0));
  rome_need (ok, 'badValue', '%s: SHAPES must be of %s, or a matrix with rows [B S H D] of positive integers, D even', fname, ...
             strjoin (known, ', '));
  if iscellstr (given)
    for i = 1:numel (given)
      at = find (strcmp (given{i}, known));
      list(i) = struct ('name', given{i}, 'size', sizes(at, :), 'heads_k', 8 * strcmp (given{i}, 'D'));
    end
  else
    for i = 1:size (given, 1)
      n = double (given(i, :));
      list(i) = struct ('name', sprintf ('%dx%dx%dx%d', n), 'size', n, 'heads_k', 0);
    end
  end

end

function n = processors ()

  n = 1;
  if exist ('nproc', 'builtin') || exist ('nproc', 'file')
    n = nproc ();                                % Octave's own
  elseif exist ('maxNumCompThreads', 'builtin')
    n = maxNumCompThreads ();
  end

end
