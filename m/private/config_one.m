% [X, FIELD] = config_one (PLACES)  the one value that several fields give.
%
% PLACES  n-by-2 cell array of field names and values ([] where the field is missing)
% X       the value, [] if none is given;  FIELD  the name of the first field that gives it
%
% Fields with different values are an error that names both.

function [x, field] = config_one (places)

  x = [];
  field = '';
  for k = 1:size (places, 1)
    if isempty (places{k, 2})
      continue
    end
    value = config_number (places{k, 1}, places{k, 2});
    if isempty (x)
      x = value;
      field = places{k, 1};
    elseif value ~= x
      error ('rome:contradictingFields', 'rope_config: %s is %.17g, but %s is %.17g', field, x, places{k, 1}, value);
    end
  end

end
