% LINES = mex_twin (NAME, SOURCE)  the .m file of a builtin of rome_mex: help from the texinfo in SOURCE, then the call.
function lines = mex_twin (name, source)
  texinfo = regexp (source, ['(?:ROME_BUILTIN|DEFMETHOD_DLD) \(', name, ',[^\n]*?R"\(-\*- texinfo -\*-\n(.*?)\)"\)'], 'tokens', 'once');
  [help, usage] = texinfo_lines (texinfo{1});
  usage = [{['   Usage: ', usage{1}]}, strcat({'          '}, usage(2:end))];
  lines = [{['function varargout = ', name, ' (varargin)']}, ...
           {['%', upper(name), '  ', strtrim(help{1})]}, {'%'}, strcat({'%'}, [usage, help(2:end)]), {''}, ...
           {['  [varargout{1:max (nargout, 1)}] = rome_mex (''', name, ''', varargin{:});']}, {'end'}];
end
