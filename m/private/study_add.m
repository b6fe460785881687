% S = study_add (S, T)  the sums of two blocks of errors, see study_tally; S comes first.

function s = study_add (s, t)

  if t.max > s.max
    s.max = t.max;
    s.row = t.row;
    s.column = t.column;
  end
  s.max_abs = max (s.max_abs, t.max_abs);
  for name = {'points', 'sum', 'sum2', 'signed', 'signed2', 'finite', 'wrong', 'hist'}
    s.(name{1}) = s.(name{1}) + t.(name{1});
  end

end
