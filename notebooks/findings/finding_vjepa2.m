function [rows, ax] = finding_vjepa2 (small)
%FINDING_VJEPA2  V-JEPA 2 turns the two members of a pair by different angles: not a rotation.
%
%   Usage: [rows, ax] = finding_vjepa2 (small)
%
%   Its code tiles the h angles as [w w] (the order of half pairing) but rotates neighbouring columns (interleaved): column 2j
%   turns by p w_(2j mod h), column 2j+1 by p w_((2j+1) mod h).  In matrix form y = x .* C + (x*M) .* S this is just another C, S.

  d = 20;
  p = 7;
  R = block (p, d);
  proper = norm (rotation (p, d) * rotation (p, d)' - eye (d));
  source = 'facebookresearch/vjepa2, src/models/utils/modules.py (its NOTE, pull 15), evaluated at p = 7, d = 20';
  rows = [ ...
    finding_row('spectral norm of R R'' - I', source, 0.878, norm (R * R' - eye (d)), 5e-4, 'zero for a rotation'), ...
    finding_row('determinant of R', source, 0.1397, det (R), 5e-4, 'one for a rotation'), ...
    finding_row('the same with interleaved angles', 'rope_cache (width full)', 0, proper, 'yes', 'a rotation to rounding')];
  if proper > 4 * eps
    rows(end).agree = 'no';
  end

  positions = (0:32)';
  defect = zeros (size (positions));
  volume = defect;
  for k = 1:numel (positions)
    R = block (positions(k), d);
    defect(k) = norm (R * R' - eye (d));
    volume(k) = det (R);
  end
  ax = rope_plot_score (positions, [defect, volume], 'labels', {'|R R'' - I|', 'det R'}, 'xlabel', 'position (patches)', ...
                        'ylabel', 'a rotation has 0 and 1', ...
                        'title', 'V-JEPA 2''s position matrix, 20 columns');

end

% The matrix of y = x R' for one position.
function R = block (p, d)

  [c, s] = rope_cache ([p, 0], d);
  C = [c(1, :), c(1, :)];
  S = [s(1, :), s(1, :)];
  R = rome_apply (eye (d), rome_matrix (d), repmat (C, d, 1), repmat (S, d, 1))';

end

function R = rotation (p, d)

  [C, S] = rope_cache ([p, 0], d, 'width', 'full');
  R = rome_apply (eye (d), rome_matrix (d), repmat (C(1, :), d, 1), repmat (S(1, :), d, 1))';

end
