% [HEAD, LINES] = study_overview (ROWS)  the summary in one line per case, pairing, class.
%
% HEAD is a cell of column titles, LINES a cell array of texts: model, pairing,
% class, largest errors of the tables (of rope_cache in ulp, of the reference model and
% of the float32 evaluation absolute), largest defects in units of u, differing bits.

function [head, lines] = study_overview (rows)

  head = {'model', 'pairing', 'class', 'table/ulp', 'misrounded', 'reference abs', 'float32 abs', ...
          'rotation/u', 'norm/u', 'inverse/u', 'relative/u', 'bits differing'};
  lines = cell (0, numel (head));
  keys = strcat ({rows.model}, '|', {rows.pairing}, '|', {rows.class});
  [~, first] = unique (keys, 'first');
  for k = sort (first(:))'
    r = rows(strcmp (keys, keys{k}));
    of = @(implementation, quantity, column) entry (r, implementation, quantity, column);
    same = r(strcmp ({r.quantity}, 'equivalence'));
    lines(end+1, :) = {rows(k).model, rows(k).pairing, rows(k).class, ...
      sprintf('%.9f', of ('rope_cache', 'table', 'max_ulp')), ...
      sprintf('%d', of ('rope_cache', 'table', 'not_correctly_rounded')), ...
      sprintf('%.2g', of ('rope_cache_ref', 'table', 'max_abs')), ...
      sprintf('%.2g', of ('float32 (Hugging Face)', 'table', 'max_abs')), ...
      sprintf('%.3f', of ('rope_apply', 'rotation', 'max_ulp')), ...
      sprintf('%.3f', of ('rope_apply', 'norm', 'max_ulp')), ...
      sprintf('%.3f', of ('rope_apply', 'inverse', 'max_ulp')), ...
      sprintf('%.3f', of ('rope_apply', 'relative position', 'max_ulp')), ...
      sprintf('%d', sum ([same.differing_bits]))};
  end
  bound = @(quantity) bound_text (rows(strcmp ({rows.quantity}, quantity)));
  lines(end+1, :) = {'must be at most', '', '', '0.5', '0', '', '', bound('rotation'), bound('norm'), ...
                     bound('inverse'), bound('relative position'), '0'};

end

% The bound; several models with attention factors may have several.
function text = bound_text (r)

  b = [r.bound];
  text = sprintf ('%.3f', min (b));
  if max (b) > min (b) * 1.001
    text = sprintf ('%.2f-%.2f', min (b), max (b));
  end

end

% [] (printed as nothing) where the class has no such row.
function value = entry (r, implementation, quantity, column)

  at = strcmp ({r.implementation}, implementation) & strcmp ({r.quantity}, quantity);
  value = [r(at).(column)];

end
