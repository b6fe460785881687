% OK = study_rename (FROM, TO)  put a file in place of another at once.

function ok = study_rename (from, to)

  if exist ('OCTAVE_VERSION', 'builtin') ~= 0
    ok = feval ('rename', from, to) == 0;    % MATLAB has none
  else
    ok = movefile (from, to, 'f');
  end

end
