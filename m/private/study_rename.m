% OK = study_rename (FROM, TO)  put a file in place of another at once.

function ok = study_rename (from, to)

  if exist ('OCTAVE_VERSION', 'builtin') ~= 0
    ok = rename (from, to) == 0;
  else
    ok = movefile (from, to, 'f');
  end

end
