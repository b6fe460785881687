% OPT = rome_options (FNAME, DEFAULTS, ARGS)  read NAME, VALUE options.
%
% FNAME     name of the calling function, for the error messages
% DEFAULTS  struct: one field per option, holding its default value.  A cell
%           array of texts means "one of these words", the first is the default.
% ARGS      cell array: NAME, VALUE pairs, or structs whose fields are options,
%           in any mixture; a later value replaces an earlier one.
% OPT       struct with the fields of DEFAULTS.
%
% Names and words are case-insensitive.
%
% Errors: rome:unknownOption  no such option (the message lists the valid ones)
%         rome:badOption      a name that is not text, or a name without value
%         rome:badValue       a word that is not one of the choices
%
% Example:
%   defaults = struct ('base', 1e4, 'width', {{'half', 'full'}});
%   opt = rome_options ('my_function', defaults, {'Base', 5e5})
%
% See also: rope_ref, rome_ref, rope_cache_ref, rome_matrix

function opt = rome_options (fname, defaults, args)

  names = fieldnames (defaults);
  opt = defaults;
  for i = 1:numel (names)
    choices = defaults.(names{i});
    if iscell (choices)
      opt.(names{i}) = choices{1};
    end
  end

  k = 1;
  while k <= numel (args)
    if isstruct (args{k}) && isscalar (args{k})
      given = fieldnames (args{k});
      values = struct2cell (args{k});
      k = k + 1;
    elseif ~ (ischar (args{k}) && size (args{k}, 1) == 1)
      error ('rome:badOption', '%s: an option name must be text, got a %s', ...
             fname, class (args{k}));
    elseif k == numel (args)
      error ('rome:badOption', '%s: option ''%s'' has no value', fname, args{k});
    else
      given = args(k);
      values = args(k+1);
      k = k + 2;
    end

    for j = 1:numel (given)
      i = find (strcmpi (given{j}, names));
      if isempty (i)
        error ('rome:unknownOption', ...
               '%s: unknown option ''%s''; valid options are %s', ...
               fname, given{j}, strjoin (names', ', '));
      end
      opt.(names{i}) = one_of (fname, names{i}, defaults.(names{i}), values{j});
    end
  end

end

% The value itself or, where the default is a list of words, the word meant.
function value = one_of (fname, name, choices, value)

  if ~ iscell (choices)
    return
  end
  i = [];
  if ischar (value) && size (value, 1) <= 1     % strcmpi compares several rows one by one
    i = find (strcmpi (value, choices));
  end
  if isempty (i)
    shown = class (value);
    if ischar (value) && size (value, 1) <= 1
      shown = ['''', value, ''''];
    elseif ischar (value)
      shown = sprintf ('%dx%d char', size (value, 1), size (value, 2));
    end
    error ('rome:badValue', '%s: %s must be one of %s, got %s', ...
           fname, upper (name), strjoin (choices, ', '), shown);
  end
  value = choices{i};

end

%!demo
%! defaults = struct ('base', 1e4, 'width', {{'half', 'full'}});
%! disp (rome_options ('my_function', defaults, {'Base', 5e5, 'WIDTH', 'full'}));
%! try
%!   rome_options ('my_function', defaults, {'bas', 1});
%! catch err
%!   disp (err.message);
%! end

%!shared d
%! d = struct ('base', 1e4, 'width', {{'half', 'full'}});
%!assert (rome_options ('f', d, {}), struct ('base', 1e4, 'width', 'half'))
%!assert (rome_options ('f', d, {'BASE', 5, 'Width', 'FULL'}), struct ('base', 5, 'width', 'full'))
%!assert (rome_options ('f', d, {struct('Base', 5)}), struct ('base', 5, 'width', 'half'))
%!assert (rome_options ('f', d, {struct('base', 5), 'base', 6}), struct ('base', 6, 'width', 'half'))
%!assert (rome_options ('f', struct ('dtype', {{'x', ''}}), {'dtype', ''}).dtype, '')
%!error id=rome:unknownOption rome_options ('f', d, {'foo', 1})
%!error <f: unknown option 'foo'; valid options are base, width$> rome_options ('f', d, {'foo', 1})
%!error <f: unknown option 'foo'> rome_options ('f', d, {struct('foo', 1)})
%!error id=rome:badOption rome_options ('f', d, {'base'})
%!error <f: option 'base' has no value$> rome_options ('f', d, {'base'})
%!error id=rome:badOption rome_options ('f', d, {3, 4})
%!error <f: an option name must be text, got a double$> rome_options ('f', d, {3, 4})
%!error id=rome:badValue rome_options ('f', d, {'width', 'x'})
%!error <f: WIDTH must be one of half, full, got 'x'$> rome_options ('f', d, {'width', 'x'})
%!error <f: WIDTH must be one of half, full, got double$> rome_options ('f', d, {'width', 3})
%!error id=rome:badValue rome_options ('f', d, {'width', ['half'; 'half']})
%!error <f: WIDTH must be one of half, full, got 2x4 char$> rome_options ('f', d, {'width', ['half'; 'half']})
%!error <f: WIDTH must be one of half, full, got ''$> rome_options ('f', d, {'width', ''})
