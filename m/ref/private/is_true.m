% TF = is_true (FNAME, INVERSE)  the option as a logical scalar.

function tf = is_true (fname, inverse)

  need ((islogical (inverse) || isnumeric (inverse)) && isscalar (inverse) ...
        && any (inverse == [0 1]), 'badValue', '%s: INVERSE must be true or false', fname);
  tf = logical (inverse);

end
