% T = tensor_list_npy (FID, BYTES, FILE)  what a .npy file holds, as a struct.
%
% Layout: the 6 bytes \x93NUMPY, major and minor version, the length n of the header (2 bytes little-endian in version 1,
% 4 in 2 and 3), n bytes of text
%     {'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }
% and the elements.  The text is a Python literal; it is taken apart by patterns, never evaluated.
% Only the header is read; everything it says is checked here, before any element is.

function t = tensor_list_npy (fid, bytes, file)

  bad = @(varargin) error ('rome:badFile', 'rope_load: %s is not a valid .npy file: %s', file, sprintf (varargin{:}));
  head = fread (fid, [1, 8], 'uint8');
  if numel (head) < 8 || ~ isequal (head(1:6), [147, double('NUMPY')])
    bad ('it does not begin with \\x93NUMPY');
  elseif ~ any (head(7) == [1, 2, 3]) || head(8) ~= 0
    bad ('version %d.%d; 1.0, 2.0 and 3.0 are known', head(7), head(8));
  end
  width = 2;
  if head(7) > 1
    width = 4;
  end
  length_bytes = fread (fid, width, 'uint8');
  if numel (length_bytes) < width
    bad ('it ends within its header');
  end
  n = 256 .^ (0:width-1) * length_bytes;
  start = 8 + width + n;
  if start > bytes
    bad ('it says that its header has %.0f bytes, but %.0f follow', n, bytes - 8 - width);
  elseif n > 2^20
    bad ('a header of %.0f bytes; an array''s has about a hundred', n);
  end
  text = fread (fid, [1, n], 'uint8=>char');
  if any (text > 126)                            % names of records may have them, which are not read
    bad ('its header is not ASCII');
  end

  [descr, fortran, shape] = dictionary (text, bad);
  [dtype, bits, byte_order] = element (descr, file);
  if any (shape > 2^53) || numel (shape) > 64
    bad ('its shape has more than 64 dimensions or one above 2^53');
  end
  size_now = tensor_count (shape) * bits / 8;
  if size_now > bytes - start
    bad ('shape (%s) of %s needs %.0f bytes, but %.0f follow the header', ...
         tensor_shape_text (shape), descr, size_now, bytes - start);
  elseif size_now < bytes - start
    bad ('%.0f bytes follow its last element', bytes - start - size_now);
  end
  order = {'row-major', 'column-major'};
  t = struct ('name', '', 'dtype', dtype, 'shape', shape, 'offset', start, 'bytes', size_now, ...
              'order', order{fortran + 1}, 'byte_order', byte_order);

end

% The three entries of the header.
function [descr, fortran, shape] = dictionary (text, bad)

  body = regexp (text, '^\s*\{(.*)\}\s*$', 'tokens', 'once');
  if isempty (body)
    bad ('its header is not closed by ''}''');
  end
  rest = strtrim (body{1});
  quoted = '(''[^'']*''|"[^"]*")';
  tuple = '\(\s*(?:\d+L?\s*,\s*)*(?:\d+L?\s*)?\)';
  value = [quoted, '|True|False|', tuple, '|\[.*\]'];
  entry = ['^', quoted, '\s*:\s*(', value, ')\s*(?:,\s*|$)'];
  found = struct ();
  while ~ isempty (rest)
    [part, stop] = regexp (rest, entry, 'tokens', 'end', 'once');
    if isempty (part)
      bad ('its header cannot be read from ''%s'' on', rest(1:min (end, 40)));
    end
    key = part{1}(2:end-1);
    if ~ any (strcmp (key, {'descr', 'fortran_order', 'shape'})) || isfield (found, key)
      bad ('its header has an unknown or repeated entry ''%s''', key);
    end
    found.(key) = part{2};
    rest = rest(stop+1:end);
  end
  names = {'descr', 'fortran_order', 'shape'};
  absent = names(~ isfield (found, names));
  if ~ isempty (absent)
    bad ('its header has no entry ''%s''', absent{1});
  end

  descr = found.descr;
  if any (descr(1) == '''"')
    descr = descr(2:end-1);
  elseif descr(1) ~= '['
    bad ('descr must be text, got %s', descr);
  end
  if ~ any (strcmp (found.fortran_order, {'True', 'False'}))
    bad ('fortran_order must be True or False, got %s', found.fortran_order);
  end
  fortran = strcmp (found.fortran_order, 'True');
  if found.shape(1) ~= '(' || ~ isempty (regexp (found.shape, '^\(\s*\d+L?\s*\)$', 'once'))
    bad ('shape must be a tuple, got %s', found.shape);
  end
  shape = reshape (str2double (regexp (found.shape, '\d+', 'match')), 1, []);

end

% Format of one element: '<f4', '>i8', '|b1' ...
function [dtype, bits, byte_order] = element (descr, file)

  types = tensor_types ();
  i = [];
  if numel (descr) > 1
    i = find (strcmp (descr(2:end), {types.code}));
  end
  if ~ isempty (i) && (any (descr(1) == '<>') || (descr(1) == '|' && (types(i).bits == 8 || descr(2) == 'V')))
    dtype = types(i).name;
    bits = types(i).bits;
    byte_order = 'little';
    if descr(1) == '>'
      byte_order = 'big';
    end
    return
  end
  why = '';
  if numel (descr) > 1 && descr(2) == 'O'
    why = ': Python objects are never loaded';
  elseif strncmp (descr, '[', 1)
    why = ': records are not read';
  end
  error ('rome:unsupportedType', 'rope_load: %s has elements of type %s%s', file, descr(1:min (end, 60)), why);

end
