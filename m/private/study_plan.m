% PLAN = study_plan (CASES, OPT)  where the pieces of a study are kept, and under which key.
%
% The key stands for the study (models, options, seed) and for what computed it (versions
% and the compiled library), so that pieces of another study or build are never taken.
% PLAN has key, folder and about (struct of the versions, for the results).

function plan = study_plan (cases, opt)

  info = rome_info ();
  plan.about = struct ('rome', info.version, 'gsl', info.gsl, 'fftw', info.fftw, 'compiler', info.compiler, ...
                       'program', program (), 'self_check', info.self_check, 'instruction_set', info.instruction_set, ...
                       'threads', info.threads, 'computer', computer ());
  what = rmfield (opt, {'output', 'plots', 'shard', 'merge', 'resume'});
  for k = 1:numel (cases)
    c = rmfield (cases{k}, {'positions', 'rows'});
    text{k} = jsonencode (c);
  end
  build = [info.version, info.gsl, info.compiler, program(), library()];
  plan.key = fingerprint ([jsonencode(what), text{:}, build]);
  plan.folder = fullfile (opt.output, 'parts');

end

function text = program ()

  if exist ('OCTAVE_VERSION', 'builtin') ~= 0
    text = ['GNU Octave ', version()];
  else
    text = ['MATLAB ', version()];
  end

end

% The compiled library, by its checksum where that is to be had.
function text = library ()

  text = '';
  file = which ('rope_cache');
  if exist ('hash', 'builtin') && exist (file, 'file') == 2
    fid = fopen (file, 'r');
    bytes = fread (fid, Inf, '*char')';
    fclose (fid);
    text = hash ('md5', bytes);
  end

end

% Two sums modulo primes below 2^31, as 16 hexadecimal digits.
function key = fingerprint (text)

  h = [1, 1];
  for c = double (text)
    h = mod (h .* [257, 263] + c, [2147483629, 2147483587]);
  end
  key = sprintf ('%08x%08x', h);

end
