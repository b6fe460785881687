function rome_setup ()
%ROME_SETUP  Put the folders of a checkout of RoME on the path and say what was found.
%
%   Usage: rome_setup
%
%   In a checkout, rome_setup adds m/ (which it lies in), m/ref/ (the reference models) and the compiled part, build/, to the
%   path, and prints which of them are there.  Run it once in a session.
%
%   In the installed package the path is right after 'pkg load rome'; rome_setup then only says what is there.
%
%   Without the compiled part only the reference models (rope_ref, rome_ref, ...) can be called; 'make' builds it.
%   Errors: none; a missing compiled part is reported in words.
%
%   Example (in the folder of the checkout):
%     addpath m
%     rome_setup
%
%   See also: rome_info, rope_apply, rope_ref.

  here = fileparts (mfilename ('fullpath'));
  build = fullfile (fileparts (here), 'build');
  addpath (here, fullfile (here, 'ref'));
  if exist (fullfile (here, 'packinfo'), 'dir')
    place = 'the installed package';
  elseif exist (fullfile (build, 'rome.oct'), 'file')
    place = build;
    addpath (build);
  else
    fprintf ('RoME: no compiled builtins in %s (run make there); models from %s\n', build, fullfile (here, 'ref'));
    return
  end
  info = rome_info ();
  fprintf ('RoME %s: builtins from %s (%s kernels, self-check %s), models from %s\n', info.version, place, ...
           info.instruction_set, info.self_check, fullfile (here, 'ref'));
end

%!test
%! text = evalc ('rome_setup ()');
%! assert (any (strfind (text, 'self-check passed')));
%! assert (exist ('rope_ref'), 2);
