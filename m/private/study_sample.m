% [P, TEXT] = study_sample (COUNT, SAMPLING, SAMPLES, W)  the positions of a 1-D study.
%
% SAMPLING 'auto', or a cell array of 'exhaustive', 'log-uniform', 'hard'.  P is [] for
% all of 0 ... COUNT-1, else the sorted positions: always the first 4096, then the
% log-uniform ones (study_spread) and the hard ones (study_hard) of the frequencies W.
% TEXT says which they are.

function [p, text] = study_sample (count, sampling, samples, w)

  if isequal (sampling, {'auto'})
    sampling = {'exhaustive'};
    if count > 2 ^ 18
      sampling = {'log-uniform', 'hard'};
    end
  end
  p = [];
  if any (strcmp (sampling, 'exhaustive'))
    text = sprintf ('every one of %d positions', count);
    return
  end
  p = (0:min (4096, count) - 1)';
  text = sprintf ('of %d positions the first %d', count, numel (p));
  if any (strcmp (sampling, 'log-uniform'))
    more = study_spread (count, samples, 'log-uniform');
    text = sprintf ('%s, %d log-uniform', text, numel (more));
    p = [p; more];
  end
  if any (strcmp (sampling, 'hard'))
    more = study_hard (w, count);
    text = sprintf ('%s, %d hard (nearest to multiples of pi/2, next to powers of two)', text, numel (more));
    p = [p; more];
  end
  p = unique (p);
  text = sprintf ('%s: %d in all', text, numel (p));

end
