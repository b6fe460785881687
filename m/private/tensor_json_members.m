% [NAMES, VALUES] = tensor_json_members (TEXT)  members of a JSON object, names as they stand.
%
% TEXT    a valid JSON object
% NAMES   cell row of its names, in order; a name that occurs twice stands twice
% VALUES  cell row of the texts of their values
%
% jsondecode makes struct fields of the names: it alters 'model.layers.0.q' and keeps one of two equal names.

function [names, values] = tensor_json_members (text)

  [depth, inside] = tensor_json_depth (text);
  top = depth == 1 & ~ inside;
  first = find (text == '{', 1);
  stop = find (text == '}', 1, 'last');
  commas = find (top & text == ',');
  colons = find (top & text == ':');
  names = cell (1, numel (colons));
  values = names;
  starts = [first, commas] + 1;
  stops = [commas, stop] - 1;
  for k = 1:numel (colons)
    names{k} = plain (strtrim (text(starts(k):colons(k)-1)));
    values{k} = strtrim (text(colons(k)+1:stops(k)));
  end

end

% The string that a JSON string means.
function s = plain (s)

  if any (s == '\')
    s = jsondecode (s);
  elseif numel (s) == 2
    s = '';
  else
    s = s(2:end-1);
  end

end
