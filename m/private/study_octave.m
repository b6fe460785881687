% K = study_octave (P)  the octave of positions: 1 for |p| < 1, then k for 2^(k-2) <= |p| < 2^(k-1).

function k = study_octave (p)

  [~, e] = log2 (abs (p));              % |p| = f 2^e, 1/2 <= f < 1
  k = 1 + max (e, 0);

end
