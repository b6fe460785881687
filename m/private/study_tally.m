% S = study_tally (S, ABSOLUTE, SCALED, FIRST, SIGNED, WRONG)  add a block of errors to S.
%
% S         [] at the start; then a struct of sums: points, max, sum, sum2, signed, signed2
%           (sums of SCALED, of its squares, of SIGNED and of the signed absolute errors),
%           finite (how many are), wrong, max_abs, row (from 0) and column (from 0) of the
%           largest, and hist (counts of SCALED in the bins of study_bin)
% ABSOLUTE  errors, rows-by-columns
% SCALED    the same in ulp, or in units of u
% FIRST     row number (from 0) of the first row of the block
% SIGNED    {scaled, absolute} with their signs, or [] where errors have none
% WRONG     how many are not correctly rounded, 0 where that means nothing
%
% Everything in S can be added up: study_add joins the sums of blocks, study_stats makes
% mean, rms, bias and quantiles of them.  A NaN counts as infinitely wrong.

function s = study_tally (s, absolute, scaled, first, signed, wrong)

  if nargin < 6
    signed = [];
    wrong = 0;
  end
  [~, bins] = study_bin (0);
  t = struct ('points', numel (scaled), 'max', -1, 'sum', 0, 'sum2', 0, 'signed', 0, 'signed2', 0, 'finite', 0, ...
              'wrong', wrong, 'max_abs', 0, 'row', 0, 'column', 0, 'hist', zeros (bins, 1));
  if ~ isempty (scaled)
    lost = isnan (scaled);
    if any (lost(:))
      scaled(lost) = Inf;
      absolute(lost) = Inf;
    end
    [t.max, k] = max (scaled(:));
    t.row = first + mod (k - 1, size (scaled, 1));
    t.column = floor ((k - 1) / size (scaled, 1));
    t.sum = sum (scaled(:));
    t.sum2 = sum (scaled(:) .^ 2);
    t.max_abs = max (absolute(:));
    t.hist = accumarray (study_bin (scaled(:)), 1, [bins, 1]);
    if ~ isempty (signed)
      good = isfinite (signed{1});
      t.finite = sum (good(:));
      t.signed = sum (signed{1}(good));
      t.signed2 = sum (signed{2}(good));
    end
  end
  if isempty (s)
    s = t;
  else
    s = study_add (s, t);
  end

end
