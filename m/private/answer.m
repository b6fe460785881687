% AX = answer (WANTED, DRAW)  the second output of a function that answers a question with numbers and a figure.
%
% WANTED is nargout of that function: with exactly one output nothing is drawn, AX is [].

function ax = answer (wanted, draw)

  ax = [];
  if wanted ~= 1
    ax = draw ();
  end

end
