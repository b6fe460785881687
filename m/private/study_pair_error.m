% STATS = study_pair_error (C, X, GAIN, E0, E1, A, B, FORMAT)  error of pairs, normwise.
%
% E0, E1 are the errors of the two members, tokens-by-heads-by-h; the error of a
% pair is sqrt (E0^2 + E1^2) over GAIN times the length of the pair of X, in units of
% u, the unit roundoff of the format.

function stats = study_pair_error (c, x, gain, e0, e1, a, b, format)

  [x0, x1] = study_split (x, a, b, format);
  relative = sqrt (e0 .^ 2 + e1 .^ 2) ./ (gain * sqrt (x0 .^ 2 + x1 .^ 2));
  stats = study_pair_tally (c, max (abs (e0), abs (e1)), relative / study_unit (format));

end
