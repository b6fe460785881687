function rome_setup ()
%ROME_SETUP  Put the folders of a checkout of RoME on the path and say what was found.
%
%   Usage: rome_setup
%
%   rome_setup adds m/, m/ref/ (the reference models) and build/ (the compiled builtins) of the checkout that this file
%   lies in to the path, and prints which of them are there.  Run it once in a session:
%
%       addpath m
%       rome_setup
%
%   Without the compiled part only the reference models (rope_ref, rome_ref, ...) can be called; 'make' builds it.
%   Errors: none; a missing compiled part is reported in words.
%
%   See also: rome_info, rope_apply, rope_ref.

  here = fileparts (mfilename ('fullpath'));
  build = fullfile (fileparts (here), 'build');
  addpath (here, fullfile (here, 'ref'));
  if exist (fullfile (build, 'rome.oct'), 'file')
    addpath (build);
    info = rome_info ();
    fprintf ('RoME %s: builtins from %s (%s kernels, self-check %s), models from %s\n', info.version, build, ...
             info.instruction_set, info.self_check, fullfile (here, 'ref'));
  else
    fprintf ('RoME: no compiled builtins in %s (run make there); models from %s\n', build, fullfile (here, 'ref'));
  end
end

%!test
%! text = evalc ('rome_setup ()');
%! assert (any (strfind (text, 'self-check passed')));
%! assert (exist ('rope_ref'), 2);
