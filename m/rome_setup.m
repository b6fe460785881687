function rome_setup ()
%ROME_SETUP  Put the folders of a checkout of RoME on the path and say what was found.
%
%   Usage: rome_setup
%
%   In a checkout, rome_setup adds m/ (which it lies in), m/ref/ (the reference models) and the compiled part to the path, and
%   says what it found.  Run it once in a session.  The compiled part is the first of
%
%     build/        Octave's oct-file, made by 'make'
%     build/mex/    the MEX file of the same builtins, made by rome_make (in MATLAB, or in Octave)
%     m/fallback/   nothing is built: functions of the same names that call the slow reference models in double precision and
%                   say so once in a session
%
%   In the installed package the path is right after 'pkg load rome'; rome_setup then only says what is there.
%
%   Errors: none; a missing compiled part is reported in words.
%
%   Example (in the folder of the checkout):
%     addpath m
%     rome_setup
%
%   See also: rome_info, rope_apply, rope_ref.

  here = fileparts (mfilename ('fullpath'));
  root = fileparts (here);
  build = fullfile (root, 'build');
  addpath (here, fullfile (here, 'ref'));
  is_octave = exist ('OCTAVE_VERSION', 'builtin') ~= 0;
  off_path (fullfile (here, 'fallback'));
  if exist (fullfile (here, 'packinfo'), 'dir')
    place = 'the installed package';
  elseif is_octave && exist (fullfile (build, 'rome.oct'), 'file')
    place = build;
    addpath (build);
  elseif exist (fullfile (build, 'mex', ['rome_mex.', mexext()]), 'file')
    place = fullfile (build, 'mex');
    addpath (place);
  else
    addpath (fullfile (here, 'fallback'));
    info = rome_info ();
    fprintf ('RoME %s: the compiled part is %s\nUntil then slow reference models in double precision answer, from %s\n', ...
             info.version, info.self_check, fullfile (here, 'ref'));
    return
  end
  info = rome_info ();
  fprintf ('RoME %s: builtins from %s (%s kernels, self-check %s), models from %s\n', info.version, place, ...
           info.instruction_set, info.self_check, fullfile (here, 'ref'));
end

function off_path (folder)
  if any (strcmp (folder, strsplit (path (), pathsep ())))
    rmpath (folder);
  end
end

%!demo
%! rome_setup

%!test
%! text = evalc ('rome_setup ()');
%! assert (any (strfind (text, 'self-check passed')));
%! assert (exist ('rope_ref'), 2);
