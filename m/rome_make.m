function rome_make (varargin)
%ROME_MAKE  Build the builtins as a MEX file, for MATLAB (or Octave without its oct-file).
%
%   Usage: rome_make
%          rome_make (NAME, VALUE, ...)
%
%   rome_make compiles the C library and the argument checks of this checkout (or unpacked package) with make, links them
%   with oct/mex/ by 'mex' into one file, rome_mex, and writes beside it a file NAME.m for every builtin (rope_cache,
%   rope_apply, ...) that holds its help and calls rome_mex.  Call rome_setup afterwards to put the folder on the path.
%   The results are those of Octave's oct-file, bit for bit, and so are the errors: identifiers and texts.
%
%   Needed: a C compiler (gcc or clang, 64-bit), make, and the libraries GSL and FFTW with their headers
%   (Debian: gcc make libgsl-dev libfftw3-dev; for Octave also liboctave-dev).  Linux and macOS.
%
%   Options (NAME, VALUE pairs or a struct):
%     'output'   folder for the MEX file and the .m files; default build/mex in the checkout
%     'objects'  folder for what the compiler makes on the way; default build in the checkout
%     'flags'    more arguments for mex, as a cell array of text, such as {'-I/opt/gsl/include', '-L/opt/gsl/lib'};
%                default none
%     'verbose'  true shows the compiler's commands; default false
%
%   One MEX file for all builtins, because a MEX file has a copy of the library of its own: what one builtin sets
%   (rome_threads) the others see.  It stays in memory until the end of the session, so restart after building anew.
%
%   Errors: rome:buildFailed (with the compiler's words), rome:notFound (no sources here), rome:badValue, rome:unknownOption.
%
%   Example:
%     addpath m
%     rome_make
%     rome_setup
%
%   See also: rome_setup, rome_info, mex.

  here = fileparts (mfilename ('fullpath'));
  addpath (here, fullfile (here, 'ref'));   % where rome_options is
  root = fileparts (here);
  opt = rome_options ('rome_make', struct ('output', fullfile (root, 'build', 'mex'), ...
                                           'objects', fullfile (root, 'build'), 'flags', [], 'verbose', false), varargin);
  check_folder ('OUTPUT', opt.output);
  check_folder ('OBJECTS', opt.objects);
  if ~(isempty (opt.flags) || iscellstr (opt.flags))
    error ('rome:badValue', 'rome_make: FLAGS must be a cell array of text, got %s', class (opt.flags));
  end
  if exist (fullfile (root, 'oct', 'mex', 'mex_gate.c'), 'file') ~= 2
    error ('rome:notFound', 'rome_make: no sources in %s; rome_make works in a checkout or in the unpacked package', root);
  end

  if exist (opt.output, 'dir') ~= 7
    mkdir (opt.output);
  end
  names = mex_builtins (fullfile (root, 'oct'));
  write_lines (fullfile (opt.output, 'builtins.h'), strcat ('BUILTIN (', names, ')'));
  make_objects (root, opt);
  link_mex (root, opt);
  for k = 1:numel (names)
    write_lines (fullfile (opt.output, [names{k}, '.m']), mex_twin (names{k}, fileread (fullfile (root, 'oct', [names{k}, '.cc']))));
  end
  fprintf ('rome_make: %d builtins in %s; rome_setup puts them on the path\n', numel (names), opt.output);
end

function check_folder (what, name)
  if ~ischar (name) || size (name, 1) ~= 1
    error ('rome:badValue', 'rome_make: %s must be the name of a folder, got %s', what, class (name));
  end
end

% What the compiler makes of the library and of the checks, by the rules of the project's Makefile.
function make_objects (root, opt)
  makefile = 'Makefile';
  if exist (fullfile (root, 'rome.mk'), 'file') == 2
    makefile = 'rome.mk';
  end
  % MATLAB's own libraries must not be the compiler's
  command = sprintf ('cd "%s" && env -u LD_LIBRARY_PATH make -j2 -f %s BUILD="%s" "%s" 2>&1', ...
                     root, makefile, opt.objects, fullfile (opt.objects, 'librome_mex.a'));
  [status, text] = system (command);
  if opt.verbose
    fprintf ('%s', text);
  end
  if status ~= 0
    error ('rome:buildFailed', 'rome_make: make failed:\n%s', text);
  end
end

function link_mex (root, opt)
  args = [{['-I', fullfile(root, 'src')], ['-I', fullfile(root, 'oct')], ['-I', opt.output]}, reshape(opt.flags, 1, [])];
  if exist ('OCTAVE_VERSION', 'builtin') == 0
    args = [{'-R2018a', '-DROME_MATLAB'}, args, {'-lmwblas', '-lut'}];
  elseif isunix () && ~ismac ()
    % full RELRO, as every library here is linked
    args = [args, {'-Wl,-z,relro', '-Wl,-z,now', '-Wl,-z,noexecstack'}];
  end
  args = [args, {fullfile(root, 'oct', 'mex', 'mex_gate.c'), fullfile(root, 'oct', 'mex', 'mex_view.c'), ...
                 fullfile(opt.objects, 'librome_mex.a'), '-lgsl', '-lgslcblas', '-lfftw3', '-lgomp', '-lpthread', '-lm', ...
                 '-output', fullfile(opt.output, 'rome_mex')}];
  if opt.verbose
    args = [{'-v'}, args];
  end
  try
    mex (args{:});
  catch err
    error ('rome:buildFailed', 'rome_make: mex failed: %s', err.message);
  end
  if isempty (dir (fullfile (opt.output, ['rome_mex.', mexext()])))
    error ('rome:buildFailed', 'rome_make: mex made no file in %s', opt.output);
  end
end

function write_lines (file, lines)
  fid = fopen (file, 'w');
  if fid < 0
    error ('rome:buildFailed', 'rome_make: cannot write %s', file);
  end
  fprintf (fid, '%s\n', lines{:});
  fclose (fid);
end

%!demo
%! % Building takes half a minute; this only shows what there is to be built and where the result would be.
%! text = help ('rome_make');
%! printf ('%s\n', strtrim (strsplit (text, sprintf ('\n')){1}));
%! list = autoload ();
%! list = list(~ cellfun (@isempty, regexp ({list.file}, 'rome\.oct$')));
%! printf ('builtins: %s\n', strjoin (sort ({list.function}), ', '));

%!error id=rome:unknownOption rome_make ('foo', 1)
%!error id=rome:badValue rome_make ('output', 3)
%!error <rome_make: FLAGS must be a cell array of text, got double> rome_make ('flags', 3)
