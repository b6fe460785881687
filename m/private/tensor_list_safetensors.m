% [LIST, METADATA] = tensor_list_safetensors (FID, BYTES, FILE)  what a safetensors file holds.
%
% Layout: 8 bytes length n of the header (little-endian), n bytes of JSON
%     {"__metadata__": {"key": "text", ...}, "name": {"dtype": "BF16", "shape": [2,3], "data_offsets": [0,12]}, ...}
% and the tensors in row-major order, without gaps; data_offsets count from the end of the header.
% Only the header is read; everything it says is checked here, before any tensor is.

function [list, metadata] = tensor_list_safetensors (fid, bytes, file)

  bad = @(varargin) error ('rome:badFile', 'rope_load: %s is not a valid safetensors file: %s', file, sprintf (varargin{:}));
  if bytes < 8
    bad ('%d bytes, the header''s length alone takes 8', bytes);
  end
  n = 256 .^ (0:7) * fread (fid, 8, 'uint8');
  if n > bytes - 8
    bad ('it says that its header has %.0f bytes, but %.0f follow', n, bytes - 8);
  elseif n > 1e8
    bad ('a header of %.0f bytes; the format''s limit is 100 million', n);
  end
  text = fread (fid, [1, n], 'uint8=>char');
  [names, values] = header_members (text, bad);

  metadata = cell (0, 2);
  data = bytes - 8 - n;
  fields = [{'name', 'dtype', 'shape', 'offset', 'bytes', 'order', 'byte_order'}; cell(1, 7)];
  list = repmat (struct (fields{:}), numel (names), 1);
  is_tensor = true (numel (names), 1);
  types = tensor_types ();
  types = types([types.safe]);
  for k = 1:numel (names)
    if strcmp (names{k}, '__metadata__')
      metadata = read_metadata (values{k}, bad);
      is_tensor(k) = false;
    else
      list(k) = read_entry (names{k}, values{k}, data, types, bad, file);
    end
  end
  list = list(is_tensor, 1);
  check_cover (list, data, bad);
  for k = 1:numel (list)
    list(k).offset = list(k).offset + 8 + n;
  end

end

% Names and value texts of the header, which is JSON in UTF-8.
function [names, values] = header_members (text, bad)

  if isempty (text) || text(1) ~= '{'
    bad ('its header does not begin with ''{''');
  elseif any (text < 32 & text ~= 9 & text ~= 10 & text ~= 13)
    bad ('its header holds control characters');
  elseif max (tensor_json_depth (text)) > 16     % JSON readers call themselves for each level
    bad ('its header is nested more than 16 deep');
  end
  try
    regexp (text, '^', 'once');                  % refuses what is not UTF-8
    jsondecode (text);
  catch err
    bad ('its header is not JSON (%s)', err.message);
  end
  [names, values] = tensor_json_members (text);
  no_duplicates (names, 'tensor', bad);

end

function no_duplicates (names, what, bad)

  sorted = sort (names);
  twice = find (strcmp (sorted(1:end-1), sorted(2:end)), 1);
  if ~ isempty (twice)
    bad ('two entries for %s ''%s''', what, sorted{twice});
  end

end

function t = read_entry (name, value, data, types, bad, file)

  if isempty (value) || value(1) ~= '{'
    bad ('the entry of tensor ''%s'' is not an object', name);
  end
  [keys, values] = tensor_json_members (value);
  no_duplicates (keys, ['field of ''', name, ''':'], bad);
  need = {'dtype', 'shape', 'data_offsets'};
  text = cell (1, 3);
  for k = 1:3
    i = find (strcmp (keys, need{k}));
    if isempty (i)
      bad ('tensor ''%s'' has no field ''%s''', name, need{k});
    end
    text{k} = values{i};
  end

  if text{1}(1) ~= '"'
    bad ('dtype of tensor ''%s'' must be text, got %s', name, text{1});
  end
  i = find (strcmp (lower (text{1}(2:end-1)), {types.name}));
  if isempty (i) || any (text{1} ~= upper (text{1}))
    error ('rome:unsupportedType', 'rope_load: tensor ''%s'' of %s has the unknown dtype %s', name, file, text{1});
  end
  shape = integers (text{2}, 'shape', name, bad);
  span = integers (text{3}, 'data_offsets', name, bad);
  if numel (span) ~= 2
    bad ('data_offsets of tensor ''%s'' must be two integers, got %s', name, text{3});
  elseif span(1) > span(2)
    bad ('data_offsets of tensor ''%s'' end before they begin: %s', name, text{3});
  elseif span(2) > data
    bad ('data_offsets of tensor ''%s'' end at %.0f, but the file holds %.0f bytes of data', name, span(2), data);
  elseif numel (shape) > 64
    bad ('tensor ''%s'' has %d dimensions; more than 64 are not read', name, numel (shape));
  end
  size_now = tensor_count (shape) * types(i).bits / 8;
  if size_now ~= span(2) - span(1)
    bad ('tensor ''%s'' of shape %s and dtype %s needs %.0f bytes, but its data_offsets span %.0f', ...
         name, text{2}, text{1}(2:end-1), size_now, span(2) - span(1));
  end
  t = struct ('name', name, 'dtype', types(i).name, 'shape', shape, 'offset', span(1), 'bytes', size_now, ...
              'order', 'row-major', 'byte_order', 'little');

end

% A JSON list of integers, 0 to 2^53.
function v = integers (text, field, name, bad)

  if isempty (regexp (text, '^\[\s*(\d+\s*(,\s*\d+\s*)*)?\]$', 'once'))
    bad ('%s of tensor ''%s'' must be a list of integers, 0 or more, got %s', field, name, text);
  end
  text(text == '[' | text == ']' | text == ',') = ' ';
  v = reshape (sscanf (text, '%f'), 1, []);
  if any (v > 2^53)
    bad ('%s of tensor ''%s'' exceeds 2^53: %s', field, name, strtrim (text));
  end

end

function metadata = read_metadata (value, bad)

  if value(1) ~= '{'
    bad ('its __metadata__ is not an object');
  end
  [keys, values] = tensor_json_members (value);
  no_duplicates (keys, 'metadata', bad);
  metadata = [keys; values]';
  for k = 1:numel (keys)
    if values{k}(1) ~= '"'
      bad ('metadata ''%s'' must be text, got %s', keys{k}, values{k});
    end
    metadata{k, 2} = jsondecode (values{k});
  end

end

% The tensors must fill the data without overlap, gap or rest.
function check_cover (list, data, bad)

  [~, order] = sortrows ([[list.offset]', [list.bytes]']);
  reached = 0;
  before = '';
  for k = order(:)'
    if list(k).offset < reached
      bad ('tensors ''%s'' and ''%s'' overlap', before, list(k).name);
    elseif list(k).offset > reached
      bad ('%.0f bytes before tensor ''%s'' belong to none', list(k).offset - reached, list(k).name);
    end
    reached = list(k).offset + list(k).bytes;
    before = list(k).name;
  end
  if reached < data
    bad ('%.0f bytes at its end belong to no tensor', data - reached);
  end

end
