% LABELS = plot_texts (FNAME, LABELS, N, DEFAULT)  N labels: a cell array of N texts, one text for N = 1, or
% DEFAULT 1 ... DEFAULT N where LABELS is empty.

function labels = plot_texts (fname, labels, n, default)

  if isempty (labels)
    labels = arrayfun (@(k) sprintf ('%s %d', default, k), 1:n, 'UniformOutput', false);
  elseif ischar (labels)
    labels = {labels};
  end
  rome_need (iscellstr (labels) && numel (labels) == n, 'sizeMismatch', ...
             '%s: LABELS must be a cell array of %d texts, one per curve', fname, n);

end
