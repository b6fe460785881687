function info = rome_info ()
%ROME_INFO  What is there: the reference models alone.
%
%   Usage: info = rome_info ()
%
%   INFO is a struct with the fields of the compiled rome_info that mean something without it: version, instruction_set ('none'),
%   engines ('models'), threads (1), host and self_check, which says how to build the compiled part.
%
%   Errors: none.
%
%   Example:
%     rome_info ()
%
%   See also: rome_setup, rome_make.

  header = fullfile (fileparts (fileparts (fileparts (mfilename ('fullpath')))), 'src', 'rome.h');
  number = '';
  if exist (header, 'file') == 2
    number = regexp (fileread (header), 'ROME_VERSION "([^"]*)"', 'tokens', 'once');
    number = number{1};
  end
  host = 'MATLAB';
  if exist ('OCTAVE_VERSION', 'builtin')
    host = 'GNU Octave';
  end
  info = struct ('version', number, 'instruction_set', 'none', 'engines', 'models', 'threads', 1, ...
                 'host', [host, ' ', version()], 'self_check', ['not built: ', how_to_build()]);
end
