% T = study_truth (P, DIM, OPTIONS)  rope_truth at the rows of P, of which there may be one.
%
% P is S-by-A; rope_truth would take a single number for a number of positions.

function t = study_truth (p, dim, options)

  if numel (p) == 1
    if isfield (options, 'offset') && ~ isempty (options.offset)
      p = p + options.offset;
    end
    options.offset = p;
    p = 1;
  end
  t = rope_truth (p, dim, options);

end
