% P = grid_region (N, P, REFERENCE)  an image fitted into the training grid of diffusers.
%
% The image of N = [H W] patches is scaled, keeping its shape, to fill the REFERENCE = [H W]
% grid in one direction and is centred in the other; its patches divide that region into
% equal steps from its start, the end not reached: linspace (start, stop*(N-1)/N, N).
% P holds the indices, from 0, in its last two columns.

function p = grid_region (n, p, reference)

  hw = n(end-1:end);
  if hw(1) / hw(2) > reference(1) / reference(2)
    filled = [reference(1), even_round(reference(1) / hw(1) * hw(2))];
  else
    filled = [even_round(reference(2) / hw(2) * hw(1)), reference(2)];
  end
  for a = 1:2
    column = size (p, 2) - 2 + a;
    first = even_round ((reference(a) - filled(a)) / 2);
    last = (first + filled(a)) * (hw(a) - 1) / hw(a);
    if hw(a) > 1
      p(:, column) = first + p(:, column) * ((last - first) / (hw(a) - 1));
    else
      p(:, column) = first;
    end
  end

end

% Python's round: ties to even.
function r = even_round (x)

  r = round (x);
  if abs (x - fix (x)) == 0.5
    r = 2 * round (x / 2);
  end

end
