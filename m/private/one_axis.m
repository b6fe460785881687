% one_axis (FNAME, M)  refuse a model with several axes.

function one_axis (fname, m)

  [~, count] = model_axes (m);
  rome_need (count == 1, 'badValue', '%s: MODEL must have one axis; ''%s'' has %d (ask for one of them: DIM and BASE of its block)', fname, ...
             m.name, count);

end
