% C = interop_cases ()  the cases of data/interop/cases.json with their arrays, as a cell column of structs.
%
% SPDX-License-Identifier: GPL-3.0-or-later

function c = interop_cases ()

  folder = fullfile (fileparts (which ('run_one')), '..', '..', 'data', 'interop');
  index = jsondecode (fileread (fullfile (folder, 'cases.json')), 'makeValidName', false);
  c = index.cases(:);
  if ~ iscell (c)
    c = num2cell (c);
  end
  for k = 1:numel (c)
    t = c{k};
    file = fullfile (folder, [t.library, '.safetensors']);
    arrays = rope_load (file, strcat (t.name, '/', t.arrays(:)'));
    for a = 1:numel (arrays)
      t.(t.arrays{a}) = arrays{a};
    end
    if isfield (t, 'positions')
      t.positions = double (t.positions);
    end
    if isfield (t, 'options')
      t.options = rows (t.options);
    end
    c{k} = t;
  end

end

% jsondecode makes columns of lists; matrices stay.
function s = rows (s)

  for f = fieldnames (s)'
    v = s.(f{1});
    if isstruct (v)
      s.(f{1}) = rows (v);
    elseif isnumeric (v) && isvector (v)
      s.(f{1}) = reshape (v, 1, []);
    end
  end

end
